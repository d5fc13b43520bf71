"""Throughput and memory on many pages: one process, two, and a cluster of two workers, with equal verdicts.

    python bench/scale.py [--pages 100000] [--identifiers 20000] [--out build/scale] [--cluster]

Pages are generated (30 % with identifiers); records come from the stand-in's synthetic range, once, into a warm
store; the runs that are timed are offline. Memory is the largest resident set of any process of the run. Needs
../shared for the stand-in.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TODAY = "2026-11-20"
LIMIT_MB = 600

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
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "scale")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--judge", default="none")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (the stand-in of the registries), which is not part of a clone", file=sys.stderr)
        return 0
    listing = generate(arguments.out, arguments.pages, arguments.identifiers)
    warm(arguments.out, arguments.identifiers)
    print(f"{arguments.pages} pages, {arguments.identifiers} distinct identifiers, store warm, offline")
    print("| run | seconds | pages/s | verdicts/s | largest process MB | digest of the report |")
    print("|---|---|---|---|---|---|")
    seconds, digests, worst = {}, set(), 0.0
    for jobs in arguments.jobs:
        spent, verdicts, memory, digest = run(arguments, listing, jobs)
        seconds[jobs] = spent
        digests.add(digest)
        worst = max(worst, memory)
        rate = f"{arguments.pages / spent:.0f} | {verdicts / spent:.0f}"
        print(f"| {jobs} jobs | {spent:.1f} | {rate} | {memory:.0f} | {digest[:12]} |", flush=True)
    if 1 in seconds and 2 in seconds:
        print(f"two jobs over one: {seconds[1] / seconds[2]:.2f} x (goal 1.7)")
    print(f"largest process {worst:.0f} MB of {LIMIT_MB} allowed; reports {'equal' if len(digests) == 1 else 'DIFFER'}")
    return 0


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
    command = [sys.executable, SHARED / "standin" / "standin.py", "--port", "0", "--no-default-records"]
    command += ["--synthetic", str(half), "--rate-limit", "off"]
    standin = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        base = standin.stdout.readline().strip()
        bases = {"eutils": f"{base}/entrez/eutils", "ctgov": f"{base}/api/v2"}
        wanted = [Identifier("PMID", str(50_000_000 + k)) for k in range(half)]
        wanted += [Identifier("NCT", f"NCT{9_000_000 + k:08}") for k in range(half)]
        with Verifier(out / "store", bases=bases, gaps={"eutils": 0.01, "ctgov": 0.01}, judge=None) as verifier:
            found = verifier.resolver.resolve(wanted)
        lost = [str(i) for i, lookup in found.items() if type(lookup).__name__ == "Unavailable"]
        if lost:
            sys.exit(f"{len(lost)} records could not be had from the stand-in, {lost[0]} among them")
    finally:
        standin.terminate()
        standin.wait()
    mark.touch()


def run(arguments: argparse.Namespace, listing: Path, jobs: int) -> tuple[float, int, float, str]:
    """One timed run: seconds, verdicts, largest resident set in MB, digest of the report."""
    report = arguments.out / f"report-{jobs}.jsonl"
    command = [sys.executable, "-m", "verifier", "check", "--files-from", str(listing), "--offline", "--today", TODAY]
    command += ["--jobs", str(jobs), "--judge", arguments.judge, "--format", "jsonl", "--output", str(report)]
    command += ["--fail-on", "never", "--quiet", "--store", str(arguments.out / "store")]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    watcher = Watcher(process.pid)
    watcher.start()
    process.wait()
    spent = time.perf_counter() - start
    watcher.join()
    if process.returncode not in (0, 3):
        sys.exit(f"the run with {jobs} jobs ended with {process.returncode}")
    digest, verdicts = hashlib.sha256(), 0
    with report.open("rb") as stream:
        for line in stream:
            digest.update(line)
            verdicts += b'"outcome":' in line or b'"outcome": ' in line
    return spent, verdicts, watcher.largest / 1024, digest.hexdigest()


class Watcher(threading.Thread):
    """Looks at the resident set of a process and its children every tenth of a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.largest = 0.0  # kB

    def run(self) -> None:
        while Path(f"/proc/{self._pid}").exists():
            family = [self._pid]
            for pid in family:
                family.extend(children(pid))
                self.largest = max(self.largest, resident(pid))
            time.sleep(0.1)
            if resident(self._pid) == 0:
                return


def children(pid: int) -> list[int]:
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def resident(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1])
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
