"""What the hand-made half of the judge sees of a claim beside a source.

Nothing here tells which collection of texts a pair comes from: no lengths, no counts of sentences, no places.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from verifier.judges import _cues, _numbers, _prepared, _ranker, _topics
from verifier.judges._prepared import Prepared
from verifier.judges._ranker import Asked
from verifier.model import Source

Floats = NDArray[np.float32]
_TOP = 3

SENTENCE = (
    "recall",
    "soft",
    "precision",
    "pairs",
    "numbers",
    "missing_numbers",
    "same",
    "other",
    "null",
    "net",
    "opposed",
    "parity",
    "nullity",
    "significant",
    "small_p",
    "large_p",
    "noninferior",
    "hedged",
    "order",
    "leaning",
    "first_same",
    "conclusion",
    "result",
)
CLAIM = (
    "claim_negated",
    "claim_null",
    "claim_hedged",
    "claim_leaning",
    "claim_compares",
    "claim_superior",
    "claim_noninferior",
    "claim_same",
    "claim_link",
    "claim_numbers",
    "claim_change",
)
WHOLE = (
    "covered",
    "covered_soft",
    "covered_pairs",
    "covered_numbers",
    "rarest_unmet",
    "unmet",
    "best_score",
    "score_gap",
    "title_soft",
    "figures_lacking",
    "times_lacking",
    "topics_lacking",
)
MOST = ("same", "other", "null", "net", "opposed", "recall")
FEATURES = (
    CLAIM
    + WHOLE
    + tuple(f"best_{name}" for name in SENTENCE)
    + tuple(f"mean_{name}" for name in SENTENCE)
    + tuple(f"top_{name}" for name in SENTENCE)
    + tuple(f"most_{name}" for name in MOST)
)
_MOST = [SENTENCE.index(name) for name in MOST]


# What is watched beside both halves: whether the source lacks a figure, a time or a topic of the claim, the rarest of
# the claim's words that it lacks, whether a claim of no difference meets a sentence that tells of none, or of one,
# whether the closest sentences say the reverse of a turning word of the claim, and whether they do not say a word of amount.
LACKING = ("figures_lacking", "times_lacking", "topics_lacking")
GUARDS = (*LACKING, "word_lacking", "null_met", "null_unmet", "gainsaid", "untold")


def guards(seen: Floats, turned: Floats) -> Floats:
    """Put the guards together from features [pairs, FEATURES] and `_turns.told` [pairs, 2]: [pairs, GUARDS], each 0 to 1."""

    def of(name: str) -> Floats:
        return seen[:, FEATURES.index(name)]

    null = np.maximum(of("claim_null"), of("claim_same"))
    told = ((of("best_significant") < 0) | (of("best_large_p") > 0)).astype(np.float32)
    lacking = [(of(name) > 0).astype(np.float32) for name in LACKING]
    word = np.minimum(of("rarest_unmet"), 10.0) / 10.0
    return np.stack([*lacking, word, null * told, null * (1 - told), *turned.T], axis=1).astype(np.float32)


def features(asked: Asked, source: Source, order: list[int], scores: Floats) -> Floats:
    """What the trees see of a pair: [FEATURES]; `order` and `scores` as the ranker gives them."""
    prepared = source.facet(_prepared.read)
    if not prepared:
        return np.zeros(len(FEATURES), dtype=np.float32)
    seen = np.array([_sentence(asked, item) for item in prepared], dtype=np.float32)
    pull = np.exp(np.minimum(scores - scores.max(), 0.0) * 1.5)
    pull /= pull.sum()
    top = seen[order[:_TOP]]
    said = _claim(asked) + _whole(asked, prepared, order, scores) + _lacking(asked, source)
    whole = np.array(said, dtype=np.float32)
    return np.concatenate([whole, seen[order[0]], pull @ seen, top.mean(axis=0), top[:, _MOST].max(axis=0)])


def _claim(asked: Asked) -> list[float]:
    cues = asked.cues
    kinds = {cue.kind for cue in cues.cues}
    return [
        float(min(cues.negations, 2)),
        float(cues.null),
        float(cues.hedges > 0),
        cues.leaning(),
        float(asked.sides is not None),
        float("superior" in asked.words.tokens),
        float(cues.noninferior),
        float("same" in kinds),
        float("link" in kinds),
        float(bool(asked.words.numbers)),
        float("differ" in kinds),
    ]


def _whole(asked: Asked, prepared: tuple[Prepared, ...], order: list[int], scores: Floats) -> list[float]:
    claim = asked.words
    everywhere = set().union(*(item.words.weights.keys() for item in prepared))
    letters = frozenset().union(*(item.grams for item in prepared))
    met = sum(weight for short, weight in claim.weights.items() if short in everywhere)
    unmet = [
        (weight, _ranker.like(short, letters)) for short, weight in claim.weights.items() if short not in everywhere
    ]
    bigrams = set().union(*(item.words.pairs for item in prepared))
    numbers = set().union(*(item.words.numbers for item in prepared))
    total = claim.weight or 1.0
    titles = [item for item in prepared if item.section == "title"]
    second = float(scores[order[1]]) if len(order) > 1 else 0.0
    return [
        met / total,
        (met + sum(weight * like for weight, like in unmet)) / total,
        len(claim.pairs & bigrams) / (len(claim.pairs) or 1),
        len(claim.numbers & numbers) / (len(claim.numbers) or 1),
        max((weight * (1 - like) for weight, like in unmet), default=0.0),
        float(len([1 for _, like in unmet if like < 0.5])),
        float(scores[order[0]]),
        float(scores[order[0]]) - second,
        max((_soft(asked, item) for item in titles), default=-1.0),
    ]


def _lacking(asked: Asked, source: Source) -> list[float]:
    """The shares of the claim's figures, times and topics that the source does not give."""
    figures, times = _numbers.unmet(asked.text, source)
    return [figures, times, _topics.lacking(asked.text, source)]


def _soft(asked: Asked, item: Prepared) -> float:
    likes = asked.beside(item).likes
    return sum([weight * likes.get(short, 1.0) for short, weight in asked.words.weights.items()]) / asked.weight


def _sentence(asked: Asked, item: Prepared) -> list[float]:
    """What is seen of one sentence beside the claim, in the order of SENTENCE."""
    claim, shown, cues = asked.words, item.words, item.cues
    beside = asked.beside(item)
    held = sum([weight for short, weight in claim.weights.items() if short not in beside.likes])
    same, other, null = beside.same, beside.other, beside.null
    pulls = same + other + null
    missing = [number for number in claim.numbers if number not in shown.numbers]
    return [
        held / asked.weight,
        _soft(asked, item),
        held / (shown.weight or 1.0),
        len(claim.pairs & shown.pairs) / (len(claim.pairs) or 1),
        (len(claim.numbers) - len(missing)) / (len(claim.numbers) or 1),
        float(min(len(missing), 3)),
        math.log1p(same),
        math.log1p(other),
        math.log1p(null),
        (same - other - null) / (pulls or 1.0),
        (other + null) / (pulls or 1.0),
        float((asked.cues.negations + cues.negations) % 2),
        float(asked.cues.null != cues.null),
        float(cues.significant) - float(cues.null),
        float(cues.small_p),
        float(cues.large_p),
        float(cues.noninferior),
        float(cues.hedges > 0),
        order(asked, item),
        cues.leaning() * asked.cues.leaning(),
        _first(asked.cues, cues),
        float(item.section == "conclusions"),
        float(item.section == "results"),
    ]


def _first(said: _cues.Cues, seen: _cues.Cues) -> float:
    """1 when the first direction words agree, -1 when they oppose, 0 when one is missing or a null."""
    mine = next((cue for cue in said.cues if cue.kind in ("direction", "quality")), None)
    theirs = next((cue for cue in seen.cues if cue.kind in ("direction", "quality")), None)
    if mine is None or theirs is None or theirs.negated != mine.negated:
        return 0.0
    return float(mine.sign * theirs.sign)


def order(asked: Asked, item: Prepared) -> float:
    """From -1 to 1: whether the two sides of a comparison stand in the same order in claim and sentence."""
    mine = asked.sides
    theirs = None if mine is None else _prepared.sides(item.sentence.text)
    if mine is None or theirs is None:
        return 0.0
    (left, right), (before, after) = mine, theirs
    only_left, only_right = left.keys() - right.keys(), right.keys() - left.keys()
    straight = _shared(left, only_left, before, after) + _shared(right, only_right, after, before)
    crossed = _shared(left, only_left, after, before) + _shared(right, only_right, before, after)
    return (straight - crossed) / (straight + crossed) if straight + crossed else 0.0


def _shared(weights: dict[str, float], words: set[str], there: dict[str, float], elsewhere: dict[str, float]) -> float:
    """The weight of words that stand on one side of a comparison only."""
    return sum(weights[short] for short in words if short in there and short not in elsewhere)
