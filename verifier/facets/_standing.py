"""Two plain words that sum a matter up: that one thing has a part in another, and that a question is answered.

"Plays no part in pain" stands against "is essential for transducing pain"; "a clear overall effect" against "the overall
effect could not be determined". Neither says more or less of anything, so that no word of direction tells them.
"""

from __future__ import annotations

from verifier.facets._align import Alignment, share
from verifier.facets._effects import unfound
from verifier.facets._terms import Term, keys_between, met, terms
from verifier.facets._words import language
from verifier.lexicon import pattern
from verifier.model import Reading, Source

_TELLING = 0.5  # weight from which a word tells one thing from another
_ALONE = 0.5  # share of the words of a clause that the sentence against it must have
_NEAR = 6  # sentences of which one may stand against it
# What a clause says, and what a record must say to stand against it.
AGAINST = (("no-part", "part"), ("part", "no-part"), ("clear", "open"), ("pooled", "unpooled"))


def standing(reading: Reading, source: Source, place: Alignment) -> tuple[int, int, int] | None:
    """The words of a clause that a sentence stands against, as start and end, and the number of the sentence."""
    if reading.facet(language) != "en":
        return None
    for said, shown in AGAINST:
        found = pattern("standing", said).search(reading.text)
        if found is None or (said == "part" and pattern("standing", "no-part").search(reading.text)):
            continue
        for number in place.near[:_NEAR]:
            if _opposed(reading, source, number, shown, found.span()):
                return *found.span(), number
    return None


def _opposed(reading: Reading, source: Source, number: int, meaning: str, said: tuple[int, int]) -> bool:
    """Whether a sentence has words of that meaning, and names before and behind them what the clause does."""
    sentence = source.sentences[number]
    if unfound(sentence):
        return False
    told = [t for t in reading.facet(terms) if t.weight >= _TELLING]
    before, behind = _sides([t for t in told if not said[0] <= t.start < said[1]], said[0])
    for match in pattern("standing", meaning).finditer(sentence.text):
        if meaning == "part" and pattern("standing", "no-part").search(sentence.text):
            continue
        left = keys_between(source, number, 0, match.start())
        right = keys_between(source, number, match.end(), len(sentence.text))
        if meaning in ("open", "unpooled"):
            if told and share(tuple(told), left | right) >= _ALONE:
                return True
        elif _named(before, left) and _named(behind, right):
            return True
    return False


def _sides(told: list[Term], at: int) -> tuple[list[Term], list[Term]]:
    """The words before a place and those behind it."""
    return [term for term in told if term.start < at], [term for term in told if term.start >= at]


def _named(wanted: list[Term], keys: frozenset[str]) -> bool:
    """Whether the last of some telling words, or half of them, stand in a stretch."""
    firm = [term for term in wanted if term.weight >= 1]
    return bool(firm) and (met(firm[-1], keys) or 2 * sum(met(term, keys) for term in firm) >= len(firm))
