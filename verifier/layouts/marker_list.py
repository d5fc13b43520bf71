"""L04 and L08: a marker in the text, the work in a list elsewhere on the page.

    It is safe in pregnancy.<sup>1,2</sup> ...   1. Doe J. Title. J Med 2020. PMID: 90000004
    Corrections reduced belief.[^doe-2021] ...   [^doe-2021]: Doe. *J* 2021. PMID: 90000007

The marker covers the sentence that it ends, or the part of it since the last marker. Numbers that no list of the
page holds (a pasted paper's own "[19]") are no markers. Weaker signs (glued digits, round brackets, loose digits
before a stop) count only where the page has no stronger ones.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from verifier.layouts._cells import Row, of_cells, row_of
from verifier.layouts._lists import Entry, entries, looks_like_reference
from verifier.layouts._markers import Marker, markers
from verifier.layouts._prose import enumerated, lead_trimmed, only_labels, says_something
from verifier.layouts._view import Bound, View
from verifier.model import Block
from verifier.text import Span, has_verb, opens_with_verb

CODES = ("L04", "L08")
RANK = 30
_NAMED = 3  # words: a shorter passage before a marker only names its authors
_MARKS = 40  # markers of one passage that are left out of the claim

# What counts together: sure signs with digits after a stop; on a flattened page also digits glued to words.
_TIERS = (("certain", "stop"), ("stop", "glued"), ("round",), ("loose",))
_SPACED_STOP = re.compile(r"\s(?=[,.;:!?](?:\s|$))")  # where a marker was cut out before it
_BACK = 4  # blocks that are looked back over for what a marker that stands alone is about
_REFERENCE = 600  # characters of an entry that are kept as what the page prints of the work
_WHOLE = 60  # words: of a longer passage above such a marker its last sentence is the claim
_ATTRIBUTES = re.compile(
    r"(?i)\W*(?:according\s+to|as\s+(?:shown|seen|found|reported|told|described)|as\s+(?:one|a|the|an)\b|in\s+(?:one|a|an|the|another)\b|for\s+(?:one|another)\b"
    r"|laut|nach|gemäß|zufolge|in\s+(?:einer|der)\b|selon|d['\u2019]après|dans\s+(?:une|un|la|le)\b|según|en\s+(?:un|una|el|la)\b)[^.;:]{0,80}$"
)
_READ = frozenset(("main", "aside"))


def bind(view: View) -> Iterator[Bound]:
    """Bind the entries of lists to the sentences whose markers name them."""
    listed = entries(view)
    cited = [entry for entry in listed if entry.mentions]
    if not cited:
        return
    places = _Index(view, listed)
    found = [
        (number, marker) for number, block in enumerate(view.blocks) if block.role in _READ for marker in markers(block)
    ]
    bounds: list[Bound] = []
    for taken in _TIERS:
        bounds = list(_resolve(view, [(n, m) for n, m in found if m.strength in taken], places))
        if bounds:
            break
    yield from bounds
    yield from _unused(cited, bounds)


class _Index:
    """Entries by key and by anchor."""

    def __init__(self, view: View, listed: list[Entry]) -> None:
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        self._by_anchor: dict[str, Entry] = {}
        self._inside: dict[int, list[Span]] = defaultdict(list)
        for entry in listed:
            self._by_key[entry.key].append(entry)
            block, above = view.blocks[entry.block], view.blocks[max(0, entry.block - 1)]
            if block.anchor:
                self._by_anchor.setdefault(block.anchor, entry)
            for mark in block.marks:
                if mark.kind == "anchor" and entry.start <= mark.start <= entry.end:
                    self._by_anchor.setdefault(mark.value, entry)
            if above.text.strip("[]().") == entry.key:  # the number of the footnote stands above it
                for name in (above.anchor, *(mark.value for mark in above.marks if mark.kind == "anchor")):
                    self._by_anchor.setdefault(name, entry)
            if entry.mentions or entry.note:
                self._inside[entry.block].append((entry.opens, entry.end))

    def holds(self, block: int, at: int) -> bool:
        """Whether a place lies within an entry: what stands there cites nothing."""
        spans = self._inside.get(block, [])
        index = bisect_right(spans, (at, sys.maxsize)) - 1
        return index >= 0 and spans[index][1] >= at

    def of(self, block: int, marker: Marker) -> list[Entry]:
        """The entries that a marker names: by its link, else by its number in the next list that has it."""
        linked = [self._by_anchor[name] for name in marker.anchors if name in self._by_anchor]
        if linked:
            return linked
        for keys in (marker.keys, marker.run):
            found = [entry for entry in (self._nearest(block, key) for key in keys) if entry is not None]
            if found and (marker.strength == "certain" or len(found) == len(keys)):
                return found
        return []

    def _nearest(self, block: int, key: str) -> Entry | None:
        candidates = self._by_key.get(key, [])
        index = bisect_right(candidates, block, key=lambda entry: entry.block)
        if index < len(candidates):
            return candidates[index]
        return candidates[-1] if candidates else None


def _resolve(view: View, found: list[tuple[int, Marker]], places: _Index) -> Iterator[Bound]:
    by_block: dict[int, list[tuple[Marker, list[Entry]]]] = defaultdict(list)
    for number, marker in found:
        if places.holds(number, marker.start):
            continue
        named = places.of(number, marker)
        if named:
            by_block[number].append((marker, named))
    for number in sorted(by_block):
        marks = [(m.start, m.end) for m, _ in by_block[number]]
        if _stands_alone(view.blocks[number], marks):
            yield from _of_neighbour(view, number, [entry for _, named in by_block[number] for entry in named])
            continue
        for span, named in _together(view.blocks[number].text, by_block[number]):
            yield from _covered(view, number, span, named, marks)


def _stands_alone(block: Block, marks: list[Span]) -> bool:
    """Whether a block says nothing but where to look: "[1]", "Source: [2]"."""
    return only_labels(" ".join(block.text[a:b] for a, b in pairwise_gaps(0, len(block.text), marks)))


def _of_neighbour(view: View, number: int, named: list[Entry]) -> Iterator[Bound]:
    """The claim beside markers that stand alone: the other cells of their row, or the passage above them."""
    block, above = view.blocks[number], number - 1
    if any(entry.block == number + 1 for entry in named):
        return  # the number of the footnote itself
    if block.row >= 0:
        cells = _told_in_row(view, number)
        fields = tuple((cell.header, cell.text) for _, cell in cells)
        for mention in (mention for entry in named for mention in entry.mentions) if cells else ():
            yield of_cells(mention, "L04", cells, fields)
        return
    while above > number - _BACK and only_labels(view.blocks[above].text):
        above -= 1  # several markers, each in a block of its own
    if above < 0 or view.blocks[above].role not in _READ or view.blocks[above].kind in ("cell", "code"):
        return
    text = view.blocks[above].text
    if not says_something(text) or (view.blocks[above].kind == "heading" and not has_verb(text)):
        return
    start = 0 if len(text.split()) <= _WHOLE else view.sentence_at(above, len(text))[0]
    for entry in named:
        for mention in entry.mentions:
            yield view.bound(mention, "L08" if entry.note else "L04", above, start, len(text), entry.text[:_REFERENCE])


def _together(text: str, found: list[tuple[Marker, list[Entry]]]) -> Iterator[tuple[Span, list[Entry]]]:
    """Markers side by side ("[1][2]", two superscripts) are one."""
    span: Span | None = None
    named: list[Entry] = []
    for marker, here in found:
        if span is not None and not text[span[1] : marker.start].strip(" ,;\u2013-"):
            span = span[0], marker.end
            named = [*named, *here]
            continue
        if span is not None:
            yield span, named
        span, named = (marker.start, marker.end), here
    if span is not None:
        yield span, named


def _told_in_row(view: View, number: int) -> Row:
    """What the marker of a cell is about: the row's first cell, and those before it since the last that cites; else those behind it."""
    row = [(at, cell) for at, cell in row_of(view, number) if at == number or re.search(r"\w", cell.text)]
    here = next(index for index, (at, _) in enumerate(row) if at == number)
    start = here
    while start and not _cites(view, row[start - 1]):
        start -= 1
    if start < here:
        own = row[start:here]
        return own if start == 0 or _cites(view, row[0]) else [row[0], *own]
    return list(takewhile(lambda cell: not _cites(view, cell), row[here + 1 :]))


def _cites(view: View, cell: tuple[int, Block]) -> bool:
    return bool(view.mentions_of(cell[0])) or any(marker.strength == "certain" for marker in markers(cell[1]))


def _covered(view: View, block: int, span: Span, named: list[Entry], marks: list[Span]) -> Iterator[Bound]:
    start, end = _passage(view, block, span, marks)
    text = view.blocks[block].text
    inside = [mark for mark in marks[bisect_left(marks, (start, 0)) :][:_MARKS] if mark[1] <= end]
    claim = "".join(text[a:b] for a, b in pairwise_gaps(start, end, inside))
    if shared := _enumerated(view, block, (start, end), marks):
        claim, inside = shared, [span]
    for entry in named:
        for mention in entry.mentions:
            bound = view.bound(mention, "L08" if entry.note else "L04", block, start, end, entry.text[:_REFERENCE])
            yield bound._replace(claim=_SPACED_STOP.sub("", " ".join(claim.split()))) if inside else bound


def _enumerated(view: View, block: int, own: Span, marks: list[Span]) -> str:
    """The claim of a later thing of an enumeration: "It improves mood [1] and sleep [2]"."""
    text = view.blocks[block].text
    first = view.sentence_at(block, own[0])[0]
    earlier = bisect_left(marks, (first, 0))
    if earlier == len(marks) or marks[earlier][0] >= own[0]:
        return ""
    return enumerated(text, first, marks[earlier][0], text[own[0] : own[1]].rstrip(" .,;"))


def pairwise_gaps(start: int, end: int, spans: list[Span]) -> Iterator[Span]:
    """What is left of a passage without the spans inside it."""
    for first, last in spans:
        yield start, first
        start = last
    yield start, end


def _passage(view: View, block: int, span: Span, marks: list[Span]) -> Span:
    text = view.blocks[block].text
    around = view.bracket_at(block, *span)
    if around and only_labels(text[around[0] : span[0]]) and only_labels(text[span[1] : around[1]]):
        span = around  # "(see [2])"
    first, last = view.sentence_at(block, max(span[0] - 1, 0))
    passed = bisect_right(marks, (span[0], 0)) - 1
    begin = max(first, marks[passed][1]) if passed >= 0 else first
    start, end = lead_trimmed_stop(text, begin, span[0])
    rest = text[span[1] : max(last, span[1])].strip(" .,;")
    before = text[start:end]
    if not text[: span[0]].strip() and text[span[1] :].strip():
        return _after(view, block, span[1], marks)
    after = bisect_left(marks, (span[1], 0))
    if begin == first and rest and _ATTRIBUTES.match(before) and (after == len(marks) or marks[after][0] >= last):
        return first, last  # "According to one trial[1], ..."
    if begin == first and rest and not has_verb(before) and (opens_with_verb(rest) or len(before.split()) < _NAMED):
        return first, last  # "Doe et al.[3] found ..."
    if says_something(text[start:end]) or len(text[start:end].split()) > 1:
        return start, end
    return (first, last) if rest else _before(view, block, first, (start, end))


def _after(view: View, block: int, start: int, marks: list[Span]) -> Span:
    """What a marker covers that opens its block: "[1] It is safe in pregnancy."; an entry of a list it is not."""
    text = view.blocks[block].text
    following = bisect_left(marks, (start, 0))
    end = marks[following][0] if following < len(marks) else len(text)
    entry = view.under_references(block) or looks_like_reference(text[start:end])
    return (start, start) if entry else lead_trimmed_stop(text, start, end)


def _before(view: View, block: int, first: int, default: Span) -> Span:
    """The sentence that ends before `first`: the marker stands alone after it."""
    return view.sentence_before(block, first) or default


def lead_trimmed_stop(text: str, start: int, end: int) -> Span:
    """Trim a passage but keep the stop that ends it."""
    start, _ = lead_trimmed(text, start, end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:([\u2013-"):
        end -= 1
    return start, end


def _unused(cited: list[Entry], bounds: list[Bound]) -> Iterator[Bound]:
    """Entries of a list that the text uses, which no marker names, are listed without a claim."""
    used = {bound.mention for bound in bounds}
    groups = {entry.group for entry in cited if used & set(entry.mentions)}
    for entry in cited:
        for mention in entry.mentions:
            if entry.group in groups and mention not in used:
                yield Bound(mention, "L04", "", mention.place)
