"""Whether a claim and a record are about different things, read from the comparisons of their topics."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison
from verifier.wording.assertion import tells_result

_APART = 0.45  # share of a clause's telling words under which the record says nothing near it
_BESIDE = 0.7  # share over which it speaks to the rest of a clause
_READ = 3  # sentences from which a record can be said not to name something


def _leads(case: Case, comparison: Comparison) -> bool:
    """Whether an absent treatment is what a short clause on an effect begins with."""
    reading = case.readings[comparison.part]
    near = any(c.part == comparison.part and float(c.detail or 0) >= _BESIDE for c in case.compared("statement"))
    begins = reading.text.lower().startswith(comparison.said.text.lower())
    return comparison.facet == "intervention" and begins and not near and reading.facet(tells_result)


def elsewhere(case: Case, facet: str, other: str) -> Iterator[Comparison]:
    """The first comparison of each clause whose concepts of this facet the record does not have.

    A clause counts when none of its concepts, nor of the whole claim's, is the record's own or under one roof with it;
    concepts on which the record is silent count only where it has nothing of the claim's `other` facet either, or
    hardly any other word of the clause.
    """
    source = case.source
    if source is None or len(source.sentences) < _READ or case.compared(facet, "same", "broader"):
        return
    foreign = case.compared(other, "different", "absent") and not case.compared(other, "same", "broader")
    apart = {c.part for c in case.compared("statement") if float(c.detail or 0) < _APART}
    seen: set[int] = set()
    for comparison in case.compared(facet, "different", "absent"):
        sure = comparison.relation == "different" or foreign or comparison.part in apart or _leads(case, comparison)
        if sure and comparison.part not in seen:
            seen.add(comparison.part)
            yield comparison
