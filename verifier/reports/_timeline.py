"""A trial's dates on a line: pure geometry for the HTML report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 560
MARGIN = 14
ROW = 16
# Width of a character of the labels, in the units of the drawing.
LETTER = 6.3
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Tick:
    """One date: where it stands, what to write, and whether it is only planned. anchor: start, middle, end."""

    x: float
    row: int
    label: str
    planned: bool
    now: bool = False
    anchor: str = "middle"

    @property
    def y(self) -> int:
        """Baseline of the label."""
        return 34 + self.row * ROW


@dataclass(frozen=True)
class Timeline:
    """The whole drawing: ticks in order of time, height of the drawing, and the same in words."""

    ticks: tuple[Tick, ...]
    height: int
    words: str


def timeline(dates: Iterable[tuple[str, str, str]], today: str) -> Timeline | None:
    """Lay (label, date, type) and today on a line; None with fewer than two dates that can be read."""
    known: dict[tuple[dt.date, str, bool], list[str]] = {}
    for label, date, kind in dates:
        if day := _day(date):
            known.setdefault((day, date, kind == "ESTIMATED"), []).append(label)
    if sum(map(len, known.values())) < 2:
        return None
    entries = [(day, f"{', '.join(names)} {date}", planned, False) for (day, date, planned), names in known.items()]
    if now := _day(today):
        entries.append((now, "today", False, True))
    entries.sort(key=lambda entry: entry[0])
    first, last = entries[0][0], entries[-1][0]
    scale = (WIDTH - 2 * MARGIN) / max((last - first).days, 1)
    ticks: list[Tick] = []
    reach: list[float] = []
    for day, label, planned, is_now in entries:
        x = round(MARGIN + (day - first).days * scale, 1)
        start, anchor = _placed(x, len(label) * LETTER)
        row = next((row for row, end in enumerate(reach) if end + 8 < start), len(reach))
        reach[row:] = [start + len(label) * LETTER, *reach[row + 1 :]]
        ticks.append(Tick(x, row, label, planned, is_now, anchor))
    words = "; ".join(tick.label + (" (planned)" if tick.planned else "") for tick in ticks)
    return Timeline(tuple(ticks), 34 + len(reach) * ROW - 6, words)


def _placed(x: float, width: float) -> tuple[float, str]:
    """Where a label of this width starts when it is drawn at x, and how it is anchored so that it stays inside."""
    if x - width / 2 < 0:
        return x - 4, "start"
    if x + width / 2 > WIDTH:
        return x + 4 - width, "end"
    return x - width / 2, "middle"


def _day(date: str) -> dt.date | None:
    """Read "2021", "2021-10" or "2021-10-01" (longer texts by their beginning); None for anything else."""
    match = _DATE.match(date)
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
