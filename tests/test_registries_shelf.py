"""Every module of the registry shelf keeps the shelf's contract."""

from __future__ import annotations

import datetime as dt

import pytest

from verifier import shelves
from verifier.http import BASES
from verifier.model.exchange import Fault, Reply, Request
from verifier.resolve import by_scheme

MODULES = shelves.load_all("registries")
RECORDS = by_scheme()
SAMPLE = {"PMID": ["7", "8"], "NCT": ["NCT00000007", "NCT00000008"]}
QUESTIONS = ("request", "examine", "split", "doubts", "examine_doubt", "prove", "changed", "examine_changed", "changes")
RECORD = ("read", "digest", "age_kind", "from_file")


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_each_has_a_manual_a_scheme_and_a_host(module):
    assert len(module.__doc__) > 200
    assert module.HOST in BASES
    assert module.SCHEME


@pytest.mark.parametrize("module", RECORDS.values(), ids=RECORDS)
def test_registries_of_records_offer_the_whole_line(module):
    assert all(callable(getattr(module, name)) for name in (*QUESTIONS, *RECORD))
    assert module.FOLDER
    assert module.SUFFIX.startswith(".")
    assert all(seconds >= 3600 for seconds in module.KEEP.values())
    values = SAMPLE[module.SCHEME]
    requests = [
        module.request(values),
        *(r for r, _ in module.doubts(values)),
        *module.changed(values, dt.date(2026, 1, 1)),
    ]
    assert all(isinstance(request, Request) and request.host == module.HOST for request in requests)
    assert [value for _, about in module.doubts(values) for value in about] == values


@pytest.mark.parametrize("module", RECORDS.values(), ids=RECORDS)
@pytest.mark.parametrize("status", [204, 206, 301, 400, 403, 404, 410, 414, 418, 429, 500, 503])
def test_no_status_but_the_right_one_is_an_answer(module, status):
    reply = Reply(status, "text/plain", b"whatever it says", "")
    for examine in (module.examine, module.examine_doubt, module.examine_changed):
        fault = examine(reply)
        assert isinstance(fault, Fault)
        assert fault.message
        assert fault.advice
