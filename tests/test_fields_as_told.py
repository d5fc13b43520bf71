"""What pages tell of a trial's fields in their own words: how often, who runs it, who may walk in, whose figures."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, trial
from verifier.facets.rhythm import daily, rhythms
from verifier.line import Line
from verifier.model import Arm, Intervention, Measurement, Passage, PostedOutcome, Results
from verifier.text import clauses


def verdict(claim, record, language="en"):
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    citation = cite(claim, record.identifier, parts=parts, language=language)
    return Line(None, TODAY).verdict(citation, found(record))


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("one hour a day, six days a week", [0.8571]),
        ("drei Tage pro Woche", [0.4286]),
        ("trois séances par semaine", [0.4286]),
        ("300 mg weekly", [0.1429]),
        ("five weekly massage sessions", [0.1429]),
        ("a single injection qw", [0.1429]),
        ("cisplatin 80 mg on day 1", []),
    ],
)
def test_so_many_times_in_so_long(text, often):
    assert [value for value, _ in rhythms(text)] == often


def test_a_dose_by_the_day_may_be_taken_at_once_or_not():
    assert daily("40mg p.o./ day until progression")
    assert not daily("80 mg/m2 day 1 of each cycle")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Patients swallowed 40 mg of alphadrug once a week", ["different"]),
        ("Patients swallowed 40 mg of alphadrug once a day", []),
        ("Patients swallowed 40 mg of alphadrug twice a day", []),
        ("Patients rode the bicycle three days a week", ["different"]),
        ("Patients rode the bicycle five days a week", []),
        ("Patients were called by phone three days a week", []),
    ],
)
def test_how_often_it_was_given(claim, told):
    drug, ride = (
        Passage("interventions[0]", "Drug: Alphadrug. 40 mg orally/day"),
        Passage("interventions[1]", "Behavioral: Bicycle. Rides, 5 days per week"),
    )
    record = trial(title="Alphadrug and the Bicycle", interventions=(Intervention("DRUG", "Alphadrug"),))
    record = type(record)(
        **{name: getattr(record, name) for name in record.__struct_fields__}
        | {"passages": (*record.passages, drug, ride)}
    )
    assert [c.relation for c in case(claim, record).comparisons if c.detail == "rhythm"] == told


BACKED = {
    "lead_sponsor": "Northfield University",
    "collaborators": ("Acme Therapeutics, Inc.", "St. Mary's Children's Hospital"),
}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Acme Therapeutics itself was the study's lead sponsor", ["different"]),
        ("Northfield University itself was the study's lead sponsor", ["same"]),
        ("The study was run by Acme Therapeutics as sponsor", ["different"]),
        ("Acme Therapeutics was the sponsor of the Northfield pilot", ["different"]),
        ("Mary's Children's Hospital was the sponsor of the Northfield pilot", ["different"]),
        ("Acme Therapeutics was a partner in the Northfield study", ["same"]),
    ],
)
def test_a_partner_is_no_sponsor(claim, told):
    assert [c.relation for c in case(claim, trial(**BACKED)).compared("sponsor")] == told


@pytest.mark.parametrize(
    ("claim", "status", "told"),
    [
        ("The study is recruiting the general public", "ENROLLING_BY_INVITATION", "contradicted"),
        ("Healthy students can walk into the study, which is open to all", "ENROLLING_BY_INVITATION", "contradicted"),
        ("The study has already followed 40 patients", "NOT_YET_RECRUITING", "contradicted"),
        ("Die Studie hat bereits 40 Patienten behandelt", "NOT_YET_RECRUITING", "contradicted"),
    ],
)
def test_states_by_what_people_can_do(claim, status, told):
    record = trial(overall_status=status, enrollment=40, enrollment_type="ESTIMATED")
    language = "de" if claim.startswith("Die") else "en"
    assert verdict(claim, record, language).outcome == told


def test_nothing_came_of_what_was_dropped_before_anybody_was_treated():
    record = trial(overall_status="WITHDRAWN", enrollment=0, title="An App for Smoking")
    checks = [
        f.check for f in verdict("The smoking study was dropped before a single smoker was treated", record).findings
    ]
    assert "registration-as-proof" not in checks


def test_the_records_own_number_is_no_figure():
    told = case("NCT 01234567 enrolled 40 people", trial(enrollment=40)).compared("number")
    assert all("01234567" not in c.said.text for c in told)


@pytest.mark.parametrize(
    "claim", ["Eleven people in each group did not finish the study", "Nine patients dropped out of the study"]
)
def test_those_who_left_are_not_all_who_came(claim):
    assert not case(claim, trial(enrollment=117)).compared("enrolment", "different")


def _posted(*values):
    groups = ("Placebo (FAS)", "ADP 200 mg (FAS)")
    outcome = PostedOutcome(
        "PRIMARY",
        "Percentage of Patients With Major Improvement of Pain",
        time_frame="Week 52",
        unit="percentage of participants",
        measurements=tuple(Measurement(g, "", v, analysed="150") for g, v in zip(groups, values, strict=True)),
    )
    return trial(
        "Alphadrug pegol (ADP) is compared with placebo.",
        title="Alphadrug Pegol for Back Pain",
        interventions=(Intervention("DRUG", "Alphadrug pegol"), Intervention("OTHER", "Placebo")),
        arms=(
            Arm("Alphadrug pegol 200 mg", "EXPERIMENTAL", "Alphadrug pegol (ADP)", ("Drug: Alphadrug pegol",)),
            Arm("Placebo", "PLACEBO_COMPARATOR", "", ("Other: Placebo",)),
        ),
        results=Results(outcomes=(outcome,)),
    )


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            "Nach einem Jahr erreichten 47,2 Prozent unter Alphadrug eine deutliche Besserung der Schmerzen, unter Placebo nur 7,0 Prozent",
            ["same"],
        ),
        (
            "Nach einem Jahr erreichten 7,0 Prozent unter Alphadrug eine deutliche Besserung der Schmerzen, unter Placebo sogar 47,2 Prozent",
            ["different"],
        ),
    ],
)
def test_an_arm_by_its_abbreviation(claim, told):
    readings = case(claim, _posted("7.0", "47.2"), language="de")
    assert [c.relation for c in readings.compared("by-arm")] == told
