"""Client and registries against the stand-in of both services, over real sockets, fault by fault."""

from __future__ import annotations

import datetime as dt

import pytest
from standin import standin

from verifier.http import Client
from verifier.model import Found, Identifier, Missing, Unavailable
from verifier.resolve import Resolver
from verifier.store import Store

PAPER, BOOK, GONE = (Identifier("PMID", p) for p in ("22663011", "20301577", "58999999"))
TRIAL, ALIAS, NONE = (Identifier("NCT", n) for n in ("NCT02300909", "NCT02380456", "NCT99999999"))
ALL = (PAPER, BOOK, GONE, TRIAL, ALIAS, NONE)
WELL = [Found, Found, Missing, Found, Found, Missing]


@pytest.fixture(scope="module")
def service(shared):
    with standin("--records", str(shared / "records_synthetic")) as running:
        yield running


@pytest.fixture
def ask(service, tmp_path):
    service.control(reset=True)
    service.control(rate_limit={"eutils": False})
    naps = []
    with (
        Store(tmp_path) as store,
        Client(
            bases=service.bases,
            gaps={"eutils": 0.0, "ctgov": 0.0},
            sleep=naps.append,
            timeout=0.5,
            longest=2.0,
            user_agent="test",
        ) as client,
    ):

        def asked(*identifiers, **switches):
            service.control(**switches)
            return list(Resolver(store, client.send).resolve(identifiers).values())

        asked.store, asked.client, asked.naps = store, client, naps
        yield asked


def test_all_is_well(ask):
    lookups = ask(*ALL)
    assert [type(x) for x in lookups] == WELL
    assert lookups[4].record.identifier == TRIAL
    assert [x.proof for x in lookups if isinstance(x, Missing)] == [
        "esummary: cannot get document summary",
        "404: NCT number NCT99999999 not found",
    ]


@pytest.mark.parametrize("action", ["unknown_dtd", "no_doctype", "duplicate"])
def test_oddities_that_are_no_fault(ask, action):
    assert [type(x) for x in ask(*ALL, rules=[{"action": action}])] == WELL


@pytest.mark.parametrize(
    ("rule", "reasons"),
    [
        ({"action": "timeout", "seconds": 2}, {"timeout"}),
        ({"action": "reset"}, {"network", "truncated"}),
        ({"action": "wrong_content_length", "delta": 500}, {"truncated", "timeout"}),
        ({"action": "truncate"}, {"truncated", "unreadable"}),
        ({"action": "status 429"}, {"throttled"}),
        ({"action": "status 502"}, {"outage"}),
        ({"action": "status 414"}, {"outage"}),
        ({"action": "html200"}, {"outage", "blocked"}),
        ({"action": "error200"}, {"outage", "unreadable"}),
        ({"action": "cpp_exception200"}, {"outage", "unreadable"}),
        ({"action": "proxy_stream400"}, {"outage"}),
        ({"action": "waf403"}, {"blocked"}),
        ({"action": "gzip_bomb", "mb": 70}, {"too-large"}),
        ({"action": "xml_bomb", "depth": 30}, {"unreadable", "outage", "truncated", "suspect"}),
        ({"action": "json_bomb", "depth": 20000}, {"unreadable", "truncated", "outage", "suspect"}),
    ],
)
def test_lasting_faults_make_nothing_missing(ask, rule, reasons):
    lookups = ask(PAPER, GONE, TRIAL, NONE, rules=[rule])
    unavailable = [x for x in lookups if isinstance(x, Unavailable)]
    assert {x.reason for x in unavailable} <= reasons
    kept = [x for x in lookups if not isinstance(x, Unavailable)]
    # What a fault does not touch (an XML bomb, a study) may be answered, and then rightly.
    assert all(
        x.record.identifier in (PAPER, TRIAL) if isinstance(x, Found) else x.identifier in (GONE, NONE) for x in kept
    )
    assert unavailable


@pytest.mark.parametrize("action", ["status 503", "reset", "truncate", "status 429"])
def test_passing_faults_are_outlasted(ask, action):
    rules = [{"action": action, "nth": [1, 2], "service": s} for s in ("eutils", "ctgov")]
    assert [type(x) for x in ask(PAPER, TRIAL, rules=rules)] == [Found, Found]


def test_silently_dropped_records_are_asked_again(ask):
    rules = [
        {"action": "drop", "ids": [PAPER.value, TRIAL.value], "nth": [1], "service": s} for s in ("eutils", "ctgov")
    ]
    assert [type(x) for x in ask(*ALL, rules=rules)] == WELL


def test_another_record_is_not_believed(ask):
    rules = [
        {"action": "swapped_record", "with": w, "service": s}
        for s, w in (("eutils", "20301577"), ("ctgov", "NCT03103880"))
    ]
    assert [type(x) for x in ask(PAPER, TRIAL, rules=rules)] == [Unavailable, Unavailable]


def test_a_retired_duplicate_is_not_answered_by_another_paper(ask):
    retired = Identifier("PMID", "59000014")
    assert isinstance(ask(retired, retired_mode="absent")[0], Missing)
    other = Identifier("PMID", "59000015")
    for asked in ((retired,), (other, retired)):
        ask.store._cache.clear()
        lookup = ask(*asked, retired_mode="survivor")[-1]
        assert (lookup.reason, "59000013" in lookup.message) == ("wrong-record", True)


def test_many_missing_at_once_are_confirmed_by_the_search(ask):
    many = [Identifier("PMID", str(58_000_000 + k)) for k in range(12)]
    assert {type(x) for x in ask(*many, PAPER)} == {Missing, Found}
    assert ask.client.requests["eutils"] == 3


def test_a_backend_that_has_lost_its_data_proves_nothing(ask, service):
    papers = [Identifier("PMID", p) for p in ("22663011", "23435529", "28731372", "35830032", "37729413", "219391")]
    papers += [Identifier("PMID", p) for p in ("25364329", "38762411", "38763967", "38833988", "38962805")]
    lost = {"uids": [], **{p.value: {"uid": p.value, "error": "cannot get document summary"} for p in papers}}
    import json

    rules = [
        {"action": "drop", "ids": [p.value for p in papers], "endpoint": "efetch.fcgi"},
        {
            "action": "status 200",
            "body": json.dumps({"result": lost}),
            "endpoint": "esummary.fcgi",
            "content_type": "application/json",
        },
    ]
    lookups = ask(*papers, rules=rules)
    assert {(type(x), x.reason) for x in lookups} == {(Unavailable, "suspect")}


def test_the_gateway_refuses_a_name(ask, service):
    lookups = ask(TRIAL, waf="^test$")
    assert lookups[0].reason == "blocked"


def test_the_pace_of_the_service_is_kept_over_real_time(service, tmp_path):
    service.control(reset=True)
    papers = [Identifier("PMID", str(58_000_000 + k)) for k in range(401)]
    with Store(tmp_path) as store, Client(bases=service.bases, gaps={"ctgov": 0.0}) as client:
        lookups = Resolver(store, client.send).resolve(papers)
    stats = service.stats()["services"]["eutils"]
    assert {type(x) for x in lookups.values()} == {Missing}
    assert (stats["requests"], stats["rate_limited"]) == (8, 0)
    assert stats["min_gap_s"] > 0.3


def test_signs_of_retraction_are_found_by_search(ask):
    from verifier.inquiry import changed, signalled
    from verifier.registries import clinicaltrials, pubmed

    papers = ["59000001", "59000003", "22663011"]
    fetch = ask.client.send
    assert signalled(pubmed, fetch, papers) == (frozenset(papers), {"59000001", "59000003"})
    trials = ["NCT09990011", "NCT09990012", "NCT02300909"]
    every = changed(clinicaltrials, fetch, trials, dt.date(1999, 1, 1))
    later = changed(clinicaltrials, fetch, trials, dt.date(2026, 1, 1))
    assert every == frozenset(trials)
    assert "NCT02300909" not in later
