"""Who had more of what than whom, beside posted values: by how many, how far, how much, and in which order."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, case, cite, trial
from verifier.checks.content import direction_mismatch, not_significant
from verifier.compare import read
from verifier.facets import _versus
from verifier.facets._contests import Value, apart
from verifier.facets._posted_arms import posted_value
from verifier.model import Analysis, Arm, Intervention, Measurement, PostedOutcome, Results

ARMS = ("Ferulin 20 mg", "Placebo")


def outcome(title, first, second, p="<0.001", **facts):
    known = {
        "kind": "SECONDARY",
        "status": "POSTED",
        "unit": "percentage of participants",
        "parameter": "NUMBER",
        "groups": ARMS[::-1],
        "measurements": tuple(
            Measurement(group, "", value, analysed="120") for group, value in zip(ARMS, (first, second), strict=True)
        ),
        "analyses": (Analysis(ARMS[::-1], p_value=p, non_inferiority="SUPERIORITY"),),
    } | facts
    return PostedOutcome(title=title, **known)


SCORE = {"unit": "score on a scale", "parameter": "LEAST_SQUARES_MEAN"}
HIVES = trial(
    "Ferulin is compared with a placebo in chronic hives.",
    title="Ferulin for Chronic Hives",
    conditions=("Chronic Urticaria",),
    interventions=(Intervention("DRUG", "Ferulin"), Intervention("DRUG", "Placebo")),
    arms=(Arm("Ferulin 20 mg", "EXPERIMENTAL"), Arm("Placebo", "PLACEBO_COMPARATOR")),
    has_results=True,
    results=Results(
        outcomes=(
            outcome(
                "Change From Baseline in Weekly Itch Score at Week 4",
                "-5.1",
                "-4.8",
                "0.31",
                kind="PRIMARY",
                description="Higher scores mean worse itch.",
                **SCORE,
            ),
            outcome(
                "Percentage of Participants With a Complete Response (UAS7-0) at Week 12",
                "44.0",
                "12.5",
                description="The score runs from 0 to 42; higher scores mean more severe disease.",
            ),
            outcome("Percentage of Participants With a Relapse by Week 24", "9.0", "31.0"),
            outcome(
                "Change From Baseline in Weekly Itch Score at Week 12",
                "-11.2",
                "-4.0",
                description="Higher scores mean worse itch.",
                **SCORE,
            ),
            outcome(
                "Change From Baseline in DLQI at Week 12",
                "-7.0",
                "-2.5",
                description="Higher scores mean a poorer quality of life.",
                **SCORE,
            ),
        )
    ),
)
# (what is said of the first beside the second, where the first is the drug)
TRUE = [
    ("{A} led to a complete response in more people than {b} did.", "{B} led to a complete response in fewer people than {a} did."),
    ("More patients on {a} than on {b} had a complete response.", "Fewer patients on {b} than on {a} had a complete response."),
    ("A complete response was commoner with {a} than with {b}.", "A complete response was rarer with {b} than with {a}."),
    ("A UAS7-0 response was seen more often with {a} than with {b}.", "A UAS7-0 response was seen less often with {b} than with {a}."),
    ("Patients on {a} were less likely to have a relapse than those on {b}.", "Patients on {b} were more likely to have a relapse than those on {a}."),
    ("A smaller share of people had a relapse with {a} than with {b}.", "A larger share of people had a relapse with {b} than with {a}."),
    ("The relapse rate was lower with {a} than with {b}.", "The relapse rate was higher with {b} than with {a}."),
    ("Itch at week 12 fell more with {a} than with {b}.", "Itch at week 12 fell less with {b} than with {a}."),
    ("At week 12, {a} had reduced itch better than {b}.", "At week 12, {b} had reduced itch less well than {a}."),
    ("The DLQI improved more with {a} than with {b}.", "The DLQI improved less with {b} than with {a}."),
    ("Compared with {b}, {a} eased itch at week 12.", "The drop in the DLQI was smaller with {b} than with {a}."),
    ("{A} did more for the DLQI than {b} did.", "{B} did less for the DLQI than {a} did."),
]  # fmt: skip


def told(claim):
    """What the posted values say of a claim: "stated", "gainsaid" or "" where it is left open."""
    about = case(claim, HIVES)
    found = {comparison.relation for comparison in about.compared("posted")}
    assert len(found) < 2
    fired = [finding for check in (direction_mismatch, not_significant) for finding in check.check(about)]
    assert bool(fired) == ("different" in found)
    return {"same": "stated", "different": "gainsaid"}.get(next(iter(found), ""), "")


def named(claim, first, second):
    return claim.format(a=first, b=second, A=first.capitalize(), B=second.capitalize())


@pytest.mark.parametrize("claim", [claim for pair in TRUE for claim in pair])
def test_who_is_ahead_is_stated_and_the_reverse_gainsaid(claim):
    assert told(named(claim, "ferulin", "placebo")) == "stated"
    assert told(named(claim, "placebo", "ferulin")) == "gainsaid"


def test_a_moment_and_a_name_choose_the_outcome():
    assert told("Itch at week 4 fell more with ferulin than with placebo.") == "gainsaid"
    assert told("Itch fell more with ferulin than with placebo at twelve weeks.") == "stated"
    assert told("Itch fell more with ferulin than with placebo.") == ""  # at week 4 it did not, at week 12 it did


@pytest.mark.parametrize(
    "claim",
    [
        "More people had a complete response on ferulin, and fewer on placebo.",
        "Not as many patients had a complete response on ferulin as on placebo.",
        "Fewer patients had a complete response.",
        "More patients on ferulin than on omalizumab had a complete response.",
        "Compared with ferulin, placebo worsened itch at week 12.",
        "Fewer patients on ferulin than on placebo were without a relapse.",
        "Prevention of a relapse was commoner with ferulin than with placebo.",
        "Itch at week 12 fell more in men than in women on ferulin.",
        "The DLQI improved more with ferulin than expected.",
        "Itch fell more with ferulin than with placebo at week 52.",
        "The trial asked whether the DLQI improved more with ferulin than with placebo.",
    ],
)
def test_what_is_not_surely_read_is_left_open(claim):
    assert told(claim) == ""


@pytest.mark.parametrize(
    ("claim", "kind", "way"),
    [
        ("More women on the app than on the waiting list slept well", "share", 1),
        ("Stroke was less common with the patch than with the pill", "share", -1),
        ("Weight fell less with the patch than with the pill", "change", 1),
        ("Weight rose less with the patch than with the pill", "change", -1),
        ("The patch beat the pill", "good", 1),
        ("The patch worked less well than the pill", "good", -1),
        ("Blood sugar was lower with the patch than with the pill", "level", -1),
        ("Mehr Patienten mit dem Pflaster als mit der Pille schliefen gut", "share", 1),
        ("Les rechutes étaient moins fréquentes avec le patch qu'avec la pilule", "share", -1),
    ],
)
def test_how_two_are_set_against_each_other(claim, kind, way):
    speech = "de" if claim.startswith("Mehr") else "fr" if claim.startswith("Les") else "en"
    (reading,) = read(cite(claim, NCT, language=speech))
    ahead = _versus.ahead(reading)
    assert ahead is not None
    assert (ahead.kind, ahead.way) == (kind, way)


def test_the_title_of_an_analysis_tells_no_direction():
    claim = "By week 12, a complete response had been reached by 44 percent on ferulin and 12.5 percent on placebo."
    assert told(claim) != "gainsaid"


@pytest.mark.parametrize("value", ["NaN", "Inf", "-inf", "1_0", "1e999", "", "NA", "<0.1"])
def test_what_is_no_finite_number_is_no_value(value):
    assert posted_value(value) is None


def test_a_boundless_spread_leaves_two_values_apart():
    one, other = (Value(label, value, 1e200, 0) for label, value in (("A", 2.0), ("B", 5.0)))
    assert apart(one, other) == (0.6, pytest.approx(0.0))
