"""Whether a sentence with a number of a clause speaks of what the clause counts with it.

"One in ten", "half" and "six weeks" stand in many a record: alone they are no sign that a sentence says what the
clause says. A share in round words needs the words that say what was found of it; a length of time, a dose or a small
count is a circumstance, and counts as no number at all.
"""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities, share
from verifier.facets._effects import asks, unfound
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, met, numbers, sentence_terms, terms
from verifier.model import Comparison, Reading, Source

_CIRCUMSTANCES = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "session", "tablet", "mg", "g", "µg", "ml", "iu", "l"}
)
_FEW = 12  # up to here a bare count ("two groups", "nine questions") is met by chance
_MANY = 100  # up to here it may be, where the sentence that has it speaks of something else
_ROUND = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100)  # totals of shares in words: "one in six", "three out of four"
_TELLING = 0.5  # weight from which a word tells one thing from another
_MOSTLY = 0.65  # share of the clause's words from which a sentence with its number is where that number belongs
_NEARLY_ALL = 0.8  # the same, where it may be a question or a plan
_NEARLY_HALF = 0.4  # the same, where it has two of the clause's counts
_HALF = 0.5  # share of the words on what was found that the sentence, or the title, must have
_OF = re.compile(r"(?i)\s+(?:of|von|de|der|des)\s+(?:(?:the|those|these|all|los|las|les|den|diesen)\s+){0,2}")
_CUT = re.compile(
    r"(?i)[;:,]|\b(?:as against|against|rather than|instead of|compared (?:with|to)|versus|vs|but|while|whereas|than)\b"
)


def counts(reading: Reading, source: Source, place: Alignment, number: Comparison) -> bool:
    """Whether a number says what was counted or measured: no circumstance, and no count met by chance.

    Where the sentence closest to the clause has most of its words and the number too, it is no matter of chance.
    """
    if _told_there(source, place, number) or _paired(reading, source, place, number):
        return True
    if number.detail == "ratio":
        return False
    said = _quantity(reading, number)
    if number.detail in _CIRCUMSTANCES:  # "for 262 days instead of 37" tells what came out
        return sum(other.unit == number.detail for other in reading.facet(numbers)) > 1
    if number.detail != "amount" or said is None or said.places > 0 or abs(said.value) > _MANY:
        return True
    return abs(said.value) > _FEW and _beside(reading, source, number)


def _beside(reading: Reading, source: Source, number: Comparison) -> bool:
    """Whether a sentence with a number has any telling word of the clause: "22 seeds were sown" counts none that were sold."""
    listed, telling = source.facet(sentence_terms), [term for term in reading.facet(terms) if term.weight >= 1]
    own = [listed[at] for at, sentence in enumerate(source.sentences) if sentence.text == number.shown.text]
    return not own or any(met(term, keys) for term in telling for keys in own)


def _told_there(source: Source, place: Alignment, number: Comparison) -> bool:
    """Whether the closest sentence has a number and most of the clause, and does not ask or plan."""
    best = source.sentences[place.best]
    if best.text != number.shown.text or unfound(best):
        return False
    return place.alone >= _NEARLY_ALL or (place.alone >= _MOSTLY and not asks(best))


def _paired(reading: Reading, source: Source, place: Alignment, number: Comparison) -> bool:
    """Whether the closest sentence has two counts of a clause: "three were admitted, and two died"."""
    best = source.sentences[place.best]
    if place.alone < _NEARLY_HALF or best.text != number.shown.text or unfound(best) or asks(best):
        return False
    there = {abs(other.value) for other in source.facet(sentence_quantities)[place.best] if other.kind == "amount"}
    own = {abs(q.value) for q in reading.facet(numbers) if q.kind == "amount" and q.unit in ("", "people")}
    return len(own & there) > 1


def vouched(reading: Reading, source: Source, listed: list[Comparison]) -> bool:
    """Whether shares in round words stand in a sentence that has what the clause says of one of them.

    True where a number of the list is a precise one: that is hardly met by chance.
    """
    told = [(number, _quantity(reading, number)) for number in listed]
    if any(said is not None and not _of_that_whole(reading, source, number, said) for number, said in told):
        return False
    rough = [(number, said) for number, said in told if said is not None and _round(number, said)]
    if len(rough) < len(told):
        return True
    return any(_speaks(source, number, _found_of(reading, said)) for number, said in rough)


def _of_that_whole(reading: Reading, source: Source, number: Comparison, said: Quantity) -> bool:
    """Whether a share that a clause takes of a count is one of that count in the record: "two thirds of the 103".

    The sentence with the share has the count too, or as many as the share makes of it.
    """
    whole = next((q for q in reading.facet(numbers) if _OF.fullmatch(reading.text, said.end, q.start)), None)
    if (
        whole is None
        or number.detail not in ("fraction", "%", "ratio")
        or whole.kind != "amount"
        or whole.value <= _FEW
    ):
        return True
    share = said.value if said.kind == "ratio" else said.value / (said.total or 100)
    made = whole.value * share
    values = {
        abs(q.value)
        for at, sentence in enumerate(source.sentences)
        if sentence.text == number.shown.text
        for q in source.facet(sentence_quantities)[at]
        if q.unit != "%"
    }
    return whole.value in values or any(abs(value - made) <= 0.02 * whole.value for value in values)


def _round(number: Comparison, said: Quantity) -> bool:
    """Whether a number is a share in round words."""
    return number.detail == "fraction" and (said.kind == "ratio" or said.total in _ROUND)


def _quantity(reading: Reading, number: Comparison) -> Quantity | None:
    """The number of a clause that a comparison is about."""
    found = (q for q in reading.facet(numbers) if reading.text[q.start : q.end] == number.said.text)
    return next(found, None)


def _found_of(reading: Reading, said: Quantity) -> list[Term]:
    """The telling words that say what was found of a share: those behind it, else those before it in its part."""
    cuts = [match.start() for match in _CUT.finditer(reading.text)]
    shares = [q for q in reading.facet(numbers) if q.unit == "%" or q.kind in ("fraction", "ratio")]
    right = min((at for at in (*cuts, *(q.start for q in shares)) if at >= said.end), default=len(reading.text))
    left = max((at for at in (*cuts, *(q.end for q in shares)) if at <= said.start), default=0)
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    return (
        [term for term in telling if said.end <= term.start < right]
        or [term for term in telling if left <= term.start < said.start]
        or [term for term in telling if term.start < said.start]
    )


def _speaks(source: Source, number: Comparison, found: list[Term]) -> bool:
    """Whether a sentence with this number has the last of the words on what was found, and it or the title most of them."""
    listed = source.facet(sentence_terms)
    if not found:
        return True
    return any(
        met(found[-1], listed[at]) and share(tuple(found), listed[at] | listed[0]) >= _HALF
        for at, sentence in enumerate(source.sentences)
        if sentence.text == number.shown.text
    )
