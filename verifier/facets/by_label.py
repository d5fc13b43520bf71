"""A figure of a clause beside the value that the registry holds under the very label that the clause names.

Facet `number`, `different` alone: a clause that names one group or category of a posted outcome and gives it a figure
that the outcome has under other labels only ("the carrot took 25 seconds", of the gummy candy's 25.1) has a wrong number.
Nothing is yielded where the figure is near the label's own value, where the label has it in any outcome, or where a
clause names several labels: two figures of two arms are read by `by_arm`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, met, numbers, terms, text_keys
from verifier.model import Comparison, PostedOutcome, Quote, Reading, Source

FACETS = ("number",)
OF = "results"

_SKIPPED = ("label", "moment", "year", "level", "p", "interval", "estimate", "ratio")
_MOST = 40  # outcomes that are read
_FEW = 7  # up to here a count is met by chance
_NEAR = 0.2  # share of the greater by which two values differ that a clause may call alike
_MOSTLY = 0.5  # share of a label that a clause must say to name it
_TELLING = 0.5  # weight from which a word names a label
_OTHERS = re.compile(
    r"(?i)\b(?:than|against|versus|vs|compared|other|others|rest|both|all|each|either|total|overall|difference|gap)\b"
)


class Value(NamedTuple):
    """One posted value. place: its number in the outcome; keys: those of its group and category that not all labels have."""

    place: int
    value: float
    people: float
    keys: frozenset[str]


class Table(NamedTuple):
    """The values of one outcome with the keys of its title."""

    outcome: int
    title: frozenset[str]
    values: tuple[Value, ...]


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The first figure that the clause gives to another label than the registry does."""
    del today  # posted values do not age
    results = source.trial.results if source.trial else None
    said = [q for q in reading.facet(numbers) if q.kind not in _SKIPPED] if results else []
    if results is None or len(said) != 1 or not _rare(said[0]) or _OTHERS.search(reading.text):
        return
    named = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    listed = source.facet(tables)
    about = _about(reading, named, said[0], [(table, results.outcomes[table.outcome]) for table in listed])
    found: tuple[int, int] | None = None
    for table in listed:
        spoken, outcome = _named(named, table), results.outcomes[table.outcome]
        if any((_near if table in about else _fits)(said[0], value, outcome) for value in spoken):
            return
        own = max(spoken.items(), key=lambda entry: entry[1], default=None)
        if own is None or own[1] < _MOSTLY or table not in about or found is not None:
            continue
        if any(v not in spoken and _fits(said[0], v, outcome) for v in table.values):
            found = table.outcome, own[0].place
    if found is not None:
        at, place = found
        words = Quote(reading.text[said[0].start : said[0].end], "claim")
        shown = Quote(
            results.outcomes[at].measurements[place].value, f"outcomeMeasures[{at}].measurements[{place}].value"
        )
        yield Comparison("number", "different", words, shown, reading.part, "labelled")


def tables(source: Source) -> tuple[Table, ...]:
    """The posted outcomes that have values under two labels and more, each label by what tells it from the others."""
    results = source.trial.results if source.trial else None
    found: list[Table] = []
    for number, outcome in enumerate(results.outcomes[:_MOST] if results else ()):
        listed = [
            (at, value, _number(m.analysed) or 0.0, text_keys(f"{m.group} {m.category}"))
            for at, m in enumerate(outcome.measurements)
            if (value := _number(m.value)) is not None
        ]
        if len(listed) < 2:
            continue
        common = frozenset.intersection(*(keys for *_, keys in listed))
        values = tuple(Value(at, value, people, keys - common) for at, value, people, keys in listed)
        found.append(Table(number, text_keys(f"{outcome.title} {outcome.time_frame} {outcome.unit}"), values))
    return tuple(found)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _named(named: list[Term], table: Table) -> dict[Value, float]:
    """The values whose label a clause names, by words that only some labels have: the share of the label that it says."""
    own = [t for t in named if not met(t, table.title) and not all(met(t, value.keys) for value in table.values)]
    found: dict[Value, float] = {}
    for value in table.values:
        said = [term for term in own if met(term, value.keys)]
        if said:
            found[value] = len(value.keys.intersection(key for term in said for key in term.keys)) / len(value.keys)
    return found


def _rare(said: Quantity) -> bool:
    """Whether a figure is hardly met by chance among the values of an outcome."""
    return said.places > 0 or abs(said.value) > _FEW or said.kind == "fraction"


def _fits(said: Quantity, value: Value, outcome: PostedOutcome) -> bool:
    """Whether a figure is a posted value, as finely as the clause tells it; a share of it by its count."""
    if said.kind == "fraction":
        return said.value == value.value and said.total == value.people
    return abs(abs(_worth(said, value, outcome)) - abs(said.value)) <= 0.5 * 10.0**-said.places


def _near(said: Quantity, value: Value, outcome: PostedOutcome) -> bool:
    """Whether a figure may be meant for a posted value, told roughly."""
    given = 100 * said.value / said.total if said.kind == "fraction" and said.total else abs(said.value)
    shown = abs(_worth(said, value, outcome))
    return _fits(said, value, outcome) or abs(given - shown) <= _NEAR * max(given, shown)


def _worth(said: Quantity, value: Value, outcome: PostedOutcome) -> float:
    """A posted value in the unit of a clause: counts of people as shares where the clause gives one."""
    shares = said.unit == "%" or said.kind == "fraction"
    return 100 * value.value / value.people if shares and "COUNT" in outcome.parameter and value.people else value.value


def _about(
    reading: Reading, named: list[Term], said: Quantity, listed: list[tuple[Table, PostedOutcome]]
) -> list[Table]:
    """The outcomes that a clause may speak of: those in the unit that it names, else those with a word of it in the title."""
    if said.unit in ("people", "year"):
        return []
    if said.unit == "%" or said.kind == "fraction":
        listed = [(t, o) for t, o in listed if "percent" in o.unit.lower() or "COUNT" in o.parameter]
    behind = re.match(r"\s*([^\W\d_]{4,})", reading.text[said.end :])
    unit = behind[1].lower().rstrip("s") if behind else ""
    measured = [table for table, outcome in listed if unit and unit in outcome.unit.lower()]
    return measured or [table for table, _ in listed if any(met(term, table.title) for term in named)]
