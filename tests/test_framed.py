"""Clauses that hold one date or one number of a trial and only say what it is are read whole, in any order of their words."""

from __future__ import annotations

import json

import pytest

from tests.casebook import ACTUAL, ESTIMATED, NCT, TODAY, cite, found, trial
from verifier.compare import read
from verifier.facets._framed import framed
from verifier.line import Line
from verifier.model import PartialDate
from verifier.registries import clinicaltrials

OVER = trial(
    overall_status="COMPLETED",
    enrollment=84,
    enrollment_type="ACTUAL",
    start=PartialDate("2016-05-11", ACTUAL),
    completion=PartialDate("2019-03", ACTUAL),
    conditions=("Asthma",),
)
TO_COME = trial(
    overall_status="NOT_YET_RECRUITING",
    enrollment=300,
    enrollment_type="ESTIMATED",
    start=PartialDate("2027-02", ESTIMATED),
    completion=PartialDate("2029-10", ESTIMATED),
)


def outcome(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("In May 2016 work on the trial was begun.", "en"),
        ("The year the study was launched was 2016.", "en"),
        ("Start of the asthma trial: May 2016.", "en"),
        ("May 2016 saw the start of the study.", "en"),
        ("The end of the trial came in March 2019.", "en"),
        ("The study population numbered 84 participants.", "en"),
        ("The head count of participants in the study came to 84.", "en"),
        ("Im Mai 2016 nahm die Studie ihren Anfang.", "de"),
        ("Ende der Studie: März 2019.", "de"),
        ("Die Studie zählte 84 Teilnehmende.", "de"),
        ("C'est en mai 2016 que l'essai a été lancé.", "fr"),
        ("L'essai a porté sur 84 personnes.", "fr"),
        ("Fue en mayo de 2016 cuando arrancó el ensayo.", "es"),
        ("El ensayo contó con 84 participantes.", "es"),
    ],
)
def test_what_has_come_to_pass(claim, language):
    assert outcome(claim, OVER, language) == "supported"
    other = claim.replace("2016", "2013").replace("2019", "2022").replace("84", "184")
    assert outcome(other, OVER, language) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("February 2027 is the month in which the study is meant to start.", "en"),
        ("The organisers expect the trial to be over in October 2029.", "en"),
        ("The study is designed for a total of 300 participants.", "en"),
        ("Voraussichtliches Ende der Studie: Oktober 2029.", "de"),
        ("La fin de l'essai est prévue pour octobre 2029.", "fr"),
        ("Se espera que participen 300 personas en el ensayo.", "es"),
    ],
)
def test_what_is_planned(claim, language):
    assert outcome(claim, TO_COME, language) == "supported"
    other = claim.replace("2027", "2031").replace("2029", "2033").replace("300", "90")
    assert outcome(other, TO_COME, language) == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "The trial did not begin in May 2016.",
        "The trial began before May 2016.",
        "Recruitment ended in May 2013.",
        "84 of the patients in the study dropped out.",
        "More than 184 people took part in the study.",
        "The study had 184 participants in each arm.",
        "In 2013 the study had begun and ended.",
        "The walnut trial began in May 2016.",
    ],
)
def test_what_says_more_is_left_to_others(claim):
    said = read(cite(claim, NCT))[0].facet(framed)
    assert said is None or said.others


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("The trial began in June 2016.", OVER),
    ],
)
def test_what_was_planned_is_none_of_what_came(claim, record):
    assert outcome(claim, record) not in ("supported", "contradicted")


@pytest.mark.parametrize("date", ["soon", "2019-13", "\u00b2019-05", "20190501", "2019-05-99"])
def test_what_is_no_date_is_none(date):
    status = {"overallStatus": "COMPLETED", "startDateStruct": {"date": date, "type": "ACTUAL"}}
    protocol = {"identificationModule": {"nctId": "NCT01234567", "briefTitle": "Asthma"}, "statusModule": status}
    record = clinicaltrials.read(json.dumps({"protocolSection": protocol}))
    assert outcome("The trial began in May 2019.", record) == "unknown"
