"""What a pair costs the judge, by part: milliseconds of one core, over held-out pairs, each with its own source."""

from __future__ import annotations

import argparse
import collections
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pairs

from verifier.judges import _encoder, _pairs, _prepared, _ranker, _turns, _window, trained
from verifier.measure import Row, source_of

HELD = 0


class Spent:
    """Seconds of the processor by part."""

    def __init__(self) -> None:
        self.parts: collections.Counter[str] = collections.Counter()

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Count what happens inside to a part."""
        began = time.process_time()
        yield
        self.parts[part] += time.process_time() - began


def judged(row: Row, spent: Spent) -> None:
    """Do with one pair what the judge does, part by part."""
    source, network = source_of(row), trained.network(1)
    with spent.on("source taken apart"):
        source.facet(_prepared.read)
    with spent.on("claim taken apart"):
        asked = _ranker.Asked(row.claim)
    with spent.on("sentences ranked"):
        order, scores = _ranker.ranked(asked, source)
    with spent.on("features"):
        seen = _pairs.features(asked, source, order, scores)
    with spent.on("turning words"):
        _turns.told(asked, source, order)
    with spent.on("trees"):
        trained.forest().raw(seen[None])
    with spent.on("word pieces"):
        texts = (network.pieces(asked.text), network.pieces(_window.text(source, _window.closest(order, scores))))
        cut = network.pieces.pair(*texts, _encoder.LONGEST)
    with spent.on("encoder"):
        network.look(*cut)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--most", type=int, default=200)
    arguments = parser.parse_args()
    rows = pairs.read(arguments.bench)
    held = [row for row, fold in zip(rows, pairs.folds(rows), strict=True) if fold == HELD]
    held = random.Random(1).sample(held, min(arguments.most, len(held)))
    judged(held[0], Spent())  # loads the models
    spent = Spent()
    for row in held:
        judged(row, spent)
    print("| part | ms a pair |\n|---|---|")
    for part, seconds in spent.parts.items():
        print(f"| {part} | {seconds / len(held) * 1000:.2f} |")
    print(f"| all | {sum(spent.parts.values()) / len(held) * 1000:.2f} |")


if __name__ == "__main__":
    main()
