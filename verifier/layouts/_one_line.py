"""Lists of works on one line.

    Sources: 1. Doe, PMID 1; 2. Roe, PMID 2          [a] PMID 1 [b] PMID 2          * PMID 1. ** PMID 2.

Keys follow each other (1, 2, 3; a, b, c; S1, S2; *, **), and between any two of them stands the number of a work. That
is what tells a key from any other digit or letter of the line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from verifier.layouts._markers import KEY
from verifier.model import Block, Mention

_LABEL = re.compile(
    r"(?i)\W*(?:sources?|references?|refs?\.?|notes?|footnotes?|quellen?|literatur|belege?|références?|notes?|fuentes?|referencias?|notas?)\s?(?::|\u00b7|\||\u2013|\u2014|$|(?=[\d\[(*\u2020\u00b9]))"
)
_SIGNS = "*\u2020\u2021\u00a7"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SUPERSCRIPTS = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_TOKEN = re.compile(
    rf"(?:^|(?<=[\s.;,|\u00b7/:)]))(?:(?P<opening>[\[(])(?P<inside>\d{{1,3}}|{KEY}|[{_SIGNS}]{{1,3}})[\])]|(?P<bare>\d{{1,3}}|{KEY}))(?P<stop>\s?[.):=](?=\s)|(?=\s))\s*"
    rf"|(?:^|(?<=[\w\s.;,)]))(?P<sign>[{_SIGNS}]{{1,3}})\s?(?=\w)"
    r"|(?P<small>[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3})\s?(?=\w)"
)
_PARTED = re.compile(r"(?:^|[.;,|\u00b7/:)\u2013\u2014])\s*$")


class Opened(NamedTuple):
    """Where an entry of the line begins: its key, where the key stands, and where the entry's text starts."""

    key: str
    at: int
    start: int


def run(block: Block, mentions: list[Mention]) -> list[Opened]:
    """The entries of a block that holds a list on one line, [] when it holds none.

    Args:
        block: any.
        mentions: the identifiers printed in it, in their order.
    """
    label = _LABEL.match(block.text)
    begin = label.end() if label else 0
    raised = {mark.start: mark.end for mark in block.marks if mark.kind == "sup"}
    found: list[Opened] = []
    place = begin
    while (token := _next(block.text, place, raised, found[-1].key if found else "")) is not None:
        if not found and block.text[begin : token.at].strip():
            return []
        place = _cited_after(mentions, token.start)
        if place < 0:
            break
        found.append(token)
    return found if len(found) > 1 or (found and label) or (found and found[0].key[0] in _SIGNS) else []


def _next(text: str, place: int, raised: dict[int, int], last: str) -> Opened | None:
    """The next key of the line from `place` on that may follow the last one."""
    for match in _TOKEN.finditer(text, place):
        key = next(filter(None, (match[name] for name in ("inside", "bare", "sign", "small")))).translate(_SUPERSCRIPTS)
        sure = match["bare"] is None or match["stop"] or match.start("bare") in raised
        sure = sure or not (last or text[place : match.start()].strip())  # it opens the list
        if (sure or _PARTED.search(text, max(0, match.start() - 3), match.start())) and _follows(last, key):
            return Opened(key, match.start(), match.end())
    return _raised(text, place, raised, last)


def _raised(text: str, place: int, raised: dict[int, int], last: str) -> Opened | None:
    """The next raised key, where it is glued to what follows."""
    for start in sorted(raised):
        key = text[start : raised[start]].strip("[]() ")
        if start >= place and re.fullmatch(rf"\d{{1,3}}|{KEY}", key) and _follows(last, key):
            return Opened(key, start, raised[start])
    return None


def _follows(last: str, key: str) -> bool:
    """Whether a key may follow another, or, where there is none, open a list."""
    if not last:
        return key in ("1", "a", "i") or key[0] in _SIGNS or (key[0].isupper() and key[1:] == "1")
    if key[0] in _SIGNS or last[0] in _SIGNS:
        return key[0] in _SIGNS and last[0] in _SIGNS and _order(key) > _order(last)
    if key.isdigit() and last.isdigit():
        return int(key) == int(last) + 1
    if last in _ROMAN and key in _ROMAN:
        return _ROMAN.index(key) == _ROMAN.index(last) + 1
    if key[0].isupper():
        return key.rstrip("0123456789") == last.rstrip("0123456789") and _number(key) == _number(last) + 1
    return len(key) == len(last) == 1 and ord(key) == ord(last) + 1


def _order(sign: str) -> tuple[int, int]:
    return len(sign), _SIGNS.index(sign[0])


def _number(key: str) -> int:
    return int(key.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or "0")


def _cited_after(mentions: list[Mention], at: int) -> int:
    """Where the first identifier at or after a place ends, -1 when there is none."""
    index = bisect_left(mentions, at, key=lambda mention: mention.start)
    return mentions[index].end if index < len(mentions) else -1
