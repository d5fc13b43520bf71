"""The table from findings to outcome, line by line."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.casebook import PMID, case, paper, trial
from verifier.conclude import NO_EVIDENCE, NO_RULE, conclude, settled
from verifier.examine import examine, examine_page
from verifier.model import Finding, Judgement, Missing, Page, Quote, Unavailable

FOUND = case("Cells restore sight.", paper("Vision was better."))
# The rules too know what this claim is about, and miss it in the record.
ELSEWHERE = case(
    "Magnesium eases migraine.", paper("Vision was better after surgery of the eye. It held for a year. All came back.")
)
DOWN = case("Cells restore sight.", Unavailable(PMID, "outage", "PubMed answered 503"))

LEVEL = {"breaks": "error", "contradicts": "error", "unrelated": "warning", "weakens": "warning"}


def finding(effect: str, check: str = "") -> Finding:
    return Finding(check or effect, LEVEL.get(effect, "note"), effect, f"it {effect}")


def judge(label: str) -> Judgement:
    return Judgement("test", label, 0.97, 0.9, 0.9, (Quote("Vision was better.", "Abstract"),))


TABLE = [
    (FOUND, ["breaks", "contradicts", "confirms"], "supports", "broken"),
    (DOWN, ["breaks"], "", "broken"),
    (DOWN, [], "", "unknown"),
    (DOWN, ["contradicts"], "", "unknown"),
    (FOUND, ["contradicts", "unrelated", "undecided", "weakens", "confirms"], "supports", "contradicted"),
    (FOUND, ["unrelated", "undecided", "weakens", "confirms"], "contradicts", "unsupported"),
    (FOUND, ["undecided", "weakens", "confirms"], "contradicts", "unknown"),
    (FOUND, ["weakens", "confirms"], "contradicts", "contradicted"),
    (ELSEWHERE, ["weakens", "confirms"], "silent", "unsupported"),
    (FOUND, ["weakens", "confirms"], "silent", "overstated"),
    (FOUND, ["weakens", "confirms"], "supports", "overstated"),
    (FOUND, ["weakens"], "", "overstated"),
    (FOUND, ["confirms", "none"], "", "supported"),
    (FOUND, ["none"], "supports", "supported"),
    (FOUND, ["none"], "", "unknown"),
    (FOUND, [], "", "unknown"),
]


@pytest.mark.parametrize(("about", "effects", "label", "outcome"), TABLE)
def test_the_first_line_that_holds_decides(about, effects, label, outcome):
    verdict = conclude(about, [finding(effect) for effect in effects], judge(label))
    assert verdict.outcome == outcome
    assert verdict.reason


def test_of_the_passages_that_the_judge_read_the_one_with_the_figures_is_shown():
    abstract = "Eighteen eyes were seen twice. Vision was better in 11 of 13 people with optic neuropathy."
    about = case("Vision was better in eleven of thirteen people.", paper(abstract))
    quotes = tuple(Quote(text, "Abstract") for text in ("Eighteen eyes were seen twice.", abstract.partition(". ")[2]))
    verdict = conclude(about, [], Judgement("test", "supports", 0.97, 0.9, 0.9, quotes))
    assert [told.quote for told in verdict.findings if told.check == "source-supports"] == [quotes[1].text]


def test_the_judge_enters_as_a_finding_with_its_passage():
    for label, check in (
        ("contradicts", "source-contradicts"),
        ("silent", "source-silent"),
        ("supports", "source-supports"),
    ):
        (found,) = conclude(ELSEWHERE, [], judge(label)).findings
        assert (found.check, found.quote, found.where) == (check, "Vision was better.", "Abstract")
    assert conclude(FOUND, [], judge("")).findings == ()
    assert conclude(FOUND, []).reason == NO_RULE
    assert conclude(FOUND, [], judge("")).reason == NO_EVIDENCE


def test_a_judge_that_only_leans_is_heard_behind_rules_that_found_nothing_against():
    leaning = replace(judge(""), leaning="supports")
    verdict = conclude(FOUND, [], leaning)
    (found,) = verdict.findings
    assert (verdict.outcome, found.check, found.quote) == ("supported", "source-supports", "Vision was better.")
    assert "leaning" in found.message
    assert conclude(FOUND, [finding("none")], leaning).outcome == "supported"
    for effect, outcome in (
        ("breaks", "broken"),
        ("contradicts", "contradicted"),
        ("unrelated", "unsupported"),
        ("undecided", "unknown"),
        ("weakens", "overstated"),
    ):
        assert conclude(FOUND, [finding(effect)], leaning).outcome == outcome


def test_the_order_of_findings_does_not_depend_on_the_order_of_checks():
    one, two = finding("none", "small-sample"), finding("weakens", "retracted-source")
    assert conclude(FOUND, [one, two]).findings == conclude(FOUND, [two, one]).findings == (two, one)


def test_an_outage_never_breaks_a_citation():
    assert conclude(DOWN, ()).reason == "PubMed answered 503"


def test_the_judge_is_asked_only_what_is_open():
    assert settled(DOWN, ())
    assert settled(case("It helps.", Missing(PMID, "2026")), [finding("breaks")])
    assert settled(FOUND, [finding("contradicts")])
    assert settled(FOUND, [finding("confirms")])
    assert not settled(FOUND, [finding("weakens")])
    assert not settled(FOUND, [finding("weakens"), finding("confirms")])
    assert not settled(FOUND, [])


def test_the_record_is_summed_up_for_reports():
    told = conclude(case("It helps.", trial(verified="2021-05")), ()).record
    assert told.kind == "trial"
    assert told.status == "COMPLETED"
    assert ("last verified", "2021-05", "") in told.dates
    assert ("enrolment", "18 ACTUAL") in told.facts
    assert all(where != "briefTitle" for where, _, _ in told.passages)
    assert conclude(DOWN, ()).record.kind == ""


class Everywhere:
    SCOPE, LEVEL = "case", "note"

    @staticmethod
    def check(about):
        yield finding("none", "everywhere")


class OnePage:
    SCOPE, LEVEL = "page", "note"

    @staticmethod
    def check(page):
        for about in page.cases:
            yield about.citation.key, finding("none", "one-page")


def test_checks_run_on_their_own_scope():
    shelf = {"everywhere": Everywhere, "one-page": OnePage}
    assert [f.check for f in examine(FOUND, shelf)] == ["everywhere"]
    assert examine_page(Page("page.html", (FOUND,)), shelf) == {FOUND.citation.key: (finding("none", "one-page"),)}


def test_the_weight_of_a_source_is_moot_where_it_does_not_bear_the_claim():
    small = finding("weakens", "small-sample")
    assert conclude(FOUND, [small]).findings == (small,)
    assert [f.check for f in conclude(FOUND, [small, finding("unrelated", "condition-mismatch")]).findings] == [
        "condition-mismatch"
    ]
    assert {
        f.check for f in conclude(ELSEWHERE, [small, finding("none", "retracted-source")], judge("silent")).findings
    } == {
        "retracted-source",
        "source-silent",
    }


class TestTwoReaders:
    """What the rules read out of prose is undecided where the judge leans clearly the other way."""

    @staticmethod
    def leaning(stance: float, relevance: float = 0.9) -> Judgement:
        return Judgement("test", "", 0.5, relevance, stance, (Quote("Vision was better.", "Abstract"),))

    @pytest.mark.parametrize(
        ("effect", "check", "stance", "outcome"),
        [
            ("contradicts", "direction-mismatch", 0.8, "unknown"),
            ("contradicts", "not-significant", 0.8, "unknown"),
            ("contradicts", "not-significant", 0.3, "contradicted"),
            ("contradicts", "status-mismatch", 0.8, "contradicted"),
            ("confirms", "confirmed", 0.1, "unknown"),
            ("confirms", "confirmed", 0.4, "supported"),
        ],
    )
    def test_a_clear_disagreement_cannot_tell(self, effect, check, stance, outcome):
        verdict = conclude(FOUND, [finding(effect, check)], self.leaning(stance))
        assert verdict.outcome == outcome
        assert ("the judge reads" in verdict.reason) == (outcome == "unknown")

    def test_a_judge_off_the_topic_or_not_asked_changes_nothing(self):
        found = [finding("contradicts", "not-significant")]
        assert conclude(FOUND, found, self.leaning(0.9, relevance=0.2)).outcome == "contradicted"
        assert conclude(FOUND, found).outcome == "contradicted"

    def test_a_registry_field_needs_no_second_reader(self):
        about = case("Cells restore sight.", trial())
        assert settled(about, [finding("confirms", "confirmed")])
        assert not settled(FOUND, [finding("confirms", "confirmed")])


def test_a_passage_is_quoted_once_by_the_judge_that_rests_on_it():
    note = Finding("confirmed", "note", "none", "the record says so", "Vision was better.", "Abstract", 0)
    other = replace(note, quote="Eighteen eyes were seen twice.")
    verdict = conclude(ELSEWHERE, [note, other], judge("supports"))
    assert [(f.check, f.quote) for f in verdict.findings] == [
        ("source-supports", "Vision was better."),
        ("confirmed", "Eighteen eyes were seen twice."),
    ]


def test_a_passage_that_a_rule_quotes_is_not_said_to_support_the_claim_once_more():
    passage = ("Vision was better.", "Abstract")
    for effect, outcome in (("confirms", "supported"), ("weakens", "overstated")):
        check = "confirmed" if effect == "confirms" else "animal-study"
        rule = Finding(check, "note", effect, "so a rule says", *passage, 0)
        verdict = conclude(FOUND, [rule], judge("supports"))
        assert (verdict.outcome, [f.check for f in verdict.findings]) == (outcome, [check])
    assert conclude(ELSEWHERE, [], judge("supports")).findings[0].check == "source-supports"


def test_how_old_a_record_is_says_nothing_where_it_is_about_something_else():
    stale = Finding("stale-record", "note", "none", "verified long ago", "2020-09", "statusVerifiedDate")
    for effect, kept in (("unrelated", False), ("weakens", True)):
        verdict = conclude(FOUND, [stale, finding(effect)])
        assert (stale in verdict.findings) is kept
