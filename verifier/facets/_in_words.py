"""A clause that tells in a sentence's own words, and in their order, what acts on what: "X can slow Y".

The words of direction that are known by name are read elsewhere; any other verb tells an effect too, and which way it
goes is plain where clause and sentence have it alike: all words of the clause, in its order, close together, with
nothing between that turns them.
"""

from __future__ import annotations

import re

from verifier.facets._terms import Term, met, sentence_terms, terms, word_keys
from verifier.facets._words import language, sentence_concepts, sentence_words
from verifier.lexicon import spoken
from verifier.model import Reading, Source
from verifier.vocabulary import builtin

_LEAST = 3  # telling words without which an order says nothing
_TELLING = 0.5
_GAP = 90  # characters between two words of the clause that belong together
_TURNS = re.compile(
    r"(?i)[;:]|\b(?:not|no|never|neither|nor|without|unlike|than|but|while|whereas|although|though|however|if|unless|whether|fail\w*|unable|cannot|instead|rather|by|hardly|rarely)\b|n['’]t\b"
)
_MODAL = re.compile(r"(?i)\b(?:can|could|may|might|would|should)\b")


def in_its_words(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence has every telling word of a clause in the clause's own order, close together and not turned."""
    wanted = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    if len(wanted) < _LEAST or reading.facet(language) != "en":
        return False
    if not all(met(term, source.facet(sentence_terms)[number]) for term in reading.facet(terms)):
        return False
    text = source.sentences[number].text
    at = first = -1
    for term in wanted:
        place = _next(term, source, number, at)
        if place is None:
            return False
        if at >= 0 and (place[0] - at > _GAP or _TURNS.search(text, at, place[0])):
            return False
        first, at = (place[0] if first < 0 else first), place[1]
    stretch, said = text[first:at], reading.text
    if _MODAL.search(stretch) and not _MODAL.search(said):
        return False
    hedge = spoken("en", "certainty", "hedge")
    return hedge.search(stretch) is None or hedge.search(said) is not None


def _next(term: Term, source: Source, number: int, after: int) -> tuple[int, int] | None:
    """Where a sentence first has a term behind a place."""
    above = builtin().above
    found = [
        (hit.start, hit.end)
        for hit in source.facet(sentence_concepts)[number]
        if hit.start >= after
        and any(f"concept:{concept}" in term.keys for concept in (hit.concept, *above(hit.concept)))
    ]
    found += [
        (token.start, token.end)
        for token in source.facet(sentence_words)[number]
        if token.start >= after and not frozenset(term.keys).isdisjoint(word_keys(token))
    ]
    return min(found, default=None)
