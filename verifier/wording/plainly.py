"""A clause as it is read: without what only leads up to it ("Interestingly, "), contractions written out ("didn't").

The many lists of words are written for "did not differ" at the head of a clause; pages write "In short, it didn't differ".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.lexicon import Guarded, pattern

_BULLET = re.compile(r"[\s•✓✔✗✘▪■●◦‣▶►→➜➔*·–—-]+\s(?=\S)")
_JOINED = re.compile(r"(?:And|But|Und|Aber|Et|Mais|Y|Pero),?\s+(?=[^\W\d])")
_GOES_ON = re.compile(r"\s*[,:–—]\s+(?=\S)|\s+-\s+(?=\S)")
_MARKER = re.compile(r"\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,6}\](?!\w)")
_NOT = re.compile(
    r"\b(did|does|do|is|are|was|were|has|have|had|could|would|should|must|need|might)n['’]t\b", re.IGNORECASE
)
_CANNOT = re.compile(r"\b(ca)n['’]t\b", re.IGNORECASE)
_WILL_NOT = re.compile(r"\bwon['’]t\b")
_FILLS = "also|indeed|in fact|of course|actually|really|truly|in truth"
_FILLED = Guarded(
    re.compile(
        r"\b(did|does|do|is|are|was|were|has|have|had|could|can|would|will|might|may)"
        rf" (?:{_FILLS})(?= [a-z])(?! (?:a|an|the)\b)",
        re.IGNORECASE,
    ),
    _FILLS.replace(" ", r"\s+"),
)
_THAT = re.compile(r",?\s+that\s+(?=\S)")
_SIGNS = (", ", "– ", "— ")  # before what ends a clause and says nothing
_END = re.compile(r"[.!\s]*")
_FAR = 70  # characters at the end of a clause in which it may stand
_OPENERS = 2  # that are left off one after the other: "However, of note, ..."


# "Is it still open? No, it has ended": what is asked and denied is not claimed.
_ANSWERED = re.compile(r"[^.?!]{3,160}\?\s*[-–—]?\s*(?P<no>(?i:no|nope|nein|non)\b)[,.:;!]*\s*")


ASKED = "?"  # what is left of a question that the next clause answers with "no"
_ASKED_NO = re.compile(r"(?i)\?[\s\"'”’»)–—-]*(?:no|nope|nein|non)\b")
_ANSWER = re.compile(r"(?i)(?:no|nein|non|yes|ja|oui|s[ií])\s*,\s+(?=\S)")
_ANSWERS_NO = re.compile(r"(?i)\W*(?:no|nope|nein|non)\b")


def asked_and_denied(text: str, answer: Sequence[str]) -> bool:
    """Whether a clause is a question and the one behind it, if there is one, answers it with "no"."""
    asks = "?" in text and text.rstrip(" \"'”’»)").endswith("?")
    return asks and bool(answer) and _ANSWERS_NO.match(answer[0]) is not None


def answers_no(claim: str) -> bool:
    """Whether a claim asks something and answers "no": what that comes to needs the question turned round, which is not done."""
    return "?" in claim and _ASKED_NO.search(claim) is not None


def plainly(text: str) -> str:
    """A clause without what leads up to it and says nothing, and with its denials written out.

    Of a question that is answered with "no" the answer alone is left.
    """
    if "?" in text and (asked := _ANSWERED.match(text)):
        text = text[asked.end() :] or text[asked.start("no") :]
    answer = _ANSWER.match(text)
    text = text[answer.end() :] if answer else text
    bullet = _BULLET.match(text)
    text = text[bullet.end() :] if bullet else text
    joined = _JOINED.match(text)
    text = text[joined.end() :] if joined else text
    for _ in range(_OPENERS):
        opener = pattern("reporting", "opener").match(text)
        joint = _GOES_ON.match(text, opener.end()) if opener else None
        if joint is None:
            opener = pattern("reporting", "opener-that").match(text)
            joint = _THAT.match(text, opener.end()) if opener else None
        if joint is None:
            break
        text = text[joint.end() :]
    if (closers := pattern("reporting", "closer")).may_match(text):
        for sign in _SIGNS:
            comma = text.rfind(sign, max(1, len(text) - _FAR))
            closer = closers.match(text, comma + 2) if comma > 0 else None
            if closer is not None and (end := _END.fullmatch(text, closer.end())):
                text = text[:comma].rstrip() + end[0]
    if "[" in text:
        text = _MARKER.sub("", text)
    if "n't" in text or "n’t" in text:
        text = _WILL_NOT.sub("will not", _CANNOT.sub(r"\1nnot", _NOT.sub(r"\1 not", text)))
    return _FILLED.sub(r"\1", text)
