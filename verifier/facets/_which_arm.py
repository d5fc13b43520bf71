"""Whose a posted figure is: of the arm that a clause names, of the other one, of a difference between them, or of one of all.

`by_arm` reads clauses that give the figures of two arms; here a clause gives one. A figure is of those arms in whose
part of a posted sentence it stands ("2 Participants in Sham (n = 25)").
"""

from __future__ import annotations

import re
from itertools import pairwise

from verifier.facets._align import sentence_quantities
from verifier.facets._arm_calls import told_apart
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity
from verifier.facets._terms import numbers
from verifier.facets.by_arm import SPELLS
from verifier.model import Reading, Source

_ANALYSIS = ".analyses["
_ARM = re.compile(r"(?i)\bin (?!people\b)([^;]{1,200}?)(?:\s*\(n = [\d,]+\))?\s*\.?\s*$")
_EVENTS = re.compile(r"adverseEvents\.eventGroups\[(\d+)\]")
_OUTCOME = re.compile(r"outcomeMeasures\[\d+\]")
_DIFFERENCE = re.compile(
    r"(?i)\bdiffer|\bgaps?\b|\bpoints?\b|\blead\b|\badvantage|\bratios?\b|\bodds\b|\bhazard|\bapart\b|\b(?:more|less|fewer|higher|lower|greater|smaller|better|worse|ahead|behind)\b|\binterval\b|\bp\s*[=<>]"
)
_SET_BESIDE = re.compile(
    r"(?i)\b(?:against|versus|vs|compared (?:with|to)|(?:and|but|while|whereas) (?:in |of |by |for |only )*[\d.]+|than|those (?:on|with|in|given|who))\b"
)
_STATISTIC = ("p", "interval", "estimate", "label", "moment", "year", "level")


def of_another_arm(reading: Reading, source: Source, number: int, said: Quantity) -> bool:
    """Whether a sentence posts a figure for other arms than the one that a clause names, which it lists as well."""
    if (
        said.kind not in ("amount", "fraction")
        or said.noun == "times"
        or said.unit in SPELLS
        or not _alone(reading, said)
    ):
        return False
    arms = _arms(source, number)
    named = _named(reading, source, tuple(dict.fromkeys(arm for _, arm in arms)))
    if not named:
        return False
    own = {arm for span, arm in arms if any(same(said, q) for q in _within(source, number, span))}
    return bool(own) and own.isdisjoint(named)


def of_an_arm(reading: Reading, source: Source) -> bool:
    """Whether a clause names some of the arms that a trial's people started in, by words that only these have."""
    results = source.trial.results if source.trial else None
    return results is not None and bool(
        _named(reading, source, tuple(dict.fromkeys(arm for arm, _ in results.started)))
    )


def of_the_difference(reading: Reading, source: Source, number: int, said: Quantity) -> bool:
    """Whether a share of people is only borne out by what two arms differ by."""
    if _ANALYSIS not in source.sentences[number].where or said.kind in _STATISTIC or _DIFFERENCE.search(reading.text):
        return False
    if said.unit not in ("%", "people") and said.kind != "fraction":
        return False
    return not any(
        same(said, q)
        for at, sentence in enumerate(source.sentences)
        if _OUTCOME.match(sentence.where) and _ANALYSIS not in sentence.where
        for q in source.facet(sentence_quantities)[at]
    )


def of_two_outcomes(reading: Reading, source: Source) -> bool:
    """Whether a clause sets two figures of a kind beside each other that no one posted outcome has both."""
    told = [q for q in reading.facet(numbers) if q.kind not in _STATISTIC and (q.unit == "%" or q.places)]
    for one, other in pairwise(told):
        if (one.unit, one.kind) != (other.unit, other.kind) or not _SET_BESIDE.search(reading.text, one.end, other.end):
            continue
        homes = _homes(source, one), _homes(source, other)
        if all(homes) and homes[0].isdisjoint(homes[1]):
            return True
    return False


def _alone(reading: Reading, said: Quantity) -> bool:
    """Whether a figure is the only one of a clause, times and names of groups aside: `by_arm` reads two."""
    told = [q for q in reading.facet(numbers) if q.kind not in _STATISTIC and q.unit not in SPELLS]
    return all(q.start == said.start or q.value == said.total for q in told)


def _homes(source: Source, said: Quantity) -> frozenset[str]:
    """The posted outcomes that have a figure, in a value or in an analysis."""
    return frozenset(
        match[0]
        for at, sentence in enumerate(source.sentences)
        if (match := _OUTCOME.match(sentence.where))
        and any(same(said, q) for q in source.facet(sentence_quantities)[at])
    )


def _arms(source: Source, number: int) -> list[tuple[tuple[int, int], str]]:
    """The parts of a posted sentence, each with the arm that it is of; of a row of harms the whole, beside the other rows."""
    sentence = source.sentences[number]
    results = source.trial.results if source.trial else None
    if results is None:
        return []
    if (row := _EVENTS.match(sentence.where)) is not None:
        listed = [group.title for group in results.event_groups if group.title != "Total"]
        at = int(row[1])
        own = results.event_groups[at].title if at < len(results.event_groups) else ""
        return [] if own not in listed else [((0, len(sentence.text)), own), *(((0, 0), arm) for arm in listed)]
    start = sentence.text.rfind("Result: ")
    if start < 0 and not sentence.where.startswith("participantFlow"):
        return []
    found, left = [], max(0, start)
    for part in re.split(r"(?<=;)", sentence.text[left:]):
        if (arm := _ARM.search(part.rstrip(";"))) is not None:
            found.append(((left, left + arm.start(1)), arm[1]))
        left += len(part)
    return found


def _named(reading: Reading, source: Source, arms: tuple[str, ...]) -> set[str]:
    """The arms that a clause names by words that not all of them have; none where it names them all, or none."""
    named = set[str]().union(*told_apart(reading, source, arms))
    return named if len(named) < len(arms) else set()


def _within(source: Source, number: int, span: tuple[int, int]) -> list[Quantity]:
    return [q for q in source.facet(sentence_quantities)[number] if span[0] <= q.start < span[1]]
