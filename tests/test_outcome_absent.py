"""A disease or symptom that a claim says to change, beside a record that has no word on it."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.content import condition_mismatch, outcome_mismatch

ABSTRACT = (
    "Peppermint oil is sold for many complaints. We gave peppermint oil to children with functional abdominal pain. "
    "Eighty children took part. They were followed for twelve weeks. Pain was less often severe with the oil than with "
    "placebo. No child stopped because of harm. Peppermint oil may help some children with abdominal pain."
)
OIL = paper(ABSTRACT, title="Peppermint oil in children with functional abdominal pain")


def fired(claim, record=OIL):
    built = case(claim, record)
    return [f.check for check in (condition_mismatch, outcome_mismatch) for f in check.check(built)]


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("Peppermint oil prevents migraine.", "condition-mismatch"),
        ("In children peppermint oil cures asthma.", "condition-mismatch"),
        ("Peppermint oil relieves nausea.", "outcome-mismatch"),
    ],
)
def test_what_the_record_never_speaks_of(claim, name):
    assert fired(claim) == [name]


@pytest.mark.parametrize(
    "claim",
    [
        "Peppermint oil relieves abdominal pain.",
        "Peppermint oil eases a sore belly.",  # another word for what it speaks of
        "Migraine was not studied.",
        "Children with migraine took peppermint oil.",  # who took it, not what it changed
        "Lavender prevents migraine.",  # nothing of the claim is there: another finding's matter
    ],
)
def test_silent_otherwise(claim):
    assert "outcome-mismatch" not in fired(claim)


def test_a_wider_disease_in_the_record_is_enough():
    wide = paper(
        ABSTRACT.replace("functional abdominal pain", "heart disease"), title="Peppermint oil in heart disease"
    )
    assert fired("Peppermint oil prevents heart attacks.", wide) == []


def test_a_registration_need_not_name_each_symptom():
    registered = trial("Cells are given after a stroke. " * 6, title="Cells after stroke", conditions=("Stroke",))
    assert fired("The cells ease dizziness after a stroke.", registered) == []


def test_a_trial_of_adults_has_no_children():
    adults = trial(std_ages=("ADULT", "OLDER_ADULT"), minimum_age="18 Years")
    assert case("The app helps children.", adults).compared("population", "different")
    teens = trial(std_ages=("ADULT",), minimum_age="16 Years")
    assert not case("The app helps children.", teens).compared("population", "different")
