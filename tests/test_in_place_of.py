"""A figure given to the opposite movement, and a number that stands in the place of another, are found where it is sure."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line

LEAD = (
    "BACKGROUND: Itch is common. METHODS: We studied 400 adults. Adults were drawn by lot. Nurses kept logs. RESULTS: "
)
MOVED = (
    "Pain level of the statin group decreased by 57% (95% CI 50, 63), stiffness by 63% and function increased by 56%."
)
STOPPED = "Of 116 patients, 7 had to stop statin tablets in the first month due to rash."
SHARES = "Responder rates for the statin and placebo groups were 43.3 and 8.3% during treatment."


def outcome(claim: str, told: str) -> str:
    """The verdict of the rules alone on a claim beside one result of an invented paper."""
    record = paper(LEAD + told, title="Statins and skin itch in adults")
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        (MOVED, "Pain rose by 57% and stiffness by 63% with statins."),
        (STOPPED, "In the first month, seven of 70 patients had to stop statin tablets because of rash."),
    ],
)
def test_what_is_told_instead_is_found(told, claim):
    assert outcome(claim, told) == "contradicted"


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        (MOVED, "Pain fell by 57% and stiffness by 63% with statins."),
        (MOVED, "Function rose by 56% with statins."),
        (STOPPED, "In the first month, seven of 116 patients had to stop statin tablets because of rash."),
        (SHARES, "Responder rates for the statin and placebo groups were about 43% and 8% during treatment."),
        (SHARES, "Responder rates for the statin and placebo groups were 8% to 50% during treatment."),
        ("Statins work in adults with type 2 diabetes.", "Statins were given to 7 of the patients."),
    ],
)
def test_what_fits_is_not(told, claim):
    assert outcome(claim, told) != "contradicted"


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("Statins proved to be effective in adults with type 2 diabetes.", "Statins are effective in adults with type 1 diabetes."),
        ("At week 4, 25% of adults on statins reached complete cure.", "Complete cure at week 12 was reached by 25% on statins."),
    ],
)  # fmt: skip
def test_another_kind_or_time_is_not_confirmed(told, claim):
    assert outcome(claim, told) != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Function fell by 56% with statins.",
        "Pain rose by 57% with statins.",
        "Stiffness rose by 63% with statins.",
        "Stiffness increased with statins.",
        "Stiffness increased by 56% with statins.",
    ],
)
def test_a_figure_of_a_list_went_the_way_of_its_own_word(claim):
    assert outcome(claim, MOVED) != "supported"


@pytest.mark.parametrize("claim", ["Stiffness fell by 63% with statins.", "Function rose by 56% with statins."])
def test_what_a_list_tells_is_borne_out(claim):
    assert outcome(claim, MOVED) == "supported"
