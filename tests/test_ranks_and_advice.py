"""Ranks belong to one item, advice to one matter: a sentence that has the words alone bears neither out."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import (
    certainty_inflated,
    condition_mismatch,
    direction_mismatch,
    intervention_mismatch,
    not_significant,
    population_mismatch,
)
from verifier.confirm import confirm
from verifier.facets._ranks import ranks

LEAD = paper(
    "Lead is found in the blood of children all over the world. It harms the brain. Blood tests find it. Drinking water is the main source of lead in these children, but "
    "paint and house dust also contribute. Of the side effects of chelation, nausea was the most common, followed by rash. "
    "Succimer and edetate were among the least effective options for low levels. We recommend blood tests for all children who "
    "live in old houses. No recommendation could be made on routine iron tablets for children with raised lead levels. These "
    "guidelines used a formal method to develop recommendations on testing, chelation and iron tablets.",
    title="Lead in children: sources and management",
)
AGEING = paper(
    "Age raises the risk of cancer. We studied old mice with implanted tumours. Loss of the enzyme raised interleukin-6 in the bone "
    "marrow, and disrupting interleukin-6 signalling slowed the growth of lung, colonic and breast tumours. There was no "
    "difference in the effect of immunotherapy between young and old animals. The findings explain part of the risk.",
    title="Interleukin-6 and immunotherapy of cancer in old mice",
)


def confirmed(claim: str, record=LEAD) -> bool:
    return any(finding.effect == "confirms" for finding in confirm(case(claim, record)))


def turned(claim: str, record=LEAD) -> bool:
    return any(True for _ in direction_mismatch.check(case(claim, record)))


@pytest.mark.parametrize(
    ("text", "poles"),
    [
        ("Nausea was the most common side effect", [1]),
        ("It comes mainly from the diet, and least often from the air", [1, -1]),
        ("The two were among the least active drugs", [-1]),
        ("The rarest and the commonest", [-1, 1]),
        ("at least three of the most recent trials with best corrected acuity", []),
        ("diarrhoea-predominant bowel disease", []),
        ("the leading causes of death", []),
    ],
)
def test_words_of_rank(text, poles):
    assert [rank.pole for rank in ranks(text)] == poles


@pytest.mark.parametrize(
    "claim",
    [
        "Drinking water is the main source of lead in children.",
        "Nausea was the most common side effect of chelation.",
        "Blood tests are recommended for all children who live in old houses.",
    ],
)
def test_the_item_that_the_record_ranks_or_recommends(claim):
    assert confirmed(claim)
    assert not turned(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "House dust is the main source of lead in children.",
        "Rash was the most common side effect of chelation.",
        "Most of the lead comes from paint.",
        "The guideline recommends iron tablets for children with raised lead levels.",
        "The guideline advises chelation for children.",
    ],
)
def test_another_item_is_not_borne_out(claim):
    assert not confirmed(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "House dust is the main source of lead in these children.",
        "Rash was the most common of the side effects of chelation.",
        "Succimer was among the most effective options for low levels.",
        "The guideline recommends routine iron tablets for children with raised lead levels.",
    ],
)
def test_what_the_record_ranks_or_advises_otherwise_is_gainsaid(claim):
    assert turned(claim)


def test_a_growth_that_is_slowed_is_good_news_and_a_block_turns_what_it_blocks():
    claim = "Blocking interleukin-6 holds cancer back."
    assert not turned(claim, AGEING)
    assert not turned("Disrupting interleukin-6 signalling slowed tumours", AGEING)


def test_a_null_result_denies_no_effect_of_another_treatment():
    told = case("Kefir makes immunotherapy work better", AGEING)
    assert not list(not_significant.check(told))
    assert [finding.effect for finding in intervention_mismatch.check(told)] == ["unrelated"]


@pytest.mark.parametrize(
    "claim",
    [
        "Mice in which the enzyme stoked sugar burning died sooner",
        "The enzyme speeds up the breakdown of iron in the marrow",
        "Old cells feed on sugar and grow",
    ],
)
def test_what_happens_in_the_body_is_no_treatment(claim):
    assert not list(intervention_mismatch.check(case(claim, AGEING)))


def test_the_infected_are_people_and_no_outcome():
    assert not list(condition_mismatch.check(case("Interleukin-6 cures patients infected with such strains", AGEING)))


def test_german_words_for_the_young_and_for_what_heals_by_itself():
    adult = paper(
        "A man of 24 years was treated. His kidneys may fail. The disease generally has a good outlook. It was self-limiting. "
        "He was well at the end of the year.",
        title="Nephritis in a young man",
    )
    young = case("Bei einem jungen Menschen heilte die Nierenentzündung aus.", adult, language="de")
    assert not list(population_mismatch.check(young))
    healed = case("Die Nierenentzündung heilt bei den meisten jungen Leuten von selbst aus.", adult, language="de")
    assert not list(certainty_inflated.check(healed))
