"""Write the pairs of the fold that no part of the shipped judge was trained on, a file for each set."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pairs

HELD = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    rows = pairs.read(arguments.bench)
    held = [row for row, fold in zip(rows, pairs.folds(rows), strict=True) if fold == HELD]
    for name in pairs.NAMES:
        with (arguments.output / f"{name}.jsonl").open("w", encoding="utf-8") as out:
            for row in held:
                if row.set == name:
                    out.write(json.dumps(told(row), ensure_ascii=False) + "\n")


def told(row) -> dict[str, object]:
    """A row in the form of the gold files."""
    passages = [{"label": label, "text": words} for label, words in row.passages]
    return {
        "id": row.id,
        "set": row.set,
        "claim": row.claim,
        "title": row.title,
        "passages": passages,
        "label": row.label,
        "evidence": list(row.evidence) or None,
        "pmid": row.pmid or None,
        "nct": row.nct or None,
    }


if __name__ == "__main__":
    main()
