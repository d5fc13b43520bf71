"""L07: a table whose cells were put on lines of their own when its page was flattened to text.

    NCT09999902 / Phase 2 / Terminated / 13 / NCT09999903 / Phase 3 / ...

Identifiers that stand alone on lines the same number of lines apart head rows; the lines up to the next one are
the other cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from verifier.layouts._prose import only_labels
from verifier.layouts._view import Bound, View
from verifier.model import Mention

CODES = ("L07",)
RANK = 25

_MOST_CELLS = 12
_LONGEST_CELL = 40  # words
_LONGEST_LINE = 80  # characters of a line with nothing but an identifier


class _Line(NamedTuple):
    """A line of a block, with the identifiers on it."""

    block: int
    start: int
    end: int
    mentions: tuple[Mention, ...]
    alone: bool


def bind(view: View) -> Iterator[Bound]:
    """Bind identifiers that head runs of short lines."""
    if view.document.kind not in ("text", "pdf"):
        return
    lines = list(_lines(view))
    heads = [index for index, line in enumerate(lines) if line.alone]
    gaps = [after - before for before, after in pairwise(heads)]
    if len(heads) < 2 or len(set(gaps)) != 1 or not 2 < gaps[0] <= _MOST_CELLS:
        return
    names = _names(view, lines, heads[0], gaps[0])
    for head in heads:
        cells = [line for line in lines[head + 1 : head + gaps[0]] if not line.mentions]
        texts = [" ".join(view.blocks[c.block].text[c.start : c.end].split()) for c in cells]
        if len(cells) < gaps[0] - 1 or any(len(text.split()) > _LONGEST_CELL for text in texts):
            return
        place = view.blocks[cells[0].block].place_at(cells[0].start)
        blocks = tuple(dict.fromkeys(cell.block for cell in cells))
        fields = tuple(zip(names, texts, strict=True)) if names else ()
        for mention in lines[head].mentions:
            claim = " ".join(texts)
            yield Bound(mention, "L07", claim, place, cells[0].block, fields=fields, parts=tuple(texts), blocks=blocks)


def _names(view: View, lines: list[_Line], head: int, gap: int) -> list[str]:
    """The names of the columns, when a line for each stands above the first row."""
    if head < gap or any(line.mentions for line in lines[head - gap : head]):
        return []
    return [view.blocks[line.block].text[line.start : line.end].strip() for line in lines[head - gap + 1 : head]]


def _alone(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Whether a line holds nothing but an identifier and its label."""
    if len(text) > _LONGEST_LINE or "//" in text:
        return False
    for mention in mentions:
        text = text.replace(mention.written, " ")
    return only_labels(text)


def _lines(view: View) -> Iterator[_Line]:
    for number, block in enumerate(view.blocks):
        at = 0
        for text in block.text.split("\n"):
            end = at + len(text)
            mentions = tuple(view.mentions_in(number, at, max(end, at + 1)))
            yield _Line(number, at, end, mentions, bool(mentions) and _alone(text, mentions))
            at = end + 1
