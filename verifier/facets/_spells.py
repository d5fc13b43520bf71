"""Lengths and points of time: how long a study gave or followed something, beside how long a clause says that it did."""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities, share
from verifier.facets._quantities import Quantity
from verifier.facets._terms import sentence_terms, terms
from verifier.model import Reading, Source

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_LED_UNITS = ("day", "week", "month")  # what was seen after so many hours stands against nothing seen after others
_NEAR = 1.45  # how many times longer or shorter a spell may be and still be the same one, told roughly
_ROUGHLY, _MUCH = 1.6, 1.6  # the same, of one that is told roughly itself, and of one that is only of the same kind
_FAR = 70  # characters before a spell in which the word stands that says of what it is
# What a spell is of, in a clause and in a record: how long something took, was followed up, or was given.
_KINDS = {
    "took": (
        re.compile(r"(?i)\b(?:took|takes?|taking|lasts?|lasted|came to|totalled|amounts? to|amounted to)\b"),
        re.compile(
            r"(?i)\b(?:procedure time|took|takes?|lasted|lasting|within|encompassing|totall?ing|comprising|average time|mean time)\b"
        ),
    ),
    "followed": (
        re.compile(r"(?i)\b(?:followed|watched|observed|tracked|monitored)\b"),
        re.compile(r"(?i)\b(?:follow(?:ed)?[- ]?up|followed|observed)\b"),
    ),
    "given": (
        re.compile(r"(?i)\b(?:took|taken|given|received|swallowed|treated|used)\b.*\bfor\b"),
        re.compile(r"(?i)\b(?:receiv\w+|given|supplement\w*|treat\w+|administered|took)\b.*\b(?:over|for|during)\b"),
    ),
}
_WORDED = 0.6  # share of the clause's telling words that the sentence with the other spell must have
_LED = re.compile(
    r"(?i)\b(?:at|after|by|for|through|within|during|over|until|to|week|weeks|month|months|day|days)\s+(?:the\s+)?(?:(?:week|month|day)s?\s+)?$"
)
_AGE = re.compile(r"(?i)\s*-?\s*(?:\w+\s+){0,2}(?:old|of age|age|ago|gestation\w*|pregnan\w*|postpartum|per|a)\b")
_LEAD = 30  # characters before a number in which the word that leads it stands


def untimed(reading: Reading, said: Quantity, source: Source, place: Alignment) -> int | None:
    """The sentence that has the words of a clause and another spell of time, where no sentence has one near the clause's.

    None where that is not sure: an age, more than one of them, a record that tells of none.
    """
    if said.unit not in _DAYS or said.loose in ("over", "under") or said.value < 2:
        return None
    before = reading.text[max(0, said.start - _LEAD) : said.start]
    if _AGE.match(reading.text, said.end):
        return None
    shown = source.facet(sentence_quantities)
    own, near = said.value * _DAYS[said.unit], _ROUGHLY if said.loose else _NEAR
    spells = [abs(q.value) * _DAYS[q.unit] for listed in shown for q in listed if q.unit in _DAYS]
    if any(spell and 1 / near <= own / spell <= near for spell in spells):
        return None
    sure = not said.loose and said.unit in _LED_UNITS and place.alone >= _WORDED and _LED.search(before)
    if sure and any(q.unit == said.unit for q in shown[place.best]):
        return place.best
    return _of_its_kind(reading, said, source)


def _of_its_kind(reading: Reading, said: Quantity, source: Source) -> int | None:
    """The one sentence that tells how long what a clause tells of took, was followed or was given, another length."""
    kind = next(
        (
            kind
            for kind, words in _KINDS.items()
            if words[0].search(reading.text, max(0, said.start - _FAR), said.start)
        ),
        "",
    )
    if not kind:
        return None
    listed, wanted = source.facet(sentence_terms), reading.facet(terms)
    found = []
    for number, quantities in enumerate(source.facet(sentence_quantities)):
        text = source.sentences[number].text
        for q in quantities:
            if q.unit not in _DAYS or q.kind != "amount" or _AGE.match(text, q.end):
                continue
            around = text[max(0, q.start - _FAR) : q.end]
            if _KINDS[kind][1].search(around) and share(wanted, listed[number] | listed[0]) >= _WORDED:
                found.append((number, abs(q.value) * _DAYS[q.unit]))
    own = said.value * _DAYS[said.unit]
    if len({number for number, _ in found}) != 1 or any(
        1 / _MUCH <= own / spell <= _MUCH for _, spell in found if spell
    ):
        return None
    return found[0][0]
