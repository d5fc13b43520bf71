"""Who says what a claim claims: "studies show that ...", "according to a review of the field, ...", "..., the authors write".

Such words tell nothing of the matter, so that no record need have them, and what they lead to is told all the same.
"""

from __future__ import annotations

import re

from verifier.lexicon import spoken

_STARTS = re.compile(
    r"(?:\W*(?:but|and|so|yet|still|also|however|then|aber|und|doch|mais|et|pero|y)\b,?)?\W*", re.IGNORECASE
)
_ENDS = re.compile(r"[\s.!\"'”’»)]*$")
_FAR = 90  # characters at the end of a claim in which such words may stand


def reported(text: str, speech: str) -> tuple[tuple[int, int], ...]:
    """Where a text of one language says who says the rest: at its head, at its end, or not at all."""
    found: list[tuple[int, int]] = []
    start = _STARTS.match(text)
    head = spoken(speech, "reporting", "opens").match(text, start.end()) if start else None
    if head is not None and _ENDS.match(text, head.end()) is None:
        found.append(head.span())
    comma = text.rfind(",", max(1, len(text) - _FAR))
    if comma > 0 and (not found or comma > found[0][1]):
        at = comma + 1 + (len(text[comma + 1 :]) - len(text[comma + 1 :].lstrip()))
        tail = spoken(speech, "reporting", "closes").match(text, at)
        if tail is not None and _ENDS.match(text, tail.end()):
            found.append(tail.span())
    return tuple(found)
