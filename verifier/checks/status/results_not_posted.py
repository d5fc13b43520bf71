"""The trial has ended, or should have, and the registry holds no results.

What it looks for:
    hasResults false, or neither that field nor results, in a record whose status is COMPLETED or TERMINATED or whose
    end date has passed, cited by a claim that tells a result or offers the trial as an evaluation.

Why it matters:
    A registration without results shows that a study was announced, not what it found. Of 1,052 stem-cell trials,
    45.4 % of the completed ones were published; none of the 48 run by known stem-cell clinics were (Fung et al.,
    Stem Cell Reports 2017).

What to do:
    Say that no results are posted, or cite the paper that reports them.

Fires on:
    "A trial listing evaluating safety and efficacy of the cells", citing a trial past its planned end without results.

Silent on:
    "The trial enrolled 300 people", citing the same record; any claim on a trial that is still going on.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.status import wording
from verifier.model import Case, Comparison, Finding
from verifier.wording.assertion import AS_FACT, strongest
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when evidence is claimed of an ended trial without results; a warning where it is told as fact."""
    for wrong in case.compared("results", "different"):
        none = wrong.shown.text == "false"
        yield Finding(
            check="results-not-posted" if none else "status-mismatch",
            level="error",
            effect="contradicts",
            message=f"the claim says {marked(wrong.said.text)}; the record has {'no' if none else 'posted'} results",
            quote=wrong.shown.text,
            where=wrong.shown.where,
            part=wrong.part,
            advice="say that no results are posted" if none else "say that results are posted",
        )
        return
    comparison = strongest(case.compared("results", "narrower"))
    trial = case.source.trial if case.source else None
    if comparison is None or trial is None:
        return
    as_fact = comparison.detail in AS_FACT
    yield Finding(
        check="results-not-posted",
        level="warning" if as_fact else LEVEL,
        effect="weakens" if as_fact else "none",
        message=f"{_none(comparison)} ({wording(trial)})",
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice=_advice(case),
    )


def _none(comparison: Comparison) -> str:
    """That there are no results: by the record's own field, or because it has no such field and no results."""
    return (
        "the record has no posted results" if comparison.shown.text else "the record has no field on results, and none"
    )


def _advice(case: Case) -> str:
    """What to do; the record may name the paper that reports the trial."""
    links = case.found.record.links if case.found else ()
    named = {kind: sorted(link.identifier for link in links if link.kind == kind) for kind in ("result", "derived")}
    if named["result"]:
        return f"add that no results are posted, or cite a report that the record names: {named['result'][0]}"
    if named["derived"]:  # found by NLM through the trial's number: it may be the protocol
        return f"add that no results are posted; {named['derived'][0]} names this trial: see whether it reports results"
    return "add that no results are posted, or cite the paper that reports them"
