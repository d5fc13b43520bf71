"""The source is a preprint: it was not peer-reviewed.

What it looks for:
    The publication type "Preprint" in the PubMed record. A published paper that only links back to its preprint is
    not one.

Why it matters:
    Preprints are posted before review; some change a good deal before they are published, some never are.

What to do:
    Say that it is a preprint, or cite the published version where the record names one.

Fires on:
    "The mutation arose in kidney recipients", citing the preprint: noted. "A peer-reviewed study proves it", citing
    the same: lowers the claim.

Silent on:
    "A preprint reports that the mutation arose"; the published version of the same work.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.notices import tells_preprint
from verifier.facets.source_kind import kinds
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_peer_review

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the source is a preprint and the claim does not say so."""
    source = case.source
    if source is None or any(reading.facet(tells_preprint) for reading in case.readings):
        return
    quote = source.facet(kinds).get("preprint")
    if quote is None:
        return
    reviewed = any(reading.facet(tells_peer_review) for reading in case.readings)
    newer = next((n.pmid for n in source.record.notices if n.kind == "updated" and n.pmid), "")
    yield Finding(
        check="preprint-source",
        level="warning" if reviewed else LEVEL,
        effect="weakens" if reviewed else "none",
        message="the source is a preprint, not a peer-reviewed paper",
        quote=quote.text,
        where=quote.where,
        advice=f"cite the published version (PMID {newer})" if newer else "say that it is a preprint",
    )
