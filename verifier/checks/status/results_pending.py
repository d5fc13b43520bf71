"""Results were submitted to the registry but are not posted yet.

What it looks for:
    unpostedAnnotation in the record of a trial without posted results, cited by a claim that offers it as evidence.

Why it matters:
    The sponsor has handed results in and NLM is reviewing them: an answer exists and will be public soon.

What to do:
    Look again in some weeks.

Fires on:
    "The trial evaluates the safety of the cells", citing an ended trial with results under review.

Silent on:
    A trial with posted results; one that never submitted any.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when results are under review at the registry."""
    trial = case.source.trial if case.source else None
    if trial and trial.unposted_results and case.compared("results", "narrower", "absent"):
        yield Finding(
            check="results-pending",
            level=LEVEL,
            effect="none",
            message="results were submitted to the registry and are not posted yet",
            quote="true",
            where="annotationModule.unpostedAnnotation",
            advice="look again in some weeks",
        )
