"""Whether the words before a word of direction deny it: "did not improve", "no evidence that X, or Y, improved".

Most clauses have no word of denial at all: that is asked once for all of their effects.
"""

from __future__ import annotations

import re
from functools import cache

from verifier.lexicon import Gate, Guarded, spoken

NEAR = 90  # characters before a word in which "no evidence of" and the like stand
_LEAD = 160  # characters before a word in which a clause, commas or not, says that there was no evidence of it
_NO_PROOF = Guarded(
    re.compile(
        r"(?i)\bno (?:\w+ )?(?:evidence|proof|suggestion|indication|sign) (?:that|of|for)\b|\b(?:do|does|did) not support\b"
    ),
    "evidence|proof|suggestion|indication|sign|support",
)
# "Did not make the cells die off faster": what is denied stands far behind.
_NOT_MADE = re.compile(
    r"(?i)\b(?:(?:did|does|do|could|can|will|would)(?: not|n['’]t)|never|cannot|fail(?:s|ed)? to)\s+(?:make|keep|get|let|leave|give|bring"
    r"|have|help|cause|lead|buy|win|mean)\b(?:(?!\b(?:but|who|that|which|and)\b)[^,;:.])*$"
)
_LACKING = re.compile(r"(?i)\bwithout\s+(?:[\w()-]+\s+){1,4}$")
_CLAUSE = re.compile(r"[.;]|\b(?:but|although|however|while)\b")
_NO_THAT = Guarded(
    re.compile(r"(?i)\bno (?:\w+ )?(?:evidence|proof|suggestion|indication|sign) that\b"),
    "evidence|proof|suggestion|indication|sign",
)
_TURNED = re.compile(r"(?i)[;:]|\b(?:but|although|though|however|whereas|while)\b")
_WITHOUT_IT = re.compile(
    r"(?i)\b(?:no|without|absence of|lack of|lacking|deficient in)\s+(?:[\w()-]+\s+){0,4}[\w()-]+\s+(?:was|were|is|are|had|has|have|shows?|showed|exhibit\w*"
    r"|display\w*|develop\w*|leads?|led|results?|resulted|caused?|causes|became|gave|gained|lost)(?:\s+\w+ly)?$"
)
# What denies has one of these words or signs, where no list of the lexicon tells it.
_DENYING = Guarded(_NOT_MADE, "no|not|never|cannot|fail(?:s|ed)?|without", signs="'’")


def may_deny(part: str, speech: str) -> bool:
    """Whether a stretch of a text may deny what stands in its first `NEAR` characters, as its words tell."""
    return (
        "(" in part or "[" in part or _denials(speech).may_match(part)
    )  # words around brackets are read as neighbours


@cache
def _denials(speech: str) -> Gate:
    """The words and signs without which nothing is denied."""
    return Gate(_DENYING, spoken(speech, "direction", "negation"))


def negated(before: str, speech: str, word: str = "") -> bool:
    """Whether a negation stands among the four words before, and no verb between: not in "those without it were worse"."""
    near = " ".join(before.split()[-4:])
    if speech == "en" and _WITHOUT_IT.search(" ".join(before.split()[-7:])):
        return False
    if speech == "en" and word.endswith("ed") and _LACKING.search(before):
        return False  # "a film without warnings reduced X": what it is without is no denial
    if speech == "en" and (_NO_PROOF.compiled.search(before[-NEAR:]) or _NOT_MADE.search(before[-NEAR:])):
        return True
    return spoken(speech, "direction", "negation").search(near) is not None


def unproven(text: str, start: int) -> bool:
    """Whether "no evidence that" leads up to a place, words set off by commas between them ("no evidence that X, or Y, did")."""
    lead = _NO_THAT.search(text, max(0, start - _LEAD), start)
    return lead is not None and _TURNED.search(text, lead.end(), start) is None


def doubted(text: str, start: int) -> bool:
    """Whether a clause says of what stands at a place, commas or not, that there was no evidence of it."""
    if start <= _LEAD and not _NO_PROOF.may_match(text):
        return False
    before = text[max(0, start - _LEAD) : start]
    match = _NO_PROOF.compiled.search(before)
    return match is not None and not _CLAUSE.search(before, match.end())
