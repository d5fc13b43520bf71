"""Verdicts on claims that were written about recorded registry data, rules only or with a judge.

    python bench/score_claims.py [--judge NAME] [--all]

The claims are in fixtures/claims.jsonl, with the outcome that a careful reader of the record gives; the records are
in ../shared/records. Prints accuracy, what was spoken (not unknown), severe errors (supported for contradicted,
unsupported or broken, or the reverse), and each claim that came out otherwise.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TODAY = dt.date(2026, 11, 20)
FAR = {"contradicted", "unsupported", "broken"}


def rows(name: str = "claims.jsonl"):
    return [json.loads(line) for line in (ROOT / "fixtures" / name).read_text("utf-8").splitlines()]


def verdicts(records: Path, judge: str | None, name: str = "claims.jsonl"):
    """(row, verdict) of every claim."""
    sys.path.insert(0, str(ROOT))
    from verifier import Verifier, snapshot
    from verifier.store import Store

    with tempfile.TemporaryDirectory() as folder:
        with Store(folder) as store:
            snapshot.import_folder(records, store)
        with Verifier(folder, offline=True, judge=judge, today=TODAY) as verifier:
            return [
                (row, verifier.verify(row["claim"], row["identifier"], language=row.get("language", "")))
                for row in rows(name)
            ]


def figures(found):
    """Accuracy, share spoken, accuracy of what was spoken, severe errors."""
    right = sum(row["outcome"] == verdict.outcome for row, verdict in found)
    spoken = [(row, verdict) for row, verdict in found if verdict.outcome != "unknown"]
    severe = [
        (row, verdict)
        for row, verdict in found
        if (verdict.outcome == "supported" and row["outcome"] in FAR)
        or (row["outcome"] == "supported" and verdict.outcome in FAR)
    ]
    return right / len(found), len(spoken) / len(found), right / max(1, len(spoken)), severe


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", default=None)
    parser.add_argument(
        "--claims",
        default="claims.jsonl",
        help="file of fixtures/ (claims_lay.jsonl: everyday words; claims_foreign.jsonl: German, French, Spanish)",
    )
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("needs ../shared (recorded registry data), which is not part of a clone", file=sys.stderr)
        return 0
    found = verdicts(
        SHARED / "records", None if arguments.judge in (None, "none") else arguments.judge, arguments.claims
    )
    accuracy, spoken, of_spoken, severe = figures(found)
    print(
        f"{len(found)} claims: accuracy {accuracy:.3f}, spoken {spoken:.2f}, right of spoken {of_spoken:.3f}, severe {len(severe)}"
    )
    table = collections.Counter((row["outcome"], verdict.outcome) for row, verdict in found)
    for (wanted, got), count in sorted(table.items()):
        print(f"  {wanted:13} -> {got:13} {count}")
    for row, verdict in found:
        if row["outcome"] != verdict.outcome:
            print(f"{row['identifier']}: wanted {row['outcome']}, got {verdict.outcome}: {row['claim']}")
            for finding in verdict.findings:
                if finding.effect != "none":
                    print(f"    {finding.check} ({finding.effect}): {finding.message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
