"""First lesson of the cross-encoder: general inference pairs, balanced by set and label."""

from __future__ import annotations

import argparse
import collections
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from encoder import LABELS, CrossEncoder, Encoded, Epoch, predict, tokenizer, train

# Sets made by rule or about everyday scenes get less of the lesson (see the README of the data).
SHARE = {"snli_dev": 0.5, "snli_test": 0.5, "conjnli_auto": 0.5, "help_conj": 0.4, "scone": 0.7, "fever_binary": 0.5}


def read(folder: Path) -> list[dict]:
    """All pairs of a folder of jsonl files."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def source_text(row: dict) -> str:
    """The passages of a pair as one text."""
    return " ".join([row["title"], *(p["text"] for p in row["passages"])]).strip()


def lesson(rows: list[dict], cap: int, rng: random.Random) -> list[int]:
    """Row numbers for one epoch: at most `cap` times its share of each set and label."""
    cells = collections.defaultdict(list)
    for number, row in enumerate(rows):
        cells[row["set"], row["label"]].append(number)
    chosen: list[int] = []
    for (name, _), members in sorted(cells.items()):
        size = min(len(members), round(cap * SHARE.get(name, 1.0)))
        chosen += rng.sample(members, size)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--cap", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, help="go on from this state instead of the pretrained weights")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    rng = random.Random(7)
    rows = read(arguments.folder)
    rng.shuffle(rows)
    rng.seed(arguments.seed)
    held = set(range(2000))
    encoded = Encoded(tokenizer(), 160).pairs([(r["claim"], source_text(r)) for r in rows])
    labels = [LABELS.index(r["label"]) for r in rows]

    def lessons() -> Iterator[Epoch]:
        while True:
            chosen = [i for i in lesson(rows, arguments.cap, rng) if i not in held]
            yield [encoded[i] for i in chosen], [labels[i] for i in chosen], [1.0] * len(chosen)

    model = CrossEncoder.pretrained()
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    train(model, lessons(), rate=arguments.rate, minutes=arguments.minutes, checkpoint=arguments.output)
    guess = predict(model, encoded[:2000]).argmax(1)
    print("held-out rows:", (guess == torch.tensor(labels[:2000])).float().mean().item())
    torch.save(model.state_dict(), arguments.output)


if __name__ == "__main__":
    main()
