"""The part of a source that the cross-encoder reads: its title and the sentences closest to the claim."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Source

_LETTERS = 700  # about 155 word pieces; 850 was right no more often, 550 less (see docs/judge.md)
_TITLE = 150
_MOST = 8  # sentences


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
