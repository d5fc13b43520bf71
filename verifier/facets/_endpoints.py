"""What studies measure, found in a text under any of its names: "came back", "recurrence", "relapse rate".

A measure has keys as words have: a clause and a sentence that name it otherwise meet by them. Measures that are kin
("relapse", "survival without disease") have each other's keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

import msgspec

from verifier import lexicon
from verifier.lexicon.tokens import Token, tokens

_TABLES = ("good", "bad", "plain")


class Named(msgspec.Struct, frozen=True, gc=False):
    """A measure named in a text, with the keys by which it is met."""

    keys: frozenset[str]
    start: int
    end: int


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Measure -> itself and its kin."""
    found: dict[str, set[str]] = {}
    for name, line in lexicon.load("endpoints")["kin"].items():
        for other in (part.strip() for part in line.split(",")):
            found.setdefault(name, {name}).add(other)
            found.setdefault(other, {other}).add(name)
    return {name: frozenset(kin) for name, kin in found.items()}


@cache
def _names(speech: str) -> dict[str, dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]]:
    """First stem -> second stem, "" for any -> the names of a language that begin so, longest first: (stems, keys)."""
    keys: dict[tuple[str, ...], set[str]] = {}
    for table in _TABLES:
        for measure, line in lexicon.load("endpoints")[table].items():
            own = {f"endpoint:{kin}" for kin in _kin().get(measure, (measure,))}
            for name in _in(line, speech):
                keys.setdefault(tuple(token.stem for token in tokens(name, speech)), set()).update(own)
    found: dict[str, dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]] = {}
    for stems, own in sorted(keys.items(), key=lambda name: -len(name[0])):
        found.setdefault(stems[0], {"": []}).setdefault("".join(stems[1:2]), []).append((stems, frozenset(own)))
    for seconds in found.values():
        for second in seconds.keys() - {""}:
            seconds[second] += seconds[""]
    return found


def _in(line: str, speech: str) -> Iterator[str]:
    """The names of a measure in one language; abbreviations ("FEV1", "SF 36") stand in all of them."""
    english, *others = line.split("|")
    for name in (part.strip() for part in english.split(",")):
        if speech == "en" or not any(sign.islower() for sign in name):
            yield name
    for group in others:
        spoken, _, names = group.strip().partition(" ")
        if spoken == speech:
            yield from (part.strip() for part in names.split(","))


def named(listed: Sequence[Token], speech: str = "en") -> Iterator[Named]:
    """The measures that a run of words names, the longest name at a place."""
    table, own, free = _names(speech), tuple([token.stem for token in listed]), 0
    for at in compress(range(len(own)), map(table.__contains__, own)):
        seconds = table[own[at]]
        begun = seconds.get(own[at + 1]) if at + 1 < len(own) else None
        for stems, keys in (begun or seconds[""]) if at >= free else ():
            if len(stems) < 3 or own[at : at + len(stems)] == stems:
                free = at + len(stems)
                yield Named(keys, listed[at].start, listed[free - 1].end)
                break
