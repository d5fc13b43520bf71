"""Train the evidence ranker; print hit@1, hit@3 and MRR per set beside BM25, on folds that it did not see."""

from __future__ import annotations

import argparse
from pathlib import Path

import lightgbm
import numpy as np
import pairs
from boosted import arrays

from verifier.judges import _prepared, _ranker
from verifier.measure import Row, source_of

PARAMETERS = {
    "objective": "lambdarank",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 5,
    "verbosity": -1,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
}
ROUNDS = 140
# Of the lay claims those that were there first: with the others, nearly twice as many, it found the evidence of no other
# set as often (hit@3: SciFact .911 for .926, Evidence Inference .927 for .938, Check-COVID .840 for .845).
LAY_FILES = "[0-3]*"


def displaced(features: np.ndarray) -> np.ndarray:
    """The same features as they are of a source that is no abstract."""
    out = features.copy()
    out[:, [_ranker.FEATURES.index(name) for name in _ranker.PLACES]] = -1
    return out


def gold(row: Row, source) -> list[int]:
    """1 for each sentence of a passage that is evidence."""
    wanted = {f"passages[{number}]" for number in row.evidence}
    return [int(sentence.where in wanted) for sentence in source.sentences]


def fit(cases: list[tuple[np.ndarray, list[int]]]) -> lightgbm.Booster:
    """Train on (features, gold) of each pair, once with the places of the sentences and once without."""
    cases = cases + [(displaced(x), y) for x, y in cases]
    held = lightgbm.Dataset(
        np.vstack([x for x, _ in cases]),
        label=np.concatenate([y for _, y in cases]),
        group=[len(y) for _, y in cases],
        free_raw_data=False,
    )
    return lightgbm.train(PARAMETERS, held, num_boost_round=ROUNDS)


def told(scores: list[np.ndarray], golds: list[list[int]]) -> str:
    """hit@1, hit@3 and MRR."""
    first, third, reciprocal = 0, 0, 0.0
    for score, wanted in zip(scores, golds, strict=True):
        order = sorted(range(len(score)), key=lambda at: (-score[at], at))
        best = next(rank for rank, at in enumerate(order) if wanted[at])
        first, third, reciprocal = first + (best < 1), third + (best < 3), reciprocal + 1 / (best + 1)
    n = len(scores)
    return f"{first / n:.3f} | {third / n:.3f} | {reciprocal / n:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--output", type=Path, help="write the ranker trained without the held-out fold 0 here")
    arguments = parser.parse_args()
    rows = pairs.read(arguments.bench, LAY_FILES)
    cells = []
    for row, fold in zip(rows, pairs.folds(rows), strict=True):
        if not row.evidence:
            continue
        source = source_of(row)
        wanted = gold(row, source)
        if not any(wanted):
            continue
        asked, prepared = _ranker.Asked(row.claim), source.facet(_prepared.read)
        cells.append(
            (
                row.set,
                fold,
                _ranker.features(asked, prepared, placed=True),
                wanted,
                _ranker.bm25_scores(asked.words, prepared),
            )
        )
    print("| set | pairs | ranker | hit@1 | hit@3 | MRR |\n|---|---|---|---|---|---|")
    scored: dict[int, np.ndarray] = {}
    boosters: list[lightgbm.Booster] = []
    for fold in range(pairs.FOLDS):
        booster = fit([(x, y) for _, f, x, y, _ in cells if f != fold])
        boosters.append(booster)
        scored |= {n: booster.predict(cell[2]) for n, cell in enumerate(cells) if cell[1] == fold}
    for name in sorted({cell[0] for cell in cells}):
        mine = [n for n, cell in enumerate(cells) if cell[0] == name]
        golds = [cells[n][3] for n in mine]
        print(f"| {name} | {len(mine)} | BM25 | {told([np.array(cells[n][4]) for n in mine], golds)} |")
        print(f"| {name} | {len(mine)} | trained, folds unseen | {told([scored[n] for n in mine], golds)} |")
        hidden = [boosters[cells[n][1]].predict(displaced(cells[n][2])) for n in mine]
        print(f"| {name} | {len(mine)} | trained, folds unseen, places unknown | {told(hidden, golds)} |")
        other = fit([(x, y) for s, _, x, y, _ in cells if s != name])
        print(
            f"| {name} | {len(mine)} | trained, set unseen | {told([other.predict(cells[n][2]) for n in mine], golds)} |"
        )
    booster = boosters[0]  # the one that did not see the held-out fold
    gain = sorted(zip(booster.feature_importance("gain"), _ranker.FEATURES, strict=True), reverse=True)[:12]
    print("strongest:", ", ".join(name for _, name in gain))
    if arguments.output:
        np.savez_compressed(arguments.output, **arrays(booster, 1))


if __name__ == "__main__":
    main()
