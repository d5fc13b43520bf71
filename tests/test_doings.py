"""Verbs of beginning, ending and taking people in, tied to the study, its joining or its people."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.casebook import cite, found, trial
from verifier.line import Line
from verifier.model import PartialDate
from verifier.wording.doings import doings

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("The centre has begun to enrol patients with gout.", "begun"),
        ("They have started to sign up smokers.", "begun"),
        ("Sign-ups opened in May.", "begun"),
        ("Another comparison is going on.", "ongoing"),
        ("The trial in men with gout has begun.", "begun"),
        ("It has ended.", "ended"),
        ("Elle a déjà terminé ses inclusions.", "closed"),
        ("Die Rekrutierung wurde inzwischen beendet.", "closed"),
        ("Die Studie hat noch nicht begonnen.", "not-yet"),
        ("The trial of salt in gout has not yet started recruiting.", "not-yet"),
        ("It has yet to enrol anyone.", "not-yet"),
        ("The hospital is no longer taking patients on.", "closed"),
        ("Veterans can still join.", "recruiting"),
        ("People are being enrolled in Leeds.", "recruiting"),
        ("Doctors are still treating patients with salt.", "ongoing"),
        ("The sponsor stopped the trial.", "stopped"),
        ("Patients will be enrolled in autumn.", "to-come"),
    ],
)
def test_a_verb_tells_the_state_of_what_it_is_tied_to(text, meaning):
    assert {doing.meaning for doing in doings(text)} == {meaning}
    assert all(text[doing.start : doing.end] for doing in doings(text))


@pytest.mark.parametrize(
    "text",
    [
        "The drug stopped the pain.",
        "It stopped the growth of tumours.",
        "Patients who completed the trial felt better.",
        "Patients stopped the drug.",
        "The study drug was stopped in four people.",
        "Seventy patients completed the study.",
        "The study ran for two years.",
        "The study was run by Acme Health.",
        "The trial compared men who had ended treatment with women.",
        "The study enrolled 60 patients.",
        "The app began as a hobby.",
        "Users finished the programme.",
        "The team is taking patients' blood.",
        "The study was still taking people in.",
        "Nobody ever joined.",
    ],
)
def test_a_verb_that_is_tied_to_something_else_tells_no_state(text):
    assert doings(text) == ()


def test_many_verbs_are_read_in_no_time():
    assert len(doings("The trial has begun. " * 500)) == 500
    assert len(doings("It has ended " * 3000)) < 3000


def verdict(claim, **facts):
    record = trial("Salt is given for gout.", "Salt for Gout", **facts)
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


def test_a_state_that_was_last_heard_of_is_held_against_the_last_one_known():
    facts = {"overall_status": "UNKNOWN", "last_known_status": "NOT_YET_RECRUITING"}
    assert verdict("The gout trial had not begun recruiting when it was last updated.", **facts) == "supported"
    facts["last_known_status"] = "RECRUITING"
    assert verdict("The gout trial had not begun recruiting when it was last updated.", **facts) == "unknown"


def test_a_partner_is_no_lead_sponsor_and_two_bodies_are_not_one():
    facts = {"lead_sponsor": "Leeds University", "collaborators": ("Acme Pharmaceuticals",)}
    assert verdict("Acme Pharmaceuticals was the lead sponsor of the gout trial.", **facts) == "contradicted"
    assert verdict("Leeds University ran the gout trial on its own.", **facts) == "contradicted"
    assert verdict("Acme Pharmaceuticals is the sponsor.", **facts) == "contradicted"
    assert verdict("Leeds University was the lead sponsor of the gout trial.", **facts) == "supported"


def test_the_phase_of_testing_may_be_told_by_its_number():
    assert verdict("The gout trial is in its second phase.", phases=("PHASE3",)) == "contradicted"
    assert verdict("In the third phase of testing, salt is given for gout.", phases=("PHASE3",)) != "contradicted"


def test_ages_beyond_those_of_the_record_are_not_let_in():
    ages = {"minimum_age": "12 Years", "maximum_age": "24 Years", "std_ages": ("CHILD", "ADULT")}
    assert verdict("Children from the age of two were taken in.", **ages) == "contradicted"
    assert verdict("People aged 12 to 24 were welcome.", **ages) != "contradicted"


def test_a_plan_told_of_then_is_no_treatment():
    facts = {"enrollment": 80, "enrollment_type": "ESTIMATED", "overall_status": "UNKNOWN"}
    assert verdict("80 patients were to be treated for gout.", **facts) != "overstated"
    assert verdict("80 patients with gout took the salt.", **facts) == "overstated"


def test_what_people_got_is_no_plan_and_what_is_planned_is_not_done():
    facts = {"enrollment": 400, "enrollment_type": "ESTIMATED", "overall_status": "RECRUITING"}
    assert verdict("Acme has followed 400 people with gout to the end.", **facts) == "overstated"
    assert verdict("Salt is being tested in 400 people with gout.", **facts) != "overstated"


def test_a_study_that_was_cut_short_was_stopped_for_the_registered_reason():
    facts = {"overall_status": "TERMINATED", "why_stopped": "Business decision, not related to safety."}
    assert verdict("Acme cut the gout trial short because salt was too toxic.", **facts) == "contradicted"
    assert verdict("Acme called it off for business reasons.", lead_sponsor="Acme", **facts) == "supported"


def test_those_who_did_not_know_are_those_whom_the_record_names():
    facts = {"masking": "SINGLE", "who_masked": ("OUTCOMES_ASSESSOR",), "allocation": "RANDOMIZED"}
    facts["intervention_model"] = "PARALLEL"
    assert verdict("The patients did not know which salt they took.", **facts) == "contradicted"
    assert verdict("The assessors did not know which salt the patients took.", **facts) != "contradicted"
    assert verdict("Nobody was blinded.", **facts) == "contradicted"


def test_when_results_were_posted_and_when_a_study_will_be_over():
    posted = {"has_results": True, "results_first_posted": "2021-12-13"}
    assert verdict("Results have been on the registry since December 2021.", **posted) == "supported"
    assert verdict("Results have been on the registry since 2018.", **posted) != "supported"
    ends = {"overall_status": "RECRUITING", "completion": PartialDate("2029-12", "ESTIMATED")}
    assert verdict("The gout trial will not be over before the end of 2029.", **ends) == "supported"
    assert verdict("Acme finished its trial of salt for gout in early 2021.", lead_sponsor="Acme") == "supported"


def test_the_cell_of_a_state_says_what_the_registry_does():
    facts = {"overall_status": "UNKNOWN", "enrollment": 61, "phases": ("PHASE2",)}
    assert verdict("Completed 2 61 Salt after an attack of gout", **facts) == "contradicted"
    assert verdict("Unknown status 2 61 Salt after an attack of gout", **facts) != "contradicted"


def test_many_sites_are_not_one_and_people_who_are_watched_get_no_placebo():
    sites = tuple((f"Clinic {n}", "Leeds", "United Kingdom") for n in range(7))
    assert verdict("The gout trial took place at a single hospital.", locations=sites) == "contradicted"
    assert verdict("It tested salt against a placebo.", study_type="OBSERVATIONAL") == "contradicted"


def test_nobody_knows_what_came_of_it_is_no_blinding():
    assert verdict("Nobody knows what became of it.", masking="NONE") != "contradicted"


def test_no_one_was_treated_in_a_trial_that_was_withdrawn():
    facts = {"overall_status": "WITHDRAWN", "enrollment": 0}
    assert verdict("No child was ever treated in the gout study.", **facts) != "contradicted"
    assert verdict("Forty children were treated in the gout study.", **facts) == "contradicted"


def test_a_trial_that_is_over_is_about_to_be_nothing():
    assert verdict("Salt is about to be tested for gout.") != "supported"
