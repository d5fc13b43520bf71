"""The paper was retracted and then republished or reinstated.

What it looks for:
    A record with a retraction and a later link of type RepublishedIn, RetractedandRepublishedIn or a reinstatement.

Why it matters:
    The version that stands may differ from the one that was withdrawn; the claim must rest on the one that stands.

What to do:
    Cite the version that stands, and see whether the claim still holds there.

Fires on:
    "Cells improve sight", citing a paper retracted and republished with corrections.

Silent on:
    A paper that is retracted and not republished (that is retracted-source); a sound paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when the paper was reinstated or republished after a retraction."""
    if case.source is None:
        return
    notice = next((n for n in case.source.record.notices if n.kind in ("reinstated", "republished")), None)
    if notice:
        by = f" (PMID {notice.pmid})" if notice.pmid else ""
        yield Finding(
            check="reinstated-source",
            level=LEVEL,
            effect="none",
            message=f"the paper was withdrawn and later republished{by}",
            quote=notice.quote,
            where=notice.where,
            advice="cite the version that stands",
        )
