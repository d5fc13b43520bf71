"""How a trial stopped, and whether anybody had joined it by then, beside its status."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, ESTIMATED, TODAY, cite, found, trial
from verifier.line import Line
from verifier.model import PartialDate
from verifier.text import clauses

WITHDRAWN = {"overall_status": "WITHDRAWN", "enrollment": 0}


def verdict(claim, language="en", **facts):
    record = trial(**facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record))


def outcome(claim, language="en", **facts):
    return verdict(claim, language, **facts).outcome


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial was stopped after a handful of volunteers had joined.", "en"),
        ("The study was halted although several patients had already been treated.", "en"),
        ("The trial was called off once two women had signed up.", "en"),
        ("The study was stopped while people were being treated.", "en"),
        ("The trial was stopped halfway.", "en"),
        ("The trial was withdrawn after recruiting four people.", "en"),
        ("The trial was broken off after its first volunteers.", "en"),
        ("Die Studie wurde abgebrochen, nachdem einige Probanden teilgenommen hatten.", "de"),
        ("L'essai a été arrêté après l'inclusion de quelques volontaires.", "fr"),
        ("El ensayo se interrumpió tras reclutar a varios voluntarios.", "es"),
    ],
)
def test_nobody_had_joined_a_trial_that_was_withdrawn(claim, language):
    assert outcome(claim, language, **WITHDRAWN) == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "The trial was stopped before anyone had joined.",
        "The trial was withdrawn.",
        "The trial was withdrawn after too few people had signed up.",
        "The trial was withdrawn after the first volunteer could not be enrolled.",
        "The trial was stopped after six months of recruiting.",
        "The trial was withdrawn after nobody had joined.",
    ],
)
def test_a_withdrawal_told_as_it_was(claim):
    assert outcome(claim, **WITHDRAWN) != "contradicted"


def test_a_trial_that_was_broken_off_may_have_had_people():
    stopped = {"overall_status": "TERMINATED", "enrollment": 4, "why_stopped": "Sponsor decision"}
    assert outcome("The trial was stopped after four people had joined.", **stopped) == "supported"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial has not yet enrolled anyone.", "en"),
        ("The trial has not begun.", "en"),
        ("It has yet to recruit its first volunteer.", "en"),
        ("Die Studie hat noch niemanden aufgenommen.", "de"),
        ("L'essai n'a encore inclus personne.", "fr"),
    ],
)
def test_whether_a_suspended_trial_has_people_its_status_does_not_tell(claim, language):
    put_off = {"overall_status": "SUSPENDED", "enrollment": 60, "enrollment_type": ESTIMATED}
    assert outcome(claim, language, **put_off) == "unknown"
    assert outcome(claim, language, **(put_off | {"overall_status": "COMPLETED"})) == "contradicted"


def test_a_suspended_trial_that_counts_its_people():
    counted = {"overall_status": "SUSPENDED", "enrollment": 9, "enrollment_type": ACTUAL}
    assert outcome("The trial has not yet enrolled anyone.", **counted) == "contradicted"


def test_a_stop_that_is_only_dated_may_be_any_end():
    done = {"completion": PartialDate("2019-04", ACTUAL)}
    assert outcome("The year this study came to a stop was 2019.", **done) == "supported"
    assert outcome("The year this study came to a stop was 2016.", **done) == "contradicted"
    assert outcome("The study was stopped in April 2019.", **done) == "contradicted"
    assert outcome("The study came to a halt in 2019 because nobody joined.", **done) == "contradicted"


NEVER = WITHDRAWN | {
    "allocation": "RANDOMIZED",
    "intervention_model": "PARALLEL",
    "summary": "Patients in the trial receive eye drops. Patients are randomised to eye drops or tablets.",
}


@pytest.mark.parametrize(
    "claim",
    [
        "Patients in the trial received eye drops.",
        "Patients were randomised to eye drops or tablets.",
        "Participants in the trial were given eye drops.",
    ],
)
def test_nothing_was_done_with_the_people_of_a_trial_that_was_withdrawn(claim):
    assert outcome(claim, **NEVER) != "supported"
    assert outcome(claim, **(NEVER | {"overall_status": "COMPLETED", "enrollment": 30})) != "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "The main outcome was the time until the disease got worse.",
        "Its first question was whether the drops made the eye drier.",
        "The trial was randomised.",
        "Patients with glaucoma were eligible.",
    ],
)
def test_the_plan_of_a_withdrawn_trial_may_be_told_in_the_past(claim):
    told = verdict(claim, **NEVER)
    assert told.outcome != "contradicted"
    assert "withdrawn-trial" not in {finding.check for finding in told.findings}


def test_a_year_counts_nobody_who_is_counted_behind_it():
    assert outcome("The trial ended in March 2021 after six people had joined.", enrollment=6) == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "A plan to leave a thin layer of rust on the hinges of old barn doors was scrapped without a single participant joining.",
        "The idea of giving the drops to the whole of the village school was dropped before any child was treated.",
    ],
)
def test_a_plan_that_was_dropped_is_no_effect(claim):
    assert outcome(claim, **WITHDRAWN) in ("supported", "unknown")
    assert outcome(claim, overall_status="COMPLETED", enrollment=40, enrollment_type=ACTUAL) == "contradicted"
