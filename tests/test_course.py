"""A sentence with the words of a clause that goes the other way: found where it is sure, and nowhere else."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import direction_mismatch, number_mismatch
from verifier.confirm import confirm

TRIAL = paper(
    "BACKGROUND: Sleep is poor in hospital wards. METHODS: We enrolled 210 adults in six wards of two hospitals. Ward noise "
    "and sleep were recorded for a week. RESULTS: Compared with plain lamps, amber lamps reduced night waking on surgical "
    "wards. Higher ward noise was associated with a shorter sleep. Melatonin secretion fell in adults under plain lamps. "
    "A lack of daylight increased daytime napping. Morning alertness was higher with amber lamps than with plain lamps. "
    "Falls were rare, whereas wandering increased in the oldest adults. CONCLUSIONS: Amber lamps may suit surgical wards.",
    title="Amber lamps and sleep of adults in hospital wards",
)


def turned(claim: str) -> bool:
    """Whether the record is found to tell a claim the other way round."""
    return any(direction_mismatch.check(case(claim, TRIAL)))


def stated(claim: str) -> bool:
    """Whether the record is found to state a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, TRIAL)))


@pytest.mark.parametrize(
    "claim",
    [
        "Amber lamps increased night waking on surgical wards compared with plain lamps.",
        "Higher ward noise was associated with a longer sleep.",
        "Lower ward noise was linked to a shorter sleep.",
        "Melatonin secretion rose in adults under plain lamps.",
        "Morning alertness was lower with amber lamps than with plain lamps.",
        "Morning alertness was higher with plain lamps than with amber lamps.",
        "Wandering decreased in the oldest adults.",
    ],
)
def test_the_other_way_round_is_found_and_never_stated(claim):
    assert turned(claim)
    assert not stated(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Amber lamps reduced night waking on surgical wards compared with plain lamps.",
        "Night waking on surgical wards was lower with amber lamps than with plain lamps.",
        "Higher ward noise was associated with a shorter sleep.",
        "Lower ward noise was associated with a longer sleep.",
        "Melatonin secretion fell in adults under plain lamps.",
        "Daylight increased daytime napping.",
        "More daylight was tied to less daytime napping.",
        "Morning alertness was lower with plain lamps than with amber lamps.",
        "Wandering increased in the oldest adults.",
    ],
)
def test_the_same_and_the_unsure_are_not(claim):
    assert not turned(claim)


DIET = paper(
    "METHODS: We gave 88 adults with gout a cherry diet or a plain diet. RESULTS: At week 12, flares of gout were fewer with "
    "the cherry diet than with the plain diet. CONCLUSIONS: A cherry diet may suit adults with gout.",
    title="A cherry diet in adults with gout",
)


@pytest.mark.parametrize(
    ("claim", "objects"),
    [
        ("Flares of gout were fewer with the cherry diet than with the plain diet at week 36.", True),
        ("Flares of gout were fewer with the cherry diet than with the plain diet at week 24.", True),
        ("Flares of gout were fewer with the cherry diet than with the plain diet at week 12.", False),
        ("Flares of gout were fewer with the cherry diet than with the plain diet after three months.", False),
        ("Flares of gout were fewer with the cherry diet than with the plain diet after about 36 weeks.", False),
    ],
)
def test_another_spell_of_time_is_another_number(claim, objects):
    assert any(number_mismatch.check(case(claim, DIET))) is objects
