"""What only looks like too much: harmless germs, old operations by other names, people who were invited, shares."""

from __future__ import annotations

import pytest

from tests.casebook import case, cite, paper, trial
from verifier.checks.content import causal_overclaim, certainty_inflated, comparison_invented, safety_overclaim
from verifier.checks.content._topics import elsewhere
from verifier.checks.notices import retracted_source
from verifier.checks.registry import sample_size_mismatch
from verifier.checks.species import animal_study, in_vitro_study
from verifier.checks.status import status_mismatch
from verifier.compare import read
from verifier.model import Notice
from verifier.wording.assertion import strength
from verifier.wording.people import people

MENISCUS = paper(
    "Sutures and anchors are both used in the knee. In this randomised trial 90 adults with a torn meniscus were given "
    "an anchor or arthroscopic trimming. Pain was lower with the anchor than with trimming at one year (P=0.01). "
    "The anchor was better for pain than trimming.",
    title="Anchors versus arthroscopic trimming for the torn meniscus",
)
YEAST = paper(
    "Baker's yeast divides quickly. It led to the first screens for antifungal agents. It does not infect people. We "
    "review what was learnt from it, and to suggest future directions for the field. Work goes on.",
    title="Baker's yeast, vanguard of fungal research",
    publication_types=("Journal Article", "Review"),
)


@pytest.mark.parametrize(
    "claim",
    [
        "Anchors left torn knees better than the old shaving operation did.",
        "Mit dem Anker ging es den Knien besser als nach einem Scheineingriff.",
        "L'ancre fait mieux qu'une opération fictive.",
    ],
)
def test_a_comparator_by_another_name_is_not_invented(claim):
    language = {"M": "de", "L": "fr"}.get(claim[0], "en")
    assert not list(comparison_invented.check(case(claim, MENISCUS, language=language)))


def test_a_known_treatment_that_the_record_lacks_is_invented():
    assert list(comparison_invented.check(case("Anchors work better than cortisone.", MENISCUS)))


def test_a_harmless_germ_promises_no_safety():
    assert not list(safety_overclaim.check(case("A harmless cousin of the thrush fungus led to new drugs.", YEAST)))
    assert list(safety_overclaim.check(case("Yeast tablets are harmless.", YEAST)))
    assert list(safety_overclaim.check(case("Yeast is a harmless remedy.", YEAST)))


def test_what_a_review_is_about_is_no_certainty():
    claim = "A review of what a century of yeast has taught us about antifungal agents."
    assert strength(read(cite(claim, YEAST.identifier))[0]) == "describes"
    assert not list(certainty_inflated.check(case(claim, YEAST)))


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Of 48 people invited, 77 percent took part", False),
        ("Patients were invited by their own doctor", False),
        ("Only invited patients can join the study", True),
        ("The trial takes only people who were invited", True),
    ],
)
def test_people_who_were_invited_make_no_state(claim, fires):
    about = case(claim, trial(overall_status="COMPLETED"))
    assert bool(list(status_mismatch.check(about))) is fires


@pytest.mark.parametrize("claim", ["About one in six people left the study", "Two out of every nine patients relapsed"])
def test_a_share_of_people_is_no_count(claim):
    assert people(claim) == ()
    about = case(claim, paper("We enrolled 125 patients in the trial. Some left. It went on for a year."))
    assert not list(sample_size_mismatch.check(about))


def test_a_phase_before_a_count_is_no_share():
    assert [count.value for count in people("It reached phase 2 in 60 people")] == [60]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The paper on spore-fed mice was taken back within the year", True),
        ("The spore study could not be reproduced and was withdrawn by its journal", True),
        ("Spores make mice live longer", False),
    ],
)
def test_a_retraction_told_in_other_words(claim, told):
    mice = paper(
        "We fed spores to mice. The mice lived longer. Spores extend life in mice.",
        title="Spores in mice",
        notices=(Notice("retracted", "Nature. 2014", "CommentsCorrections"),),
    )
    about = case(claim, mice)
    assert bool(list(retracted_source.check(about))) is not told
    if told:
        assert all(finding.effect == "none" for finding in animal_study.check(about))


def test_a_record_with_every_number_is_about_the_claim():
    bladder = paper(
        "We gave acupuncture to 50 women with unruly sphincters. After 12 sessions 29 had no symptoms. Nobody left early. "
        "Symptoms fell over 3 months.",
        title="Acupuncture for the unruly sphincter",
    )
    claim = "Acupuncture for gout: of 50 women, 29 had no symptoms after 12 sessions."
    assert not list(elsewhere(case(claim, bladder), "condition", "intervention"))


COHORT = paper(
    "We followed 900 adults for ten years. Alcohol intake was associated with death from any cause (HR 1.4). Drinking was "
    "also linked to falls in this cohort. More research is needed. Heavy drinkers had a higher risk of death.",
    title="Alcohol and mortality: a cohort study",
)
FIBROBLASTS = paper(
    "Human fibroblasts were studied. Cultured fibroblasts made more collagen with retinol than without it. The cells were "
    "treated for two days. Collagen rose by half. We conclude that retinol acts on fibroblasts in vitro.",
    title="Retinol and collagen in cultured human fibroblasts",
)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Alcohol intake raised all-cause mortality in adults.", False),
        ("It has been proposed that alcohol leads to falls.", False),
        ("Alcohol causes falls.", True),
    ],
)
def test_what_only_names_a_cause_claims_none(claim, fires):
    assert bool(list(causal_overclaim.check(case(claim, COHORT)))) is fires


def test_a_claim_on_human_cells_says_what_was_studied():
    for claim, effect in (("human fibroblasts", "none"), ("women", "weakens")):
        told = in_vitro_study.check(case(f"Retinol makes {claim} build collagen.", FIBROBLASTS))
        assert [finding.effect for finding in told] == [effect]


CARRIERS = paper(
    "Rare variants of the gene brel are found by chance. We followed 4,000 carriers for ten years. Deafness was associated "
    "with the variants in carriers of all ages. Of all carriers 12% were deaf.",
    title="Rare brel variants and deafness in carriers followed for ten years",
)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Rare brel variants lead to deafness.", True),
        ("Rare brel variants lead to deafness only now and then.", False),
        ("Rare brel variants seldom cause deafness.", False),
    ],
)
def test_how_seldom_something_leads_to_a_thing_is_no_overclaim(claim, fires):
    assert bool(list(causal_overclaim.check(case(claim, CARRIERS)))) == fires
