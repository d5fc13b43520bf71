"""The claim tells a benefit as a fact and leaves out frequent serious harm.

What it looks for:
    An effect told as a fact, citing a trial whose registry results count serious adverse events in at least a tenth
    of the people of one arm, in a claim that says nothing on harm.

Why it matters:
    Benefit without harm is half a result: risks specific to the way cells are given stand on 5.76 % of clinic sites
    (Murdoch et al., Stem Cell Reports 2018).

What to do:
    Give the number of people with serious adverse events beside the benefit.

Fires on:
    "The drug keeps tumours in check", citing a trial with serious adverse events in 5 of 13 people.

Silent on:
    "The trial set out to test the drug"; a claim that names the adverse events.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, EventGroup, Finding
from verifier.wording.assertion import tells_effect_as_fact
from verifier.wording.plain import head_count

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when serious harm was frequent and the claim tells only a benefit as fact."""
    results = case.source.trial.results if case.source and case.source.trial else None
    if results is None or not any(reading.facet(tells_effect_as_fact) for reading in case.readings):
        return
    if pattern("safety", "harm", "harmless").search(case.citation.claim):
        return
    for number, group in enumerate(results.event_groups):
        if _frequent(group):
            told = f"serious adverse events in {group.serious:,} of {head_count(group.serious_at_risk or 0)} ({group.title})"
            yield Finding(
                check="risk-omitted",
                level=LEVEL,
                effect="none",
                message=f"the claim tells of a benefit only; the registry counts {told}",
                quote=str(group.serious),
                where=f"adverseEvents.eventGroups[{number}].seriousNumAffected",
                advice="give the number of people with serious adverse events beside the benefit",
            )
            return


def _frequent(group: EventGroup) -> bool:
    """Whether at least a tenth of an arm had a serious adverse event."""
    return bool(group.serious and group.serious_at_risk and group.serious * 10 >= group.serious_at_risk)
