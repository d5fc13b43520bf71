"""The claim tells an effect on an outcome for which the registry holds no data.

What it looks for:
    A posted outcome that speaks of what the clause says to change, marked as not posted, or with nobody analysed.

Why it matters:
    An outcome that was planned and never filled shows nothing, in either direction.

What to do:
    Cite the publication that reports this outcome, or wait until the registry does.

Fires on:
    "The app improved social skills", citing a trial whose outcome of that name has no participant analysed.

Silent on:
    The same claim, citing a trial that posts values for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each claimed effect whose posted outcome is empty."""
    for comparison in case.compared("posted", "absent"):
        yield Finding(
            check="outcome-not-posted",
            level=LEVEL,
            effect="undecided",
            message=f"the registry lists the outcome {marked(comparison.shown.text)} and has no data on it",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="cite the publication that reports this outcome",
        )
