"""The claim tells a change in something that the record does not speak of, or gives an outcome another rank.

What it looks for:
    Outcomes with names of their own (survival, fractures, heart attacks, stroke, return to work, stays in hospital,
    sleep, hair, pregnancy, hearing, sight, cost and others) that a clause says to change, where a record on the claim's
    own condition or treatment has no word for it in title, abstract, headings, registered outcomes or posted results.
    Works that sum up others are not asked. Also "its primary endpoint was X" beside primaryOutcomes and
    secondaryOutcomes of a trial, where X is the name of an outcome of the other rank.

Why it matters:
    A study bears out what it measured. Citing it for another benefit is a failure to substantiate, a major quotation
    error (Mogull, PLoS ONE 2017); between registration and report alone 31 % of trials change their outcome (Jones et
    al., BMC Medicine 2015).

What to do:
    Tell what was measured, or cite a study of this outcome.

Fires on:
    "The inhaler gets people back to work sooner", citing a trial of exacerbations and quality of life; "the primary
    endpoint was survival", citing a trial that registers survival as a secondary outcome.

Silent on:
    "The inhaler keeps people out of hospital", citing a trial that counts admissions. An outcome of which the record
    measured a stand-in (see surrogate-outcome). A record of which only the title can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause on an outcome of which a record on its topic has no word, or of another rank."""
    for comparison in case.compared("endpoint", "different"):
        other = "secondary" if comparison.detail == "primary" else "primary"
        yield Finding(
            check="outcome-mismatch",
            level="error",
            effect="contradicts",
            message=f"the claim says {marked(comparison.said.text)}; the registry lists {marked(comparison.shown.text)} as a {other} outcome",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"give the {comparison.detail} outcome as registered",
        )
    told = {c.part for c in case.compared("outcome", "same", "narrower")}
    for comparison in case.compared("outcome", "absent"):
        if (
            not _on_topic(case, comparison)
            or comparison.part in told
            or case.compared("enrolment", "same")
            or _stated(case, comparison.part)
        ):
            continue
        yield Finding(
            check="outcome-mismatch",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim speaks of {marked(comparison.said.text)}; the record has no word on that",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="tell what was measured, or cite a study of this outcome",
        )


def _on_topic(case: Case, outcome: Comparison) -> bool:
    """Whether a record is about the rest of the claim: it has a topic of it, and no other in a topic's stead."""
    listed = [c for facet in ("condition", "intervention") for c in case.compared(facet)]
    topics = [c for c in listed if c.said.text != outcome.said.text]
    if outcome.detail == "condition":
        return False  # the disease itself is another: see condition-mismatch
    return any(c.relation == "same" for c in topics) and all(c.relation != "different" for c in topics)


def _stated(case: Case, part: int) -> bool:
    """Whether the record states the clause all the same, in words that the lexicon does not know."""
    return any(c.part == part for facet in ("statement", "posted") for c in case.compared(facet, "same"))
