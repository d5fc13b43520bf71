"""What is read of every clause of a window before any is compared: what nearly every one is asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from tests.casebook import NCT, cite, found, paper, trial
from verifier import binding, inputs
from verifier.compare import compare, prepare, read
from verifier.facets import _first

TODAY = dt.date(2026, 11, 20)
PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").iterdir())
BOTH = (*_first.OF_ALL, *_first.OF_TRIALS)


@pytest.fixture(scope="module")
def claims():
    bound = (binding.bind(inputs.read_document(page.name, page.read_bytes())) for page in PAGES)
    own = [citation.claim for extract in bound for citation in extract.citations]
    assert len(own) > 10
    return [
        *own,
        "Of 240 women, 12% (95% CI 8 to 16) had less pain than with placebo after six weeks (p=0.03).",
        "It is safe.",
    ]


def asked_for(claims, record):
    """How often each thing is read of claims beside a record."""
    source, times = prepare(found(record)), Counter()
    for claim in claims:
        readings = read(cite(claim, NCT))
        compare(readings, source, TODAY)
        times.update(list(readings[0].known()))
    return times


def test_what_is_read_first_is_what_nearly_every_clause_is_asked_for(claims, monkeypatch):
    for readers in ("OF_ALL", "OF_TRIALS"):
        monkeypatch.setattr(_first, readers, ())
    of_papers, of_trials = asked_for(claims, paper("Pain fell by 20%.")), asked_for(claims, trial())
    seldom = [r.__qualname__ for r in BOTH if of_trials[r] < 0.8 * len(claims)]
    seldom += [r.__qualname__ for r in BOTH[: -len(_first.OF_TRIALS)] if of_papers[r] < 0.8 * len(claims)]
    assert seldom == []
    assert not any(of_papers[reader] for reader in _first.OF_TRIALS)


def test_what_is_read_first_stands_behind_all_that_it_asks_for(claims):
    too_late = set()
    for claim in claims:
        (reading,) = read(cite(claim, NCT))
        for place, reader in enumerate(BOTH):
            reading.facet(reader)
            too_late |= {(asked, reader) for asked in BOTH[place + 1 :] if asked in reading.known()}
    assert too_late == set()
