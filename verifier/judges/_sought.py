"""Regular expressions that are not tried on sentences which plainly have no match: most have none, and trying is dear."""

from __future__ import annotations

import re


class Sought:
    """A regular expression, and what its matches cannot do without.

    expression: read without regard to capitals.
    parts: pieces in small letters of which every match has at least one. Texts beyond ASCII are not told by them, since
        some capitals there have another small form than the one that matches.
    """

    __slots__ = ("compiled", "parts")

    def __init__(self, expression: str, *parts: str) -> None:
        self.compiled = re.compile(expression, re.IGNORECASE)
        self.parts = parts

    def may_be_in(self, text: str, lowered: str) -> bool:
        """Whether the text may have a match; `lowered`: the same in small letters."""
        for part in self.parts:  # any() over a generator takes twice as long
            if part in lowered:
                return True
        return not text.isascii()

    def is_in(self, text: str, lowered: str) -> bool:
        """Whether the text has a match; `lowered`: the same in small letters."""
        return self.may_be_in(text, lowered) and self.compiled.search(text) is not None
