"""A registry's bad night on the whole line: nothing turns false, and what was known stays known."""

from __future__ import annotations

import datetime as dt
import json

import httpx
import pytest
from registry_fake import FakeRegistry, article, study

from verifier import Verifier

TODAY = dt.date(2026, 11, 20)
PAGE = """A trial of invented cells (PMID: 90000001) and one that nobody has (PMID: 90000999).

The study is recruiting (NCT09999901). Another is not there (NCT09999888). A wrong number (NCT0999990).
"""


FAULTS = {
    "outage": lambda _: httpx.Response(503, text="down for maintenance"),
    "throttled": lambda _: httpx.Response(429, json={"error": "API rate limit exceeded"}),
    "blocked": lambda _: httpx.Response(403, text="<!doctype html><html>no</html>"),
    "page instead of data": lambda _: httpx.Response(200, text="<html>WWW Error Blocked Diagnostic</html>"),
    "wrong address": lambda _: httpx.Response(404),
}


@pytest.fixture
def registry():
    return FakeRegistry(
        articles={"90000001": article("90000001")}, studies={"NCT09999901": study("NCT09999901", "RECRUITING")}
    )


def checked(registry, store):
    naps = []
    with Verifier(store, transport=registry, sleep=naps.append, judge=None, today=TODAY) as verifier:
        return verifier.check_text(PAGE)


def outcomes(run):
    return {str(v.citation.identifier): v.outcome for v in run.verdicts}


def told(run):
    report = json.loads(run.render("json"))
    return {part: report[part] for part in ("documents", "verdicts", "uncited")}


def test_up_the_registry_proves_absence(registry, tmp_path):
    found = outcomes(checked(registry, tmp_path))
    assert found["PMID:90000999"] == "broken"
    assert found["NCT09999888"] == "broken"
    assert found["NCT0999990"] == "broken"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_down_from_the_start_everything_is_unknown_but_the_malformed(registry, tmp_path, fault):
    registry.down = fault
    run = checked(registry, tmp_path)
    assert {name: outcome for name, outcome in outcomes(run).items() if outcome != "unknown"} == {
        "NCT0999990": "broken"
    }
    assert run.counts.unavailable == 4


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_warm_store_and_down_says_the_same(registry, tmp_path, fault):
    before = told(checked(registry, tmp_path))
    registry.down = fault
    assert told(checked(registry, tmp_path)) == before
