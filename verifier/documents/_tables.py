"""Where a cell stands in its table, and which header is above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.documents._scribe import Frame
from verifier.model import Block

_WIDEST = 100  # columns that one cell may cover
_MOST_COLUMNS = 300  # columns up to which cells from above are kept in mind


@dataclass(slots=True)
class Table:
    """A table as it is read, cell by cell, in the order of the source. `path` names its containers."""

    path: tuple[int, ...]
    row: int = -1
    column: int = -1
    width: int = 1
    headers: dict[int, str] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)  # column -> rows still covered by a cell from above
    in_head: bool = False
    under: set[int] = field(default_factory=set)  # rows into which a cell from above reaches
    _heading: bool = False

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column, self.width = -1, 1

    def cell(self, frame: Frame, *, heading: bool, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell that covers so many columns and rows; the frame is told where it stands."""
        self.column += self.width
        while self.covered.get(self.column, 0) > 0:
            self.covered[self.column] -= 1
            self.under.add(self.row)
            self.column += 1
        self.width = max(1, min(columns, _WIDEST))
        if rows > 1 and self.column < _MOST_COLUMNS:
            for column in range(self.column, self.column + self.width):
                self.covered[column] = min(rows, 65534) - 1
        self._heading = heading
        frame.kind, frame.row, frame.column, frame.label = "cell", self.row, self.column, ""
        frame.header = self.headers.get(self.column, "")

    def end_cell(self, blocks: Sequence[Block]) -> None:
        """End a cell: a header names its column for the rows below."""
        first_of_column = self._heading and (self.row == 0 or self.column not in self.headers)
        a_rows_own = self.row > 0 and self.column == 0 and not self.in_head
        if not (self.in_head or first_of_column) or a_rows_own:
            return
        texts: list[str] = []
        for block in reversed(blocks):
            if (block.row, block.column) != (self.row, self.column) or block.path[: len(self.path)] != self.path:
                break
            texts.append(block.text)
        text = " ".join(reversed(texts))
        for column in range(self.column, self.column + self.width):
            above = self.headers.get(column, "")
            self.headers[column] = f"{above} {text}".strip() if self.in_head and above else text
