"""What a finding says of a field is what the record has there: its dates, its type, or that there is no such field."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from tests.casebook import ACTUAL, ESTIMATED, TODAY, case, cite, found, trial
from verifier.checks.status import (
    date_mismatch,
    results_not_posted,
    results_pending,
    stale_record,
    status_mismatch,
    withdrawn_trial,
)
from verifier.conclude import summarise
from verifier.line import Line
from verifier.model import Arm, Identifier, Intervention, Outcome, PartialDate
from verifier.model.record import Link
from verifier.registries.clinicaltrials import read

OFFERED = "The trial evaluates the safety of the cells."


def study(annotation=(), tracking=(), **top):
    """A study in the registry's own form, as far as these tests need it."""
    status = {"overallStatus": "COMPLETED", "completionDateStruct": {"date": "2021-03", "type": "ACTUAL"}}
    body = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT09999911", "briefTitle": "Cells for the optic nerve"},
            "statusModule": status,
        }
    }
    if annotation:
        events = [dict(zip(("type", "date"), event, strict=False)) for event in annotation]
        body["annotationSection"] = {"annotationModule": {"unpostedAnnotation": {"unpostedEvents": events}}}
    if tracking:
        body["derivedSection"] = {"miscInfoModule": {"submissionTracking": {"submissionInfos": list(tracking)}}}
    return read(json.dumps(body | {"hasResults": False} | top))


def pending(record):
    return list(results_pending.check(case(OFFERED, record)))


def test_results_under_review_are_told_with_the_day_they_were_handed_in():
    (told,) = pending(study([("RELEASE", "2026-09-02")]))
    assert told.message == "results were submitted to the registry on 2026-09-02 and are not posted yet"
    assert (told.quote, told.where.rsplit(".", 1)[-1]) == ("2026-09-02", "date")


def test_results_sent_back_are_not_told_as_coming():
    (told,) = pending(study([("RELEASE", "2024-08-22"), ("RESET", "2024-09-16")]))
    assert "returned to the sponsor after its review on 2024-09-16" in told.message
    assert "no later submission" in told.message
    assert told.quote == "2024-09-16"
    assert "weeks" not in told.advice


def test_results_taken_back_are_told_so():
    (told,) = pending(study([("RELEASE", "2024-08-22"), ("UNRELEASE", "2024-09-01")]))
    assert "the sponsor took them back on 2024-09-01" in told.message
    (told,) = pending(study([("RELEASE", "2024-08-22"), ("UNRELEASE",)]))
    assert "the sponsor took them back (date not given)" in told.message
    assert told.quote == "UNRELEASE"


def test_the_last_event_of_either_module_counts():
    cycles = ({"releaseDate": "2022-02-21", "resetDate": "2022-03-18"}, {"releaseDate": "2025-05-06"})
    (told,) = pending(study([("RELEASE", "2022-02-21"), ("RESET", "2022-03-18")], cycles))
    assert told.message == "results were submitted to the registry on 2025-05-06 and are not posted yet"
    assert told.where == "submissionTracking.submissionInfos[1].releaseDate"


def test_without_a_module_on_submissions_there_is_nothing_to_tell():
    assert pending(study()) == []


def test_a_field_that_is_not_there_is_not_quoted():
    record = study(hasResults=None)
    (told,) = results_not_posted.check(case(OFFERED, record))
    assert told.quote == ""
    assert "no field on results" in told.message
    (told,) = results_not_posted.check(case(OFFERED, study()))
    assert told.quote == "false"


@pytest.mark.parametrize(
    ("kind", "advice"),
    [("result", "a report that the record names: PMID:90000001"), ("derived", "see whether it reports results")],
)
def test_a_paper_that_only_names_the_trial_may_be_its_protocol(kind, advice):
    link = Link(kind, Identifier("PMID", "90000001"), "referencesModule")
    record = replace(study(), links=(link,))
    (told,) = results_not_posted.check(case(OFFERED, record))
    assert advice in told.advice


@pytest.mark.parametrize("claim", ["The trial has posted its results.", "The trial has not posted any results."])
def test_silence_on_results_neither_bears_out_nor_gainsays(claim):
    told = case(claim, study(hasResults=None)).compared("results")
    assert {c.relation for c in told if c.detail.startswith("results-")} == {"absent"}


def test_posted_results_are_quoted_from_a_field_that_is_there():
    outcome = {"type": "PRIMARY", "title": "Sight", "reportingStatus": "POSTED"}
    results = {"outcomeMeasuresModule": {"outcomeMeasures": [outcome]}}
    (wrong,) = case("The trial has not posted any results.", study(hasResults=None, resultsSection=results)).compared(
        "results", "different"
    )
    assert (wrong.shown.text, wrong.shown.where) == ("Sight", "outcomeMeasures[0].title")


def test_the_summary_says_whether_results_are_posted_only_where_the_record_does():
    assert ("results posted", "no") in summarise(found(study())).facts
    assert "results posted" not in dict(summarise(found(study(hasResults=None))).facts)


END = {"overall_status": "UNKNOWN", "verified": "2020-03"}


@pytest.mark.parametrize(
    ("kind", "words"), [(ESTIMATED, "planned end 2021-10"), (ACTUAL, "ended 2021-10"), ("", "end date 2021-10")]
)
def test_an_end_is_planned_only_where_the_record_says_so(kind, words):
    (told,) = status_mismatch.check(
        case("The trial is recruiting.", trial(**END, completion=PartialDate("2021-10", kind)))
    )
    assert words in told.message
    assert words in told.advice


@pytest.mark.parametrize(("kind", "words"), [(ESTIMATED, "planned end (2021-10)"), ("", "end date (2021-10)")])
def test_so_too_where_a_record_is_stale(kind, words):
    stale = END | {"overall_status": "RECRUITING", "completion": PartialDate("2021-10", kind)}
    (told,) = stale_record.check(case("The trial tests cells.", trial(**stale)))
    assert told.message == (
        f"the record says recruiting, but was last verified in 2020-03, and its {words} has passed: that may be out of date"
    )


@pytest.mark.parametrize(
    ("kind", "words"), [(ACTUAL, "the registry gives 2021-03 as its actual end"), ("", "gives 2021-03 as its end")]
)
def test_a_date_is_told_with_what_it_dates(kind, words):
    (told,) = date_mismatch.check(
        case("The study was completed in 2024.", trial(completion=PartialDate("2021-03", kind)))
    )
    assert words in told.message


def test_a_date_that_lies_ahead_excludes_nothing_whatever_its_type():
    ahead = trial(overall_status="RECRUITING", completion=PartialDate("2028-01"))
    assert not list(date_mismatch.check(case("The study was completed in 2024.", ahead)))


def test_the_line_tells_the_same():
    record = study([("RELEASE", "2024-08-22"), ("RESET", "2024-09-16")])
    findings = Line(None, TODAY).verdict(cite(OFFERED, record.identifier), found(record)).findings
    assert any("returned to the sponsor" in finding.message for finding in findings)


SITES = (
    *(("Site Hospital", city, "Spain") for city in ("Madrid", "León", "Sevilla", "Vigo")),
    ("Porto Hospital", "Porto", "Portugal"),
)


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("The trial takes place in Spain and Portugal.", ["same", "same"]),
        ("The trial takes place in Spain and Norway.", ["same", "different"]),
        ("The trial takes place only in Spain.", ["different"]),
        ("The trial was run at 5 hospitals across Europe.", ["same", "same"]),
        ("The trial was run at 40 hospitals across Asia.", ["different", "different"]),
        ("Four centres in Spain took part.", ["same", "same"]),
        ("The trial was run at 6 hospitals.", ["absent"]),  # a closed site may not be listed
        ("The trial took place in León.", ["same"]),
        ("The trial took place in Galicia.", ["absent"]),
        ("The study was conducted in Parkinson's disease.", []),
        ("Depression is common in Norway.", ["absent"]),  # where no site is: nothing of the record bears it out
        ("The trial was run at more than 3 hospitals.", ["same"]),
        ("The trial was run at fewer than 40 hospitals.", ["same"]),
        ("The trial was run at over 40 hospitals.", ["different"]),
        ("The trial was run at 4 hospitals in Spain.", ["same", "same"]),
        ("The trial was run at 5 hospitals in Portugal.", ["same", "absent"]),  # one of five is in Portugal
        ("The trial of people treated at 40 hospitals before was completed.", ["absent"]),
        ("The trial was run in two countries.", ["same"]),
        ("The trial was run in 12 countries.", ["absent"]),
    ],
)
def test_places_and_their_number(claim, relations):
    assert [c.relation for c in case(claim, trial(locations=SITES)).compared("place")] == relations


def test_a_place_that_is_not_registered_is_not_borne_out_by_the_rest():
    record = trial("The trial of cells takes place.", locations=SITES)
    verdict = Line(None, TODAY).verdict(cite("The trial took place in Galicia.", record.identifier), found(record))
    assert verdict.outcome != "supported"


def test_a_number_of_sites_is_told_and_not_quoted():
    record = trial(locations=SITES)
    verdict = Line(None, TODAY).verdict(cite("The trial was run at 5 hospitals.", record.identifier), found(record))
    (told,) = [finding for finding in verdict.findings if finding.check == "confirmed"]
    assert (told.message, told.quote) == ("the registry lists 5 sites", "")


RANKED = (
    Outcome("primary", "Best corrected visual acuity", "Lines read, and deaths if any"),
    Outcome("primary", "Number of adverse events"),
    Outcome("secondary", "Overall survival"),
    Outcome("secondary", "Quality of life"),
)


@pytest.mark.parametrize(
    ("claim", "relation"),
    [
        ("Its primary endpoint was visual acuity.", "same"),
        ("Safety was the primary outcome.", "same"),
        ("Overall survival was to be the main outcome measure.", "different"),
        ("Hauptzielgröße war die Lebensqualität.", None),  # a name in another language excludes nothing
        ("The primary endpoint is walking distance.", "absent"),
        ("The secondary outcomes are overall survival and quality of life.", "same"),
        ("The primary endpoint was met.", None),
        ("The primary outcome was significantly better with the cells.", None),
    ],
)
def test_what_was_to_be_measured_first(claim, relation):
    told = [c.relation for c in case(claim, trial(outcomes=RANKED)).compared("endpoint")]
    assert told in ([relation] if relation else [], [relation] if relation else ["absent"])


@pytest.mark.parametrize(
    ("masking", "claim", "relation"),
    [
        ("SINGLE", "It is a double-blind trial.", "different"),
        ("SINGLE", "It is a single-blind trial.", "same"),
        ("DOUBLE", "It is a double-blind trial.", "same"),
        ("QUADRUPLE", "It is a double-blind trial.", "same"),
        ("QUADRUPLE", "It is a single-blind trial.", "different"),
        ("QUADRUPLE", "It is a blinded trial.", "same"),
    ],
)
def test_how_many_were_blinded(masking, claim, relation):
    told = case(claim, trial(masking=masking)).compared("blinding")
    assert {c.relation for c in told} <= {relation}


def test_what_the_title_calls_double_blind_may_be_called_so():
    record = trial(title="A Double-Blind Trial of Cells", masking="SINGLE")
    assert [c.relation for c in case("It is a double-blind trial.", record).compared("blinding")] == ["same"]


def test_a_treatment_of_the_background_is_no_side_of_the_trial():
    record = trial(
        "Antidepressants are hard to come by. An app is tried. Half use it. Half read leaflets. Mood is asked for.",
        title="An App for Depression",
        interventions=(Intervention("DEVICE", "Mood app"), Intervention("OTHER", "Leaflets")),
        arms=(Arm("App", "EXPERIMENTAL"), Arm("Leaflets", "ACTIVE_COMPARATOR")),
    )
    assert "same" not in {
        c.relation for c in case("The app was compared with an antidepressant.", record).compared("against")
    }


def test_people_cannot_have_tried_what_was_withdrawn():
    record = trial(overall_status="WITHDRAWN", enrollment=0)
    (told,) = withdrawn_trial.check(case("The cells were tested in 20 blind patients in Madrid.", record))
    assert told.effect == "contradicts"
    assert not list(withdrawn_trial.check(case("The cells were to be tested in blind patients.", record)))


PLANNED = {
    "overall_status": "RECRUITING",
    "verified": "2026-10",
    "start": PartialDate("2023-02-01", ACTUAL),
    "primary_completion": PartialDate("2027-06", ESTIMATED),
    "completion": PartialDate("2029-12", ESTIMATED),
}
OVER = {
    "start": PartialDate("2018-03", ACTUAL),
    "primary_completion": PartialDate("2020-10", ACTUAL),
    "completion": PartialDate("2021-03", ACTUAL),
}


@pytest.mark.parametrize(
    ("facts", "claim", "relations"),
    [
        (PLANNED, "The study runs until the end of 2029.", ["same"]),
        (PLANNED, "The trial is due to finish in 2028.", ["same"]),  # between the two ends
        (PLANNED, "The trial is expected to be completed by 2030.", ["same"]),
        (PLANNED, "The trial will end in 2026.", ["different"]),
        (PLANNED, "The trial ended in 2024.", ["absent"]),
        (PLANNED, "The trial was completed in 2027.", ["absent"]),  # planned then: it bears out no end
        (PLANNED, "The trial is to start in 2023.", ["same"]),
        (PLANNED, "Die Studie läuft bis Ende 2029.", ["same"]),
        (PLANNED, "The trial has been running since 2023.", ["same"]),
        (OVER, "The trial ran from 2018 to 2021.", ["same", "same"]),
        (OVER, "The study lasted from March to October 2020.", ["different", "same"]),
        (OVER, "It finished in 2019.", ["different"]),
        (OVER, "The app was launched in 2015.", []),
        (OVER, "Doctors have prescribed it since 1999.", []),
    ],
)
def test_dates_told_as_past_and_as_planned(facts, claim, relations):
    assert [c.relation for c in case(claim, trial(**facts)).compared("date")] == relations


@pytest.mark.parametrize(
    ("phases", "claim", "relations"),
    [
        (("PHASE3",), "It is a late-stage clinical trial of the cells.", ["same"]),
        (("PHASE1",), "It is a late-stage trial of the cells.", ["different"]),
        (("PHASE2",), "It is a late-stage trial of the cells.", ["absent"]),
        (("PHASE1", "PHASE2"), "The cells are in early-stage testing.", ["same"]),
        (("EARLY_PHASE1",), "This first-in-human study gives cells.", ["same"]),
        (("PHASE3",), "The cells are in an early-phase study.", ["different"]),
        (("PHASE2",), "The mid-stage trial gives cells.", ["same"]),
        (("PHASE1",), "It takes people with late-stage disease.", []),
        (("NA",), "It is a late-stage trial.", []),
    ],
)
def test_phases_in_words(phases, claim, relations):
    assert [c.relation for c in case(claim, trial(phases=phases)).compared("phase")] == relations


BACKED = {
    "lead_sponsor": "Seikado Corporation",
    "collaborators": ("Fernhill University", "National Eye Institute (NEI)"),
}


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("Seikado paid for the trial.", ["same"]),
        ("Fernhill University was a partner in the study.", ["same"]),
        ("The trial is supported by the National Eye Institute.", ["same"]),
        ("Northgate University was a partner in the study.", []),  # the registry need not name every partner
        ("The trial was sponsored by Northgate University.", ["different"]),
    ],
)
def test_who_paid_and_who_took_part_in_running_it(claim, relations):
    assert [c.relation for c in case(claim, trial(**BACKED)).compared("sponsor")] == relations


@pytest.mark.parametrize(
    ("facts", "claim", "relations"),
    [
        ({"healthy_volunteers": True}, "Healthy volunteers were accepted.", ["same"]),
        ({"healthy_volunteers": False}, "Healthy volunteers were accepted.", ["different"]),
        ({"healthy_volunteers": False}, "Healthy volunteers were excluded.", ["same"]),
        ({}, "Healthy volunteers were accepted.", []),
        ({"healthy_volunteers": False}, "Blood came from healthy volunteers.", []),
        (
            {"minimum_age": "22 Years", "maximum_age": "64 Years"},
            "People between 22 and 64 could take part.",
            ["same"] * 2,
        ),
        ({"minimum_age": "70 Years"}, "People between 22 and 64 could take part.", ["different"]),
    ],
)
def test_who_could_take_part(facts, claim, relations):
    assert [c.relation for c in case(claim, trial(**facts)).compared("eligibility")] == relations


@pytest.mark.parametrize(
    ("facts", "claim", "facet", "relations"),
    [
        ({"locations": SITES}, "Die Studie fand in Spanien statt.", "place", ["same"]),
        ({"locations": SITES}, "Die Studie fand in Griechenland statt.", "place", ["different"]),
        ({"locations": SITES}, "The study was carried out in Madrid and in Norway.", "place", ["different", "same"]),
        (PLANNED, "The trial runs in Spain until 2029.", "date", ["same"]),
        (PLANNED, "The registry follows 198 users in Madrid until the end of 2029.", "date", ["same"]),
        (PLANNED, "The trial will start in February 2023 and run until 2029.", "date", ["same", "same"]),
        (OVER, "The trial began in March 2018 and ended in 2021.", "date", ["same", "same"]),
        (OVER, "The sponsor stopped the trial in 2021.", "date", ["same"]),
        (BACKED, "Fernhill, the home of the app, was a partner in the study.", "sponsor", ["same"]),
        ({"study_type": "OBSERVATIONAL"}, "It only watches: nobody was treated.", "enrolment", []),
        ({"minimum_age": "13 Years", "maximum_age": "17 Years"}, "Children from the age of six tried it.", "eligibility", ["absent"]),
        ({"minimum_age": "13 Years", "maximum_age": "17 Years"}, "Teenagers from 13 to 17 tried it.", "eligibility", ["same"]),
        ({"minimum_age": "70 Years"}, "Patients had to be at least 70 years old.", "eligibility", ["same"]),
        ({"outcomes": RANKED}, "Survival was the main endpoint.", "endpoint", ["different"]),
    ],
)  # fmt: skip
def test_fields_in_a_pages_own_words(facts, claim, facet, relations):
    assert [c.relation for c in case(claim, trial(**facts)).compared(facet)] == relations


def test_who_supported_a_study_is_no_effect():
    findings = (
        Line(None, TODAY)
        .verdict(cite("Fernhill University supported the study.", trial(**BACKED).identifier), found(trial(**BACKED)))
        .findings
    )
    assert "registration-as-proof" not in {finding.check for finding in findings}
