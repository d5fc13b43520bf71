"""Whether a clause tells how a study goes, or what it comes to, in words that no field of its record bears out.

"Is still taking people" is not borne out by a title; people who were counted as having joined, or who could, bear out
the words for that.
"""

from __future__ import annotations

import re

from verifier.lexicon import pattern
from verifier.model import Comparison, Reading
from verifier.wording.assertion import strength

SHARES = ("portion", "%", "fraction")  # details of numbers that are shares
_POSTED = ("outcomeMeasures", "adverseEvents", "participantFlow")
_PLAIN = ("describes", "states")  # strengths of a clause that tells no result
_OF_WHOM = re.compile(r"(?i)\bwho(?:se|m)?\b[^,.;:]{0,80}")  # "people who no longer respond" says who they are
_JOINED = re.compile(  # "60 people were recruited", never "are still being recruited"
    r"(?i)(?<!being )(?<!not )(?<!still )(?<!yet )\b(?:recruited|enrol+ed|joined|signed up|started|aufgenommen|rekrutiert|eingeschlossen)\b"
)
_WHOSE = re.compile(r"(?i),\s*(?:deren|dessen|denen|whose|dont|cuy[oa]s?)\b[^,.;:]*")


def tells_a_state(reading: Reading, own: list[Comparison]) -> bool:
    """Whether a clause has a word of a study's state; none where a posted figure is told.

    Words by which people came in, or could, are left aside where a field bears these out. own: its comparisons.
    """
    if any(_posted_figure(c) for c in own):
        return False
    text, same = reading.text, {c.facet for c in own if c.relation == "same"}
    if "eligibility" in same:
        for match in pattern("people", "admits").finditer(text):
            text = text.replace(match[0], " ")
    if "enrolment" in same:
        text = _JOINED.sub("", _WHOSE.sub("", text))
    return pattern("guarded", "state").search(text) is not None


def _posted_figure(comparison: Comparison) -> bool:
    """Whether a posted result bears out a figure: "already after 12 weeks 40% had answered" tells no state of a study."""
    exact = comparison.facet == "by-arm" or (comparison.facet == "number" and comparison.detail in SHARES)
    return exact and comparison.relation == "same" and comparison.shown.where.startswith(_POSTED)


def of_now(reading: Reading, same: set[str]) -> bool:
    """Whether a clause that describes a trial says how it goes, or what it comes to, in words that no field bears out."""
    if same & {"status", "stop-reason", "dates", "date", "results"} or reading.facet(strength) not in _PLAIN:
        return False
    text = _OF_WHOM.sub("", reading.text)
    if pattern("guarded", "doing").search(text):
        return True
    return not same & {"enrolment", "eligibility"} and pattern("guarded", "comes-of-it").search(text) is not None
