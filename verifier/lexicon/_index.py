"""Where in a text which lists of expressions may match, asked of all lists at once."""

from __future__ import annotations

import functools
import operator
import re
import threading
from functools import cache

from verifier.lexicon._known import Known
from verifier.lexicon._openings import ANY, NUMBER, SURE
from verifier.lexicon._small import small

_WORD = re.compile(rf"(\w{{1,{SURE}}})\w*")  # and its first letters
HELD = 50_000  # words of the texts of which it is known where lists may match
_LETTERS = 32  # letters of a text that weigh as much as a word
Places = tuple[int, tuple[tuple[int, int], ...]]  # bits of a text, and where its words stand with their own


# What is known of a word by its first letters: the bits of the lists that have it as an opening; of those that need it; of
# those that have it with a second word behind it, by that; how it counts as a second itself; and the bits of the lists that
# have it behind any word.
_Known = tuple[int, int, dict[str, int], str, int]
_Piece = tuple[
    int, tuple[tuple[int, int, int, dict[str, int], str, int], ...]
]  # letters of a piece of a text, and its space; its words with their places in it, the last first


class Index:
    """Where in a text which expressions may match: each group of them has a bit, each opening the bits of the groups that have it.

    A group is what has the same openings and needs the same words, in whichever list.

    An opening is how a text begins where an expression matches: the first letters of a word, with two letters of the word
    behind it where both are sure ("was ma", "trial be", "* cu" behind any word), alone ("was", "fake"), fewer of them with
    `*` ("p*"), or `#` for any number. An expression also needs a word, which need not be its first: a text that has none
    of the words that the expressions of a list need is not looked through.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._openings: dict[str, int] = {}
        self._pairs: dict[str, dict[str, int]] = {}  # first word of an opening -> second -> lists
        self._needed: dict[str, int] = {}
        self._anywhere = self._freely = 0  # the lists that need no word, those that may begin with any
        self._groups: dict[tuple[frozenset[str], frozenset[str]], int] = {}  # openings and needed words -> bit
        self.held: dict[str, Places] = {}  # of the texts that were read last
        self._start_anew()

    def enter(self, openings: set[str], needed: set[str]) -> int:
        """Take a group of expressions in; its bit."""
        group = frozenset(openings), frozenset(needed)
        with self._lock:
            if group in self._groups:
                return self._groups[group]
            bit = 1 << len(self._groups)
            for opening in openings - {""}:
                first, _, second = opening.partition(" ")
                table, key = (self._pairs.setdefault(first, {}), second) if second else (self._openings, first)
                table[key] = table.get(key, 0) | bit
            if "" in needed or needed >= {opening.partition(" ")[0] for opening in openings}:
                self._anywhere |= bit  # where it may begin, there is a word that it needs
            else:
                for word in needed:
                    self._needed[word] = self._needed.get(word, 0) | bit
            self._freely |= bit if "" in openings else 0
            self._groups[group] = bit  # at the end: what is read meanwhile is told of no group too many, and not held
            self._start_anew()
        return bit

    def _start_anew(self) -> None:
        """Remember nothing of words and texts that were met before a list came."""
        self._words = Known(self._learn)  # by their first letters
        self._number = ((0, *self._learn(NUMBER)),)
        self._pieces = Known(self._look_up)
        self._forget(0)

    def _forget(self, weight: int) -> None:
        """Hold no text any more but one that comes, of so many places."""
        self.held.clear()
        self._weight = weight

    def read(self, text: str) -> Places:
        """The bits of all lists that may match in a text, and where each of its words stands with the bits of its own."""
        entered = len(self._groups)
        pieces = list(map(self._pieces.__getitem__, text.split(" ")))
        opened, met, places = self._freely, self._anywhere, []
        behind, by_any, at = "", 0, len(text) + 1
        pieces.reverse()
        for size, words in pieces:
            at -= size
            for start, bits, meets, before, second, behind_any in words:
                if before and behind in before:
                    bits |= before[behind]
                if by_any:
                    bits |= by_any
                if bits:
                    places.append((at + start, bits))
                    opened |= bits
                if meets:
                    met |= meets
                behind, by_any = second, behind_any
        marks, told = opened & met, tuple(reversed(places))
        with self._lock:
            if entered == len(self._groups):  # what was read before a list came is not held
                weight = 1 + len(places) + len(text) // _LETTERS  # one long word has one place, and its letters
                self._weight += weight
                if self._weight > HELD:
                    self._forget(weight)
                self.held[text] = marks, told
        return marks, told

    def _look_up(self, piece: str) -> _Piece:
        """A piece of a text between two spaces: no word reaches over one."""
        if piece.isdecimal():
            return len(piece) + 1, self._number
        words = [(match.start(), match[1]) for match in _WORD.finditer(piece)]
        own = [(start, *self._words[NUMBER if word[0].isdecimal() else word]) for start, word in reversed(words)]
        return len(piece) + 1, tuple(own)

    def _learn(self, word: str) -> _Known:
        """What is known of a word, of which the first letters are given; all numbers are one."""
        lower = small(word)
        forms = (lower, *(f"{lower[:size]}*" for size in range(1, SURE)))
        opens, meets = (
            functools.reduce(operator.or_, (table.get(form, 0) for form in forms))
            for table in (self._openings, self._needed)
        )
        second = lower[:2]
        by_any = self._pairs.get(ANY, {}).get(second, 0)
        return opens, meets, self._pairs.get(lower, {}), second, by_any


@cache
def index() -> Index:
    """The one index of this process; lists are compiled once a process too."""
    return Index()
