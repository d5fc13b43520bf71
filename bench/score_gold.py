"""Check the gold pages against a local stand-in of both registries and score the report.

    python bench/score_gold.py [--judge NAME] [--set FOLDER] [--out FOLDER]

Needs ../shared (gold pages with expected verdicts, their records, the stand-in and the scorer); says so where it is
absent. The scorer's figures are printed as they are.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

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
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (gold pages and the stand-in), which is not part of a clone", file=sys.stderr)
        return 0
    arguments.out.mkdir(parents=True, exist_ok=True)
    report = arguments.out / "report.json"
    with StandIn(arguments.set / "records") as base:
        check(base, arguments, report)
    scorer = next(path for path in (arguments.set / "score.py", SHARED / "gold" / "score.py") if path.exists())
    subprocess.run([sys.executable, scorer, arguments.set, report, "--json", arguments.out / "score.json"], check=True)
    return 0


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
