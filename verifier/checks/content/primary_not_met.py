"""The claim tells a success on the primary outcome, which the posted results do not show.

What it looks for:
    The posted primary outcome that the clause speaks of: analyses that reach no significance, values that favour the
    other arm, or a description that says the endpoint was not met.

Why it matters:
    A trial is built to answer its primary question; when the answer is no, no other success stands in its place
    (CONSORT 2010; ICH E9).

What to do:
    Say that the primary endpoint was not met.

Fires on:
    "Scores fell significantly more than with sham", citing a posted primary analysis with P = 0.0568.

Silent on:
    "The trial missed its main goal", citing the same analysis; a claim on a secondary outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.checks.content._topics import of_another
from verifier.facets import posted
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that tells a success where the primary outcome shows none."""
    for comparison in case.compared("posted", "different"):
        shown, rank = comparison.detail.split()
        if rank != "primary" or shown not in ("null", "opposite") or comparison.part in of_another(case):
            continue
        yield Finding(
            check="primary-not-met",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim tells of the primary outcome, and its posted results do not bear it out ({posted.told(case.source, comparison.shown)})",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say that the primary endpoint was not met",
        )
