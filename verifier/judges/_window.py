"""The part of a source that the cross-encoder reads: its title and the sentences closest to the claim."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Source

_LETTERS = 850  # about 190 word pieces: what one look of the encoder holds beside a claim
_TITLE = 150
_MOST = 8  # sentences
_FEW = 2


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


def few(source: Source, order: Sequence[int]) -> str:
    """The closest two sentences of `order` alone, in the order of the source, without the title."""
    titled = {source.record.title[:_TITLE].strip(), source.record.title.strip()}
    closest = [at for at in order if source.sentences[at].label != "title" and source.sentences[at].text not in titled]
    return " ".join(source.sentences[at].text[: _LETTERS // 2] for at in sorted(closest[:_FEW]))
