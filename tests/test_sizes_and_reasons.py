"""Sizes that are planned or told of "that trial", and reasons for a stop that are neither money nor people."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, ESTIMATED, TODAY, cite, found, trial
from verifier.compare import read
from verifier.facets import _states
from verifier.line import Line

TO_COME = trial(enrollment=8, enrollment_type=ESTIMATED, overall_status="RECRUITING", completion=None)
DONE = trial(enrollment=8, enrollment_type=ACTUAL)


def fired(claim, record, language="en"):
    """The checks that contradict a claim."""
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))
    return [finding.check for finding in verdict.findings if finding.effect == "contradicts"]


def stopped(why, status="TERMINATED"):
    return trial(why_stopped=why, overall_status=status, enrollment=0 if status == "WITHDRAWN" else 18)


@pytest.mark.parametrize(
    ("claim", "record", "language", "fires"),
    [
        ("The study plans 80 adults to see how the drug leaves the body.", TO_COME, "en", True),
        ("The trial is to take 80 adults.", TO_COME, "en", True),
        ("Die Studie plant 80 Erwachsene.", TO_COME, "de", True),
        ("The study plans 8 adults.", TO_COME, "en", False),
        ("The team plans a scan of 80 adults elsewhere.", TO_COME, "en", False),
        ("In that trial 64 people saw better after three months.", DONE, "en", True),
        ("In that trial 8 people saw better after three months.", DONE, "en", False),
        ("In that country 64 people live with the disease.", DONE, "en", False),
    ],
)
def test_planned_sizes_and_those_of_that_trial(claim, record, language, fires):
    assert ("sample-size-mismatch" in fired(claim, record, language)) is fires


@pytest.mark.parametrize(
    ("claim", "why", "language", "fires"),
    [
        ("It was stopped for lack of money.", "Use of the drug was reconsidered", "en", True),
        ("It was stopped because too few joined.", "The principal investigator left the university", "en", True),
        ("It was stopped because too few joined.", "Clinical hold by the agency", "en", True),
        ("Se retiró por falta de dinero.", "The study was redesigned", "es", True),
        ("It was stopped because the researcher left.", "PI left institution", "en", False),
        ("It was stopped for business reasons.", "Sponsor reconsidered the study", "en", False),
        ("It was stopped over safety.", "Clinical hold", "en", False),
        ("It was stopped for lack of money.", "Study never started", "en", False),
        ("It was stopped because the company went bust.", "Investigator decision", "en", False),
    ],
)
def test_reasons_of_other_kinds(claim, why, language, fires):
    assert ("stop-reason-mismatch" in fired(claim, stopped(why), language)) is fires


@pytest.mark.parametrize(
    ("claim", "meaning"),
    [
        ("Se retiró por falta de dinero.", "withdrew"),
        ("El ensayo se retiró sin incluir a nadie.", "withdrew"),
        ("Un paciente se retiró por efectos adversos.", ""),
        ("Se retiró el vendaje a los tres días.", ""),
    ],
)
def test_a_spanish_study_that_was_withdrawn(claim, meaning):
    told = read(cite(claim, TO_COME.identifier, language="es"))[0].facet(_states.said)
    assert [said.meaning for said in told if said.meaning in ("withdrew", "withdrawn")] == [meaning] * bool(meaning)


def test_money_that_ran_out_completes_no_study():
    claim = "Se canceló porque se acabó el dinero."
    assert fired(claim, stopped("Lack of funding"), "es") == []
