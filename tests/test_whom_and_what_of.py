"""Words that only say whom a study is about, and German words of which a record has one half: no effect, and no bearing out."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.facets._in_names import in_a_name
from verifier.line import Line


def outcome(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).outcome


@pytest.mark.parametrize(
    ("text", "word", "named"),
    [
        ("The registry follows people with narrowed leg arteries", "narrowed", True),
        ("Adults who have reduced kidney function were given the drug", "reduced", True),
        ("The stent narrowed the artery", "narrowed", False),
        ("More people with reduced kidney function were seen", "reduced", False),
        ("Patients with reduced pain went home", "reduced", False),
        ("People with asthma reduced their doses", "reduced", False),
        ("Treatment of people with improved sleep", "improved", False),
    ],
)
def test_a_state_that_people_have_is_no_effect(text, word, named):
    start = text.index(word)
    assert in_a_name(text, start, start + len(word)) is named


STENTS = trial(
    "Patients with peripheral arterial disease of the leg get the Mirex stent and are followed for five years.",
    "Mirex Stent Registry in Peripheral Arterial Disease",
    study_type="OBSERVATIONAL",
    conditions=("Peripheral Arterial Disease",),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("The registry follows people with narrowed leg arteries who get a Mirex stent.", True),
        ("The registry follows people with narrowed kidney arteries who get a Mirex stent.", False),
        ("The registry follows people with narrowed leg arteries who get a magnesium infusion.", False),
        ("The registry follows people with narrowed leg arteries who get a picture book.", False),
        ("The Mirex stent narrowed the leg arteries of the people followed.", False),
    ],
)
def test_whom_a_registry_follows(claim, supported):
    assert (outcome(claim, STENTS) == "supported") is supported


CULTURES = paper(
    "Chromogenic agar is recommended as the first medium in urine cultures. Dipsticks are of little use in old age.",
    title="A European guideline on urine",
    publication_types=("Journal Article", "Guideline"),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Die europäische Leitlinie empfiehlt chromogenen Agar für Urinkulturen.", True),
        ("Die europäische Leitlinie empfiehlt chromogenen Agar für Blutkulturen.", False),
        ("Die europäische Leitlinie empfiehlt chromogenen Agar für Rachenkulturen.", False),
        ("Die europäische Leitlinie rät von chromogenem Agar für Urinkulturen ab.", False),
    ],
)
def test_half_of_a_german_word_is_not_the_word(claim, supported):
    assert (outcome(claim, CULTURES, "de") == "supported") is supported
