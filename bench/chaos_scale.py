"""Workers killed at random while many pages are checked: what was said stays the same, byte for byte.

    python bench/chaos_scale.py [--pages 3000] [--kills 20] [--seed 1] [--only jobs|sweep]

The same pages are checked undisturbed, then by two jobs, then by a sweep on Dask, while a random worker is killed again
and again (kill -9, by seed). The sweep's leader is killed once too; then the same command goes on where it stopped, as
it does after a shard was lost with its workers. Needs ../shared for the stand-in.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import family
import scale

SHARD = 60  # pages in a shard of the sweep: many shards, so that kills meet different ones
COMMON = [
    "--offline",
    "--today",
    scale.TODAY,
    "--judge",
    "none",
    "--store",
    str(scale.OUT / "store"),
    "--format",
    "jsonl",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["jobs", "sweep"])
    arguments = parser.parse_args()
    if not scale.SHARED.is_dir():
        print("needs ../shared (the stand-in of the registries), which is not part of a clone", file=sys.stderr)
        return 0
    listing = scale.generate(scale.OUT, arguments.pages, 20_000)
    scale.warm(scale.OUT, 20_000)
    report = scale.OUT / "chaos.jsonl"
    calm = check(listing, report, 1)
    expected = scale.told([report])
    print(
        f"{arguments.pages} pages, {expected[1]} verdicts; undisturbed in {calm.wall:.0f} s ({calm.quiet})", flush=True
    )
    good = True
    if arguments.only != "sweep":
        killer = Killer(arguments.seed, arguments.kills, max(2.0, calm.wall / 2 / arguments.kills))
        spent = check(listing, report, 2, killer)
        good &= said("two jobs", killer, spent, scale.told([report]) == expected)
    if arguments.only != "jobs":
        good &= sweep(arguments, listing, expected, calm.wall)
    return 0 if good else 1


def check(listing: Path, report: Path, jobs: int, killer: Killer | None = None) -> family.Spent:
    command = [
        "check",
        "--files-from",
        str(listing),
        "--jobs",
        str(jobs),
        "--output",
        str(report),
        "--fail-on",
        "never",
    ]
    return done([*command, "--quiet", *COMMON], killer)


def sweep(arguments: argparse.Namespace, listing: Path, expected: tuple[str, int, int], calm: float) -> bool:
    """The same by a sweep: workers killed, then the leader, then the same command until nothing is lacking."""
    names = listing.read_text().split()
    out = scale.OUT / "chaos-sweep"
    shutil.rmtree(out, ignore_errors=True)
    scale.SHARD = SHARD
    shards = scale.shards(names, listing.with_name(f"chaos-{listing.stem}"))
    command = ["sweep", *shards, "--out", str(out), "--workers", "2", *COMMON]
    first = Killer(arguments.seed, 1, calm / 4, leader=True, begun=under_way(out))
    spent = done(command, first, allowed=(-signal.SIGKILL,))
    left = sum(1 for _ in (out / "reports").glob("*.mark")) if (out / "reports").exists() else 0
    print(f"sweep: leader killed after {spent.wall:.0f} s, {left} of {len(shards)} reports stood", flush=True)
    killer = Killer(arguments.seed, arguments.kills, max(2.0, calm / arguments.kills), begun=under_way(out))
    spent = done(command, killer, allowed=(3,))
    lost = spent.output.count("could not be done")
    if lost:
        print(
            f"sweep: {lost} shards lost their workers more than three times and were done by the next run", flush=True
        )
        spent = done(command, None)
    reports = [Path(line) for line in spent.output.splitlines() if line.endswith(".jsonl")]
    return said("sweep on Dask, two workers", killer, spent, scale.told(reports) == expected)


def under_way(out: Path) -> Callable[[], bool]:
    """Tells whether the sweep into a folder has done more than it had when this was asked for."""

    def done() -> int:
        return sum(1 for _ in out.glob("*/*.mark"))

    before = done()
    return lambda: done() > before


def said(what: str, killer: Killer, spent: family.Spent, equal: bool) -> bool:
    verdict = "what was said is EQUAL" if equal else "what was said DIFFERS"
    print(f"{what}: {killer.killed} workers killed in {spent.wall:.0f} s; {verdict}", flush=True)
    return equal and killer.killed == killer.kills


def done(command: Sequence[str], killer: Killer | None, allowed: Sequence[int] = ()) -> family.Spent:
    spent = family.run([sys.executable, "-m", "verifier", *command], scale.ROOT, killer)
    if spent.code not in (0, *allowed):
        sys.exit(f"it ended with {spent.code}:\n{spent.output[-3000:]}")
    return spent


class Killer:
    """Kills a worker of a watched command at random moments, about every so many seconds."""

    def __init__(
        self, seed: int, kills: int, every: float, *, leader: bool = False, begun: Callable[[], bool] | None = None
    ) -> None:
        self._draw = random.Random(seed)
        self.kills, self._every, self._leader = kills, every, leader
        self.killed = 0
        self._begun = begun  # tells whether the work has begun; a cluster that never stood proves nothing
        self._next = 0.0

    def __call__(self, watcher: family.Watcher) -> None:
        now = time.monotonic()
        if self._begun is not None and not self._begun():
            return
        self._next = self._next or now + self._every
        victims = [watcher.pid] if self._leader else workers(watcher)
        if self.killed == self.kills or now < self._next or not victims:
            return
        try:
            os.kill(self._draw.choice(victims), signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed += 1
        self._next = now + self._draw.uniform(0.5, 1.5) * self._every


def workers(watcher: family.Watcher) -> list[int]:
    """Those of a family that do the work: forked by a server of forks, or spawned; never such a server itself."""
    found = []
    for parent in watcher.family():
        forks = "forkserver" in family.command_line(parent)
        found += [pid for pid in family.children(parent) if forks or "spawn_main" in family.command_line(pid)]
    return sorted(set(found))


if __name__ == "__main__":
    sys.exit(main())
