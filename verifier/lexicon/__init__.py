"""Domain words as data: one TOML file a subject, one table a meaning, one list a language.

    [recruiting]
    en = ["recruiting", "enrolling", "open to (?:new )?patients"]
    de = ["rekrutier*"]

In an entry a space stands for any white space, `*` for any word ending; the rest is a regular expression (groups
must be `(?:...)`). Another language is another list. The files are package data, read once a process.
"""

from __future__ import annotations

import functools
import operator
import re
import sys
import threading
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_SURE = 4  # first letters by which words are told apart
_LETTERS = re.compile(r"(?:[^\W\d_](?![?*+{]))+")
_CLASS = re.compile(r"\[[^\]]*[()|][^\]]*\]")  # a set of signs with one that would mislead the splitting
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\\d(?![?*{])|\d(?![?*{])")
_ONE_OF = re.compile(  # a letter that may stand, or one of some
    r"([^\W\d_])\?(?!\?)|\[([^\W\d_]+)\](?:\?(?!\?)|(?![?*+{]))"
)
_EDGE = re.compile(r"\\s\+|(?:\\[b.-]|['’,=/-]|\[['’-]+\])(?![?*{])")  # what ends a word
_REPEATED = re.compile(r"\(\?:([^()\[\]]+)\)\*")
_BEHIND = re.compile(r"^\(\?<![^()]*\)")
_GAP = r"\s+"  # a space of an entry
_HELD = 50_000  # words of the texts of which it is known where lists may match
_NUMBER = "#"  # the opening of any number
LANGUAGES = ("en", "de", "fr", "es")
Places = tuple[int, list[tuple[int, int]]]  # bits of a text, and where its words stand with their own


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as plain data; read once, never changed."""
    text = files("verifier.lexicon").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def words(name: str, meaning: str, *languages: str) -> tuple[str, ...]:
    """The entries for one meaning, in the given languages (default: all), as written in the file."""
    table: dict[str, list[str]] = load(name).get(meaning, {})
    return tuple(entry for language in (languages or LANGUAGES) for entry in table.get(language, ()))


def suggested(language: str, form: str, value: str) -> str:
    """A value of a record in a form of words that a page in this language may take over."""
    told: str = load("suggested")[language][form]
    return told.format(value)


@cache
def pattern(name: str, *meanings: str) -> Phrases:
    """One case-blind regular expression for all entries of some meanings, in all languages, whole words only.

    Longer entries come first, so that the longest reading of a place wins. No meanings: all of the file.
    """
    return _compiled(entry for meaning in (meanings or tuple(load(name))) for entry in words(name, meaning))


@cache
def spoken(language: str, name: str, *meanings: str) -> Phrases:
    """As `pattern`, for the entries of one language only."""
    return _compiled(entry for meaning in (meanings or tuple(load(name))) for entry in words(name, meaning, language))


def _compiled(listed: Iterable[str]) -> Phrases:
    return Phrases([_expression(entry) for entry in sorted(set(listed), key=lambda entry: (-len(entry), entry))])


class Phrases:
    """Many expressions as one, with the methods of a compiled regular expression.

    Most claims have none of the words that a list begins with, and of all lists together that is asked at once: see
    `_Index`. An expression is only tried at the words that may begin it. `compiled` searches without asking.
    """

    __slots__ = ("_bit", "_freely", "_index", "compiled", "fullmatch", "match", "pattern")

    def __init__(self, expressions: list[str]) -> None:
        body = by_first_letter(expressions) if expressions else "(?!)"
        self.compiled = re.compile(rf"(?<!\w)(?:{body})(?!\w)")
        self.fullmatch, self.match = self.compiled.fullmatch, self.compiled.match
        self.pattern = self.compiled.pattern
        openings = {opening for expression in expressions for opening in _openings(expression)}
        self._freely = "" in openings  # may begin with any word, or none
        self._index = _index()
        self._bit = self._index.enter(openings)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The first place of a text that one of the expressions matches."""
        if self._freely:
            return self.compiled.search(text, pos, endpos)
        bit = self._bit
        marks, places = self._index.held.get(text) or self._index.read(text)
        if marks & bit:
            for start, own in places[bisect_left(places, (pos,)) :] if pos else places:
                if own & bit:
                    if start >= endpos:
                        break
                    if found := self.match(text, start, endpos):
                        return found
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The places of a text that the expressions match, in order."""
        if self._freely:
            return self.compiled.finditer(text, pos, endpos)
        marks, places = self._index.held.get(text) or self._index.read(text)
        return self._each(text, pos, endpos, places) if marks & self._bit else iter(())

    def _each(self, text: str, pos: int, endpos: int, places: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
        bit = self._bit
        for start, own in places[bisect_left(places, (pos,)) :] if pos else places:
            if own & bit and start >= pos:
                if start >= endpos:
                    break
                if found := self.match(text, start, endpos):
                    yield found
                    pos = found.end()

    def findall(self, text: str) -> list[str]:
        """The stretches of a text that the expressions match, in order."""
        return [found[0] for found in self.finditer(text)]

    def sub(self, instead: str, text: str) -> str:
        """The text with every stretch that the expressions match replaced."""
        spans = [found.span() for found in self.finditer(text)]
        starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
        return instead.join(text[start:end] for start, end in zip(starts, ends, strict=True))


class _Index:
    """Where in a text which lists of expressions may match: each list has a bit, each opening the bits of the lists that have it.

    An opening is how a text begins where an expression matches: the first letters of a word, with two letters of the word
    behind it where both are sure ("was ma", "tria be"), alone ("was", "fake"), fewer of them with `*` ("p*"), or `#` for
    any number.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: dict[str, int] = {}
        self._entered = 0
        self._weight = 0
        self._words = lru_cache(maxsize=16_384)(self._word)
        self.held: dict[str, Places] = {}  # of the texts that were read last

    def enter(self, openings: set[str]) -> int:
        """Take a list in; its bit."""
        with self._lock:
            bit = 1 << self._entered
            for opening in openings:
                self._lists[opening] = self._lists.get(opening, 0) | bit
            self._entered += 1
            self._forget(0)
        return bit

    def _forget(self, weight: int) -> None:
        """Hold no text any more but one that comes, of so many places."""
        self.held.clear()
        self._weight = weight

    def read(self, text: str) -> Places:
        """The bits of all lists that may match in a text, and where each of its words stands with the bits of its own."""
        entered, marks, places, behind = self._entered, 0, [], ""
        for match in reversed(list(_WORD.finditer(text))):
            word = match[0]
            bits = self._words(word[:_SURE], behind[:2], entered)
            if bits:
                places.append((match.start(), bits))
                marks |= bits
            behind = word
        places.reverse()
        with self._lock:
            if entered == self._entered:  # what was read before a list came is not held
                self._weight += 1 + len(places)
                if self._weight > _HELD:
                    self._forget(1 + len(places))
                self.held[text] = marks, places
        return marks, places

    def _word(self, word: str, behind: str, entered: int) -> int:
        """The bits of the lists that have an opening of a word, of which the first letters and those behind it are given."""
        del entered  # only what is kept hangs on it
        word, behind = (_NUMBER if each[:1].isdecimal() else each.lower() for each in (word, behind))
        openings = (word, f"{word} {behind}", *(f"{word[:size]}*" for size in range(1, _SURE)))
        return functools.reduce(operator.or_, (self._lists.get(opening, 0) for opening in openings))


@cache
def _index() -> _Index:
    """The one index of this process; lists are compiled once a process too."""
    return _Index()


def _openings(expression: str) -> set[str]:
    """The openings of the places that an expression may match (see `_Index`)."""
    found: set[str] = set()
    for form in _plain(_BEHIND.sub("", expression)):
        repeated = _REPEATED.match(form)
        if repeated:  # "(?:had |have )*joined": one of the choices, or what comes behind them
            found.update(*map(_openings, (*repeated[1].split("|"), form[repeated.end() :])))
            continue
        first = _opening(form)
        rest = _LETTERS.sub("", form, count=1) if first.isalpha() else ""
        seconds = (
            {_second(opening) for opening in _openings(rest.removeprefix(_GAP))} if rest.startswith(_GAP) else {""}
        )
        found.update([first] if "" in seconds else [f"{first} {second}" for second in seconds])
    return found


def _plain(expression: str) -> list[str]:
    """An expression as forms that begin with letters as they are, as far as an opening goes."""
    letters = _LETTERS.match(expression)
    head = letters[0] if letters else ""
    rest = expression[len(head) :]
    if len(head) >= _SURE:
        return [expression]
    choices = _spread(rest)
    if chosen := _ONE_OF.match(rest):  # "p[ae]diatric", "pa?ediatric"
        choices = [f"{letter}{rest[chosen.end() :]}" for letter in chosen[1] or chosen[2]]
        choices += [rest[chosen.end() :]] if chosen[0][-1] == "?" else []
    if choices == [rest]:
        return [expression]
    return [form for choice in choices for form in _plain(head + choice)]


def _opening(form: str) -> str:
    """How the first word of a plain form begins: whole, or by its first letters, or "" where that is not told."""
    if _DIGIT.match(form):
        return _NUMBER
    letters = _LETTERS.match(form)
    sure = letters[0].lower() if letters else ""
    if len(sure) >= _SURE:
        return sure[:_SURE]
    rest = form[len(sure) :]
    return sure if sure and (not rest or _EDGE.match(rest)) else f"{sure}*" if sure else ""


def _second(opening: str) -> str:
    """An opening as the second word of another: its first two letters, a word of one letter, a number; or ""."""
    return "" if opening[1:] == "*" else opening[:2].rstrip()


def by_first_letter(expressions: list[str]) -> str:
    """The same alternatives, sorted by their first two letters: at most places of a text a look at these is enough.

    With `re.IGNORECASE` every alternative would be tried at every word; this is some twenty times as fast.
    """
    spread = [form for expression in expressions for form in _spread(expression)]
    plain = [form for form in spread if _LETTERS.match(form)]
    others = [form for form in spread if not _LETTERS.match(form)]
    return "|".join([*_branches(plain, 2), *(f"(?i:{other})" for other in others)])


def _branches(expressions: list[str], letters: int) -> list[str]:
    """Alternatives as branches by first letter; their order is kept where two could match at one place."""
    branches: list[str] = []
    groups: dict[str, list[str]] = {}
    for expression in [*expressions, ""]:
        if letters and _LETTERS.match(expression):
            groups.setdefault(expression[0].lower(), []).append(expression[1:])
            continue
        # What begins with no sure letter may match where those before and after it do: it stays between them.
        for letter, rest in groups.items():
            capital = letter.upper() if len(letter.upper()) == 1 else ""
            ahead = _branches(rest, letters - 1) if len(rest) > 1 else [f"(?i:{rest[0]})"]
            branches.append(f"[{letter}{capital}](?:{'|'.join(ahead)})")
        groups.clear()
        branches.append(f"(?i:{expression})")
    return branches[:-1]


def _spread(expression: str, depth: int = 3) -> list[str]:
    """An expression that begins with a choice, as its choices: "(?:a |the )?cell" -> "a cell", "the cell", "cell"."""
    if not expression.startswith("(?:") or depth == 0:
        return [expression]
    level, cuts, end = 0, [2], 0
    for at, sign in enumerate(expression):
        if expression[at - 1 : at] == "\\":
            continue
        level += (sign == "(") - (sign == ")")
        if level == 1 and sign == "|":
            cuts.append(at)
        if level == 0:
            end = at
            break
    rest = expression[end + 1 :]
    if rest[:1] in ("*", "+", "{") or _CLASS.search(expression[: end + 1]):
        return [expression]
    choices = [expression[start + 1 : stop] for start, stop in zip(cuts, [*cuts[1:], end], strict=True)]
    if rest[:1] == "?":
        rest = rest[1:]
        choices.append("")
    return [form for choice in choices for form in _spread(choice + rest, depth - 1)]


def _expression(entry: str) -> str:
    """An entry as a regular expression: `word*` takes any ending (bounded), a space any white space."""
    return re.sub(r"(?<=\w)\*", r"\\w{0,30}", entry).replace(" ", r"\s+")
