"""The shares of people that a trial posted, for what a clause speaks of: counts and percentages by outcome, arm and time."""

from __future__ import annotations

import re
from typing import NamedTuple

from verifier.facets._posted_arms import posted_value
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, met, numbers, text_keys
from verifier.model import Measurement, PostedOutcome, Quote, Reading, Source

_MOST = 40  # outcomes that are read
_TELLING = 0.5
_PERCENT = re.compile(r"(?i)percent|proportion|%")
# "At least 50% reduction", "responders": who got better by so much, and not all who got better.
_THRESHOLD = re.compile(r"(?i)[≥>≤<]|\bat least\b|\b\d+ ?%|\bor (?:more|greater|higher)\b|respon(?:se|der)|remission")
_TIME = re.compile(r"(?i)\b(?:(\d+)[ -]?(day|week|month|year|hour|minute)s?|(day|week|month|year|hour)s? (\d+))\b")
_ONE_TIME = re.compile(r"(?i)\b(?:an?|one) (day|week|month|year|hour)\b")
_UNITS = ("day", "week", "month", "year", "hour", "minute")
_BASELINE = re.compile(r"(?i)\bbaseline\b|\bpre-?(?:treatment|test)\b|\bscreening\b")
_NEGATIVE = re.compile(r"(?i)\b(?:not|no|without|fail\w*|never|non)\b")
_GENERAL = frozenset({"=patient", "=good", "=first", "=second", "=treat", "=trial", "=drug"})


class Posted(NamedTuple):
    """A posted share of people, with the field that holds it. denied: whether its label says who did not."""

    share: float
    quote: Quote
    denied: bool


def posted_shares(reading: Reading, source: Source, wanted: list[Term]) -> list[Posted]:
    """The posted shares that a clause may mean: those of the outcomes that have all its telling words, names of arms aside."""
    results = source.trial.results if source.trial else None
    found: list[tuple[float, list[Posted]]] = []
    for number, outcome in enumerate(results.outcomes[:_MOST] if results else ()):
        if not _counts_people(outcome):
            continue
        arms = _arms(outcome)
        own = [term for term in wanted if not any(met(term, keys) for keys in arms.values())]
        title = text_keys(f"{outcome.title} {' '.join(dict.fromkeys(m.category for m in outcome.measurements))}")
        whole = title | text_keys(f"{outcome.description[:400]} {outcome.unit}")
        named = sum(met(term, title) for term in own)
        if not named or not all(met(term, whole) for term in own) or not _of_such(reading, outcome):
            continue
        if listed := _values(reading, outcome, number, arms, own, wanted):
            found.append((named / len(own), listed))
    best = max((share for share, _ in found), default=0.0)
    return [one for share, listed in found if share == best for one in listed]


def _counts_people(outcome: PostedOutcome) -> bool:
    """Whether an outcome counts people, or gives their percentage."""
    unit = outcome.unit.lower()
    return "COUNT" in outcome.parameter or (
        "particip" in unit or "patient" in unit or "subject" in unit or "people" in unit
    )


def _of_such(reading: Reading, outcome: PostedOutcome) -> bool:
    """Whether a clause speaks of a bound where the outcome counts those beyond one."""
    if not _THRESHOLD.search(outcome.title):
        return True
    return (
        any(q.kind == "ratio" or q.unit in ("%", "point") for q in reading.facet(numbers))
        or re.search(r"(?i)\brespon|\bremission|\bhal[fv]", reading.text) is not None
    )


def _arms(outcome: PostedOutcome) -> dict[str, frozenset[str]]:
    """Each group of an outcome with the keys that not all groups have."""
    groups = list(dict.fromkeys(m.group for m in outcome.measurements))
    keys = [text_keys(group) for group in groups]
    common = frozenset.intersection(*keys) if len(keys) > 1 else frozenset[str]()
    return {group: own - common - _GENERAL for group, own in zip(groups, keys, strict=True)} if len(groups) > 1 else {}


def _values(
    reading: Reading,
    outcome: PostedOutcome,
    number: int,
    arms: dict[str, frozenset[str]],
    own: list[Term],
    wanted: list[Term],
) -> list[Posted]:
    """The shares of an outcome for the arms, times and categories that a clause names, or for all of them."""
    rows = [(at, m) for at, m in enumerate(outcome.measurements) if not _BASELINE.search(m.category)]
    meant = {group for group, keys in arms.items() if any(met(term, keys) for term in wanted)}
    if meant and len(meant) < len(arms):
        rows = [(at, m) for at, m in rows if m.group in meant]
    rows = _timed(reading, rows, outcome)
    rows = _sorted_by_category(rows, own)
    found = []
    for at, measured in rows:
        share = _share(measured, outcome)
        if share is None:
            return []
        quote = Quote(measured.value, f"outcomeMeasures[{number}].measurements[{at}].value")
        found.append(Posted(share, quote, _NEGATIVE.search(f"{outcome.title} {measured.category}") is not None))
    return found


def _timed(
    reading: Reading, rows: list[tuple[int, Measurement]], outcome: PostedOutcome
) -> list[tuple[int, Measurement]]:
    """The rows of the times that a clause names; none where it names another time than was posted."""
    said = {(f"{q.value:g}", q.unit) for q in reading.facet(numbers) if _is_time(q)}
    said |= {("1", match[1].lower()) for match in _ONE_TIME.finditer(reading.text)}
    if not said:
        return rows
    timed = [(at, m) for at, m in rows if said & _times(m.category)]
    if timed:
        return timed
    if any(_times(m.category) for _, m in rows):
        return []
    there = _times(f"{outcome.time_frame} {outcome.title}")
    return rows if said & there or not there else []


def _is_time(quantity: Quantity) -> bool:
    return quantity.unit in _UNITS


def _times(text: str) -> set[tuple[str, str]]:
    """The times that a label names."""
    return {(m[1] or m[4], (m[2] or m[3]).lower()) for m in _TIME.finditer(text)}


def _sorted_by_category(rows: list[tuple[int, Measurement]], own: list[Term]) -> list[tuple[int, Measurement]]:
    """The rows of the one category that a clause names, where categories are no times; none where it names none of them."""
    kinds = {m.category: text_keys(m.category) for _, m in rows}
    if len(kinds) < 2 or all(_times(category) for category in kinds):
        return rows
    common = frozenset.intersection(*kinds.values())
    named = {c for c, keys in kinds.items() if any(met(term, keys - common) for term in own)}
    return [(at, m) for at, m in rows if m.category in named] if len(named) == 1 else []


def _share(measured: Measurement, outcome: PostedOutcome) -> float | None:
    """A posted value as a share of those analysed; None where it cannot be one."""
    value, people = posted_value(measured.value), posted_value(measured.analysed)
    if value is None or value < 0:
        return None
    if _PERCENT.search(outcome.unit):
        return value / 100 if value <= 100 else None
    return value / people if people and value <= people else None
