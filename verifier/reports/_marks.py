"""Where claims stand in a page's text and quotes in a record's prose, as segments of text for a report to mark."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.model import Citation

Blocks = Sequence[tuple[str, str, int]]

# A claim may spread over a card or a row: so many blocks are searched before and after the one it starts in.
REACH = 40
# Shorter pieces of a claim would mark a word here and there.
SHORTEST = 12


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of block number `block` belong to the claim of card number `owner`.

    lead: the claim begins here (it may spread over several blocks).
    """

    block: int
    start: int
    end: int
    owner: int
    lead: bool = True


@dataclass(frozen=True)
class Segment:
    """A piece of text, the cards whose claims cover it, those whose claims begin here, and those that end here."""

    text: str
    owners: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


class Finder:
    """Finds claims in the blocks of one document."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._order = sorted(range(len(blocks)), key=lambda index: (blocks[index][2], index))
        self._lines = [blocks[index][2] for index in self._order]

    def locate(self, citation: Citation, owner: int) -> list[Span]:
        """Where a claim stands.

        The nearest block that holds the whole claim wins; else the blocks near the claim that are part of it, or
        that hold one of its parts. An empty list when it stands nowhere (a claim from an attribute or a title).
        """
        claim = citation.claim.strip()
        if not claim:
            return []
        near = self._near(citation.claim_place.line)
        for index in near:
            if (at := self._blocks[index][1].find(claim)) >= 0:
                return [Span(index, at, at + len(claim), owner)]
        spans: list[Span] = []
        for index in sorted(near):
            text = self._blocks[index][1]
            if len(text) >= SHORTEST and text in claim:
                spans.append(Span(index, 0, len(text), owner, not spans))
                continue
            for part in citation.parts:
                if len(part) >= SHORTEST and (at := text.find(part)) >= 0:
                    spans.append(Span(index, at, at + len(part), owner, not spans))
                    break
        return spans

    def _near(self, line: int) -> list[int]:
        """Numbers of the blocks around a line, the nearest first."""
        middle = bisect_left(self._lines, line)
        around = range(max(middle - REACH, 0), min(middle + REACH, len(self._lines)))
        return [self._order[at] for at in sorted(around, key=lambda at: (abs(self._lines[at] - line), at))]


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """Cut one block's text at every edge of a span."""
    opening: dict[int, list[Span]] = defaultdict(list)
    closing: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        opening[span.start].append(span)
        closing[span.end].append(span)
    covering: set[int] = set()
    cut = []
    for start, end in itertools.pairwise(sorted({0, len(text), *opening, *closing})):
        covering -= {span.owner for span in closing[start]}
        covering |= {span.owner for span in opening[start]}
        begins = tuple(sorted({span.owner for span in opening[start] if span.lead}))
        ends = tuple(sorted({span.owner for span in closing[end]}))
        cut.append(Segment(text[start:end], tuple(sorted(covering)), begins, ends))
    return cut


def quoted(text: str, quotes: Iterable[str]) -> list[tuple[str, bool]]:
    """Cut a passage into (text, whether it is quoted); quotes that it does not hold are left out."""
    found = sorted({(at, at + len(quote)) for quote in quotes if quote and (at := text.find(quote)) >= 0})
    pieces: list[tuple[str, bool]] = []
    last = 0
    for start, end in found:
        if end <= last:
            continue
        start = max(start, last)
        if start > last:
            pieces.append((text[last:start], False))
        pieces.append((text[start:end], True))
        last = end
    if last < len(text):
        pieces.append((text[last:], False))
    return pieces
