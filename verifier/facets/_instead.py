"""The number that a sentence with the very words of a clause gives in the place of the clause's own.

Sure where the sentence has nearly all of the clause, every other number of this kind too, and one more instead of this.
"""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities, share
from verifier.facets._borne_out import same
from verifier.facets._effects import asks
from verifier.facets._quantities import Quantity
from verifier.facets._terms import numbers, sentence_terms, terms
from verifier.model import Reading, Source

_NEARLY_ALL = 0.8  # share of the telling words of the clause that the sentence must have
_APART = 0.1  # share of the greater by which the numbers must differ
_SPELLS = ("%", "minute", "hour", "day", "week", "month", "year")  # shares and how long are read elsewhere
# Where a number is the end of a range, or of a longer number.
_ENDS = re.compile(r"(?i)[\s%]*(?:to|and|or|[-–—−~])\s*\d")
_BEGINS = re.compile(r"(?i)\d[\s%]*(?:(?:to|and|or)\b|[-–—−~])?\s*$")
_OF = re.compile(r"(?i)(?:\b(?:of|among)(?: the| these| all)?|/|\bn ?=)\s*$")
_BESIDE = 12  # characters beside a number in which the other end of a range stands
_COUNTS = ("", "people", "case")


def instead(reading: Reading, said: Quantity, source: Source, place: Alignment) -> int | None:
    """The sentence that has all of a clause but this number, and another in its place; None where none surely does.

    Of a trial nothing is said: what it posts stands apart, figure by figure.
    """
    if (
        source.paper is None
        or place.together < _NEARLY_ALL  # nor is it met by one sentence, then
        or said.loose in ("over", "under")
        or said.kind not in ("amount", "fraction")
        or said.unit in _SPELLS
    ):
        return None
    if _ENDS.match(reading.text, said.end) or _BEGINS.search(reading.text, max(0, said.start - _BESIDE), said.start):
        return None
    wanted, listed = reading.facet(terms), source.facet(sentence_terms)
    told = [q for q in reading.facet(numbers) if _alike(said, q)]
    for number in place.near[:2]:
        if len(wanted) < 3 or share(wanted, listed[number]) < _NEARLY_ALL or asks(source.sentences[number]):
            continue
        shown = source.facet(sentence_quantities)[number]
        unmet = [q for q in told if not _borne(q, shown)]
        rivals = [other for other in shown if _alike(said, other) and not any(_part_of(q, other) for q in told)]
        if any(said.kind == "fraction" and q.value == said.value for q in shown):
            text = source.sentences[number].text  # of how many may be told elsewhere
            rivals = [q for q in rivals if _OF.search(text, max(0, q.start - _BESIDE), q.start)]
        if unmet == [said] and len(rivals) == 1 and _far(said, rivals[0]):
            return number
    return None


def _alike(said: Quantity, other: Quantity) -> bool:
    """Whether two numbers count in the same unit, and what a bare one counts has the same name."""
    if other.kind not in ("amount", "fraction") or other.loose in ("over", "under"):
        return False
    if said.kind == "fraction" or other.kind == "fraction":
        return {said.unit, other.unit} <= {*_COUNTS, said.unit} and (said.kind == other.kind or other.unit == "people")
    if said.unit in _COUNTS:
        return other.unit == said.unit and (said.unit == "people" or (said.noun != "" and said.noun == other.noun))
    return other.unit == said.unit


def _borne(said: Quantity, shown: tuple[Quantity, ...]) -> bool:
    """Whether numbers of a sentence bear a number of the clause out; of "7 of 116" both parts."""
    if any(same(said, other) for other in shown):
        return True
    values = {abs(value) for q in shown for value in (q.value, q.total)}
    return said.kind == "fraction" and said.value in values and said.total in values


def _part_of(one: Quantity, other: Quantity) -> bool:
    """Whether a number of a sentence is one of the clause's, or a part of it: 7 of "7 of 116"."""
    return same(one, other) or same(other, one)


def _far(said: Quantity, other: Quantity) -> bool:
    """Whether two numbers are so far apart that neither is the other told roughly."""
    one, two = abs(said.value), abs(other.value)
    return abs(one - two) > _APART * max(one, two)
