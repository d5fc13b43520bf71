"""Found, missing and unavailable are three different things, whatever the world does."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article, article_set, study

from verifier.http import Client
from verifier.model import Found, Identifier, Missing, Unavailable
from verifier.resolve import Resolver
from verifier.store import Store

P1, P2, P9 = (Identifier("PMID", v) for v in ("101", "102", "999"))
N1, N2, N9 = (Identifier("NCT", v) for v in ("NCT00000011", "NCT00000012", "NCT00000099"))
ALL = (P1, P2, P9, N1, N2, N9)


class Clock:
    """A clock that is told the time."""

    def __init__(self):
        self.now = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def world(tmp_path):
    """A registry, a store and a resolver over both; no time is slept."""

    class World:
        clock = Clock()
        time = FakeTime()
        registry = FakeRegistry(["101", "102"], ["NCT00000011", "NCT00000012"])
        store = Store(tmp_path / "store")
        client = Client(
            transport=registry,
            sleep=time.sleep,
            clock=time,
            email="someone@example.org",
            api_key="k3y",
        )

        def resolver(self, **options):
            fetch = None if options.pop("offline", False) else self.client.send
            return Resolver(self.store, fetch, clock=self.clock, **options)

        def kinds(self, *identifiers, **options):
            return [type(x) for x in self.resolver(**options).resolve(identifiers).values()]

    made = World()
    yield made
    made.store.close()
    made.client.close()


def test_found_and_missing_are_proven(world):
    assert world.kinds(*ALL) == [Found, Found, Missing, Found, Found, Missing]
    paths = [path.rpartition("/")[2] for path, _ in world.registry.calls]
    assert sorted(paths) == ["NCT00000099", "efetch.fcgi", "esummary.fcgi", "studies"]
    assert world.resolver(offline=True).resolve([P9])[P9].proof == "esummary: cannot get document summary"


def test_warm_store_answers_alone_and_equally(world):
    first = world.resolver().resolve(ALL)
    world.registry.calls.clear()
    assert world.resolver(offline=True).resolve(ALL) == first
    assert world.resolver().resolve(ALL) == first
    assert world.registry.calls == []


FAULTS = {
    "blocked": lambda _: httpx.Response(403, html="<html>Forbidden</html>"),
    "throttled": lambda _: httpx.Response(429, json={"error": "API rate limit exceeded", "api-key": "k3y"}),
    "outage": lambda _: httpx.Response(503, text="down"),
    "html": lambda _: httpx.Response(200, html="<html>WWW Error 500 Diagnostic</html>"),
    "error": lambda _: httpx.Response(
        200, text="<eFetchResult><ERROR>Search Backend failed: k3y</ERROR></eFetchResult>"
    ),
    "proxy": lambda _: httpx.Response(400, text="<ERROR>proxy_stream(): failed</ERROR>"),
    "nginx404": lambda _: httpx.Response(404, html="<html>nginx</html>"),
    "empty404": lambda _: httpx.Response(404),
    "cut": lambda _: httpx.Response(200, content=article_set(article("101"))[:-60]),
    "json": lambda _: httpx.Response(200, content=b'{"studies": [{"protocolSection": {'),
    "latin1": lambda _: httpx.Response(
        200,
        content=b'{"studies": [{"protocolSection": {"identificationModule": {"nctId": "NCT00000011", "x": "\x90"}}}]}',
    ),
    "wrong types": lambda _: httpx.Response(200, content=b'{"studies": [7], "result": [1]}'),
    "not text": lambda _: httpx.Response(200, content=b'{"result": {"uids": ["\xcd'),
    "empty": lambda _: httpx.Response(200),
    "redirect": lambda _: httpx.Response(302, headers={"location": "https://elsewhere.example/NCT00000012"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_world_is_nobody_s_fault(world, name):
    world.registry.down = FAULTS[name]
    lookups = world.resolver().resolve(ALL)
    assert {type(x) for x in lookups.values()} == {Unavailable}
    assert all(x.message and x.reason != "malformed" and "k3y" not in repr(x) for x in lookups.values())
    assert world.store.head(P1) is None  # nothing of it was kept
    world.registry.down = None
    world.time.now += 61  # a host that blocked us is left alone for a minute
    assert world.kinds(*ALL) == [Found, Found, Missing, Found, Found, Missing]


def test_network_faults(world):
    def refuse(_):
        raise httpx.ConnectError("refused")

    world.registry.down = refuse
    assert {x.reason for x in world.resolver().resolve(ALL).values()} == {"network"}


def test_stale_copy_serves_with_a_note_but_never_proves_absence(world):
    world.kinds(*ALL)
    world.clock.now += dt.timedelta(days=400)
    world.registry.down = FAULTS["outage"]
    late = world.resolver().resolve(ALL)
    assert [type(x) for x in late.values()] == [Found, Found, Unavailable, Found, Found, Unavailable]
    assert "2026-11-20" in late[P1].note


def test_malformed_numbers_are_never_asked(world):
    odd = [
        Identifier("NCT", "NCT0000001"),
        Identifier("PMID", "012"),
        Identifier("NCT", "NCT00000000"),
        Identifier("DOI", "10.1/x"),
    ]
    assert {x.reason for x in world.resolver().resolve(odd).values()} == {"malformed"}
    assert world.registry.calls == []


def test_alias_answers_under_the_current_number_and_says_so(world):
    world.registry.studies["NCT00000011"] = study("NCT00000011", aliases=["NCT00000055"])
    old = Identifier("NCT", "NCT00000055")
    found = world.resolver().resolve([old])[old]
    assert (found.asked, found.record.identifier) == (old, N1)
    assert world.resolver(offline=True).resolve([old]) == {old: found}


def test_a_record_under_another_number_is_not_believed(world):
    world.registry.articles["101"] = article("102")
    assert world.kinds(P1) == [Unavailable]


def test_unchanged_trial_on_ten_days_leaves_one_payload(world):
    for day in range(10):
        body = study("NCT00000011", status="RECRUITING")
        body["derivedSection"]["miscInfoModule"]["versionHolder"] = f"2026-11-{day + 1:02}"
        world.registry.studies["NCT00000011"] = dict(reversed(body.items()))
        world.kinds(N1)
        world.clock.now += dt.timedelta(days=2)
    head = world.store.head(N1)
    assert len(head.versions) == 1
    assert (head.current.first[:10], head.current.last[:10]) == ("2026-11-20", "2026-12-08")


def test_history_answers_as_of_a_day(world):
    world.registry.studies["NCT00000011"] = study("NCT00000011", status="RECRUITING")
    world.kinds(N1)
    world.clock.now += dt.timedelta(days=5)
    world.registry.studies["NCT00000011"] = study("NCT00000011", status="TERMINATED")
    world.kinds(N1)
    then = world.resolver(as_of=dt.date(2026, 11, 21)).resolve([N1])[N1]
    now = world.resolver(as_of=dt.date(2026, 11, 30)).resolve([N1])[N1]
    before = world.resolver(as_of=dt.date(2026, 1, 1)).resolve([N1])[N1]
    assert (then.record.facts.overall_status, now.record.facts.overall_status) == ("RECRUITING", "TERMINATED")
    assert isinstance(before, Unavailable)


@pytest.mark.parametrize("seed", [*range(8), 1340, 1842])
def test_chaos(tmp_path, seed):
    """A dozen of the seeds of `make chaos`, and those that once failed there."""
    from chaos import one

    with Store(tmp_path) as store:
        told, _ = one(seed, store, set())
        told_again, _ = one(seed + 100_000, store, set())
    assert told + told_again == []


def test_what_may_have_changed(world):
    world.registry.down = lambda r: httpx.Response(503) if "studies" in r.url.path else None
    since = dt.date(2026, 11, 1)
    assert world.resolver().changed([P1, N1], since) == {P1, N1}  # the fake search ignores dates; the other is down
    world.registry.down = lambda r: (
        httpx.Response(200, json={"studies": [study("NCT00000012")]}) if "studies" in r.url.path else None
    )
    assert world.resolver().changed([N1, N2, Identifier("NCT", "NCT1")], since) == {N2}
    assert world.resolver(offline=True).changed([N1], since) == set()


def test_a_tampered_row_is_asked_anew(world):
    import sqlite3

    world.kinds(P1)
    with sqlite3.connect(world.store.path / "cache.db") as connection:
        connection.execute("UPDATE Cache SET mode = 4 WHERE key = 'head:PMID:101'")
    connection.close()
    resolver = world.resolver()
    assert isinstance(resolver.resolve([P1])[P1], Found)
    assert "tampered" in resolver.trouble or "changed by something else" in resolver.trouble
    assert world.kinds(P1, offline=True) == [Found]


def test_a_store_that_cannot_be_written_does_not_stop_the_run(world):
    world.store._cache._sql("PRAGMA max_page_count = 1")
    resolver = world.resolver()
    assert [type(x) for x in resolver.resolve(ALL).values()] == [Found, Found, Missing, Found, Found, Missing]
    assert "disk is full" in resolver.trouble


def test_max_age_only_lowers(world):
    world.kinds(N1)
    world.clock.now += dt.timedelta(hours=5)
    for age, asked in ((3600, 1), (10**9, 0)):
        world.registry.calls.clear()
        world.resolver(max_age=age).resolve([N1])
        assert len(world.registry.calls) == asked


def test_streams_give_each_number_once_in_order(world):
    pairs = list(world.resolver().stream(iter([P2, P1, P2, N1, P1])))
    assert [identifier for identifier, _ in pairs] == [P2, P1, N1]


def test_settled_papers_are_asked_about_retraction_once_a_day(world):
    world.kinds(P1, P2, N1)
    world.registry.calls.clear()
    world.clock.now += dt.timedelta(days=3)
    assert world.kinds(P1, P2) == [Found, Found]
    assert world.kinds(P1, P2) == [Found, Found]
    assert [path.rpartition("/")[2] for path, _ in world.registry.calls] == ["esearch.fcgi"]
    world.clock.now += dt.timedelta(days=3)
    world.registry.articles["102"] = article("102", types=("Journal Article", "Retracted Publication"))
    lookups = world.resolver().resolve([P1, P2])
    assert [[n.kind for n in x.record.notices] for x in lookups.values()] == [[], ["retracted"]]
    assert [v.digest for v in world.store.head(P2).versions][-1] == lookups[P2].digest
    world.clock.now += dt.timedelta(days=3)
    world.registry.down = FAULTS["outage"]
    assert world.kinds(P1) == [Found]  # within its time, the copy serves


def test_one_poisonous_record_spoils_no_batch(world):
    numbers = [str(n) for n in range(200, 230)]
    world.registry.articles = {n: article(n) for n in numbers}
    world.registry.articles["217"] = article("217", title="broken &nowhere; entity")
    papers = [Identifier("PMID", n) for n in numbers]
    lookups = world.resolver().resolve(papers)
    assert {i.value for i, x in lookups.items() if not isinstance(x, Found)} == {"217"}
    assert lookups[Identifier("PMID", "217")].reason == "unreadable"


def test_a_number_that_the_registry_refuses_spoils_no_batch(world):
    def refuse(request):
        if "NCT00000012" in request.url.params.get("filter.ids", ""):
            return httpx.Response(400, text="Item 2 in parameter `filter.ids` has incorrect format")
        return None

    world.registry.down = refuse
    assert world.kinds(N1, N2, N9) == [Found, Unavailable, Missing]


def test_a_service_that_refuses_everything_is_not_asked_for_each(world):
    world.registry.down = lambda _: httpx.Response(400, text="Bad Request")
    papers = [Identifier("NCT", f"NCT{n:08}") for n in range(1, 101)]
    assert {type(x) for x in world.resolver().resolve(papers).values()} == {Unavailable}
    assert len(world.registry.calls) == 3


@pytest.mark.parametrize("rows", ["record:%", "payload:%", "%"])
@pytest.mark.parametrize("harm", ["UPDATE Cache SET mode = 4 WHERE key LIKE ?", "DELETE FROM Cache WHERE key LIKE ?"])
def test_lost_and_foreign_rows_are_made_good(world, rows, harm):
    import sqlite3

    world.kinds(P1, N1)
    with sqlite3.connect(world.store.path / "cache.db") as connection:
        connection.execute(harm, (rows,))
    connection.close()
    assert {type(x) for x in world.resolver(offline=True).resolve([P1, N1]).values()} <= {Found, Unavailable}
    assert world.kinds(P1, N1) == [Found, Found]
    assert world.kinds(P1, N1, offline=True) == [Found, Found]
    if rows == "%":
        assert world.store.payload(world.store.head(P1).current.digest)
