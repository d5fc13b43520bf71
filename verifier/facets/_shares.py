"""The shares of people that a paper gives, in figures or in words, each with the stretches that say of whom and what.

"96 (93%) identified as male, 52 (50%) were Black": 93 % stands before "identified as male"; "rash (n = 71, 69%)" stands
behind what it is of; where a sentence tells one share alone, all of the sentence speaks of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from verifier.facets._align import sentence_quantities
from verifier.facets._effects import tells
from verifier.facets._portions import portions_of
from verifier.facets._quantities import Quantity
from verifier.model import Source

_EDGE = re.compile(r"[;:]|,(?!\d)|\b(?:and|but|while|whereas|although|versus|vs|compared)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?i)^\s*(?:of|among|in) (?:the|those|these|all|\w+)\b[^,;]{0,80},")
_BRACKET = re.compile(r"[(\[][^()\[\]]{0,120}$")
_CLOSED = re.compile(r"[^()\[\]]{0,60}[)\]]")
_NUMBER_BEFORE = re.compile(
    r"(?i)(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|[a-z]+ty(?:-\w+)?))"
    r"(?:\s+(?:of|out of|/)\s*(?:the\s+)?\d+)?(?:\s+[\w-]+){0,3}\s*$"
)
# Percentages that are no share of people: of change, of tests, of certainty, of mixtures.
_OTHER = re.compile(
    r"(?i)\b(?:increas\w*|decreas\w*|reduc\w*|chang\w*|declin\w*|sensitivity|specificity|accuracy|confidence|CI|interval|variance|heritab\w*|higher|lower|greater|"
    r"concentration|solution|dose|oxygen|inhibit\w*|mean|average|median|score\w*|identity|homology|weight|volume|efficacy|effectiveness|agreement|energy|intake|content)\b"
)
_RATIO = re.compile(
    r"(?i)\s*%?\s*(?:increas|decreas|reduc|declin|higher|lower|great|more|less|fewer|improve|CI\b|confidence|w/|wt|v/|solution|oxygen)"
)
_MEANS = re.compile(r"(?i)±|\bmeans?\b|\brespectively\b|\bvs\.\s*$")  # averages, lists in turn, and sentences cut short
_OF_WHOM = re.compile(r"(?i)\s*(?:of )?(?:whom|which)\b")
_BY = re.compile(r"(?i)\bby\s+(?:about\s+|only\s+)?$")
_WHO = re.compile(
    r"(?i)\s*(?:\([^()]*\)\s*)?(?:of\b|patients|participants|people|children|women|men|users|respondents|subjects|[\w-]+s\b)"
)
_SAME = 0.011  # how far apart two figures may lie that tell one share, "68 of 84 (81 %)"
_MANY = 24  # figures of a sentence that is a table in words
_LOOSE = 0.02


class Told(NamedTuple):
    """A share told in a sentence: between low and high; the stretch that says of whom and what. alone: of all the sentence.

    start, end: of the share itself. head: the end of the words at the head of the sentence that say of whom alone
    it tells ("Of six in hospital, four had"), 0 where it has none.
    """

    sentence: int
    low: float
    high: float
    left: int
    right: int
    alone: bool
    start: int = 0
    end: int = 0
    head: int = 0


def shares(source: Source) -> tuple[Told, ...]:
    """Every share that a paper tells as a result."""
    if source.paper is None:
        return ()
    count, found = len(source.sentences), list[Told]()
    for number, listed in enumerate(source.facet(sentence_quantities)):
        sentence = source.sentences[number]
        if len(listed) > _MANY or not tells(sentence, number, count) or _MEANS.search(sentence.text):
            continue
        found += _of(number, sentence.text, listed)
    return tuple(found)


def _of(number: int, text: str, listed: tuple[Quantity, ...]) -> list[Told]:
    """The shares of one sentence."""
    figures = [(q.start, q.end, *(_share(q),) * 2) for q in listed if _is_share(text, q)]
    words = [
        (p.start, p.end, p.low, p.high)
        for p in portions_of(text)
        if not p.some
        and not _OF_WHOM.match(text, p.end)
        and not any(start < p.end and p.start < end for start, end, *_ in figures)
    ]
    told = sorted([*figures, *words])
    if not told:
        return []
    if not words and max(high for *_, high in told) - min(low for _, _, low, _ in told) <= _SAME:
        low, high = min(low for _, _, low, _ in told), max(high for *_, high in told)
        return [Told(number, low, high, 0, len(text), alone=True, start=told[0][0], end=told[-1][1])]
    head = _HEAD.match(text)
    start = head.end() if head else 0
    return [
        Told(
            number,
            one[2],
            one[3],
            *_stretch(text, one, told, start),
            alone=False,
            start=one[0],
            end=one[1],
            head=start if one[0] >= start else 0,
        )
        for one in told
    ]


def _stretch(
    text: str, one: tuple[int, int, float, float], told: list[tuple[int, int, float, float]], first: int
) -> tuple[int, int]:
    """The stretch that says what a share is of: behind it, or before it where it only stands in brackets there."""
    start, end = one[:2]
    if one[2] != one[3]:  # in words: what stands behind them
        after = min([len(text), *(other[0] for other in told if other[0] >= end)])
        stop = _EDGE.search(text, end, after)
        return start, stop.start() if stop else after
    before = max([first, *(other[1] for other in told if other[1] <= start)])
    after = min([len(text), *(other[0] for other in told if other[0] >= end)])
    opened = _BRACKET.search(text, before, start)
    if opened is not None and not _NUMBER_BEFORE.search(text, max(before, opened.start() - 60), opened.start()):
        edges = [m.end() for m in _EDGE.finditer(text, before, opened.start())]
        shut = _CLOSED.match(text, before)
        return max([before, *edges, shut.end() if shut and shut.end() <= opened.start() else 0]), opened.start()
    edges = [m.end() for m in _EDGE.finditer(text, before, start)]
    stop = _EDGE.search(text, end, after)
    return max([before, *edges]), stop.start() if stop else after


def _share(quantity: Quantity) -> float:
    return quantity.value / quantity.total if quantity.kind == "fraction" else quantity.value / 100


def _is_share(text: str, quantity: Quantity) -> bool:
    """Whether a figure may be a share of people."""
    if quantity.kind == "fraction":
        return quantity.total > 0 and quantity.value <= quantity.total
    if quantity.kind != "amount" or quantity.unit != "%" or not 0 <= quantity.value <= 100:
        return False
    if _BY.search(text, max(0, quantity.start - 12), quantity.start) and not _WHO.match(text, quantity.end):
        return False  # "fell by 12 %"
    return not _RATIO.match(text, quantity.end) and not _OTHER.search(text, max(0, quantity.start - 18), quantity.start)
