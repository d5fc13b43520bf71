"""Where a record speaks to a clause: the sentences that share its telling words, rare ones counting more."""

from __future__ import annotations

import math
from typing import NamedTuple

from verifier.facets._quantities import Quantity, quantities, same
from verifier.facets._terms import Term, field_terms, met, numbers, sentence_terms, terms
from verifier.model import Reading, Source

_SUPPORT = 3  # sentences that together may state a clause, the title beside them
_ASIDE = ("eligibilityCriteria", "studyPopulation")


class Alignment(NamedTuple):
    """The sentences of a record that speak to a clause.

    best: number of the closest sentence, -1 when none shares a telling word. support: best and those that add what
    it lacks. alone, together: share of the clause's telling words met by the best sentence and by all of these
    with the title and the fields. missing: terms that nothing there meets.
    """

    best: int
    support: tuple[int, ...]
    alone: float
    together: float
    missing: tuple[Term, ...]


def sentence_quantities(source: Source) -> tuple[tuple[Quantity, ...], ...]:
    """The numbers of each sentence of a record."""
    return tuple(quantities(sentence.text[:4000]) for sentence in source.sentences)


def _rarity(source: Source) -> dict[str, float]:
    """Key -> 0.5 to 1: how much it tells the sentences of this record apart."""
    count: dict[str, int] = {}
    for keys in source.facet(sentence_terms):
        for key in keys:
            count[key] = count.get(key, 0) + 1
    total = math.log(1 + len(source.sentences)) or 1.0
    return {key: 0.5 + 0.5 * math.log(1 + len(source.sentences) / n) / total for key, n in count.items()}


def align(reading: Reading, source: Source) -> Alignment:
    """The sentences that speak to this clause; work linear in the sentences of the record."""
    wanted = reading.facet(terms)
    figures = reading.facet(numbers)
    listed = source.facet(sentence_terms)
    rarity = source.facet(_rarity)
    shown = source.facet(sentence_quantities)
    scored = []
    for number, keys in enumerate(listed):
        if source.sentences[number].where in _ASIDE:
            continue
        score = sum(term.weight * max(rarity.get(key, 0.5) for key in term.keys) for term in wanted if met(term, keys))
        if score and figures:
            score += sum(_worth(said) for said in figures if any(same(said, other) for other in shown[number]))
        if score:
            scored.append((-score, number))
    scored.sort()
    if not scored:
        fields = source.facet(field_terms)
        return Alignment(-1, (), 0.0, _share(wanted, fields), tuple(term for term in wanted if not met(term, fields)))
    best = scored[0][1]
    support, keys = [best], listed[best] | listed[0]
    for _, number in scored[1:12]:
        if len(support) < _SUPPORT and any(met(t, listed[number]) and not met(t, keys) for t in wanted):
            support.append(number)
            keys |= listed[number]
    keys |= source.facet(field_terms)
    return Alignment(
        best,
        tuple(support),
        _share(wanted, listed[best]),
        _share(wanted, keys),
        tuple(term for term in wanted if not met(term, keys)),
    )


def _worth(said: Quantity) -> float:
    """How much finding a number says: a decimal, a share or a statistic is rarely met by chance."""
    return 1.6 if said.places or said.kind in ("fraction", "estimate", "p", "interval") or said.unit == "%" else 0.8


def covered(reading: Reading, source: Source, place: Alignment, number: int) -> float:
    """The share of the telling words met by the support of an alignment and one more sentence."""
    listed = source.facet(sentence_terms)
    keys = source.facet(field_terms).union(listed[0], listed[number], *(listed[n] for n in place.support))
    return _share(reading.facet(terms), keys)


def _share(wanted: tuple[Term, ...], keys: frozenset[str]) -> float:
    total = sum(term.weight for term in wanted)
    return sum(term.weight for term in wanted if met(term, keys)) / total if total else 0.0
