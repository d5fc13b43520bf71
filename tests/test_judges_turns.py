"""Turning words beside a source: the reverse near the same words is seen, what cannot be told is left alone."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import lexicon
from verifier.judges import _ranker, _turns
from verifier.judges._words import analyse, tokens
from verifier.measure import Row, source_of

FILLER = "The clinic stands in the north of the country."


def gainsaid(claim, *sentences):
    source = source_of(Row("r", "", "A study", (("", " ".join(sentences)),), "silent"))
    asked = _ranker.Asked(claim)
    order, _ = _ranker.ranked(asked, source)
    return _turns.told(asked, source, order).gainsaid


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Laboratories spot the enzymes with ease.", "These enzymes are notoriously difficult to detect."),
        ("The new drug was among the strongest options.", "The new drug and two others were the least active options."),
        (
            "The protein keeps animals with sepsis alive.",
            "In animals with sepsis the protein led to decreased survival.",
        ),
        ("Waking the virus has gone smoothly.", "Trials of waking the virus face daunting obstacles."),
        ("The outlook for these children is usually poor.", "The prognosis of these children is favourable."),
        ("The drug is less effective in smokers.", "In smokers the drug was more effective."),
        ("Stroke was less likely with the pump.", "The pump increased the risk of stroke."),
        ("Side effects were rare.", "Side effects were common."),
        ("The drug improved memory.", "The drug did not improve memory."),
        ("The patch prolongs sleep.", "The patch shortened sleep."),
    ],
)
def test_the_reverse_beside_the_same_words_is_seen(claim, sentence):
    assert gainsaid(claim, FILLER, sentence) >= 0.3


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The drug improved memory.", "Memory was better on the drug."),
        ("The drug did not improve memory.", "The drug improved memory."),  # who denies is not read here
        ("The drug reduced the loss of bone.", "The drug preserved bone."),
        ("The drug reduced the loss of bone.", "Bone increased with the drug."),
        ("The vaccine protects against severe flu.", "The vaccine lowered the risk of severe flu."),
        ("Pain was lower with ibuprofen than with aspirin.", "Pain was higher with aspirin than with ibuprofen."),
        ("The drug is less effective in smokers.", "In smokers the drug was ineffective."),
        ("Fewer people on the drug died.", "The drug increased survival."),
        ("The drug raised blood pressure.", "The drug raised blood pressure but lowered the heart rate."),
        ("The drug raised blood pressure.", "Sleep was shorter in winter."),
        ("A study of the drug.", "The drug lowered blood pressure."),
        ("", "The drug lowered blood pressure."),
    ],
)
def test_what_is_the_same_or_cannot_be_told_is_left_alone(claim, sentence):
    assert gainsaid(claim, FILLER, sentence) < 0.2


def test_a_source_without_sentences_gainsays_nothing():
    source = source_of(Row("r", "", "", (), "silent"))
    assert _turns.told(_ranker.Asked("The drug raised blood pressure."), source, []).gainsaid == 0.0


@pytest.mark.parametrize(("table", "sides"), [(n, t) for n, t in lexicon.load("turns").items() if n != "named"])
def test_no_word_stands_on_both_sides_of_a_table_and_each_can_be_met(table, sides):
    one, other = sides["one"].split(), sides["other"].split()
    assert not set(one) & set(other), table
    assert all(tokens(word) == [word] for word in one + other), table


@given(st.text(alphabet=string.ascii_lowercase + " .,;-0123456789", max_size=300))
def test_any_text_is_read_in_order_and_within_its_words(text):
    words = analyse(text)
    places = [turn.at for turn in _turns.read(text, words)]
    assert places == sorted(set(places))
    assert all(0 <= at < len(words.tokens) for at in places)


def untold(claim, *sentences):
    source = source_of(Row("r", "", "A study", (("", " ".join(sentences)),), "silent"))
    asked = _ranker.Asked(claim)
    order, _ = _ranker.ranked(asked, source)
    return _turns.told(asked, source, order).untold


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The drug raised blood pressure.", "Blood pressure rose on the drug."),
        ("Fewer children coughed at night.", "The number of children who coughed at night fell."),
        ("The drug shrank tumours.", "On the drug tumours became smaller."),
    ],
)
def test_a_direction_that_the_source_tells_in_other_words_is_told(claim, sentence):
    assert untold(claim, FILLER, sentence) < 0.5


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The drug raised blood pressure.", "Blood pressure was measured before and after the drug."),
        ("The drug raised blood pressure.", "The drug lowered blood pressure."),
        ("Fewer children coughed at night.", "Children coughed at night in both groups."),
        ("The drug raised blood pressure.", "The price of the clinic rose."),
    ],
)
def test_a_direction_that_the_source_does_not_tell_is_untold(claim, sentence):
    assert untold(claim, FILLER, sentence) > 0.8


@pytest.mark.parametrize("claim", ["The drug was given by mouth.", "The drug did not raise blood pressure."])
def test_without_a_word_of_amount_nothing_is_untold(claim):
    assert untold(claim, FILLER, "Blood pressure was measured.") == 0.0
