"""Add the two halves of the judge: weights, biases, thresholds, fitted on pairs that neither was trained on.

What is printed is cross-fitted: each half of the held-out pairs is judged with values fitted on the other half.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
from pathlib import Path

import numpy as np
import pairs
from scipy.optimize import minimize
from train_encoder import HELD

from verifier.measure import LABELS, Row

PRECISION = 0.91  # wanted among what is spoken with a label, on the pairs used for fitting
SEVERE = 0.03  # supports for contradicts or the reverse, among what is spoken with that label
FEWEST = 25  # what fewer pairs say of a bound, or of a set, is not heard
WEAKEST_SET = 0.8
NEVER = 1.01
SET_WEIGHT = {"pubmedqa": 0.3}


def log_softmax(raw: np.ndarray) -> np.ndarray:
    shifted = raw - raw.max(1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(1, keepdims=True))


def fit(halves: list[np.ndarray], gold: np.ndarray, weight: np.ndarray) -> tuple[list[float], list[float]]:
    """Weights of the halves and biases of the labels: least cross-entropy."""

    def loss(values: np.ndarray) -> float:
        logits = sum(w * half for w, half in zip(values[: len(halves)], halves, strict=True)) + values[len(halves) :]
        picked = log_softmax(logits)[np.arange(len(gold)), gold]
        return float(-(weight * picked).sum() / weight.sum() + 0.01 * (values[len(halves) :] ** 2).sum())

    found = minimize(loss, np.array([0.6] * len(halves) + [0.0] * 3), method="L-BFGS-B").x
    return found[: len(halves)].tolist(), found[len(halves) :].tolist()


def shares(halves: list[np.ndarray], weights: list[float], bias: list[float]) -> np.ndarray:
    """Calibrated probabilities."""
    return np.exp(log_softmax(sum(w * half for w, half in zip(weights, halves, strict=True)) + np.array(bias)))


def thresholds(share: np.ndarray, gold: np.ndarray, sets: np.ndarray) -> list[float]:
    """For each label the lowest bound above which it is right often enough, in all and in each set."""
    said, sure, found = share.argmax(1), share.max(1), []
    for label in range(3):
        bound = NEVER
        for tried in np.arange(0.98, 0.4, -0.01):
            mine = (said == label) & (sure >= tried)
            right = gold[mine] == label
            severe = (gold[mine] == 1 - label).mean() if label < 2 and mine.any() else 0.0
            by_set = [
                right[sets[mine] == name].mean() for name in set(sets[mine]) if (sets[mine] == name).sum() >= FEWEST
            ]
            if (
                mine.sum() >= FEWEST
                and right.mean() >= PRECISION
                and severe <= SEVERE
                and min(by_set, default=1.0) >= WEAKEST_SET
            ):
                bound = float(round(tried, 2))
        found.append(bound)
    return found


def half_of(row: Row) -> int:
    """Which half a row falls in: all pairs of a source together."""
    return hashlib.sha256(" ".join(words for _, words in row.passages).encode()).digest()[0] % 2


def told(rows: list[Row], halves: list[np.ndarray]) -> dict[str, object]:
    """Cross-fit, print, and give back the values fitted on everything."""
    gold = np.array([LABELS.index(row.label) for row in rows])
    sets = np.array([row.set for row in rows])
    sizes = collections.Counter(sets.tolist())
    weight = np.array([SET_WEIGHT.get(name, 1.0) / sizes[name] for name in sets])
    side = np.array([half_of(row) for row in rows])
    share, spoken = np.zeros((len(rows), 3)), np.zeros(len(rows), dtype=bool)
    for one in (0, 1):
        fitted, judged = side != one, side == one
        weights, bias = fit([half[fitted] for half in halves], gold[fitted], weight[fitted])
        mine = shares([half[fitted] for half in halves], weights, bias)
        bounds = np.array(thresholds(mine, gold[fitted], sets[fitted]))
        share[judged] = shares([half[judged] for half in halves], weights, bias)
        spoken[judged] = share[judged].max(1) >= bounds[share[judged].argmax(1)]
    said = share.argmax(1)
    for name in [*sorted(sizes), "all"]:
        mine = sets == name if name != "all" else np.ones(len(rows), dtype=bool)
        loud = mine & spoken
        severe = ((said + gold == 1) & loud).sum()
        kinds = " ".join(f"{LABELS[x][:4]} {((said == x) & loud).sum()}" for x in range(3))
        print(
            f"{name:20} n {mine.sum():4} accuracy {(said == gold)[mine].mean():.3f} ece {ece(share[mine], gold[mine]):.3f} "
            f"spoken {loud.sum() / mine.sum():.3f} right {(said == gold)[loud].mean() if loud.any() else 0:.3f} severe {severe} ({kinds})"
        )
    weights, bias = fit(halves, gold, weight)
    final = thresholds(shares(halves, weights, bias), gold, sets)
    both = [*weights, 0.0][:2]
    return {"trees": both[0], "encoder": both[1], "bias": bias, "thresholds": final}


def ece(share: np.ndarray, gold: np.ndarray) -> float:
    """Expected calibration error, ten bins."""
    sure, right = share.max(1), share.argmax(1) == gold
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs(right[bins == b].sum() - sure[bins == b].sum()) for b in range(10)) / len(gold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("features", type=Path, help="scores of the trees on unseen folds")
    parser.add_argument("--encoder", type=Path, help="logits of the encoder on the held-out fold, in its order")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    rows = pairs.read(arguments.bench)
    held = np.load(arguments.features)
    trees, fold = log_softmax(held["raw"]), held["fold"]
    print("trees alone, all folds:")
    made = {"trees": told(rows, [trees])}
    if arguments.encoder:
        mine = np.flatnonzero(fold == HELD)
        kept = [rows[i] for i in mine]
        encoder = log_softmax(np.load(arguments.encoder)["logits"])
        print("trees alone, held-out fold:")
        told(kept, [trees[mine]])
        print("encoder alone, held-out fold:")
        told(kept, [encoder])
        print("both, held-out fold:")
        made["both"] = told(kept, [trees[mine], encoder])
    print(json.dumps(made, indent=1))
    if arguments.output:
        arguments.output.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
