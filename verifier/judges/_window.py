"""The part of a source that the cross-encoder reads: its title and the sentences closest to the claim.

It is taught on as much as fits, and asked about the closest alone: what the ranker puts far behind the best sentence
costs half as much again and makes no answer better (the figures are in docs/judge.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from verifier.model import Source

_LETTERS = 700  # about 155 word pieces; 850 was right no more often, 550 less (see docs/judge.md)
_TITLE = 150
_MOST = 8  # sentences
_BEHIND = 1.0  # how far the ranker's score of a sentence may lie behind that of the best one


def closest(order: Sequence[int], scores: NDArray[np.float32]) -> list[int]:
    """The places of `order`, best first, that lie little behind the best one; scores: those of all sentences, in their order."""
    return [at for at in order if scores[at] >= scores[order[0]] - _BEHIND]


def text(source: Source, order: Sequence[int]) -> str:
    """The title and the first sentences of `order` that fit, put back into the order of the source.

    order: places in `source.sentences`, best first. The best sentence is always there, cut where it is too long.
    """
    title = source.record.title[:_TITLE].strip()
    left = _LETTERS - len(title)
    chosen: list[int] = []
    for at in order:
        sentence = source.sentences[at]
        if sentence.label == "title" or sentence.text == title:
            continue
        if chosen and (len(sentence.text) > left or len(chosen) == _MOST):
            break
        chosen.append(at)
        left -= len(sentence.text) + 1
    kept = [source.sentences[at].text[:_LETTERS] for at in sorted(chosen)]
    return " ".join([title + ("" if not title or title[-1] in ".?!" else "."), *kept]).strip()
