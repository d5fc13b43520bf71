"""What stands behind a number: its unit, or what it counts."""

from __future__ import annotations

import re
from functools import cache

from verifier import lexicon
from verifier.lexicon._known import Known
from verifier.lexicon.tokens import fold

_WORD_AHEAD = re.compile(r"[\s-]*([^\W\d_]+(?:['’-][^\W\d_]+)*|%|‰)")
_LONG_UNITS = ("per cent", "percentage points", "pour cent", "por ciento", "mm hg", "international units")
_LONG_BEGINS = frozenset(unit.split()[0] for unit in _LONG_UNITS)
_COUNTED = frozenset({"people", "trial", "eye", "animal", "session", "case", "site"})  # what words may describe first
_AWAY = frozenset({"of", "to", "and", "in", "with", "on", "from", "von", "de", "sur", "than", "at", "or"})


@cache
def units() -> dict[str, str]:
    """Spelling -> canonical unit."""
    table: dict[str, list[str]] = lexicon.load("numbers")["unit"]
    return {spelling: unit for unit, spellings in table.items() for spelling in spellings}


def unit_behind(text: str, end: int) -> tuple[str, str, int]:
    """The unit after a number, or the people it counts, with the word that follows and where the unit ends."""
    known, at, first = _words_ahead(), end, ""
    for step in range(4):
        match = _WORD_AHEAD.match(text, at)
        if match is None:
            break
        folded, unit, counted, away, long = known[match[1]]
        if step:
            unit = counted
        elif long:
            two = text[match.start(1) : match.start(1) + 24].lower()
            if two.startswith(_LONG_UNITS):
                long_one = next(long for long in _LONG_UNITS if two.startswith(long))
                return units()[long_one], match[1].lower(), match.start(1) + len(long_one)
        first = first or folded
        if unit:
            return unit, first, match.end()
        if away:
            break
        at = match.end()
    return "", first, 0


@cache
def _words_ahead() -> Known[tuple[str, str, str, bool, bool]]:
    """What is known of a word behind a number.

    Its folded form, its unit where it stands right there, what it counts farther off, whether the number counts nothing
    beyond it, and whether a unit of two words begins with it.
    """
    known = units()

    def told(word: str) -> tuple[str, str, str, bool, bool]:
        word = word.lower()
        first, last = (known.get(word) or known.get(word.split("-")[end], "") for end in (0, -1))
        return fold(word), first, last if last in _COUNTED else "", word in _AWAY, word in _LONG_BEGINS

    return Known(told)
