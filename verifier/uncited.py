"""Checkable claims that name no source: which sentences a careful reader would want a source for, and what would check them.

Pure language: nothing here judges a claim. See `checkable`.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Checkable(NamedTuple):
    """Why a sentence could be checked, and what would check it."""

    why: str
    advice: str


_RULES: tuple[tuple[re.Pattern[str], Checkable], ...] = (
    (
        re.compile(
            r"(?i)\b(?:none|no\s+(?:side|adverse|serious|ill|known)\s?\w*\s+(?:effects?|events?|reactions?|complications?))\b.{0,60}\b(?:ever|in\s+(?:over|more\s+than)\s+[\d.,]+|worldwide)\b"
        ),
        Checkable("a universal count of safety", "a registry or cohort with its adverse events counted"),
    ),
)


def checkable(sentence: str) -> Checkable | None:
    """Say why a sentence without a source could be checked; None when it makes no such claim."""
    for pattern, reason in _RULES:
        if pattern.search(sentence):
            return reason
    return None
