"""What is only aimed at, hoped for or asked: "is meant to reduce pain", "we expect that it heals", "to see whether it works".

A claim of what was found is borne out by what was found alone. An effect that stands behind such words, in a claim or
in a record, is none that is told: to what it was put, it was not yet found to do.
"""

from __future__ import annotations

import re
from functools import cache

from verifier.lexicon import Gate, Guarded, spoken

_BACK = 300  # characters before a place in which the words stand that govern it
# Between "to" and what is aimed at: nothing but how ("help", "significantly"), or what is done first ("stop and reverse").
_DIRECTLY = re.compile(
    r"(?i)\s*(?:(?:help|assist|aid|support|in|the|a|an|achieve|obtain|produce|provide|bring about|see|get|significantly|effectively|safely|further|potentially|better"
    r"|also|both|either|\w+ly)\s+){0,3}"
)
_AND = re.compile(r"(?i)[\w\s/-]{1,60}?\b(?:and|or)\s+(?:\w+ly\s+)?")
_PART = re.compile(r"[,;:.]|\b(?:which|but|while|whereas)\b", re.IGNORECASE)
_TURN = re.compile(r"(?i)[;]\s|\b(?:but|however|although|whereas|and (?:we )?(?:found|showed|observed))\b")
_FOUND = re.compile(r"(?i)\b(?:found|showed|shown|demonstrated|observed|was|were|had|did)\b")
_BORNE = re.compile(r"(?i)\b(?:support|confirm|prove|verif|corroborat)\w*\s+(?:the |our |this |that )?(?:\w+ )?$")
_FEW = 5  # words between "will" and what it foretells
_FREE = ("de", "fr", "es")  # in these what is aimed at may stand further behind ("soll die Schmerzen verringern")
_THINGS = "drug|medicine|treatment|cure|pill|vaccine|remedy|compound|agent|inhibitor|tool|device"
_NO_SUCH = Guarded(  # "still do not have a drug that blocks it"
    re.compile(
        r"(?i)\b(?:no|not (?:yet )?have|lack(?:s|ed|ing)?) (?:an? |any |the )?(?:[\w-]+ ){0,2}"
        rf"(?:{_THINGS})s? (?:that|which|to)(?: \w+ly)? $"
    ),
    "no|not|lack(?:s|ed|ing)?",
)


def aimed_at(text: str, at: int, speech: str) -> bool:
    """Whether what stands at a place of a text is only aimed at, hoped for or asked."""
    if not _cues(speech).may_match(text):
        return False
    start = max(0, at - _BACK)
    supposed = [m for m in spoken(speech, "direction", "supposed").finditer(text, start, at) if not _borne(text, m)]
    if supposed and not _TURN.search(text, supposed[-1].end(), at):
        return True
    aims = list(spoken(speech, "direction", "aim").finditer(text, start, at))
    return bool(aims) and _near(text[aims[-1].end() : at], speech)


@cache
def _cues(speech: str) -> Gate:
    """The words without which a text of one language aims at nothing and supposes nothing."""
    return Gate(spoken(speech, "direction", "supposed"), spoken(speech, "direction", "aim"))


def _borne(text: str, supposed: re.Match[str]) -> bool:
    """Whether a hypothesis is told to have been borne out."""
    return _BORNE.search(text, max(0, supposed.start() - 30), supposed.start()) is not None


def _near(between: str, speech: str) -> bool:
    """Whether nothing stands between the words of an aim and what is aimed at that parts them."""
    if speech in _FREE:
        return _PART.search(between) is None
    if _DIRECTLY.fullmatch(between):
        return True
    joined = _AND.fullmatch(between)
    return joined is not None and _FOUND.search(between) is None


def foretold(text: str, at: int) -> bool:
    """Whether an English text of a record asks, or foretells, what stands at a place: "will reduce", "if it heals"."""
    if text.rstrip().endswith("?"):
        return True
    told = list(spoken("en", "direction", "foretold").finditer(text, max(0, at - _BACK), at))
    if not told:
        return False
    between = text[told[-1].end() : at]
    return _PART.search(between) is None and len(between.split()) <= _FEW and _FOUND.search(between) is None


def of_no_such_thing(text: str, at: int) -> bool:
    """Whether a place stands in what is said of a drug or a device that there is none of."""
    return _NO_SUCH.search(text, 0, at) is not None
