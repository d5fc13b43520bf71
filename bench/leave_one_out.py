"""What carries over: the trees trained without a whole set, measured on it (cells as written by train_features.py)."""

from __future__ import annotations

import argparse
from pathlib import Path

import lay
import numpy as np
import pairs
from train_features import WEIGHTS, fit_trees

from verifier.measure import auc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("cells", type=Path)
    arguments = parser.parse_args()
    cells = np.load(arguments.cells)
    rows = pairs.read(arguments.bench)
    names = np.array([row.set for row in rows])[cells["rows"]]
    about = np.array([lay.about(row) for row in rows])[cells["rows"]]
    gold, seen, real = cells["labels"], cells["seen"], cells["kinds"] == "real"
    weight = np.array([WEIGHTS[kind] for kind in cells["kinds"]])
    print("| set left out | accuracy | stance AUC | relevance AUC | with it: accuracy | stance AUC | relevance AUC |")
    print("|---" * 7 + "|")
    for name in pairs.NAMES:
        mine = real & (names == name)
        taught = cells["taught"] & (names != name) & (about != name)  # lay claims about its sources are left out too
        booster = fit_trees(seen[taught], gold[taught], weight[taught])
        cellsets = [name]
        for raw in (booster.predict(seen[mine], raw_score=True), cells["raw"][mine]):
            share = np.exp(raw - raw.max(1, keepdims=True))
            share /= share.sum(1, keepdims=True)
            stance = auc(
                [(float(s[0] / (s[0] + s[1])), int(g) == 0) for s, g in zip(share, gold[mine], strict=True) if g != 2]
            )
            relevance = auc([(float(1 - s[2]), int(g) != 2) for s, g in zip(share, gold[mine], strict=True)])
            cellsets += [
                f"{(raw.argmax(1) == gold[mine]).mean():.3f}",
                f"{stance or 0:.3f}",
                "-" if relevance is None else f"{relevance:.3f}",
            ]
        print("| " + " | ".join(cellsets) + " |", flush=True)


if __name__ == "__main__":
    main()
