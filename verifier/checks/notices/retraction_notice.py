"""The source is not a study but the notice that retracts one.

What it looks for:
    The publication type "Retraction of Publication" or a link of type RetractionOf.

Why it matters:
    A notice of retraction is cited for what the retracted paper claimed when a list of references was gathered
    without reading it.

What to do:
    Cite a sound source for the claim, or say that the paper was retracted.

Fires on:
    "Drug A clears the virus", citing the notice of retraction of that paper.

Silent on:
    "The paper was retracted in 2020", citing the notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.notices import tells_retraction
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_result

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result is claimed of a notice of retraction."""
    source = case.source
    if source is None or any(reading.facet(tells_retraction) for reading in case.readings):
        return
    notice = next((n for n in source.record.notices if n.kind == "retraction-notice"), None)
    if notice and any(reading.facet(tells_result) for reading in case.readings):
        yield Finding(
            check="retraction-notice",
            level=LEVEL,
            effect="weakens",
            message="the source is the notice of a retraction, not a study",
            quote=notice.quote or source.record.title,
            where=notice.where,
            advice="cite a sound source, or say that the paper was retracted",
        )
