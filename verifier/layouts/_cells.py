"""Rows of tables as claims: the cells that say something, together, and those that say something alone as parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._view import Bound, View
from verifier.model import Block, Mention

Row = list[tuple[int, Block]]  # the number of each cell's block, and the block
_WIDE = 40  # cells of a row to either side that are looked at
_PART = 3  # words: a shorter cell is no part of its own


def of_cells(mention: Mention, layout: str, cells: Row, fields: tuple[tuple[str, str], ...]) -> Bound:
    """Bind a Mention to cells of its row.

    Args:
        mention: what is cited.
        layout: code of the layout that binds.
        cells: those that say something, in their order.
        fields: (header of the column, text) of each.
    """
    texts = [" ".join(block.text.split()) for _, block in cells if block.text.strip()]
    claim = " ".join(texts)
    place = cells[0][1].place if cells else mention.place
    context = "; ".join(f"{name}: {text}" if name else text for name, text in fields if text)
    block = cells[0][0] if cells else mention.block
    blocks = tuple(number for number, _ in cells)
    parts = tuple(_parts(texts))
    return Bound(mention, layout, claim, place, block, fields=fields, parts=parts, context=context, blocks=blocks)


def row_of(view: View, number: int) -> Row:
    """The cells of the row that a cell stands in, in their order; `number` is the cell's block."""
    cell = view.blocks[number]
    first = last = number
    while (
        first > max(0, number - _WIDE)
        and _beside(view.blocks[first - 1], cell)
        and view.blocks[first - 1].column < cell.column
    ):
        first -= 1
    while (
        last + 1 < min(len(view.blocks), number + _WIDE)
        and _beside(view.blocks[last + 1], cell)
        and view.blocks[last + 1].column
    ):
        last += 1
    return [(at, view.blocks[at]) for at in range(first, last + 1)]


def _beside(block: Block, cell: Block) -> bool:
    return block.row == cell.row >= 0


def _parts(texts: list[str]) -> Iterator[str]:
    """Cells that say something alone are parts; short ones ("Completed", "386") stay together."""
    short: list[str] = []
    for text in texts:
        if len(text.split()) < _PART:
            short.append(text)
            continue
        if short and not any(re.search(r"[^\W\d_]{2}", cell) for cell in short):
            text = " ".join([*short, text])  # bare numbers say nothing without their neighbour
        elif short:
            yield " ".join(short)
        short = []
        yield text
    if short:
        yield " ".join(short)
