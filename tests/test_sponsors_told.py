"""Whom a clause makes the sponsor of its trial, and what a right field beside a wrong sponsor is worth."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses

TRIAL = {
    "lead_sponsor": "Northfield Cell Institute",
    "collaborators": ("Westmoor University",),
    "locations": (("Nordre Clinic", "Oslo", "Norway"),),
}


def outcome(claim, language="en", **facts):
    record = trial(**TRIAL | facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return (
        Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record)).outcome
    )


@pytest.mark.parametrize(
    "claim",
    [
        "{} was the sponsor of this open-label study.",
        "{} is the sponsor of this open-label trial.",
        "{} acted as the sponsor of this single-arm study.",
    ],
)
def test_the_design_of_a_trial_bears_out_no_sponsor(claim):
    assert outcome(claim.format("Northfield Cell Institute")) == "supported"
    assert outcome(claim.format("Eastgate Biotech")) == "contradicted"
    assert outcome(claim.format("Akirana")) == "contradicted"
    assert outcome(claim.format("Westmoor University")) != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "The study, sponsored by Westmoor University, enrolled 18 people.",
        "Sponsored by Westmoor University, the trial ran in Oslo.",
        "The sponsor of this completed trial is Westmoor University.",
        "The Westmoor University-sponsored trial enrolled 18 people.",
        "This open-label trial is sponsored by Westmoor University.",
    ],
)
def test_a_partner_told_as_the_sponsor_is_not_borne_out_by_other_fields(claim):
    assert outcome(claim) != "supported"
    assert outcome(claim.replace("Westmoor University", "Northfield Cell Institute")) == "supported"


@pytest.mark.parametrize(
    "claim",
    ["Its sponsor is Italian.", "The sponsor is a Danish company.", "The trial's sponsor was an American firm."],
)
def test_where_a_sponsor_is_from_is_no_name(claim):
    assert outcome(claim) == "unknown"


def test_working_together_is_no_effect():
    results = outcome("Northfield Cell Institute and Westmoor University worked together on the trial.")
    assert results != "contradicted"


def test_healthy_people_who_are_denied():
    kept_out = {"healthy_volunteers": False}
    claim = "The study did not count healthy volunteers among those who took part."
    assert outcome(claim, **kept_out) != "contradicted"
    assert outcome(claim, healthy_volunteers=True) != "supported"
    assert outcome("Healthy volunteers took part.", **kept_out) == "contradicted"
    assert outcome("People without the disease could join as healthy volunteers.", **kept_out) == "contradicted"
