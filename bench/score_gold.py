"""Check the gold pages against a local stand-in of both registries and score the report.

    python bench/score_gold.py [--judge NAME [--judge-only]] [--set FOLDER] [--out FOLDER]

--judge-only leaves every check and confirmation out: what the judge alone makes of each claim beside its record.

Needs ../shared (gold pages with expected verdicts, their records, the stand-in and the scorer); says so where it is
absent. The scorer's figures are printed as they are.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from verifier import Verifier, shelves
from verifier.line import Line
from verifier.model import Finding, Page
from verifier.pipeline import DEFAULT_JUDGE

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TODAY = "2026-11-20"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", default=None, help="judge to use; none for rules only")
    parser.add_argument(
        "--set", type=Path, default=SHARED / "gold", help="gold folder: documents, records, expected.jsonl"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gold")
    parser.add_argument("--judge-only", action="store_true", help="leave the rules out")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (gold pages and the stand-in), which is not part of a clone", file=sys.stderr)
        return 0
    arguments.out.mkdir(parents=True, exist_ok=True)
    report = arguments.out / "report.json"
    with StandIn(arguments.set / "records") as base:
        (judge_alone if arguments.judge_only else check)(base, arguments, report)
    scorer = next(path for path in (arguments.set / "score.py", SHARED / "gold" / "score.py") if path.exists())
    subprocess.run([sys.executable, scorer, arguments.set, report, "--json", arguments.out / "score.json"], check=True)
    return 0


class Unruled(Line):
    """The line without rules: no finding but the judge's."""

    def _page_findings(self, page: Page) -> list[tuple[Finding, ...]]:
        return [() for _ in page.cases]


def judge_alone(base: str, arguments: argparse.Namespace, report: Path) -> None:
    """Write the report of the judge alone."""
    addresses = {
        "eutils": f"{base}/entrez/eutils",
        "ctgov": f"{base}/api/v2",
        "idconv": f"{base}/tools/idconv/api/v1/articles",
    }
    judge = shelves.load("judges", arguments.judge or DEFAULT_JUDGE).load()
    with Verifier(arguments.out / "store", bases=addresses, judge=None) as verifier:
        verifier.line = Unruled(judge, dt.date.fromisoformat(TODAY))
        run = verifier.check(*sorted((arguments.set / "documents").iterdir()))
    report.write_text(run.render("json"), "utf-8")


class StandIn:
    """The stand-in of both services, as a context manager that gives its address."""

    def __init__(self, records: Path) -> None:
        command = [sys.executable, SHARED / "standin" / "standin.py", "--port", "0", "--no-default-records"]
        self.process = subprocess.Popen([*command, "--records", records], stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def check(base: str, arguments: argparse.Namespace, report: Path) -> None:
    environment = {
        **os.environ,
        "VERIFIER_EUTILS_URL": f"{base}/entrez/eutils",
        "VERIFIER_CTGOV_URL": f"{base}/api/v2",
        "VERIFIER_IDCONV_URL": f"{base}/tools/idconv/api/v1/articles",
        "VERIFIER_STORE": str(arguments.out / "store"),
        "PYTHONPATH": str(ROOT),
    }
    command = [
        sys.executable,
        "-m",
        "verifier",
        "check",
        *sorted((arguments.set / "documents").iterdir()),
        "--today",
        TODAY,
    ]
    command += ["--format", "json", "--output", report, "--fail-on", "never"]
    if arguments.judge:
        command += ["--judge", arguments.judge]
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"the check ended with {done.returncode}")


if __name__ == "__main__":
    sys.exit(main())
