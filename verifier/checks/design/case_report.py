"""The source tells of a single case.

What it looks for:
    The publication type "Case Reports" or a title that says so, cited by a claim that tells a result.

Why it matters:
    One patient's course shows that something can happen, not that it was brought about, nor how often (FTC, Health
    Products Compliance Guidance 2022: anecdotes are no evidence).

What to do:
    Say that it is one patient; do not tell the effect as a fact.

Fires on:
    "Cells restore sight in optic nerve disease", citing one patient: lowers the claim. "One patient's vision rose
    to 20/40", citing the same: noted beside it.

Silent on:
    A claim that calls it a case report itself; a series of 15 people.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.certainty import of_everybody
from verifier.model import Case, Comparison, Finding
from verifier.wording.assertion import AS_FACT

SCOPE = "case"
LEVEL = "note"
_STORIES = ("Personal Narrative", "Autobiography")  # publication types


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result rests on one case; a warning where it is told as fact, or of everybody."""
    found = [c for c in case.compared("source-kind", "narrower") if c.detail.startswith("case-report/")]
    if not found:
        return
    comparison = max(found, key=_as_fact)
    as_fact = _as_fact(comparison) or case.readings[comparison.part].facet(of_everybody)
    yield Finding(
        check="case-report",
        level="warning" if as_fact else LEVEL,
        effect="weakens" if as_fact else "none",
        message="the source is one person's own story"
        if comparison.shown.text in _STORIES
        else "the source is a case report: it tells of one patient, or of a few",
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice="say that this was seen in single patients, and was not tested in a study",
    )


def _as_fact(comparison: Comparison) -> bool:
    """Whether the claim tells the effect as a fact."""
    return comparison.detail.partition("/")[2] in AS_FACT
