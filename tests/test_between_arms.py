"""Figures and comparisons of a trial's arms that only posted values of both arms could bear out."""

from __future__ import annotations

import pytest

from tests.casebook import case, trial
from verifier.facets._between_arms import roles_apart, unborne_between_arms
from verifier.model import Comparison, EventGroup, Intervention, Quote, Results

STUDY = trial(
    "Bromelin is compared with a placebo.",
    title="Bromelin for Hay Fever",
    interventions=(Intervention("DRUG", "Bromelin"), Intervention("DRUG", "Placebo")),
    has_results=True,
    results=Results(
        event_groups=(EventGroup("Bromelin", 0, 40, 1, 40, 12, 40), EventGroup("Placebo", 0, 40, 0, 40, 3, 40))
    ),
)


def held_back(claim, *facets):
    about = case(claim, STUDY, language="de" if claim.startswith("Niesen") else "en")
    where = "adverseEvents.eventGroups[1]"
    own = [Comparison(facet, "same", Quote("8", "claim"), Quote("8", where), 0) for facet in facets]
    return unborne_between_arms(about.readings[0], about.source, own)


@pytest.mark.parametrize(
    ("claim", "facets", "held"),
    [
        ("Sneezing occurred in 8 people on placebo and 3 on bromelin.", ("number",), True),
        ("Sneezing occurred in 8 people on placebo and 3 on bromelin.", ("number", "by-arm"), False),
        ("Sneezing occurred in 8 people on bromelin.", ("number",), False),
        ("Sneezing was more common with placebo.", (), True),
        ("Sneezing was half as common with placebo.", (), True),
        ("Niesen war unter Placebo häufiger als unter Bromelin.", (), True),
        ("Sneezing was more common with placebo.", ("posted",), False),
        ("In both groups more than half got better.", (), True),
        ("The bromelin study is not taking new patients any more.", (), False),
    ],
)
def test_what_only_a_comparison_of_arms_bears_out(claim, facets, held):
    assert held_back(claim, *facets) == held


def test_who_sponsored_and_who_was_a_partner_are_two_things():
    (both,) = case("Acme was the lead sponsor and Brill the collaborator.", STUDY).readings
    (one,) = case("Acme sponsored the trial.", STUDY).readings
    assert (roles_apart(both), roles_apart(one)) == (True, False)
