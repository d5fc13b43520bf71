"""Counts one within another: "30 patients, 15 in each group", "20 had pain, including 8 with severe pain".

A right number told of the wrong one of these is wrong, and no words beside it show that: "30 older and 15 younger", "only
eight had pain". What is sure is left to the checks on numbers; here it is only told where a clause may mean another one.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._quantities import Quantity
from verifier.facets._terms import empty_words, keys_between, met, numbers, terms
from verifier.facets._words import between, sentence_words
from verifier.facets._words import words as said_words
from verifier.model import Reading, Source

_EACH = re.compile(
    r"(?i)\s*(?:\([^()]{0,20}\)\s*)?(?:patients |people |participants |women |men |children |cases )?(?:in|per|for|of|from|to) (?:each|every|either|both)\b|\s+(?:each|apiece)\b"
)
_AND = re.compile(r"(?i)\s+(?:[\w'’-]+\s+){0,4}?(?:and|against|versus|but|plus)\s+(?:only |just )?$")
_WITHIN = re.compile(
    r"(?i)[\s,(]*\b(?:including|(?:of|among) (?:whom|which|them|these|those)|with|inclusive of)[\s,]*(?:only |just )?$"
)
_STOP = re.compile(r"[;.](?!\d)|,(?!\d)|\b(?:and|but|while|whereas)\b")
_BETWEEN = 70  # characters between two counts, one within the other
_COUNTS = ("", "people", "case")


def of_another_part(reading: Reading, source: Source, number: int, said: Quantity) -> bool:
    """Whether a clause may give a count of a sentence to another group than the one that the sentence counts by it."""
    text, listed = source.sentences[number].text, _counted(source, number)
    for own in (q for q in listed if q.value == said.value):
        if _whole_of_each(reading, text, own, listed, said) or _within_another(reading, source, number, own, listed):
            return True
    return False


def _counted(source: Source, number: int) -> list[Quantity]:
    """The counts of a sentence: no shares, no figures behind a point."""
    return [
        q
        for q in source.facet(sentence_quantities)[number]
        if q.kind == "amount" and q.unit in _COUNTS and not q.places
    ]


def _whole_of_each(reading: Reading, text: str, own: Quantity, listed: list[Quantity], said: Quantity) -> bool:
    """Whether a sentence has so many of each group behind a count, and the clause sets it beside them as one of the groups."""
    after = next((q for q in listed if q.start >= own.end), None)
    if after is None or after.start - own.end > _BETWEEN or not _EACH.match(text, after.end):
        return False
    for other in reading.facet(numbers):
        if other.value == after.value and said.end <= other.start:
            return _AND.search(reading.text, said.end, other.start) is not None and not _EACH.match(
                reading.text, other.end
            )
    return False


def _within_another(reading: Reading, source: Source, number: int, own: Quantity, listed: list[Quantity]) -> bool:
    """Whether a count is of some of those whom another counts, by a word that the clause lacks, and the other is not told."""
    text = source.sentences[number].text
    whole = next((q for q in reversed(listed) if q.end <= own.start and q.value > own.value), None)
    if whole is None or not _WITHIN.search(text, whole.end, own.start):
        return False
    if any(q.value == whole.value for q in reading.facet(numbers)):
        return False  # both are told
    stop = _STOP.search(text, own.end)
    words = between(source.facet(sentence_words)[number], own.end, stop.start() if stop else len(text))
    first = next((word for word in words if word.word.isalpha() and word.word not in empty_words()), None)
    if first is None or any(word.stem == first.stem for word in reading.facet(said_words)):
        return False
    keys = keys_between(source, number, first.start, first.end)  # "with uncontrolled HIV": not of all who have it
    return not any(met(term, keys) for term in reading.facet(terms))
