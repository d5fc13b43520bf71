"""The state, the label and the count of a trial in plain words: what is said is read, and what is not said is not confirmed."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, NCT, TODAY, cite, found, trial
from verifier.compare import read
from verifier.facets._states import said
from verifier.line import Line
from verifier.model import PartialDate
from verifier.text import clauses

OVER = trial(overall_status="COMPLETED", enrollment=60, enrollment_type="ACTUAL", phases=("PHASE2",))
BROKEN_OFF = trial(
    overall_status="TERMINATED", enrollment=6, enrollment_type="ACTUAL", completion=PartialDate("2021-03", ACTUAL)
)


def meanings(claim, language="en"):
    return [state.meaning for reading in read(cite(claim, NCT, language=language)) for state in reading.facet(said)]


def outcome(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "language", "expected"),
    [
        ("Die Studie hat noch nicht mit der Rekrutierung begonnen.", "de", ["not-yet"]),
        ("Die Studie hat mit der Rekrutierung begonnen.", "de", ["begun"]),
        ("Nobody else can join this study.", "en", ["closed"]),
        ("The study never ran its full course.", "en", ["stopped"]),
        ("The study was abandoned midway.", "en", ["stopped"]),
        ("The plug was pulled on the study.", "en", ["stopped"]),
        ("The study was dropped without a single patient.", "en", ["never"]),
        ("The study was scrapped before the first volunteer.", "en", ["never"]),
        ("The study was not broken off.", "en", []),
        ("The study has never been suspended.", "en", []),
        ("The study is full and still going on.", "en", ["closed", "ongoing"]),
        ("The register gives its state as unknown.", "en", ["unknown"]),
        ("El ensayo terminó en junio de 2016.", "es", ["ended"]),
        ("El ensayo terminó antes de tiempo.", "es", ["stopped"]),
    ],
)
def test_the_state_as_it_is_said(claim, language, expected):
    assert meanings(claim, language) == expected


@pytest.mark.parametrize(
    ("claim", "record", "language", "expected"),
    [
        ("Phase of the study: II.", OVER, "en", "supported"),
        ("Phase of the study: III.", OVER, "en", "contradicted"),
        ("Phase der Studie: III.", OVER, "de", "contradicted"),
        ("Enrolment (actual): 60.", OVER, "en", "supported"),
        ("Enrolment (actual): 19.", OVER, "en", "contradicted"),
        ("Status of the study: active, recruitment closed.", OVER, "en", "contradicted"),
        ("Statut de l'étude : actif, recrutement clos.", OVER, "fr", "contradicted"),
        ("Status: closed after normal completion.", BROKEN_OFF, "en", "contradicted"),
        ("The study is full and still going on.", OVER, "en", "contradicted"),
        ("El ensayo terminó en marzo de 2021.", BROKEN_OFF, "es", "supported"),
    ],
)
def test_plain_fields_of_a_trial(claim, record, language, expected):
    assert outcome(claim, record, language) == expected


@pytest.mark.parametrize(
    "claim", ["A total of 13 were studied in the trial.", "The number of people in the study was 13."]
)
def test_a_number_anywhere_in_a_record_does_not_bear_out_a_count_of_people(claim):
    record = trial("Cells are given for optic nerve disease. The scale of 13 points is asked at the end.")
    assert outcome(claim, record) != "supported"


@pytest.mark.parametrize(
    ("claim", "language", "expected"),
    [
        ("The study stopped for good in March 2020.", "en", ["ended"]),
        ("The study stopped in March 2020 because of harm.", "en", ["stopped"]),
        ("The study was stopped in March 2020.", "en", ["stopped"]),
        ("The curtain came down on the study in March 2020.", "en", ["ended"]),
        ("Sign-up for the asthma study has ended.", "en", ["closed"]),
        ("Nobody can sign up so far.", "en", ["not-yet"]),
        ("Die Aufnahme in die Studie ist geschlossen.", "de", ["closed"]),
    ],
)
def test_an_end_that_says_not_how(claim, language, expected):
    assert meanings(claim, language) == expected


def test_that_nobody_came_is_no_reason_for_a_stop():
    record = trial(overall_status="WITHDRAWN", enrollment=0, enrollment_type="ACTUAL", why_stopped="loss of funding")
    assert outcome("This study never started: nobody was enrolled.", record) != "contradicted"
    assert outcome("This study was withdrawn because nobody was enrolled.", record) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Is the study randomised? No", "en"),
        ("Läuft die Studie noch? Nein, sie wurde planmäßig abgeschlossen.", "de"),
        ("Blind study: no", "en"),
        ("The study has no running-in phase and is no longer running.", "en"),
        ("The sponsor describes the study as phase II.", "en"),
        ("The study began in March 2020, the year it begins in.", "en"),
    ],
)
def test_what_is_asked_or_denied_is_not_held_against_a_trial(claim, language):
    record = trial(
        overall_status="COMPLETED",
        phases=("PHASE2",),
        allocation="RANDOMIZED" if "phase" in claim else "NON_RANDOMIZED",
        start=PartialDate("2020-03", ACTUAL),
    )
    assert outcome(claim, record, language) not in ("contradicted", "unsupported")


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The study was closed down before it could be finished.", ["stopped"]),
        ("The sponsor pulled out of the study before it was complete.", []),
    ],
)
def test_what_it_fell_short_of_is_no_state(claim, expected):
    assert [state for state in meanings(claim) if state == "completed"] == []
    assert [state for state in meanings(claim) if state == "stopped"] == expected


@pytest.mark.parametrize(
    ("claim", "language", "expected"),
    [
        ("Läuft die Studie noch? Nein, sie wurde planmäßig abgeschlossen.", "de", "unknown"),
        ("Is the study still open? No, it has finished.", "en", "unknown"),
        ("L'étude est-elle en cours ? Non.", "fr", "unknown"),
        ("Has the study finished? No, it is still taking people in.", "en", "contradicted"),
    ],
)
def test_the_answer_is_held_against_a_trial_and_not_the_question(claim, language, expected):
    parts = tuple(claim[start:end] for start, end in clauses(claim))
    told = cite(claim, OVER.identifier, parts=parts, language=language)
    assert Line(None, TODAY).verdict(told, found(OVER)).outcome == expected
