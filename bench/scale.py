"""Many pages: one process, two, and a cluster of two workers, with equal verdicts in bounded memory.

    python bench/scale.py [--pages 100000] [--identifiers 20000] [--runs jobs-1 jobs-2 dask-2] [--again]

Pages are generated (30 % with identifiers); records come from the stand-in's synthetic range, once, into a warm store;
the runs that are timed are offline. Each run leaves its figures in build/scale, and a run that is there is not done
again (--again does it), so that the whole may be done in pieces. Memory is the largest resident set that any process
of the run had. Needs ../shared for the stand-in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import family
from standin import standin

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
OUT = ROOT / "build" / "scale"
TODAY = "2026-11-20"
LIMIT_MB = 600
GOAL = 1.7
SHARD = 1000  # pages in a shard of the sweep
RUNS = ("jobs-1", "jobs-2", "dask-2")
SAID = ("document", "verdict", "listed", "other", "uncited")  # the lines that must be equal, whoever writes them

FILLER = [
    "Our clinic welcomes patients from many countries and speaks eleven languages.",
    "The first visit takes about forty minutes and includes a conversation with a physician.",
    "Please bring your earlier findings, a list of medicines and something to read.",
    "Parking is behind the house; the tram stops at the corner every ten minutes.",
    "We answer letters within three working days, and telephone calls at once.",
    "Opening hours are from eight to six, on Fridays until four.",
]
CLAIMS = [
    "A randomised trial in {n} adults showed less pain than placebo ({id}).",
    "The treatment improved walking in {n} people ({id}).",
    "An ongoing phase 2 study recruits {n} patients ({id}).",
    "No serious side effects were seen in {n} participants ({id}).",
    "The effect was confirmed in a second study of {n} people ({id}).",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--identifiers", type=int, default=20_000)
    parser.add_argument("--runs", nargs="*", default=list(RUNS), choices=RUNS)
    parser.add_argument("--judge", default="none")
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (the stand-in of the registries), which is not part of a clone", file=sys.stderr)
        return 0
    listing = generate(OUT, arguments.pages, arguments.identifiers)
    warm(OUT, arguments.identifiers)
    results = OUT / f"results-{arguments.pages}-{arguments.judge}"
    results.mkdir(parents=True, exist_ok=True)
    for run in arguments.runs:
        file = results / f"{run}.json"
        if arguments.again or not file.exists():
            told = measured(run, listing, arguments.judge)
            file.write_text(json.dumps(told, indent=1) + "\n")
    report(
        {run: json.loads((results / f"{run}.json").read_text()) for run in RUNS if (results / f"{run}.json").exists()}
    )
    return 0


def report(results: dict[str, dict]) -> None:
    """The figures of the runs that were done, as a table."""
    first = next(iter(results.values()))
    print(
        f"{first['pages']} pages, {first['cited']} distinct identifiers cited, store warm, offline, judge {first['judge']}"
    )
    print(
        "| run | seconds | pages/s | verdicts/s | processor s | largest process MB | prepared / cited | let go | verdicts | beside it |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for run, told in results.items():
        rates = f"{told['wall']:.1f} | {told['pages'] / told['wall']:.0f} | {told['verdicts'] / told['wall']:.0f}"
        prepared = f"{told['prepared']} / {told['cited']} = {told['prepared'] / told['cited']:.2f}"
        print(
            f"| {run} | {rates} | {told['cpu']:.0f} | {told['largest']:.0f} | {prepared} | {told['let_go']} "
            f"| {told['digest'][:12]} | {told['quiet']} |"
        )
    print("each process prepares a record once, as long as none is let go: over several processes up to once for each")
    if {"jobs-1", "jobs-2"} <= results.keys():
        one, two = results["jobs-1"], results["jobs-2"]
        print(f"two jobs over one: {one['wall'] / two['wall']:.2f} x by the clock (goal {GOAL}); ", end="")
        print(
            f"processor time {two['cpu'] / one['cpu']:.2f} x, so {2 * one['cpu'] / two['cpu']:.2f} x on two free cores"
        )
    worst = max(told["largest"] for told in results.values())
    same = "equal" if len({told["digest"] for told in results.values()}) == 1 else "DIFFER"
    print(f"largest process {worst:.0f} MB of {LIMIT_MB} allowed; verdicts of {len(results)} runs {same}")


def measured(run: str, listing: Path, judge: str) -> dict:
    """The figures of one run."""
    names = listing.read_text().split()
    common = ["--offline", "--today", TODAY, "--judge", judge, "--store", str(OUT / "store"), "--format", "jsonl"]
    kind, workers = run.split("-")
    if kind == "jobs":
        reports = [OUT / f"report-{run}.jsonl"]
        command = ["check", "--files-from", str(listing), "--jobs", workers, "--output", str(reports[0])]
        command += ["--fail-on", "never", "--quiet", "--verbose"]
    else:
        out = OUT / f"sweep-{len(names)}"
        shutil.rmtree(out, ignore_errors=True)
        command = ["sweep", *shards(names, listing.with_suffix("")), "--out", str(out), "--workers", workers]
    spent = family.run([sys.executable, "-m", "verifier", *command, *common], ROOT)
    if spent.code not in (0, 3):
        sys.exit(f"{run} ended with {spent.code}:\n{spent.output}")
    if kind != "jobs":
        reports = [Path(line) for line in spent.output.splitlines() if line.endswith(".jsonl")]
    held = re.search(r"prepared (\d+) times, and let go of (\d+) times", spent.output)
    digest, verdicts, cited = told(reports)
    return {
        "pages": len(names),
        "judge": judge,
        "wall": spent.wall,
        "cpu": spent.cpu,
        "leader": spent.leader,
        "largest": spent.largest,
        "quiet": spent.quiet,
        "prepared": int(held[1]) if held else 0,
        "let_go": int(held[2]) if held else 0,
        "verdicts": verdicts,
        "cited": cited,
        "digest": digest,
    }


def told(reports: Iterable[Path]) -> tuple[str, int, int]:
    """(digest of all that was said of the pages, verdicts, distinct identifiers) of reports in their order."""
    digest, verdicts, cited = hashlib.sha256(), 0, set()
    for line in lines(reports):
        said = json.loads(line)
        if said["kind"] in SAID:
            digest.update(line)
        if said["kind"] == "verdict":
            verdicts += 1
            cited.add(said["identifier"])
    return digest.hexdigest(), verdicts, len(cited)


def lines(reports: Iterable[Path]) -> Iterator[bytes]:
    for report in reports:
        with report.open("rb") as stream:
            yield from stream


def shards(names: list[str], stem: Path) -> list[str]:
    """Files that list the pages of a shard each, written once."""
    found = []
    for at in range(0, len(names), SHARD):
        shard = stem.with_name(f"{stem.name}-shard-{at // SHARD:04}.txt")
        if not shard.exists():
            shard.write_text("\n".join(names[at : at + SHARD]) + "\n")
        found.append(str(shard))
    return found


def generate(out: Path, pages: int, identifiers: int) -> Path:
    """Write the pages once; the list of their names."""
    folder, listing = out / f"pages-{pages}", out / f"pages-{pages}.txt"
    if listing.exists():
        return listing
    folder.mkdir(parents=True, exist_ok=True)
    names, half = [], identifiers // 2
    draw = random.Random(1)
    for number in range(pages):
        body = [f"<p>{draw.choice(FILLER)} {draw.choice(FILLER)}</p>" for _ in range(8)]
        if number % 10 < 3:
            for at in range(draw.randint(1, 3)):
                k = draw.randrange(half)
                cited = f"PMID: {50_000_000 + k}" if draw.random() < 0.5 else f"NCT{9_000_000 + k:08}"
                claim = draw.choice(CLAIMS).format(n=draw.randint(10, 900), id=cited)
                body.insert(2 * at + 1, f"<p>{claim}</p>")
        path = folder / f"{number:06}.html"
        path.write_text(f"<html><head><title>Page {number}</title></head><body>{''.join(body)}</body></html>")
        names.append(str(path))
    listing.write_text("\n".join(names) + "\n")
    return listing


def warm(out: Path, identifiers: int) -> None:
    """Fill the store with synthetic records from the stand-in."""
    mark = out / f"warm-{identifiers}"
    if mark.exists():
        return
    sys.path.insert(0, str(ROOT))
    from verifier import Identifier, Verifier

    half = identifiers // 2
    wanted = [Identifier("PMID", str(50_000_000 + k)) for k in range(half)]
    wanted += [Identifier("NCT", f"NCT{9_000_000 + k:08}") for k in range(half)]
    gaps = {"eutils": 0.01, "ctgov": 0.01}
    with (
        standin("--no-default-records", "--synthetic", str(half), "--rate-limit", "off") as registry,
        Verifier(out / "store", bases=registry.bases, gaps=gaps, judge=None) as verifier,
    ):
        found = verifier.resolver.resolve(wanted)
    lost = [str(i) for i, lookup in found.items() if type(lookup).__name__ == "Unavailable"]
    if lost:
        sys.exit(f"{len(lost)} records could not be had from the stand-in, {lost[0]} among them")
    mark.touch()


if __name__ == "__main__":
    sys.exit(main())
