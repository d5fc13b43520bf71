"""Rules and judge together: what becomes of supported claims when one thing in them is changed, and who notices.

Claims that their source supports, from the fold that no part of the judge was trained on, each changed in one
number, direction word, negation, condition or intervention. Noticed: what was said of the changed claim is no
longer "supports" (the judge leaning, whether it speaks or not) or the outcome is not `supported`.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import random
from pathlib import Path

import contrast
import pairs

from verifier import shelves
from verifier.line import Line
from verifier.measure import Row, forced, source_of
from verifier.model import Citation, Found, Place
from verifier.model.case import Pair

HELD = 0
TODAY = dt.date(2026, 11, 20)
KINDS = ("number", "direction", "direction, words kept out of training", "negation", "condition", "intervention")


def outcome(line: Line, row: Row, claim: str) -> tuple[str, str]:
    """The outcome of a claim beside a row's source, and the reason."""
    source = source_of(row)
    record = source.record
    citation = Citation(
        "k", "d", Place(1), record.identifier, str(record.identifier), claim, (claim,), Place(1), "L01", language="en"
    )
    verdict = line.verdict(citation, Found(record, source.digest, "", "", record.identifier))
    return verdict.outcome, verdict.reason


def sample(bench: Path, most: int) -> list[tuple[str, Row, str]]:
    """(kind of change, row, changed claim), at most so many of a kind."""
    rng = random.Random(41)
    rows = pairs.read(bench)
    rows = [r for r, fold in zip(rows, pairs.folds(rows), strict=True) if fold == HELD and r.label == "supports"]
    made = []
    for row in rows:
        whole = " ".join([row.title, *(words for _, words in row.passages)])
        made += [(kind, row, claim) for kind, claim in contrast.changes(row.claim, whole, rng).items()]
        other = contrast.direction(row.claim, rng, "held")
        made += [(KINDS[2], row, other)] if other else []
    out = []
    for kind in KINDS:
        mine = [item for item in made if item[0] == kind]
        out += rng.sample(mine, min(most, len(mine)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--judge", default="trained")
    parser.add_argument("--most", type=int, default=80)
    parser.add_argument("--missed", type=Path, help="write what nobody noticed here")
    arguments = parser.parse_args()
    judge = shelves.load("judges", arguments.judge).load()
    alone, together = Line(None, TODAY), Line(judge, TODAY)
    cases = sample(arguments.bench, arguments.most)
    originals = {row.id: row for _, row, _ in cases}
    said = judge.judge([Pair(claim, source_of(row), (), "en") for _, row, claim in cases])
    before = dict(
        zip(originals, judge.judge([Pair(r.claim, source_of(r), (), "en") for r in originals.values()]), strict=True)
    )
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    missed = []
    for (kind, row, claim), judgement in zip(cases, said, strict=True):
        first = before[row.id]
        count = counts[kind]
        count["n"] += 1
        share = [j.relevance * j.stance for j in (first, judgement)]
        count["falls"] += share[1] < share[0]
        count["before"] += forced(first) == "supports"
        count["leaning"] += forced(judgement) != "supports"
        ruled = outcome(alone, row, claim)[0]
        final = outcome(together, row, claim)
        count["rules"] += ruled in ("contradicted", "unsupported")
        both = forced(judgement) != "supports" or ruled in ("contradicted", "unsupported")
        count["both"] += both
        count["clean"] += final[0] != "supported"
        if final[0] == "supported":
            missed.append(f"{kind}\t{row.claim}\t{claim}\t{final[1]}")
    print(
        "| change | n | called supports before | support falls | judge no longer leans to supports | a rule objects | either | outcome not `supported` |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for kind in KINDS:
        c, n = counts[kind], max(1, counts[kind]["n"])
        shares = " | ".join(f"{c[name] / n:.2f}" for name in ("before", "falls", "leaning", "rules", "both", "clean"))
        print(f"| {kind} | {c['n']} | {shares} |")
    if arguments.missed:
        arguments.missed.write_text("".join(f"{line}\n" for line in missed), "utf-8")


if __name__ == "__main__":
    main()
