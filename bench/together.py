"""Rules and judge together: what becomes of supported claims when one thing in them is changed, and who notices.

Claims that their source supports, from the fold that no part of the judge was trained on, each changed in one
number, direction word, negation, condition or intervention. Noticed ("either"): the judge does not lean to "supports"
for the changed claim, whether it speaks or not, or a rule objects. A judge that leaned to "supports" for nothing would
notice all, and rules that object to all as well: so the share is told of the claims besides that it leaned to before
the change, and how often the rules had objected, and the outcome was `supported`, before.
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
_OBJECTS = ("contradicted", "unsupported")
_COLUMNS = {
    "leaned": "judge leans to supports before",
    "falls": "support falls",
    "gone": "judge does not lean to supports",
    "objects before": "a rule objected before",
    "objects": "a rule objects",
    "either": "either",
    "either, leaned": "either, of those it leaned to",
    "supported before": "outcome `supported` before",
    "supported": "outcome `supported`",
}
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


def _noticed(before: str, now: str, objects: bool) -> collections.Counter[str]:
    """What counts for one changed claim: how the judge leaned before and leans now, and whether a rule objects."""
    leaned, gone = before == "supports", now != "supports"
    return collections.Counter(
        {
            "n": 1,
            "leaned": leaned,
            "gone": gone,
            "objects": objects,
            "either": gone or objects,
            "either, leaned": leaned and (gone or objects),
        }
    )


def _share(count: collections.Counter[str], name: str) -> str:
    """The share of the changed claims, or of those that the judge leaned to before, of which something holds."""
    of = count["leaned" if name.endswith("leaned") and name != "leaned" else "n"]
    return f"{count[name] / of:.2f}" if of else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--judge", default="trained")
    parser.add_argument("--most", type=int, default=160)
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
        ruled, final = outcome(alone, row, claim)[0], outcome(together, row, claim)
        counts[kind].update(_noticed(forced(first), forced(judgement), ruled in _OBJECTS))
        counts[kind]["falls"] += judgement.relevance * judgement.stance < first.relevance * first.stance
        counts[kind]["objects before"] += outcome(alone, row, row.claim)[0] in _OBJECTS
        counts[kind]["supported before"] += outcome(together, row, row.claim)[0] == "supported"
        counts[kind]["supported"] += final[0] == "supported"
        if final[0] == "supported":
            missed.append(f"{kind}\t{row.claim}\t{claim}\t{final[1]}")
    print(f"| change | n | {' | '.join(_COLUMNS.values())} |")
    print("|---" * (2 + len(_COLUMNS)) + "|")
    for kind in KINDS:
        print(f"| {kind} | {counts[kind]['n']} | {' | '.join(_share(counts[kind], name) for name in _COLUMNS)} |")
    if arguments.missed:
        arguments.missed.write_text("".join(f"{line}\n" for line in missed), "utf-8")


if __name__ == "__main__":
    main()
