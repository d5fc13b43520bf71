"""L07: a table whose rows hold an identifier and what the page says of it.

    | NCT09999902 | Phase 2 | Terminated | 13 | Pain crises, stopped early |

The claim is the row without the cell that holds the identifier; status, phase and size are claims like the rest.
`fields` gives the cells with the headers of their columns. "idem" in place of an identifier means the row above.
A table of two columns that names one study in one of its rows ("NCT number | NCT09999902") is about that study
as a whole. Where a cell spans rows, its number counts for all of them; where the numbers stand side by side in the
first row, the columns below them are the claims. Cells of running text with several citations are prose and left to the other layouts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from verifier.layouts._cells import Row, of_cells
from verifier.layouts._lists import entries, key_alone, looks_like_reference
from verifier.layouts._markers import markers
from verifier.layouts._prose import only_labels
from verifier.layouts._view import Bound, View
from verifier.model import Block, Mention
from verifier.text import has_verb

CODES = ("L07",)
RANK = 20

_SAME = re.compile(
    r"(?i)\W*(?:idem|id\.|ibid\.?|same|ditto|dito|ebenda|ebd\.?|misma|mismo|même|\u3003|\"|\u2033|\u2019\u2019)(?:\s+(?:trial|study|as above|id))?\W*"
)
_SOURCE_COLUMN = re.compile(
    r"(?i)\W*(?:sources?|references?|citations?|study|studies|trials?|papers?|publications?|registry|links?|quellen?|studien?|beleg|literatur|études?|essais?|références?|fuentes?|estudios?|ensayos?|referencias?|pmids?|ncts?|ids?)\W*"
)
_NUMBERS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "une deux trois quatre cinq six sept huit neuf dix onze douze",
        "un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    )
    for number, word in enumerate(words.split(), 1)
}
_COUNTED = re.compile(  # of lower-cased text
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:[\w-]+\s+){{0,2}}?(?:trials?|stud(?:y|ies)|papers?|publications?|reviews?|studien?|arbeiten|essais?|études?|ensayos?|estudios?)\b"
)
_LONG_CELL = 60  # words: a cell that is longer is prose
_NAME = 4  # words of the name of a field
_TITLE = 8  # words of a link that only names its paper


def bind(view: View) -> Iterator[Bound]:
    """Bind the rows of every table."""
    lists = _Lists(view)
    for rows in _tables(view).values():
        if not any(view.mentions_of(number) for row in rows for number, _ in row) or _is_prose(view, rows):
            continue
        if _is_list(view, rows, lists):
            continue
        yield from _counted(view, rows)
        if _is_record(view, rows):
            yield from _record(view, rows)
        elif _is_turned(view, rows):
            yield from _turned(view, rows)
        else:
            yield from _rows(view, rows)


def _tables(view: View) -> dict[tuple[int, ...], list[Row]]:
    """The rows of each table, in order."""
    tables: dict[tuple[int, ...], dict[int, Row]] = defaultdict(lambda: defaultdict(list))
    for number, block in enumerate(view.blocks):
        if block.row >= 0 and block.role not in ("navigation", "banner", "footer"):
            tables[_table_of(view, block)][block.row].append((number, block))
    return {path: [rows[at] for at in sorted(rows)] for path, rows in tables.items() if len(rows) > 0}


def _table_of(view: View, block: Block) -> tuple[int, ...]:
    for depth in range(len(block.path), 0, -1):
        if view.document.containers.get(block.path[depth - 1]) == "table":
            return block.path[:depth]
    return ()


class _Lists:
    """What tells the tables of a page that list works from others; computed once, when the first such table is met."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def entries(self) -> frozenset[int]:
        """The blocks that are entries of lists of works."""
        return frozenset(entry.block for entry in entries(self._view))

    @cached_property
    def called(self) -> frozenset[str]:
        """The keys that sure markers name outside of tables."""
        return _called(self._view, ("certain",))

    @cached_property
    def called_weakly(self) -> frozenset[str]:
        """The same with markers that are less sure: enough where the table prints authors."""
        return _called(self._view, ("certain", "stop", "round"))


def _is_list(view: View, rows: list[Row], lists: _Lists) -> bool:
    """Whether the table is a list of works: markers in the text name its rows, sure ones unless it prints authors."""
    keys = _keys(view, rows)
    if not keys or not any(number in lists.entries for row in rows for number, _ in row):
        return False
    printed = any(looks_like_reference(block.text) for row in rows for _, block in row)
    return bool(keys & (lists.called_weakly if printed else lists.called))


def _keys(view: View, rows: list[Row]) -> frozenset[str]:
    """What the rows with identifiers are numbered by, when each is and says nothing but the name of a work."""
    keys: set[str] = set()
    for row in rows:
        if not any(view.mentions_of(number) for number, _ in row):
            continue
        key = key_alone(row[0][1].text)
        if not key or any(has_verb(view.bare(number)) for number, _ in row[1:]):
            return frozenset()
        keys.add(key)
    return frozenset(keys)


def _called(view: View, sure: tuple[str, ...]) -> frozenset[str]:
    """The keys that markers of these strengths name, outside of tables."""
    prose = (block for block in view.blocks if block.row < 0 and block.role in ("main", "aside"))
    return frozenset(key for block in prose for m in markers(block) if m.strength in sure for key in m.keys)


def _mentions(view: View, row: Row) -> list[Mention]:
    return [m for number, _ in row for m in view.free_of(number)]


def _is_prose(view: View, rows: list[Row]) -> bool:
    """Whether the table only lays out a page: one column, or long cells that cite several works."""
    if max(len({block.column for _, block in row}) for row in rows) < 2:
        return True
    return any(
        len(block.text.split()) > _LONG_CELL and len({m.identifier for m in view.mentions_of(number)}) > 1
        for row in rows
        for number, block in row
    )


def _is_record(view: View, rows: list[Row]) -> bool:
    """Whether the table describes one study, field by field."""
    columns = {block.column for row in rows for _, block in row}
    with_ids = [row for row in rows if _mentions(view, row)]
    if len(columns) != 2 or len(rows) < 3 or not with_ids or len(with_ids) > 2:
        return False
    first = min(columns)
    return all(
        len(block.text.split()) <= _NAME and not has_verb(block.text) and not view.mentions_of(number)
        if block.column == first
        else only_labels(view.bare(number))
        for row in with_ids
        for number, block in row
    ) and all(len(block.text.split()) <= _NAME for row in rows for _, block in row if block.column == first)


def _record(view: View, rows: list[Row]) -> Iterator[Bound]:
    told = [row for row in rows if not _mentions(view, row)]
    fields = tuple((row[0][1].text, " ".join(block.text for _, block in row[1:])) for row in told if len(row) > 1)
    for row in rows:
        for mention in _mentions(view, row):
            yield of_cells(mention, "L07", [cell for row_told in told for cell in row_told], fields)


def _counted(view: View, rows: list[Row]) -> Iterator[Bound]:
    """Bind a sentence just above that only counts the studies of the table: "One trial and two papers support it"."""
    above = rows[0][0][0] - 1
    studies = {mention.identifier: mention for row in reversed(rows) for mention in reversed(_mentions(view, row))}
    if len(studies) < 2 or above < 0 or view.blocks[above].kind != "paragraph" or view.mentions_of(above):
        return
    for start, end in view.sentences(above)[-1:]:
        counts = _COUNTED.findall(view.blocks[above].text[start:end].lower())
        if sum(int(count) if count.isdecimal() else _NUMBERS[count] for count in counts) == len(studies):
            for mention in studies.values():
                yield view.bound(mention, "L07", above, start, end)


def _is_turned(view: View, rows: list[Row]) -> bool:
    """Whether the studies stand side by side: their numbers in the first row, and what is told of each below."""
    columns = [block.column for number, block in rows[0] if view.free_of(number)]
    if len(set(columns)) < 2 or len(rows) < 2 or any(_mentions(view, row) for row in rows[1:]):
        return False
    first, *others = rows[0]
    if first[1].column in columns or any(block.column not in columns for _, block in others):
        return False
    return all(len(row[0][1].text.split()) <= _NAME and row[0][1].column == first[1].column for row in rows[1:])


def _turned(view: View, rows: list[Row]) -> Iterator[Bound]:
    """Bind each number of the first row to its column."""
    for number, head in rows[0]:
        told = [(row[0][1].text, cell) for row in rows[1:] for cell in row if cell[1].column == head.column]
        fields = tuple((name, block.text) for name, (_, block) in told)
        for mention in view.free_of(number):
            yield of_cells(mention, "L07", [cell for _, cell in told], fields)


def _rows(view: View, rows: list[Row]) -> Iterator[Bound]:
    above: dict[int, list[Mention]] = {}  # the identifiers last seen in each column
    for row in rows:
        mentions = _mentions(view, row)
        repeated = [number for number, block in row if block.column in above and _SAME.fullmatch(block.text)]
        if not mentions and repeated:
            mentions = [m for number in repeated for m in above[view.blocks[number].column]]
        if not mentions and _is_under(view, row):
            missing = above.keys() - {block.column for _, block in row}
            mentions = [m for column in sorted(missing) for m in above[column]]
        if not mentions:
            continue
        cells = [
            (number, block)
            for number, block in row
            if number not in repeated and not _is_identifier(view, number, block)
        ]
        fields = tuple((block.header, block.text) for _, block in cells)
        for mention in mentions:
            yield of_cells(mention, "L07", cells, fields)
        seen: dict[int, list[Mention]] = defaultdict(list)
        for number, block in row:
            seen[block.column].extend(view.mentions_of(number))
        above |= {column: found for column, found in seen.items() if found}


def _is_under(view: View, row: Row) -> bool:
    """Whether a cell from above reaches into this row."""
    return any(view.document.containers.get(container) == "row under" for container in row[0][1].path)


def _is_identifier(view: View, number: int, block: Block) -> bool:
    """Whether a cell says nothing but which work or trial the row is about, or nothing at all."""
    if not re.search(r"\w", block.text):
        return True
    mentions = view.mentions_of(number)
    if not mentions:
        return False
    rest = view.bare(number)
    linked = sum(m.end - m.start for m in mentions if m.source == "link")
    named = linked >= len(rest.strip()) or _SOURCE_COLUMN.fullmatch(block.header) is not None
    return only_labels(rest) or (len(rest.split()) <= _TITLE and named and not has_verb(rest))
