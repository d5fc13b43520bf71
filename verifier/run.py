"""What a run said: its events, kept or counted as they go by."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

from verifier import shelves
from verifier.line import Told
from verifier.model import (
    Counts,
    DocumentRead,
    Event,
    RunEnded,
    Verdict,
    VerdictReady,
)
from verifier.reports import json as json_report


class Run:
    """What a run said: its events in order, and what programs ask of them."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)

    @classmethod
    def read(cls, report: str | bytes) -> Self:
        """Give back the run that a report of the format "json" was written from.

        What its schema does not hold is empty: the pages' texts, the records' prose, dates and fields.

        Raises:
            UsageError: this is no such report; the message says what it is instead.
        """
        return cls(json_report.read(report))

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts in document order."""
        return tuple(event.verdict for event in self.events if isinstance(event, VerdictReady))

    @property
    def counts(self) -> Counts:
        """What was done, and what could not be."""
        return next(event.counts for event in reversed(self.events) if isinstance(event, RunEnded))

    def render(self, name: str = "text", **options: Any) -> str:
        """The report of that format as text (`verifier explain` lists the formats)."""
        out = io.StringIO()
        shelves.load("reports", name).write(iter(self.events), out, **options)
        return out.getvalue()


class Tally:
    """Counts what was told; an identifier counts once in a run."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._lookups: dict[tuple[str, str], str] = {}

    def add(self, told: Told) -> None:
        """Count a window."""
        self._counted["done"] += told.checks_done
        self._counted["skipped"] += told.checks_skipped
        self._lookups.update({(scheme, value): kind for scheme, value, kind in told.lookups})
        for event in told.events:
            if isinstance(event, DocumentRead):
                self._counted["unreadable" if event.error else "documents"] += 1
            elif isinstance(event, VerdictReady):
                self._counted["citations"] += 1
                self._outcomes[event.verdict.outcome] += 1

    def counts(self) -> Counts:
        """The sums."""
        kinds = Counter(self._lookups.values())
        return Counts(
            documents=self._counted["documents"],
            unreadable=self._counted["unreadable"],
            citations=self._counted["citations"],
            identifiers=len(self._lookups),
            found=kinds["Found"],
            missing=kinds["Missing"],
            unavailable=kinds["Unavailable"],
            checks_done=self._counted["done"],
            checks_skipped=self._counted["skipped"],
            outcomes=dict(sorted(self._outcomes.items())),
        )
