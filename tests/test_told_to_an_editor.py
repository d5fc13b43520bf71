"""What a finding tells the person who has to mend the page: the record's own number, a way out that is possible there."""

from __future__ import annotations

import pytest

from tests.casebook import ESTIMATED, NCT, PMID, TODAY, case, cite, found, paper, trial
from verifier.conclude import conclude
from verifier.exhibits import told_of
from verifier.line import Line
from verifier.model import (
    Author,
    Comparison,
    Identifier,
    Judgement,
    Measurement,
    Missing,
    Notice,
    PartialDate,
    PostedOutcome,
    Quote,
    Results,
)
from verifier.reports._words import in_cells

SAMPLE = "A total of 85 adults were enrolled and walked for a year. Their blood pressure was measured every month."
FAROUK = {
    "authors": (Author("Liu", "A"),),
    "journal": "Journal of Tides",
    "year": 2022,
    "title": "Drifting eggs of fish",
}


def verdict(claim, record, **more):
    """The verdict on a claim about a record."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier, **more), found(record))


def told(claim, record, check, **more):
    """The only finding of one check."""
    (finding,) = [one for one in verdict(claim, record, **more).findings if one.check == check]
    return finding


def test_another_number_of_people_is_told_with_the_right_one():
    finding = told("The study enrolled 4,500 adults.", paper(SAMPLE), "sample-size-mismatch")
    assert (finding.message, finding.advice) == (
        "the claim says “4,500 adults”; the record counts 85 people",
        "give the number as the record has it (85)",
    )


def test_a_sum_that_no_sentence_prints_is_left_to_the_quote():
    groups = "We studied 22 men with asthma, 17 men with gout and 15 women with neither, who were enrolled."
    finding = told("The study enrolled 4,500 adults.", paper(groups), "sample-size-mismatch")
    assert "quoted here" in finding.message
    assert finding.advice == "give the number as the record has it"


def test_a_study_of_one_group_leaves_nothing_to_compare():
    alone = trial("The gel is given to people with knee pain.", intervention_model="SINGLE_GROUP")
    finding = told("The gel works better than surgery.", alone, "comparison-invented")
    assert "had a single group, so nothing was compared" in finding.message
    assert finding.advice == "drop the comparison"


def test_a_withdrawn_trial_is_mended_with_one_wording():
    gone = trial(
        overall_status="WITHDRAWN",
        enrollment=0,
        enrollment_type="ACTUAL",
        verified="2024-08",
        completion=PartialDate("2026-02", ESTIMATED),
        why_stopped="The drug was not available.",
    )
    findings = verdict("The trial was completed. It enrolled 40 patients.", gone).findings
    advice = {
        one.advice for one in findings if one.check in ("status-mismatch", "sample-size-mismatch", "withdrawn-trial")
    }
    wording = (
        "status: withdrawn before anybody was enrolled; last verified 2024-08, reason given: The drug was not available"
    )
    assert advice == {f"suggested wording: “{wording}”"}


def test_why_a_trial_stopped_is_shown_where_a_clause_says_more_than_that_it_did():
    stopped = trial(
        overall_status="WITHDRAWN", enrollment=0, enrollment_type="ACTUAL", why_stopped="No budget was found"
    )
    reason = ("No budget was found", "statusModule.whyStopped")
    gives = verdict("The cells for optic neuropathy never treated anyone, since the budget was missing", stopped)
    plain = verdict("The trial was withdrawn.", stopped)
    shown = [(one.quote, one.where) for one in gives.findings]
    assert reason in shown
    assert ("0", "designModule.enrollmentInfo.count") in shown
    assert plain.outcome == "supported"
    assert reason not in [(one.quote, one.where) for one in plain.findings]


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Saffron lifted mood in the 2018 trial by Farouk in Phytomedicine", "2018 trial by Farouk in Phytomedicine"),
        ("Saffron lifts mood, as Farouk and colleagues found in Phytomedicine in 2018.", "Farouk and colleagues found in Phytomedicine in 2018"),
    ],
)  # fmt: skip
def test_a_work_is_named_without_the_rest_of_the_claim(claim, named):
    finding = told(claim, paper("Fish eggs drift with the tide. They hatch.", **FAROUK), "wrong-record")
    assert f"the page names “{named}”; " in finding.message
    assert "(author, journal, year and subject differ)" in finding.message
    assert finding.part is None


def test_a_trial_is_named_by_its_name():
    scan = trial("Lung tumours are imaged with a tracer.", title="A tracer for lung tumours")
    finding = told("The GLYCO-KID trial of ginger for diabetic kidneys is registered", scan, "wrong-record")
    assert "the page names the trial “GLYCO-KID”; " in finding.message


def test_an_absent_record_is_told_in_plain_words():
    lookup = Missing(PMID, "2026-11-21T08:00:00Z", "esummary: cannot get document summary")
    (finding,) = Line(None, TODAY).verdict(cite("Magnesium helps.", PMID), lookup).findings
    assert finding.message == f"PubMed answered on 2026-11-21 that it has no record {PMID}"
    assert not finding.quote


def test_a_malformed_number_is_no_valid_one():
    citation = cite(
        "It was confirmed.", Identifier("NCT", "0263871"), malformed="an NCT number has 8 digits; this one has 7"
    )
    (finding,) = Line(None, TODAY).verdict(citation, Missing(NCT, "2026")).findings
    assert finding.message.endswith("is not a valid NCT number: an NCT number has 8 digits; this one has 7")


def test_many_conditions_are_counted():
    spine = "A laser is tested on the spine. The spine is scanned. People lie still. They are seen for a day."
    many = trial(
        spine,
        title="A laser for the spine",
        conditions=("Disc Hernia", "Stenosis", "Sciatica", "Scoliosis", "Kyphosis"),
    )
    finding = told("The injection cures migraine.", many, "condition-mismatch")
    assert "“Disc Hernia; Stenosis; Sciatica” and 2 other conditions" in finding.message
    assert finding.quote.endswith("Scoliosis; Kyphosis")


def test_a_notice_leads_to_the_article_that_it_corrects():
    notice = paper(
        title="Correction: walking and sleep",
        notices=[Notice("correction-notice", "CommentsCorrections", pmid="7654321")],
    )
    assert (
        told("Walking mends sleep.", notice, "title-only").advice == "cite the article that it corrects (PMID 7654321)"
    )


def test_nobody_is_sent_to_the_full_text_of_another_work():
    finding = told("Saffron lifted mood, as Farouk and colleagues found in Gut in 2018.", paper(**FAROUK), "title-only")
    assert not finding.advice


def test_a_review_is_told_as_the_page_calls_it():
    text = "Mushrooms hold much of it. It may protect people from gout. More studies are needed."
    review = paper(text, title="Mushrooms and gout", publication_types=("Review",))
    parts = ("Clinical trial of mushrooms", "It is proof that mushrooms cure gout.")
    finding = told(". ".join(parts), review, "review-source", parts=parts)
    assert finding.message == "the source is a review; the page calls it “Clinical trial”"


def test_a_posted_figure_is_told_with_its_outcome():
    outcome = PostedOutcome(
        "PRIMARY",
        "Pain on a scale from 0 to 100",
        unit="units",
        time_frame="12 weeks",
        measurements=(Measurement("Gel", "", "11.7"), Measurement("Placebo", "", "22.5")),
    )
    posted = trial("The gel is tested for knee pain.", results=Results(outcomes=(outcome,)), has_results=True)
    value = Quote("11.7", "outcomeMeasures[0].measurements[0].value")
    found_there = Comparison("number", "same", Quote("11.7", "claim"), value, 0, "amount")
    message = told_of(case("Pain was 11.7 with the gel.", posted), found_there)
    assert message == "the record says so of “11.7”, under the outcome “Pain on a scale from 0 to 100 (12 weeks)”"


def test_a_bare_figure_of_a_table_is_told_with_what_it_counts():
    joined = Comparison("enrolment", "same", Quote("26", "claim"), Quote("26", "designModule.enrollmentInfo.count"))
    assert told_of(case("26", trial(enrollment=26)), joined) == "the record says so of the number of people, “26”"


def test_the_judge_says_how_sure_it_is():
    record = paper("Vision was better. It lasted.")
    word = Judgement("plain", "supports", 0.93, 0.9, 0.95, (Quote("Vision was better.", "Abstract"),))
    finding = conclude(case("Vision rose.", record), [], word).findings[0]
    assert finding.message == "the passage quoted says this, as the judge “plain” reads it (93 % sure)"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Completed 40 Gel for knees", "Completed · 40 · Gel for knees"),
        ("Completed 40", "Completed · 40"),
        ("Gel for knees", "Gel for knees"),
        ("Incompleted 40", "Incompleted 40"),
    ],
)
def test_the_cells_of_a_row_are_shown_apart(text, apart):
    row = cite(
        "Completed 40 Gel for knees", NCT, fields=(("Status", "Completed"), ("n", "40"), ("Notes", "Gel for knees"))
    )
    assert in_cells(text, row) == apart


def test_one_persons_story_is_no_case_report():
    story = paper("He took tablets for ten years. They calmed him.", publication_types=("Personal Narrative",))
    assert told("The tablets calm everybody.", story, "case-report").message == "the source is one person's own story"
