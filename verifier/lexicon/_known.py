"""What was read of words and of pieces of texts, remembered as long as they are not too many."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 32  # letters of a word that is remembered


class Known(dict[str, T]):
    """What a function gives for words: `known[word]` asks it once for each, and is found without a call of Python.

    There is no end of numbers, and of long runs of signs: they are not remembered.
    """

    def __init__(self, read: Callable[[str], T], limit: int = 32_768) -> None:
        super().__init__()
        self._read = read
        self._limit = limit

    def __missing__(self, word: str) -> T:
        own = self._read(word)
        if word.isdecimal() or len(word) > _LONGEST:
            return own
        if len(self) >= self._limit:
            self.clear()
        self[word] = own
        return own
