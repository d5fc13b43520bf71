"""The trial began or ended in another year than the claim gives.

What it looks for:
    "completed in 2018", "the trial began in 2013", "runs until 2029" beside startDateStruct, completionDateStruct and
    primaryCompletionDateStruct. A year between the two ends is right; a date that is only planned
    excludes nothing that is told as past.

Why it matters:
    An old trial told as a recent one hides that nothing came of it.

What to do:
    Give the date as registered.

Fires on:
    "The study was completed in 2024", citing a record that ended in March 2018.

Silent on:
    "The study was completed in 2018", citing the same; "will be completed in 2028", whose date is planned.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.status import end
from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each year that the registry's dates exclude."""
    for comparison in case.compared("date", "different"):
        yield Finding(
            check="date-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim says {marked(comparison.said.text)}; the registry gives {_told(case, comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"give the date as registered: {comparison.shown.text}",
        )


def _told(case: Case, comparison: Comparison) -> str:
    """The date with what it dates, and whether that has come to pass, where the record says so."""
    trial = case.source.trial if case.source else None
    start = comparison.detail in ("began", "will-begin")
    date = trial and (trial.start if start else end(trial))
    kind = {"ACTUAL": "actual ", "ESTIMATED": "planned "}.get(date.type, "") if date else ""
    return f"{comparison.shown.text} as its {kind}{'start' if start else 'end'}"
