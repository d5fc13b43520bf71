"""The words of direction of one language, fetched once for all stretches of a text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from verifier.lexicon import Gate, Phrases, spoken

_WAYS = ("better", "worse", "up", "down")


class Ways(NamedTuple):
    """The lists of words by which a text says which way something went.

    signs: the words without which a stretch states no effect. each, any: those that tell a way, one by one and together.
    """

    signs: Gate
    significant: Phrases
    null: Phrases
    each: tuple[tuple[str, Phrases], ...]
    any: Phrases


@cache
def ways(speech: str) -> Ways:
    """The words of direction of a language."""
    each = tuple((way, spoken(speech, "direction", way)) for way in _WAYS)
    null = spoken(speech, "direction", "null", "useless")
    signs = Gate(null, *(listed for _, listed in each))
    return Ways(signs, spoken(speech, "direction", "significant"), null, each, spoken(speech, "direction", *_WAYS))
