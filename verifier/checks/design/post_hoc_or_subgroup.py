"""The source is an analysis that nobody had planned, or of a part of the people.

What it looks for:
    "Post hoc", "subgroup", "secondary" or "exploratory analysis" in the title of a paper, or where it names its own
    method, and no such word in the claim.

Why it matters:
    Whoever looks at enough parts of the data finds an effect in one of them. Such results suggest what to study next;
    told as the result of the trial they generalise too far, one of the common errors of citation (Mogull 2017).

What to do:
    Say that it is a subgroup or an unplanned analysis.

Fires on:
    "The drug prevents strokes", citing "A post hoc analysis of the EXAMPLE trial": lowers the claim.

Silent on:
    "A subgroup analysis found fewer strokes", citing the same; a paper that reports its planned result.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Finding, Quote, Source
from verifier.wording.assertion import tells_effect_as_fact, tells_result

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result of an unplanned analysis is told without that; a warning where it is told as fact."""
    source = case.source
    if source is None or source.paper is None or not any(r.facet(tells_result) for r in case.readings):
        return
    if pattern("design", "part-analysis").search(case.citation.claim):
        return
    quote = source.facet(unplanned)
    if quote:
        as_fact = any(reading.facet(tells_effect_as_fact) for reading in case.readings)
        yield Finding(
            check="post-hoc-or-subgroup",
            level="warning" if as_fact else LEVEL,
            effect="weakens" if as_fact else "none",
            message="the source is an unplanned analysis, or one of a subgroup",
            quote=quote.text,
            where=quote.where,
            advice="say that it is a subgroup or an unplanned analysis",
        )


def unplanned(source: Source) -> Quote | None:
    """Where a paper calls itself an unplanned or partial analysis."""
    for sentence in source.sentences:
        meaning = "part-analysis" if sentence.label == "title" else "own-part-analysis"
        if pattern("design", meaning).search(sentence.text):
            return sentence.quote
    return None
