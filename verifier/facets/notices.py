"""Notices on a paper (retraction, concern, correction, preprint), and whether the claim tells of them itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("notice",)
OF = "paper"

# What a claim may tell -> the kinds of notice on a record that bear it out.
_TELLS: dict[str, tuple[str, ...]] = {
    "retraction": ("retracted", "retraction-notice"),
    "concern": ("concern", "concern-notice"),
    "correction": ("corrected", "correction-notice"),
}


def tells_retraction(reading: Reading) -> bool:
    """Whether the claim says itself that the paper was retracted (anywhere in the passage it belongs to)."""
    return pattern("notices", "retraction").search(reading.whole) is not None


def tells_concern(reading: Reading) -> bool:
    """Whether the claim says itself that concern was raised, or that the paper was retracted."""
    return pattern("notices", "concern", "retraction").search(reading.whole) is not None


def tells_correction(reading: Reading) -> bool:
    """Whether the claim says itself that the paper was corrected."""
    return pattern("notices", "correction").search(reading.whole) is not None


def tells_preprint(reading: Reading) -> bool:
    """Whether the claim says itself that the paper is a preprint."""
    return pattern("notices", "preprint").search(reading.whole) is not None


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """What the clause tells of the paper's fate, beside the notices on its record."""
    del today
    if source.paper is None or not source.record.notices:
        return
    for meaning, kinds in _TELLS.items():
        said = pattern("notices", meaning).search(reading.text)
        if said is None:
            continue
        notice = next((n for n in source.record.notices if n.kind in kinds), None)
        if notice:
            shown = Quote(notice.quote, notice.where)
            yield Comparison("notice", "same", Quote(said[0], "claim"), shown, reading.part, meaning)
