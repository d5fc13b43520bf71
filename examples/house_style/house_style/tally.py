"""One line for each document: its name and how many citations came to which outcome.

For a log or a chat channel. A document that could not be read says so; one without citations is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from verifier.model import DocumentRead, Event, VerdictReady

SUFFIX = ".tally"


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write one line for each document, in the order of the documents."""
    outcomes: dict[str, Counter[str]] = {}
    for event in events:
        if isinstance(event, DocumentRead) and event.error:
            out.write(f"{event.name!a}: could not be read\n")
        elif isinstance(event, VerdictReady):
            outcomes.setdefault(event.verdict.citation.document, Counter())[event.verdict.outcome] += 1
    for name, counted in outcomes.items():
        told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
        out.write(f"{name!a}: {told}\n")
