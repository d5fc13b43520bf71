"""What a record plans, counts or names in part bears out no more than that, and excludes nothing that may be."""

from __future__ import annotations

import time

import pytest

from tests.casebook import ACTUAL, ESTIMATED, NCT, TODAY, case, cite, found, paper, trial
from verifier.line import Line
from verifier.model import PartialDate
from verifier.registries import clinicaltrials

NEVER = {
    "overall_status": "WITHDRAWN",
    "start": PartialDate("2018-02", ESTIMATED),
    "completion": PartialDate("2020-07", ESTIMATED),
}
RAN = {"start": PartialDate("2017-01", ACTUAL), "completion": PartialDate("2020-01", ACTUAL)}


def relations(claim, facet, **facts):
    return [c.relation for c in case(claim, trial(**facts)).compared(facet)]


def outcome(claim, **facts):
    return Line(None, TODAY).verdict(cite(claim, NCT), found(trial(**facts))).outcome


@pytest.mark.parametrize("claim", ["The trial began in 2018.", "The trial ended in 2020."])
def test_the_planned_dates_of_a_withdrawn_trial_tell_nothing_that_came_to_pass(claim):
    assert relations(claim, "date", **NEVER) == ["absent"]
    assert outcome(claim, **NEVER) != "supported"


@pytest.mark.parametrize(
    ("claim", "listed"),
    [
        ("The study took three years.", ["same"]),
        ("The trial lasted about 36 months.", ["same"]),
        ("The trial went on for five years.", ["absent"]),
        ("The trial lasted 5 years.", ["absent"]),
        ("Pain relief lasted 5 years.", []),
        ("The study took in children of 5 to 8 years.", []),
    ],
)
def test_how_long_a_trial_took_is_read_off_its_dates(claim, listed):
    assert relations(claim, "date", summary="Up to 5 cells are given for optic nerve disease.", **RAN) == listed


@pytest.mark.parametrize(
    "claim",
    [
        "The study has completed enrolment.",
        "Recruitment for the study has finished.",
        "Enrolment in the trial is complete.",
        "The trial completed its recruitment and follows its patients.",
    ],
)
def test_a_trial_that_has_all_its_patients_is_not_told_to_be_over(claim):
    assert outcome(claim, overall_status="ACTIVE_NOT_RECRUITING") != "contradicted"
    assert outcome(claim, overall_status="RECRUITING") == "contradicted"


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        ("The trial was sponsored by the Northfield Cell Institute.", "supported"),
        ("The trial was sponsored by the Northfield Cell Institute in Ghent.", "supported"),
        ("The trial was sponsored by the Northfield Cell Institute and the Ostley Foundation.", "supported"),
        ("The trial was sponsored by the Northfield Cell Institute and Pfizer.", "unknown"),
        ("The trial was run by the Northfield Cell Institute with support from Roche.", "unknown"),
        ("The trial was run by the Northfield Cell Institute, with money from Novartis.", "unknown"),
    ],
)
def test_one_sponsor_bears_out_nothing_of_another(claim, due):
    assert outcome(claim, collaborators=("Ostley Foundation",)) == due


def test_a_legal_form_behind_a_comma_is_no_body_of_its_own():
    value = "Northfield Cells, Inc. Planned enrolment: 18"  # as a page has it in one field
    page = cite(f"Sponsor: {value}", NCT, fields=(("Sponsor", value),))
    verdict = Line(None, TODAY).verdict(page, found(trial(lead_sponsor="Northfield Cells, Inc")))
    assert [c.relation for c in verdict.comparisons if c.facet == "sponsor"] == ["same"]


def test_many_hospitals_are_looked_for_among_a_thousand_sites_in_no_time():
    sites = tuple((f"University Hospital of Town{n}", f"Town{n}", "Spain") for n in range(1200))
    claim = "The trial was run " + " and ".join(f"at the Mercy Hospital of Place{n}" for n in range(150))
    spent = []
    for _ in range(3):  # the best of three: the machine does other things beside
        start = time.process_time()
        relations(claim, "place", locations=sites)
        spent.append(time.process_time() - start)
    assert min(spent) < 2


def test_a_title_that_compares_bears_out_no_result_of_the_comparison(shared):
    record = clinicaltrials.read((shared / "records" / "ctgov" / "NCT01367860.json").read_text("utf-8"))
    claim = "Three months on, patients whose disc had been cleared with the SpineJet had less back pain than those operated on under the microscope"
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier), found(record))
    assert verdict.outcome in ("unknown", "contradicted")  # the posted means tell the reverse


def test_a_comparator_in_other_words_is_not_invented_where_the_record_names_what_they_go_on_to():
    review = paper("Ringer's lactate has advantages above normal saline, and moderate amounts above aggressive ones.")
    claim = "Gentle drips of Ringer's lactate do better than flooding the patient with saline."
    assert [c.relation for c in case(claim, review).compared("comparator")] == []
    other = "Gentle drips of Ringer's lactate do better than flooding the patient with albumin."
    assert [c.relation for c in case(other, review).compared("comparator")] == ["absent"]


def test_the_pill_is_any_pill():
    assert relations("The pill doubles survival in leukaemia.", "intervention", title="Revumenib in leukaemia") != [
        "absent"
    ]


def test_a_figure_of_one_posted_outcome_bears_out_nothing_of_another(shared):
    record = clinicaltrials.read((shared / "records" / "ctgov" / "NCT04544683.json").read_text("utf-8"))

    def told(claim):
        return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome

    assert told("Arm pain was halved in 19 of them at a month") == "supported"
    assert told("Neck pain was halved in 11 of them at a month") == "supported"
    for part in ("Neck", "Arm"):  # 25 is the count of another outcome, in people with neck pain
        assert told(f"{part} pain was halved in 25 of them at a month") != "supported"
