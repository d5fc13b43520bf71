"""Whether figures bear out a word that turns a clause ("fell by 1.7%"): the sentences with them must say so, or the like.

A figure alone tells no direction: "1.7%" stands beside "rose" as well as beside "fell". Words come from lexicon/turns.toml,
those that tell how much, how long, how fast and how often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from verifier import lexicon
from verifier.facets._words import language, sentence_words, words
from verifier.lexicon.tokens import Token
from verifier.model import Reading, Source

_TABLES = ("amount", "time", "speed", "often")
_BY_WORTH = ("quality", "works", "ease", "win")  # words that tell a change by what it is worth: which way is not known
# "More than 300", "most of them", "at least": bounds of a number and shares, and no turn; nor do names and places turn.
_BOUNDS = frozenset(
    {"most", "least", "majority", "minority", "double", "doubled", "halved", "half", "mostly", "generally", "mainly"}
    | {"usually", "typically", "likely", "earlier", "sooner", "needed", "expected", "speed", "rapid", "common"}
)
_NAMES = re.compile(  # "the lower back", "higher education", "growing children"
    r"(?i)\s+(?:back|limbs?|legs?|arms?|jaw|lips?|body|bod(?:y|ies)|extremit\w+|airways?|lobes?|eyelids?|gut|abdomen|education|school\w*|class(?:es)?|middle|income)\b"
)
_DEGREES = frozenset({"more", "less", "fewer", "greater", "lower", "higher", "larger", "smaller", "longer", "shorter"})
_THAN = re.compile(
    r"(?i)\s+than\s+(?:(?:an?|about|some|the)\s+)?(?:\d|half\b|thirds?\b|quarter|fifth|tenth|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twice\b|[a-z]+ty\b|hundred|thousand|dozen|million)"
)
_OR_MORE = re.compile(r"(?i)\bor\s+$")


# A figure that is of the word itself: "fell by 1.7%", "38% higher", "about a quarter more", "a loss of 3 kg".
_BY = re.compile(r"(?i)\s+(?:by|of)\s+(?:[a-z]+\s+){0,2}?(?:\d|an? (?:half|third|quarter|fifth|tenth)|half\b)")
_SO_MUCH = re.compile(
    r"(?i)(?:\d\s*(?:%|per ?cent|-?fold|times|points?|mm|kg|mg|days?)?|\b(?:half|thirds?|quarters?|fifths?|tenth|twice|times|percent))\s+$"
)


@cache
def _ways() -> dict[str, dict[str, int]]:
    """Word -> table -> 1 or -1."""
    found: dict[str, dict[str, int]] = {}
    tables = lexicon.load("turns")
    for name in _TABLES:
        for side, way in (("one", 1), ("other", -1)):
            for word in tables[name][side].split():
                found.setdefault(word, {})[name] = way
    return found


@cache
def _worths() -> frozenset[str]:
    """The words that tell a change by what it is worth."""
    tables = lexicon.load("turns")
    return frozenset(word for name in _BY_WORTH for side in ("one", "other") for word in tables[name][side].split())


def unborne(reading: Reading, source: Source, sentences: Iterable[int]) -> bool:
    """Whether a clause has a turning word of which none of some sentences has the like; English clauses alone."""
    if reading.facet(language) != "en":
        return False
    told = [token for token in reading.facet(words) if token.word in _ways() and _turns(reading.text, token)]
    listed = [token.word for at in set(sentences) for token in source.facet(sentence_words)[at]]
    there = [_ways()[word] for word in listed if word in _ways()]
    if not told or any(word in _worths() for word in listed):
        return False
    return any(not any(_alike(_ways()[token.word], other) for other in there) for token in told)


def _turns(text: str, token: Token) -> bool:
    """Whether a word turns what is said, and does not only bound a number."""
    if not (_BY.match(text, token.end) or _SO_MUCH.search(text, 0, token.start)):
        return False
    if token.word in _BOUNDS or _NAMES.match(text, token.end):
        return False
    return not (token.word in _DEGREES and (_THAN.match(text, token.end) or _OR_MORE.search(text, 0, token.start)))


def _alike(one: dict[str, int], other: dict[str, int]) -> bool:
    """Whether two words turn the same thing the same way."""
    return any(other.get(table) == way for table, way in one.items())
