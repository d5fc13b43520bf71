"""Many expressions for whole texts, of which a text is read only against those that it may match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from verifier.lexicon._index import Index
from verifier.lexicon._openings import needed, openings

_SPACE = re.compile(r" (?![?*{])")  # that is always there
_FEW = 8  # expressions that are sooner tried than the other words of a text are read
_WORD = "q"  # read as any other word would be
_CAUGHT = re.compile(r"(?<!\\)\((?!\?)")  # the beginning of a group


def with_gaps(expression: str) -> str:
    """An expression in which a space stands for a gap, as how it begins and what it needs are told of it."""
    return _SPACE.sub(r"\\s+", expression).replace(" ", r"\s")


class Wholes:
    """Expressions in order, each of which is to match a whole text, without regard to capitals.

    A text is read against those that may begin with its first words and need no word that it lacks: of hundreds a few. Each
    is compiled when a text first may match it.

    sign: stands for a word in the expressions and the texts.
    """

    def __init__(self, expressions: Iterable[str], sign: str) -> None:
        self._expressions = tuple(expressions)
        self._sign = sign
        self._index, self._freely = Index(), 0
        self._bits = []
        for expression in self._expressions:
            spaced = with_gaps(_CAUGHT.sub("(?:", expression.replace(sign, _WORD)))
            begin = openings(spaced)
            self._bits.append(self._index.enter(begin, needed(spaced)))
            if "" in begin:  # may begin with any word, or none
                self._freely |= self._bits[-1]
        self._listed = lru_cache(maxsize=1024)(self._list)
        self._compiled: dict[int, re.Pattern[str]] = {}

    def fullmatch(self, text: str) -> tuple[int, re.Match[str]] | None:
        """The first of the expressions, by its number, that matches all of a text, and its match."""
        read = text.replace(self._sign, _WORD)
        head = " ".join(read.split(" ", 2)[:2])
        _, places = self._index.held.get(head) or self._index.read(head)
        begun = self._freely | (places[0][1] if places and places[0][0] == 0 else 0)
        listed = self._listed(begun)
        if len(listed) > _FEW:
            listed = self._listed(begun & self._index.read(read)[0])
        for number in listed:
            if match := self._compile(number).fullmatch(text):
                return number, match
        return None

    def _list(self, bits: int) -> tuple[int, ...]:
        """The numbers of the expressions that have one of some bits."""
        return tuple(number for number, own in enumerate(self._bits) if own & bits)

    def _compile(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            self._compiled[number] = re.compile(self._expressions[number], re.IGNORECASE)
        return self._compiled[number]
