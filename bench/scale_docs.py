"""Writes docs/scale.md: the rates measured now, the results of bench-scale and bench-snapshot, and what follows.

    python bench/scale_docs.py

The page's words stand in bench/scale.md. Needs ../shared for the stand-in, and the results of `make bench-scale` and
`make bench-snapshot` in build.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
from pathlib import Path
from string import Template

import documents
import rates
import scale

from verifier.identifiers.presence import may_hold, may_hold_others
from verifier.store import Store

ROOT = Path(__file__).parent.parent
PRICE = 0.04  # dollars for an hour of one core: an assumption, said on the page
CITED = 2  # identifiers on a page that has any: an assumption, said on the page
PAPERS, TRIALS = 38_000_000, 600_000
FIRST = "verdicts by rules, record seen for the first time"
PREPARED = "verdicts by rules, record prepared before"
LOOKUPS = "records found in the store"


def main() -> int:
    held = [folder for folder in scale.OUT.glob("results-*-none") if any(folder.glob("*.json"))]
    runs = sorted(held, key=lambda folder: int(folder.name.split("-")[1]))
    built = ROOT / "build" / "snapshot" / "results.json"
    if not scale.SHARED.is_dir() or not runs or not built.exists():
        print("needs ../shared, and first: make bench-scale bench-snapshot", file=sys.stderr)
        return 1
    kinds, verdicts = rates.kinds(wanted=12), rates.verdicts(1500)
    at_hand = next(name for name in verdicts if "at hand" in name)
    asked = next(name for name in verdicts if "is asked" in name)
    results = {file.stem: json.loads(file.read_text()) for file in sorted(runs[-1].glob("*.json"))}
    snapshot = json.loads(built.read_text())
    size, dismissed = dismissal()
    each = per_record(ROOT / "build" / "snapshot" / "checked")
    build = max(row["each"] for row in snapshot if row["jobs"] == 2) / 1000  # processor seconds of the longer articles
    text = Template((ROOT / "bench" / "scale.md").read_text("utf-8")).substitute(
        machine=machine(),
        kinds=kind_table(kinds),
        dismissed=number(dismissed),
        dismissed_size=f"{size / 1000:.0f}",
        verdicts=verdict_table(verdicts) + f"\n\n{rates.cold(1000)}.",
        growth=growth(20_000),
        bytes=byte_table(each),
        runs=run_table(results),
        snapshot=snapshot_table(snapshot),
        money=money(1 / kinds["html"][2], 1 / dismissed, 1 / verdicts[at_hand]),
        store_bytes=f"{each['a paper, as recorded, in the store'] / 1000:.0f}",
        store_total=number((PAPERS + TRIALS) * each["a paper, as recorded, in the store"] / 1e9),
        build_hours=f"{PAPERS * build / 2 / 3600:.0f}",
        lookups=number(verdicts[LOOKUPS]),
        first=number(verdicts[FIRST]),
        prepared=number(verdicts[PREPARED]),
        asked=number(verdicts[asked]),
        leader=number(leader(results)),
    )
    (ROOT / "docs" / "scale.md").write_text(text, "utf-8")
    print("docs/scale.md is written")
    return 0


def machine() -> str:
    """On what the rates were taken, and what else ran."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "a processor",
    )
    load = os.getloadavg()[0]
    beside = f"; {load:.0f} other processes wanted them meanwhile, which slows each" if load > 1.5 else ""
    return f"Rates are of processor time on {os.cpu_count()} cores of {model}, {dt.date.today():%d %B %Y}{beside}."


def table(head: str, rows: list[str]) -> str:
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", f"|{'---|' * columns}", *(f"| {row} |" for row in rows)])


def number(value: float) -> str:
    """Two figures that mean something."""
    digits = len(str(int(value)))
    return f"{round(value, 2 - digits):,.0f}" if value >= 10 else f"{value:.2g}"


def kind_table(kinds: dict[str, tuple[float, float, float]]) -> str:
    rows = [
        f"{kind} | {size / 1000:.0f} | {number(read)} | {number(both)}" for kind, (size, read, both) in kinds.items()
    ]
    return table("kind | kB | read, documents/s a core | read and extracted", rows)


def verdict_table(verdicts: dict[str, float]) -> str:
    return table("what | a second", [f"{name} | {number(value)}" for name, value in verdicts.items()])


def dismissal() -> tuple[float, float]:
    """(bytes, pages a second of one core) of pages that hold no identifier."""
    rng = random.Random(11)
    pages = [documents.html_page(rng, 0.0).encode() for _ in range(40)]
    spent = documents.timed(lambda data: may_hold(data) or may_hold_others(data), pages)
    return sum(map(len, pages)) / len(pages), len(pages) / spent


def growth(most: int) -> str:
    """Distinct identifiers as pages go by, on the generated pages and on the labelled ones."""
    import re

    listing = scale.generate(scale.OUT, 20_000, most)
    seen: set[str] = set()
    cited, rows = 0, []
    for number_, name in enumerate(listing.read_text().split(), 1):
        found = re.findall(r"NCT\d{8}|PMID: \d+", Path(name).read_text())
        cited += len(found)
        seen.update(found)
        if number_ in (1000, 5000, 20_000):
            rows.append(
                f"generated, from {most:,} | {number_:,} | {cited / number_:.2f} | {len(seen):,} | {len(seen) / cited:.0%}"
            )
    from verifier import Verifier

    with Verifier(scale.OUT / "store", offline=True, judge=None, show_text=False) as verifier:
        pages = sorted((scale.SHARED / "gold").rglob("*.html"))
        found = [c.identifier for page in pages for c in verifier.extract(page).citations]
    if pages:
        rows.append(
            f"labelled pages of this field | {len(pages)} | {len(found) / len(pages):.2f} | {len(set(found)):,} "
            f"| {len(set(found)) / max(1, len(found)):.0%}"
        )
    return table("pages | how many | identifiers on a page | distinct | new ones among those cited", rows)


def per_record(store: Path) -> dict[str, float]:
    """What is kept of a record, in bytes."""
    found = {}
    for name, folder, count in (
        ("a paper, as recorded", store, 0),
        ("a short synthetic record", scale.OUT / "store", 20_000),
    ):
        with Store(folder, readonly=True) as opened:
            info = opened.info()
        records = count or info.papers
        found[f"{name}, payload as packed"] = info.payload_bytes / max(1, info.payloads)
        found[f"{name}, in the store"] = info.size / records
    return found


def byte_table(each: dict[str, float]) -> str:
    return "\n".join(f"| {name} | {number(value)} |" for name, value in each.items())


def run_table(results: dict[str, dict]) -> str:
    first = next(iter(results.values()))
    rows = [
        f"{name} | {told['wall']:.0f} | {told['cpu']:.0f} | {told['verdicts']:,} | {told['largest']:.0f} "
        f"| {told['prepared'] / told['cited']:.2f} | {told['let_go']:,} | {told['digest'][:12]} | {told['quiet']}"
        for name, told in results.items()
    ]
    head = "run | seconds | processor seconds | verdicts | largest process MB | prepared / cited | let go | what was said | beside it"
    said = f"{first['pages']:,} pages, {first['cited']:,} distinct identifiers.\n\n{table(head, rows)}"
    if {"jobs-1", "jobs-2"} <= results.keys():
        one, two = results["jobs-1"], results["jobs-2"]
        clock = f"Two jobs over one: {one['wall'] / two['wall']:.2f} x by the clock. " if quiet(one, two) else ""
        said += (
            f"\n\n{clock}Two jobs took {two['cpu'] / one['cpu']:.2f} times the processor time of one, which is "
            f"{2 * one['cpu'] / two['cpu']:.2f} x on two free cores."
        )
    return said


def quiet(*runs: dict) -> bool:
    """Whether nothing else wanted the processors: else the clock tells of the others."""
    return all(told["quiet"] == "quiet" for told in runs)


def snapshot_table(rows: list[dict]) -> str:
    head = (
        "articles | bytes each | jobs | articles/s by the clock | processor ms each | of it, the process that writes "
        "| articles/s on two free cores | beside it"
    )
    return table(
        head,
        [
            f"{r['name']} | {r['size']:,.0f} | {r['jobs']} | {r['rate']:,.0f} | {r['each']:.2f} | {r['writing']:.2f} "
            f"| {r['free']:,.0f} | {r['quiet']}"
            for r in rows
        ],
    )


def money(page: float, bare: float, verdict: float) -> str:
    """Core hours and dollars for a million and a billion pages of two make-ups; arguments in seconds of one core."""
    rows = []
    for name, share in (("30 % with identifiers", 0.3), ("1 % with identifiers", 0.01)):
        seconds = share * (page + CITED * verdict) + (1 - share) * bare
        for count, word in ((10**6, "1 million"), (10**9, "1 billion")):
            hours = count * seconds / 3600
            rows.append(f"{name} | {word} | {number(hours)} | {number(hours / 64)} | {number(hours * PRICE)}")
    return table("pages | how many | core hours | hours on 64 cores | dollars", rows)


def leader(results: dict[str, dict]) -> float:
    """Pages a second at which the process that writes the report has no time left."""
    told = results.get("jobs-2") or next(iter(results.values()))
    return told["pages"] / told["leader"]


if __name__ == "__main__":
    sys.exit(main())
