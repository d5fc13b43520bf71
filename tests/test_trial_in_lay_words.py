"""Trials in lay words: who knew what, who pays, what a treatment is set against, whom a withdrawn trial never saw."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, TODAY, case, trial
from verifier.checks.registry import sample_size_mismatch
from verifier.checks.status import withdrawn_trial
from verifier.facets import dates, design, sponsor
from verifier.facets._quantities import quantities
from verifier.model import PartialDate


def relations(module, facet, claim, record):
    about = case(claim, record)
    found = module.compare(about.readings[0], about.source, TODAY)
    return {c.relation for c in found if c.facet == facet and c.relation != "narrower"}


MASKED = trial(
    masking="DOUBLE",
    who_masked=("PARTICIPANT", "OUTCOMES_ASSESSOR"),
    allocation="RANDOMIZED",
    intervention_model="PARALLEL",
)
OPEN = trial(masking="NONE")


@pytest.mark.parametrize(
    ("claim", "record", "relation"),
    [
        ("The patients knew which drops they were given", MASKED, {"different"}),
        ("The surgeons could tell which drops were the real ones", MASKED, {"same"}),
        ("Patients and surgeons knew which drops were the real ones", MASKED, {"absent"}),
        ("Nurses and participants alike were told who got the cells", trial(masking="QUADRUPLE"), {"different"}),
        ("Everybody could see who got the cells", OPEN, {"same"}),
        ("No secret was made of who got the cells", OPEN, {"same"}),
        ("Participants did not know which drops they got", OPEN, {"different"}),
        ("Neither patients nor doctors were told which drops they got", OPEN, {"different"}),
        ("The volunteers had no idea which drops they got", MASKED, {"same"}),
    ],
)
def test_who_knew_what_they_got(claim, record, relation):
    assert relations(design, "blinding", claim, record) == relation


SINGLE = trial(
    "Alectinib is given to patients with lung cancer.",
    "Alectinib in Lung Cancer",
    intervention_model="SINGLE_GROUP",
    allocation="NA",
)


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        ("The trial pits alectinib against chemotherapy", {"different"}),
        ("Alectinib versus chemotherapy in lung cancer", {"different"}),
        ("The trial compares alectinib with docetaxel", {"different"}),
        ("The trial compares alectinib with historical chemotherapy", set()),
        ("The trial combines alectinib with chemotherapy", set()),
        ("The trial tests alectinib together with chemotherapy", set()),
        ("The trial compares scans before and after alectinib", set()),
    ],
)
def test_what_a_single_arm_is_set_against(claim, relation):
    assert relations(design, "control", claim, SINGLE) == relation


def test_a_registry_draws_no_lots():
    record = trial(study_type="OBSERVATIONAL", allocation="", intervention_model="", masking="")
    for claim in ("It randomises patients to cells or drops", "A computer picked who got the cells"):
        assert relations(design, "randomisation", claim, record) == {"different"}


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        ("Bayer pays for and leads it", {"different"}),
        ("Pfizer foots the bill", {"different"}),
        ("The money comes from Novartis", {"different"}),
        ("Northfield Cell Institute runs it", {"same"}),
        ("The Northfield Cell Institute stands behind the study", {"same"}),
        ("The clinic pays for it", set()),
        ("Pfizer leads the market", set()),
    ],
)
def test_who_pays_for_a_study(claim, relation):
    assert relations(sponsor, "sponsor", claim, trial()) == relation


WITHDRAWN = trial(overall_status="WITHDRAWN", enrollment=0, enrollment_type=ACTUAL)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Dozens of people with optic nerve disease went home early", True),
        ("Hundreds of patients came to the eye clinic for the cells", True),
        ("The project wanted hundreds of patients", False),
        ("The study was pulled before hundreds of patients could join", False),
    ],
)
def test_people_whom_a_withdrawn_trial_never_saw(claim, told):
    assert bool(list(withdrawn_trial.check(case(claim, WITHDRAWN)))) is told


def test_what_was_hoped_for_is_not_held_against_who_came():
    short = trial(overall_status="TERMINATED", enrollment=7)
    assert not list(sample_size_mismatch.check(case("The study wanted 60 patients", short)))
    assert list(sample_size_mismatch.check(case("The study treated 60 patients", short)))


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        ("The study of cells in 18 adults came to an end in March 2021", {"same"}),
        ("The pilot in Northfield wrapped up in the spring of 2021", {"same"}),
        ("The trial of cells for the eye closed in 2018", {"different"}),
        ("Recruitment in Northfield got under way in early 2019", {"same"}),
    ],
)
def test_when_a_study_began_and_ended(claim, relation):
    record = trial(start=PartialDate("2019-02", ACTUAL))
    assert relations(dates, "date", claim, record) == relation


@pytest.mark.parametrize(
    ("text", "counted"),
    [("One of the drugs was gone", 0), ("One of the patients died", 1), ("One of the twelve died", 1)],
)
def test_one_of_the_things_is_no_count(text, counted):
    assert len(quantities(text)) == counted
