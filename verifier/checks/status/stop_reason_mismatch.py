"""The trial stopped for another reason than the claim gives.

What it looks for:
    The reason that the claim gives for stopping (recruitment, business, money, safety, futility, benefit, pandemic,
    supply, another design, an investigator who left, no approval) beside statusModule.whyStopped. Reasons that both name agree; a denied reason ("nothing to do with
    safety") is left out.

Why it matters:
    "Stopped early because it worked" and "stopped for futility" are opposites; so are harm and a slow recruitment.

What to do:
    Give the registry's own words.

Fires on:
    "It was stopped because the drug proved too toxic", citing "a similar study showed no benefit".

Silent on:
    "It stopped because recruitment was slow", citing "Slow accrual"; a record that gives no reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the registry gives another kind of reason."""
    for comparison in case.compared("stop-reason", "different"):
        yield Finding(
            check="stop-reason-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim says {marked(comparison.said.text)}; the registry gives {marked(comparison.shown.text)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the reason in the registry's own words",
        )
        return
