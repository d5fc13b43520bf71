"""The evidence ranker: the sentences of a source in the order in which they speak to a claim.

Where a sentence stands counts in an abstract only: registry fields, posted results and full text are ranked by
what they say.
"""

from __future__ import annotations

import math
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from verifier.judges import _cues, _prepared
from verifier.judges._prepared import SECTIONS, Prepared
from verifier.judges._trees import Forest
from verifier.judges._words import Analysed, analyse
from verifier.model import Source

Floats = NDArray[np.float32]
_K1, _B = 1.2, 0.75

OWN = (
    "recall",
    "recall_all",
    "precision",
    "soft",
    "pairs",
    "numbers",
    "rarest",
    "bm25",
    "same",
    "other",
    "null",
    "cue",
    "significant",
    "figures",
    "hedged",
    "unmatched",
    "cosine",
)
# Each of these is seen again as its distance from the best sentence, and some as the mean of the two neighbours.
RELATIVE = ("recall", "soft", "bm25", "pairs", "rarest", "cosine")
NEAR = ("recall", "soft")
# Distance from the first and the last sentence (at most 3), and the share of the abstract before; -1 elsewhere.
PLACES = ("from_start", "from_end", "depth")
_LONGEST_ABSTRACT = 40  # sentences
FEATURES = (
    OWN
    + tuple(f"gap_{name}" for name in RELATIVE)
    + tuple(f"near_{name}" for name in NEAR)
    + tuple(f"in_{name}" for name in SECTIONS)
    + PLACES
)
_RELATIVE, _NEAR = ([OWN.index(name) for name in names] for names in (RELATIVE, NEAR))
_IN_GAPS, _IN_NEAR, _WHERE = (FEATURES.index(name) for name in (f"gap_{RELATIVE[0]}", f"near_{NEAR[0]}", "in_title"))
_SECTION = {name: tuple(float(name == other) for other in SECTIONS) for name in SECTIONS}


# Markers of references in a claim: "[12]", "[#]", "([3, 4])".
_MARKERS = re.compile(r"\(?\s?\[[#\d,;\s–-]{0,40}\]\s?\)?")


class Asked:
    """A claim made ready for ranking and judging: its text without markers of references, taken apart."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(_MARKERS.sub(" ", text).split())
        self.words = analyse(self.text)
        self.cues = _cues.read(self.text, self.words)
        self.grams = _prepared.grams(self.words)
        self.weight = self.words.weight or 1.0
        self.stems = frozenset(self.words.stems)
        self._beside: dict[int, Beside] = {}

    @cached_property
    def sides(self) -> tuple[dict[str, float], dict[str, float]] | None:
        """The words before and after the claim's comparison; None where it compares nothing."""
        return _prepared.sides(self.text)

    def beside(self, item: Prepared) -> Beside:
        """The claim beside a sentence of the source it is asked about; looked at once."""
        found = self._beside.get(id(item))
        if found is None or found.item is not item:
            found = self._beside[id(item)] = _beside(self, item)
        return found


class Beside(NamedTuple):
    """A claim beside one sentence: what they share, which ranking and judging both look at."""

    item: Prepared
    likes: dict[str, float]  # of the claim's topical words that the sentence lacks: the share of their letter runs
    same: float
    other: float
    null: float


def _beside(asked: Asked, item: Prepared) -> Beside:
    held = item.words.weights
    likes = {short: like(short, item.grams) for short in asked.words.weights if short not in held}
    return Beside(item, likes, *_cues.aligned(asked.words, asked.cues, item.words, item.cues))


def features(asked: Asked, prepared: tuple[Prepared, ...], *, placed: bool) -> Floats:
    """What the ranker sees: [sentences, FEATURES]; `placed` when the source is an abstract."""
    if not prepared:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    bm25 = bm25_scores(asked.words, prepared)
    seen = np.zeros((len(prepared), len(FEATURES)), dtype=np.float32)
    seen[:, : len(OWN)] = [_own(asked, item, score) for item, score in zip(prepared, bm25, strict=True)]
    relative = seen[:, _RELATIVE]
    seen[:, _IN_GAPS:_IN_NEAR] = relative.max(axis=0) - relative
    own, near = seen[:, _NEAR], seen[:, _IN_NEAR:_WHERE]
    near[1:] += own[:-1]
    near[:-1] += own[1:]
    near /= 2
    places = _places(prepared, placed=placed)
    seen[:, _WHERE:] = [_SECTION[item.section] + place for item, place in zip(prepared, places, strict=True)]
    return seen


def _places(prepared: tuple[Prepared, ...], *, placed: bool) -> list[tuple[float, float, float]]:
    """Where each sentence stands: PLACES of each."""
    count = len(prepared)
    if not placed:
        return [(-1.0, -1.0, -1.0)] * count
    titled = sum(item.section == "title" for item in prepared)
    return [
        (min(3, max(0, at - titled)), min(3, count - 1 - at), (at - titled) / max(1, count - titled))
        for at in range(count)
    ]


def is_abstract(source: Source) -> bool:
    """Whether the sentences of a source stand in the order of an abstract."""
    return source.record.kind == "paper" and len(source.sentences) <= _LONGEST_ABSTRACT


def _own(asked: Asked, item: Prepared, bm25: float) -> list[float]:
    """What is seen of one sentence alone."""
    claim, shown = asked.words, item.words
    beside = asked.beside(item)
    shared = [weight for short, weight in claim.weights.items() if short not in beside.likes]
    held = sum(shared)
    soft = held + sum([claim.weights[short] * alike for short, alike in beside.likes.items()])
    norm = math.sqrt(claim.squares * shown.squares)
    return [
        held / asked.weight,
        len(asked.stems.intersection(shown.stems)) / (len(asked.stems) or 1),
        held / (shown.weight or 1.0),
        soft / asked.weight,
        len(claim.pairs & shown.pairs) / (len(claim.pairs) or 1),
        len(claim.numbers & shown.numbers) / (len(claim.numbers) or 1),
        max(shared, default=0.0),
        bm25,
        beside.same,
        beside.other,
        beside.null,
        float(bool(item.cues.cues)),
        float(item.cues.significant or item.cues.null or item.cues.small_p or item.cues.large_p),
        float(bool(shown.numbers)),
        float(item.cues.hedges > 0),
        max([claim.weights[short] for short in beside.likes], default=0.0),
        sum([weight**2 for weight in shared]) / (norm or 1.0),
    ]


def like(short: str, grams: frozenset[str]) -> float:
    """How much of a word's letter runs a sentence holds, 0 to 1, when the word itself is not in it."""
    runs = _prepared.runs(short)
    share = sum(map(grams.__contains__, runs)) / len(runs)
    return share if share >= 0.5 else 0.0


def bm25_scores(claim: Analysed, prepared: tuple[Prepared, ...]) -> list[float]:
    """Okapi BM25 of each sentence for a claim, with the package's table of rarity."""
    mean = sum(len(item.words.stems) for item in prepared) / (len(prepared) or 1)
    out = []
    for item in prepared:
        length = _K1 * (1 - _B + _B * len(item.words.stems) / (mean or 1.0))
        score = 0.0
        for short, weight in claim.weights.items():
            count = item.words.stems.count(short)
            score += weight * count * (_K1 + 1) / (count + length)
        out.append(score)
    return out


def ranked(asked: Asked, source: Source) -> tuple[list[int], Floats]:
    """The places of the sentences of a source, best first, and the score of each (in the source's order)."""
    prepared = source.facet(_prepared.read)
    if not prepared:
        return [], np.zeros(0, dtype=np.float32)
    scores = _forest().raw(features(asked, prepared, placed=is_abstract(source)))[:, 0].astype(np.float32)
    return sorted(range(len(scores)), key=lambda at: (-float(scores[at]), at)), scores


@cache
def _forest() -> Forest:
    """The trained trees of the package."""
    with (
        (files("verifier.judges") / "data" / "ranker.npz").open("rb") as handle,
        np.load(handle, allow_pickle=False) as held,
    ):
        return Forest(held)
