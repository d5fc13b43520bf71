"""What a clause tells beside what a record tells of the very same thing: seen and not seen, on and off, more and less."""

from __future__ import annotations

import pytest

from tests.casebook import PMID, TODAY, case, cite, found, paper
from verifier.checks.content import condition_mismatch, direction_mismatch, intervention_mismatch, not_significant
from verifier.confirm import confirm
from verifier.facets._effects import effects
from verifier.line import Line

KIDNEY = paper(
    "BACKGROUND: Scarring of the kidney ends in failure. METHODS: We gave the root extract orvalin to 60 mice with damaged kidneys "
    "and to 60 healthy controls. RESULTS: Orvalin inhibited the activation of the KAR2 pathway. Mice with damaged kidneys had a higher "
    "serum ferritin than controls. Disrupting the interleukin-9 receptor early slowed the growth of kidney, liver and lung "
    "tumours. Plasma levels of orvalin and its salt were similar. In scarred tissue the amount of orvalin was four times higher "
    "than in sound tissue. Liver lesions were not observed. No swelling or bleeding of the gut was seen. CONCLUSIONS: Orvalin "
    "may suit damaged kidneys.",
    title="Orvalin in mice with damaged kidneys",
)


def turned(claim: str) -> bool:
    """Whether the record is found to tell a claim the other way round."""
    return any(direction_mismatch.check(case(claim, KIDNEY)))


def stated(claim: str) -> bool:
    """Whether the record is found to state a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, KIDNEY)))


@pytest.mark.parametrize(
    "claim",
    [
        "Orvalin switched on the KAR2 pathway.",
        "Healthy controls had a higher serum ferritin than mice with damaged kidneys.",
        "Blocking the interleukin-9 receptor early sped up the growth of the tumours.",
        "Liver lesions were observed.",
        "Bleeding of the gut was seen in the mice.",
        "Bleeding of the gut occurred.",
    ],
)
def test_the_opposite_of_the_same_is_found_and_never_stated(claim):
    assert turned(claim)
    assert not stated(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Orvalin switched off the KAR2 pathway.",
        "Mice with damaged kidneys had a higher serum ferritin than healthy controls.",
        "Blocking the interleukin-9 receptor early slowed the growth of the tumours.",
        "No liver lesions were observed.",
        "Bleeding of the nose was seen in the mice.",
        "Lesions were observed.",
        "Swelling of the legs occurred.",
    ],
)
def test_the_same_and_the_like_are_not(claim):
    assert not turned(claim)


def test_what_was_not_seen_is_not_stated_though_the_words_meet():
    assert not stated("New liver lesions were seen in many mice with damaged kidneys.")


def test_two_that_are_alike_deny_no_difference_between_two_others():
    claim = "Scarred tissue held four times as much orvalin as sound tissue."
    assert not any(not_significant.check(case(claim, KIDNEY)))


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("A third of the differences comes down to genes.", []),
        ("Blood pressure came down to 120.", ["down"]),
        ("The drug switched on the gene.", ["up"]),
        ("The patients were switched on day 5.", []),
        ("The cells damped down the response.", ["down"]),
        ("Blocking it sped up the growth of the tumours.", ["down", "up"]),
    ],
)
def test_words_of_direction_in_two_pieces(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


def test_a_question_that_leads_up_to_a_claim_names_no_topic_of_it():
    claim = "Why detox? Orvalin spared mice with damaged kidneys."
    assert not list(intervention_mismatch.check(case(claim, KIDNEY)))
    assert Line(None, TODAY).verdict(cite(claim, PMID), found(KIDNEY)).outcome != "unsupported"


def test_a_drug_that_is_blamed_is_no_disease():
    deaths = paper(
        "BACKGROUND: Deaths from drugs rose in the islands. METHODS: We read 40 files and heard 22 people. RESULTS: Ageing, changed "
        "habits and less money acted together. Services were cut. CONCLUSIONS: The rise has several causes that act together.",
        title="Why do more islanders die from drugs?",
    )
    claim = "The researchers blame stronger heroin."
    assert not list(condition_mismatch.check(case(claim, deaths)))


def test_a_number_that_is_met_by_chance_tells_not_how_much():
    costs = paper(
        "BACKGROUND: Checkpoint inhibitors are given to ever more old people. METHODS: We followed 140 people, 70 in each group of age, who were given checkpoint inhibitors. RESULTS: Side effects were "
        "mild. There was no difference in the effect of checkpoint inhibitors on quality of life between the cohorts. Interviews "
        "told of different hopes. CONCLUSIONS: Checkpoint inhibitors may be given at any age.",
        title="Checkpoint inhibitors and quality of life of older and younger people",
    )
    claim = "Checkpoint inhibitors cost people over 70 more quality of life than younger ones."
    assert any(not_significant.check(case(claim, costs)))
