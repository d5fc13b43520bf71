"""What the exported encoder says of the held-out pairs and their minimal changes, in the order of the cells."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pairs
from train_encoder import HELD, spoken

from verifier.judges import _ranker, _window
from verifier.judges._encoder import Encoder
from verifier.measure import Row, source_of

CHANGED = 500  # minimal changes that are scored beside the real pairs and the claims with a direction turned


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("cells", type=Path, help="as written by train_features.py")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    rows = pairs.read(arguments.bench)
    held = np.load(arguments.cells)
    cells = {
        name: held[name] for name in ("folds", "kinds", "changes", "rows", "claims")
    }  # unpacked once, not for each pair
    mine = np.flatnonzero(cells["folds"] == HELD)
    changed = mine[(cells["kinds"][mine] != "real") & (cells["changes"][mine] != "direction")]
    skipped = set(np.random.default_rng(3).permutation(changed)[CHANGED:].tolist())
    mine = np.array([i for i in mine if i not in skipped])
    texts = [_texts(rows[cells["rows"][i]], str(cells["claims"][i])) for i in mine]
    np.savez_compressed(arguments.output, logits=Encoder().logits(texts), cells=mine)
    print(f"{len(mine)} pairs")


def _texts(row: Row, claim: str) -> tuple[str, str]:
    """What the encoder reads."""
    source = source_of(row)
    order, scores = _ranker.ranked(_ranker.Asked(claim), source)
    return spoken(claim), _window.text(source, _window.closest(order, scores))


if __name__ == "__main__":
    main()
