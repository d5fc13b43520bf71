"""Who could take part by the criteria that a trial lists, and by ages that a page tells of those who were treated."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, trial
from verifier.line import Line
from verifier.model import Passage

LISTED = """Inclusion Criteria:

* Chronic sinusitis of both sides
* Able to rinse the nose twice a day

Exclusion Criteria:

* Pregnant or breastfeeding women
* Kidney failure
* Severe osteoporosis
* Nasal surgery within the last six months
* Diabetes mellitus, unless well controlled
* A diagnosis by a physician of bipolar disorder, substance use disorder, or epilepsy
"""
FACTS = {
    "title": "Salt Rinse for Chronic Sinusitis",
    "conditions": ("Sinusitis",),
    "eligibility": LISTED,
    "sex": "ALL",
    "minimum_age": "18 Years",
    "maximum_age": "64 Years",
    "std_ages": ("ADULT",),
}


def outcome(claim, language="en", **changes):
    record = trial(**{**FACTS, **changes})
    passages = (*record.passages, Passage("eligibilityCriteria", LISTED, "eligibility"))
    record = type(record)(**{name: getattr(record, name) for name in record.__struct_fields__} | {"passages": passages})
    citation = cite(claim, record.identifier, language=language)
    return Line(None, TODAY).verdict(citation, found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Pregnant women could join the sinusitis study", "contradicted"),
        ("Pregnant women could not join the sinusitis study", "supported"),
        ("People with kidney failure were welcome in the sinusitis study", "contradicted"),
        ("People with kidney failure were kept out of the sinusitis study", "supported"),
        ("The sinusitis study was open to people with epilepsy", "contradicted"),
        ("The sinusitis study was not open to people with epilepsy", "supported"),
        ("People with osteoporosis could join the sinusitis study", "unknown"),  # only the severe kind is barred
        ("People with diabetes could join the sinusitis study", "unknown"),  # unless it is well controlled
        ("People who had nasal surgery could join the sinusitis study", "unknown"),
        ("People without kidney failure could join the sinusitis study", "unknown"),
    ],
)
def test_whom_a_criterion_names(claim, told):
    assert outcome(claim) == told


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("Schwangere konnten an der Sinusitis-Studie teilnehmen", "de", "contradicted"),
        ("Les femmes enceintes pouvaient participer à l'essai", "fr", "contradicted"),
        ("Las mujeres embarazadas podían participar en el ensayo", "es", "contradicted"),
    ],
)
def test_whom_a_criterion_names_in_other_languages(claim, language, told):
    assert outcome(claim, language) == told


def test_some_women_are_not_all_women():
    assert outcome("Women with kidney failure could join the sinusitis study", sex="FEMALE") == "contradicted"
    assert outcome("Women with kidney failure could not join the sinusitis study", sex="FEMALE") == "supported"
    assert outcome("Women with gout could not join the sinusitis study", sex="FEMALE") == "unknown"
    assert outcome("Women may not enter the American study with the rinse after a fracture", sex="FEMALE") == "unknown"


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("Children as young as six were treated in the trial.", ["different"]),
        ("The trial treated 15-year-olds.", ["different"]),
        ("The trial took women up to 80.", ["different"]),
        ("The trial took women up to 64.", ["same"]),
        ("People whose sinusitis began before they were as young as six were treated.", ["absent"]),
    ],
)
def test_ages_of_those_who_were_treated(claim, relations):
    assert [c.relation for c in case(claim, trial(**FACTS)).compared("eligibility")][:1] == relations


def test_ages_below_a_number_in_words_are_ages():
    (told,) = case("The rinse was tried with children below twelve.", trial(**FACTS)).compared("eligibility")
    assert (told.relation, told.said.text) == ("absent", "children below twelve")
    assert (
        case("The rinse was tried with children below twelve sessions.", trial(**FACTS)).compared("eligibility") == ()
    )
