"""Who says what a claim claims: "studies show that ...", "according to a review of the field, ...", "..., the authors write".

Such words tell nothing of the matter, so that no record need have them, and what they lead to is told all the same.
"""

from __future__ import annotations

import re
from functools import cache

from verifier.lexicon import Phrases, marks, words
from verifier.wording.plainly import plainly

_STARTS = re.compile(
    r"(?:\W*(?:but|and|so|yet|still|also|however|then|aber|und|doch|mais|et|pero|y)\b,?)?\W*", re.IGNORECASE
)
_ENDS = re.compile(r"[\s.!\"'”’»)]*$")
_LEFT_OVER = re.compile(r"^[\s,:–—-]+|[\s,:–—-]+$")
_SHORTEST = 12  # characters from which what is left of a claim is one
_AHEAD = re.compile(r"\(\?=([,:])\)$")  # of an expression: the sign that it stands before
_FAR = 90  # characters at the end of a claim in which such words may stand


def reported(text: str, speech: str) -> tuple[tuple[int, int], ...]:
    """Where a text of one language says who says the rest: at its head, at its end, or not at all."""
    found: list[tuple[int, int]] = []
    opens = _that_may(text, speech, "opens")
    start = _STARTS.match(text) if opens else None
    head = opens.match_begun(text, start.end()) if opens and start else None
    if head is not None and _ENDS.match(text, head.end()) is None:
        found.append(head.span())
    comma = text.rfind(",", max(1, len(text) - _FAR))
    closes = _that_may(text, speech, "closes") if comma > 0 and (not found or comma > found[0][1]) else None
    if closes:
        at = comma + 1 + (len(text[comma + 1 :]) - len(text[comma + 1 :].lstrip()))
        tail = closes.match_begun(text, at)
        if tail is not None and _ENDS.match(text, tail.end()):
            found.append(tail.span())
    return tuple(found)


def matter(text: str, speech: str) -> str:
    """A text of one language without who says it, and without what leads up to it: what it tells of the matter.

    The text as it is where hardly anything else is left.
    """
    told = plainly(text)
    for start, end in reversed(reported(told, speech)):
        told = f"{told[:start].rstrip(' ,')}{told[end:]}"
    told = _LEFT_OVER.sub("", told)
    return told if len(told) >= _SHORTEST else text


def _that_may(text: str, speech: str, where: str) -> Phrases | None:
    """The expressions that may match in a text, which has their words and the sign before which some of them stand."""
    signed, own = _signed(speech, where), marks(text)  # of lists that are made by now
    signs = tuple([sign for sign, bits in signed if own & bits and sign in text])
    return _before(speech, where, signs) if signs else None


@cache
def _signed(speech: str, where: str) -> tuple[tuple[str, int], ...]:
    """The bits of the expressions of a language by the sign that must stand right behind them, "" for none."""
    signs = dict.fromkeys(_sign(entry) for entry in words("reporting", where, speech))
    return tuple((sign, _before(speech, where, (sign,)).bits) for sign in signs)


@cache
def _before(speech: str, where: str, signs: tuple[str, ...]) -> Phrases:
    """The expressions of a language that stand before one of some signs, the longest first."""
    own = {entry for entry in words("reporting", where, speech) if _sign(entry) in signs}
    ordered = sorted(own, key=lambda entry: (-len(entry), entry))
    return Phrases([entry.replace(" ?", r"\s*").replace(" ", r"\s+") for entry in ordered])


def _sign(entry: str) -> str:
    """The sign that must stand right behind an expression, "" for none."""
    ahead = _AHEAD.search(entry)
    return ahead[1] if ahead else ""
