"""What is told of another thing than a clause says: a change of its cause, and the figure behind "compared with"."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.content import direction_mismatch
from verifier.confirm import confirm
from verifier.wording.assertion import strength

IRON = paper(
    "Iron overload is a frequent finding and a causal risk factor for heart failure. Chelators that safely and specifically "
    "lower FRT-7 stores are now in advanced testing, including in large heart failure trials. Much remains to be learned of "
    "how iron is taken up.",
    title="Iron and heart failure",
)
LOWERED = paper(
    "We followed 900 adults for ten years. A diet that was rich in iron lowered the rate of heart failure by a third.",
    title="Iron in the diet",
)
CHART = paper(
    "We compared the printed SQUINT-L chart with its digital edition, SQUINT-D, in 200 children. The SQUINT-D yielded a "
    "sensitivity of 91.4% for amblyopia, relative to a sensitivity of 70.2% obtained for the printed SQUINT-L.",
    title="The digital SQUINT-D against the printed SQUINT-L",
)


def confirmed(claim: str, record) -> bool:
    """Whether a record states a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, record)))


@pytest.mark.parametrize("claim", ["Too much iron causes heart failure.", "High iron causes heart failure."])
def test_what_lowers_the_cause_does_not_gainsay_what_it_brings_about(claim):
    assert not list(direction_mismatch.check(case(claim, IRON)))


def test_what_lowers_the_outcome_does():
    found = list(direction_mismatch.check(case("A diet rich in iron raises the rate of heart failure.", LOWERED)))
    assert [finding.effect for finding in found] == ["contradicts"]


@pytest.mark.parametrize(
    ("claim", "stated"),
    [
        ("The short digital edition of SQUINT picked out amblyopia with a sensitivity of 70.2 percent.", False),
        ("The digital SQUINT picked out amblyopia with a sensitivity of 91.4 percent.", True),
        ("The SQUINT-D picked out amblyopia with a sensitivity of 91.4 percent.", True),
        ("The printed chart picked out amblyopia with a sensitivity of 70.2 percent.", True),
        ("The standard edition of SQUINT picked out amblyopia with a sensitivity of 70.2 percent.", True),
    ],
)
def test_a_figure_of_the_other_side_is_not_borne_out_for_what_is_named_otherwise(claim, stated):
    assert confirmed(claim, CHART) is stated


@pytest.mark.parametrize(
    ("claim", "strong"),
    [
        ("Doe Pharma is testing how the body gets rid of its eczema tablet in nine adults", False),
        ("The team is measuring how fast the liver clears the gout drug", False),
        (
            "Doe Pharma is checking how the drug gets rid of eczema",
            False,
        ),  # it may take the effect for granted: in doubt, none
        ("The drug of Doe Pharma gets rid of eczema", True),
        ("The trial showed how the tablet heals eczema", True),
    ],
)
def test_what_is_being_tested_of_the_body_is_no_effect(claim, strong):
    planned = trial(overall_status="RECRUITING", enrollment=9, enrollment_type="ESTIMATED")
    assert (strength(case(claim, planned).readings[0]) == "asserts") is strong
