"""Word pieces of the encoder: BERT's uncased splitting, greedy longest piece first, in plain Python.

Method: Devlin et al., BERT (2018), with the vocabulary of all-MiniLM-L6-v2; it gives the same numbers as the
reference tokenizer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LONGEST_WORD = 100
_REMEMBERED = 50_000
_SPACED = re.compile(r"[^ \t\n\r]+")  # other white space is dropped, or splits further on
_PLAIN = re.compile(r"[!-~]+")
_PLAIN_WORDS = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")


class WordPieces:
    """The numbers of the pieces of a text.

    Args:
        vocabulary: the pieces in the order of their numbers; it holds [CLS], [SEP] and [UNK].
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.cls, self.sep = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self._unknown = self._numbers["[UNK]"]
        self._word = lru_cache(maxsize=_REMEMBERED)(self._pieces)

    def __call__(self, text: str) -> list[int]:
        """The numbers of the pieces, without the marks at both ends."""
        return [number for word in _words(text) for number in self._word(word)]

    def pair(self, first: list[int], second: list[int], longest: int) -> tuple[list[int], int]:
        """Both texts with their marks, at most `longest` pieces, and how many of them belong to the first.

        The first text takes at most half.
        """
        head = first[: longest // 2 - 2]
        tail = second[: longest - len(head) - 3]
        return [self.cls, *head, self.sep, *tail, self.sep], len(head) + 2

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The longest known pieces of a word, from the left; one unknown where they do not cover it."""
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start:
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    break
                end -= 1
            else:
                return (self._unknown,)
            found.append(number)
            start = end
        return tuple(found)


def _words(text: str) -> list[str]:
    """Words and single punctuation marks, lower-cased, without accents and control characters."""
    found: list[str] = []
    for part in _SPACED.findall(text):
        found += _parted(part) if len(part) > _LONGEST_WORD else _known(part)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _known(text: str) -> tuple[str, ...]:
    """`_parted`, remembered: what is rare and long is not."""
    return _parted(text)


def _parted(text: str) -> tuple[str, ...]:
    """The words and signs of what stands between white space."""
    if _PLAIN.fullmatch(text):
        return tuple(_PLAIN_WORDS.findall(text.lower()))
    spaced = "".join(_spaced(character) for character in text)
    plain = unicodedata.normalize("NFD", spaced.lower())
    kept = "".join(_apart(character) for character in plain if unicodedata.category(character) != "Mn")
    return tuple(kept.split())


def _spaced(character: str) -> str:
    """Drop control characters, widen white space, set Chinese characters apart."""
    if character in "\t\n\r":
        return " "
    code = ord(character)
    if code in (0, 0xFFFD):
        return ""
    category = unicodedata.category(character)
    if category[0] == "C":
        return ""
    if category == "Zs":
        return " "
    return f" {character} " if _chinese(code) else character


def _chinese(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )


def _apart(character: str) -> str:
    """Set punctuation apart; all ASCII signs count as punctuation."""
    code = ord(character)
    sign = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return f" {character} " if sign or unicodedata.category(character)[0] == "P" else character
