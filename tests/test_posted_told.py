"""Null results told as such beside posted results, values of both arms, and names that look like effects."""

from __future__ import annotations

import pytest

from tests.casebook import case
from tests.content_book import posted
from verifier.checks.content import direction_mismatch, not_significant
from verifier.facets._effects import effects
from verifier.lexicon.tokens import tokens
from verifier.vocabulary import builtin


def fired(claim, record):
    built = case(claim, record)
    return [f.check for check in (not_significant, direction_mismatch) for f in check.check(built)]


def test_the_record_would_contradict_an_effect():
    assert fired("Depression fell significantly more with the mood app.", posted("-9", "-8", "0.21")) != []


def test_one_person_shows_nothing_of_a_treatment_and_gainsays_a_comparison_all_the_same():
    assert fired("The mood app eases depression.", posted("0", "-8", analysed=("12", "9"))) != []
    assert fired("The mood app eases depression.", posted("0", "-8", analysed=("1", "9"))) == []
    assert fired("The mood app eased depression more than the sham app.", posted("0", "-8", analysed=("1", "9"))) != []


@pytest.mark.parametrize(
    "claim",
    [
        "The mood app lowered depression no more than the usual care did.",
        "Depression fell just as much in both arms.",
        "The app and the leaflet lowered depression equally fast.",
    ],
)
def test_a_null_result_told_as_such(claim):
    assert fired(claim, posted("-9", "-8", "0.21")) == []


def test_who_gives_the_values_of_both_arms_says_what_is_posted():
    assert (
        fired("Depression got better by 9.1 points with the app, by 9.4 without.", posted("9.1", "9.4", "0.61")) == []
    )


def test_a_fall_told_without_its_sign_is_the_posted_change():
    assert fired("Depression fell by 9.1 points with the app and by 9.4 without.", posted("-9.1", "-9.4", "0.61")) == []


def test_a_name_in_capitals_is_no_effect():
    assert effects("Those given RISE Guide were content.") == ()
    assert effects("DEATHS FELL WITH THE DRUG") != ()


@pytest.mark.parametrize(("language", "word"), [("es", "cinco"), ("es", "parte"), ("fr", "jeune")])
def test_common_words_name_no_concept(language, word):
    assert list(builtin(language).find(word, tokens(word, language))) == []
