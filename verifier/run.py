"""What a run said: its events, kept or counted as they go by."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

from verifier import shelves
from verifier.model import (
    Counts,
    DocumentRead,
    Event,
    Found,
    Identifier,
    Lookup,
    Missing,
    RunEnded,
    Unavailable,
    Verdict,
    VerdictReady,
)


class Run:
    """What a run said: its events in order, and what programs ask of them."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)

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
    """Counts events as they go by."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._lookups: dict[Identifier, str] = {}

    def add(self, event: Event) -> None:
        """Count one event."""
        if isinstance(event, DocumentRead):
            self._counted["unreadable" if event.error else "documents"] += 1
        elif isinstance(event, VerdictReady):
            self._counted["citations"] += 1
            self._outcomes[event.verdict.outcome] += 1

    def looked_up(self, lookups: dict[Identifier, Lookup]) -> None:
        """Count what became of the identifiers; an identifier counts once in a run."""
        for identifier, lookup in lookups.items():
            self._lookups[identifier] = type(lookup).__name__

    def examined(self, done: int, skipped: int) -> None:
        """Count checks."""
        self._counted["done"] += done
        self._counted["skipped"] += skipped

    def counts(self) -> Counts:
        """The sums."""
        kinds = Counter(self._lookups.values())
        return Counts(
            documents=self._counted["documents"],
            unreadable=self._counted["unreadable"],
            citations=self._counted["citations"],
            identifiers=len(self._lookups),
            found=kinds[Found.__name__],
            missing=kinds[Missing.__name__],
            unavailable=kinds[Unavailable.__name__],
            checks_done=self._counted["done"],
            checks_skipped=self._counted["skipped"],
            outcomes=dict(sorted(self._outcomes.items())),
        )
