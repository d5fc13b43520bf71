"""A window of documents: its claims are compared together, and the collector of cycles rests meanwhile."""

from __future__ import annotations

import datetime as dt
import gc

import msgspec.structs
import pytest

from tests.casebook import NCT, PMID, case, cite, found, paper, trial
from verifier import compare
from verifier.judges import overlap
from verifier.line import Gathered, Line
from verifier.model import DocumentRead, Found, Identifier, Missing, Results, VerdictReady

TODAY = dt.date(2026, 11, 20)
CLAIM = "The garden of the clinic is open to those who visit."


class Watching:
    """A judge that notes whether the collector is at work, and may fail."""

    name = "watching"

    def __init__(self, *, fails=False):
        self.at_work = []
        self.fails = fails

    def judge(self, pairs):
        self.at_work.append(gc.isenabled())
        if self.fails:
            raise OSError("no judge")
        return overlap.load().judge(pairs)


def told(judge):
    asked = case(CLAIM, paper("We gave the drug to women with migraine. It reduced pain."))
    assert isinstance(asked.lookup, Found)
    page = Gathered(DocumentRead("page.html", "digest"), (asked.citation,))
    return Line(judge, TODAY).tell([page], {asked.citation.identifier: asked.lookup})


@pytest.fixture(params=[True, False])
def at_work(request):
    """The collector switched on, then off; on again in the end."""
    (gc.enable if request.param else gc.disable)()
    yield request.param
    gc.enable()


def test_the_collector_rests_while_a_window_is_told(at_work):
    judge = Watching()
    assert any(isinstance(event, VerdictReady) for event in told(judge).events)
    assert judge.at_work == [False]
    assert gc.isenabled() is at_work


def test_the_collector_is_as_it_was_after_a_failure(at_work):
    with pytest.raises(OSError, match="no judge"):
        told(Watching(fails=True))
    assert gc.isenabled() is at_work


def test_a_window_leaves_nothing_to_collect(at_work):
    told(Watching())
    gc.collect()
    gc.disable()
    told(Watching())
    left = gc.collect()
    assert left < 20, f"{left} things that only the collector finds"


POSTED = Identifier("NCT", "NCT07654321")
NOT_THERE = Identifier("NCT", "NCT09999999")
LOOKUPS = {
    PMID: found(paper("We gave the drug to 40 women with migraine. It reduced pain (p=0.01).")),
    NCT: found(trial()),
    POSTED: found(msgspec.structs.replace(trial(results=Results(), has_results=True), identifier=POSTED)),
    NOT_THERE: Missing(NOT_THERE, "2026-11-19T08:00:00Z"),
}
SAID = (
    "The drug reduced pain in {} women with migraine",
    "An ongoing randomised trial of {} people with optic nerve disease",
    "The results of the phase {} trial are posted",
    "FDA-approved cells, given to {} patients in Oslo, are safe.",
)


def cited(count):
    """Citations of different claims, on records of every kind in turn."""
    identifiers = [*LOOKUPS]
    claims = [SAID[number % len(SAID)].format(number) for number in range(count)]
    return [
        cite(
            f"{claim} It was so.",
            identifiers[number // 3 % len(identifiers)],
            parts=(claim, "It was so."),
            key=f"{number}",
        )
        for number, claim in enumerate(claims)
    ]


def verdicts_of(told_):
    return [event.verdict for event in told_.events if isinstance(event, VerdictReady)]


def test_claims_that_are_compared_together_are_compared_as_each_alone():
    pairs = [(citation, LOOKUPS[citation.identifier]) for citation in cited(60) if citation.identifier != NOT_THERE]
    sources = compare.Sources()
    together = compare.compare_all([(compare.read(c), sources(lookup)) for c, lookup in pairs], TODAY)
    alone = [compare.compare(compare.read(c), compare.prepare(lookup), TODAY) for c, lookup in pairs]
    assert together == alone
    assert len({comparison.facet for own in alone for comparison in own}) > 5
    assert compare.compare_all([], TODAY) == []


def test_a_window_of_more_claims_than_are_compared_at_once_is_told_as_one_claim_after_the_other():
    asked = cited(compare.AT_ONCE + 20)
    pages = [
        Gathered(DocumentRead(f"{number}.html"), tuple(asked[start:end]))
        for number, (start, end) in enumerate(
            [(0, 3), (3, 3), (3, compare.AT_ONCE + 5), (compare.AT_ONCE + 5, len(asked))]
        )
    ]
    steps = []
    line = Line(None, TODAY, progress=lambda *step: steps.append(step))
    assert verdicts_of(line.tell(pages, LOOKUPS)) == [
        Line(None, TODAY).verdict(citation, LOOKUPS[citation.identifier]) for citation in asked
    ]
    assert steps == [("compare", compare.AT_ONCE, len(asked)), ("compare", len(asked), len(asked))]


def test_equal_claims_of_a_window_are_compared_once(monkeypatch):
    looked_at = []
    monkeypatch.setattr(
        compare,
        "compare_all",
        lambda pairs, today, real=compare.compare_all: (looked_at.append(len(pairs)), real(pairs, today))[1],
    )
    claim = "The drug reduced pain in 40 women with migraine"
    same = tuple(cite(claim, PMID, key=f"{number}", document=f"{number}.html") for number in range(3))
    other = cite(claim, NOT_THERE, key="other")
    line = Line(None, TODAY)
    first = verdicts_of(line.tell([Gathered(DocumentRead("page.html"), (*same, other))], LOOKUPS))
    assert looked_at == [1]
    assert [verdict.citation for verdict in first] == [*same, other]
    assert len({verdict.outcome for verdict in first[:3]}) == 1
    line.tell([Gathered(DocumentRead("page.html"), same)], LOOKUPS)
    assert looked_at == [1, 0]
