"""A small piece of what training reads, in the same shape: some rows of each file, some reports of the corpus."""

from __future__ import annotations

import argparse
import io
import lzma
import random
import tarfile
from pathlib import Path

ROWS, INFERENCES, REPORTS = 120, 300, 120
CORPUS = "evidence_inference_fulltext.tar.xz"


def some(path: Path, output: Path, most: int) -> None:
    """Copy so many lines of a file, drawn by lot, in their order."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    chosen = sorted(random.Random(path.name).sample(range(len(lines)), min(most, len(lines))))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("".join(lines[at] for at in chosen), "utf-8")


def reports(path: Path, output: Path) -> None:
    """Copy the first reports of a packed corpus."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with (
        lzma.open(path) as packed,
        tarfile.open(fileobj=packed) as archive,
        lzma.open(output, "wb", preset=0) as small,
        tarfile.open(fileobj=small, mode="w") as copied,
    ):
        left = REPORTS
        for member in archive:
            handle = archive.extractfile(member)
            if handle is None:
                continue
            copied.addfile(member, io.BytesIO(handle.read()))
            left -= 1
            if not left:
                break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    for path in sorted(arguments.bench.glob("*.jsonl")):
        some(path, arguments.output / "bench" / path.name, ROWS)
    for path in sorted((arguments.bench / "nli").glob("*.jsonl")):
        some(path, arguments.output / "bench" / "nli" / path.name, INFERENCES)
    reports(arguments.corpora / CORPUS, arguments.output / "corpora" / CORPUS)


if __name__ == "__main__":
    main()
