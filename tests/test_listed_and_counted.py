"""What lists and numbers in a clause on a trial are of: outcomes that were to be measured, weeks, phases and sites."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.casebook import trial
from tests.test_trials_as_told import GONE, outcome
from verifier.facets._quantities import quantities
from verifier.model import Passage
from verifier.wording.people import people

LISTED = Passage("secondaryOutcomes[0]", "Number of Participants With Anti-Cell Antibody [13 weeks]", "outcome")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Antibodies against the cells turned up in several people over 13 weeks.", "unknown"),
        ("Antibodies against the cells appeared within 13 weeks.", "unknown"),
        ("Antibodies against the cells were measured over 13 weeks.", "supported"),
    ],
)
def test_what_was_to_be_measured_is_no_result(claim, told):
    plain = trial("Cells for the optic nerve.")
    assert outcome(claim, replace(plain, passages=(*plain.passages, LISTED))) == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The trial stopped: the maker went bankrupt and the product is gone.", False),
        ("The trial stopped: the maker went bankrupt and the cells restore sight.", True),
    ],
)
def test_why_a_trial_ended_is_no_effect_of_it(claim, told):
    assert (outcome(claim, trial(**GONE)) == "overstated") is told


def test_a_number_before_a_number_of_sites_counts_none():
    two = {
        "locations": (("Eastbrook Clinic", "Leeds", "United Kingdom"), ("Westbrook Clinic", "Leeds", "United Kingdom"))
    }
    assert outcome(
        "Recruiting 270 Two sites in Leeds", trial(overall_status="RECRUITING", enrollment=270, **two)
    ) not in (
        "contradicted",
        "overstated",
    )
    assert outcome("The trial runs at nine sites.", trial(**two)) == "contradicted"


@pytest.mark.parametrize("claim", ["At month 6 patients were better.", "In phase 2 patients had it weekly."])
def test_a_number_that_names_a_time_or_a_phase_counts_nobody(claim):
    assert not people(claim)
    assert all(quantity.unit != "people" for quantity in quantities(claim))


def test_people_counted_in_a_span_of_time_are_counted():
    assert [count.value for count in people("In one month 40 patients joined.")] == [40]
