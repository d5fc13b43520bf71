"""Posted values that a clause gives arm by arm."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, trial
from verifier.facets import by_arm
from verifier.line import Line
from verifier.model import Arm, EventGroup, Intervention, Measurement, PostedOutcome, Results


def record():
    def values(one, other, people="90"):
        return (
            Measurement("Placebo qw", "", other, analysed=people),
            Measurement("Alphadrug 300 mg qw", "", one, analysed=people),
        )

    clear = PostedOutcome(
        "SECONDARY",
        "Percentage of participants with clear skin",
        status="POSTED",
        unit="percentage of participants",
        parameter="NUMBER",
        measurements=values("44.3", "10.3"),
    )
    itch = PostedOutcome(
        "SECONDARY", "Change in itch score", status="POSTED", parameter="MEAN", measurements=values("-4.24", "-2.11")
    )
    titers = PostedOutcome(
        "PRIMARY", "Response to the tetanus vaccine", status="POSTED", measurements=values("83.3", "83.7")
    )
    return trial(title="Alphadrug in eczema", results=Results(outcomes=(titers, clear, itch)), has_results=True)


def relations(claim):
    (reading,) = (the := case(claim, record())).readings
    return [comparison.relation for comparison in by_arm.compare(reading, the.source, TODAY)]


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        ("The skin was clear in 44.3% on alphadrug and 10.3% on placebo.", ["same"]),
        ("The skin was clear in 10.3% on placebo and 44.3% on alphadrug.", ["same"]),
        ("The skin was clear in 10.3% on alphadrug and 44.3% on placebo.", ["different"]),
        ("Itch fell by 4.24 points with the drug and by 2.11 with placebo.", ["same"]),
        ("Itch fell by 2.11 points with the drug and by 4.24 with placebo.", ["different"]),
        ("The vaccine response was as good on alphadrug as on placebo, 83.3% against 83.7%.", ["same"]),
        ("The skin cleared about as often on alphadrug as on placebo, 44.3% against 10.3%.", ["broader"]),
        ("Sleep was good in 44.3% on alphadrug and 10.4% on placebo.", []),
        ("The skin was clear in 44.3% on alphadrug.", []),
    ],
)
def test_two_figures_of_one_outcome(claim, relation):
    assert relations(claim) == relation


def outcome(claim):
    source = record()
    return Line(None, TODAY).verdict(cite(claim, source.identifier), found(source)).outcome


def test_what_the_figures_make_of_a_claim():
    assert outcome("Itch fell by 4.24 points with the drug and by 2.11 with placebo.") == "supported"
    assert outcome("The skin was clear in 10.3% on alphadrug and 44.3% on placebo.") == "contradicted"


def told(claim):
    """The outcome of a claim on a trial of goggles against glasses, whose posted groups are called by neither."""
    lines = PostedOutcome(
        "PRIMARY",
        "Lines gained by the weak eye",
        status="POSTED",
        unit="lines",
        parameter="MEAN",
        time_frame="12 weeks",
        measurements=(
            Measurement("Therapeutic Group", "", "1.77", analysed="47"),
            Measurement("Control Group", "", "0.85", analysed="48"),
        ),
    )
    harms = (
        EventGroup("Therapeutic Group", serious=3, serious_at_risk=47),
        EventGroup("Control Group", serious=11, serious_at_risk=48),
    )
    source = trial(
        "Children with a weak eye wear goggles or glasses. Lines are read.",
        "Goggles for the Weak Eye",
        results=Results(outcomes=(lines,), event_groups=harms),
        has_results=True,
        interventions=(Intervention("DEVICE", "VisioNet goggles"), Intervention("DEVICE", "Glasses")),
        arms=(
            Arm("Therapeutic Group", "EXPERIMENTAL", interventions=("Device: VisioNet goggles",)),
            Arm("Control Group", "ACTIVE_COMPARATOR", interventions=("Device: Glasses",)),
        ),
    )
    return Line(None, TODAY).verdict(cite(claim, source.identifier), found(source)).outcome


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The weak eye gained 1.77 lines with the goggles and 0.85 with glasses.", "supported"),
        ("The weak eye gained 0.85 lines with the goggles and 1.77 with glasses.", "contradicted"),
        ("The weak eye had gained 1.77 lines with VisioNet, 0.85 in the control group.", "supported"),
        ("With VisioNet and with glasses alone the weak eye gained lines: 1.77 against 0.85.", "supported"),
        ("With glasses and with VisioNet the weak eye gained lines: 1.77 against 0.85.", "contradicted"),
        ("The weak eye gained 0.85 lines with the one and 1.77 with the other.", "unknown"),
        ("Serious side effects struck 3 children with goggles and 11 with glasses.", "supported"),
        ("Serious side effects struck 11 children with goggles and 3 with glasses.", "contradicted"),
        ("Neither group had serious side effects.", "contradicted"),
        ("Serious side effects were seen in no arm.", "contradicted"),
    ],
)
def test_arms_are_called_by_what_they_were_given(claim, verdict):
    assert told(claim) == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("A year after surgery the pain score was 3.03 in the jet group and 4.06 in the microscope group.", False),
        ("The pain score was 4.06 with the jet and 3.03 with open surgery.", True),
    ],
)
def test_what_was_done_before_a_time_names_no_arm(claim, verdict):
    pain = PostedOutcome(
        "SECONDARY",
        "Pain score at 12 months",
        status="POSTED",
        parameter="MEAN",
        measurements=(
            Measurement("Micro", "", "4.06", analysed="20"),
            Measurement("Hydrojet", "", "3.03", analysed="20"),
        ),
    )
    source = trial(
        title="The Slipped Disc",
        results=Results(outcomes=(pain,)),
        has_results=True,
        arms=(
            Arm("Micro", "ACTIVE_COMPARATOR", interventions=("Procedure: Open surgery",)),
            Arm("Hydrojet", "EXPERIMENTAL", interventions=("Procedure: Hydrojet",)),
        ),
        interventions=(Intervention("PROCEDURE", "Open surgery"), Intervention("PROCEDURE", "Hydrojet")),
    )
    outcome = Line(None, TODAY).verdict(cite(claim, source.identifier), found(source)).outcome
    assert (outcome == "contradicted") is verdict


def test_a_figure_is_of_the_arm_that_it_is_told_for():
    useful = PostedOutcome(
        "SECONDARY",
        "Sleep quality score",
        status="POSTED",
        unit="score on a scale",
        parameter="MEAN",
        measurements=(
            Measurement("Letter Guide", "", "22.85", analysed="21"),
            Measurement("Hush Control", "", "18.61", analysed="20"),
        ),
    )
    study = trial(
        title="Letters for Grief",
        interventions=(
            Intervention("BEHAVIORAL", "Letter Guide", "Letters are written in a tablet app."),
            Intervention("BEHAVIORAL", "Hush Control", "A guided hush of ten minutes."),
        ),
        arms=(
            Arm("Letter Guide", "EXPERIMENTAL", interventions=("BEHAVIORAL: Letter Guide",)),
            Arm("Hush Control", "ACTIVE_COMPARATOR", interventions=("BEHAVIORAL: Hush Control",)),
        ),
        results=Results(outcomes=(useful,)),
        has_results=True,
    )
    for claim, relation in (
        (
            "The letters and the hush differed in sleep quality: 22.9 points for the hush and 18.6 for the guide.",
            "different",
        ),
        (
            "The letters and the hush differed in sleep quality: 22.9 points for the letters and 18.6 for the guide.",
            "same",
        ),
    ):
        (reading,) = (the := case(claim, study)).readings
        assert [c.relation for c in by_arm.compare(reading, the.source, TODAY)] == [relation], claim
