"""Counts that a sentence tells one after the other: "28 studies, 19 on insight and 9 on metacognition".

Each count stands before what it counts. A right number before what the sentence counts otherwise is a wrong one; and a
count of so many may be told by two sentences, the count in one and of how many in another.
"""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, keys_between, met, numbers, terms
from verifier.model import Reading, Source

_COUNTS = ("", "people", "case")
_AHEAD = re.compile(r"\s+[^\W\d_]|\s*(?:[.,;]|$)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = re.compile(r"[;.](?!\d)")
_MANY = 12  # counts of a sentence that is a table in words
_TELLING, _FIRM = 0.5, 1.0


def enumerated_otherwise(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence counts by this number another thing than the clause does, and what the clause counts by another."""
    if source.paper is None:
        return False  # a trial posts its figures one by one
    text, listed = source.sentences[number].text, _counts(source, number)
    own = [q for q in listed if q.value == said.value]
    if said.kind not in ("amount", "fraction") or said.places or len(own) != 1 or not 1 < len(listed) <= _MANY:
        return False
    stretches = {}
    for q in listed:
        stop = _STOP.search(text, q.end)
        following = (other.start for other in listed if other.start > q.start)
        stretches[q] = (q.end, min([stop.start() if stop else len(text), *following]))
    keys = {q: keys_between(source, number, *stretch) for q, stretch in stretches.items()}
    telling = [t for t in _beside(reading, said) if sum(met(t, there) for there in keys.values()) == 1]
    told = [q for t in telling for q, there in keys.items() if met(t, there) and not _is_whole(said, q)]
    first = _first(text, *stretches[own[0]])
    return bool(told) and own[0] not in told and all(_first(text, *stretches[q]) == first for q in told)


def _first(text: str, start: int, end: int) -> str:
    """The word that a count stands before."""
    word = _WORD.search(text, start, end)
    return word[0].lower() if word else ""


def _beside(reading: Reading, said: Quantity) -> list[Term]:
    """The telling words of a clause behind a number, up to the next one; those before it where none are."""
    end = min([len(reading.text), *(q.start for q in reading.facet(numbers) if q.start >= said.end)])
    told = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    return [t for t in told if said.end <= t.start < end] or [t for t in told if t.start < said.start]


def told_apart(reading: Reading, said: Quantity, source: Source, place: Alignment) -> tuple[int, ...]:
    """The sentences that count a share "twelve of the 84" and, apart from it, its whole; none where that is not sure."""
    if said.kind != "fraction" or not said.total or source.paper is None:
        return ()
    whole = source.facet(first_counts).get(said.total)
    if whole is None:
        return ()
    firm = [term for term in reading.facet(terms) if term.weight >= _FIRM]
    for number in place.support:
        keys = keys_between(source, number, 0, len(source.sentences[number].text))
        if any(q.value == said.value for q in _counts(source, number)) and any(met(term, keys) for term in firm):
            return () if enumerated_otherwise(reading, said, source, number) else (number, whole)
    return ()


def first_counts(source: Source) -> dict[float, int]:
    """Each value of a bare count -> the first sentence that has it."""
    counted: dict[float, int] = {}
    for number, listed in enumerate(source.facet(sentence_quantities)):
        for quantity in listed:
            if quantity.unit in _COUNTS:
                counted.setdefault(quantity.value, number)
    return counted


def _counts(source: Source, number: int) -> list[Quantity]:
    """The bare counts of a sentence that stand before what they count."""
    text = source.sentences[number].text
    listed = source.facet(sentence_quantities)[number]
    return [
        q
        for q in listed
        if q.kind in ("amount", "estimate")
        and q.unit in _COUNTS
        and not (q.places or q.loose)
        and (q.unit or _AHEAD.match(text, q.end))
    ]


def _is_whole(said: Quantity, count: Quantity) -> bool:
    """Whether a count is the whole that a share of the clause is of."""
    return said.kind == "fraction" and count.value == said.total
