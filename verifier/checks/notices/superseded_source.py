"""A newer version of the work exists.

What it looks for:
    A link of type UpdateIn in the PubMed record of a published paper or review.

Why it matters:
    Systematic reviews are updated as evidence grows, and conclusions change with it.

What to do:
    Cite the newer version, after reading whether it still says so.

Fires on:
    "The review found a small benefit", citing the version of 2014 of a review updated in 2021.

Silent on:
    A paper whose record only names an older version of itself (UpdateOf); a preprint, which is preprint-source.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.source_kind import kinds
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when a newer version is named in the record."""
    source = case.source
    if source is None or "preprint" in source.facet(kinds):
        return
    notice = next((n for n in source.record.notices if n.kind == "updated"), None)
    if notice:
        by = f" (PMID {notice.pmid})" if notice.pmid else ""
        yield Finding(
            check="superseded-source",
            level=LEVEL,
            effect="none",
            message=f"a newer version of this work exists{by}",
            quote=notice.quote,
            where=notice.where,
            advice="read and cite the newer version",
        )
