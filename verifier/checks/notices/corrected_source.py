"""A correction of the paper has been published.

What it looks for:
    A link of type ErratumIn in the PubMed record.

Why it matters:
    Most corrections are small, some change a number or a conclusion. The abstract in PubMed may still be the old one.

What to do:
    Read the correction and see whether it touches what the claim says.

Fires on:
    "Fat burning helps tumour cells", citing a paper with a published erratum.

Silent on:
    "A correction changed the reported rate", citing the same; the erratum itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.notices import tells_correction
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when the paper was corrected and the claim does not say so."""
    if case.source is None or any(reading.facet(tells_correction) for reading in case.readings):
        return
    notice = next((n for n in case.source.record.notices if n.kind == "corrected"), None)
    if notice:
        by = f" (PMID {notice.pmid})" if notice.pmid else ""
        yield Finding(
            check="corrected-source",
            level=LEVEL,
            effect="none",
            message=f"a correction of the cited paper has been published{by}",
            quote=notice.quote,
            where=notice.where,
            advice="see whether the correction touches what is claimed",
        )
