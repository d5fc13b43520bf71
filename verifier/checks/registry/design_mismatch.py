"""The claim calls a study randomised, blinded or controlled that is not, or the other way round.

What it looks for:
    "randomised", "double-blind", "placebo-controlled", "open-label", "single-arm" in the claim beside designInfo and
    the arms of a trial, or the publication type and words of a paper.

Why it matters:
    Chance decides who gets what in a randomised trial, so that the groups are alike; without it they are not, and
    differences between them may have been there before. Those who know what they were given report accordingly.

What to do:
    Describe the design as the record has it.

Fires on:
    "A randomised trial of 92 patients settled it", citing a record with NON_RANDOMIZED.

Silent on:
    "A randomised trial" citing RANDOMIZED; a record that does not give its allocation.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record's allocation excludes the claimed one."""
    found = (c for facet in ("randomisation", "blinding", "control") for c in case.compared(facet, "different"))
    for comparison in found:
        yield Finding(
            check="design-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f'the claim says "{comparison.said.text}"; the record says: {comparison.shown.text.rstrip(".").lower().replace("_", "-")}',
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="describe the design as the record has it",
        )
        return
