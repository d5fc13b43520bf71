"""A night killed at random moments and begun again: the report must be that of an undisturbed night.

    python bench/chaos_refresh.py [--times 100] [--real 5] [--seed 1]

Mostly in process: a kill is an exception that nothing of ours may catch, raised before or after a row is read or
written or something is asked, so that what a transaction had not committed is lost. Nothing that was answered may be
asked again. Some runs are processes of their own, against the stand-in, killed with -9 (--real 0 leaves them out).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from standin import SHARED, standin

from tests.night_fake import kill_at_random

TRIALS = [f"NCT{9_000_000 + k:08}" for k in range(600)]


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--times", type=int, default=100)
    options.add_argument("--real", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong = kill_at_random(Path(folder), rng, chosen.times)
    seconds = time.perf_counter() - began
    print(
        f"{chosen.times} nights killed and begun again in process, {len(wrong)} faults ({seconds:.0f} s, seed {chosen.seed})"
    )
    if chosen.real and SHARED.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            unlike = Killing(Path(folder), rng).run(chosen.real)
        print(f"{chosen.real} nights killed with -9, {len(unlike)} faults")
        wrong += unlike
    for line in wrong:
        print(line)
    return 1 if wrong else 0


class Killing:
    """`verifier refresh` as a process, against the stand-in."""

    def __init__(self, root: Path, rng: random.Random) -> None:
        self.root, self.rng = root, rng
        site = root / "site"
        site.mkdir()
        for at in range(0, len(TRIALS), 20):
            claims = "".join(f"<p>The trial {trial} is recruiting patients.</p>" for trial in TRIALS[at : at + 20])
            (site / f"page{at:03}.html").write_text(f"<html lang=en><body>{claims}</body></html>", "utf-8")
        update = {"overallStatus": "TERMINATED", "lastUpdatePostDateStruct": {"date": "2026-09-14"}}
        stopped = {trial: {"merge": {"protocolSection": {"statusModule": update}}} for trial in TRIALS[::29]}
        version = {"name": "later", "dataTimestamp": "2026-09-14T09:00:05", "ctgov": stopped}
        (root / "plan.json").write_text(json.dumps({"versions": [version]}), "utf-8")

    def run(self, times: int) -> list[str]:
        """The kills after which the report was another one."""
        flags = ("--synthetic", str(len(TRIALS)), "--latency", "0.1", "--time-travel", str(self.root / "plan.json"))
        with standin(*flags) as registry:
            self.environment = {
                **os.environ,
                "VERIFIER_STORE": str(self.root / "store"),
                "VERIFIER_EUTILS_URL": registry.bases["eutils"],
                "VERIFIER_CTGOV_URL": registry.bases["ctgov"],
                "PYTHONPATH": str(Path(__file__).parent.parent),
            }
            self.call("watch", "add", str(self.root / "site")).wait()
            self.report()
            shutil.copytree(self.root / "store", self.root / "kept")
            registry.control(time_travel=1)
            time.sleep(1.1)  # times are kept to the second: the night must begin later than the one before
            began = time.perf_counter()
            calm = self.report()
            assert '"cause": "record"' in calm, "the night to be killed found nothing"
            seconds = time.perf_counter() - began
            return [line for number in range(times) if (line := self.kill(number, seconds, calm))]

    def kill(self, number: int, seconds: float, calm: str) -> str:
        """Kill a night somewhere and begin it again; "" when the report is as it was."""
        shutil.rmtree(self.root / "store")
        shutil.copytree(self.root / "kept", self.root / "store")
        process = self.call(*NIGHT)
        after = self.rng.uniform(0.1, 0.95) * seconds
        try:
            told, _ = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            told, _ = process.communicate()
        if _bare(told) == calm:
            return ""  # it was quicker than the kill
        return "" if self.report() == calm else f"run {number}, killed after {after:.2f} s: another report"

    def report(self) -> str:
        """One night's report without its times."""
        out, _ = self.call(*NIGHT).communicate()
        return _bare(out)

    def call(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "verifier", *words]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment, cwd=self.root)


def _bare(report: str) -> str:
    """A report without its times."""
    return re.sub(r"\d\d:\d\d:\d\dZ", "", report)


NIGHT = ("refresh", "--judge", "none", "--format", "json", "--quiet", "--older-than", "0s")

if __name__ == "__main__":
    sys.exit(main())
