"""What a study is meant to show is no result: an aim or a hypothesis bears out no claim of what was found."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.registry import registration_as_proof
from verifier.confirm import confirm

# Ways to say what is hoped for, of tea that lowers joint pain in adults.
AIMS = (
    "We aimed to show that willow tea reduces joint pain in adults.",
    "The aim of this study is to show that willow tea reduces joint pain in adults.",
    "The purpose of this study is to determine whether willow tea reduces joint pain in adults.",
    "The objective is to demonstrate that willow tea reduces joint pain in adults.",
    "The goal of this research is to reduce joint pain in adults with willow tea.",
    "We hypothesise that willow tea reduces joint pain in adults.",
    "It is hypothesized that willow tea will reduce joint pain in adults.",
    "Our hypothesis is that willow tea reduces joint pain in adults.",
    "The investigators hypothesize that willow tea reduces joint pain in adults.",
    "The central hypothesis: willow tea reduces joint pain in adults.",
    "The investigators believe that willow tea reduces joint pain in adults.",
    "The investigators expect that willow tea reduces joint pain in adults.",
    "Willow tea is expected to reduce joint pain in adults.",
    "Willow tea is intended to reduce joint pain in adults.",
    "Willow tea is designed to reduce joint pain in adults.",
    "Willow tea is meant to reduce joint pain in adults.",
    "Willow tea was developed to reduce joint pain in adults.",
    "Willow tea is being developed to reduce joint pain in adults.",
    "Willow tea is thought to reduce joint pain in adults.",
    "This study will assess whether willow tea reduces joint pain in adults.",
    "This trial tests the idea that willow tea reduces joint pain in adults.",
    "This study investigates if willow tea reduces joint pain in adults.",
    "This study evaluates how willow tea reduces joint pain in adults.",
    "This study will evaluate the ability of willow tea to reduce joint pain in adults.",
    "The study looks at how well willow tea reduces joint pain in adults.",
    "The study seeks to establish that willow tea reduces joint pain in adults.",
    "We set out to prove that willow tea reduces joint pain in adults.",
    "We wanted to know if willow tea reduces joint pain in adults.",
    "Does willow tea reduce joint pain in adults?",
    "Adults will drink willow tea in the hope of reducing joint pain.",
    "Adults drink willow tea in order to reduce joint pain.",
    "Adults were given willow tea in an attempt to reduce joint pain.",
    "To test the hypothesis that willow tea reduces joint pain in adults.",
    "To find out if willow tea reduces joint pain in adults.",
    "Primary outcome: reduction of joint pain with willow tea in adults.",
    "Willow tea should reduce joint pain in adults.",
    "Willow tea has the potential to reduce joint pain in adults.",
    "If willow tea reduces joint pain in adults, it will be sold.",
    "Willow tea is given to reduce joint pain in adults.",
    "Willow tea is a treatment for reducing joint pain in adults.",
    "It is anticipated that willow tea reduces joint pain in adults.",
    "It is assumed that willow tea reduces joint pain in adults.",
    "We propose that willow tea reduces joint pain in adults.",
    "We speculate that willow tea reduces joint pain in adults.",
    "The rationale is that willow tea reduces joint pain in adults.",
    "It remains to be seen whether willow tea reduces joint pain in adults.",
    "It is unknown whether willow tea reduces joint pain in adults.",
)  # fmt: skip
CLAIMS = (
    ("en", "Willow tea reduces joint pain in adults."),
    ("en", "Willow tea reduced joint pain in adults."),
    ("en", "In adults, joint pain fell with willow tea."),
    ("de", "Weidentee verringert Gelenkschmerzen bei Erwachsenen."),
    ("fr", "La tisane de saule réduit les douleurs articulaires chez l'adulte."),
    ("es", "La infusión de sauce reduce el dolor articular en adultos."),
)


def confirmed(claim: str, record, speech: str = "en") -> bool:
    """Whether a record is said to state a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, record, language=speech)))


@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_of_a_trial_bears_out_no_result(aim):
    record = trial(
        f"Joints ache. {aim} Pain is scored each week. Rest is allowed.",
        title="Willow Tea for Joint Pain in Adults",
        conditions=("Joint Pain",),
    )
    assert [claim for speech, claim in CLAIMS if confirmed(claim, record, speech)] == []


@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_of_a_paper_bears_out_no_result(aim):
    record = paper(
        f"Joints ache. {aim} Ninety adults drank tea or water for a month. Pain was scored each week. Two adults left.",
        title="Willow tea for joint pain in adults: a trial",
    )
    assert [claim for speech, claim in CLAIMS if confirmed(claim, record, speech)] == []


@pytest.mark.parametrize(
    ("speech", "claim"),
    [
        ("en", "The study is meant to test whether willow tea reduces joint pain in adults."),
        ("en", "A trial testing whether willow tea reduces joint pain in adults."),
    ],
)
def test_an_aim_bears_out_a_claim_on_the_aim(speech, claim):
    record = trial(
        "Joints ache. The purpose of this study is to determine whether willow tea reduces joint pain in adults.",
        title="Willow Tea for Joint Pain in Adults",
        conditions=("Joint Pain",),
    )
    assert confirmed(claim, record, speech)


@pytest.mark.parametrize(
    "claim",
    [
        "Willow tea reduced joint pain in adults.",
        "Willow tea reduces joint pain in adults.",
    ],
)
def test_a_result_bears_it_out(claim):
    record = paper(
        "Joints ache. Ninety adults drank tea or water for a month. Pain was scored each week. Two adults left. Willow "
        "tea reduced joint pain in adults.",
        title="Willow tea for joint pain in adults: a trial",
    )
    assert confirmed(claim, record)


@pytest.mark.parametrize(
    "claim",
    [
        "Counting all the adults with joint pain, the difference was statistically significant.",  # nothing is posted
        "The trial of willow tea for joint pain in adults is already taking patients.",
        "The trial of willow tea for joint pain in adults goes on signing up new volunteers.",
        "Doctors recommend willow tea for joint pain in adults.",
    ],
)
def test_a_background_bears_out_no_result_state_or_advice(claim):
    record = trial(
        "Joint pain makes a significant difference to all adults. The purpose of this study is to give recommendations "
        "on willow tea for joint pain in adults. Adults count their pain.",
        title="Willow Tea for Joint Pain in Adults",
        conditions=("Joint Pain",),
        overall_status="NOT_YET_RECRUITING",
    )
    assert not confirmed(claim, record)


def test_advice_is_borne_out_by_advice():
    told = "Joints ache. Adults ask for help. We recommend willow tea for joint pain in adults. Rest is free. Pain is common."
    assert confirmed(
        "The guideline recommends willow tea for joint pain in adults.", paper(told, title="Joint pain: a guideline")
    )


def test_how_a_trial_ended_is_no_effect_of_it():
    record = trial(
        "Adults with joint pain drink tea.",
        title="Willow Tea for Joint Pain",
        overall_status="TERMINATED",
        why_stopped="The maker filed for bankruptcy",
        enrollment=8,
    )
    about = case("The willow tea pilot ended after eight patients when the firm behind the tea went bankrupt.", record)
    assert not list(registration_as_proof.check(about))


def test_a_trial_that_adds_a_drug_is_no_effect():
    record = trial("Adults with joint pain drink tea.", title="Willow Tea for Joint Pain")
    about = case("NCT01234567 adds willow tea to rest and is meant to take in 54 people.", record)
    assert not list(registration_as_proof.check(about))
