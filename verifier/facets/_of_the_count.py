"""Whether "20 of 33" is what a trial counted for the outcome, and at the time, that a clause tells of.

A trial posts dozens of counts of the same people: the one that a clause tells may stand under another outcome, or at
another visit, with the very numbers. It is another's where some other outcome has more of the clause's words side by side, as
the clause does, or all that this one has of them and more; and where the clause names a time at which it was not counted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from verifier.facets._effects import claimed
from verifier.facets._posted_arms import posted_value
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import met, numbers, terms, text_keys, word_keys
from verifier.facets._words import words
from verifier.lexicon.tokens import tokens
from verifier.model import PostedOutcome, Reading, Source

_MEASURE = re.compile(r"outcomeMeasures\[(\d+)\]")
_MOST = 60  # outcomes that are read
_TELLING = 0.5
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_ABOUT = 0.09  # by what share two lengths of time may differ that are one: a year, 52 weeks
_ASIDE = ("intervention", "generic")
_FALLS = re.compile(r"(?i)\b(?:reduc\w*|decreas\w*|declin\w*|drop\w*|relief|reliev\w*|loss|fall)\b")
_RISES = re.compile(r"(?i)\b(?:increas\w*|gain\w*|ris(?:e|ing)|worsen\w*)\b")


def of_another_count(reading: Reading, source: Source, at: int, said: Quantity) -> bool:
    """Whether a sentence on a posted outcome has a share of people of something else, or at another time, than a clause tells."""
    place = _MEASURE.match(source.sentences[at].where)
    results = source.trial.results if source.trial else None
    if said.kind != "fraction" or results is None or place is None or int(place[1]) >= len(results.outcomes[:_MOST]):
        return False
    outcome = results.outcomes[int(place[1])]
    return _at_another_time(reading, outcome, said) or _turned(reading, outcome) or _outdone(reading, source, outcome)


def _at_another_time(reading: Reading, outcome: PostedOutcome, said: Quantity) -> bool:
    """Whether a clause names a time, and the count was made at other times alone."""
    told = _days(reading.facet(numbers), reading.text)
    counted = [m.category for m in outcome.measurements if posted_value(m.value) == said.value]
    times = [_days(quantities(category), category) for category in counted]
    if not told or not times or not all(times):
        return False
    return not any(abs(a - b) <= _ABOUT * max(a, b) for own in times for a in own for b in told)


def _days(listed: tuple[Quantity, ...], text: str) -> list[float]:
    """The lengths of time among some numbers, in days, "a year" among them."""
    found = [q.value * _DAYS[q.unit] for q in listed if q.unit in _DAYS]
    return found + [_DAYS[unit.lower()] for unit in re.findall(r"(?i)\b(?:an?|one) (day|week|month|year)\b", text)]


def _turned(reading: Reading, outcome: PostedOutcome) -> bool:
    """Whether a clause tells of a rise where an outcome counts a fall, or the other way round."""
    senses = {effect.sense for effect in reading.facet(claimed)}
    falls, rises = _FALLS.search(outcome.title), _RISES.search(outcome.title)
    if senses == {"up"}:
        return falls is not None and rises is None
    return senses == {"down"} and rises is not None and falls is None


def _outdone(reading: Reading, source: Source, outcome: PostedOutcome) -> bool:
    """Whether another posted outcome surely fits the words of a clause better."""
    wanted = [t for t in reading.facet(terms) if t.weight >= _TELLING and t.kind not in _ASIDE]
    outcomes = source.trial.results.outcomes[:_MOST] if source.trial and source.trial.results else ()
    own = {t.start for t in wanted if met(t, text_keys(outcome.title))}
    beside = _side_by_side(reading, outcome.title)
    for other in outcomes:
        if other.title == outcome.title:
            continue
        pairs = _side_by_side(reading, other.title)
        if pairs > beside:
            return True
        if pairs == beside and own < {t.start for t in wanted if met(t, text_keys(other.title))}:
            return True
    return False


def _side_by_side(reading: Reading, title: str) -> int:
    """How many pairs of neighbouring words of a clause are neighbours in a title too."""
    listed = [frozenset(word_keys(token)) for token in tokens(title)]
    pairs = list(pairwise(listed))
    own = [frozenset(word_keys(token)) for token in reading.facet(words)]
    return sum(any(a & c and b & d for c, d in pairs) for a, b in pairwise(own))
