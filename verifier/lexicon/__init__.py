"""Domain words as data: one TOML file a subject, one table a meaning, one list a language.

    [recruiting]
    en = ["recruiting", "enrolling", "open to (?:new )?patients"]
    de = ["rekrutier*"]

In an entry a space stands for any white space, `*` for any word ending; the rest is a regular expression (groups
must be `(?:...)`). Another language is another list. The files are package data, read once a process.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_SURE = 4  # first letters by which words are told apart
_LETTERS = re.compile(r"(?:[^\W\d_](?![?*+{]))+")
_CLASS = re.compile(r"\[[^\]]*[()|][^\]]*\]")  # a set of signs with one that would mislead the splitting
_WORD = re.compile(r"\w+")
LANGUAGES = ("en", "de", "fr", "es")


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon file `name`.toml as plain data; read once, never changed."""
    text = files("verifier.lexicon").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def words(name: str, meaning: str, *languages: str) -> tuple[str, ...]:
    """The entries for one meaning, in the given languages (default: all), as written in the file."""
    table: dict[str, list[str]] = load(name).get(meaning, {})
    return tuple(entry for language in (languages or LANGUAGES) for entry in table.get(language, ()))


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

    Most claims have none of the words that a list begins with. Whether they do is asked of the set of a text's words,
    which is made once for all lists: that is several times as fast as a search from every letter of the text.
    `compiled` searches without asking: quicker for a few words that no other list is looked up in.
    """

    __slots__ = ("_begun", "_words", "compiled", "fullmatch", "match", "pattern", "sub")

    def __init__(self, expressions: list[str]) -> None:
        body = by_first_letter(expressions) if expressions else "(?!)"
        self.compiled = re.compile(rf"(?<!\w)(?:{body})(?!\w)")
        first = [_beginning(form) for expression in expressions for form in _spread(expression)]
        known = all(first)
        self._words = frozenset(word for word in first if word[-1:] != "*") if known else None
        self._begun = frozenset(word for word in first if word[-1:] == "*")
        self.fullmatch, self.match, self.sub = self.compiled.fullmatch, self.compiled.match, self.compiled.sub
        self.pattern = self.compiled.pattern

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """The first place of a text that one of the expressions matches."""
        return self.compiled.search(text, pos, endpos) if self._may_stand_in(text) else None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The places of a text that the expressions match, in order."""
        return self.compiled.finditer(text, pos, endpos) if self._may_stand_in(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """The stretches of a text that the expressions match, in order."""
        return self.compiled.findall(text) if self._may_stand_in(text) else []

    def _may_stand_in(self, text: str) -> bool:
        if self._words is None:
            return True
        if not self._words.isdisjoint(_words_of(text)):
            return True
        return bool(self._begun) and not self._begun.isdisjoint(_beginnings(text))


def _beginning(expression: str) -> str:
    """How the first word of an expression begins: its first letters, `*` behind them where fewer are sure; or ""."""
    letters = _LETTERS.match(expression)
    sure = letters[0].lower() if letters else ""
    if len(sure) >= _SURE:
        return sure[:_SURE]
    rest = expression[len(sure) :]
    return sure if sure and (not rest or rest.startswith(r"\s+")) else f"{sure}*" if sure else ""


@lru_cache(maxsize=512)
def _words_of(text: str) -> frozenset[str]:
    """How the words of a text begin: whole, or by their first sure letters."""
    return frozenset([word[:_SURE] for word in _WORD.findall(text.lower())])


@lru_cache(maxsize=512)
def _beginnings(text: str) -> frozenset[str]:
    """How the words of a text begin, by fewer letters, with `*`."""
    return frozenset([f"{word[:size]}*" for word in _words_of(text) for size in range(1, _SURE)])


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
