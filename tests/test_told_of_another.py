"""What a sentence says of others, at first, by definition or in a name stands against no clause on what came out."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.facets._effects import effects
from verifier.line import Line

LEAD = "BACKGROUND: Lamps matter. METHODS: We studied wards in two towns. Wards were drawn by lot. Nurses kept logs. RESULTS: "


def outcome(claim: str, told: str) -> str:
    """The verdict of the rules alone on a claim beside one result of an invented paper on light therapy."""
    record = paper(LEAD + told, title="Light therapy for adults in wards")
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Light therapy raised melatonin.", "Light therapy caused a rise in melatonin in adults with no change in cortisol or iron."),
        ("Light therapy lowered blood pressure.", "Baseline blood pressure was 140 mmHg and did not differ between groups."),
        ("Light therapy lowered blood pressure.", "Almost half of adults with high blood pressure did not lower it."),
        ("Light therapy lowered blood pressure.", "Blood pressure did not correlate with the glow of light therapy."),
        ("Light therapy lowered blood pressure.", "Blood pressure did not differ between younger and older nurses."),
        ("Light therapy lowered pain.", "Time to relief was defined as any increase in pain under light therapy."),
        ("Light therapy lowered pain.", "Other studies have shown that light therapy increased pain."),
        ("Light therapy lowered pain at 48 h.", "Pain was not different with light therapy at 24 h (P = 0.3)."),
        ("Light therapy prevented the loss of sleep.", "With light therapy there was no significant loss of sleep."),
        ("Light therapy raised melatonin compared with plain lamps.", "Melatonin was lower with plain lamps than with light therapy."),
        ("Light therapy led to longer sleep than walking.", "Walking led to shorter sleep than light therapy."),
        ("Light therapy is better than sleeping pills for adults in wards.", "A trend towards gentler care in wards was seen by adults, and better lamps came."),
        ("Pain scores of less than 3 were met under light therapy.", "Light therapy increased pain scores."),
        ("Light therapy was superior to plain lamps in terms of sleep.", "Plain lamps did not lower cortisol."),
    ],
)  # fmt: skip
def test_what_is_told_of_another_contradicts_nothing(claim, told):
    assert outcome(claim, told) != "contradicted"


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Light therapy lowered blood pressure.", "Blood pressure did not differ between the light therapy and the plain lamps."),
        ("Light therapy lowered pain.", "Light therapy increased pain."),
        ("Light therapy was superior to plain lamps in terms of sleep.", "Sleep did not differ between groups."),
        ("Light therapy led to longer sleep than walking.", "Light therapy led to shorter sleep than walking."),
        ("Light therapy led to longer sleep than walking.", "Sleep was shorter with light therapy than with walking."),
        ("Adults under light therapy lived longer than those who were not.", "Light therapy did not affect survival."),
    ],
)  # fmt: skip
def test_what_is_told_of_the_same_does(claim, told):
    assert outcome(claim, told) == "contradicted"


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Levels of less than 7% were met", []),
        ("lost more than five kilograms", ["down"]),
        ("the proportion achieving a 75% reduction in the index", []),
        ("the lamp led to a 75% reduction in pain", ["down"]),
        ("closed reduction of the nasal fracture", []),
        ("augmented reality training", []),
        ("the ratio in the reducers was 0.7", []),
        ("a film without drug warnings reduced the interest", ["down"]),
        ("it led to a fall in visits", ["down"]),
        ("Differences at the hip were similar", []),
        ("12% of patients showed no increase in mass", []),
        ("pain fell with no change in sleep", ["down", "null"]),
    ],
)
def test_words_of_direction_in_names_and_bounds_tell_nothing(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("prolonged smoking abstinence", 1),
        ("reduced vision loss", 1),
        ("blocked the panic responses", 1),
        ("increased the odds of achieving good control", 1),
        ("reduced the life quality index", 0),
        ("reduced quality of life", -1),
    ],
)
def test_the_head_of_an_outcome_tells_its_worth(text, worth):
    assert [effect.worth for effect in effects(text)] == [worth]


def test_a_rough_count_is_no_other_count():
    record = paper(LEAD + "We pooled more than 20,000 participants.", title="Light therapy for adults in wards")
    claim = "The survey of 22,896 participants was on light therapy."
    assert Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome != "contradicted"
