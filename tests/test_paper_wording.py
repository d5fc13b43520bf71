"""How pages speak of papers: whose work it is, shares in words, equivalence, and subjects that are not there."""

from __future__ import annotations

import pytest

from verifier.facets._borne_out import same
from verifier.facets._effects import effects
from verifier.facets._quantities import quantities
from verifier.wording.works import told


@pytest.mark.parametrize(
    ("text", "author", "journal", "year"),
    [
        ("hops calmed nerves in Weiland's trial, Sleep Medicine 2016", "Weiland", "Sleep Medicine", 2016),
        ("según el ensayo de Paredes en Gut de 2019, el kéfir ayuda", "Paredes", "Gut", 2019),
        ("Tea mends bones, write Osei and Lindqvist in The Lancet", "Osei", "The Lancet", None),
        ("according to Larkin in Norway, it helps", "Larkin", "", None),
        ("Parkinson's study in 2019 found twelve people better", "", "", None),
    ],
)
def test_works_by_their_owner_and_journal(text, author, journal, year):
    work = told(text)
    assert (work.author, work.journal, work.year) == (author, journal, year)


@pytest.mark.parametrize(
    ("said", "shown", "agrees"),
    [
        ("about one in 812 births", "a prevalence of 1:812", True),
        ("three in ten people", "30% of patients", True),
        ("one in twenty", "30% of patients", False),
    ],
)
def test_shares_in_words(said, shown, agrees):
    assert any(same(one, other) for one in quantities(said) for other in quantities(shown)) is agrees


def test_a_range_of_shares_is_two_shares():
    assert [(q.value, q.total) for q in quantities("two to three patients in ten")] == [(2, 10), (3, 10)]


@pytest.mark.parametrize(
    "text",
    ["The tablets were as effective as the drops", "We found no evidence that the new spray reduced attacks"],
)
def test_equivalence_and_missing_proof_are_no_effect(text):
    assert {effect.sense for effect in effects(text)} == {"null"}


def test_how_great_an_effect_is_turns_nothing():
    assert [effect.sense for effect in effects("Greater improvement was seen with the drug")] == ["better"]
