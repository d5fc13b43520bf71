"""A word of degree or kind that a record has only as its opposite, of the same things: "easy to detect", "difficult to detect".

Nearer to the words than `_opposites`, which asks for nearly the whole clause: here the opposite must stand in the one
part of a sentence that names all else, with no denial on either side, and no sentence near it may have the clause's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from verifier.facets._align import Alignment, share
from verifier.facets._effects import asks, claimed, found_here, unfound
from verifier.facets._opposites import CIRCUMSTANCES, PLACED, Side, across, sides_of
from verifier.facets._terms import Term, keys_between, met, sentence_terms, terms
from verifier.facets._words import between, language, sentence_words, words
from verifier.lexicon.tokens import Token
from verifier.model import Reading, Source

_ALL, _MOST = (
    0.85,
    0.6,
)  # shares of the other words that the title and a part of a sentence, and that part alone, must have
_LEAST = 0.35  # share of all its words under which no sentence can have so many of the others
_FEW = 2  # firm words that the part itself must have
_FIRM, _TELLING = 1.0, 0.5
_NEAR = 5  # sentences in which the opposite may stand
_PART = re.compile(
    r"(?i);|,\s(?:but|whereas|while|although|though|however|and|with|which|yet)\s|\s(?:but|whereas|while|although|though|however|because|since)\s"
)
_DENIES = re.compile(
    r"(?i)\b(?:not|no|never|none|nobody|neither|nor|cannot|without|hardly|unlike|instead|rather|if|whether|only|except|despite|than|as|both|from|either)\b|n['’]t\b|\?"
)
# Words that tell when, where or of whom; and those that tell how much only where a verb says so of the whole ("was poor").
_PLACES = frozenset(
    {
        "first",
        "last",
        "second",
        "third",
        "before",
        "after",
        "primary",
        "secondary",
        "acute",
        "chronic",
        "oral",
        "orally",
    }
)
_PLACES |= {
    "morning",
    "evening",
    "right",
    "left",
    "upper",
    "lower",
    "same",
    "different",
    "early",
    "late",
    "present",
    "public",
    "private",
}
_PLACES |= {
    "positive",
    "negative",
    "open",
    "known",
    "active",
    "direct",
    "light",
    "several",
    "single",
    "treated",
    "untreated",
    "many",
}
_DEGREES = frozenset(
    {"well", "much", "good", "poor", "little", "long", "short", "small", "large", "big", "great", "strong", "weak"}
)
_DEGREES |= {"high", "low", "full", "laden"}
_IS = re.compile(r"(?i)\b(?:is|are|was|were|remain(?:s|ed)?)\s+(?:\w+ly\s+|very\s+|rather\s+|quite\s+)?$")


def contrary(reading: Reading, source: Source, place: Alignment) -> tuple[Token, int] | None:
    """The word of a clause that a sentence has only as its opposite, of the same things; None where none surely does."""
    if (
        place.alone < _LEAST
        or reading.facet(language) != "en"
        or reading.facet(claimed)
        or _DENIES.search(reading.text)
    ):
        return None  # what rises or falls is read elsewhere
    for token, sides in _opposable(reading):
        rest = tuple(t for t in reading.facet(terms) if t.weight >= _TELLING and not t.start <= token.start < t.end)
        found = list(_told(rest, sides, source, place))
        ways = {way for way, _ in found}
        if ways == {-1}:
            return token, found[0][1]
    return None


def _opposable(reading: Reading) -> Iterator[tuple[Token, frozenset[Side]]]:
    """The words of a clause that have an opposite, those of direction aside, with the sides on which they stand."""
    for token in reading.facet(words):
        joined = "-" in reading.text[max(0, token.start - 1) : token.end + 1]
        if joined or token.word in (PLACED | CIRCUMSTANCES | _PLACES) - _DEGREES:
            continue
        if token.word in _DEGREES and not _IS.search(reading.text, 0, token.start):
            continue
        if sides := sides_of(token.word):
            yield token, sides


def _told(
    rest: tuple[Term, ...], sides: frozenset[Side], source: Source, place: Alignment
) -> Iterator[tuple[int, int]]:
    """For each near part of a sentence that names the rest: +1 where it has the clause's side, -1 where only the other; its number."""
    title = source.facet(sentence_terms)[0]
    for number in place.near[:_NEAR]:
        sentence = source.sentences[number]
        if share(rest, source.facet(sentence_terms)[number]) < _MOST:
            continue
        if unfound(sentence) or asks(sentence) or not found_here(sentence.text):
            continue
        edges = [0, *(match.start() for match in _PART.finditer(sentence.text)), len(sentence.text)]
        for part in pairwise(edges):
            keys = keys_between(source, number, *part)
            if share(rest, keys) < _MOST or share(rest, keys | title) < _ALL:
                continue
            if sum(term.weight >= _FIRM and met(term, keys) for term in rest) < _FEW:
                continue
            own = between(source.facet(sentence_words)[number], *part)
            there = frozenset[Side]().union(*(sides_of(token.word) for token in own))
            if sides & there:
                yield 1, number
            elif any(across(side) in there for side in sides):
                yield (0 if _DENIES.search(sentence.text, *part) else -1), number
