"""What changed between two versions of a record, and what the calendar alone may do to it."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.night_fake import RETRACTED, article, trial
from verifier.line import Line
from verifier.model import Found, Identifier, Outcome, Record, Standing, TrialFacts
from verifier.pipeline import _cited
from verifier.refresh import days
from verifier.refresh.changes import compare
from verifier.registries import clinicaltrials, pubmed


def study(**status):
    return clinicaltrials.read(json.dumps(trial("NCT00000001", **status)))


def told(before, after):
    return {c.field: (c.before, c.after) for c in compare(before, after)}


def edited(record, **fields):
    """A study with other facts."""
    return Record(**{**_fields(record), "facts": TrialFacts(**{**_fields(record.facts), **fields})})


def _fields(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


@pytest.mark.parametrize(
    ("fields", "field", "change"),
    [
        ({"overall_status": "UNKNOWN", "last_known_status": "RECRUITING"}, "status", ("RECRUITING", "UNKNOWN (last known RECRUITING)")),
        ({"why_stopped": "futility"}, "why stopped", ("", "futility")),
        ({"results_first_posted": "2026-11-19"}, "results first posted", ("", "2026-11-19")),
        ({"enrollment": 12, "enrollment_type": "ACTUAL"}, "enrolment", ("", "12 (actual)")),
        ({"phases": ("PHASE2", "PHASE1")}, "phases", ("", "PHASE1, PHASE2")),
        ({"lead_sponsor": "Invented Ltd"}, "sponsor", ("", "Invented Ltd")),
        ({"outcomes": (Outcome("primary", "Pain", "", "12 weeks"),)}, "outcomes", ("", "primary: Pain (12 weeks)")),
        ({"completion": None}, "completion", ("2030-01 (estimated)", "")),
    ],
)  # fmt: skip
def test_each_field_of_a_trial_is_told_alone(fields, field, change):
    before = study()
    assert told(before, edited(before, **fields)) == {field: change}


def test_noise_is_no_change():
    before = trial("NCT00000001")
    before["protocolSection"]["descriptionModule"] = {
        "briefSummary": "Adults (age \\<= 50) with  pain. A second sentence."
    }
    before["protocolSection"]["conditionsModule"] = {"conditions": ["Pain", "Ache"]}
    after = copy.deepcopy(before)
    after["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-21"
    after["protocolSection"]["descriptionModule"] = {
        "briefSummary": "Adults (age <= 50)\nwith pain. A second sentence."
    }
    after["protocolSection"]["conditionsModule"] = {"conditions": ["Ache", "Pain"]}
    read = clinicaltrials.read
    assert compare(read(json.dumps(before)), read(json.dumps(dict(reversed(after.items()))))) == ()


def test_a_paper_is_retracted_corrected_and_rewritten():
    before = pubmed.read(article("5", title="A title.", abstract="First sentence. We saw 12 people."))
    concern = '<CommentsCorrections RefType="ExpressionOfConcernIn"><RefSource>J 1</RefSource></CommentsCorrections>'
    corrected = '<CommentsCorrections RefType="ErratumIn"><RefSource>J 2</RefSource></CommentsCorrections>'
    after = pubmed.read(
        article(
            "5",
            title="A <i>title</i>.",
            abstract="First sentence. We saw 13 people.",
            corrections=RETRACTED + concern + corrected,
            types=("Journal Article", "Retracted Publication"),
        )
    )
    changes = told(before, after)
    assert set(changes) == {"retraction", "concern", "correction", "abstract"}
    assert changes["abstract"] == ("We saw 12 people.", "We saw 13 people.")
    assert "999" in changes["retraction"][1]


def test_a_long_text_is_told_in_bounds():
    before, after = (pubmed.read(article("5", abstract=word * 3000)) for word in ("long ", "other "))
    assert all(len(c.before) <= 400 and len(c.after) <= 400 for c in compare(before, after))


@pytest.mark.parametrize(
    ("status", "day"),
    [
        ({"end": "2026-12", "verified": "2023-05"}, "2026-12-01"),
        ({"end": "2020-01", "verified": "2025-03"}, "2027-03-01"),
        ({"end": "2020-01", "verified": "2024-02-29"}, "2026-03-01"),
        ({"status": "COMPLETED"}, ""),
        ({"status": "UNKNOWN"}, ""),
        ({"status": "SUSPENDED"}, ""),
    ],
)
def test_the_day_on_which_an_active_trial_may_turn_unknown(status, day):
    assert days.turns(study(**status)) == day


def test_the_day_comes_before_every_recorded_unknown(shared):
    """Every recorded UNKNOWN trial had its day before the registry's data were loaded."""
    checked = 0
    for file in sorted((shared / "records" / "ctgov").glob("NCT*.json")):
        raw = json.loads(file.read_text("utf-8"))
        loaded = raw["derivedSection"]["miscInfoModule"].get("versionHolder", "")
        record = clinicaltrials.read(json.dumps(raw))
        if record.facts.overall_status == "UNKNOWN" and loaded:
            was = edited(record, overall_status=record.facts.last_known_status)
            assert "0001-01-01" <= days.turns(was) <= loaded, file.name
            checked += 1
    assert checked >= 10


@given(st.sampled_from(["2026", "2026-02", "2024-02-29", "2026-12-31", "2025-11-20"]), st.integers(0, 1200))
def test_what_the_calendar_may_do_is_on_the_list(written, ahead):
    """The rules that look at dates: wholly past, and more than two years ago counted in months."""
    today = dt.date(2025, 11, 20)
    facts = TrialFacts(overall_status="RECRUITING", verified=written, completion=None)
    record = Record(Identifier("NCT", "NCT00000001"), "trial", "T", (), facts)
    listed = set(days.wakes(record, today))
    day = today + dt.timedelta(days=ahead)
    before = day - dt.timedelta(days=1)

    def rules(at):
        iso = at.isoformat()
        return (
            written < iso[: len(written)],
            written < f"{at.year - 2}-{at.month:02d}",
            written[:7] < f"{at.year - 1}-{at.month:02d}",
        )

    if ahead and rules(day) != rules(before):
        assert day.isoformat() in listed


def test_strange_dates_are_no_days():
    rng = random.Random(3)
    for written in (
        "",
        "2026-13",
        "2026-02-30",
        "soon",
        "99999",
        "20261120",
        "9999-12-31",
        *(str(rng.random()) for _ in range(20)),
    ):
        facts = TrialFacts(overall_status="RECRUITING", verified=written, first_posted=written)
        record = Record(Identifier("NCT", "NCT00000001"), "trial", "T", (), facts)
        assert isinstance(days.wakes(record, dt.date(2026, 1, 1)), tuple)
        assert isinstance(days.turns(record), str)


CLAIMS = (
    "The ongoing trial is recruiting and will tell whether the treatment works.",
    "The trial showed that the treatment works.",
)


def test_rules_move_verdicts_only_on_the_listed_days(shared):
    """Judged on the eve and on the day itself, on days around the planned end and others: what differs was listed."""
    rng = random.Random(20261120)
    files = sorted((shared / "records" / "ctgov").glob("NCT*.json"))
    records = [clinicaltrials.read(json.dumps(json.loads(file.read_text("utf-8")))) for file in files]
    fit = [r for r in records if r.facts.completion and not r.facts.has_results and r.facts.overall_status in LIVE]
    moved = 0
    for record in rng.sample(fit, 10):
        end = days.day_after(record.facts.completion.date)
        for day in (end, days.first_day(record.facts.verified), end + dt.timedelta(days=rng.randrange(2, 900))):
            eve = day - dt.timedelta(days=1)
            found = Found(record, str(record.identifier), "", "", record.identifier)
            for claim in CLAIMS:
                cited = _cited(claim, record.identifier)
                before, after = (Line(None, on, uncited=False).verdict(cited, found) for on in (eve, day))
                if Standing.of(before) != Standing.of(after):
                    moved += 1
                    assert day.isoformat() in days.wakes(record, eve), (record.identifier, claim, day)
    assert moved >= 5


LIVE = ("UNKNOWN", "RECRUITING", "NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "ENROLLING_BY_INVITATION")
