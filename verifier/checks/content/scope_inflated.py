"""The claim reaches further than one record can: the first, the largest, the only one.

What it looks for:
    Claims of rank or priority that the record does not make itself, and "the only treatment" where the record names
    another one as a choice.

Why it matters:
    One study cannot rank itself among all others; superlatives are among the marks of health advertising that the
    FTC asks proof for (Health Products Compliance Guidance, 2022).

What to do:
    Drop the rank, or cite a source that compares.

Fires on:
    "The largest eye stem-cell study ever registered", citing the study's own registration; "surgery is the only
    treatment", citing "can be treated with drugs and/or surgery".

Silent on:
    "A large study of stem cells in eye disease", citing the same registration.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each claim of rank that the record does not bear."""
    for comparison in case.compared("scope", "absent", "different"):
        against = comparison.relation == "different"
        told = "the record names an alternative" if against else "one record cannot show its own rank"
        yield Finding(
            check="scope-inflated",
            level="error" if against else LEVEL,
            effect="contradicts" if against else "unrelated",
            message=f"the claim says {marked(comparison.said.text)}; {told}",
            quote=comparison.shown.text if against else "",  # a title shows no rank, nor that there is none
            where=comparison.shown.where if against else "",
            part=comparison.part,
            advice="drop the rank, or cite a source that compares",
        )
