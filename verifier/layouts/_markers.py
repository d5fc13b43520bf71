"""Reference markers in running text: [3], [3,5-7], superscripts, (3), ".1,2" of flattened pages, footnote keys."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from verifier.model import Block

STRENGTHS = ("certain", "stop", "glued", "round", "loose")
_LONGEST_RANGE = 60


class Marker(NamedTuple):
    """A marker at characters `start` to `end` of a block, with the keys that it names, in their order."""

    start: int
    end: int
    keys: tuple[str, ...]
    strength: str = "certain"
    anchors: tuple[str, ...] = ()
    run: tuple[str, ...] = ()  # the digits apart, when they may be several markers run together (".56")


_SUPERSCRIPTS = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u02d2", "0123456789-,"
)
_NUMBERS = r"\d{1,3}(?:\s?[,;\u2013\u2212-]\s?\d{1,3}){0,30}"
_JOINED = r"\d{1,3}(?:\s?(?:[,;\u2013\u2212-]|,?\s(?:and|&|und|et|y))\s?\d{1,3}){0,30}"
# Keys that are no numbers: a, iv, S3, R12.
KEY = r"[a-z]|[ivx]{2,5}|[A-Z]{1,2}\d{1,2}"
# What a page calls its list: "[see ref. 3]", "(note 2)", "(Quelle 4)", "[#5]".
_LABEL = (
    r"(?i:(?:(?:see|cf\.?|siehe|vgl\.?|voir|véase|ver)\s)?(?:(?:ref(?:erence)?s?|notes?|footnotes?|fn|sources?|citations?|endnotes?"
    r"|quellen?|fu(?:ß|ss)noten?|anm(?:erkung(?:en)?)?|beleg|referenz(?:en)?|réf(?:érence)?s?|fuentes?|referencias?|notas?)\b\.?\s?|#\s?)|(?:see|siehe|voir|véase)\s)"
)
_IN_SUP = re.compile(
    rf"[\s\[(]*(?P<numbers>{_NUMBERS})[\s\]),;]*|[\[(]?(?P<sign>[*\u2020\u2021\u00a7]{{1,2}}|{KEY})[\])]?"
)
_SQUARE = re.compile(rf"\[{_LABEL}?(?P<numbers>{_JOINED})\]")
_LABELLED = re.compile(rf"\({_LABEL}(?P<numbers>{_JOINED})\)")
# A letter in brackets that opens a thing of an enumeration ("[a] the pill, [b] the coil") is no marker; (B12) is a vitamin.
_KEYED = re.compile(
    rf"\[(?P<square>[A-Z]{{1,2}}\d{{1,2}}|(?:[a-z]|[ivx]{{2,5}})(?=\]\s*(?:[.,;:!?)\[]|$)))\]|(?<=[.!?])\s?\[(?P<after>[a-z]|[ivx]{{2,5}})\]"
    rf"|[\[(]{_LABEL}(?P<labelled>{KEY})[\])]"
)
_NAMED = re.compile(r"\[\^(?P<name>[^\]\s]{1,60})\](?!:)")
_RAISED = re.compile(r"[\u00b9\u00b2\u00b3\u2070\u2074-\u2079][\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u207b,\u02d2]*")
_GLUED = re.compile(
    r"(?:(?<=[a-z\u00df-\u00ff)\]%\"\u201d\d][.!?;:,])|(?<=[a-z\u00df-\u00ff][a-z\u00df-\u00ff][a-z\u00df-\u00ff][a-z\u00df-\u00ff]))(?P<numbers>\d{1,3}(?:[,\u2013-]\s?\d{1,3}){0,30}|\d{4,12})(?=\s|$|[.;](?:\s|$))"
)
_ROUND = re.compile(r"\((?P<numbers>\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3}){0,30})(?:\)|(?=\s*$|\.\s|\.$))")
_LOOSE = re.compile(r"(?<=[a-z\u00df-\u00ff]{4}) (?P<numbers>\d{1,2}(?:\s?[,\u2013-]\s?\d{1,2}){0,12})(?=\.(?:\s|$)|$)")
_SIGNED = re.compile(r"(?<=[\w)\]%\u201d\".!])(?P<sign>[*\u2020\u2021\u00a7]{1,3})(?=[\s.,;:)]|$)")
_DECIMAL = re.compile(r"(?<![\d.,])\d+[.,]$")  # "0.5" is a number, the 5 of "0.876.5" a marker
_NAMING = re.compile(
    r"(?i)\b(?:groups?|phases?|stages?|types?|grades?|steps?|levels?|arms?|parts?|options?|factors?|class)\s$"
)
_SEPARATED = re.compile(r"\s?[,;]\s?(?:(?:and|&|und|et|y)\s)?|\s(?:and|&|und|et|y)\s")
_COUNTED = re.compile(
    r"(?i)(?:groups?|phases?|stages?|types?|grades?|tables?|figures?|days?|weeks?|months?|years?|steps?|levels?|scores?|arms?|parts?|chapters?|pages?|hours?|about|only|over|than|least|with|from|until|aged?|were|item)$"
)


def markers(block: Block) -> list[Marker]:
    """Give all that may be markers in a block, ascending, each place once; whether they are, the lists decide."""
    found = [*_marked(block), *_printed(block.text)]
    found.sort(key=lambda marker: (STRENGTHS.index(marker.strength), marker.start, -marker.end))
    taken: list[tuple[int, int]] = []
    out: list[Marker] = []
    for marker in found:
        index = bisect_left(taken, (marker.start, marker.start))
        before = taken[index - 1][1] if index else -1
        after = taken[index][0] if index < len(taken) else marker.end
        if before <= marker.start and marker.end <= after:
            taken.insert(index, (marker.start, marker.end))
            out.append(marker)
    return sorted(out)


def _marked(block: Block) -> Iterator[Marker]:
    """Markers that the document itself marks as such: superscripts, footnote references, links into the page."""
    for mark in block.marks:
        text = block.text[mark.start : mark.end]
        if mark.kind in ("note", "ref") and mark.value:
            yield Marker(mark.start, mark.end, (mark.value,))
        elif mark.kind == "sup" and (match := _IN_SUP.fullmatch(text)):
            keys = tuple(spelt(match["numbers"])) if match["numbers"] else (match["sign"],)
            yield Marker(mark.start, mark.end, keys)
        elif mark.kind == "link" and "#" in mark.value and len(text) < 24:
            numbers = _IN_SUP.fullmatch(text)
            keys = tuple(spelt(numbers["numbers"])) if numbers and numbers["numbers"] else ()
            yield Marker(mark.start, mark.end, keys, "certain", (mark.value.rpartition("#")[2],))


def _printed(text: str) -> Iterator[Marker]:
    for pattern in (_SQUARE, _LABELLED):
        for match in pattern.finditer(text):
            yield Marker(match.start(), match.end(), tuple(spelt(match["numbers"])))
    for match in _KEYED.finditer(text):
        yield Marker(match.start(), match.end(), (match["square"] or match["after"] or match["labelled"],))
    for match in _NAMED.finditer(text):
        yield Marker(match.start(), match.end(), (match["name"],))
    for match in _RAISED.finditer(text):
        keys = tuple(spelt(match[0].translate(_SUPERSCRIPTS)))
        if keys and not text[match.start() - 1 : match.start()].isdecimal():
            yield Marker(match.start(), match.end(), keys, "glued")
    for match in _SIGNED.finditer(text):
        yield Marker(match.start(), match.end(), (match["sign"],), "stop")
    for match in _GLUED.finditer(text):
        keys, run = _run(text, match)
        if keys:
            strength = "stop" if text[match.start() - 1] in ".!?" else "glued"
            yield Marker(match.start(), match.end(), keys, strength, run=run)
    for match in _ROUND.finditer(text):
        if _NAMING.search(text, max(0, match.start() - 12), match.start()):
            continue  # "phase (1)"
        yield Marker(match.start(), match.end(), tuple(spelt(match["numbers"])), "round")
    for match in _LOOSE.finditer(text):
        if not _COUNTED.search(text, max(0, match.start() - 12), match.start()):
            yield Marker(match.start(), match.end(), tuple(spelt(match["numbers"])), "loose")


def _run(text: str, match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of digits glued to a word or a stop, and the digits apart where they rise.

    "complications.12345" may be five markers run together, but only after a stop: "hand12345" is none.
    """
    numbers, sign = match["numbers"], text[match.start() - 1]
    after_stop = sign in ".!?;:,"
    if sign in ".," and _DECIMAL.search(text, max(0, match.start() - 12), match.start()):
        return (), ()
    if not numbers.isdecimal():
        return tuple(spelt(numbers)), ()
    run = tuple(numbers) if after_stop and all(a < b for a, b in pairwise(numbers)) else ()
    if len(numbers) > 3:
        return run, ()
    if not after_stop and len(numbers) > 2:
        return (), ()
    return (numbers,), run if len(numbers) > 1 else ()


def spelt(numbers: str) -> Iterable[str]:
    """Spell a list with ranges out: "3,5-7" gives 3 5 6 7."""
    out: list[str] = []
    for part in _SEPARATED.split(numbers.strip()):
        first, dash, last = (piece.strip() for piece in re.sub(r"[\u2013\u2212]", "-", part).partition("-"))
        if dash and first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
            out.extend(str(number) for number in range(int(first), int(last) + 1))
        elif first.isdecimal():
            out.append(str(int(first)))
    return out
