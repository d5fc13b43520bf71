"""Fewer than 50 people were studied.

What it looks for:
    enrollmentInfo.count (actual, not planned) of a trial, or the people counted in title and abstract of a paper,
    below 50, cited by a claim that tells a result. Where the counts leave a doubt it stays silent.

Why it matters:
    In small studies chance alone makes and unmakes effects, and those published tend to be the lucky ones. Of 202
    paediatric stem-cell trials 71.3 % had fewer than 50 people (Stem Cell Research & Therapy 2022).

What to do:
    Give the number of people in the sentence; do not tell the effect as a fact.

Fires on:
    "Cells restore movement after stroke", citing a trial of 18 people: lowers the claim. "Five of six patients saw
    better", citing a paper on six: noted beside it, since the claim says so itself.

Silent on:
    A paper on 423 children; "the trial enrols 20 people", which tells no result; a review of small studies.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.enrolment import SMALL, sample
from verifier.facets.results import registered_only
from verifier.model import Case, Finding
from verifier.wording.assertion import AS_FACT, strongest
from verifier.wording.people import people
from verifier.wording.plain import head_count

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result rests on fewer than 50 people; a warning where it is told as fact."""
    comparison = strongest(case.compared("size", "narrower"))
    if comparison is None or case.source is None:
        return
    studied = case.source.facet(sample)
    own = max((count.value for count in people(case.readings[comparison.part].text)), default=0)
    number = studied[0] if studied else own
    as_fact = comparison.detail in AS_FACT
    planned = case.source.facet(registered_only)
    yield Finding(
        check="small-sample",
        level="warning" if as_fact else LEVEL,
        effect="weakens" if as_fact else "none",
        message=f"the record {'has no results, and ' if planned else ''}counts {head_count(number)} (fewer than {SMALL})",
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice="if the sentence stays, give the number of people in it"
        if planned
        else "give the number of people in the sentence",
    )
