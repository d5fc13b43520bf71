"""What a clause calls the arms of a trial, and to which of two arms each of its two figures belongs.

An arm is called by a word of its title, of what it was given, or by what such a thing is called in plain words ("the
lessons" of psychoeducation, "the dummy"), where the other arm cannot be called so. A figure belongs to the arm that is
named beside it; where only one is named, the other figure belongs to the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from verifier.facets._quantities import Quantity
from verifier.facets._terms import met, terms, text_keys
from verifier.facets._words import defined
from verifier.lexicon import pattern, words
from verifier.model import Arm, Reading, Source, TrialFacts

_TELLING = 0.5  # weight from which a word may name an arm
_KINDS = ("dummy", "reading", "diary", "app", "usual", "needle", "knife")
_SHARED = frozenset({"group", "arm", "the", "and", "with", "of", "phase", "participants", "treatment", "study"})
_LIKE = 0.5  # share of the words of a title and a label that must be the same
_DESCRIBED = 160  # characters of the description of what an arm got that may name it
_PARTS = re.compile(
    r";|,\s(?!\d)|\b(?:and|but|while|whereas|against|versus|vs|compared|und|gegen|während|et|contre|y|frente)\b"
)


_SECOND = re.compile(
    r"(?i)\b(?:and|or|nor|than|versus|vs\.?|against|as|to|compared with|und|als|gegen|et|que|contre|y|frente a)\s+(?:(?:for|with|on|in|after|by|of|from|the|those|plain|mere|a|an|their|usual|mit|bei|unter|de[rmn]?|avec|chez|les|le|la|con|en|el|los|las)\s+){0,4}$"
)
# "A year after surgery" tells when, and may be of both arms.
_WHEN = re.compile(
    r"(?i)(?:\b(?:hour|day|week|month|year)s?\s+(?:after|before|following|since|from|post)|\b(?:stunden?|tagen?|wochen?|monaten?|jahren?)\s+(?:nach|vor|seit)"
    r"|\b(?:heures?|jours?|semaines?|mois|ans?)\s+(?:après|avant)|\b(?:horas?|días?|semanas?|mes(?:es)?|años?)\s+(?:después de|antes de|tras))"
    r"\s+(?:(?:the|their|an?|this|der|die|dem|l['’]|la|le|el)\s*)?$"
)
_FOR = re.compile(  # from a figure to the arm that it is of
    r"(?i)\s*(?:%|percent|per cent|points?|patients|people|participants)?\s*(?:for|with|on|in|after|by|from|among|under)\s+(?:(?:the|those|that|an?|people|patients|women|men|on|given)\s+)*"
)
_NEAR = 40  # characters before the name of an arm in which a word sets it second


class _Called(NamedTuple):
    """How an arm may be called: words of its title and of what it got, words by which these are described, and its text."""

    keys: frozenset[str]
    described: frozenset[str]
    text: str
    given: frozenset[str]


def called(source: Source) -> dict[str, _Called]:
    """How each of the posted arms of a trial may be called, by its title."""
    trial = source.trial
    results = trial.results if trial else None
    if trial is None or results is None:
        return {}
    titles = [m.group for outcome in results.outcomes for m in outcome.measurements]
    titles += [group.title for group in results.event_groups]
    short = {name.lower(): long for name, long in source.facet(defined).items()}
    return {title: _called(trial, title, short) for title in dict.fromkeys(titles)}


def _called(trial: TrialFacts, title: str, short: dict[str, str]) -> _Called:
    arm = _registered(trial, title, short)
    names = frozenset(name.partition(": ")[2] or name for name in arm.interventions) if arm else frozenset()
    got = [item for item in trial.interventions if item.name in names]
    given = " ; ".join((*sorted(names), *(other for item in got for other in item.other_names)))
    described = " ; ".join(item.description[:_DESCRIBED] for item in got)
    return _Called(text_keys(f"{title} ; {given}"), text_keys(described), f"{title} ; {given}".lower(), names)


def _registered(trial: TrialFacts, title: str, short: dict[str, str]) -> Arm | None:
    """The arm of the registration that a posted group is, by the words of both; None where none surely is.

    short: the abbreviations that the record explains, in small letters, with what they stand for.
    """
    own = _words(title)
    own |= frozenset().union(*(_words(short.get(word, "")) for word in own))
    scored = []
    for number, arm in enumerate(trial.arms):
        there = _words(arm.label)
        share = len(own & there) / max(1, len(own | there))
        scored.append((-(1.0 if there and there <= own else share), number))
    best = min(scored, default=(0.0, 0))
    return trial.arms[best[1]] if -best[0] >= _LIKE else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower())) - _SHARED


def told_apart(reading: Reading, source: Source, arms: Sequence[str]) -> list[frozenset[str]]:
    """For each word of a clause that some of the arms have and not all, the arms that have it.

    An arm has the words of its title and of what it was given.
    """
    known = source.facet(called)
    keys = {arm: text_keys(arm) | (known[arm].keys if arm in known else frozenset()) for arm in arms}
    telling = [t for t in reading.facet(terms) if t.weight >= _TELLING or t.kind == "generic"]
    having = [frozenset(arm for arm, listed in keys.items() if met(term, listed)) for term in telling]
    return [some for some in having if 0 < len(some) < len(keys)]


def mentions(reading: Reading, source: Source, arm: str, other: str, measured: frozenset[str]) -> tuple[int, ...]:
    """Where a clause names an arm in a way in which it could not name the other, ascending. measured: words of the outcome."""
    known = source.facet(called)
    own, there = known[arm], known[other]
    telling = [term for term in reading.facet(terms) if not met(term, measured)]
    found = {term.start for term in telling if met(term, own.keys - there.keys - there.described)}
    told = own.described - own.keys - there.keys - there.described - source.facet(_about)
    found |= {term.start for term in telling if term.weight >= 1 and met(term, told)}
    for kind in _KINDS:
        if _is(kind, own) and not _is(kind, there):
            found |= {match.start() for match in pattern("arms", kind).finditer(reading.text)}
    if _is("dummy", there) and not _is("dummy", own):
        found |= {match.start() for match in pattern("arms", "drug").finditer(reading.text)}
    if (own.given and own.given < there.given) or (_is("usual", own) and not _is("usual", there)):
        found |= {match.start() for match in pattern("arms", "less").finditer(reading.text)}
    return tuple(sorted(at for at in found if not _WHEN.search(reading.text, max(0, at - _NEAR), at)))


def _about(source: Source) -> frozenset[str]:
    """The keys of what a trial is about: they tell none of its arms apart."""
    conditions = source.trial.conditions if source.trial else ()
    return text_keys(" ; ".join((source.record.title, *conditions)))


def _is(kind: str, arm: _Called) -> bool:
    return any(
        re.search(rf"(?<!\w){stem}", arm.text) if stem == "app" else stem in arm.text
        for stem in words("arms", kind, "record")
    )


def whose(
    reading: Reading, source: Source, said: tuple[Quantity, Quantity], arms: tuple[str, str], title: str
) -> bool | None:
    """Whether the first of two figures is of the first of two arms and the second of the second; None where it stays open.

    title: the name of the outcome whose values they are.
    """
    measured = text_keys(title)
    one, other = (mentions(reading, source, *pair, measured) for pair in (arms, arms[::-1]))
    both = sorted([*((at, 0) for at in one), *((at, 1) for at in other)])
    if not both or set(one) & set(other):
        return None
    first, second = said
    part = _border(reading.text, first, second)
    if part is not None:
        ahead = [(abs(at - first.start), arm) for at, arm in both if at < part]
        behind = [(abs(at - second.start), arm) for at, arm in both if at >= part]
        if ahead and behind:
            mine, its = min(ahead)[1], min(behind)[1]
            return None if mine == its else mine == 0
        if ahead and len({arm for _, arm in ahead}) == 1:
            at = next(at for at, _ in both)
            listed = at < first.start and _SECOND.search(
                reading.text, max(0, at - _NEAR), at
            )  # "for A and for B: 5, 7"
            return (ahead[0][1] == 0) != bool(listed)
        if behind and len({arm for _, arm in behind}) == 1:
            return behind[0][1] == 1
        if (linked := _linked(reading.text, first, part, both)) is not None:
            return linked == 0  # "22 points for A and 18 for the rest"
    if one and other and one[0] != other[0]:
        return one[0] < other[0]
    return None


def _linked(text: str, figure: Quantity, stop: int, named: list[tuple[int, int]]) -> int | None:
    """The arm that a figure is told for, by a word right behind it; None where none is."""
    return next((arm for at, arm in named if figure.end <= at < stop and _FOR.fullmatch(text, figure.end, at)), None)


def _border(text: str, first: Quantity, second: Quantity) -> int | None:
    """Where what is said of the first figure ends and what is said of the second begins."""
    joints = list(_PARTS.finditer(text, first.end, second.start))
    return joints[-1].start() if joints else None
