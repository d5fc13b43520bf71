"""Figures that a clause gives for the arms of a trial, beside the values that the registry holds by arm.

Facet `by-arm`. A clause that gives two or more values of one posted outcome, each of another arm, says what was posted:
`same` where it gives them in the order in which it names the arms, or in the registry's own order where it names none;
`different` where it names both arms and turns them round, `broader` where it stays open which arm has which. Detail: the number of the outcome.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from verifier.facets._changed import main_effect
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, met, numbers, terms, text_keys
from verifier.model import Comparison, Measurement, PostedOutcome, Quote, Reading, Source

FACETS = ("by-arm",)

_SKIPPED = ("label", "moment", "year", "level", "p")
_MOST = 40  # outcomes that are read
_SPOKEN, _SPOKEN_RARE = 0.34, 0.2  # shares of the telling words that outcome, arms and title must have
_FEW = 7  # up to here a count is met by chance
_CONTROL = re.compile(r"(?i)\b(?:placebo|sham|dummy|control|usual|standard|waiting|wait-?list|vehicle|saline)\b")
_LATER = re.compile(r"(?i)\b(?:second|latter)\b[^.;]*\b(?:first|former)\b")  # the arms turned round
_RANKED = re.compile(r"(?i)\b(?:first|second|former|latter)\b")
_THAN = re.compile(r"(?i)\b(?:than|as|with|to|versus|against)\b[^,;]*$")
_NEAR = 30  # characters before the name of an arm in which "than" stands
_NEARLY = 0.2  # by what share of the greater two values differ that a clause may call alike
_TELLING = 0.5


Pair = tuple[tuple[int, int], tuple[int, int]]  # (number of the figure, number of the arm) of each of two


class Row(NamedTuple):
    """The values of one outcome, at one time, by arm in the registry's order. place: number of its first value."""

    outcome: int
    values: tuple[tuple[str, float, str], ...]  # arm, value, people analysed
    place: int


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The first posted outcome of which the clause gives the values of two arms."""
    del today  # posted values do not age
    results = source.trial.results if source.trial else None
    said = [q for q in reading.facet(numbers) if q.kind not in _SKIPPED]
    if results is None or len(said) < 2:
        return
    for row in source.facet(rows):
        pair = _given(said, row, results.outcomes[row.outcome])
        if pair is None or not _speaks(reading, source, row, rare=all(_rare(said[number]) for number, _ in pair)):
            continue
        first, second = (said[number] for number, _ in pair)
        relation = _relation(reading, row, pair, (first, second))
        if not relation:
            continue
        words = Quote(reading.text[first.start : second.end], "claim")
        shown = Quote(results.outcomes[row.outcome].measurements[row.place].value, _where(row))
        yield Comparison("by-arm", relation, words, shown, reading.part, str(row.outcome))
        return


def _where(row: Row) -> str:
    return f"outcomeMeasures[{row.outcome}].measurements[{row.place}].value"


def rows(source: Source) -> tuple[Row, ...]:
    """The values of every posted outcome by arm, each time and category apart."""
    results = source.trial.results if source.trial else None
    found: list[Row] = []
    for number, outcome in enumerate(results.outcomes[:_MOST] if results else ()):
        by_time: dict[str, list[tuple[int, Measurement]]] = {}
        for at, measured in enumerate(outcome.measurements):
            by_time.setdefault(measured.category, []).append((at, measured))
        for listed in by_time.values():
            values = tuple((m.group, v, m.analysed) for _, m in listed if (v := _value(m.value)) is not None)
            if len({arm for arm, _, _ in values}) == len(values) > 1:
                found.append(Row(number, values, listed[0][0]))
    return tuple(found)


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _given(said: list[Quantity], row: Row, outcome: PostedOutcome) -> Pair | None:
    """Two numbers of a clause, in its order, that are values of two arms: (number said, arm) of each; all others accounted for."""
    fits = [[arm for arm, value in enumerate(row.values) if _fits(q, value, outcome)] for q in said]
    own = [number for number, arms in enumerate(fits) if arms]
    if len(own) < 2 or (len(row.values) > 2 and len(own) > 2):
        return None
    for one, other in permutations(own, 2):
        if one > other:
            continue
        arms = next(((a, b) for a in fits[one] for b in fits[other] if a != b), None)
        if arms and all(_beside(q, row, outcome) for n, q in enumerate(said) if n not in (one, other)):
            return (one, arms[0]), (other, arms[1])
    return None


def _fits(said: Quantity, value: tuple[str, float, str], outcome: PostedOutcome) -> bool:
    """Whether a number of a clause is the value of an arm: as finely as it is told; a share of it by its count."""
    _, shown, people = value
    if said.kind == "fraction":
        return said.value == shown and (not people or float(said.total) == float(people or 0))
    counted = "COUNT" in outcome.parameter
    if said.unit == "%" and counted:
        whole = _value(people)
        return bool(whole) and abs(100 * shown / (whole or 1.0) - abs(said.value)) <= 0.5 * 10.0**-said.places
    return abs(abs(shown) - abs(said.value)) <= (0.5 * 10.0**-said.places if said.places else 0.5) and (
        shown == int(shown) or said.places > 0 or abs(shown) > 1
    )


def _beside(said: Quantity, row: Row, outcome: PostedOutcome) -> bool:
    """Whether another number of the clause is one of those analysed, or stands in the name of the outcome."""
    people = {_value(analysed) for _, _, analysed in row.values}
    digits = f"{said.value:g}"
    text = (
        f"{outcome.title} {outcome.time_frame} {outcome.description[:600]} {outcome.measurements[row.place].category}"
    )
    return (
        said.value in people
        or said.total in people
        or re.search(rf"(?<!\d){re.escape(digits)}(?!\d)", text) is not None
    )


def _rare(number: Quantity) -> bool:
    """Whether a number is hardly met by chance among hundreds of posted ones."""
    return number.places > 0 or abs(number.value) >= _FEW


def _speaks(reading: Reading, source: Source, row: Row, *, rare: bool) -> bool:
    """Whether a clause has enough of the words of an outcome, its arms and the trial's title."""
    results = source.trial.results if source.trial else None
    outcome = results.outcomes[row.outcome] if results else None
    if outcome is None:
        return False
    own = text_keys(f"{outcome.title} {outcome.description[:600]} {outcome.time_frame}")
    keys = own | text_keys(f"{source.record.title} {' '.join(arm for arm, _, _ in row.values)}")
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    total = sum(term.weight for term in telling)
    about = [t for t in telling if met(t, own)]
    return bool(about) and sum(t.weight for t in telling if met(t, keys)) >= (_SPOKEN_RARE if rare else _SPOKEN) * total


def _relation(reading: Reading, row: Row, pair: Pair, said: tuple[Quantity, Quantity]) -> str:
    """`same` where each arm has its own figure, `different` where both are named and turned round, else `broader`.

    "" where the arms have names that tell a clause nothing ("OM", "SJ") and their figures another order.
    """
    one, other = (row.values[arm][0] for _, arm in pair)
    places = _named(reading, one, other), _named(reading, other, one)
    if places[0] is not None and places[1] is not None:
        order: bool | None = places[0] < places[1]
    elif places == (None, None):
        if (pair[0][1] < pair[1][1]) == bool(_LATER.search(reading.text)) and not _RANKED.search(reading.text):
            return ""
        order = True if pair[0][1] < pair[1][1] and not _LATER.search(reading.text) else None
    else:
        own = 0 if places[1] is None else 1
        order = True if _side(reading.text, places[own] or 0, said) == own else None
    if order and not _agrees(reading, row, pair):
        order = None
    return "broader" if order is None else "same" if order else "different"


def _side(text: str, at: int, said: tuple[Quantity, Quantity]) -> int:
    """To which of two figures the only arm belongs that a clause names: 0 for the first."""
    if at < said[0].start:
        return 1 if _THAN.search(text, max(0, at - _NEAR), at) else 0
    return 0 if at < said[1].start and at - said[0].end <= said[1].start - at else 1


def _named(reading: Reading, arm: str, other: str) -> int | None:
    """Where a clause first names an arm by a word that the other arm's name lacks; None where it does not."""
    own, there = text_keys(arm), text_keys(other)
    if _CONTROL.search(arm) and not _CONTROL.search(other):
        own |= {"=placebo", "=usual", "=wait"}
    found: list[Term] = [term for term in reading.facet(terms) if met(term, own - there)]
    return found[0].start if found else None


def _agrees(reading: Reading, row: Row, pair: Pair) -> bool:
    """Whether what the clause says of the two values besides is true of them: "about as often" of values that are close."""
    effect = reading.facet(main_effect)
    one, other = (abs(row.values[arm][1]) for _, arm in pair)
    if effect is not None and effect.sense == "null":
        return abs(one - other) <= _NEARLY * max(one, other)
    return True
