"""Words of direction: which way they point, what they point at, and where they point nowhere."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.casebook import case, paper
from verifier.checks.content import direction_mismatch
from verifier.facets._effects import effects

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import contrast


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Fasting glucagon fell in the men who took the drug", "down"),
        ("There was a greater fall in symptoms with the portal", "down"),
        ("The coating produced a weaker response", "down"),
        ("The older tablet was outperformed by the newer one", "worse"),
        ("The newer tablet outperformed the older one", "better"),
        ("Coaching exceeded usual care", "up"),
        ("Itching subsided within a week", "down"),
        ("Nightly training eased the tics less than a sham did", "worse"),
        ("The capsule lowered cholesterol less than a plain diet", "up"),
    ],
)
def test_words_of_direction_are_read(text, sense):
    assert [effect.sense for effect in effects(text)] == [sense]


@pytest.mark.parametrize(
    "text",
    [
        "The values fell in the normal range",
        "The wards recorded the drug events caused by errors of prescribing",
        "Ultraviolet light was strongly associated with lower growth rates",
    ],
)
def test_a_word_that_points_nowhere_is_no_effect(text):
    assert {effect.sense for effect in effects(text)} <= {"down"}


@pytest.mark.parametrize(
    "claim",
    [
        "Reminders did not bring back more of the forms.",
        "Can a larger dose spare the gland?",
        "The stent is superior or other to the balloon in terms of flow.",
        "Increasing evidence links noise and sleep.",
        "The patch was no more effective than a sham.",
    ],
)
def test_what_stays_as_true_is_not_turned(claim):
    assert contrast.direction(claim, random.Random(1)) is None


def test_a_plain_direction_is_turned():
    assert contrast.direction("The patch lowered fever more.", random.Random(1)) == "The patch lowered fever less."
    assert (
        contrast.direction("Pain rose with the patch.", random.Random(1), turns="held") == "Pain fell with the patch."
    )


PATCH = paper(
    "BACKGROUND: Scarring follows burns. METHODS: We bred mice without and with the factor. RESULTS: In burnt mice, the factor "
    "galvin raised scarring and led to shorter survival. CONCLUSIONS: Galvin takes part in scarring.",
    title="The factor galvin in burnt mice",
)


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("The factor galvin lowers scarring.", True),
        ("Taking the factor galvin lowers scarring.", True),
        ("Calming the factor galvin lowers scarring.", False),
        ("Draining the factor galvin lowers scarring.", False),
    ],
)
def test_what_is_done_to_a_thing_may_turn_what_it_does(claim, turned):
    assert any(direction_mismatch.check(case(claim, PATCH))) == turned
