"""Which arm of a posted outcome a clause is about, which of its categories and analyses, and what these show.

Arms are told apart by words that only one of them has, by "than" where the clause names one alone, and by their order
("the first game", of "Game 1 versus Game 2") where the registry numbers them.
"""

from __future__ import annotations

import math
import re

from msgspec.structs import replace

from verifier.facets._endpoints import Named
from verifier.facets._terms import Term, met, terms, text_keys
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.model import Analysis, PostedOutcome, Reading

_CONTROL = re.compile(
    r"(?i)\b(?:placebo|sham|control|usual care|standard|alone|education\w*|psychoeducation|comparator|wait\w*|no treatment|untreated|vehicle|dummy|glasses)\b"
)
_FIRST = re.compile(r"(?i)\b(?:first|former|premi(?:er|ère)|primer[oa]?|erste[nrsm]?)\b")
_SECOND = re.compile(r"(?i)\b(?:second|latter|deuxième|segund[oa]|zweite[nrsm]?)\b")
_NUMBERED = re.compile(r"(?i)\b([a-z]+) (?:1|one|a)\b.{1,60}\b\1 (?:2|two|b)\b")
_BASELINE = re.compile(r"(?i)\bbaseline\b")
_CHANGE = re.compile(r"(?i)\bchange|differ|reduc|from baseline")
_TELLING = 0.5  # weight from which a word names an arm
# Analyses of some of the people: those who kept to the protocol, or came to the end.
_RATIO = re.compile(r"(?i)ratio|\bHR\b|\bOR\b|\bRR\b|relative risk|hazard|odds")
_OF_SOME = re.compile(
    r"(?i)\b(?:per[- ]protocol|completers?|as[- ]treated|who completed|sensitivity|observed cases?)\b"
)


def by_measure(term: Term, listed: tuple[Named, ...]) -> Term:
    """A condition by the name of its measure ("depression scores", "depression"), met by the measure's other names too."""
    if term.kind != "condition":
        return term
    own = [key for name in listed if name.start <= term.start < name.end for key in sorted(name.keys)]
    own += [key.replace("concept:", "endpoint:") for key in term.keys if key.startswith("concept:")]
    return replace(term, keys=(*term.keys, *own))


def arm_names(outcome: PostedOutcome) -> tuple[str, ...]:
    """The groups of an outcome, each once, in the registry's order."""
    return tuple(dict.fromkeys(measured.group for measured in outcome.measurements))


def arms(reading: Reading, outcome: PostedOutcome) -> tuple[str, str] | None:
    """The arm that the claim is about and the one it is held against; None where they cannot be told apart."""
    groups = arm_names(outcome)
    if len(groups) != 2:
        return None
    controls = [group for group in groups if _CONTROL.search(group)]
    if len(controls) == 1:
        return (groups[0] if controls[0] == groups[1] else groups[1]), controls[0]
    than = spoken(reading.facet(language), "direction", "than").search(reading.text)
    places = tuple(_place(reading, *pair) for pair in (groups, groups[::-1]))
    if places == (None, None) and _NUMBERED.search(f"{outcome.title} {' '.join(groups)}"):
        found = _FIRST.search(reading.text), _SECOND.search(reading.text)
        places = tuple(match.start() if match else None for match in found)
    one, other = places
    if one is None and other is None:
        return None
    if one is not None and other is not None:
        ahead = one < other
    elif than is None:
        return None
    else:
        ahead = one < than.start() if one is not None else (other or 0) > than.start()
    return groups if ahead else (groups[1], groups[0])


def _place(reading: Reading, group: str, other: str) -> int | None:
    """Where a clause first names an arm by a word that the other arm's name lacks."""
    own, there = text_keys(group), text_keys(other)
    named: list[Term] = [t for t in reading.facet(terms) if t.weight >= _TELLING and met(t, own) and not met(t, there)]
    return min((term.start for term in named), default=None)


def categories(reading: Reading, listed: list[str]) -> set[str]:
    """The categories of an outcome that a clause may mean: those that it names, else all but the values at the start."""
    named = reading.facet(terms)
    keys = {category: text_keys(category) for category in listed}
    common = frozenset.intersection(*keys.values()) if keys else frozenset()
    told = {c for c, own in keys.items() if any(met(term, own - common) for term in named if term.weight >= _TELLING)}
    kept = {c for c in listed if not _BASELINE.search(c) or _CHANGE.search(c)}
    return (told & kept) or kept or set(listed)


def analyses(reading: Reading, outcome: PostedOutcome) -> list[tuple[int, Analysis]]:
    """The analyses of an outcome that a clause is held against: of everybody, or of some where it says so."""
    listed = list(enumerate(outcome.analyses))
    some = [(n, analysis) for n, analysis in listed if _OF_SOME.search(analysis.comment)]
    if pattern("guarded", "of-some").search(reading.text):
        return some or listed
    return [entry for entry in listed if entry not in some] or listed


def significant(analysis: Analysis) -> bool | None:
    """Whether an analysis shows a difference: by its p-value, else by an interval that leaves out no difference."""
    if match := re.search(r"([<>≤≥=]?)\s*(\d*\.\d+|\d+)", analysis.p_value):
        value = float(match[2])
        return value < 0.05 or (match[1] in "<≤" and match[1] != "" and value <= 0.05)
    low, high = posted_value(analysis.ci_lower), posted_value(analysis.ci_upper)
    if low is None or high is None or low > high:
        return None
    nothing = 1.0 if _RATIO.search(analysis.parameter) else 0.0
    return not low <= nothing <= high


def posted_value(text: str) -> float | None:
    """The number that a posted value is; None where it is none."""
    try:
        value = float(text.replace(",", "").replace("_", " "))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
