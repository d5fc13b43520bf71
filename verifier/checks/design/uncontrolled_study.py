"""Nobody served as a comparison: there was no control group.

What it looks for:
    interventionModel SINGLE_GROUP of a trial; in a paper words such as "single-arm", "no control group", "case
    series", or a series of treated patients without any word of comparison. A randomised paper is never meant.

Why it matters:
    People get better by themselves, and by being looked after. Without a comparison nobody can say what the
    treatment did (FTC, Health Products Compliance Guidance 2022: well-controlled human studies).

What to do:
    Say that there was no control group; do not tell the effect as a fact.

Fires on:
    "The cells bring back movement", citing a SINGLE_GROUP trial: lowers the claim. "Seven of 13 people were stable
    at 12 weeks", citing the same: noted beside it.

Silent on:
    A randomised trial; a claim that says itself that the study had a single arm.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.results import registered_only
from verifier.model import Case, Finding
from verifier.wording.assertion import AS_FACT, strongest

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result rests on a study without a control; a warning where it is told as fact."""
    comparison = strongest(case.compared("control", "narrower"))
    if comparison is None:
        return
    as_fact = comparison.detail in AS_FACT
    planned = case.source is not None and case.source.facet(registered_only)
    yield Finding(
        check="uncontrolled-study",
        level="warning" if as_fact else LEVEL,
        effect="weakens" if as_fact else "none",
        message="the study is registered without a control group" if planned else "the study had no control group",
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice="if the sentence stays, say that there is no control group"
        if planned
        else "say that there was no control group",
    )
