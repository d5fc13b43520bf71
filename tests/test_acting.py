"""Verbs by which a claim says that something acts, and words for who runs a study and how it stands."""

from __future__ import annotations

import pytest

from verifier.lexicon import pattern
from verifier.wording.acting import acts_now


@pytest.mark.parametrize(
    "text", ["Donor cells from the umbilical cord rebuild worn cartilage.", "Stem cells heal the nerve."]
)
def test_a_plural_with_a_phrase_behind_it_acts(text):
    assert acts_now(text)


@pytest.mark.parametrize(
    "text", ["Patients with asthma control their breathing.", "Effects of exercise on pain control in adults."]
)
def test_people_and_nouns_do_not_act(text):
    assert not acts_now(text)


def test_words_for_a_backer_and_for_what_goes_on():
    assert pattern("sponsor", "sponsored-by").search("Its backer is the university")
    assert pattern("status", "ongoing").search("A further comparison with the app is in progress")
