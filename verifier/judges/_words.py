"""Words of claims and sources as judges see them: stems, their rarity, numbers, neighbours.

The rarity table was counted over the permissive training texts (see the model card in `data/`); a word that it
does not know is taken for rare.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np

from verifier.text import fold, unaccented

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:\d+[^\W\d_]*)*")
NUMBER = re.compile(r"\d")
# English function words: they carry no topic; negations and directions are read apart, by `_cues`.
STOP = frozenset(  # one string reads better than a list
    """a an the and or but nor of in on at by for from to with within without into onto over under between among
    during after before than then as is are was were be been being am do does did done doing has have had having
    this that these those it its they them their there he she his her him we us our you your i me my who whom whose
    which what when where while whereas how why if so such not no can could may might will would shall should must
    also very more most less least other others another any some each every both either neither all only own same
    too just about above below up down out off again further once here s t et al via per due using used use based
    however therefore thus although though because since until against through whether one""".split()  # noqa: SIM905
)
# Endings taken off, longest first, with what stays in their place: a light stemmer for English prose.
_ENDINGS = (
    ("uctions", "uc"),
    ("uction", "uc"),
    ("uctive", "uc"),
    ("ational", "at"),
    ("isation", "iz"),
    ("ization", "iz"),
    ("fulness", "ful"),
    ("iveness", "iv"),
    ("ations", "at"),
    ("ation", "at"),
    ("ating", "at"),
    ("ments", ""),
    ("ement", ""),
    ("ities", ""),
    ("ated", "at"),
    ("ates", "at"),
    ("ised", "iz"),
    ("ized", "iz"),
    ("ises", "iz"),
    ("izes", "iz"),
    ("ment", ""),
    ("ness", ""),
    ("ions", ""),
    ("ings", ""),
    ("ical", "ic"),
    ("ally", ""),
    ("ies", "y"),
    ("ion", ""),
    ("ing", ""),
    ("ity", ""),
    ("ive", ""),
    ("ise", "iz"),
    ("ize", "iz"),
    ("ate", "at"),
    ("ers", ""),
    ("ous", ""),
    ("ed", ""),
    ("es", ""),
    ("er", ""),
    ("ly", ""),
    ("al", ""),
    ("s", ""),
    ("e", ""),
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a word without its English ending ("reduction", "reduced" and "reduces" share "reduc")."""
    if len(word) <= _SHORTEST_STEM + 1 or not word.isalpha():
        return word
    word = word.replace("aemi", "emi").replace("oedem", "edem").replace("tumour", "tumor")
    for ending, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                return word
            word = word[: -len(ending)] + kept
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls" else word


def tokens(text: str) -> list[str]:
    """Give the words and numbers of a text, folded and without accents, in order."""
    return _TOKEN.findall(unaccented(fold(text)))


class Word(NamedTuple):
    """A word or a number by itself: its stem, its form as a number ("" where it is none), its weight as a topic or None."""

    stem: str
    number: str
    weight: float | None


@lru_cache(maxsize=50_000)
def word(token: str) -> Word:
    """Read a token by itself; remembered, since the words of sources come again and again."""
    short = stem(token)
    if NUMBER.match(token):
        return Word(short, number_form(token), None)
    topical = token not in STOP and (len(token) > 1 or token.isdigit())
    return Word(short, "", rarity(short) if topical else None)


class Analysed(msgspec.Struct, frozen=True):
    """A piece of prose taken apart: all tokens, the stems of all tokens, and the topical stems with their weight.

    weight: the rarity of all its topical stems together; squares: that of their squares.
    """

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    weights: dict[str, float]
    numbers: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    weight: float
    squares: float


def analyse(text: str) -> Analysed:
    """Take a claim or a sentence apart."""
    found = tuple(tokens(text))
    read = [word(token) for token in found]
    stems = tuple([each.stem for each in read])
    numbers = frozenset([each.number for each in read if each.number])
    weights = {each.stem: each.weight for each in read if each.weight is not None}
    topical = [short for short in stems if short in weights]
    rarities = weights.values()
    squares = sum([weight * weight for weight in rarities])
    return Analysed(found, stems, weights, numbers, frozenset(pairwise(topical)), sum(rarities), squares)


def number_form(token: str) -> str:
    """Give a number in one form: no thousands separators, no trailing zeros, no percent sign."""
    token = token.rstrip("%")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", token):
        token = token.replace(",", "")
    token = token.replace(",", ".")
    return token.rstrip("0").rstrip(".") if "." in token else token


def hashed(stemmed: str) -> int:
    """Give the number that stands for a stem in the rarity table."""
    return zlib.crc32(stemmed.encode("utf-8"))


def rarity(stemmed: str) -> float:
    """Give the inverse document frequency of a stem, from 0 to about 10; unknown stems count as rare."""
    table, unknown = _table()
    return table.get(hashed(stemmed), unknown)


@cache
def _table() -> tuple[dict[int, float], float]:
    """The rarity table of the package: hash of a stem -> inverse document frequency."""
    with (files("verifier.judges") / "data" / "rarity.npz").open("rb") as handle:
        held = np.load(handle, allow_pickle=False)
        values = held["tenths"].astype(np.float64) / 25.0
        return dict(zip(held["keys"].tolist(), values.tolist(), strict=True)), float(held["unknown"])
