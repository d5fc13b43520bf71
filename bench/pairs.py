"""The labelled pairs as training reads them: rows of all files, and folds that share no trial, paper or text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import lay

from verifier.measure import Row, read_gold

SETS = ("check_covid", "citation_integrity", "clinifact", "evidence_inference", "pubmedqa", "scifact")
NAMES = (*SETS, "lay")
FOLDS = 5
LAY = Path(__file__).parent / "lay_claims"


def read(folder: Path, lay_files: str = "*") -> list[Row]:
    """The rows of all permissive sets, train and dev files together, and the lay claims about their sources.

    lay_files: of which files of lay claims.
    """
    rows: list[Row] = []
    for name in SETS:
        for part in ("train", "dev"):
            path = folder / f"{name}.{part}.jsonl"
            if path.exists():
                rows += read_gold(path)
    return [*rows, *lay.read(LAY, {row.id: row for row in rows}, lay_files)]


def folds(rows: list[Row]) -> list[int]:
    """The fold of each row: rows that share a trial, a paper, a source text or a claim share the fold."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    keys = []
    for row in rows:
        body = " ".join(words for _, words in row.passages)
        mine = [f"text:{hashlib.sha256(body.encode()).hexdigest()}", f"claim:{row.claim.casefold()}"]
        mine += [f"pmid:{row.pmid}"] if row.pmid else []
        mine += [f"nct:{row.nct}"] if row.nct else []
        keys.append(mine[0])
        for other in mine[1:]:
            parent[find(other)] = find(mine[0])
    return [int(hashlib.sha256(find(key).encode()).hexdigest(), 16) % FOLDS for key in keys]
