"""What a clause tells beside what a record tells of the very same thing: seen and not seen, on and off, more and less."""

from __future__ import annotations

import pytest

from tests.casebook import PMID, TODAY, case, cite, found, paper
from verifier.checks.content import condition_mismatch, direction_mismatch, intervention_mismatch, not_significant
from verifier.compare import read
from verifier.confirm import confirm
from verifier.facets._changed import parts
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


STONES = paper(
    "BACKGROUND: Seals are hard to count. METHODS: Two teams counted seals on 40 beaches. RESULTS: Seals with the long variant of the "
    "coat gene showed greater growth of the coat. Patches of mould were similarly frequent on both beaches. The grey mould is "
    "difficult to detect on wet fur. Agreement between the two teams was substantial. Orvalin prolonged survival of the seals. "
    "Sharks are one of the most common visitors of the northern beaches. It has been suggested that ear tags are useless. "
    "CONCLUSIONS: The ear tags protected the seals from being counted twice.",
    title="Counting seals on the northern beaches",
)


def gainsaid(claim: str) -> bool:
    """Whether the record on the seals is found to tell a claim otherwise."""
    checked = case(claim, STONES)
    return any(direction_mismatch.check(checked)) or any(not_significant.check(checked))


@pytest.mark.parametrize(
    "claim",
    [
        "The grey mould is easy to detect on wet fur.",
        "Agreement between the teams was poor.",
        "Sharks are rare visitors of the northern beaches.",
        "Orvalin shortened the survival of the seals.",
    ],
)
def test_a_word_that_stands_there_only_as_its_opposite_is_found(claim):
    assert gainsaid(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The grey mould is hard to detect on wet fur.",
        "The grey mould is easy to wash off wet fur.",
        "Agreement between the two teams was good.",
        "Sharks are frequent visitors of the northern beaches.",
        "Whales are rare visitors of the northern beaches.",
        "The ear tags helped to count the seals.",
        "The older ones stayed on the beaches longer.",
    ],
)
def test_and_nothing_else_is(claim):
    assert not gainsaid(claim)


def test_who_is_told_of_is_no_outcome_and_what_is_more_common_stands_before():
    def outcome(claim: str) -> list[str]:
        (reading,) = read(cite(claim, PMID))
        return [claim[term.start : term.end] for term in reading.facet(parts).outcome]

    assert outcome("Orvalin helped the mice survive.") == ["survive"]
    assert outcome("The older ones looked up more about their drugs.") == []
    assert outcome("More male partners were tested.") == ["male", "partners"]
    assert outcome("Seals with the longer variant were less satisfied.")[-1:] == ["satisfied"]
    assert "drinkers" not in outcome("Coat mutations were far more common in the drinkers.")
