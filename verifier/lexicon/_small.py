"""Texts in small letters, as the expressions read them that do not tell capitals."""

from __future__ import annotations

# Without regard to capitals these are an i, an s and a k, and `str.lower` leaves them, or makes two letters of one.
SAME = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")


def small(text: str) -> str:
    """A text in small letters, letter for letter: what an expression has matched is found so in a table of words."""
    return text.lower() if text.isascii() else text.translate(SAME).lower()
