"""Domain words as data: one TOML file a subject, one table a meaning, one list a language.

    [recruiting]
    en = ["recruiting", "enrolling", "open to (?:new )?patients"]
    de = ["rekrutier*"]

In an entry a space stands for any white space, `*` for any word ending; the rest is a regular expression (groups
must be `(?:...)`). Another language is another list. The files are package data, read once a process.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

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
def pattern(name: str, *meanings: str) -> re.Pattern[str]:
    """One case-blind regular expression for all entries of some meanings, in all languages, whole words only.

    Longer entries come first, so that the longest reading of a place wins. No meanings: all of the file.
    """
    return _compiled(entry for meaning in (meanings or tuple(load(name))) for entry in words(name, meaning))


@cache
def spoken(language: str, name: str, *meanings: str) -> re.Pattern[str]:
    """As `pattern`, for the entries of one language only."""
    return _compiled(entry for meaning in (meanings or tuple(load(name))) for entry in words(name, meaning, language))


def _compiled(listed: Iterable[str]) -> re.Pattern[str]:
    entries = set(listed)
    if not entries:
        return re.compile(r"(?!)")
    ordered = [_expression(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry))]
    return re.compile(rf"(?<!\w)(?:{by_first_letter(ordered)})(?!\w)")


def by_first_letter(expressions: list[str]) -> str:
    """The same alternatives, sorted by first letter: at most places of a text one look at that letter is enough.

    With `re.IGNORECASE` every alternative would be tried at every word; this is some ten times as fast.
    """
    groups: dict[str, list[str]] = {}
    others: list[str] = []
    for spread in (form for expression in expressions for form in _spread(expression)):
        plain = spread[:1].isalpha() and spread[1:2] not in ("?", "*", "+", "{")
        if plain:
            groups.setdefault(spread[0].lower(), []).append(spread[1:])
        else:
            others.append(spread)
    branches = [f"[{letter}{letter.upper()}](?i:{'|'.join(rest)})" for letter, rest in groups.items()]
    return "|".join([*branches, *(f"(?i:{other})" for other in others)])


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
    if rest[:1] in ("*", "+", "{") or "[" in expression[: end + 1]:
        return [expression]
    choices = [expression[start + 1 : stop] for start, stop in zip(cuts, [*cuts[1:], end], strict=True)]
    if rest[:1] == "?":
        rest = rest[1:]
        choices.append("")
    return [form for choice in choices for form in _spread(choice + rest, depth - 1)]


def _expression(entry: str) -> str:
    """An entry as a regular expression: `word*` takes any ending (bounded), a space any white space."""
    return re.sub(r"(?<=\w)\*", r"\\w{0,30}", entry).replace(" ", r"\s+")
