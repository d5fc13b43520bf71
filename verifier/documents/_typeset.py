"""Characters with their places on a page -> lines -> pieces of text in reading order.

A superscript is told from its word by size and height; columns by the gutter between them; a paragraph by
leading, indent and size; a table by cells that begin on one base line. Units are points, y grows upward.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_LABEL = re.compile(r"(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)](?=\s)|[•▪●‣◦]\s|[–-]\s)")
_LABEL_ALONE = re.compile(r"[•▪●‣◦–-]|\[\d{1,3}\]|\(?\d{1,3}[.)]")
_ENDS = re.compile(r"[.!?:;)\]\"”]\d{0,3}$")
_ADDRESS = re.compile(r"https?://\S*$")
_HYPHENS = "-\u2010\u00ad"


class Glyph(NamedTuple):
    """A character: its horizontal extent, its base line, its height, and the address it links to."""

    text: str
    left: float
    right: float
    base: float
    size: float
    link: str = ""


@dataclass(slots=True)
class Line:
    """Characters that stand on one base line without a wide gap.

    spans: (kind, start, end, value) in the text. in_row: whether the line drawn before or after it stands beside it.
    """

    glyphs: list[Glyph]
    base: float = 0.0
    size: float = 0.0
    text: str = ""
    spans: list[tuple[str, int, int, str]] = field(default_factory=list)
    in_row: bool = False

    @property
    def left(self) -> float:
        """The left edge."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """The right edge."""
        return max(glyph.right for glyph in self.glyphs)


@dataclass(slots=True)
class Piece:
    """Lines that make up one paragraph, heading or cell."""

    lines: list[Line]
    label: str = ""
    row: int = -1
    column: int = -1
    table: int = -1
    furniture: str = ""

    @property
    def size(self) -> float:
        """The size of its first line."""
        return self.lines[0].size


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Gather characters, in the order in which the file draws them, into lines in reading order."""
    lines: list[Line] = []
    current: list[Glyph] = []
    base = size = 0.0
    for glyph in glyphs:
        if glyph.text.isspace():
            if current:
                current.append(glyph)
            continue
        if current and not _continues(current, base, size, glyph):
            lines.append(_line(current))
            current = []
        if not current or glyph.size > size * 1.15:
            base, size = glyph.base, glyph.size
        current.append(glyph)
    if current:
        lines.append(_line(current))
    return _in_columns([line for line in lines if line.text])


def _continues(current: list[Glyph], base: float, size: float, glyph: Glyph) -> bool:
    last = current[-1]
    if last.text.isspace() and len(current) > 1:
        last = current[-2]
    tall = max(size, glyph.size)
    # The letters of a ligature all stand in its one box.
    back = glyph.left >= last.left - 1 or glyph.left > last.right - 0.6 * tall
    widest = 4 * tall if len(current) < 7 and _LABEL_ALONE.fullmatch("".join(g.text for g in current).strip()) else tall
    return abs(glyph.base - base) < 0.6 * tall and back and glyph.left - last.right < widest


def _line(glyphs: list[Glyph]) -> Line:
    """Work out the text of a line, its size and base, and where it is raised, lowered or linked."""
    while glyphs and glyphs[-1].text.isspace():
        glyphs.pop()
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if not glyph.text.isspace())
    # A line that is mostly superscripts is still measured by its largest common size.
    common = [size for size, count in sizes.items() if count * 5 >= max(sizes.values())]
    size = max(common, default=1.0)
    base = median([glyph.base for glyph in glyphs if abs(glyph.size - size) < 0.1 * size] or [glyphs[0].base])
    line = Line(glyphs, base, size)
    for index, glyph in enumerate(glyphs):
        text = " " if glyph.text.isspace() else glyph.text
        if text == " " and (line.text.endswith(" ") or _touching(glyphs, index)):
            continue
        if text != " " and index and not line.text.endswith(" ") and _apart(glyphs[index - 1], glyph):
            line.text += " "
        start = len(line.text)
        line.text += text
        if text != " ":
            _span(line, _shift(glyph, base, size), start, "")
        if glyph.link:
            _span(line, "link", start, glyph.link)
    line.text = line.text.rstrip()
    return line


def _touching(glyphs: list[Glyph], index: int) -> bool:
    """Whether a white space of no width stands where characters touch: pdfium puts one at a change of height."""
    if index == 0 or glyphs[index].right > glyphs[index].left:
        return False
    before, after = glyphs[index - 1], glyphs[index + 1]
    return after.left - before.right < 0.1 * min(before.size, after.size)


def _apart(before: Glyph, after: Glyph) -> bool:
    """Whether two characters stand as far apart as words do, though no white space was drawn between them."""
    return not before.text.isspace() and after.left - before.right > 0.14 * min(before.size, after.size)


def _shift(glyph: Glyph, base: float, size: float) -> str:
    """Whether a character is raised or lowered."""
    rise = (glyph.base - base) / size
    if glyph.size < 0.87 * size and rise > 0.12:
        return "sup"
    if glyph.size < 0.87 * size and rise < -0.06:
        return "sub"
    return "sup" if rise > 0.3 else ""


def _span(line: Line, kind: str, start: int, value: str) -> None:
    """Note what the last character of the line is; neighbours of one kind make one span."""
    if not kind:
        return
    end = len(line.text)
    for index in range(len(line.spans) - 1, max(-1, len(line.spans) - 3), -1):
        known, first, last, address = line.spans[index]
        if known == kind and address == value and not line.text[last:start].strip():
            line.spans[index] = (kind, first, end, value)
            return
    line.spans.append((kind, start, end, value))


def _in_columns(lines: list[Line]) -> list[Line]:
    """Undo a drawing order that runs across two columns of prose, line by line."""
    crossings = [
        (a, b)
        for a, b in pairwise(lines)
        if abs(a.base - b.base) < 0.3 * a.size and b.left > a.right and min(len(a.text), len(b.text)) > 24
    ]
    if len(crossings) < 4:
        return lines
    gutter = median([(a.right + b.left) / 2 for a, b in crossings])
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < gutter - 5 and line.right > gutter + 5:
            ordered += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.left < gutter else right).append(line)
    return [*ordered, *left, *right]


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """Gather lines in reading order into paragraphs, headings, list items and cells."""
    if not lines:
        return []
    drops = [a.base - b.base for a, b in pairwise(lines) if 0 < a.base - b.base < 3 * a.size]
    leading = median(drops) if drops else lines[0].size * 1.2
    pieces: list[Piece] = []
    for a, b in pairwise(lines):
        if abs(a.base - b.base) < 0.3 * a.size and b.left > a.right:
            a.in_row = b.in_row = True
    for line in lines:
        label = _LABEL.match(line.text)
        if pieces and _same_piece(pieces[-1], line, leading, starts_item=label is not None):
            pieces[-1].lines.append(line)
        else:
            number = (label[1] or label[2] or "") if label else ""
            pieces.append(Piece([line], label=number))
    _find_tables(pieces)
    return pieces


def _same_piece(piece: Piece, line: Line, leading: float, *, starts_item: bool) -> bool:
    last, first = piece.lines[-1], piece.lines[0]
    if not 0.87 < line.size / last.size < 1.15 or (line.in_row and not last.in_row):
        return False
    drop = last.base - line.base
    if drop < -5 * line.size and line.left > last.left:  # the next column
        return not _ENDS.search(last.text) and line.text[:1].islower() and len(last.text) > 24
    ended = _ENDS.search(last.text) is not None
    if not 0.3 * line.size < drop < (1.18 * leading if ended else max(1.35 * leading, 1.45 * line.size)):
        return False
    if line.left > last.right or line.right < first.left:
        return False
    if starts_item and (piece.label or ended or _LABEL.match(first.text)):
        return False
    hanging = len(piece.lines) > 1 and line.left > first.left
    indented = line.left > last.left + 0.8 * line.size
    return not (indented and not piece.label and not hanging and ended and len(piece.lines) > 1)


def _find_tables(pieces: list[Piece]) -> None:
    """Number the cells of runs of rows: pieces that begin on one base line, side by side, in two rows or more."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        level = last is not None and abs(last.lines[0].base - piece.lines[0].base) < 0.5 * piece.size
        if last is not None and level and piece.lines[0].left > last.lines[0].left:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    table, at = 0, 0
    while at < len(rows):
        end = at
        while end < len(rows) and len(rows[end]) > 1:
            end += 1
        if end - at >= 2:
            _number_cells(rows[at:end], table)
            table += 1
        at = max(end, at + 1)


def _number_cells(rows: list[list[Piece]], table: int) -> None:
    starts = [cell.lines[0].left for cell in max(rows, key=len)]
    for number, row in enumerate(rows):
        for cell in row:
            nearest = min(range(len(starts)), key=lambda column: abs(starts[column] - cell.lines[0].left))
            cell.table, cell.row, cell.column = table, number, nearest


def joint(before: str, after: str) -> str:
    """What stands between two lines: a space, a line break, nothing (one word), or "-": a hyphen to leave out."""
    if before[-1:] and before[-1] in _HYPHENS and before[-2:-1].isalnum():
        return "-" if after[:1].islower() and before[-2].isalpha() and not _ADDRESS.search(before) else ""
    if _ADDRESS.search(before) and before.endswith(("/", "=", "_", "?", "&")):
        return ""
    if re.match(r"https?://", after) or re.fullmatch(r"\s*https?://\S+", before):
        return "\n"
    return " "
