"""The paper has been retracted.

What it looks for:
    The publication type "Retracted Publication" or a link of type RetractionIn in the PubMed record; either alone
    suffices, since one may lag behind the other. A later reinstatement (republication) is another finding.

Why it matters:
    A retracted paper is no evidence. Retracted work goes on being cited as sound for years; citing it as retracted
    is legitimate (NLM, "Errata, Retractions, and Other Linked Citations in PubMed"), so the claim is read first.

What to do:
    Take the claim out or cite a sound source; where the retraction is the point, say so in the sentence.

Fires on:
    "Drug A clears the virus", citing a paper whose record carries RetractionIn.

Silent on:
    "That much-cited paper has since been retracted", citing the same paper: the page tells it honestly.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.notices import tells_retraction
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the paper is retracted and the claim does not say so."""
    if case.source is None or any(reading.facet(tells_retraction) for reading in case.readings):
        return
    notices = {notice.kind: notice for notice in case.source.record.notices}
    notice = notices.get("retracted")
    if notice is None or "reinstated" in notices:
        return
    by = f" (notice PMID {notice.pmid})" if notice.pmid else ""
    yield Finding(
        check="retracted-source",
        level=LEVEL,
        effect="weakens",
        message=f"the cited paper has been retracted{by}, and the claim does not say so",
        quote=notice.quote,
        where=notice.where,
        advice="take the claim out, cite a sound source, or say that the paper was retracted",
    )
