"""Count how rare words are, over the permissive training texts: the table behind `judges/_words.py`."""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import math
import tarfile
from pathlib import Path

import numpy as np

from verifier.judges._words import hashed, stem, tokens

FEWEST = 3  # a stem in fewer texts is unknown to the table


def texts(bench: Path, corpus: Path | None):
    """Sources of the training files, then the first pages of the full texts."""
    for path in sorted(bench.glob("*.train.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            yield " ".join([row["title"], *(p["text"] for p in row["passages"])])
    if corpus is not None:
        with lzma.open(corpus) as packed, tarfile.open(fileobj=packed) as archive:
            for member in archive:
                handle = archive.extractfile(member)
                if handle is not None:
                    yield handle.read().decode("utf-8", "replace")[:6000]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--corpus", type=Path)
    arguments = parser.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    seen: set[int] = set()
    for text in texts(arguments.bench, arguments.corpus):
        if hash(text) not in seen:
            seen.add(hash(text))
            counts.update({stem(token) for token in tokens(text)})
    total = len(seen)
    kept = sorted((hashed(s), math.log((total + 1) / (n + 0.5))) for s, n in counts.items() if n >= FEWEST)
    keys = np.array([k for k, _ in kept], dtype=np.uint32)
    tenths = np.array([min(255, round(v * 25)) for _, v in kept], dtype=np.uint8)
    np.savez_compressed(arguments.output, keys=keys, tenths=tenths, unknown=np.float32(math.log((total + 1) / 1.5)))
    print(f"{len(keys)} stems from {total} texts -> {arguments.output}")


if __name__ == "__main__":
    main()
