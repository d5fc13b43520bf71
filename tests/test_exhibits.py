"""What is quoted for a confirmed claim has the claim's numbers, dates and states: no field is quoted for another's word."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from msgspec import structs

from tests.casebook import ACTUAL, TODAY, case, paper, trial
from verifier import Verifier, snapshot
from verifier.compare import read
from verifier.confirm import confirm
from verifier.exhibits import _shown_already, told_of
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import numbers
from verifier.model import Comparison, Finding, PartialDate, Quote, Verdict
from verifier.store import Store
from verifier.wording.people import people

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import score_claims

FREE = ("ratio", "label", "moment", "level")  # "halved", "phase 2", "week 6", "95% CI"
STOPPED = trial(
    "Adults with asthma got syrup. The aim was to see whether it eases cough by August 2018.",
    title="Plum Syrup in Asthma, 2018",
    overall_status="TERMINATED",
    why_stopped="Slow accrual",
    enrollment=26,
    conditions=("Asthma",),
    minimum_age="6 Years",
    maximum_age="16 Years",
    start=PartialDate("2015-02", ACTUAL),
)


def shown(claim: str, record, **more) -> dict[str, str]:
    """Where stands what is quoted for a confirmed claim, by quote."""
    return {finding.quote: finding.where for finding in confirm(case(claim, record, **more))}


def test_a_stop_is_shown_by_the_state_and_a_count_by_the_enrolment():
    told = shown("The syrup trial stopped at 26", STOPPED)
    assert "TERMINATED" in told
    assert "26" in told


def test_a_date_that_only_a_title_has_is_no_end():
    assert not shown("The syrup trial in adults with asthma came to a close, 26 strong, in June 2018", STOPPED)


def test_both_ends_of_an_age_group_are_shown():
    told = shown("The asthma syrup trial was open to children aged 6 to 16 years", STOPPED)
    assert {"6 Years", "16 Years"} <= set(told)


def test_the_year_of_a_work_is_shown_by_its_date():
    record = paper(
        "Eight trials of plum syrup were pooled. Cough eased.", title="Plum syrup: trials pooled", published="2019-03"
    )
    assert shown("Plum syrup (2019): eight trials were pooled.", record)["2019"] == "PubDate"
    assert not shown("Plum syrup (2016): eight trials were pooled.", record)
    assert not shown("Plum syrup: eight trials of the year 2019 were pooled.", record)


def test_a_placebo_is_shown_by_a_sentence_that_has_one():
    record = paper(
        "Ninety adults with asthma took plum syrup. The study was placebo-controlled. Cough eased.",
        title="Plum syrup in adults with asthma",
        publication_types=("Randomized Controlled Trial",),
    )
    told = shown("Placebo-controlled, in ninety adults with asthma.", record)
    assert "PublicationType" not in told.values()
    assert any("placebo" in quote for quote in told)


def test_a_criterion_does_not_bear_a_number_of_something_else():
    record = trial(
        "Syrup is given in asthma.", title="Plum Syrup in Asthma", conditions=("Asthma",), phases=("PHASE3",)
    )
    passages = (
        *record.passages,
        type(record.passages[0])("eligibilityCriteria", "* More than 3 flares", "eligibility"),
    )
    assert "* More than 3 flares" not in shown(
        "3 Completed Plum syrup for asthma", structs.replace(record, passages=passages)
    )


def stands(figure: Quantity, said: str, quotes: list[str]) -> bool:
    """Whether a number stands in one of some quotes, in any written form."""
    if figure.kind == "year":
        return any(said in quote or re.search(rf"\d{{4}}\D{{1,3}}{said[2:]}\b", quote) for quote in quotes)
    listed = [other for quote in quotes for other in quantities(quote)]
    values = {abs(other.value) for other in listed} | {abs(other.total) for other in listed if other.total}
    counted = {float(count.value) for count in people(said)}  # "two dozen people"
    parts = counted or {abs(figure.value), abs(figure.total)} if figure.total else {abs(figure.value)}
    return any(same(figure, other) for other in listed) or parts <= values


def unshown(verdict: Verdict) -> list[tuple[str, str]]:
    """The numbers of confirmed clauses that none of their quotes has: (clause, number)."""
    found = []
    for reading in read(verdict.citation):
        own: list[Finding] = [f for f in verdict.findings if f.check == "confirmed" and f.part == reading.part]
        for figure in reading.facet(numbers) if own else ():
            said = reading.text[figure.start : figure.end]
            if figure.kind == "amount" and not figure.unit and figure.value <= 3 and said.isalpha():
                continue  # "the two operations"
            if figure.kind not in FREE and not stands(figure, said, [finding.quote for finding in own]):
                found.append((reading.text, said))
    return found


@pytest.mark.parametrize("name", ["claims.jsonl", "claims_lay.jsonl", "claims_foreign.jsonl"])
def test_every_number_of_a_confirmed_claim_stands_in_a_quote(shared, name):
    verdicts = [verdict for _, verdict in score_claims.verdicts(shared / "records", None, name)]
    assert [lack for verdict in verdicts for lack in unshown(verdict)] == []


def test_every_number_of_a_confirmed_claim_of_a_page_stands_in_a_quote(shared, tmp_path):
    with Store(tmp_path / "store") as store:
        snapshot.import_folder(shared / "gold" / "records", store)
    rows = [json.loads(line) for line in (shared / "gold" / "expected.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row.get("outcome") == "supported"]
    with Verifier(tmp_path / "store", offline=True, judge=None, today=TODAY) as verifier:
        found = [verifier.verify(row["claim"], row["identifier"], language=row["language"]) for row in rows]
    assert [lack for verdict in found for lack in unshown(verdict)] == []


def test_a_phase_is_shown_once_and_not_as_a_count_of_trials():
    told = case(
        "A phase 2 trial of cells is recruiting 180 adults.",
        trial(phases=("PHASE2",), enrollment=180, overall_status="RECRUITING"),
    )
    messages = [finding.message for finding in confirm(told)]
    assert any("phase 2" in message for message in messages)
    assert not any("2 trial" in message for message in messages)


def test_the_number_in_a_name_is_not_shown_as_a_figure():
    record = paper("Plum syrup eased cough in 40 adults with type 2 diabetes. It was safe.", title="Plum syrup")
    told = list(confirm(case("Plum syrup eased cough in 40 adults with type 2 diabetes", record)))
    assert told
    assert not any("“2”" in finding.message for finding in told)


def test_the_name_of_a_sponsor_is_shown_without_the_field_behind_it():
    line = Quote("Doe Health, Inc. Planned enrolment: 100", "claim")
    name = Quote("Doe Health, Inc", "sponsorCollaboratorsModule.leadSponsor.name")
    about = case(line.text, trial("Syrup eases cough."))
    assert told_of(about, Comparison("sponsor", "same", line, name, 0)) == "the record says so of “Doe Health, Inc”"


def test_a_placebo_that_a_sentence_names_is_not_shown_by_a_field_as_well():
    field = Comparison(
        "control", "same", Quote("against placebo", "claim"), Quote("PLACEBO_COMPARATOR", "armGroups.type"), 0
    )
    sentence = Comparison("statement", "same", Quote("Syrup", "claim"), Quote("Syrup or placebo was given.", "a"), 0)
    assert _shown_already(field, [field, sentence])
    assert not _shown_already(field, [field])
    assert not _shown_already(sentence, [field, sentence])
