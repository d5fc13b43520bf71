"""By how much something rose or fell: a clause that gives a figure of a record to the opposite movement of the same thing.

"Pain rose by 57%" beside "pain decreased by 57% and function increased by 56%": the word that leads to the figure tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._effects import Effect, claimed, stated
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, keys_between, met, numbers, terms
from verifier.model import Comparison, Quote, Reading, Source

_LEADS = re.compile(
    r"(?i)\s*(?:[\w-]+ly\s+)?(?:by|of|um|de|en)?\s*(?:about|around|some|roughly|nearly|almost|an average of|a mean of|over|more than|up to|an? (?:further|additional))?\s*"
)
_OPPOSITE = {"up": "down", "down": "up"}
_TELLING = 1.0
_FAR = 200  # characters before a word of direction in which what moved stands


def moved(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The movement of a clause beside the sentence that gives its figure to the opposite one; nothing where none does."""
    found = _otherwise(reading, source)
    if found is not None:
        effect, number = found
        said = Quote(reading.text[effect.start : effect.end], "claim")
        yield Comparison("direction", "different", said, source.sentences[number].quote, reading.part, "opposite")


def _otherwise(reading: Reading, source: Source) -> tuple[Effect, int] | None:
    """The movement of a clause whose figure a sentence gives to the opposite one, and that sentence; None where none does."""
    for effect, figure in _led(reading.text, reading.facet(claimed), reading.facet(numbers)):
        matter = _matter(reading, effect)
        found, other_way = False, -1
        for number, listed in enumerate(source.facet(sentence_quantities)):
            if not any(same(figure, q) for q in listed):
                continue
            text = source.sentences[number].text
            for shown, q in _led(text, source.facet(stated)[number], listed):
                if same(figure, q) and _of_the_same(matter, source, number, shown):
                    found = found or shown.sense == effect.sense
                    other_way = number if shown.sense == _OPPOSITE[effect.sense] else other_way
        if other_way >= 0 and not found:
            return effect, other_way
    return None


def _led(text: str, effects: tuple[Effect, ...], listed: tuple[Quantity, ...]) -> list[tuple[Effect, Quantity]]:
    """Each figure with the word of direction that leads to it: "fell by 57%"."""
    return [
        (effect, figure)
        for effect in effects
        if effect.sense in _OPPOSITE
        for figure in listed
        if (figure.unit == "%" or figure.places)
        and figure.start >= effect.end
        and _LEADS.fullmatch(text, effect.end, figure.start)
    ]


def _matter(reading: Reading, effect: Effect) -> list[Term]:
    """The telling words that lead up to a movement in its own part of a clause."""
    start = max(effect.left, effect.start - _FAR)
    return [t for t in reading.facet(terms) if start <= t.start < effect.start and t.weight >= _TELLING][-2:]


def _of_the_same(matter: list[Term], source: Source, number: int, shown: Effect) -> bool:
    """Whether the thing that moved in a sentence is the one that did in the clause."""
    keys = keys_between(source, number, max(shown.left, shown.start - _FAR), shown.start)
    return bool(matter) and met(matter[-1], keys)
