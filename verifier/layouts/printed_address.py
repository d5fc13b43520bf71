"""L05 and L14: an address printed bare, below a line that describes it or after a phrase.

    A trial showing better sleep in adults.
    https://pubmed.ncbi.nlm.nih.gov/90000005/

    boosts mitochondria (https://pubmed.ncbi.nlm.nih.gov/90000009/), memory (https://www.example.org/x) and ...

An address alone on its line takes the line directly above it, one description an address. An address in running
text takes the phrase since the address before it. What stands in the body of the page above a list of
descriptions has no marker and is not bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._prose import is_address, lead_trimmed, only_labels, says_something
from verifier.layouts._view import CLAIM_ROLES, Bound, View, is_reference_heading
from verifier.model import Mention
from verifier.text import Span

CODES = ("L05", "L14")
RANK = 110
_BACK = 8  # addresses that may share one description
_REACH = 3000  # characters looked back over for the address before

_INTRODUCTION = re.compile(r"[^:.!?]{2,60}?\s?:\s+")
_ANY_URL = re.compile(r"\(?\s*(?:https?://|www\.)\s?\S+(?:(?<=www\.)\s\S+)?")


def bind(view: View) -> Iterator[Bound]:
    """Bind printed addresses."""
    for number, block, free in view.free_blocks():
        if block.role not in CLAIM_ROLES or block.kind in ("heading", "code", "cell"):
            continue
        printed = [m for m in free if is_address(m)]
        if not printed:
            continue
        if only_labels(view.bare(number)):
            yield from _below_its_line(view, number, printed)
        else:
            yield from _after_its_phrase(view, number, printed)


def _below_its_line(view: View, block: int, printed: list[Mention]) -> Iterator[Bound]:
    above = block - 1
    while above >= max(0, block - _BACK) and only_labels(view.bare(above)) and view.blocks[above].kind != "heading":
        above -= 1  # several addresses share one description
    if above < 0 or view.blocks[above].kind in ("heading", "cell") or view.blocks[above].role not in CLAIM_ROLES:
        return
    for mention in printed:
        yield view.bound(mention, "L05", above, *_description(view, above, len(view.blocks[above].text)))


def _description(view: View, block: int, end: int) -> Span:
    """The line of description that ends at `end`: after the last address before it, whole when it is short."""
    text = view.blocks[block].text
    start = view.cited_until(block, end)
    for match in _ANY_URL.finditer(text, max(0, start, end - _REACH), end):
        start = match.end()
    last = view.sentence_at(block, max(end - 1, 0))
    before = view.sentence_before(block, last[0])
    if before is not None and before[0] >= start and _stands_above(view, block, before):
        start = max(start, last[0])
    return lead_trimmed(text, start, end)


def _stands_above(view: View, block: int, before: Span) -> bool:
    """Whether the sentence before a description is no part of it: a heading of the list, or prose that goes further back."""
    line = view.blocks[block].text[before[0] : before[1]]
    titled = line[-1:] not in ".!?:;," and view.blocks[block].text[before[1] : before[1] + 1] == "\n"
    return titled or is_reference_heading(line) or view.sentence_before(block, before[0]) is not None


def _after_its_phrase(view: View, block: int, printed: list[Mention]) -> Iterator[Bound]:
    text = view.blocks[block].text
    above: tuple[int, Span] | None = None  # the description of the address before, and where that address ends
    for mention in printed:
        span = view.covered(block, mention)
        if above is not None and only_labels(text[above[0] : span[0]]):
            yield view.bound(mention, "L05", block, *above[1])
            above = span[1], above[1]
            continue
        above = None
        first, _ = view.sentence_at(block, max(span[0] - 1, 0))
        begin = max(first, view.cited_until(block, span[0]))
        for match in _ANY_URL.finditer(text, first, span[0]):
            begin = match.end()
        start, end = lead_trimmed(text, begin, span[0])
        if says_something(text[start:end]):
            own_sentence = text[:end].rstrip()[-1:] in ".!?" or span[0] == mention.start
            if own_sentence and span[0] == mention.start:
                above = span[1], _description(view, block, span[0])
                yield view.bound(mention, "L05", block, *above[1])
            else:
                yield view.bound(mention, "L14", block, *_without_introduction(view, block, (start, end), span))
        elif begin == first:
            above = span[1], _description(view, block, span[0])
            yield view.bound(mention, "L05", block, *above[1])


def _without_introduction(view: View, block: int, phrase: Span, span: Span) -> Span:
    """Drop "Our favourites:" before the first phrase of a list, but keep "Rue:" where each phrase has such a label."""
    text = view.blocks[block].text
    start, end = phrase
    match = _INTRODUCTION.match(text, start, end)
    if match is None:
        return phrase
    rest = text[span[1] : view.sentence_at(block, span[0])[1]]
    if ":" in _ANY_URL.sub(" ", rest) or not rest.strip(" ."):
        return phrase
    return match.end(), end
