"""What a sentence of a record tells of each effect that it states: how far that goes, and whether it is of the time before."""

from __future__ import annotations

import re

import msgspec

from verifier.facets._effects import Effect, acting, reach, stated
from verifier.facets._effects import bare as plain
from verifier.facets._order import leads
from verifier.facets._terms import keys_between
from verifier.model import Source
from verifier.text import has_verb

# Those of whom a sentence tells, and no outcome: "in patients with the disease".
_THOSE_WITH = re.compile(
    r"(?i)\b(?:in|among|of|for) (?:[\w-]+ ){0,3}(?:patients|people|subjects|participants|adults|children|women|men|those|individuals|persons|cases)\s+(?:with|who)\b"
)
# Under what something was found, and not what changed.
_UNDER = re.compile(r"(?i)\s(?:during|under|upon|despite|in response to|independent(?:ly)? of|regardless of)\s")
_SHOWN = re.compile(r"(?i)\bthat\s*$")
_DOING = re.compile(r"(?i)(?:^|[;:,]|\bthat)\s*$")
_BASELINE = re.compile(
    r"(?i)\b(?:at|on) (?:the )?(?:baseline|enrol+ment|entry|inclusion)\b|\bbaseline (?:characteristics|values?|scores?|data|demographic\w*|levels?)\b"
    r"|\b(?:before|prior to) (?:the )?(?:education|intervention|treatment|study|training|surgery|therapy|randomi[sz]ation)\b|\bdemographic\w*"
)
_AT_FIRST = re.compile(r"(?i)(?<!from )\b(?:mean |median |average )?baseline (?:[\w-]+ ){1,3}(?:was|were|did|is|are)\b")
_ALIKE = re.compile(r"(?i)\b(?:differ\w*|similar|comparable|balanced|matched|equal|the same)\b")
_LATER = re.compile(
    r"(?i)\b(?:after|during|at (?:\d|one|two|three|four|six|week|month)|weeks?|months?|follow-up|change\w*|post)\b"
)


class Told(msgspec.Struct, frozen=True, gc=False):
    """An effect that a sentence of a record states: where what it tells of it ends, and the keys of that."""

    effect: Effect
    right: int
    keys: frozenset[str]
    at_first: bool  # nothing is told of it but how it was before anything was done


def told(source: Source) -> dict[int, tuple[Told, ...]]:
    """The effects that the sentences of a record state, by the numbers of these."""
    return {number: _told_in(source, number, bare=False) for number in source.facet(acting)}


def told_of_all(source: Source) -> dict[int, tuple[Told, ...]]:
    """The same for a clause that names nothing but the disease, without those of whom it is told."""
    return {number: _told_in(source, number, bare=True) for number in source.facet(acting)}


def _told_in(source: Source, number: int, *, bare: bool) -> tuple[Told, ...]:
    text = source.sentences[number].text
    shown = tuple(one for one in source.facet(stated)[number] if not _done(text, one))
    found = []
    for one in shown:
        left, right = own_stretch(text, one, shown)
        before = one.sense == "null" and at_first(text[left:right])
        left, right = _its_own(text, one, left, right, bare=bare)
        found.append(Told(one, right, keys_between(source, number, left, right), before))
    return tuple(found)


def _done(text: str, effect: Effect) -> bool:
    """Whether a word of direction says what was done, and another verb what came of it: "blocking X restores Y"."""
    if not text[effect.start : effect.end].lower().endswith("ing") or not _DOING.search(
        text, max(0, effect.start - 20), effect.start
    ):
        return False
    if text.startswith(" of ", effect.end):
        return False  # "worsening of X" tells what came of it
    return _SHOWN.search(text, 0, effect.start) is not None or has_verb(text[effect.end : effect.right])


def own_stretch(text: str, effect: Effect, listed: tuple[Effect, ...]) -> tuple[int, int]:
    """The part of a sentence that is an effect's own: from the effect before it to the one behind, lists with it."""
    beside = [one for one in listed if one.left == effect.left and one != effect]
    if not beside:
        return reach(text, effect, listed)
    left = max((one.end for one in beside if one.end <= effect.start), default=effect.left)
    left = effect.start if left > effect.left and leads(text, effect.start, effect.end) else left
    right = min((one.start for one in beside if one.start >= effect.end), default=effect.right)
    return left, right


def _its_own(text: str, effect: Effect, left: int, right: int, *, bare: bool) -> tuple[int, int]:
    """The stretch of an effect without what it only stands under, or of whom it is told where the disease is all that is named."""
    ends = [match.start() for match in (_UNDER.search(text, effect.end, right),) if match]
    ends += [match.start() for match in (_THOSE_WITH.search(text, effect.end, right),) if match and bare]
    return left, min([right, *ends])


def at_first(stretch: str) -> bool:
    """Whether a stretch speaks of the time before anything was done, and of no later one."""
    flat = " ".join(plain(stretch).split())
    told = _BASELINE.search(stretch) or (_AT_FIRST.search(flat) and _ALIKE.search(flat))
    return told is not None and _LATER.search(stretch) is None
