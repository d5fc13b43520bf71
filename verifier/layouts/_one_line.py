"""Lists of works on one line.

    Sources: 1. Doe, PMID 1; 2. Roe, PMID 2          [a] PMID 1 [b] PMID 2          * PMID 1. ** PMID 2.

Keys follow each other (1, 2, 3; a, b, c; S1, S2; *, **) and stand where an entry may begin, behind a stop or raised; a key that
does neither must have the identifier of the entry before it behind it. That tells a key from any other digit or letter.
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
# A bare key without a stop is one only where a work may follow: "1 in 5 women" opens no list.
_TOKEN = re.compile(
    rf"(?:^|(?<=[\s.;,|\u00b7/:)]))(?:(?P<opening>[\[(])(?P<inside>\d{{1,3}}|{KEY}|[{_SIGNS}]{{1,3}})[\])]|(?P<bare>\d{{1,3}}|{KEY}))(?P<stop>\s?[.):=](?=\s)|(?=\s+(?:[A-Z\u00c0-\u00de\"\u201c(]|https?:|$))|(?(opening)(?=\s)|(?!)))\s*"
    rf"|(?:^|(?<=[\w\s.;,)]))(?P<sign>[{_SIGNS}]{{1,3}})\s?(?=\w)"
    r"|(?P<small>[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3})\s?(?=\w)"
)
_KEYED = re.compile(rf"\d{{1,3}}|{KEY}")
_PARTED = re.compile(r"(?:^|[.;,|\u00b7/:)\u2013\u2014])\s*$")


class Opened(NamedTuple):
    """Where an entry of the line begins: its key, where the key stands, and where the entry's text starts."""

    key: str
    at: int
    start: int


def run(block: Block, mentions: list[Mention]) -> list[Opened]:
    """The entries of a block that holds a list on one line, [] when it holds none; some may print no identifier.

    Args:
        block: any.
        mentions: the identifiers printed in it, in their order.
    """
    label = _LABEL.match(block.text)
    begin = label.end() if label else 0
    found: list[Opened] = []
    cited = -1  # where the first identifier behind the last key ends
    for token, sure in _tokens(block, begin):
        if not found:
            if block.text[begin : token.at].strip() or not _follows("", token.key):
                return []
        elif not _follows(found[-1].key, token.key) or not (sure or 0 <= cited <= token.at):
            continue
        found.append(token)
        cited = _cited_after(mentions, token.start)
    several = len(found) > 1 or (found and (label or found[0].key[0] in _SIGNS))
    return found if several and _cited_after(mentions, found[0].start) >= 0 else []


def _tokens(block: Block, begin: int) -> list[tuple[Opened, bool]]:
    """What may be a key, in order, and whether it stands where an entry may begin, so that no identifier need be before it."""
    text, found = block.text, []
    raised = {mark.start: mark.end for mark in block.marks if mark.kind == "sup" and mark.start >= begin}
    for match in _TOKEN.finditer(text, begin):
        key = next(filter(None, (match[name] for name in ("inside", "bare", "sign", "small")))).translate(_SUPERSCRIPTS)
        parted = _PARTED.search(text, max(0, match.start() - 3), match.start()) is not None
        high = raised.pop(match.start("bare"), 0) if match["bare"] else 0
        if parted or high or not match["bare"] or match["stop"] or not text[begin : match.start()].strip():
            found.append(
                (Opened(key, match.start(), match.end()), bool(parted or high or match["sign"] or match["small"]))
            )
    for start, end in raised.items():
        key = text[start:end].strip("[]() ")
        if _KEYED.fullmatch(key):
            found.append((Opened(key, start, end), True))
    return sorted(found)


def _follows(last: str, key: str) -> bool:
    """Whether a key may follow another, or, where there is none, open a list."""
    if not last:
        return key in ("1", "a", "i") or key[0] in _SIGNS or (key[0].isupper() and key[1:] == "1")
    if key[0] in _SIGNS or last[0] in _SIGNS:
        return key[0] in _SIGNS and last[0] in _SIGNS and _order(key) > _order(last)
    if key.isdecimal() and last.isdecimal():
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
