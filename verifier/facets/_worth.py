"""Whether a word of direction is for the better: by the outcome that stands nearest to it."""

from __future__ import annotations

import re

from verifier.lexicon import spoken

FAR = 400  # characters around a word of direction in which its outcome and what denies it stand
_CHANCE = re.compile(
    r"(?i)(?:odds|risks?|chances?|likelihood|probability)\s+(?:of|for)\s+(?:\w+ly\s+)?(?:a\s+)?(?:achiev|reach|attain|obtain|respon|remission|recover|surviv|success|improve"
    r"|heal|conceiv|quit|abstin|live birth|pregnan|being alive|complet)"
)
_GOOD_END = re.compile(r"(?i)(?:abstinence|cessation|relief|recovery|remission|survival|resolution|clearance)\b")
_NAMES = re.compile(r"(?i)\s+(?:\w+\s+)?(?:models?|thresholds?|tolerance)\b")  # "the pain model", "the pain threshold"
_INDEX = re.compile(r"(?i)\s+(?:\w+\s+){0,2}(?:index|scale|questionnaire|inventory)\b")


def worth(sense: str, part: str, match: re.Match[str], speech: str, stop: int) -> int:
    """The worth of a word of direction: +1 where it is for the better, -1 for the worse, 0 where the outcome does not tell."""
    if sense in ("better", "worse"):
        return 1 if sense == "better" else -1
    sign = 1 if sense == "up" else -1
    good = spoken(speech, "direction", "good-outcome")
    bad = spoken(speech, "direction", "bad-outcome")
    # The outcome stands after the word ("reduced pain"), or before it ("pain fell").
    near = max(0, match.start() - FAR), min(stop, match.end() + FAR)
    found_good, found_bad = list(good.finditer(part, *near)), list(bad.finditer(part, *near))
    heads = {found.start() for found in found_bad}
    goods = [found.span() for found in found_good]
    nearest = [
        (
            abs(found.start() - match.end()) if found.start() >= match.end() else abs(match.start() - found.end()) + 6,
            value,
        )
        for outcomes, usual in ((found_good, 1), (found_bad, -1))
        for found in outcomes
        if found.end() <= match.start() or found.start() >= match.end()
        if usual == 1 or not any(start <= found.start() < end for start, end in goods)
        if not _of_the_next(part, found, usual, heads) and not _NAMES.match(part, found.end())
        for value in (_valued(part, found, usual, sense),)
    ]
    return sign * min(nearest)[1] if nearest else 0


def _of_the_next(part: str, outcome: re.Match[str], usual: int, bad: set[int]) -> bool:
    """Whether an outcome only names what the next one is of: "pain relief", "vision loss"."""
    if part[outcome.end() : outcome.end() + 1] not in (" ", "-"):
        return False
    return outcome.end() + 1 in bad if usual > 0 else _GOOD_END.match(part, outcome.end() + 1) is not None


def _valued(part: str, outcome: re.Match[str], usual: int, sense: str) -> int:
    """Whether more of an outcome is good: chances of doing well are, and of an index it is not known that less is bad."""
    if usual < 0:
        return 1 if _CHANCE.match(part, outcome.start()) else -1
    return 0 if sense == "down" and _INDEX.match(part, outcome.end()) else 1
