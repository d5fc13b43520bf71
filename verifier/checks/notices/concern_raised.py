"""A journal has published an expression of concern about the paper.

What it looks for:
    A link of type ExpressionOfConcernIn in the PubMed record.

Why it matters:
    The editors doubt the work but have not, or not yet, retracted it (NLM, "Errata, Retractions, and Other Linked
    Citations in PubMed"). Readers should know before they rely on it.

What to do:
    Read the notice, say that concern was raised, or cite another source.

Fires on:
    "Drug A raises the risk of death", citing a paper with an expression of concern.

Silent on:
    "The journal later published an expression of concern about this paper"; a paper with comments alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.notices import tells_concern
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_effect_as_fact

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when concern was raised and the claim does not say so."""
    if case.source is None or any(reading.facet(tells_concern) for reading in case.readings):
        return
    notice = next((n for n in case.source.record.notices if n.kind == "concern"), None)
    if notice is None:
        return
    as_fact = any(reading.facet(tells_effect_as_fact) for reading in case.readings)
    by = f" (PMID {notice.pmid})" if notice.pmid else ""
    yield Finding(
        check="concern-raised",
        level=LEVEL,
        effect="weakens" if as_fact else "none",
        message=f"an expression of concern about the cited paper has been published{by}",
        quote=notice.quote,
        where=notice.where,
        advice="read the notice; say that concern was raised, or cite another source",
    )
