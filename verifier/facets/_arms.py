"""Two figures set against each other in one sentence, read as who had more: "16.2% of A patients versus 8.8% of B patients".

A sentence that gives an outcome by arm tells a direction without a word of direction. The words before the first figure
say what was measured; those behind each figure say in whom.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from verifier.facets._align import sentence_quantities
from verifier.facets._effects import Effect, shown, tells
from verifier.facets._quantities import Quantity
from verifier.lexicon import spoken
from verifier.model import Source

_IN = r"(?:of|in|with|for|among|on|under|after|receiving|given|taking)"
_WHO = re.compile(
    rf"(?i)\s*(?:(?:patients|people|participants|children|women|men|adults|cases|points?|days?|minutes?|hours?)\s+)?(?:\([^()]{{0,60}}\)\s*)?{_IN}\s+(?=\w)"
)
_SET = re.compile(
    r"(?i)(?:[,;]\s*)?\b(?:and|versus|vs\.?|v\.?|compared (?:with|to)|against|whereas|while|but)\s+(?:(?:by|to|of|was|were|only|in|with)\s+)*$"
)
_STOP = re.compile(
    r"(?i)[,;.()]|\b(?:and|versus|vs|compared|than|but|at|over|after|during|between|respectively|which|who)\b"
)
_GROUP = re.compile(
    r"(?i)\b(?:in|among|with|of|on) (?:the |those (?:given|on|receiving) )?((?:(?!\b(?:in|and|among|with|of|on)\b)[^,;:.()\d]){2,50}?)(?: groups?| arms?| cohort)?,? (?:only |about )?$"
)
_AND_IN = re.compile(
    r"(?i)\b(?:and|versus|vs\.?|compared with|against|but|whereas|while)\s+(?:in |among |with |of |on )?(?:the |those )?$"
)
_FROM = re.compile(r"(?i)\bfrom\s*$")
_BY = re.compile(r"(?i)\bby\s+(?:an? )?(?:average|mean|median|about|only|\s|of)*$")
_P = re.compile(r"(?<![A-Za-z])[pP](?:[ -]?values?)?\s*([=<>≤≥])\s*(0?[.,·]\d{1,6}|1\.0+)")
_NS = re.compile(r"(?i)\b(?:not significant\w*|no significant|non-?significant\w*|NS)\b")
_FAR = 1.3  # how many times as large a figure must be to be called more where no p-value stands
_LEADS = 12  # characters in which "from" stands before a figure
_SPAN = 90  # characters in which the name of an arm ends
_CHANCE = 0.05


class Arms(NamedTuple):
    """An outcome in two arms. sense: how the first stands to the second (up, down, better, worse, or null).

    measure, first, second: spans of the sentence that name what was measured, and each arm.
    """

    sentence: int
    sense: str
    worth: int
    measure: tuple[int, int]
    first: tuple[int, int]
    second: tuple[int, int]


def arms(source: Source) -> tuple[Arms, ...]:
    """Every outcome that a paper gives by two arms, in sentences that tell a result."""
    if source.paper is None:
        return ()
    count, found = len(source.sentences), []
    for number, listed in enumerate(source.facet(sentence_quantities)):
        sentence = source.sentences[number]
        if len(listed) < 2 or not tells(sentence, number, count):
            continue
        effects = source.facet(shown)[number]
        for one, other in pairwise([q for q in listed if q.kind in ("amount", "fraction")]):
            if (pair := _pair(sentence.text, one, other) or _led_pair(sentence.text, one, other)) is not None:
                start = _start(sentence.text, one.start)
                told = _told(sentence.text, start, one, other, effects)
                if told is not None:
                    behind = pair[0][0] < one.start  # "in the X group 12% and in the Y group 20% died"
                    measure = (other.end, _stop(sentence.text, other.end)) if behind else (start, one.start)
                    found.append(Arms(number, *told, measure, *pair))
    return tuple(found)


def _pair(text: str, one: Quantity, other: Quantity) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The names of the two arms behind two figures; None where they are not set against each other."""
    alike = one.unit == other.unit or not one.unit or not other.unit
    if not alike or other.start - one.end > _SPAN or _FROM.search(text, max(0, one.start - _LEADS), one.start):
        return None
    first, joint = _WHO.match(text, one.end), _SET.search(text, one.end, other.start)
    second = _WHO.match(text, other.end)
    if first is None or joint is None or second is None or first.end() >= joint.start():
        return None
    stop = _STOP.search(text, second.end() + 1, second.end() + _SPAN)
    return (first.end(), joint.start()), (second.end(), stop.start() if stop else min(len(text), second.end() + _SPAN))


def _led_pair(text: str, one: Quantity, other: Quantity) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The names of the two arms before two figures: "in the drug group, 12% of patients and in the other group 20%"."""
    if one.unit != other.unit or other.start - one.end > _SPAN:
        return None
    first = _GROUP.search(text, max(0, one.start - _SPAN), one.start)
    second = _GROUP.search(text, one.end, other.start)
    if first is None or second is None or not _AND_IN.search(text, one.end, second.start(1)):
        return None
    return first.span(1), second.span(1)


def _stop(text: str, at: int) -> int:
    """Where what is said behind a figure ends."""
    found = re.compile(r"[,;.()]").search(text, at)
    return found.start() if found else len(text)


def _start(text: str, at: int) -> int:
    """Where the clause begins in which a figure stands."""
    return max(text.rfind(sign, 0, at) for sign in ";:") + 1


def _told(text: str, start: int, one: Quantity, other: Quantity, effects: tuple[Effect, ...]) -> tuple[str, int] | None:
    """How the first figure stands to the second, and whether that is good: None where it is open."""
    end = text.find(";", other.end)
    chance = _P.search(text, other.end, end if end >= 0 else len(text))
    by_chance = (
        chance is not None and chance[1] not in "<≤" and float(chance[2].replace(",", ".").replace("·", ".")) > _CHANCE
    )
    if by_chance or _NS.search(text, start, end if end >= 0 else len(text)):
        return "null", 0
    values = abs(_share(one)), abs(_share(other))
    if values[0] == values[1] or (chance is None and max(values) < _FAR * min(values)):
        return None
    more = values[0] > values[1]
    if one.value < 0 and other.value <= 0:  # "was -14.9% with A and -2.4% with B": how much it fell
        worth = _worth(text, start, one.start)
        return ("down", -worth) if more else ("up", worth)
    change = [e for e in effects if start <= e.start < one.start and e.sense != "null"]
    if change and _BY.search(text, start, one.start):  # "fell by 2.6 with A and by 1.1 with B"
        sense = change[-1].sense if more else _TURN[change[-1].sense]
        return sense, change[-1].worth if more else -change[-1].worth
    if change:
        return None
    worth = _worth(text, start, one.start)
    return ("up", worth) if more else ("down", -worth)


def _worth(text: str, start: int, stop: int) -> int:
    """Whether more of what a stretch names is good (1) or bad (-1); 0 where it does not tell."""
    good = spoken("en", "direction", "good-outcome").search(text, start, stop)
    bad = spoken("en", "direction", "bad-outcome").search(text, start, stop)
    return 0 if (good is None) == (bad is None) else 1 if good else -1


_TURN = {"up": "down", "down": "up", "better": "worse", "worse": "better"}


def _share(quantity: Quantity) -> float:
    return quantity.value / quantity.total if quantity.kind == "fraction" and quantity.total else quantity.value
