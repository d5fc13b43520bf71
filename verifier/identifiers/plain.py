"""The form of a text in which identifiers are looked for, with the way back to the text as it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from verifier.text import INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
# One character for one: full-width digits, letters and signs; spaces of all widths; dashes; the long s of old scans.
_ONE_FOR_ONE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09, 0x0A, 0x0D), " ")
    | dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-")
    | {0x2116: "#"}
)


_INSTEAD = {chr(code): chr(to) if isinstance(to, int) else to for code, to in _ONE_FOR_ONE.items()}
_REPLACED = re.compile("[" + "".join(map(re.escape, _INSTEAD)) + "]")


class Plain(NamedTuple):
    """`text` is what is searched. `removed` holds (place in it, characters left out up to there), ascending."""

    text: str
    removed: tuple[tuple[int, int], ...] = ()

    def start(self, at: int) -> int:
        """Where the character at `at` stands in the text as printed."""
        if not self.removed:
            return at
        index = bisect_right(self.removed, at, key=lambda gap: gap[0]) - 1
        return at + (self.removed[index][1] if index >= 0 else 0)

    def end(self, at: int) -> int:
        """Where the character before `at` ends in the text as printed."""
        return self.start(at - 1) + 1 if at > 0 else 0


def plain(text: str) -> Plain:
    """Drop what prints nothing and bring look-alike characters to their ASCII form, in linear time."""
    if text.isascii():
        return Plain(text.replace("\n", " "))
    text = _REPLACED.sub(lambda match: _INSTEAD[match[0]], text)
    removed: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = dropped = 0
    for match in _INVISIBLE.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        dropped += match.end() - match.start()
        removed.append((at - dropped, dropped))
    if not removed:
        return Plain(text)
    pieces.append(text[at:])
    return Plain("".join(pieces), tuple(removed))
