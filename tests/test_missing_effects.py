"""Effects that a record denies: lists behind one "no difference", brackets, baselines, and outcomes in everyday words."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import direction_mismatch, not_significant
from verifier.facets._effects import effects, reach

WILLOW = paper(
    "Willow bark is sold for sore joints. We compared willow bark with placebo in 80 adults after hip surgery. "
    "There was no between-group difference in narcotic requirements, nausea or sleep quality (P=0.4). "
    "Willow bark significantly reduced swelling compared with placebo (P=0.01), but not stiffness. "
    "Groups did not differ in grip strength before the intervention; grip strength was higher with willow bark at six weeks. "
    "We found no evidence that willow bark, alone or with paracetamol, shortened the hospital stay.",
    title="Willow bark after hip surgery: a randomised trial",
)


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Scores (a reduction is good) were better with the drug", ["better"]),
        ("We found no evidence that tea, hot or cold, reduced pain", ["null"]),
        ("Fever was about as common on the drops as on placebo", ["null"]),
        ("The drug caused smaller mean increases in potassium", ["down"]),  # less than the other caused
        ("There was no between-group difference in corneal staining", ["null"]),
        ("inferior corneal staining was measured", []),
        ("numbers fall into three groups", []),
    ],
)
def test_what_a_sentence_says_goes_which_way(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("There was no difference in pain, sleep, or mood", "mood"),
        ("Changes in volume (1.0 [95% CI, 0.4 to 2.3]; P = .17), oxygen, and defects were not significant", "oxygen"),
        ("Repair tissue was good on scans, but no difference was shown between treatments", "scans"),
        ("The drug reduced pain, swelling, and stiffness", "stiffness"),
    ],
)
def test_an_effect_reaches_over_its_list(text, word):
    found = effects(text)
    left, right = reach(text, found[-1], found)
    assert word in text[left:right]


def test_an_effect_does_not_reach_into_the_next_one():
    text = "The drug reduced pain, but there was no difference in sleep"
    found = effects(text)
    spans = [text[slice(*reach(text, effect, found))] for effect in found]
    assert "sleep" not in spans[0]
    assert "pain" not in spans[1]


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Willow bark: those who took it after a hip operation needed less morphine-type medicine.", True),
        ("Willow bark improved nausea after hip surgery.", True),
        ("Willow bark reduced swelling.", False),
        ("Willow bark raised grip strength.", False),
        ("Willow bark did not improve nausea after hip surgery.", False),
    ],
)
def test_a_missing_effect_gainsays(claim, fires):
    about = case(claim, WILLOW)
    assert bool([*not_significant.check(about), *direction_mismatch.check(about)]) is fires


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Losing weight did not make the cells die off faster", ["null"]),
        ("The drug did not keep people alive any longer", ["null", "null"]),
        ("The spray took more of the pain away", []),
        ("Degludec was found to be non-inferior to detemir", ["null"]),
        ("Our findings do not support the use of the drug to reduce symptoms", ["null"]),
        ("Breathing went more slowly", ["down"]),
        ("One day of it and no more plaque", []),
        ("No more than three women fell ill", []),
    ],
)
def test_denials_that_stand_far_off_and_words_that_only_look_like_effects(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


@pytest.mark.parametrize(
    ("claim", "opposed"),
    [
        ("There is still no drug that blocks the pump.", False),
        ("Doctors do not yet have a pill that blocks the pump.", False),
        ("Willow bark blocks the pump.", True),
    ],
)
def test_what_no_drug_is_said_to_do_is_no_effect(claim, opposed):
    record = paper(
        "We tested willow bark in 80 adults. The pump was activated by willow bark (P=0.01). Willow bark activates the pump.",
        title="Willow bark and the pump",
    )
    assert any(c.relation == "different" for c in case(claim, record).compared("direction")) is opposed
