"""Whether the numbers of a claim are in a source: as they stand, in words, rounded, or as a share of counts given.

A number that is nowhere tells little by itself (a page may reckon), but a claim that gives one is rarely borne out by
sentences without it. Years, phases, and figures within names and references are not looked for; a moment ("week 12",
"day 84") is met by the same time in another unit too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec.structs import replace

from verifier import lexicon
from verifier.facets import _align
from verifier.facets._quantities import Quantity, quantities
from verifier.model import Source

_MEASURED = frozenset({"amount", "fraction", "interval", "estimate", "p", "label"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_OTHERWISE = {
    "day": (1 / 7,),
    "week": (7.0, 12 / 52),
    "month": (52 / 12, 1 / 12),
    "year": (12.0, 52.0),
}  # units of a moment
# References, days of the calendar, and names that hold a figure ("IL-6", "Ups1-Mdm35", "SEP2").
_ASIDE = re.compile(
    r"[\[(]\s*[\d,;\s–-]{1,40}[\])]|et al\.?,?\s*\(?\d{4}"
    r"|\b(?:Jan|Febr)uary \d{1,2}\b|\b(?:March|April|May|June|July|August) \d{1,2}\b"
    r"|\b(?:Septem|Octo|Novem|Decem)ber \d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b(?i:phase|table|figure|fig\.?|grade|part|item|question) \d\w*|\b[A-Za-z]+\d[\w-]*|\b[A-Z]+[- ]\d+\b"
)
_NAME = re.compile(r"\d+-[A-Za-z]")
_FOLD = re.compile(r"(?i)\b([a-z]{3,7})-?fold\b")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_YEARS = 1000  # from here on a moment is a year of the calendar
_MOMENT = 0.01  # between the same time in two units
_SMALLEST = 10  # people that a share is reckoned of
_MOST = 24  # numbers of one sentence that are put together to shares
_LONGEST = 1500  # letters of a sentence


def unmet(claim: str, source: Source) -> tuple[float, float]:
    """The shares of the claim's figures, and of its times, that no sentence of the source gives; 0 where it has none."""
    plain = _ASIDE.sub(" ", claim[:_LONGEST])
    asked = [found for found in quantities(plain) if _looked_for(found) and not _aside(plain, found)]
    if not asked:
        return 0.0, 0.0
    held = source.facet(read)
    times = [quantity for quantity in asked if quantity.unit in _TIMES]
    figures = [quantity for quantity in asked if quantity not in times]
    return _lacking(figures, held), _lacking(times, held)


def _looked_for(quantity: Quantity) -> bool:
    """Whether a source may be asked for a number: a measure, or a moment of a trial (a year of the calendar is none)."""
    moment = quantity.kind == "moment" and quantity.unit in _TIMES and quantity.value < _YEARS
    return moment or quantity.kind in _MEASURED


def _aside(text: str, quantity: Quantity) -> bool:
    """Whether a number is a small one in words ("two studies": pages count, sources list) or begins a name ("3-HPMA")."""
    few = quantity.value < 4 and not quantity.total and not text[quantity.start : quantity.start + 1].isdigit()
    return few or (not quantity.unit and _NAME.match(text, quantity.start) is not None)


def _lacking(asked: Sequence[Quantity], held: Held) -> float:
    return sum(not held.has(quantity) for quantity in asked) / (len(asked) or 1)


def read(source: Source) -> Held:
    """The numbers of a source; a facet, so that they are put together once."""
    return Held(zip((s.text for s in source.sentences), source.facet(_align.sentence_quantities), strict=True))


class Held:
    """The numbers of some sentences: as given, and the shares that follow from them."""

    def __init__(self, sentences: Iterable[tuple[str, Sequence[Quantity]]]) -> None:
        self.given: set[float] = set()
        self.shares: set[float] = set()
        for sentence, found in sentences:
            self._add(sentence[:_LONGEST], found)

    def _add(self, sentence: str, found: Sequence[Quantity]) -> None:
        self.given.update(abs(quantity.value) for quantity in found)
        self.given.update(quantity.total for quantity in found if quantity.total)
        self.given.update(float(digits.replace(",", "")) for digits in _DIGITS.findall(sentence))
        if "fold" in sentence.casefold():
            words = lexicon.load("numbers")["value"]["en"]
            self.given.update(float(words[word]) for word in map(str.lower, _FOLD.findall(sentence)) if word in words)
        for quantity in found:
            value = abs(quantity.value)
            if quantity.total:
                self.shares.add(100 * value / quantity.total)
            elif quantity.unit == "%":
                self.shares.add(100 - value)
            elif quantity.kind == "ratio" or value < 1:
                self.shares.update((100 * value, 100 - 100 * value))
            elif quantity.kind == "estimate":
                self.shares.add(100 * value - 100)
        counts = sorted({found.value for found in found if _counts(found)})[:_MOST]
        self.shares.update(100 * few / many for few, many in combinations(counts, 2) if many >= _SMALLEST)

    def has(self, asked: Quantity) -> bool:
        """Whether the number is given, or follows as a share."""
        if asked.total:
            share = replace(asked, value=100 * asked.value / asked.total, places=0)
            both = {asked.value, asked.total} <= self.given
            return both or any(_near(share, value) for value in self.shares | self.given)
        if asked.kind == "moment":
            factors = (1.0, *_OTHERWISE.get(asked.unit, ()))
            return any(abs(asked.value * factor - value) < _MOMENT for factor in factors for value in self.given)
        return any(_near(asked, value) for value in (self.given | self.shares if asked.unit == "%" else self.given))


def _counts(quantity: Quantity) -> bool:
    """Whether a number may be a count of people."""
    whole = quantity.value == int(quantity.value) > 0
    return whole and quantity.kind == "amount" and quantity.unit in ("", "people")


def _near(asked: Quantity, value: float) -> bool:
    """Whether a value is the number asked for, or what it was rounded from."""
    said = abs(asked.value)
    gap = abs(said - value)
    if gap < 1e-9:
        return True
    if asked.kind == "label":
        return False
    if value % 1 and gap <= 0.5 * 10**-asked.places + 1e-9:
        return True
    if asked.places or said < 10:
        return False
    return gap <= (0.05 if asked.loose else 0.02) * value
