"""Nights over many records against the stand-in: what is found, what is invented, what it costs.

    python bench/refresh.py [--each 5000] [--naive 40]

Half papers, half trials, cited by pages of twenty claims. After the first night (learning) and a quiet one, fifty
changes are planted by the stand-in's time travel: 20 trials stopped, 10 posted results, 8 papers retracted, 7
corrected, and 5 trials that turn UNKNOWN without any update. Then a night in which a month has passed and nothing was
planted. What each night should have said is found by brute force: every page judged anew on the old records and on
the new ones, on the old day and on the new one. The naive job asks each record by itself; it is sampled and
extrapolated, and held beside at the published pace.

A search service has its index standing; the stand-in makes its own when it is first searched, and anew after each step
of time travel. It is therefore searched once before each night, and what that took stands in the night's line, outside
its seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from standin import standin

from verifier.http import GAPS, Client
from verifier.line import Line
from verifier.model import Found, Identifier, Standing, VerdictReady
from verifier.pipeline import Verifier
from verifier.refresh import Refresher
from verifier.resolve import Resolver
from verifier.store import Store
from verifier.watch import Watch

PER_PAGE = 20
CLAIMS = (
    "The trial {} is recruiting patients.",
    "The ongoing trial {} will tell whether the treatment works.",
    "The trial {} showed that the treatment works.",
)
DAYS = {"first": "2026-09-12", "quiet": "2026-09-13", "planted": "2026-09-14", "month": "2026-10-02"}
UPDATED = {"date": "2026-09-14", "type": "ACTUAL"}
NOTICE = {"notice": "59000016", "source": "Synth J Ex. 2026 Sep;12(9):911", "date": "2026-09-14"}


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--each", type=int, default=5000)
    options.add_argument("--naive", type=int, default=40)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return Bench(Path(folder), chosen.each, chosen.naive).run()


class Bench:
    """Pages, a store, a stand-in with planted changes, and a clock."""

    def __init__(self, root: Path, each: int, naive: int) -> None:
        self.root, self.each, self.naive = root, each, naive
        self.pmids = [f"{50_000_000 + k}" for k in range(each)]
        self.trials = [f"NCT{9_000_000 + k:08}" for k in range(each)]
        self.now = dt.datetime(2026, 9, 12, 22, tzinfo=dt.UTC)
        self.judge = None

    def run(self) -> int:
        self.pages()
        plan = self.root / "plan.json"
        with standin("--synthetic", str(self.each), "--rate-limit", "off") as plain:
            kept = self.fetched(plain)
            self.plant(kept, plan)
        flags = ("--synthetic", str(self.each), "--rate-limit", "off", "--time-travel", str(plan))
        with standin(*flags, "--time-travel-level", "1", "--set", f"search_synthetic={self.each}") as self.registry:
            first, before = self.told("first"), self.kept()
            quiet = self.told("quiet")
            self.registry.control(time_travel=2)
            planted, after = self.told("planted"), self.kept()
            self.registry.control(time_travel=3)
            month = self.told("month")
            naive = self.naively()
        wrong = self.check(planted, before, after) + self.check_month(month, after)
        if first.verdicts or first.changes or quiet.verdicts or quiet.changes:
            wrong.append("the first or the quiet night told a change")
        size = sum(file.stat().st_size for file in (self.root / "store").iterdir())
        print(f"naive       each record by itself: {naive}")
        print(f"store       {size / 1e6:.0f} MB after four nights")
        print("wrong: " + ("; ".join(wrong) or "nothing"))
        return 1 if wrong else 0

    # ------------------------------------------------------------------ the world

    def pages(self) -> None:
        """Pages of twenty claims, half on trials, half on papers."""
        site = self.root / "site"
        site.mkdir()
        claims = []
        for number, (pmid, trial) in enumerate(zip(self.pmids, self.trials, strict=True)):
            claims.append(CLAIMS[number % len(CLAIMS)].format(trial))
            claims.append(f"A study found that the treatment works in patients (PMID: {pmid}).")
        for number, at in enumerate(range(0, len(claims), PER_PAGE)):
            body = "".join(f"<p>{claim}</p>\n" for claim in claims[at : at + PER_PAGE])
            text = f"<!doctype html><html lang=en><body><main>{body}</main></body></html>"
            (site / f"page{number:04}.html").write_text(text, "utf-8")

    def fetched(self, registry) -> dict[str, Found]:
        """All records as the stand-in has them without time travel, to choose from."""
        asked = [*(Identifier("NCT", t) for t in self.trials), *(Identifier("PMID", p) for p in self.pmids)]
        with Client(bases=registry.bases, gaps=dict.fromkeys(GAPS, 0.0)) as client, Store(self.root / "plain") as store:
            return {i.value: found for i, found in Resolver(store, client.send).resolve(asked).items()}

    def plant(self, kept: dict[str, Found], plan: Path) -> None:
        """Choose the fifty and write them for the stand-in."""

        def trials(*statuses):
            return [t for t in self.trials if kept[t].record.facts.overall_status in statuses]

        running, ended = trials("RECRUITING"), trials("COMPLETED", "TERMINATED")
        stopped, turned = running[3:203:10], running[5:55:10]
        reported = [t for t in ended if not kept[t].record.facts.has_results][7:107:10]
        old = [p for p in self.pmids if kept[p].record.published < "2022" and not kept[p].record.notices]
        young = [p for p in self.pmids if kept[p].record.published[:4] >= "2025" and not kept[p].record.notices]
        retracted, corrected = old[11:91:10], young[1:36:5]
        self.planted = {*stopped, *reported, *turned, *retracted, *corrected}
        self.turned = turned
        # Twenty that the calendar moves in the last night: their planned end passes.
        unknown, open_ = trials("UNKNOWN"), [t for t in running if t not in self.planted]
        ending = [t for t in unknown if int(t[3:]) % 3 == 1][5:15] + [t for t in open_ if int(t[3:]) % 3 == 2][5:15]
        assert len(self.planted) == 50
        aged = {
            "statusVerifiedDate": "2024-08",
            "completionDateStruct": {"date": "2026-09-11", "type": "ESTIMATED"},
            "lastUpdatePostDateStruct": {"date": "2024-08-20", "type": "ACTUAL"},
        }
        stop = {"overallStatus": "TERMINATED", "whyStopped": "Synthetic: futility", "lastUpdatePostDateStruct": UPDATED}
        turn = {"overallStatus": "UNKNOWN", "lastKnownStatus": "RECRUITING"}
        report = {"resultsFirstPostDateStruct": UPDATED, "lastUpdatePostDateStruct": UPDATED}
        outcome = {"type": "PRIMARY", "title": "Relapse", "reportingStatus": "POSTED"}
        results = {"resultsSection": {"outcomeMeasuresModule": {"outcomeMeasures": [outcome]}}, "hasResults": True}
        versions = [
            {
                "name": "start",
                "dataTimestamp": "2026-09-11T09:00:05",
                "ctgov": {
                    **{t: _status(aged) for t in turned},
                    **{t: _status({"completionDateStruct": {"date": "2026-09-20"}}) for t in ending},
                },
            },
            {
                "name": "planted",
                "dataTimestamp": "2026-09-14T09:00:05",
                "ctgov": {
                    **{t: _status(stop) for t in stopped},
                    **{t: _status(turn) for t in turned},
                    **{t: {"merge": {**_status(report)["merge"], **results}} for t in reported},
                },
                "pubmed": {
                    **{p: {"retracted": NOTICE} for p in retracted},
                    **{p: {"erratum": NOTICE} for p in corrected},
                },
            },
            {"name": "month", "dataTimestamp": "2026-10-01T09:00:05", "ctgov": {}},
        ]
        plan.write_text(json.dumps({"versions": versions}), "utf-8")

    # ------------------------------------------------------------------ nights

    def told(self, name: str):
        """One night: its report, and a line on what it cost."""
        self.now = dt.datetime.fromisoformat(f"{DAYS[name]}T22:00:00+00:00")
        options = {
            "bases": self.registry.bases,
            "gaps": dict.fromkeys(GAPS, 0.0),
            "judge": self.judge,
            "clock": lambda: self.now,
        }
        indexing = self.index()
        self.registry.control(reset_stats=True)
        began, spent = time.perf_counter(), time.process_time()
        asked = []
        with Verifier(self.root / "store", uncited=False, show_text=False, **options) as verifier:
            verifier.fetch = _timed(verifier.fetch, asked)
            if name == "first":
                Watch(verifier.store).add([str(self.root / "site")], "2026-09-12T00:00:00Z")
            refresher = Refresher(verifier)
            (night,) = refresher.nights()
            refresher.told()
        seconds, busy = time.perf_counter() - began, time.process_time() - spent
        paths = self.registry.stats()["services"] if "services" in self.registry.stats() else self.registry.stats()
        requests = sum(paths[s]["requests"] for s in ("eutils", "ctgov"))
        floor = self.floor(night.due)
        print(
            f"{name:<11} {night.records} records, {night.due} due: {requests} requests (floor for the due {floor}), "
            f"{seconds:.1f} s ({_covered(asked):.1f} s of them with a question on its way, {busy:.1f} s of processor ours; "
            f"before it {indexing:.1f} s for the stand-in's index), "
            f"{len({c.identifier for c in night.changes})} records changed, {len(night.verdicts)} verdicts moved, exit {night.code}",
            flush=True,
        )
        return night

    def index(self) -> float:
        """Search each service once for what is not there, so that its index stands; the seconds that took."""
        began = time.perf_counter()
        bases = self.registry.bases
        nothing = urllib.parse.quote("AREA[LastUpdatePostDate]RANGE[2999-01-01,MAX]")
        for url in (
            f"{bases['eutils']}/esearch.fcgi?db=pubmed&term=indexed",
            f"{bases['ctgov']}/studies?filter.advanced={nothing}",
        ):
            urllib.request.urlopen(url).close()
        return time.perf_counter() - began

    def floor(self, due: int) -> int:
        """The fewest requests that could bring the due records: full batches of 200."""
        return math.ceil(due / 200)

    def kept(self) -> dict[Identifier, Found]:
        """The records as the store has them."""
        with Store(self.root / "store") as store:
            return Resolver(store, clock=lambda: self.now, keep=_FOREVER).resolve(list(store.identifiers()))

    # ------------------------------------------------------------------ what it should have said

    def standings(self, kept, day: str) -> dict[str, Standing]:
        """Every page judged anew: by brute force."""
        line = Line(None, dt.date.fromisoformat(day), uncited=False, show_text=False)
        found = {}
        with Store(self.root / "store") as store:
            watch = Watch(store)
            from verifier.refresh.night import _unread

            for name in watch.documents():
                page = _unread(watch.sighting(name))
                told = line.tell([page], {identifier: kept[identifier] for identifier in page.identifiers})
                for event in told.events:
                    if isinstance(event, VerdictReady):
                        found[event.verdict.citation.key] = Standing.of(event.verdict)
        return found

    def check(self, night, before, after) -> list[str]:
        wrong = []
        changed = {change.identifier.value for change in night.changes}
        if missed := self.planted - changed:
            wrong.append(f"planted and not found: {sorted(missed)}")
        if invented := changed - self.planted:
            wrong.append(f"found and not planted: {sorted(invented)}")
        if not set(self.turned) <= changed:
            wrong.append("a trial that turned UNKNOWN was not found")
        then = self.standings(before, DAYS["quiet"])
        by_record = self.standings(after, DAYS["quiet"])
        now = self.standings(after, DAYS["planted"])
        expected = {(k, "record") for k in now if then[k] != by_record[k]} | {
            (k, "clock") for k in now if by_record[k] != now[k]
        }
        told = {(c.key, c.cause) for c in night.verdicts}
        if told != expected:
            wrong.append(f"verdicts missed {len(expected - told)}, invented {len(told - expected)}")
        print(
            f"planted     50 changes: {len(self.planted & changed)} found, {len(changed - self.planted)} invented; ",
            end="",
        )
        print(f"verdicts by brute force {len(expected)}, told {len(told & expected)}, invented {len(told - expected)}")
        return wrong

    def check_month(self, night, kept) -> list[str]:
        then, now = self.standings(kept, DAYS["planted"]), self.standings(kept, DAYS["month"])
        expected = {(k, "clock") for k in now if then[k] != now[k]}
        told = {(c.key, c.cause) for c in night.verdicts}
        print(
            f"month       verdicts moved by the calendar alone: {len(expected)} by brute force, {len(told & expected)} told, ",
            end="",
        )
        print(f"{len(told - expected)} invented")
        return [] if told == expected else ["the calendar's verdicts differ from brute force"]

    def naively(self) -> str:
        """The job that most people write: each record by itself, at the published pace."""
        sample = self.trials[: self.naive // 2] + self.pmids[: self.naive // 2]
        with (
            Client(bases=self.registry.bases, gaps=dict.fromkeys(GAPS, 0.0)) as client,
            Store(self.root / "naive") as store,
        ):
            resolver = Resolver(store, client.send)
            began = time.perf_counter()
            for value in sample:
                resolver.resolve([Identifier("NCT" if value.startswith("NCT") else "PMID", value)])
            each = (time.perf_counter() - began) / len(sample)
        requests = 2 * self.each
        paced = max(self.each * GAPS["ctgov"], self.each * GAPS["eutils"])
        return f"{requests} requests, {requests * each:.0f} s unpaced (from {len(sample)}), at least {paced / 60:.0f} min at the published pace"


def _timed(fetch, asked: list[tuple[float, float]]):
    """The same door, with when each question was sent and answered noted."""

    def timed(request, examine):
        began = time.perf_counter()
        try:
            return fetch(request, examine)
        finally:
            asked.append((began, time.perf_counter()))

    return timed


def _covered(spans: list[tuple[float, float]]) -> float:
    """The seconds that spans cover together, those that overlap counted once."""
    covered = reached = 0.0
    for began, ended in sorted(spans):
        covered += max(0.0, ended - max(began, reached))
        reached = max(reached, ended)
    return covered


def _status(fields: dict) -> dict:
    return {"merge": {"protocolSection": {"statusModule": fields}}}


_FOREVER = dict.fromkeys(
    ("missing", "alias", "running-trial", "ended-trial", "reported-trial", "watched-paper", "settled-paper"), 10**10
)

if __name__ == "__main__":
    sys.exit(main())
