"""Rules alone, judge alone, and both on the gold pages, side by side: how much is said, how much of it is right.

python bench/judge_gold.py [--set FOLDER] [--out FOLDER]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = {
    "rules alone": ("--judge", "none"),
    "judge alone": ("--judge", "trained", "--judge-only"),
    "both": ("--judge", "trained"),
}


def line(who: str, score: dict) -> str:
    """One run as a line of the table."""
    confusion = score["outcomes"]["confusion"]
    pairs = [(gold, said, n) for gold, row in confusion.items() for said, n in row.items()]
    everything = sum(n for *_, n in pairs)
    spoken = [(gold == said, n) for gold, said, n in pairs if said not in ("unknown", "(missed)")]
    said = sum(n for _, n in spoken)
    right = sum(n for good, n in spoken if good)
    shares = [score["outcomes"]["accuracy_of_all"], said / everything, right / max(1, said)]
    return f"| {who} | {everything} | " + " | ".join(f"{s:.3f}" for s in shares) + f" | {score['severe']['count']} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, help="gold folder; default that of ../shared")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "judge-gold")
    arguments = parser.parse_args()
    print(
        "| who | pairs | right of all | said (not unknown) | right of what is said | severe |\n|---|---|---|---|---|---|"
    )
    for who, options in RUNS.items():
        out = arguments.out / who.replace(" ", "-")
        given = ["--set", arguments.set] if arguments.set else []
        subprocess.run(
            [sys.executable, ROOT / "bench" / "score_gold.py", *options, *given, "--out", out],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(line(who, json.loads((out / "score.json").read_text("utf-8"))), flush=True)


if __name__ == "__main__":
    main()
