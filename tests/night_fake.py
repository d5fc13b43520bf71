"""A small world for nights: pages in a folder, a registry with a day of loading and news, and a clock to be set."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import re
import shutil

import httpx
import msgspec

from tests.registry_fake import FakeRegistry, article, study
from verifier.pipeline import Verifier
from verifier.refresh import Refresher
from verifier.refresh.asking import State
from verifier.store import Store
from verifier.watch import Watch

RETRACTED = '<CommentsCorrections RefType="RetractionIn"><RefSource>J Inv. 2026</RefSource><PMID>999</PMID></CommentsCorrections>'

T1, T2, T3 = "NCT00000001", "NCT00000002", "NCT00000003"
STEPS = 360  # how often the small night reads, writes or asks, about


def trial(number, status="RECRUITING", end="2030-01", verified="2026-05", updated="2026-05-04", **status_more):
    """An invented running study."""
    made = study(number)
    made["protocolSection"]["statusModule"] = {
        "overallStatus": status,
        "statusVerifiedDate": verified,
        "completionDateStruct": {"date": end, "type": "ESTIMATED"},
        "lastUpdatePostDateStruct": {"date": updated},
        **status_more,
    }
    return made


class NightRegistry(FakeRegistry):
    """Both services, with a time of loading and answers to "what is new"; `named` are PMIDs that a search names."""

    def __init__(self, articles=(), studies=()):
        super().__init__(articles, studies)
        self.loaded = "2026-11-18T09:00:05"
        self.named = []

    def handle_request(self, request):
        request.read()
        query = dict(request.url.params)
        tail = request.url.path.rpartition("/")[2]
        if tail in ("version", "esearch.fcgi") or (tail == "studies" and "filter.ids" not in query):
            self.calls.append((request.url.path, query))
            if self.down is not None and (answer := self.down(request)) is not None:
                return answer
            if tail == "version":
                return httpx.Response(200, json={"apiVersion": "2.0.5", "dataTimestamp": self.loaded})
            if tail == "esearch.fcgi":
                return httpx.Response(
                    200, json={"esearchresult": {"count": str(len(self.named)), "idlist": self.named}}
                )
            return self._news(query)
        return super().handle_request(request)

    def _news(self, query):
        since = query["filter.advanced"].partition("RANGE[")[2].partition(",")[0]
        new = [s for s in self.studies.values() if _updated(s) >= since]
        at, size = int(query.get("pageToken", 0)), int(query["pageSize"])
        page = {"studies": [{"protocolSection": {"identificationModule": _identity(s)}} for s in new[at : at + size]]}
        if "countTotal" in query:
            page["totalCount"] = len(new)
        if len(new) >= at + size:
            page["nextPageToken"] = str(at + size)
        return httpx.Response(200, json=page)

    def change(self, number, **status):
        """A later version of a study: fields of its statusModule."""
        changed = copy.deepcopy(self.studies[number])
        changed["protocolSection"]["statusModule"].update(status)
        self.studies[number] = changed

    def paths(self):
        """What was asked, in short."""
        return [path.rpartition("/")[2] for path, _ in self.calls]


class World:
    """Pages, registry and clock; `night()` runs one refresh and gives its report."""

    def __init__(self, tmp_path, registry, start="2026-11-18"):
        self.root, self.registry = tmp_path, registry
        self.site = tmp_path / "site"
        self.site.mkdir(exist_ok=True)
        self.now = dt.datetime.fromisoformat(f"{start}T03:00:00+00:00")

    def page(self, name, *claims):
        """Write a page of one paragraph for each claim."""
        body = "".join(f"<p>{claim}</p>\n" for claim in claims)
        (self.site / name).write_text(f"<!doctype html><html lang=en><body><main>{body}</main></body></html>", "utf-8")

    def verifier(self, **options):
        """A Verifier of this world."""
        options = {
            "judge": None,
            "transport": self.registry,
            "clock": lambda: self.now,
            "sleep": lambda s: None,
            **options,
        }
        return Verifier(self.root / "store", **options)

    def night(self, days=1, **options):
        """Let days pass, and run a night."""
        self.now += dt.timedelta(days=days)
        self.registry.calls.clear()
        with self.verifier() as verifier:
            refresher = Refresher(verifier, **options)
            (report,) = refresher.nights()
            refresher.told()
        return report


def watched(tmp_path, registry, **pages):
    """A world whose pages have been learnt in a first night."""
    world = World(tmp_path, registry)
    for name, claims in pages.items():
        world.page(f"{name}.html", *claims)
    with world.verifier() as verifier:
        Watch(verifier.store).add([str(world.site)], "2026-11-18T00:00:00Z")
    first = world.night()
    assert (first.verdicts, first.changes, first.code) == ((), (), 0)
    return world


def stop(registry, day):
    """Terminate a trial, as the registry would tell it."""
    registry.loaded = f"{day}T09:00:05"
    registry.change(T1, overallStatus="TERMINATED", whyStopped="futility", lastUpdatePostDateStruct={"date": day})


class Killed(BaseException):
    """What a kill looks like from within: no handler of ours may stop it."""


@contextlib.contextmanager
def dying_at(step, registry):
    """Die at the `step`-th time that a row is read or written, or something is asked; before it or just after it."""
    put, get, down = Store._put_bytes, Store._bytes, registry.down
    left = iter(range(step // 2))

    def alive(act):
        last = next(left, None) is None
        if last and step % 2 == 0:
            raise Killed
        done = act()
        if last:
            raise Killed
        return done

    Store._put_bytes = lambda self, *a: alive(lambda: put(self, *a))
    Store._bytes = lambda self, *a: alive(lambda: get(self, *a))
    registry.down = lambda request: alive(lambda: None)
    try:
        yield
    finally:
        Store._put_bytes, Store._bytes, registry.down = put, get, down


def kill_at_random(root, rng, times):
    """Kill the same night at `times` random moments and begin it again: what was not as in an undisturbed night."""
    registry = NightRegistry({p: article(p) for p in ("101", "102")}, {n: trial(n) for n in (T1, T2, T3)})
    pages = {"a": [f"The trial {T1} is recruiting.", f"{T2} is completed."], "b": ["Cells help people (PMID: 101)."]}
    world = watched(root, registry, **pages)
    shutil.copytree(root / "store", root / "kept")
    stop(registry, "2026-11-20")
    registry.articles["101"] = article("101", corrections=RETRACTED)
    world.page("b.html", *pages["b"], f"The trial {T3} is completed.")
    start = world.now
    calm = _bare(world.night(days=31))
    wrong, died = [], 0
    while died < times:
        shutil.rmtree(root / "store")
        shutil.copytree(root / "kept", root / "store")
        world.now = start
        step = rng.randrange(1, 2 * STEPS)
        try:
            with dying_at(step, registry):
                night = world.night(days=31)
        except Killed:
            died += 1
            known = _answered(root)
            world.now += dt.timedelta(minutes=5)
            night = world.night(days=0)
            wrong += [f"step {step}: asked again for {what}" for what in known & _asked(registry)]
        if _bare(night) != calm:
            wrong.append(f"step {step}: another report")
    return wrong


def _answered(root):
    """What the store holds an answer to from this night: identifiers by value, and the questions about news."""
    with Store(root / "store") as store:
        state = store.note("night", State)
        if state is None:
            return set()
        heads = {identifier.value: store.head(identifier) for identifier in store.identifiers()}
        return {v for v, head in heads.items() if head.checked >= state.started} | (
            {"version"} if state.pulses else set()
        )


def _asked(registry):
    """What was asked since the calls were last cleared."""
    asked = set()
    for path, what in registry.calls:
        asked.update(filter(None, (what.get("id") or what.get("filter.ids") or "").split(",")))
        asked.add(path.rpartition("/")[2])
    return asked


def _bare(night):
    """A report without its times and its traffic."""
    return re.sub(r"T\d\d:\d\d:\d\dZ", "", msgspec.json.encode(msgspec.structs.replace(night, requests=0)).decode())


def _identity(study):
    return study["protocolSection"]["identificationModule"]


def _updated(study):
    return study["protocolSection"]["statusModule"].get("lastUpdatePostDateStruct", {}).get("date", "")
