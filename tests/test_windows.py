"""A window of documents: the collector of cycles rests while it is told, and is as it was afterwards."""

from __future__ import annotations

import datetime as dt
import gc

import pytest

from tests.casebook import case, paper
from verifier.judges import overlap
from verifier.line import Gathered, Line
from verifier.model import DocumentRead, Found, VerdictReady

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
