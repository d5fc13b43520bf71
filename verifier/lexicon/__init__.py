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
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?<!\w)(?:" + "|".join(_expression(entry) for entry in ordered) + r")(?!\w)", re.IGNORECASE)


def _expression(entry: str) -> str:
    """An entry as a regular expression: `word*` takes any ending (bounded), a space any white space."""
    return re.sub(r"(?<=\w)\*", r"\\w{0,30}", entry).replace(" ", r"\s+")
