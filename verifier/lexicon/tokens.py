"""Words of a text with where they stand, folded so that spellings, numbers and endings of one word meet.

Folding is crude on purpose: a few endings are cut, British and American spellings meet, accents go. It serves to
find words again, never to print them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from verifier.lexicon._known import Known

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\d*[+]?|\d+(?:[.,·]\d+)*")
_ELIDED = re.compile(r"[^\W\d_]+\d*[+]?|\d+(?:[.,·]\d+)*")  # French: "l'enfant" is two words
_LONGEST = 10  # characters of a stem that count: enough to tell words apart, few enough for endings to meet
_ENDINGS = {
    "en": (
        "ational", "ization", "ences", "ence", "ances", "ance", "ency", "ancy", "izing", "ations", "ation", "ments", "ment", "ively", "ingly", "edly", "izes", "ized",
        "ize", "ness", "ions", "ion", "ings", "ing", "ers", "ally", "ies", "ied", "ive", "ed", "es", "ly", "er",
        "al", "ic", "s", "e", "y",
    ),
    "de": ("ungen", "ung", "enden", "ende", "end", "ern", "en", "er", "es", "em", "e", "n", "s", "t"),
    "fr": ("issement", "ements", "ement", "ations", "ation", "ees", "ee", "es", "ent", "er", "e", "s", "x"),
    "es": ("aciones", "acion", "amente", "ando", "iendo", "adas", "ados", "ada", "ado", "idas", "idos", "ida", "ido",
           "an", "en", "ar", "er", "ir", "as", "os", "es", "a", "o", "e", "s"),
}  # fmt: skip
# Spellings that differ between the two Englishes: folded to the American one.
_SPELLINGS = (
    ("haem", "hem"),
    ("paed", "ped"),
    ("oedem", "edem"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("rrhoea", "rrhea"),
    ("anaem", "anem"),
    ("aemia", "emia"),
    ("anaesth", "anesth"),
    ("caesar", "cesar"),
    ("gynae", "gyne"),
    ("orthopae", "orthope"),
    ("leuka", "leuke"),
    ("leukaem", "leukem"),
    ("tumour", "tumor"),
    ("colour", "color"),
    ("favour", "favor"),
    ("behaviour", "behavior"),
    ("labour", "labor"),
    ("foetal", "fetal"),
    ("foetus", "fetus"),
    ("fibre", "fiber"),
    ("centre", "center"),
    ("sulph", "sulf"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("programme", "program"),
    ("ageing", "aging"),
    ("ischaem", "ischem"),
    ("coeliac", "celiac"),
    ("faec", "fec"),
    ("diarrhoea", "diarrhea"),
    ("analyse", "analyze"),
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word: where it stands, folded, and cut to its stem."""

    start: int
    end: int
    word: str
    stem: str


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """One word in lower case without accents, in American spelling."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("ß", "ss").replace("’", "'")
    word = word.lower().removesuffix("'s").replace("'", "")
    if word.isdecimal():
        return word
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    return word


@lru_cache(maxsize=65_536)
def stem(word: str, language: str = "en") -> str:
    """The stem of a folded word: one ending cut, never below three letters. Numbers and codes stay whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    if language == "en":
        if word.endswith("ies") and len(word) > 5:
            word = word[:-3] + "y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in _ENDINGS.get(language, _ENDINGS["en"]):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_LONGEST]


def tokens(text: str, language: str = "en") -> list[Token]:
    """The words and numbers of a text, in order."""
    found: list[Token] = []
    add, at = found.append, 0
    for size, words in map(_pieces(language).__getitem__, text.split(" ")):
        for start, end, word, own in words:
            add(Token(at + start, at + end, word, own))
        at += size
    return found


_Piece = tuple[int, tuple[tuple[int, int, str, str], ...]]  # letters of it and a space, and its words placed within it


@cache
def _pieces(language: str) -> Known[_Piece]:
    """The pieces between two spaces that were met in texts of one language: no word reaches over a space."""
    words = (_ELIDED if language == "fr" else _WORD).finditer

    def read(piece: str) -> _Piece:
        size = len(piece)
        if piece.isdecimal() and piece.isascii():
            return size + 1, ((0, size, piece, piece),)
        folded = [(*match.span(), fold(match[0])) for match in words(piece)]
        return size + 1, tuple([(start, end, word, stem(word, language)) for start, end, word in folded])

    return Known(read)
