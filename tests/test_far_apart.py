"""Great differences that a clause tells, beside posted values that are practically equal."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, trial
from verifier.checks.content import direction_mismatch
from verifier.facets import far_apart
from verifier.line import Line
from verifier.model import Analysis, Arm, Intervention, Measurement, PostedOutcome, Results


def values(one, other, category=""):
    return (
        Measurement("Alphadrug", category, one, analysed="90"),
        Measurement("Placebo", category, other, analysed="92"),
    )


OUTCOMES = (
    PostedOutcome(
        "PRIMARY",
        "Response to the tetanus vaccine",
        status="POSTED",
        unit="percentage of participants",
        time_frame="Week 16",
        measurements=values("83.3", "83.7"),
    ),
    PostedOutcome(
        "SECONDARY",
        "Itch score",
        status="POSTED",
        unit="points",
        time_frame="Week 4, week 16",
        measurements=(*values("6.0", "6.1", "Baseline"), *values("3.1", "3.2", "Week 4"), *values("2.0", "4.4", "Week 16")),
    ),
    PostedOutcome(
        "SECONDARY",
        "Sleep score",
        status="POSTED",
        unit="points",
        measurements=values("7.0", "7.1"),
        analyses=(Analysis(("Alphadrug", "Placebo"), p_value="0.01"),),
    ),
    PostedOutcome(
        "SECONDARY",
        "Overall survival",
        status="POSTED",
        unit="percentage of participants",
        measurements=values("98.0", "95.0"),
    ),
)  # fmt: skip


def about(claim):
    record = trial(
        "Adults with eczema are given a drug or placebo.",
        "Alphadrug in Eczema",
        interventions=(Intervention("DRUG", "Alphadrug"), Intervention("DRUG", "Placebo")),
        arms=(
            Arm("Alphadrug", "EXPERIMENTAL", interventions=("Drug: Alphadrug",)),
            Arm("Placebo", "PLACEBO_COMPARATOR", interventions=("Drug: Placebo",)),
        ),
        results=Results(outcomes=OUTCOMES),
        has_results=True,
    )
    return case(claim, record)


def relations(claim):
    the = about(claim)
    return [c.relation for reading in the.readings for c in far_apart.compare(reading, the.source, TODAY)]


@pytest.mark.parametrize(
    "claim",
    [
        "Alphadrug spoils the response to the tetanus vaccine.",
        "Far fewer people responded to the tetanus vaccine on alphadrug than on placebo.",
        "At week 4 itch was far lower with alphadrug than with placebo.",
    ],
)
def test_what_is_alike_is_not_far_apart(claim):
    the = about(claim)
    assert Line(None, TODAY).verdict(the.citation, the.lookup).outcome == "contradicted"


def test_a_great_difference_is_told_in_words():
    (finding,) = direction_mismatch.check(about("Alphadrug spoils the response to the tetanus vaccine."))
    assert "the posted values are practically equal: Response to the tetanus vaccine: 83.3" in finding.message


@pytest.mark.parametrize(
    "claim",
    [
        "At week 16 itch was far lower with alphadrug than with placebo.",
        "Itch was far lower with alphadrug than with placebo.",  # at one time it was
        "Sleep was far better with alphadrug than with placebo.",  # the registry's own test says that it differs
        "Survival was far better with alphadrug than with placebo.",  # deaths were more than twice as many
        "Itch was far lower than before with alphadrug.",
        "Alphadrug did not spoil the response to the tetanus vaccine.",
        "The study asks whether alphadrug spoils the response to the tetanus vaccine.",
        "Itch was lower with alphadrug than with placebo.",
        "Coughing was far rarer with alphadrug than with placebo.",
    ],
)
def test_nothing_is_said_where_values_differ_or_no_outcome_is_meant(claim):
    assert relations(claim) == []


def test_who_people_are_is_not_what_was_measured():
    """ "Mothers did better" once met a scale of the bond between mother and child, whatever the main outcome showed."""
    groups = ("Alphadrug", "Placebo")
    bond = PostedOutcome(
        "SECONDARY",
        "Mother-to-Infant Bonding Scale",
        "Higher scores mean a worse bond.",
        status="POSTED",
        groups=groups,
        measurements=values("-2", "0.2"),
    )
    mood = PostedOutcome(
        "PRIMARY",
        "Depression score",
        "Higher scores mean more severe depression.",
        status="POSTED",
        groups=groups,
        measurements=values("0", "-5.4"),
    )
    record = trial(
        "Mothers with depression are given a drug or placebo.",
        "Alphadrug for Mothers",
        interventions=(Intervention("DRUG", "Alphadrug"), Intervention("DRUG", "Placebo")),
        results=Results(outcomes=(mood, bond)),
        has_results=True,
    )
    told = case("Mothers on alphadrug did better than those on placebo.", record)
    assert "same" not in {c.relation for c in told.compared("posted")}
