"""What pages tell of trials in fields and in passing: states, reasons, people, harms, posted figures."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.line import Line
from verifier.model import EventGroup, Notice, Results
from verifier.text import clauses

WITHDRAWN = {"overall_status": "WITHDRAWN", "enrollment": 0, "why_stopped": "loss of funding"}
UNKNOWN = {"overall_status": "UNKNOWN"}
CLOSED = {"overall_status": "ACTIVE_NOT_RECRUITING"}
ENDED = {"overall_status": "TERMINATED", "why_stopped": "poor accrual", "enrollment": 18}
HARMED = {
    "results": Results(
        event_groups=(
            EventGroup(title="Placebo", serious=0, serious_at_risk=40, other=3),
            EventGroup(title="Alphadrug", serious=3, serious_at_risk=40, other=7),
        )
    )
}


def outcome(claim, record, language="en"):
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    citation = cite(claim, record.identifier, parts=parts, language=language)
    return Line(None, TODAY).verdict(citation, found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "facts", "told"),
    [
        ("The current status of the study is not known.", UNKNOWN, "supported"),
        ("The current status of the study is not known.", {}, "contradicted"),
        ("Recruitment over, follow-up going on.", CLOSED, "supported"),
        ("Recruitment over, follow-up going on.", {}, "contradicted"),
        ("The study was shut because too few joined; it stopped at 18.", ENDED, "supported"),
        ("Study type: observational.", {"study_type": "OBSERVATIONAL"}, "supported"),
        ("Study type: observational.", {}, "contradicted"),
        ("Lead: Northfield Cell Institute. Enrolment: 18", {}, "supported"),
        ("The study has signed up its first fifty users.", WITHDRAWN, "contradicted"),
        ("No serious event was seen in anybody given the drug.", HARMED, "contradicted"),
        ("Not one participant in either group reported an unwanted effect.", HARMED, "contradicted"),
    ],
)
def test_a_trial_told_in_passing(claim, facts, told):
    assert outcome(claim, trial(**facts)) == told


@pytest.mark.parametrize(
    ("claim", "language", "facts", "told"),
    [
        ("Nach dem Registereintrag fehlte am Ende das Geld", "de", WITHDRAWN, "supported"),
        ("In Bonn wurden Kranke bereits erfolgreich behandelt", "de", WITHDRAWN, "contradicted"),
        ("Die App wird derzeit an Kranken erprobt", "de", WITHDRAWN, "contradicted"),
        ("El registro sigue incorporando enfermos", "es", {}, "contradicted"),
    ],
)
def test_a_trial_told_in_other_languages(claim, language, facts, told):
    assert outcome(claim, trial(**facts), language) == told


def test_a_retraction_told_in_passing():
    record = paper(
        "The drug was given to ten people. They got better.",
        notices=(Notice("retracted", "CommentsCorrections[RefType=RetractionIn]", "J Test. 2024"),),
    )
    assert outcome("The paper behind that sentence has been retracted in the meantime.", record) == "supported"


def test_names_of_places_are_no_verbs():
    text = "The enzyme is common in Europe, North Africa and the Middle East."
    assert len(clauses(text)) == 1
