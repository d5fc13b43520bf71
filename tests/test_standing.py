"""Parts that are played, answers that are plain, idioms of prevention and survival: told in plain words, read for what they say."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import causal_overclaim, certainty_inflated, direction_mismatch
from verifier.checks.design import case_report
from verifier.confirm import confirm
from verifier.facets._effects import effects

CHANNEL = paper(
    "BACKGROUND: Ion channels sense pressure. METHODS: We studied mice that lack the channel TRP8. RESULTS: TRP8 was essential for "
    "hearing in mice. The channel TRP9 was not required for balance. Loss of TRP8 led to decreased survival after infection. Mice "
    "scored higher than rats in strength but lower in knowledge of the maze. CONCLUSIONS: Because of the small number of "
    "animals, it was not possible to determine the overall benefit of the drug for deafness.",
    title="TRP8 and TRP9 in hearing and balance",
)


def turned(claim: str) -> bool:
    return bool(list(direction_mismatch.check(case(claim, CHANNEL))))


@pytest.mark.parametrize(
    "claim",
    [
        "TRP8 plays no part in hearing",
        "The channel TRP8 has nothing to do with hearing in mice",
        "TRP8 is dispensable for hearing",
        "The channel TRP9 is essential for balance",
        "The study gave a clear answer on the overall benefit of the drug for deafness",
        "Mice knew more about the maze than rats",
    ],
)
def test_what_stands_against_the_record(claim):
    assert turned(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "TRP8 is essential for hearing in mice",
        "TRP9 plays no part in balance",
        "TRP9 plays no part in hearing",
        "The overall benefit of the drug for deafness could not be determined",
        "Mice knew less about the maze than rats",
    ],
)
def test_what_does_not(claim):
    assert not turned(claim)


def test_a_part_that_is_denied_is_not_confirmed():
    assert not any(f.effect == "confirms" for f in confirm(case("TRP8 plays no part in hearing in mice", CHANNEL)))


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("It keeps bladder infections away", ["down"]),
        ("The vaccine held the virus at bay", ["down"]),
        ("The drug wards off fractures", ["better"]),
        ("The serum keeps infected mice alive", ["better"]),
        ("Treatment led to decreased survival", ["down"]),
        ("The girls knew more about vaccines than the boys", ["up"]),
        ("Here you can learn more about vaccines", []),
        ("people at elevated risk of relapse", []),
        ("They keep away from dairy", []),
    ],
)
def test_idioms_of_direction(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


def test_the_french_night_does_no_harm():
    assert not effects("Le travail de nuit fatigue les infirmières", "fr")
    assert [effect.sense for effect in effects("Le tabac nuit à la santé", "fr")] == ["worse"]
    assert [effect.sense for effect in effects("Those who worked at night slept worse")] == ["worse"]


def test_what_makes_somebody_ill_is_a_cause():
    record = paper(
        "We asked 200 nurses. Noise at work was measured. Sleep was asked for. Noise was positively correlated with headache. "
        "Headache was common in nurses.",
        title="Noise and headache in nurses: a cross-sectional survey",
    )
    assert list(causal_overclaim.check(case("Noise at work makes many nurses ill with headache", record)))
    assert not list(causal_overclaim.check(case("Noise at work goes with headache in nurses", record)))


def test_shown_and_validated_are_words_of_proof():
    record = paper(
        "Gel beads for worn joints were made. The beads were tested in rats. Friction fell. The beads may slow osteoarthritis. "
        "Further research is required to validate the beads in osteoarthritis.",
        title="Gel beads for osteoarthritis",
        publication_types=("Journal Article",),
    )
    for claim in (
        "The gel beads have been shown to stop osteoarthritis",
        "The gel beads have now been fully validated in osteoarthritis",
    ):
        assert list(certainty_inflated.check(case(claim, record)))
    assert not list(certainty_inflated.check(case("The gel beads may slow osteoarthritis", record)))


def test_one_persons_story_is_a_case():
    record = paper(
        "The author looks back on ten years of lithium. Lithium helped the author. The story tells of fear. It ends well. "
        "Lithium is praised.",
        title="My life with lithium",
        publication_types=("Journal Article", "Personal Narrative"),
    )
    found = list(case_report.check(case("Lithium helps the author and all patients", record)))
    assert [finding.quote for finding in found] == ["Personal Narrative"]
