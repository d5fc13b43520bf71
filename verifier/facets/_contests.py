"""The posted values that a clause sets against each other: which two labels it names, in which order, and by how much they differ.

Labels are the arms of a trial, or the categories of one outcome ("carrot", "gummy candy"). An arm is also named by its
part: "the real drug" is what was tried, "the dummy" what it was held against. How far two values lie apart is told by
the test that their posted spread allows; nothing here is a test that the trial itself made.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from verifier.facets._posted_arms import posted_value
from verifier.facets._terms import Term, met, terms, text_keys
from verifier.facets._versus import leads
from verifier.model import Measurement, PostedOutcome, Reading, TrialFacts

_BASELINE = re.compile(r"(?i)\bbaseline\b|\bpre-?(?:treatment|test)\b|\bscreening\b")
_CHANGE = re.compile(r"(?i)\bchange|differ|reduc|from baseline")
_CONTROL = re.compile(
    r"(?i)\b(?:placebo|sham|dumm(?:y|ies)|fake|controls?|comparison (?:group|arm)|usual (?:care|treatment)|standard (?:care|treatment)|waiting[- ]list|wait-?list\w*|untreated|no treatment"
    r"|sugar pills?|vehicle|saline|scheinmedikament|leurre)\b"
)
_ACTIVE = re.compile(
    r"(?i)\b(?:real|active|true|new|experimental) (?:[\w-]+ )?(?:drug|treatment|game|app|version|pill|medicine|therapy|device|programme?|intervention|tablets?|injections?|stimulation|acupuncture)s?\b"
)
_FEWEST, _MOST_LABELS = 2, 12
_COMPARATORS = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION")
_TELLING = 0.3
_SHORTEST = 3  # letters of a label that is looked for as it is written


class Value(NamedTuple):
    """A posted value: its label, what it is of how many, and its standard error where the registry lets it be told."""

    label: str
    value: float
    error: float | None
    place: int


class Row(NamedTuple):
    """Values of one outcome that differ in one thing alone, by label. kind: arm or category."""

    kind: str
    values: tuple[Value, ...]


def rows(outcome: PostedOutcome) -> list[Row]:
    """What can be set against each other in an outcome: its arms in each category, and its categories in each arm."""
    listed = [
        (at, m) for at, m in enumerate(outcome.measurements) if m.analysed != "0" and posted_value(m.value) is not None
    ]
    later = [(at, m) for at, m in listed if not _BASELINE.search(m.category) or _CHANGE.search(m.category)]
    found = []
    for kind, other, label in (("arm", "category", "group"), ("category", "group", "category")):
        by_rest: dict[str, list[Value]] = {}
        for at, measured in later or listed:
            by_rest.setdefault(getattr(measured, other), []).append(
                _value(outcome, at, measured, getattr(measured, label))
            )
        for values in by_rest.values():
            labels = {value.label for value in values}
            if _FEWEST <= len(labels) == len(values) <= _MOST_LABELS:
                found.append(Row(kind, tuple(values)))
    return found


def _value(outcome: PostedOutcome, at: int, measured: Measurement, label: str) -> Value:
    value, people = posted_value(measured.value) or 0.0, posted_value(measured.analysed) or 0.0
    if "COUNT" in outcome.parameter and people and 0 <= value <= people:
        share = value / people
        return Value(label, share, math.sqrt(max(share * (1 - share), 0.25 / people) / people), at)
    return Value(label, value, _error(outcome.dispersion.lower().replace("_", " "), measured, people), at)


def _error(dispersion: str, measured: Measurement, people: float) -> float | None:
    """The standard error of a mean, from the spread that was posted with it; None where its kind is not told."""
    spread = posted_value(measured.spread)
    low, high = posted_value(measured.lower), posted_value(measured.upper)
    if spread is not None and "standard deviation" in dispersion and people > 1:
        return spread / math.sqrt(people)
    if spread is not None and "standard error" in dispersion:
        return spread
    if low is not None and high is not None and "95" in dispersion and "confidence" in dispersion:
        return (high - low) / 3.92
    return None


def opposed(reading: Reading, row: Row, than: re.Match[str], trial: TrialFacts) -> tuple[Value, Value] | None:
    """The value that a clause puts ahead of its "than" and the one that it puts behind; None where it names them not."""
    places = named(reading, row, trial)
    first, last = _side(reading.text, than)
    behind = [value for value, at in places if any(first <= place < last for place in at)]
    ahead = [value for value, at in places if any(not first <= place < last for place in at)]
    ahead = ahead if last < len(reading.text) else [v for v, at in places if any(place < than.start() for place in at)]
    # A word on both sides ("the W app ... than plain app training") tells neither from the other.
    ahead, behind = [v for v in ahead if v not in behind] or ahead, [v for v in behind if v not in ahead] or behind
    if len(ahead) == 1 and len(behind) == 1 and ahead != behind:
        return ahead[0], behind[0]
    if len(row.values) != _FEWEST or len(ahead) + len(behind) != 1:
        return None
    own = (ahead or behind)[0]
    other = next(value for value in row.values if value != own)
    own_names = " ".join(
        (other.label, *(item.name for item in trial.interventions), *(arm.label for arm in trial.arms))
    )
    if _another(reading, text_keys(own_names), (first, last), behind=bool(ahead)):
        return None  # "better than adalimumab", of a trial against placebo
    return (own, other) if ahead else (other, own)


def _another(reading: Reading, keys: frozenset[str], side: tuple[int, int], *, behind: bool) -> bool:
    """Whether the side of a comparison that names none of a row's labels names no treatment, or one that is none of the trial's.

    "Higher in men than in women on the drug", "lower than expected" set other things against each other than two arms.
    """
    there = [t for t in reading.facet(terms) if (side[0] <= t.start < side[1]) == behind]
    given = [t for t in there if t.kind in ("intervention", "generic") and "=trial" not in t.keys]
    return not given or any(t.kind == "intervention" and t.weight >= 1 and not met(t, keys) for t in given)


def _side(text: str, than: re.Match[str]) -> tuple[int, int]:
    """Where the other side of a comparison stands: behind its word, up to the comma of one that leads ("Compared with X, Y")."""
    comma = text.find(",", than.end()) if leads(text, than) else -1
    return than.end(), comma if comma > 0 else len(text)


def named(reading: Reading, row: Row, trial: TrialFacts) -> list[tuple[Value, list[int]]]:
    """The labels that a clause names, each with the places where it does: by words that no other label has, or by its part."""
    keys = [text_keys(value.label) for value in row.values]
    told: list[Term] = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    parts = _parts(row, trial) if row.kind == "arm" else {}
    found = []
    for value, own in zip(row.values, keys, strict=True):
        others = frozenset().union(*(k for k in keys if k is not own))
        at = [term.start for term in told if met(term, own - others) and not met(term, others)]
        at += _called(reading.text, value.label)
        if (pattern := parts.get(value.label)) is not None:
            at += [match.start() for match in pattern.finditer(reading.text)]
        if at:
            found.append((value, at))
    return found


def _called(text: str, label: str) -> list[int]:
    """Where a text has a label itself, what stands in its brackets aside ("W-SUDs", "Game One (sham)")."""
    name = label.partition("(")[0].strip().lower()
    small = text.lower()
    if len(name) < _SHORTEST or len(small) != len(text):
        return []
    at = small.find(name)
    whole = at >= 0 and not small[at - 1 : at].isalnum() and not small[at + len(name) : at + len(name) + 1].isalnum()
    return [at] if whole else []


def _parts(row: Row, trial: TrialFacts) -> dict[str, re.Pattern[str]]:
    """For two arms what a clause may call each: what was tried, and what it was held against."""
    if len(row.values) != _FEWEST:
        return {}
    dummies = [_CONTROL.search(value.label) is not None for value in row.values]
    if not any(dummies) and len(trial.arms) == _FEWEST:
        dummies = [_type(value.label, number, trial) in _COMPARATORS for number, value in enumerate(row.values)]
    if sum(dummies) != 1:
        return {}
    return {value.label: _CONTROL if dummy else _ACTIVE for value, dummy in zip(row.values, dummies, strict=True)}


def _type(label: str, number: int, trial: TrialFacts) -> str:
    """The part of an arm in its trial: by its label, else by its place."""
    keys = text_keys(label)
    shared = [len(keys & text_keys(arm.label)) for arm in trial.arms]
    best = max(shared)
    return trial.arms[shared.index(best) if best and shared.count(best) == 1 else number].type


def apart(one: Value, other: Value) -> tuple[float, float | None]:
    """By what share of the greater two values differ, and by how many standard errors; None where these are not known."""
    gap = one.value - other.value
    greatest = max(abs(one.value), abs(other.value))
    share = abs(gap) / greatest if greatest else 0.0
    if one.error is None or other.error is None:
        return share, None
    error = math.hypot(one.error, other.error)
    return share, gap / error if error else None
