"""Domain words as data: one TOML file a subject, one table a meaning, one list a language.

    [recruiting]
    en = ["recruiting", "enrolling", "open to (?:new )?patients"]
    de = ["rekrutier*"]

In an entry a space stands for any white space, `*` for any word ending, `<people>` for any entry of that table of the
file in the same language; the rest is a regular expression (groups must be `(?:...)`). Another language is another list.
The files are package data, read once a process.
"""

from __future__ import annotations

import functools
import operator
import re
import sys
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from verifier.lexicon._branches import blind, branches, second_letter, told_apart, whole
from verifier.lexicon._branches import by_first_letter as by_first_letter
from verifier.lexicon._groups import groups
from verifier.lexicon._index import index
from verifier.lexicon._openings import needed, openings

_TABLE = re.compile(r"<([a-z][a-z-]*)>")  # any entry of a table
_NOTHING: Iterator[re.Match[str]] = iter(())
LANGUAGES = ("en", "de", "fr", "es")
_GAP = r"\s+"  # a space of an entry
_HEADS = 2000  # beginnings of words for which a list holds what to try
_UNMET: Any = object()


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as plain data; read once, never changed."""
    text = files("verifier.lexicon").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def words(name: str, meaning: str, *languages: str) -> tuple[str, ...]:
    """The entries for one meaning, in the given languages (default: all), with those of the tables that they name."""
    tables: dict[str, dict[str, list[str]]] = load(name)
    table = tables.get(meaning, {})
    return tuple(
        _spelled(entry, tables, language) for language in (languages or LANGUAGES) for entry in table.get(language, ())
    )


def _spelled(entry: str, tables: dict[str, dict[str, list[str]]], language: str) -> str:
    """An entry with the entries of the tables that it names in their place."""
    while found := _TABLE.search(entry):
        choice = "|".join(tables[found[1]].get(language, ()))
        entry = f"{entry[: found.start()]}(?:{choice}){entry[found.end() :]}"
    return entry


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
    `Index`. An expression is only tried at the words that may begin it, and those that begin with the same two letters are
    compiled when a text first has a word that does so: most never are, and to compile all takes seconds. `compiled` is all
    of them as one, and searches without asking.
    """

    def __init__(self, expressions: list[str]) -> None:
        self._expressions = expressions
        plain, self._others = told_apart(expressions)
        self._begun: dict[str, list[str]] = {}  # by their first letter as a capital
        for form in plain:
            self._begun.setdefault(form[0].upper(), []).append(form)
        self._tried: dict[
            tuple[str, str], re.Pattern[str] | None
        ] = {}  # by the first two letters, as far as they matter
        self._heads: dict[str, re.Pattern[str] | None] = {}  # the same by the letters as they stand in a text
        self._known, self._read = index().held.get, index().read
        self.bits, self._freely = 0, False
        for begin, need in groups(expressions):
            self.bits |= index().enter(begin, need)
            self._freely |= "" in begin  # may begin with any word, or none

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """All expressions as one."""
        return re.compile(self.pattern)

    @cached_property
    def pattern(self) -> str:
        """All expressions as the text of one."""
        return whole(by_first_letter(self._expressions)) if self._expressions else "(?!)"

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """What the first of the expressions that has a match at a place of a text matches there."""
        tried: re.Pattern[str] | None = self._heads.get(head := text[pos : pos + 2], _UNMET)
        if tried is _UNMET:
            tried = self._begin(head)
        return tried.match(text, pos, endpos) if tried else None

    def match_begun(self, text: str, pos: int) -> re.Match[str] | None:
        """As `match`, for a place of a text of which other lists are asked too: nothing is tried at what may begin none of these."""
        if not self._freely:
            marks, places = self._known(text) or self._read(text)
            bits = marks & self.bits
            at = bisect_left(places, (pos,)) if bits else len(places)
            if at == len(places) or places[at][0] != pos or not places[at][1] & bits:
                return None
        return self.match(text, pos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The match of one of the expressions with all of a text, or of a stretch of it."""
        tried: re.Pattern[str] | None = self._heads.get(head := text[pos : pos + 2], _UNMET)
        if tried is _UNMET:
            tried = self._begin(head)
        return tried.fullmatch(text, pos, endpos) if tried else None

    def _begin(self, head: str) -> re.Pattern[str] | None:
        """The expressions that may match where a text goes on with these two letters, as one."""
        first, second = head[:1].upper(), head[1:].upper()
        listed = self._begun.get(first, ())
        if not any(second == second_letter(form) for form in listed):
            second = ""  # one expression for all that it goes on with
        if (known := self._tried.get((first if listed else "", second), _UNMET)) is _UNMET:
            forms = [form for form in listed if second_letter(form) in ("", second)]
            body = "|".join([*branches(forms), *blind(self._others)])
            known = self._tried[first if listed else "", second] = re.compile(whole(body)) if body else None
        if len(self._heads) >= _HEADS:
            self._heads.clear()
        tried: re.Pattern[str] | None = known
        self._heads[head] = tried
        return tried

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The first place of a text that one of the expressions matches."""
        marks, places = self._known(text) or self._read(text)
        bits = marks & self.bits
        if not bits:
            return None
        if self._freely:
            return self.compiled.search(text, pos, endpos)
        heads = self._heads
        for start, own in places[bisect_left(places, (pos,)) :] if pos else places:
            if own & bits:
                if start >= endpos:
                    break
                tried: re.Pattern[str] | None = heads.get(
                    head := text[start : start + 2], _UNMET
                )  # `match`, not called
                if tried is _UNMET:
                    tried = self._begin(head)
                if tried and (found := tried.match(text, start, endpos)):
                    return found
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The places of a text that the expressions match, in order."""
        marks, places = self._known(text) or self._read(text)
        bits = marks & self.bits
        if not bits:
            return _NOTHING
        if self._freely:
            return self.compiled.finditer(text, pos, endpos)
        return self._each(bits, text, pos, endpos, places[bisect_left(places, (pos,)) :] if pos else places)

    def _each(
        self, bits: int, text: str, pos: int, endpos: int, places: tuple[tuple[int, int], ...]
    ) -> Iterator[re.Match[str]]:
        heads = self._heads
        for start, own in places:
            if own & bits and start >= pos:
                if start >= endpos:
                    break
                tried: re.Pattern[str] | None = heads.get(head := text[start : start + 2], _UNMET)
                if tried is _UNMET:
                    tried = self._begin(head)
                if tried and (found := tried.match(text, start, endpos)):
                    yield found
                    pos = found.end()

    def places(self, text: str) -> list[int]:
        """Where the words of a text stand that may begin one of the expressions, none of which begins with any word.

        For a pattern that goes on as no list can tell, and begins as this one does.
        """
        assert not self._freely, "what may begin with any word has no places"
        marks, places = self._known(text) or self._read(text)
        bits = marks & self.bits
        return [start for start, own in places if own & bits] if bits else []

    def may_match(self, text: str) -> bool:
        """Whether a text has what the expressions begin with and need."""
        return bool((self._known(text) or self._read(text))[0] & self.bits)

    def ending(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What ends a stretch of a text and is matched by one of the expressions."""
        marks, _ = self._known(text) or self._read(text)
        if marks & self.bits:
            for match in self.finditer(text, start, end):
                if match.end() == end:
                    return match
        return None

    def findall(self, text: str) -> list[str]:
        """The stretches of a text that the expressions match, in order."""
        return [found[0] for found in self.finditer(text)]

    def sub(self, instead: str, text: str) -> str:
        """The text with every stretch that the expressions match replaced."""
        found = self.finditer(text)
        spans = [match.span() for match in found] if found is not _NOTHING else None
        if not spans:
            return text
        starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
        return instead.join(text[start:end] for start, end in zip(starts, ends, strict=True))


class Guarded:
    """A regular expression that is looked for only in a text that has the words which it needs.

    like: what begins with a word and is found, in capitals or not, wherever it matches; of the most telling words of each
    alternative a text must have one. signs: or it must have one of these. To be asked of clauses and sentences, not of
    pieces of them: which words a text has is read once.
    """

    __slots__ = ("_known", "_read", "bits", "compiled", "fullmatch", "match", "signs")

    def __init__(self, compiled: re.Pattern[str], like: str, signs: str = "") -> None:
        self.compiled = compiled
        self.fullmatch, self.match = compiled.fullmatch, compiled.match
        self.signs = signs
        self._known, self._read = index().held.get, index().read
        self.bits = index().enter(openings(f"(?:{like})"), needed(like))

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The first place of a text that it matches."""
        return self.compiled.search(text, pos, endpos) if self.may_match(text) else None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The places of a text that it matches, in order."""
        return self.compiled.finditer(text, pos, endpos) if self.may_match(text) else iter(())

    def sub(self, instead: str, text: str) -> str:
        """The text with every stretch that it matches replaced."""
        return self.compiled.sub(instead, text) if self.may_match(text) else text

    def may_match(self, text: str) -> bool:
        """Whether a text has a word or a sign without which there is no match."""
        marks, _ = self._known(text) or self._read(text)
        return bool(marks & self.bits) or (self.signs != "" and sign_in(text, self.signs) != "")


class Begun:
    """A regular expression that is tried only where it may begin, in a text that has the words which it needs.

    like: how it goes on from the beginning of a word, wherever it matches; one or more expressions, as those of a list.
    """

    __slots__ = ("bits", "compiled", "places")

    def __init__(self, compiled: re.Pattern[str], *like: str) -> None:
        self.compiled = compiled
        begun = Phrases([*like])
        self.bits, self.places = begun.bits, begun.places

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The places of a text that it matches, in order."""
        read, end = self.compiled.match, 0
        for at in self.places(text):
            if at >= end and (match := read(text, at)):
                end = match.end()
                yield match


class Gate:
    """Whether a text may have a match of any of some lists and guarded expressions: asked once, before each is."""

    __slots__ = ("_known", "_read", "bits", "signs")

    def __init__(self, *lists: Phrases | Guarded | Begun) -> None:
        self._known, self._read = index().held.get, index().read
        self.bits = functools.reduce(operator.or_, (own.bits for own in lists), 0)
        self.signs = tuple({sign for own in lists if isinstance(own, Guarded) for sign in own.signs})

    def may_match(self, text: str) -> bool:
        """Whether one of them has to be asked."""
        marks, _ = self._known(text) or self._read(text)
        return bool(marks & self.bits) or (bool(self.signs) and sign_in(text, self.signs) != "")


def sign_in(text: str, signs: Iterable[str]) -> str:
    """The first of some signs that a text has, "" for none."""
    for sign in signs:
        if sign in text:
            return sign
    return ""


def marks(text: str) -> int:
    """The bits of all lists that may match in a text: for who asks many gates of one text, each by its `bits`.

    To be asked when the lists are made: of one that comes later it tells nothing.
    """
    return (index().held.get(text) or index().read(text))[0]


def _expression(entry: str) -> str:
    """An entry as a regular expression: `word*` takes any ending or none (bounded), a space any white space, " ?" or none."""
    return re.sub(r"(?:(?<=\w)(?<!\\w)|\\w)\*", r"\\w{0,30}", entry).replace(" ?", r"\s*").replace(" ", _GAP)
