"""Whether a clause tells how a study goes, or what it comes to, in words that no field of its record bears out.

"Is still taking people" is not borne out by a title; people who were counted as having joined, or who could, bear out
the words for that.
"""

from __future__ import annotations

import re

from verifier.lexicon import pattern
from verifier.model import Comparison, Reading, TrialFacts
from verifier.wording.assertion import strength

SHARES = ("portion", "%", "fraction")  # details of numbers that are shares
_POSTED = ("outcomeMeasures", "adverseEvents", "participantFlow")
_PLAIN = ("describes", "states")  # strengths of a clause that tells no result
_OF_WHOM = re.compile(r"(?i)\bwho(?:se|m)?\b[^,.;:]{0,80}")  # "people who no longer respond" says who they are
_JOINED = re.compile(  # "60 people were recruited", never "are still being recruited"
    r"(?i)(?<!being )(?<!not )(?<!still )(?<!yet )\b(?:recruited|enrol+ed|joined|signed up|started|aufgenommen|rekrutiert|eingeschlossen)\b"
)
_WHOSE = re.compile(r"(?i),\s*(?:deren|dessen|denen|whose|dont|cuy[oa]s?)\b[^,.;:]*")

_PEOPLE = "patients|participants|people|volunteers|subjects|adults|women|men|children|babies|teenagers|students|smokers|veterans"
_DONE = re.compile(  # what people did, or was done with them, and not who could or should
    rf"(?i)\b(?:{_PEOPLE})\b(?: (?!to\b|who\b|whose\b|if\b|were\b|was\b)[\w-]+){{0,6}}? (?:(?:were|was)(?: (?:all|then|also|randomly|each|first))* "
    r"(?!excluded|planned|supposed|expected|wanted|required|needed|intended|scheduled|aged|invited|allowed|admitted|accepted|barred|blinded|masked|included)\w+(?:[^e]ed|en|given)"
    r"|received|took|got|underwent|swallowed|completed|finished|started|used|wore)\b"
)
_DENIED = re.compile(
    r"(?i)\b(?:no|not|none|nobody|never|neither|nor|without|before|would|should|could|if|planned|n['’]t)\b"
)


def done_by_nobody(reading: Reading, trial: TrialFacts) -> bool:
    """Whether a clause tells what was done with the people of a trial that was withdrawn before there were any."""
    if trial.overall_status != "WITHDRAWN" or trial.enrollment:
        return False
    return _DONE.search(reading.text) is not None and _DENIED.search(reading.text) is None


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
