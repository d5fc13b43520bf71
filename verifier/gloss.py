"""A clause of German, French or Spanish put into English word by word: enough for a reader of English prose to judge by.

Names of conditions and treatments become those of the vocabulary, other words what gloss.toml and bilingual.toml say;
German compounds are cut in two; what is in no list stays as it stands, as most names of drugs and places may. Word order
and endings are lost. It serves a judge that knows only English, never a reader, and no quotation is made of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from verifier import lexicon, vocabulary
from verifier.lexicon.tokens import fold, stem

LANGUAGES = ("de", "fr", "es")
KNOWN = 0.6  # share of the words that must be known: below it a clause is not put into English
_LONGEST = 3_000  # characters of a clause that are read
_PHRASE = 4  # words of a name, at most
_PART = 4  # letters of either part of a German compound, at least
_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*|[^\w\s]", re.UNICODE)
_APART = re.compile(r"\s+([.,;:)!?%»”])|([(«“])\s+|['’]\s+")


class _Words(NamedTuple):
    """What the words of a language mean: small words and names as they stand, other words by their stem."""

    small: dict[str, str]
    names: dict[str, str]
    stems: dict[str, str]


def english(text: str, language: str) -> str:
    """A clause in English words; "" where the language is none of ours or too few of its words are known."""
    return _put(text[:_LONGEST], language) if language in LANGUAGES else ""


@lru_cache(maxsize=1024)
def _put(text: str, language: str) -> str:
    known = _known(language)
    pieces = _PIECE.findall(text)
    out: list[str] = []
    met = words = at = 0
    while at < len(pieces):
        meant, length = _meaning(pieces, at, language, known)
        if pieces[at][0].isalpha():
            words += 1
            met += meant is not None or pieces[at][0].isupper()
        out.append(pieces[at] if meant is None else meant)
        at += length
    if not words or met < KNOWN * words:
        return ""
    joined = _APART.sub(lambda match: match[1] or match[2] or "", " ".join(filter(None, out)))
    return joined[:1].upper() + joined[1:]


def _meaning(pieces: list[str], at: int, language: str, known: _Words) -> tuple[str | None, int]:
    """What stands at a place in English, None where it is not known, and how many pieces that takes."""
    first = pieces[at]
    if not first[0].isalpha():
        return first, 1
    for length in range(min(_PHRASE, len(pieces) - at), 1, -1):
        phrase = " ".join(pieces[at : at + length]).lower()
        found = known.small.get(phrase) or known.names.get(fold(phrase))
        if found is not None:
            return found, length
    if len(first) > 1 and first.isupper():  # "ALS" is no German "als"
        return known.names.get(fold(first), first), 1
    if at and first[0].isupper() and language != "de":  # a name: "Platon" is no "plat"
        return known.small.get(first.lower()) or known.names.get(fold(first)), 1
    return _word(first, language, known), 1


def _word(word: str, language: str, known: _Words) -> str | None:
    """One word in English, or None."""
    folded = fold(word)
    for found in (known.small.get(word.lower()), known.names.get(folded), known.stems.get(stem(folded, language))):
        if found is not None:
            return found
    for shorter in (folded[:-1], folded[:-2]):  # an ending that the list of names does not hold
        if len(shorter) >= _PART and shorter in known.names:
            return known.names[shorter]
    if "-" in word:
        parts = [_word(part, language, known) or part for part in word.split("-")]
        return " ".join(parts)
    return _cut(folded, known) if language == "de" else None


def _cut(word: str, known: _Words) -> str | None:
    """The two parts of a German compound in English; "-los" is "without"."""
    if word.endswith(("los", "lose", "losen", "loser")):
        bare = word[: word.rindex("los")]
        meant = _part(bare, known)
        return f"without {meant}" if meant else None
    for at in range(len(word) - _PART, _PART - 1, -1):
        tail = known.names.get(word[at:]) or known.stems.get(stem(word[at:], "de"))
        if tail and (head := _part(word[:at], known)):
            return f"{head} {tail}"
    return None


def _part(head: str, known: _Words) -> str | None:
    """The first part of a compound in English, with or without the letter that joins it."""
    for form in (head, head.removesuffix("s"), head.removesuffix("n")):
        if len(form) >= _PART and (meant := known.names.get(form) or known.stems.get(stem(form, "de"))):
            return meant
    return None


@cache
def _known(language: str) -> _Words:
    """The lists of one language."""
    small = {word.lower(): meant for meant, word in _listed("gloss", language)}
    names: dict[str, str] = {}
    for name, concept in vocabulary.names(language):
        names.setdefault(fold(name), concept)
    stems: dict[str, str] = {}
    for meant, word in _listed("bilingual", language):
        names.setdefault(fold(word), meant)
        stems.setdefault(stem(fold(word), language), meant)
    return _Words(small, names, stems)


def _listed(file: str, language: str) -> list[tuple[str, str]]:
    """The (English, word) couples of a file in one language."""
    couples = []
    for meant, line in lexicon.load(file)["words"].items():
        for group in line.split("|"):
            spoken, _, rest = group.strip().partition(" ")
            if spoken == language:
                couples += [(meant, word.strip()) for word in rest.split(",") if word.strip()]
    return couples
