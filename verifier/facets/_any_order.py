"""Clauses all of whose words are known for one field of a trial, in whatever order: "Both sexes were eligible", "There was no sex limit".

The forms of `_plainly` cannot hold every way to say that women alone are admitted. Here each word of a clause becomes a letter for what
it tells of one field (lexicon/any_order.toml), words that tell nothing by themselves none, and `_by_letters` knows what such letters say.
A word that is not known leaves the clause to other readers, unless it describes the study ("the asthma trial").
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._by_letters import KEYS, READ, TABLES, alike
from verifier.facets._framed import plain
from verifier.facets._plainly import Told
from verifier.lexicon import Phrases, load, marks, pattern, words
from verifier.lexicon._small import small

_LONGEST, _MOST = 200, 30  # characters and words of a clause that may say so little
_DESCRIBED = 6  # words by which a study may be described before its name
_MORE = re.compile(  # figures and quotes, an answer to a question before, and what is set against something else
    r"[\"“”„«»?%$€<>=;]|^(?i:nobody|no one|none|no|yes|nein|ja|non|oui|sí|niemand|personne|nadie)\s*[:,.–-]|"
    r"(?i:,\s+(?:and\s+|but\s+|und\s+|et\s+|y\s+)?(?:not|nicht|non|no|pas)\s+"
    r"(?:the|an?|by|for|to|on|der|die|das|den|durch|für|les?|la|par|pour|aux?|los|las|el|por|para|\w+s)\b)"
)
_CITED = re.compile(r"\(?\b(?:NCT\d{8})\b\)?|[\[(]\d{1,3}[\])]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_EDGE = " \t\n.:!,"
_PARTED = {  # what stands in two words or more, as one that says the same
    "en": (
        (re.compile(r"(?i)\bcan(?:not|['’]t)\b"), "can not"),
        (re.compile(r"(?i)\bwon['’]t\b"), "will not"),
        (re.compile(r"(?i)(?<=[a-z])n['’]t\b"), " not"),
        (re.compile(r"(?i)\bno[- ]?one\b"), "nobody"),
        (re.compile(r"(?i)\bone of (?:the )?(?=\w+ (?:\w+ )?(?:groups|arms)\b)"), "of "),
        (re.compile(r"(?i)\bup to\b"), "at most"),
        (re.compile(r"(?i)\bparallel (?:to|with)\b"), "meanwhile"),
        (re.compile(r"(?i)\bmore than one\b"), "several"),
        (re.compile(r"(?i)\bin (?:good|perfect|full) health\b"), "healthy"),
        (
            re.compile(r"(?i)\b(?:rul(?:e|es|ed)|ke(?:ep|eps|pt)|left|leaves|shuts?)\b((?: \w+){0,4}?) out\b"),
            r"excluded\1",
        ),
        (
            re.compile(r"(?i)\b(?:ke(?:ep|eps|pt)|prevent(?:s|ed)?)\b(.*?) from (?:knowing|learning|seeing)\b"),
            r"unaware\1",
        ),
    ),
    "de": (
        (re.compile(r"(?i)\bmehr als eine[nr]?\b"), "mehrere"),
        (re.compile(r"(?i)\bschl(?:ie(?:ß|ss)t|oss)\b(.*)\bein$"), r"nimmt\1auf"),
    ),
    "fr": (
        (re.compile(r"(?i)\bau moins\b"), "minimum"),
        (re.compile(r"(?i)\bplus d['’]une?\b"), "plusieurs"),
        (re.compile(r"(?i)\bn(?:e |['’])((?:(?!pas|jamais|aucun)\w+ ){1,4})qu(?:e |['’])"), r"seulement \1"),
    ),
    "es": (
        (re.compile(r"(?i)\bal menos\b"), "mínimo"),
        (re.compile(r"(?i)\bmás de una?\b"), "varios"),
    ),
}
_STUDY = {
    "en": ("trial", "study", "project", "research", "experiment", "investigation", "program", "programme"),
    "de": ("studie", "untersuchung", "versuch", "projekt"),
}
_THE = {
    "en": frozenset({"the", "this", "that", "our", "their"}),
    "de": frozenset(
        [
            "die",
            "diese",
            "der",
            "dieser",
            "das",
            "dieses",
            "dem",
            "diesem",
            "den",
            "diesen",
            "unsere",
            "unserer",
            "eine",
            "einer",
        ]
    ),
}
_FIGURES = ("ages", "arms")  # fields of which a number tells
_OF_ALL = ("random", "mask", "model", "type")  # fields that are the same for all people of a trial, whatever they have
_WITH = {"en": ("with",), "de": ("mit",), "fr": ("avec", "de", "d"), "es": ("con",)}


class _Read(NamedTuple):
    """A stretch as one field has it: its letters, its numbers, and the words that are known for nothing but describe the study."""

    letters: str
    numbers: tuple[int, ...]
    describing: tuple[str, ...]


def any_order(text: str, speech: str) -> Told | None:
    """What a clause says of one field of its trial, where every word of it is known for that field; None for any other."""
    every, gates = _gates()
    own = marks(text) & every
    if not own or len(text) > _LONGEST:
        return None
    base = _CITED.sub(" ", text) if "(" in text or "[" in text or "NCT" in text else text
    for form, instead in _PARTED[speech]:
        base = form.sub(instead, base)
    for name, bits in gates:
        if own & bits and (whole := _letters(name, base, speech)) and (said := _said(name, base, whole, speech)):
            if _MORE.search(text):
                return None
            meaning, numbers = said
            people = bool({"p", "m"} & set(whole.letters)) and "w" not in whole.letters
            return Told(meaning, numbers, tuple(_places(whole.describing, text, speech)), people)
    return None


def _said(name: str, base: str, whole: _Read, speech: str) -> tuple[str, tuple[int, ...]] | None:
    """What a clause says of one field, and the numbers by which it does: what its parts say, or else the whole."""
    parts = [part for part in _joints(speech).split(base) if part.strip(_EDGE)]
    if len(parts) > 1 and (said := _of_parts(name, parts, speech)):
        return said
    meaning = READ[name](whole.letters, _denials(whole.letters, speech), whole.numbers)
    return (meaning, whole.numbers) if meaning else None


def _of_parts(name: str, parts: list[str], speech: str) -> tuple[str, tuple[int, ...]] | None:
    """What the parts of a clause say of a field, None where they do not all say the same or nothing of it."""
    meanings: list[str] = []
    found: list[tuple[int, ...]] = []
    for part in parts:
        read = _letters(name, part, speech)
        if read is None:
            return None
        denied = _denials(read.letters, speech)
        if KEYS[name] & set(read.letters):
            meanings.append(READ[name](read.letters, denied, read.numbers))
            found.append(read.numbers)
        elif read.numbers or (denied and "C" not in read.letters):
            return None
    both = alike(meanings)
    return (both, found[0]) if both and len(set(found)) == 1 else None


def _denials(letters: str, speech: str) -> int:
    """How often a clause denies: in French and Spanish "no" and "nobody" together do so once."""
    strong, nobody = letters.count("n"), int("m" in letters)
    if speech in ("fr", "es"):
        return strong or nobody or int("k" in letters)
    return strong + nobody or int("k" in letters)


def _letters(name: str, base: str, speech: str) -> _Read | None:
    """A stretch as one field has it, None where a word of it is not known."""
    listed = _WORD.findall(_small(base, speech))
    if len(listed) > _MOST:
        return None
    letters, numbers, described, until = [], [], [], -1
    for at, word in enumerate(listed):
        letter = _letter(name, listed, at, speech)
        if name in _FIGURES and (number := _number(word, name, speech)):
            numbers.append(number)
            letter = "#"
        if letter is not None:
            letters.append(letter)
            continue
        until = until if at < until else _describes(name, listed, at, speech)
        if at >= until:
            return None
        described.append(word)
    return _Read("".join(letters), tuple(numbers), tuple(described))


def _letter(name: str, listed: list[str], at: int, speech: str) -> str | None:
    """The letter of a word for a field, None where it is not known; "non" denies only what is of the field."""
    exact, starts = _known(name, speech)
    word = listed[at]
    if word == "non" and speech == "en" and (at + 1 == len(listed) or not _letter(name, listed, at + 1, speech)):
        return None
    letter = exact.get(word)
    if letter is None and starts:
        return next((starts[word[:size]] for size in range(len(word), 1, -1) if word[:size] in starts), None)
    return letter


def _number(word: str, name: str, speech: str) -> int:
    """A number in figures or words, 0 where a word is none; an article is no number."""
    number = int(word) if word.isdecimal() and len(word) <= 3 else _numbers(speech).get(word, 0)
    return number if number > 1 or name == "ages" else 0


def _small(text: str, speech: str) -> str:
    """A text in small letters, without accents but in German, where they tell words apart: "alter", "älter"."""
    return small(text) if speech == "de" else plain(text)


@cache
def _numbers(speech: str) -> dict[str, int]:
    entries = load("counts")["numbers"].get(speech, ())
    known = {_small(entry.rpartition(" ")[0], speech): int(entry.rpartition(" ")[2]) for entry in entries}
    return {word: number for word, number in known.items() if number > 1}


def _describes(name: str, listed: list[str], at: int, speech: str) -> int:
    """How far words go that describe the study by what it looks at: "the small asthma trial", "people with asthma"; 0 for others."""
    exact, starts = _barred(speech)
    names, end = _STUDY.get(speech, ()), min(len(listed), at + _DESCRIBED)
    for place in range(at, end):
        word = listed[place]
        if word in names or (speech == "de" and word.endswith(names)):
            before = listed[at - 1] if at else ""
            return place + 1 if before in _THE[speech] or before in ("clinical", "klinische", "klinischen") else 0
        if word != "non" and (word in exact or word.startswith(starts)):
            return 0
    ill = name in _OF_ALL and at > 1 and listed[at - 1] in _WITH[speech] and len(listed) <= end
    known = (word in exact or word.startswith(starts) for word in listed[at:] if word != "non")
    return len(listed) if ill and not any(known) else 0


def _places(described: tuple[str, ...], text: str, speech: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text that only describe the study."""
    if described:
        yield from (m.span() for m in _WORD.finditer(_small(text, speech)) if m[0] in described)


@cache
def _barred(speech: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words, and beginnings of words, that do not describe a study by what it looks at: those of a field, and of another study."""
    shared = {
        "people",
        "staff",
        "planned",
        "frame",
        "joins",
        "assigned",
        "what-is-given",
        "treats",
        "allots",
        "of-years",
    }
    tables = {table for name in READ for table, _ in TABLES[name]} - shared
    listed = [word for table in sorted({*tables, "another", "no-name"}) for word in words("any_order", table, speech)]
    exact = frozenset(_small(word, speech) for word in listed if not word.endswith("*"))
    return exact, tuple(sorted({_small(word[:-1], speech) for word in listed if word.endswith("*")}))


@cache
def _joints(speech: str) -> re.Pattern[str]:
    """What stands between parts of a clause."""
    return re.compile(rf"(?i),|:|\b(?:{'|'.join(words('any_order', 'joints', speech))})\b")


@cache
def _known(name: str, speech: str) -> tuple[dict[str, str], dict[str, str]]:
    """The letters of words for one field, and of beginnings of words; what is of the field goes before what is of all."""
    exact: dict[str, str] = {}
    starts: dict[str, str] = {}
    for table, letter in TABLES[name]:
        for entry in words("any_order", table, speech):
            word = _small(entry.rstrip("*"), speech)
            (starts if entry.endswith("*") else exact).setdefault(word, letter)
    return exact, starts


@cache
def _gates() -> tuple[int, tuple[tuple[str, int], ...]]:
    """The bits of the words without which a clause says nothing of any field, and the fields with those of each."""
    listed = tuple((name, own.bits) for name, own in zip(READ, key_words(), strict=True))
    return functools.reduce(operator.or_, (bits for _, bits in listed)), listed


@cache
def key_words() -> tuple[Phrases, ...]:
    """The words of each field without which a clause says nothing of it."""
    listed = ([table for table, letter in TABLES[name] if KEYS[name] & set(letter)] for name in READ)
    return tuple(pattern("any_order", *tables) for tables in listed)
