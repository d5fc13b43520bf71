"""Differences beside posted tests and values: which analysis counts, which arm did better, which category is meant."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, trial
from verifier.confirm import confirm
from verifier.facets import contest, posted, tested
from verifier.model import Analysis, Measurement, PostedOutcome, Results


def values(*listed):
    return tuple(Measurement(group, category, value, analysed="60") for group, category, value in listed)


ARMS = ("Lamp Group", "Walking Group")
MOOD = PostedOutcome(
    "PRIMARY",
    "Change in PHQ-9",
    description="Higher scores mean worse depression.",
    status="POSTED",
    parameter="MEAN",
    measurements=values((ARMS[0], "", "-4.2"), (ARMS[1], "", "-3.9")),
    analyses=(
        Analysis(ARMS, non_inferiority="SUPERIORITY", p_value="0.21", comment="All who were randomised"),
        Analysis(ARMS, non_inferiority="SUPERIORITY", p_value="0.02", comment="Per-protocol population"),
    ),
)
SLEEP = PostedOutcome(
    "SECONDARY",
    "Insomnia Severity Index",
    description="Higher scores mean more severe insomnia.",
    status="POSTED",
    parameter="MEAN",
    measurements=values(
        (ARMS[0], "Baseline", "15"), (ARMS[1], "Baseline", "17"), (ARMS[0], "Week 8", "12"), (ARMS[1], "Week 8", "9")
    ),
)
FATIGUE = PostedOutcome(
    "SECONDARY",
    "Change in Fatigue Severity Scale",
    description="Higher scores mean more fatigue.",
    status="POSTED",
    parameter="MEAN",
    measurements=values((ARMS[0], "", "-1.0"), (ARMS[1], "", "-1.2")),
    analyses=(
        Analysis(ARMS, non_inferiority="NON_INFERIORITY", parameter="Mean Difference", ci_lower="-0.9", ci_upper="1.3"),
    ),
)
RECORD = trial(
    "A lamp is compared with walks in winter depression.",
    "Lamp or Walks in Winter Depression",
    results=Results(outcomes=(MOOD, SLEEP, FATIGUE)),
    has_results=True,
    conditions=("Depression",),
    intervention_model="PARALLEL",
)


def shows(claim, *modules):
    about = case(claim, RECORD)
    return [
        (c.relation, c.detail) for module in modules for c in module.compare(about.readings[0], about.source, TODAY)
    ]


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("That difference was statistically significant", [("different", "null primary")]),
        ("Counting all who were randomised, the difference was significant", [("different", "null primary")]),
        ("Among those who kept to the protocol, that difference was significant", [("same", "same primary")]),
        ("The difference was not significant", [("same", "same primary")]),
        ("The gap in depression scores just missed significance", [("same", "same primary")]),
        ("The lamp is significant for its makers", []),
    ],
)
def test_a_difference_beside_its_tests(claim, shown):
    assert shows(claim, tested) == shown


def test_a_difference_that_was_not_tested_so_is_not_confirmed():
    about = case("The difference in winter depression between lamp and walks was significant", RECORD)
    assert not [finding for finding in confirm(about) if finding.effect == "confirms"]


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("The lamp lowered depression scores more than walking did", ["different"]),
        ("The lamp outdid walking against depression", ["different"]),
        ("The lamp eased insomnia more than walking", ["different"]),
        ("Insomnia fell further with the lamp than with walking", ["different"]),
        ("Fatigue fell further with the lamp than with walking", ["different"]),
        ("Depression fell by 4.2 points with the lamp and by 3.9 with walking", []),
        ("Depression fell by about four points with the lamp and by 3.9 with walking", []),
    ],
)
def test_who_did_better_beside_posted_values(claim, relations):
    assert [relation for relation, _ in shows(claim, posted, contest)] == relations


def test_the_one_that_did_better_is_not_contradicted():
    assert ("different", "opposite other") not in shows(
        "Walking eased insomnia more than the lamp did", posted, contest
    )


def test_who_outdid_whom_is_not_told_by_shared_words():
    record = trial(
        "The lamp is compared with walks in patients with winter depression.",
        "Lamp or Walks in Winter Depression",
        conditions=("Depression",),
    )
    for claim in (
        "The lamp outshone walks in patients with winter depression",
        "The lamp did more than walks in winter depression",
    ):
        assert not [finding for finding in confirm(case(claim, record)) if finding.effect == "confirms"]


ARTHRITIS = trial(
    "Golimumab is compared with a placebo in arthritis.",
    "Golimumab or Placebo in Arthritis",
    results=Results(
        outcomes=(
            PostedOutcome(
                "PRIMARY",
                "Change in Disease Activity Score",
                description="Higher scores mean worse disease.",
                status="POSTED",
                parameter="MEAN",
                measurements=values(("Golimumab", "", "-3.1"), ("Placebo", "", "-0.4")),
                analyses=(Analysis(("Golimumab", "Placebo"), non_inferiority="SUPERIORITY", p_value="<0.001"),),
            ),
        )
    ),
    has_results=True,
    conditions=("Arthritis",),
    intervention_model="PARALLEL",
)


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("Golimumab worked better than placebo.", ["same"]),
        ("Golimumab worked better than adalimumab.", []),
        ("It outdoes adalimumab.", []),
    ],
)
def test_better_than_a_placebo_is_not_better_than_another_drug(claim, relations):
    told = case(claim, ARTHRITIS)
    assert [c.relation for c in told.compared("posted")] == relations
