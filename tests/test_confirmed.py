"""What a paper states, and what only shares its words and numbers: no sentence vouches for a thing it does not tell."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import direction_mismatch, not_significant, number_mismatch
from verifier.confirm import confirm

SEALANT = paper(
    "OBJECTIVE: Sealants may spare time in vascular surgery. We aimed to compare the new sealant with sutures alone in "
    "grafts of the leg. METHODS: We randomly assigned 331 adults to the sealant for six weeks or to sutures in two "
    "groups. Patients were seen at 12 months. RESULTS: Bleeding stopped at once in 60.5% of the adults given the sealant "
    "and in 39.6% of those given sutures. Three patients had a stroke, and two died. Infection was equally common. "
    "CONCLUSIONS: Most leaks closed at once. The sealant may shorten the stay in hospital.",
    title="A sealant for vascular grafts of the leg: randomised trial",
)


def confirmed(claim: str) -> bool:
    """Whether the record of the sealant states a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, SEALANT)))


@pytest.mark.parametrize(
    "claim",
    [
        "With the sealant, bleeding stopped at once in six out of ten.",
        "Bleeding stopped at once in 60.5% of the adults given the sealant.",
        "Three patients had a stroke, and two died.",
    ],
)
def test_a_number_with_what_it_counts_is_stated(claim):
    assert confirmed(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "With the sealant, six out of ten grafts were still open.",  # a share of something else
        "After six weeks of the sealant, adults could walk without their stick.",  # a time is no evidence
        "In two groups of adults the sealant on leg grafts paid off.",  # nor is a small count
        "The sealant came out well ahead of sutures alone in grafts of the leg.",  # the aims name it all
        "Did bleeding stop at once in 60.5% of the adults given the sealant?",  # a question states nothing
        "With the sealant the stay in hospital was shorter.",  # it only may be
    ],
)
def test_shared_words_and_numbers_state_nothing(claim):
    assert not confirmed(claim)


BALM = paper(
    "METHODS: Ninety adults with difficulty falling asleep took lemon balm or placebo for six weeks. RESULTS: "
    "Sleep-onset latency was shorter with lemon balm than with placebo (P = 0.006). Total sleep time did not differ "
    "significantly between the groups (P = 0.41). The balm was as effective as the usual drops. No change in mood was "
    "seen in the placebo group. CONCLUSIONS: Lemon balm shortened sleep-onset latency.",
    title="Lemon balm for sleep-onset complaints in adults: a randomised trial",
)


@pytest.mark.parametrize(
    "claim",
    [
        "Those on lemon balm fell asleep sooner than those on placebo.",  # the length of the night is another matter
        "Lemon balm helps adults asleep.",  # as good as another treatment is no denial
        "Lemon balm lifted mood.",  # what the other group did not do
    ],
)
def test_what_denies_something_else_denies_nothing(claim):
    about = case(claim, BALM)
    assert not [*not_significant.check(about), *direction_mismatch.check(about)]


def test_a_denied_effect_of_the_same_outcome_is_told():
    drops = paper(
        "METHODS: Ninety adults took hop drops or placebo for six weeks before sleep. RESULTS: Sleep-onset latency, the "
        "time to falling asleep, did not differ significantly between the groups (P = 0.41). CONCLUSIONS: No benefit.",
        title="Hop drops for sleep-onset complaints in adults: a randomised trial",
    )
    about = case("Those on hop drops fell asleep sooner than those on placebo.", drops)
    assert list(not_significant.check(about))


RELAPSE = paper(
    "METHODS: We randomly assigned 400 adults with depression to bupropion or placebo for a year. RESULTS: Depression came "
    "back in 13% (27 of 200) of adults in the bupropion group and in 26% of adults in the placebo group. Nausea was seen "
    "in 8% of adults with bupropion (16%) and others. CONCLUSIONS: Bupropion kept depression away.",
    title="Bupropion against the return of depression in adults: a randomised trial",
)


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("Depression came back in 26% of adults on bupropion and in 13% on placebo.", True),
        ("Depression came back in 26% of adults on bupropion.", True),
        ("Depression came back in 13% of adults on bupropion and in 26% on placebo.", False),
        ("Depression came back in 26% of adults without bupropion.", False),
        ("Depression came back in half as many adults on bupropion as on placebo, 13% rather than 26%.", False),
    ],
)
def test_a_share_belongs_to_the_group_that_the_record_gives_it_to(claim, turned):
    about = case(claim, RELAPSE)
    assert bool(list(number_mismatch.check(about))) is turned
    assert not (turned and list(confirm(about)))


def test_a_statistic_of_two_things_confirms_for_the_one_that_is_named():
    test = paper(
        "We compared two forms of the recall test in 200 adults. Both told the forgetful from the well. The telephone form "
        "yielded an area under the curve of 0.93, relative to an area under the curve of 0.81 for the printed sheets.",
        title="A recall test on a telephone and on printed sheets in adults",
    )
    one, other = (
        "The telephone form reached an area under the curve of 0.93.",
        "One form reached an area under the curve of 0.93.",
    )
    assert any(c.relation == "same" for c in case(one, test).comparisons if c.facet == "number")
    assert not any(c.relation == "same" for c in case(other, test).comparisons if c.facet == "number")
