"""Whether a text says that something acts on someone or something, by its verb: "straightens", "gets smokers off".

Verbs stand in lexicon/verbs.toml by their base forms. A word of these forms is a verb where a subject stands right
before it and what is acted on right behind: "the gel stops pain", and not "the stops of pain".
"""

from __future__ import annotations

import re
from functools import cache

from verifier import lexicon

# Words behind which no verb stands: "the cut", "of relapses", "and cures".
_NO_SUBJECT = re.compile(
    r"(?i)\b(?:an?|the|of|or|in|with|for|by|no|any|their|its|his|her|your|our|more|fewer|less|these|those|this|that|serious|side|such|many"
    r"|as|on|at|from|about|after|before|per|to|without|between|under|over|than|was|were|is|are|be|been|being|not)\s+$"
)
# Words before which no verb of this kind stands: "stops of", "cures for".
_NO_OBJECT = re.compile(
    r"(?i)\s*(?:$|[.,;:!?)]|\s(?:of|in|and|or|for|were|was|are|is|than|at|among|per|from|had|have|has|by"
    r"|after|before|when|because|early|since|until|due|while|though|during|ahead|prematurely|too|if|as)\b)"
)
# What is done to a study ("supported the trial") is no effect either.
_A_STUDY = re.compile(
    r"(?i)\s+(?:(?:the|this|that|its|our|their|his|her|an?)\s+(?:[\w-]+\s+){0,2}(?:trials?|stud(?:y|ies)|research|projects?|registry|pilot)\b|NCT ?\d{8})"
)
# Who runs a study, takes part in it or writes of it: what they do is no effect.
_PEOPLE = re.compile(
    r"(?i)\b(?:trials?|NCT ?\d{8}|stud(?:y|ies)|pilots?|programmes?|programs?|cohorts?|experiments?|comparisons?|ventures?|projects?|teams?|researchers?|investigators?|scientists?|hospitals?|clinics?|compan(?:y|ies)|universit(?:y|ies)"
    r"|institutes?|doctors?|nurses?|surgeons?|therapists?|sponsors?|records?|registr(?:y|ies)|regist(?:er|ers)|listings?|pages?|papers?|authors?|reviews?"
    r"|articles?|guidelines?|experts?|patients?|participants?|people|volunteers?|women|men|children|adults|teenagers|students|users|smokers|someone"
    r"|who|whoever|they|she|he|we|you|one|half|group|groups|arm|arms|centre|center|foundation|which|protocol)\b"
)
# "Lets you track your meals": what something is for, and nothing that comes of it.
_FEATURE = re.compile(
    r"(?i)lets?\s+(?:[\w-]+\s+){1,3}?(?:bring|use|see|track|log|record|enter|choose|pick|share|invite|add|ask|talk|speak|chat|text|message|call"
    r"|follow|practi[sc]e|play|watch|read|listen|write|send|meet|join|book|compare|check|measure|monitor|store|look|learn|work|test|set|do)\b"
)
_NEAR = 60  # characters before a verb in which its subject stands
_PHRASE = re.compile(r"(?i)\b(?:from|of|made of|derived from)\s+(?:[\w-]+\s+){1,4}$")
_PLURAL = re.compile(
    r"(?i)\b(?!(?:was|is|has|does|as|this|its|his|us|thus|plus|versus|always)\b)[^\W\d_]{2,}s\s+(?:(?:now|also|really|can|fully|simply|quickly)\s+)?$"
)
_PLURAL_ENDS = ("s", "now", "also", "really", "can", "fully", "simply", "quickly")


def acts_now(text: str) -> bool:
    """Whether something is said to act on something now, as a general fact; a study and its people do not count."""
    for match in _third().finditer(text):
        if _is_verb(text, match):
            return True
    return any(_of_many(text, match.start()) and _is_verb(text, match) for match in _base().finditer(text))


def _of_many(text: str, at: int) -> bool:
    """Whether a plural stands before a place: "cells heal", "cells from the cord heal"."""
    if _plural(text, at):
        return True
    told = _PHRASE.search(text, max(0, at - _NEAR), at)
    return told is not None and _plural(text, told.start())


def _plural(text: str, at: int) -> bool:
    """Whether a plural stands right before a place."""
    start = max(0, at - _NEAR)
    ends = text[start:at].rstrip().lower().endswith(_PLURAL_ENDS)
    return ends and _PLURAL.search(text, start, at) is not None


def acted(text: str) -> bool:
    """Whether something is said to have acted on something, by a verb that says what it did."""
    return any(_is_verb(text, match) for match in _past().finditer(text))


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Whether a form stands between what acts and what is acted on, and what acts is no study."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if not before.strip() or before.rstrip()[-1] in ",;:(" or before[-1] == "-" or _NO_SUBJECT.search(before):
        return False
    if _NO_OBJECT.match(text, match.end()) or _A_STUDY.match(text, match.end()) or _FEATURE.match(text, match.start()):
        return False
    subject = re.split(r"[,;:.]|\b(?:that|and|but|because|when|where|if)\b", before)[-1]
    return _PEOPLE.search(subject) is None


@cache
def _forms() -> tuple[tuple[str, str, str, bool], ...]:
    """(base, third person, past, whether the verb itself says what is done) of every verb."""
    listed = lexicon.load("verbs")
    known = {base: tuple(form.strip() for form in line.split(",")) for base, line in listed["irregular"].items()}
    found = []
    for table in ("acts", "causes"):
        for base in (word.strip() for word in listed[table]["en"].split(",")):
            third, past = known.get(base) or (_with_s(base), _with_ed(base))
            found.append((base, third, past, table == "acts"))
    return tuple(found)


def _with_s(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def _with_ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else base + "ed"


def _phrases(words: list[str]) -> lexicon.Phrases:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return lexicon.Phrases([word.replace(" ", r"\s+") + "(?!-)" for word in ordered])


@cache
def _third() -> lexicon.Phrases:
    return _phrases([third for _, third, _, _ in _forms()])


@cache
def _base() -> lexicon.Phrases:
    return _phrases([base for base, _, _, _ in _forms()])


@cache
def _past() -> lexicon.Phrases:
    return _phrases([past for _, _, past, own in _forms() if own])
