"""Whether a record speaks of what a clause says, so that how much the record weighs matters to a reader.

A study of twelve people is thin evidence for what it found; it is no evidence at all, thin or not, for what it did not
look at. Most of the words of a clause must stand in the record, and the thing that is said to change among them,
before the clause may be called too strong for it. A review speaks of more than its abstract: its subject is enough.
"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.facets._align import align
from verifier.facets._changed import parts
from verifier.facets._effects import claimed
from verifier.facets._terms import Term, everywhere, met, terms
from verifier.facets.source_kind import kinds, pools_others
from verifier.facets.topic import WIDE
from verifier.model import Case, Reading, Source

_SHARE = 0.6  # of the telling words of a clause, met by its closest sentences, the title and the fields
_CHANGED = 0.5  # of what the clause says to change, met anywhere in the record
# Words of the effect itself, which is what a clause may tell too strongly: "a proven cure for asthma".
_EFFECT = frozenset({"=cure", "=treat", "=effective", "=risk", "=ill", "=prove", "proof", "=cause"})
_TOPICS = ("condition", "intervention", "cell_source")


def bears(case: Case, part: int | None) -> bool:
    """Whether the record speaks of a clause of the claim, or of any clause where `part` is None."""
    return case.source is None or any(
        _bears(case, case.source, reading) for reading in case.readings if part in (None, reading.part)
    )


def _bears(case: Case, source: Source, reading: Reading) -> bool:
    own = [c for c in case.comparisons if c.part == reading.part]
    if any(c.facet in ("direction", "statement", "posted") and c.relation == "same" for c in own):
        return True
    pooled = source.facet(pools_others) or "review" in source.facet(kinds)
    if pooled and any(c.facet in _TOPICS and c.relation == "same" for c in own):
        return True
    missing = align(reading, source).missing
    if _weight(_telling(reading, missing)) > (1 - _SHARE) * _weight(_telling(reading, reading.facet(terms))):
        return False
    changed = _telling(reading, reading.facet(parts).outcome)
    keys = source.facet(everywhere)
    return _weight(term for term in changed if met(term, keys)) >= _CHANGED * _weight(changed)


def _telling(reading: Reading, listed: tuple[Term, ...]) -> list[Term]:
    """The terms that tell what a clause is about: those of its effect, and those that tell nothing, left out."""
    effects = reading.facet(claimed)
    return [
        term
        for term in listed
        if term.keys[0].removeprefix("concept:") not in WIDE
        and _EFFECT.isdisjoint(term.keys)
        and not any(effect.start <= term.start < effect.end for effect in effects)
    ]


def _weight(listed: Iterable[Term]) -> float:
    return sum(term.weight for term in listed)
