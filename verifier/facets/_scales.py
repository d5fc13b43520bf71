"""Whether a higher value of a posted outcome is better or worse: by what the registry says of it, and by the name of its scale."""

from __future__ import annotations

import re

from verifier.lexicon import pattern, spoken
from verifier.model import PostedOutcome

_BETTER_UP = re.compile(
    r"(?i)(?:higher|greater|larger|increas\w*|more|positive)[^.]{0,60}(?:better|improve\w*|good|greater (?:function|satisfaction|quality)|less (?:pain|severe)|benefit)"
)
_WORSE_UP = re.compile(
    r"(?i)(?:higher|greater|larger|increas\w*|more)[^.]{0,80}(?:worse|sever\w*|symptom\w*|impair\w*|disab\w*|depress\w*|anxi\w*|pain|problem\w*|poorer|distress|fatigue|craving|burden)"
)
_BETTER_DOWN = re.compile(r"(?i)(?:lower|negative|reduc\w*|decreas\w*)[^.]{0,60}(?:better|improve\w*|good)")
GAIN = re.compile(r"(?i)\b(?:reduction|improvement|decrease|gain|relief|response|responder|remission)\b")


def higher_is(outcome: PostedOutcome) -> int:
    """+1 when a higher value is better, -1 when it is worse, 0 when the registry does not tell."""
    text = outcome.description
    if _WORSE_UP.search(text) and not _BETTER_UP.search(text):
        return -1
    if (_BETTER_UP.search(text) and not _WORSE_UP.search(text)) or GAIN.search(outcome.title):
        return 1
    if _BETTER_DOWN.search(text):
        return -1
    good = spoken("en", "direction", "good-outcome").search(outcome.title)
    bad = spoken("en", "direction", "bad-outcome").search(outcome.title)
    return 1 if good and not bad else -1 if bad and not good else 0


def known_scale(outcome: PostedOutcome) -> int:
    """Whether a higher score is better (1) or worse (-1) on the scale that the title names; 0 where it names none that is known."""
    good = pattern("scales", "good").search(outcome.title)
    bad = pattern("scales", "bad").search(outcome.title)
    return 0 if (good is None) == (bad is None) else 1 if good else -1
