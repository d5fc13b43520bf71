"""What the exported encoder says of the held-out pairs and their minimal changes, in the order of the cells."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pairs
from train_encoder import HELD, body, spoken

from verifier.judges._encoder import Encoder
from verifier.measure import Row

CHANGED = 500  # minimal changes that are scored beside the real pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("cells", type=Path, help="as written by train_features.py")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    rows = pairs.read(arguments.bench)
    cells = np.load(arguments.cells)
    mine = np.flatnonzero(cells["folds"] == HELD)
    changed = mine[cells["kinds"][mine] != "real"]
    skipped = set(np.random.default_rng(3).permutation(changed)[CHANGED:].tolist())
    mine = np.array([i for i in mine if i not in skipped])
    texts = [_text(rows[cells["rows"][i]], str(cells["claims"][i])) for i in mine]
    np.savez_compressed(arguments.output, logits=Encoder().logits(texts), cells=mine)
    print(f"{len(mine)} pairs")


def _text(row: Row, claim: str) -> tuple[str, str]:
    asked = Row(row.id, claim, row.title, row.passages, row.label, pmid=row.pmid, nct=row.nct)
    return spoken(claim), body(asked)


if __name__ == "__main__":
    main()
