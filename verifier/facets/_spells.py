"""Lengths and points of time: how long a study gave or followed something, beside how long a clause says that it did."""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities
from verifier.facets._quantities import Quantity
from verifier.model import Reading, Source

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_NEAR = 1.45  # how many times longer or shorter a spell may be and still be the same one, told roughly
_WORDED = 0.6  # share of the clause's telling words that the sentence with the other spell must have
_LED = re.compile(
    r"(?i)\b(?:at|after|by|for|through|within|during|over|until|to|week|weeks|month|months|day|days)\s+(?:the\s+)?(?:(?:week|month|day)s?\s+)?$"
)
_AGE = re.compile(r"(?i)\s*-?\s*(?:\w+\s+){0,2}(?:old|of age|age|ago|gestation\w*|pregnan\w*|postpartum|per|a)\b")
_LEAD = 30  # characters before a number in which the word that leads it stands


def untimed(reading: Reading, said: Quantity, source: Source, place: Alignment) -> int | None:
    """The sentence that has the words of a clause and another spell of time, where no sentence has one near the clause's.

    None where that is not sure: an age, a spell told roughly, more than one of them, a record that tells of none.
    """
    if said.unit not in _DAYS or said.unit == "year" or said.loose:
        return None
    before = reading.text[max(0, said.start - _LEAD) : said.start]
    if said.value < 2 or place.alone < _WORDED or not _LED.search(before) or _AGE.match(reading.text, said.end):
        return None
    shown = source.facet(sentence_quantities)
    own = said.value * _DAYS[said.unit]
    spells = [abs(q.value) * _DAYS[q.unit] for listed in shown for q in listed if q.unit in _DAYS]
    if any(spell and 1 / _NEAR <= own / spell <= _NEAR for spell in spells):
        return None
    return place.best if any(q.unit == said.unit for q in shown[place.best]) else None
