"""Figures that a clause gives for the arms of a trial, beside the values that the registry holds by arm.

Facet `by-arm`. A clause that gives two or more values of one posted outcome, each of another arm, says what was posted:
`same` where each arm has its own figure, or where the figures are set side by side without a word of whose they are
("with one game ... with the other");
`different` where they are turned round, `broader` where it stays open which arm has which. Detail: the number of the
outcome; the people harmed in each arm count as outcomes behind those that are posted as such.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from verifier.facets._arm_calls import whose
from verifier.facets._changed import main_effect, parts
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import met, numbers, terms, text_keys
from verifier.lexicon._small import small
from verifier.model import Comparison, Measurement, PostedOutcome, Quote, Reading, Results, Source

FACETS = ("by-arm",)
OF = "results"

_MEASURE = re.compile(r"outcomeMeasures\[(\d+)\]")
_HARMS = (  # kinds of harm that the registry counts by arm, and what they are called
    ("serious", "Serious adverse events, severe side effects"),
    ("other", "Other adverse events, side effects that are not serious"),
    ("deaths", "Deaths, people who died"),
)
_SKIPPED = ("label", "moment", "year", "level", "p")
_MOST = 40  # outcomes that are read
_SPOKEN, _SPOKEN_RARE = 0.34, 0.2  # shares of the telling words that outcome, arms and title must have
_FEW = 7  # up to here a count is met by chance
_LATER = re.compile(r"(?i)\b(?:second|latter)\b[^.;]*\b(?:first|former)\b")  # the arms turned round
_RANKED = re.compile(
    r"(?i)\bthe (?:first|second|former|latter)\b(?! (?:phase|part|stage|week|month|year|visit|day|half|trial|study|round))"
)
UNNAMED = re.compile(  # two arms that a clause keeps apart without a word on which is which
    r"(?i)\b(?:with|in|on|for|after|by) one (?:(?:of them|game|app|arm|group|drug|dose|programme|program|method|device|version|treatment|regimen|diet|brand|strip|product|kind)\b)?(?:[^.;]|\.(?=\d)){0,60}?\bthe other\b(?! \w+s\b)"
)
_BOTH = re.compile(r"(?i)\b(?:both|either|each|the two|beiden?|deux|ambos|ambas)\b")
_BARE = re.compile(
    r"(?i)[^\w]*(?:(?:percent|per cent|points?)\W+)?(?:against|versus|vs\.?|and|to|or|compared (?:with|to)|und|gegen|et|contre|y|frente a)\W*"
)  # "83% against 84%"
SPELLS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}  # in days
_UNIT = {
    **dict.fromkeys(("day", "tag", "jour", "día"), "day"),
    **dict.fromkeys(("week", "woche", "semaine", "semana"), "week"),
    **dict.fromkeys(("month", "monat", "mois", "mes"), "month"),
    **dict.fromkeys(("year", "jahr", "an", "año"), "year"),
}
_SINGLE = re.compile(
    rf"(?i)\b(?:an?|one)\s+({'|'.join(_UNIT)})\s+(?:after|later|on\b|into|following|post)|\b(?:after|at|nach|après|au bout d['’e]|tras|al cabo de|después de)\s*(?:an?|one|einem|einer|une?|una?)\s+({'|'.join(_UNIT)})\b"
)
_OF_ONE = re.compile(r"(?i)\b(?:one|an?)[- ](day|week|month|year)\b")
_LONG = ("day", "week", "month", "year")
_ABOUT = 0.09  # by what share two lengths of time may differ that are one: three months, twelve weeks
_NEARLY = 0.2  # by what share of the greater two values differ that a clause may call alike
_TELLING = 0.5
_SIGNS = {"up": 1, "down": -1}
_CHANGE = re.compile(r"(?i)^(?!.*(?:reduc|decreas|declin|loss|drop|improve))(?=.*\bchanges?\b)")  # told with a sign


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
    said = [q for q in (*reading.facet(numbers), *_one_time(reading)) if q.kind not in _SKIPPED]
    if results is None or len(said) < 2:
        return
    for row in source.facet(rows):
        pair = _given(said, row, source.facet(_outcomes)[row.outcome])
        if pair is None or not _speaks(reading, source, row, rare=all(_rare(said[number]) for number, _ in pair)):
            continue
        first, second = (said[number] for number, _ in pair)
        relation = _relation(reading, source, row, pair, (first, second))
        words = Quote(reading.text[first.start : second.end], "claim")
        shown = Quote(source.facet(_outcomes)[row.outcome].measurements[row.place].value, _where(row, results))
        yield Comparison("by-arm", relation, words, shown, reading.part, str(row.outcome))
        return
    yield from _at_another_time(reading, source, results, said)


def _one_time(reading: Reading) -> Iterator[Quantity]:
    """A time of one that a clause tells without a number: "a month after treatment", "nach einem Jahr"."""
    known = [(q.start, q.end) for q in reading.facet(numbers)]
    for match in _SINGLE.finditer(reading.text):
        unit = _UNIT[(match[1] or match[2]).lower()]
        if all(match.end() <= start or match.start() >= end for start, end in known):
            yield Quantity(1.0, unit, "amount", match.start(), match.end(), noun=unit)


def _at_another_time(reading: Reading, source: Source, results: Results, said: list[Quantity]) -> Iterator[Comparison]:
    """Figures of two arms that were posted for another time than a clause gives, detail `time`.

    `different` where the same measure has other values at the time of the clause, `broader` where it has none there.
    """
    figures, times = [q for q in said if q.unit not in _LONG], [q for q in said if q.unit in _LONG]
    outcomes = source.facet(_outcomes)
    for row in source.facet(rows) if times and len(figures) > 1 else ():
        own = outcomes[row.outcome]
        pair = _given(figures, row, own)
        if pair is None or not all(_rare(figures[number]) for number, _ in pair):
            continue
        exact = all(figures[number].places for number, _ in pair)
        spoken_of = _speaks(reading, source, row, rare=True)
        if not (spoken_of or exact) or not _moments(own, row):
            continue
        first, second = (figures[number] for number, _ in pair)
        words = Quote(reading.text[first.start : second.end], "claim")
        there = [
            other
            for other in source.facet(rows)
            if outcomes[other.outcome].title.casefold() == own.title.casefold()
            and all(_then(q, _moments(outcomes[other.outcome], other)) for q in times)
        ]
        if any(_given(figures, other, outcomes[other.outcome]) for other in there):
            return
        there = there if spoken_of else []  # of figures alone it stays open what they are of
        at = there[0] if there else row
        shown = Quote(outcomes[at.outcome].measurements[at.place].value, _where(at, results))
        yield Comparison("by-arm", "different" if there else "broader", words, shown, reading.part, "time")
        return


def _moments(outcome: PostedOutcome, row: Row) -> list[float]:
    """The times, in days, for which the values of a row are posted: those of its label, else of the outcome."""
    label = outcome.measurements[row.place].category
    for text in (label, outcome.time_frame, outcome.title):
        told = [q.value * SPELLS[q.unit] for q in quantities(text) if q.unit in _LONG]
        told += [SPELLS[small(m[1])] for m in _OF_ONE.finditer(text)]
        if told:
            return told
    return []


def _then(said: Quantity, moments: list[float]) -> bool:
    """Whether a length of time is one of some."""
    return any(abs(days - said.value * SPELLS[said.unit]) <= _ABOUT * days for days in moments)


def _where(row: Row, results: Results) -> str:
    number = row.outcome - len(results.outcomes[:_MOST])
    if number >= 0:
        return f"adverseEvents.eventGroups[{row.place}].{_HARMS[number][0]}NumAffected"
    return f"outcomeMeasures[{row.outcome}].measurements[{row.place}].value"


def turned_or_open(reading: Reading, source: Source, where: str) -> bool:
    """Whether a clause gives values of two arms of the outcome, or of the harms, that a quote is of, and none surely right."""
    results = source.trial.results if source.trial else None
    if results is None:
        return False
    measure, harm = _MEASURE.match(where), where.startswith("adverseEvents")
    least = len(results.outcomes[:_MOST])
    said = [q for q in reading.facet(numbers) if q.kind not in _SKIPPED]
    meant = [
        r for r in source.facet(rows) if (measure and int(measure[1]) == r.outcome) or (harm and r.outcome >= least)
    ]
    found = []
    for row in meant if len(said) > 1 else ():
        if pair := _given(said, row, source.facet(_outcomes)[row.outcome]):
            first, second = (said[number] for number, _ in pair)
            found.append(_relation(reading, source, row, pair, (first, second)))
    return bool(found) and "same" not in found


def _outcomes(source: Source) -> tuple[PostedOutcome, ...]:
    """The posted outcomes that are read, and behind them the people harmed in each arm as if they were outcomes."""
    results = source.trial.results if source.trial else None
    if results is None:
        return ()
    groups = results.event_groups
    counts = {
        "serious": [(g.title, g.serious, g.serious_at_risk) for g in groups],
        "other": [(g.title, g.other, g.other_at_risk) for g in groups],
        "deaths": [(g.title, g.deaths, g.deaths_at_risk) for g in groups],
    }
    harms = tuple(
        PostedOutcome(
            "OTHER",
            title,
            unit="participants",
            parameter="COUNT_OF_PARTICIPANTS",
            measurements=tuple(
                Measurement(arm, "", "NA" if count is None else str(count), analysed=str(people or ""))
                for arm, count, people in counts[kind]
            ),
        )
        for kind, title in _HARMS
    )
    return (*results.outcomes[:_MOST], *harms)


def rows(source: Source) -> tuple[Row, ...]:
    """The values of every posted outcome by arm, each time and category apart."""
    found: list[Row] = []
    for number, outcome in enumerate(source.facet(_outcomes)):
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
    if said.unit in _LONG and (moments := _moments(outcome, row)):
        return _then(said, moments)
    if said.unit in SPELLS:
        told = [q.value * SPELLS[q.unit] for q in quantities(text) if q.unit in SPELLS]
        if any(abs(days - said.value * SPELLS[said.unit]) <= _ABOUT * days for days in told):
            return True
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
    outcome = source.facet(_outcomes)[row.outcome]
    own = text_keys(f"{outcome.title} {outcome.description[:600]} {outcome.time_frame}")
    keys = own | text_keys(f"{source.record.title} {' '.join(arm for arm, _, _ in row.values)}")
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    total = sum(term.weight for term in telling)
    about = [t for t in telling if met(t, own)]
    return bool(about) and sum(t.weight for t in telling if met(t, keys)) >= (_SPOKEN_RARE if rare else _SPOKEN) * total


def _relation(reading: Reading, source: Source, row: Row, pair: Pair, said: tuple[Quantity, Quantity]) -> str:
    """`same` where each arm has its own figure, `different` where they are turned round, `broader` where it stays open."""
    arms = row.values[pair[0][1]][0], row.values[pair[1][1]][0]
    order = whose(reading, source, said, arms, source.facet(_outcomes)[row.outcome].title)
    if _RANKED.search(reading.text):
        turned = _LATER.search(reading.text) is not None
        order = True if (pair[0][1] < pair[1][1]) != turned else None
    elif order is None and UNNAMED.search(reading.text):
        own = source.facet(_outcomes)[
            row.outcome
        ]  # each arm has a figure, and nothing is said of which: of this outcome?
        keys = text_keys(f"{own.title} {own.measurements[row.place].category}")
        order = True if all(met(t, keys) for t in reading.facet(parts).outcome if t.weight >= 1) else None
    elif order is None and _BARE.fullmatch(reading.text, said[0].end, said[1].start):
        effect = reading.facet(main_effect)
        alike = _BOTH.search(reading.text) is not None or (effect is not None and effect.sense == "null")
        order = True if alike or pair[0][1] < pair[1][1] else None
    if order and not _agrees(reading, source.facet(_outcomes)[row.outcome], row, pair):
        order = None
    return "broader" if order is None else "same" if order else "different"


def _agrees(reading: Reading, outcome: PostedOutcome, row: Row, pair: Pair) -> bool:
    """Whether what the clause says of the two values besides is true of them: "about as often" of values that are close.

    A change that is posted with its sign goes the way that the clause says.
    """
    effect = reading.facet(main_effect)
    one, other = (row.values[arm][1] for _, arm in pair)
    if effect is not None and effect.sense == "null":
        return abs(abs(one) - abs(other)) <= _NEARLY * max(abs(one), abs(other))
    if effect is not None and effect.sense in _SIGNS and _CHANGE.search(outcome.title):
        return not (_SIGNS[effect.sense] * one < 0 and _SIGNS[effect.sense] * other < 0)
    return True
