"""Whether others are set against each other than a clause does: "nurses and patients measured alike", of doctors and nurses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from verifier.facets._changed import parts
from verifier.facets._effects import Effect
from verifier.facets._terms import Term, keys_between, met, sentence_terms, terms
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.model import Reading, Source

_TELLING = 0.5  # weight from which a word names a side
# "Drugs that specifically and safely | lower iron | are in trials of heart failure": a clause inside another.
_WHICH = re.compile(r"(?i)\b(?:that|which)\s+(?:(?:can|could|may|might|will|would|also|and|\w+ly)\s+)*$")
_GOES_ON = re.compile(r"(?i)\s(?:is|are|was|were|has|have|had|can|could|may|might|will|would|do|does|did)\s")

# "Calming the messenger | raises": what is done to a thing, as what acts.
_DOING = re.compile(r"(?i)(?:(?:by|just|simply|merely|regularly)\s+)?([^\W\d_]{2,})ing\s")


class Found(Protocol):
    """What stands in a sentence."""

    @property
    def sentence(self) -> int:
        """The number of the sentence."""


def of_one_side(reading: Reading, source: Source, number: int, whom: tuple[int, int]) -> bool:
    """Whether a stretch that names who was compared names one side of a clause alone."""
    sides = _sides(reading)
    keys = keys_between(source, number, *whom)
    there = [any(met(term, keys) for term in side) for side in sides]
    return any(there) and not all(there)


def _sides(reading: Reading) -> list[list[Term]]:
    """The telling words on both sides of a clause's "than", without its outcome; [] where it sets nothing against another."""
    than = spoken(reading.facet(language), "direction", "than").search(reading.text)
    if than is None:
        return []
    outcome = reading.facet(parts).outcome
    told = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    ahead = [term for term in told if term.start < than.start()]
    sides = [[t for t in ahead if t not in outcome] or ahead[:1], [t for t in told if t.start >= than.end()]]
    return sides if all(sides) else []


def of_another(subject: tuple[Term, ...], source: Source, number: int, best: Mapping[str, Found]) -> bool:
    """Whether a sentence names nothing of what acts, where one of the others names all of it: the title has everybody."""
    firm = [term for term in subject if term.weight >= 1]
    listed = source.facet(sentence_terms)
    if not firm or any(met(term, listed[number]) for term in firm):
        return False
    return any(all(met(term, listed[one.sentence]) for term in firm) for one in best.values())


def not_of_the_thing(reading: Reading, source: Source, number: int, said: Effect, shown: Effect) -> bool:
    """Whether an opposite change is told of something else than the clause tells its own of."""
    return _in_a_clause_inside(reading, source, number, shown) or of_what_is_done(reading, source, number, said.start)


def _in_a_clause_inside(reading: Reading, source: Source, number: int, effect: Effect) -> bool:
    """Whether a change is told in a clause inside a sentence that names the outcome of a claim behind it alone.

    "Drugs that lower iron are in trials of heart failure" does not gainsay "too much iron causes heart failure".
    """
    text = source.sentences[number].text
    ends = _GOES_ON.search(text, effect.end) if _WHICH.search(text, 0, effect.start) else None
    if ends is None:
        return False
    inside = keys_between(source, number, 0, ends.start())
    return not any(met(term, inside) for term in reading.facet(parts).outcome)


def of_what_is_done(reading: Reading, source: Source, number: int, at: int) -> bool:
    """Whether a clause tells what comes of doing something to a thing, and a sentence what comes of the thing.

    What the doing does to the thing is not told by words that no list knows: "calming X" may take it away, so that the
    opposite of what X does is no contradiction. To take or give a thing turns nothing. at: where the clause tells it.
    """
    doing = _DOING.match(reading.text)
    if doing is None or pattern("direction", "with-it").fullmatch(doing[1]):
        return False
    text = source.sentences[number].text.lower()
    if doing[1].lower() in text:
        return False  # the sentence tells of the same doing
    named = [t for t in reading.facet(terms) if doing.end() <= t.start < at and t.weight >= 1]
    return any(met(term, source.facet(sentence_terms)[number]) for term in named)
