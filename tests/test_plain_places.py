"""Clauses that only say where a trial is done or at how many sites, in whatever order of their words."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses

LYON = ("Hôpital Sud", "Lyon", "France")
OSLO = ("Nordre Clinic", "Oslo", "Norway")
THREE = (LYON, OSLO, ("Vestre Clinic", "Bergen", "Norway"))


def outcome(claim, language="en", **facts):
    record = trial(**{"locations": THREE, "conditions": ("NSCLC",)} | facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return (
        Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record)).outcome
    )


@pytest.mark.parametrize(
    ("claim", "language", "other"),
    [
        ("One of the countries where the trial was conducted is Norway.", "en", "Thailand"),
        ("The trial (NCT01234567) was carried out in Norway.", "en", "Kenya"),
        ("People with non-small cell lung cancer in Norway took part in this study.", "en", "Japan"),
        ("NCT01234567 had sites in France and Norway.", "en", "Chile"),
        ("Die Teilnehmer wurden unter anderem in Norwegen rekrutiert.", "de", "Polen"),
        ("Cette étude a été menée en Norvège.", "fr", "Pologne"),
        ("El estudio tuvo lugar en Noruega.", "es", "Polonia"),
    ],
)
def test_a_country(claim, language, other):
    assert outcome(claim, language) == "supported"
    wrong = claim
    for name in ("Norway", "Norwegen", "Norvège", "Noruega"):
        wrong = wrong.replace(name, other)
    assert outcome(wrong, language) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial was carried out at three sites.", "en"),
        ("The number of sites in the trial (NCT01234567) was three.", "en"),
        ("Die Studie wurde an drei Zentren durchgeführt.", "de"),
        ("L'étude s'est déroulée sur 3 sites.", "fr"),
    ],
)
def test_a_number_of_sites(claim, language):
    assert outcome(claim, language) == "supported"
    wrong = claim.replace("three", "forty").replace("drei", "40").replace("3 sites", "40 sites")
    assert outcome(wrong, language) == "contradicted"


def test_one_of_two_sites_with_one_name_is_not_alone():
    twice = (OSLO, ("Nordre Clinic", "Bergen", "Norway"))
    assert outcome("Only one center takes part in the trial.", locations=twice) == "unknown"
    assert outcome("Participants were recruited in several countries, including China.") == "contradicted"


def test_one_site_alone():
    for claim, language in (
        ("The trial was conducted at a single site.", "en"),
        ("El ensayo se realizó en un único centro.", "es"),
    ):
        assert outcome(claim, language, locations=(OSLO,)) == "supported"
        assert outcome(claim, language) == "contradicted"
        assert outcome(claim, language, locations=(OSLO, LYON)) == "unknown"


@pytest.mark.parametrize(
    "claim",
    [
        "The trial is taking place in Norway.",  # it is over
        "The trial will take place in Norway.",
        "Researchers in Thailand conducted the trial.",  # who runs it may sit elsewhere
        "The walnut trial was carried out in Norway.",
    ],
)
def test_what_says_more_or_of_somebody_else_is_no_confirmation(claim):
    assert outcome(claim) not in ("supported", "contradicted") or "will" in claim or "taking" in claim
    assert outcome(claim) != "supported"


def test_patients_elsewhere_are_not_confirmed_by_the_state_of_the_trial():
    running = {"overall_status": "RECRUITING"}
    assert outcome("Patients in Norway are taking part in the study.", **running) == "supported"
    assert outcome("Patients in Thailand are taking part in the study.", **running) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("The trial lasted until March 2021.", "en", "supported"),
        ("El ensayo duró hasta marzo de 2021.", "es", "supported"),
        ("L'étude s'est poursuivie jusqu'en mars 2021.", "fr", "supported"),
        ("The trial lasted until March 2017.", "en", "contradicted"),
        ("Recruitment ended in March 2017.", "en", "unknown"),
        ("The trial took in about 19 people.", "en", "supported"),
        ("The trial took in about 90 people.", "en", "contradicted"),
        ("The trial was managed by Northfield Cell Institute.", "en", "supported"),
        ("NCT01234567 was completed.", "en", "supported"),
    ],
)
def test_dates_and_counts_and_who_runs_it(claim, language, told):
    assert outcome(claim, language) == told
