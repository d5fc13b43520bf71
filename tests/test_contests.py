"""Who did better than whom, beside posted values without a test of the trial's own, and harm by arm."""

from __future__ import annotations

import pytest

from tests.casebook import case, trial
from verifier.checks.content import direction_mismatch, not_significant
from verifier.confirm import confirm
from verifier.facets._posted_arms import posted_value
from verifier.model import Arm, EventGroup, Intervention, Measurement, PostedOutcome, Results


def outcome(title, groups, values, spread="", people="40", **facts):
    measured = tuple(
        Measurement(group, "", value, spread=spread, analysed=people)
        for group, value in zip(groups, values, strict=True)
    )
    known = {"kind": "PRIMARY", "parameter": "MEAN", "dispersion": "Standard Deviation"} | facts
    return PostedOutcome(title=title, groups=groups, measurements=measured, **known)


def study(outcomes, events=(), arms=(), title="Mindful Breathing Versus a Symptom Diary for Fibromyalgia"):
    return trial(
        "Mindful breathing is compared with a symptom diary in fibromyalgia.",
        title=title,
        conditions=("Fibromyalgia",),
        interventions=(Intervention("BEHAVIORAL", "Mindful breathing"), Intervention("BEHAVIORAL", "Symptom diary")),
        arms=arms,
        has_results=True,
        results=Results(outcomes=tuple(outcomes), event_groups=tuple(events)),
    )


PAIR = ("Mindful Breathing", "Symptom Diary")
BREATHING = study(
    [
        outcome("Fibromyalgia Impact Questionnaire (FIQ-R)", PAIR, ("-9.0", "-2.5"), "8"),
        outcome("Hours of sleep", PAIR, ("6.9", "7.0"), "1.2", kind="SECONDARY", unit="hours"),
    ],
    [EventGroup("Mindful Breathing", 0, 40, 1, 40, 12, 40), EventGroup("Symptom Diary", 0, 40, 1, 40, 3, 40)],
)
CHEWED = trial(
    "Volunteers chew samples of food.",
    title="Chewing of Solid Foods",
    has_results=True,
    results=Results(
        outcomes=(
            PostedOutcome(
                "PRIMARY",
                "Chewing time",
                unit="seconds",
                parameter="MEAN",
                groups=("All volunteers",),
                measurements=(
                    Measurement("All volunteers", "Radish", "12.1", analysed="20"),
                    Measurement("All volunteers", "Toffee", "22.4", analysed="20"),
                ),
            ),
        )
    ),
)
GAMES = study(
    [outcome("Gain in processing speed, Game One versus Game Two", ("VX-1", "VX-2"), ("6.1", "2.0"), "4")],
    arms=(Arm("Game One", "EXPERIMENTAL"), Arm("Game Two", "PLACEBO_COMPARATOR")),
    title="Games for Processing Speed",
)


def fired(claim, record):
    built = case(claim, record)
    return sorted({found.check for check in (not_significant, direction_mismatch) for found in check.check(built)})


def same(claim, record):
    return [c.relation for c in case(claim, record).compared("posted", "same")] == ["same"]


@pytest.mark.parametrize(
    ("claim", "record", "check"),
    [
        ("The symptom diary improved the impact score more than breathing did.", BREATHING, "direction-mismatch"),
        ("The diary worked better than mindful breathing.", BREATHING, "direction-mismatch"),
        ("People slept far longer with the diary than with breathing.", BREATHING, "not-significant"),
        ("Radish was chewed for longer than toffee.", CHEWED, "direction-mismatch"),
        ("Processing speed rose more with the dummy than with the real game.", GAMES, "direction-mismatch"),
        ("Side effects were rarer with breathing than with the diary.", BREATHING, "direction-mismatch"),
        ("Serious side effects were far more common with breathing than with the diary.", BREATHING, "not-significant"),
        ("Side effects were equally common with breathing and with the diary.", BREATHING, "direction-mismatch"),
    ],
)
def test_what_the_values_gainsay(claim, record, check):
    assert fired(claim, record) == [check]


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("Mindful breathing improved the impact score more than the diary did.", BREATHING),
        ("Toffee was chewed for longer than radish.", CHEWED),
        ("Processing speed rose more with the real game than with the dummy.", GAMES),
        ("Side effects were more common with breathing than with the diary.", BREATHING),
        ("Serious side effects were equally common in both groups.", BREATHING),
    ],
)
def test_what_the_values_bear_out(claim, record):
    assert fired(claim, record) == []
    assert same(claim, record)


@pytest.mark.parametrize(
    "claim",
    [
        "Breathing lowers pain more than the diary does.",  # not measured
        "Mindful breathing may improve the impact score less than the diary does in older people.",
        "Mild side effects were rarer with breathing than with the diary.",
        "Fibromyalgia is more common than lupus.",
    ],
)
def test_what_they_leave_open(claim):
    assert not same(claim, BREATHING)
    assert fired(claim, BREATHING) in ([], ["direction-mismatch"])[: 1 + claim.startswith("Mindful")]


def test_a_difference_within_chance_bears_nothing_out():
    close = study([outcome("Fibromyalgia Impact Questionnaire (FIQ-R)", PAIR, ("-9.0", "-7.0"), "12")])
    claim = "Mindful breathing improved the impact score more than the diary did."
    assert fired(claim, close) == []
    assert not same(claim, close)
    assert posted_value("-9.0") == -9.0
    assert not any(found.effect == "confirms" for found in confirm(case(claim, close)))
