"""What layouts look at: a document, its Mentions, its sentences and headings, and what is already claimed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from verifier.model import Block, Document, Mention, Place
from verifier.text import INVISIBLE, Span, sentences, trimmed

_NOTES = frozenset(("note", "ref"))  # marks that call a footnote or a reference
_WRAPPED = frozenset(("text", "pdf"))
_LONGEST_SENTENCE = 1500  # characters
_WIDEST = 120  # characters; longer lines are paragraphs, not wrapped
_NEW_LINE = re.compile(
    r"\s*(?:[-*\u2022\u00b7\u25cf\u2013#>|]|\(?\d{1,3}[.)\]]?\s|\[|https?://|www\.|[A-Z]{2,12}\d{4,})"
)
_SIGN = re.compile(r"^[-*\u2022\u00b7\u25cf]\s+")  # of an item in plain text
CLAIM_ROLES = frozenset(("main", "aside", "meta", "data", "reference"))
OPENING = "([\uff08"
_BRACKETED = re.compile(r"\([^()]{0,600}\)?|\[[^\[\]]{0,600}\]|\uff08[^\uff08\uff09]{0,600}\uff09?")
_REFERENCE_HEADING = re.compile(
    r"""(?i)\W*(?:\d+[.)]?\s*)?(?:list\s+of\s+|selected\s+|key\s+|further\s+|cited\s+)?(?:references?|bibliograph(?:y|ie)|sources?|literature(?:\s+cited)?|citations?|works\s+cited|footnotes?
        |endnotes?|notes|further\s+reading|reading|literatur(?:verzeichnis|liste|angaben)?|quellen(?:verzeichnis|angaben)?|einzelnachweise|fu(?:ß|ss)noten|références?(?:\s+bibliographiques)?
        |bibliographie|sources?|notes?(?:\s+et\s+références)?|referencias?(?:\s+bibliográficas)?|bibliografía|fuentes|bibliografia|riferimenti|fonti|referências|参考文献|文献|引用文献)\W*"""
)


class Bound(NamedTuple):
    """A Mention with the claim that a layout attached to it. An empty claim: listed on purpose, without a claim."""

    mention: Mention
    layout: str
    claim: str
    place: Place
    block: int = -1  # where the claim stands, when it stands in one block
    start: int = 0
    end: int = 0
    reference: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    context: str = ""
    blocks: tuple[int, ...] = ()  # all the blocks that the claim is made of, when it is more than a passage of one


class View:
    """A document as layouts see it. Everything is computed once; only the set of claimed Mentions grows."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...]) -> None:
        self.document = document
        self.mentions = mentions
        self.claimed: set[Mention] = set()
        self._by_block: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._by_block[mention.block].append(mention)
        self._free = {number: list(self._by_block[number]) for number in sorted(self._by_block)}
        self._sentences: dict[int, list[Span]] = {}
        self._brackets: dict[int, list[Span]] = {}
        self._bare: dict[int, str] = {}
        self._ends: dict[int, list[int]] = {}
        self._headings = [n for n, block in enumerate(document.blocks) if block.kind == "heading"]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document."""
        return self.document.blocks

    def claim(self, bounds: Iterable[Bound]) -> None:
        """Note that these Mentions are spoken for."""
        taken = [bound.mention for bound in bounds]
        self.claimed.update(taken)
        for number in {mention.block for mention in taken}:
            free = [m for m in self._free.get(number, ()) if m not in self.claimed]
            if free:
                self._free[number] = free
            else:
                self._free.pop(number, None)

    def mentions_of(self, block: int) -> list[Mention]:
        """All Mentions of a block, in their order."""
        return self._by_block.get(block, [])

    def mentions_in(self, block: int, start: int, end: int) -> list[Mention]:
        """The Mentions of a block that begin within a span."""
        mentions = self._by_block.get(block, [])
        first = bisect_left(mentions, start, key=_start)
        return mentions[first : bisect_left(mentions, end, first, key=_start)]

    def bare(self, block: int) -> str:
        """The text of a block with its Mentions blanked out."""
        if block not in self._bare:
            pieces, text, at = [], self.blocks[block].text, 0
            for mention in self._by_block.get(block, ()):
                if mention.source == "text" and mention.start >= at:
                    pieces.append(text[at : mention.start])
                    at = mention.end
            self._bare[block] = " ".join([*pieces, text[at:]])
        return self._bare[block]

    def free_of(self, block: int) -> list[Mention]:
        """The Mentions of a block that no layout has claimed yet."""
        return self._free.get(block, [])

    def free_blocks(self) -> Iterator[tuple[int, Block, list[Mention]]]:
        """Blocks with unclaimed Mentions, in document order."""
        for number, free in list(self._free.items()):
            yield number, self.blocks[number], free

    def sentences(self, block: int) -> list[Span]:
        """The sentences of a block, cut once."""
        if block not in self._sentences:
            self._sentences[block] = self._cut(block)
        return self._sentences[block]

    def _cut(self, block: int) -> list[Span]:
        text = self.blocks[block].text
        if "\n" not in text:
            return [piece for span in sentences(text) for piece in _bounded(text, span)]
        mentions = self.mentions_of(block)
        breaks = line_ends(text, wrapped=self.document.kind in _WRAPPED)
        found: list[Span] = []
        start = 0
        for end in [*breaks, len(text)]:
            before = bisect_left(mentions, end, key=_start) - 1
            if before >= 0 and mentions[before].end > end:
                continue  # a number broken over two lines
            found.extend((start + first, start + last) for first, last in sentences(text[start:end]))
            start = end
        return [piece for span in found for piece in _bounded(text, span)]

    def sentence_before(self, block: int, at: int) -> Span | None:
        """The last sentence of a block that ends at or before character `at`."""
        spans = self.sentences(block)
        index = bisect_right(spans, at, key=_end) - 1
        return spans[index] if index >= 0 else None

    def covered(self, block: int, mention: Mention) -> Span:
        """The span that a citation takes up: the identifier, or the parenthesis that holds it."""
        bracket = None if mention.source == "link" else self.bracket_at(block, mention.start, mention.end)
        return bracket or (mention.start, mention.end)

    def cited_until(self, block: int, at: int) -> int:
        """Where the last citation before character `at` of a block ends, 0 when there is none."""
        if block not in self._ends:
            noted = (mark.end for mark in self.blocks[block].marks if mark.kind in _NOTES)
            seen = (self.covered(block, m)[1] for m in self._by_block.get(block, ()) if m.start < m.end)
            self._ends[block] = sorted({*seen, *noted})
        ends = self._ends[block]
        index = bisect_right(ends, at) - 1
        return ends[index] if index >= 0 else 0

    def sentence_at(self, block: int, at: int) -> Span:
        """The sentence of a block that holds character `at`, or begins next after it."""
        spans = self.sentences(block)
        if not spans:
            return (0, 0)
        index = bisect_right(spans, (at, len(self.blocks[block].text) + 1)) - 1
        return spans[max(index, 0)]

    def bracket_at(self, block: int, start: int, end: int) -> Span | None:
        """The parenthesis that encloses a span of a block, with its signs; None when it stands free."""
        if block not in self._brackets:
            self._brackets[block] = [(m.start(), m.end()) for m in _BRACKETED.finditer(self.blocks[block].text)]
        spans = self._brackets[block]
        index = bisect_right(spans, (start, len(self.blocks[block].text) + 1)) - 1
        if index >= 0 and spans[index][0] < start and spans[index][1] >= end:
            return spans[index]
        return None

    def heading(self, block: int) -> str:
        """The text of the nearest heading at or above a block, "" when there is none."""
        index = bisect_right(self._headings, block) - 1
        return self.blocks[self._headings[index]].text if index >= 0 else ""

    def section(self, block: int) -> range:
        """The blocks from the one after the nearest heading above `block` to the one before the next heading."""
        index = bisect_right(self._headings, block) - 1
        first = self._headings[index] + 1 if index >= 0 else 0
        last = self._headings[index + 1] if index + 1 < len(self._headings) else len(self.blocks)
        return range(first, last)

    def under_references(self, block: int) -> bool:
        """Whether the nearest heading says that a list of references follows."""
        return is_reference_heading(self.heading(block))

    def bound(self, mention: Mention, layout: str, block: int, start: int, end: int, reference: str = "") -> Bound:
        """Bind a Mention to a passage of one block; the passage is trimmed."""
        text = self.blocks[block].text
        start, end = trimmed(text, start, end)
        place = self.blocks[block].place_at(start)
        claim = " ".join(_SIGN.sub("", text[start:end].strip(INVISIBLE)).split())
        return Bound(mention, layout, claim, place, block, start, end, reference)


def _start(mention: Mention) -> int:
    return mention.start


def _end(span: Span) -> int:
    return span[1]


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """Cut a sentence that is too long to be one (a list run together, a page without stops) at its signs or spaces."""
    start, end = span
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        cut = max(text.rfind(sign, start + _LONGEST_SENTENCE // 2, limit) for sign in ("; ", ", ", " "))
        cut = cut + 1 if cut > 0 else limit
        yield trimmed(text, start, cut)
        start, end = trimmed(text, cut, end)
    if start < end:
        yield start, end


def line_ends(text: str, *, wrapped: bool) -> list[int]:
    """Where the lines of a block end that mean something: each, or in hard-wrapped text only those with room to spare.

    Args:
        text: of a block, its lines kept.
        wrapped: whether the document is of a kind whose lines may be cut at a width (mail, notes, PDF).
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    found: list[int] = []
    at = 0
    for line, following in pairwise(lines):
        at += len(line) + 1
        first = following.split(" ", 1)[0]
        fits = len(line) + 1 + len(first) <= width
        if not wrapped or width > _WIDEST or fits or _NEW_LINE.match(following) or line.rstrip().endswith(":"):
            found.append(at - 1)
    return found


def is_reference_heading(text: str) -> bool:
    """Whether a heading opens a list of references, in any of the languages known."""
    return len(text) < 60 and _REFERENCE_HEADING.fullmatch(text.strip()) is not None
