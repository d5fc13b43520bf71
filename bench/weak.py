"""Pairs without labels of people: what trial reports conclude, against what they report.

A conclusion of an abstract is supported by the rest of it; turned round, contradicted; of a similar trial,
silent. The same turns are made in the source too, so that the turned words alone tell nothing.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import contrast
import numpy as np

from verifier import text
from verifier.judges import _cues
from verifier.judges._words import analyse
from verifier.measure import Row

_HEADING = re.compile(r"^\s*ABSTRACT\.?([^:\n]*):+\s*$", re.MULTILINE)
_CONCLUDES = re.compile(r"(?i)conclu|interpret")
_TALK = re.compile(
    r"(?i)\b(?:trial registration|further (?:research|studies)|more research|should be|future|this study was|funded|registered|clinicaltrials)\b"
)
_OPENING = re.compile(
    r"(?i)^(?:in conclusions?,?|(?:our|these|the) (?:results|findings|data|study)\s+(?:\w+\s+)?(?:suggests?|shows?|demonstrates?|indicates?)\s+that|we (?:conclude|found|show) that|overall,|in summary,|however,|therefore,|thus,|moreover,)\s*"
)


def abstracts(folder: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name, title, [(section, sentence)]) of each report whose abstract has sections."""
    out = []
    for path in sorted(folder.rglob("*.txt")):
        held = path.read_text("utf-8", "replace")[:12000]
        head = held.split("BODY.", 1)[0]
        title = re.match(r"\s*TITLE:\s*(.*)", head)
        parts = _HEADING.split(head)
        sections: list[tuple[str, str]] = []
        for label, body in zip(parts[1::2], parts[2::2], strict=True):
            flat = " ".join(body.split())
            sections += [(label.strip().lower(), flat[a:b]) for a, b in text.sentences(flat)]
        if title and 5 <= len(sections) <= 40:
            out.append((path.stem, title[1].strip(), sections))
    return out


def claims(sections: list[tuple[str, str]]) -> list[str]:
    """Sentences of the conclusions that say something of an effect."""
    found = []
    for label, sentence in sections:
        stripped = _OPENING.sub("", sentence)
        cues = _cues.read(stripped, analyse(stripped)).cues
        if _CONCLUDES.search(label) and 50 < len(stripped) < 300 and not _TALK.search(stripped) and cues:
            found.append(stripped[0].upper() + stripped[1:])
    return found


def similar(reports: list[tuple[str, str, list[tuple[str, str]]]], rng: random.Random) -> list[list[int]]:
    """For each report the places of the most similar others (by the words of title and abstract)."""
    bags = [analyse(" ".join([title, *(s for _, s in sections)])).weights for _, title, sections in reports]
    words = {word: n for n, word in enumerate(sorted({w for bag in bags for w in bag}))}
    sketch = np.zeros((len(bags), 512), dtype=np.float32)
    signs = np.random.default_rng(rng.randrange(1 << 30)).standard_normal((len(words), 512), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, weight in bag.items():
            sketch[row] += weight * signs[words[word]]
    sketch /= np.linalg.norm(sketch, axis=1, keepdims=True) + 1e-9
    near = []
    for row in range(len(bags)):
        score = sketch @ sketch[row]
        score[row] = -1
        near.append(np.argsort(-score)[:6].tolist())
    return near


def _turned(sentences: list[tuple[str, str]], claim: str, rng: random.Random) -> list[tuple[str, str]] | None:
    """The same source with the direction of the sentences that speak of the claim turned round."""
    wanted = analyse(claim).weights
    out, turned = [], 0
    for label, sentence in sentences:
        shared = sum(wanted[w] for w in analyse(sentence).weights.keys() & wanted.keys())
        changed = contrast.direction(sentence, rng) if shared > 0.3 * sum(wanted.values()) else None
        turned += changed is not None
        out.append((label, changed or sentence))
    return out if turned else None


def pairs(folder: Path, seed: int, exclude: set[str]) -> list[Row]:
    """Weak pairs from reports whose titles are not in `exclude`."""
    rng = random.Random(seed)
    reports = [report for report in abstracts(folder) if report[1].casefold() not in exclude]
    near = similar(reports, rng)
    rows: list[Row] = []
    for place, (name, title, sections) in enumerate(reports):
        rest = [(label, s) for label, s in sections if not _CONCLUDES.search(label)]
        if len(rest) < 4:
            continue
        source_title = title if rng.random() < 0.5 else ""
        whole = " ".join(s for _, s in rest)

        def add(claim: str, body: list[tuple[str, str]], label: str, headed: str = source_title) -> None:
            rows.append(Row(f"{name}-{len(rows)}", claim, headed, tuple(body), label, set="weak"))  # noqa: B023

        for claim in claims(sections)[:2]:
            add(claim, rest, "supports")
            made = contrast.changes(claim, whole, rng)
            for kind in rng.sample(sorted(made), min(2, len(made))):
                add(made[kind], rest, contrast.BECOMES[kind])
            body = _turned(rest, claim, rng)
            if body is not None:
                add(claim, body, "contradicts", "")
                if "direction" in made:
                    add(made["direction"], body, "supports", "")
            other = reports[rng.choice(near[place][:4])]
            add(claim, [(label, s) for label, s in other[2]], "silent", other[1] if rng.random() < 0.5 else "")
            if made and rng.random() < 0.5:
                add(rng.choice(sorted(made.values())), [(label, s) for label, s in other[2]], "silent", "")
    return rows
