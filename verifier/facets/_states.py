"""The states that a clause gives its trial: phrases and words of lexicon/status.toml, and verbs tied to their study.

A phrase tells a state wherever it stands; a word only beside the study, in a cell or behind a label. What is denied, past
or only meant is no state; what is not finished yet goes on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from verifier.facets._fields import fields
from verifier.facets._told import told as plainly_told
from verifier.lexicon import Phrases, marks, pattern
from verifier.model import Reading
from verifier.wording.doings import doings

_PHRASES = (
    "invitation",
    "open-to-all",
    "never",
    "not-yet",
    "to-come",
    "active-closed",
    "closed",
    "withdrew",
    "suspended",
    "stopped",
    "completed",
    "ended",
    "recruiting",
    "ongoing",
    "begun",
    "unknown",
)
_WORDS = (
    "invitation",
    "recruiting",
    "ongoing",
    "completed",
    "stopped",
    "ended",
    "withdrawn",
    "suspended",
    "closed",
    "begun",
)
# Words by which what follows is no more than meant or due, and how far before a state they may begin.
_MEANT = re.compile(
    r"(?i)\b(?:should|ought to|(?:was|were|is|are|had been)\s+(?:\w+ly\s+)?(?:(?:supposed|meant|due|planned|scheduled|expected|hoped|intended|slated)\s+)?to"
    r"|(?:expect|hope|plan|aim|intend|want|wish)(?:s|es|ed|ing)?\s+(?:[\w-]+\s+){0,6}?to)\s+"
    r"(?:have\s+)?(?:been\s+|be\s+)?(?:\w+ly\s+)?"
)
_LEAD = 60
_EARLY = re.compile(r"(?i)\s+(?:avant|plus tôt|prématurément|trop tôt|précocement)\b")
_DONE_TO = re.compile(
    r"(?i)\b(?:was|were|been|be|being|is|are|has|had|who|that|they|we|sponsor|company|team|board|investigators?)\s+(?:\w+\s+)?$"
)
_AT_A_TIME = re.compile(r"(?i)(?: for good)? (?:in|on) (?:[a-z]+ )?(?:of )?(?:\d{1,2},? )?(?:19|20)\d\d\W*$")
_TO_REST = re.compile(r"(?i)(?:came|come|comes) to a (?:stop|halt|standstill)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHY = re.compile(
    r"(?i)\b(?:because|due|owing|after|following|when|since|for|as|early|too soon|sudden\w*|abrupt\w*|premature\w*|unexpected\w*|before|amid|over)\b"
)
_BEFORE = 40  # characters before a state in which it is denied
_SHORT_OF = re.compile(
    r"(?i)\b(?:before|without|once|until|till|sobald|una vez que|une fois que?)\s+(?:(?:it|this|they|(?:the )?(?:trial|study|enrol+ment|recruitment))\s+)?(?:(?:could|was|had|were|being|having|ever|be|been|is)\s*)*(?:it )?$"
)
_DENIABLE = ("open-to-all", "withdrew", "suspended", "stopped", "ended", "closed")
_NOT = re.compile(
    r"(?i)\b(?:not|never|nor|neither|wasn['’]t|hasn['’]t|isn['’]t|without (?:being|having been|ever being))\s+(?:yet\s+|ever\s+|been\s+|being\s+)*$"
)
_JOINING = re.compile(
    r"(?i)(?:rekrutierung|aufnahme|recruitment|enrol+ment|accrual|recrutement|inclusions?|reclutamiento|inscripción)\s+(?:für|der|des|del|du|in|of|for|to|into|de|pour|dans|para|en)\s+(?:[\w'’]+\s+){0,4}$"
)
_AND = re.compile(r"(?i)\s(?:and|und|et|y)\s")  # "was withdrawn and never enrolled anybody" tells two states
_SOMEWHERE = re.compile(r"\s+(?:in|at|en|à|au|aux)\s+(?:(?:the|der|den|l['’])\s*)?[A-ZÀ-Þ]")
_QUESTION = re.compile(r"[^.!?]+\?")
_YES = re.compile(r"(?i)\W*(?:yes|yeah|indeed|ja|oui|sí)\b")
_BEGAN = ("began", "started", "commenced", "resumed")
_UNFINISHED = re.compile(
    r"(?i)\b(?:not yet|not as yet|noch nicht|pas encore|(?:todavía|aún) no)\s+(?:[\w'’]+\s+){0,3}$|\b(?:(?:has|is)(?:n['’]t| not)|not)\s+(?:been\s+)?$(?=\w+ yet\b)"
)
_LISTED = re.compile(r"(?i)\bstatus\s*[:=|–-]\s*$")
_BY = re.compile(r"(?i)\s+(?:by|upon|on|auf|sur|por)\b")
_DOING = ("has", "have", "had", "will", "to", "also", "it")  # "has completed the course" is no state of a study
_DESCRIBED = 14  # words that may describe a study before its verb ("die Studie mit A und B läuft")
_ASIDE = re.compile(  # "the study, which took in 7 patients, is under way"
    r"(?i),\s+(?:which|who|qui|que|die|der|das|in (?:den|die)|en (?:el|la) que)\s[^,;:]{1,90},\s"
)
_AROUND = 160  # characters before a word in which its study may stand
_TURNED = frozenset({"not-yet", "never", "closed"})  # states that are told by denying another
_ALL = (*_PHRASES, *(f"word-{meaning}" for meaning in _WORDS))
# These speak of a trial that goes on; UNKNOWN past its planned end stands against them.
LIVE = frozenset({"recruiting", "listed", "invitation", "open-to-all", "ongoing", "not-yet", "active-closed"})
_SET_OFF = (":", "=", "–", "-")  # what stands behind a label


class Said(NamedTuple):
    """A state as the claim puts it."""

    meaning: str
    text: str


def said(reading: Reading) -> tuple[Said, ...]:
    """The states that the clause gives its trial, each once, in the order of the text."""
    text = reading.text
    labelled = [field for field in reading.facet(fields) if field.kind == "status"]
    if labelled:  # a field tells the state; other words of its clause only describe the study
        return tuple(dict.fromkeys(Said(field.state, field.value) for field in labelled))
    if reading.facet(plainly_told):
        return ()  # "takes no healthy volunteers" says whom, and not that it is closed
    told = doings(text)
    if not told and not _any().search(text):
        return ()
    taken: list[tuple[int, int, Said]] = []
    phrased, worded = _phrases(), _words()
    known = marks(text)  # of lists that are made by now
    for meaning, phrases in phrased:
        live = meaning in LIVE
        if known & phrases.bits and (matches := [m for m in phrases.finditer(text) if not _of_joining(text, m)]):
            if meaning in ("completed", "ended"):
                matches = [m for m in matches if not _not_yet(text, m)]  # told as "ongoing" by its word
            if meaning == "stopped" and (came := [m for m in matches if _came_to_rest(text, m)]):
                _take(taken, "ended", came)  # any end may be told so, where its time is all that is told
            if meaning == "never":  # "never recruited in Spain" denies the place
                matches = [m for m in matches if not _SOMEWHERE.match(text, m.end())]
            _take(
                taken, meaning, [m for m in matches if not (live and _past(text, m)) and not _denied(text, m, meaning)]
            )
    for meaning, words in worded:
        if not (known & words.bits and (matches := list(words.finditer(text)))):
            continue
        if meaning == "recruiting":  # the value of a field is the registry's own word
            own = [m for m in matches if _LISTED.search(text, 0, m.start()) and not _BY.match(text, m.end())]
            _take(taken, "listed", own)
        own = [m for m in matches if not _denied(text, m, meaning)]
        if meaning in ("completed", "ended"):
            own = [m for m in own if not _of_joining(text, m)]
        if meaning in ("completed", "ended") and (unfinished := [m for m in own if _not_yet(text, m)]):
            _take(taken, "ongoing", unfinished)
            continue
        if meaning == "stopped":  # "stopped for good in May 2020", by itself: no word on whether that was planned
            _take(taken, "ended", [m for m in own if _of_itself(text, m)])
        _take(taken, meaning, [m for m in own if _of_a_study(text, m) or _bare(text, m)])
    for meaning, start, end in told:
        if meaning in _TURNED:  # "has not begun recruiting" is one state, and its words are none
            taken = [
                held
                for held in taken
                if held[0] < start
                or held[1] > end
                or held[2].meaning in (meaning, "active-closed")
                or (held[2].meaning not in LIVE and _AND.search(text, held[1], end))
            ]
        elif meaning == "ended":  # "s'est terminé": it came to its end, whichever that was
            taken = [held for held in taken if held[2].meaning != "completed" or held[0] < start or held[1] > end]
        if all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, Said(meaning, text[start:end])))
    told_so = [held for held in taken if held[2].meaning in LIVE or not _only_meant(text, *held[:2])]
    if "?" in text:
        told_so = [held for held in told_so if not _only_asked(text, held[0])]
    return tuple(dict.fromkeys(state for _, _, state in sorted(told_so)))


def _only_asked(text: str, at: int) -> bool:
    """Whether a place lies in a question that is not answered by "yes": "¿Sigue en marcha? Está parado temporalmente"."""
    asked = next((match for match in _QUESTION.finditer(text) if match.start() <= at < match.end()), None)
    return asked is not None and _YES.match(text, asked.end()) is None


def _only_meant(text: str, start: int, end: int) -> bool:
    """Whether an end is only what should have been: "should have ended in June", "was due to be completed"."""
    return any(start <= match.end() < end for match in _MEANT.finditer(text, max(0, start - _LEAD), end))


@cache
def _phrases() -> tuple[tuple[str, Phrases], ...]:
    """What tells each state as it stands."""
    return tuple((meaning, pattern("status", meaning)) for meaning in _PHRASES)


@cache
def _words() -> tuple[tuple[str, Phrases], ...]:
    """The words that tell each state where they are said of a study."""
    return tuple((meaning, pattern("status", f"word-{meaning}")) for meaning in _WORDS)


@cache
def _any() -> Phrases:
    """All that tells a state."""
    return pattern("status", *_ALL)


def _take(taken: list[tuple[int, int, Said]], meaning: str, matches: list[re.Match[str]]) -> None:
    """Keep the matches that do not overlap what was taken before."""
    for match in matches:
        start, end = match.span()
        if all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, Said(meaning, match[0])))


def _past(text: str, match: re.Match[str]) -> bool:
    """Whether the phrase tells of a former state ("was still recruiting", "began enrolling patients in 2019")."""
    before = text[max(0, match.start() - 20) : match.start()]
    words = re.findall(r"\w+", before)
    if not words:
        return False
    begun = words[-1].lower() in _BEGAN and words[-2:-1] not in (["has"], ["have"], ["just"])
    return begun or pattern("status", "past").fullmatch(words[-1]) is not None


def _of_joining(text: str, match: re.Match[str]) -> bool:
    """Whether the study of a phrase only says whose joining is meant: "Die Rekrutierung für unsere Studie ist beendet"."""
    return _JOINING.search(text, max(0, match.start() - _BEFORE), match.start()) is not None


def _not_yet(text: str, match: re.Match[str]) -> bool:
    """Whether an end is denied for now: "has not yet been completed", "todavía no ha concluido"."""
    return _UNFINISHED.search(text, max(0, match.start() - _BEFORE), match.start()) is not None


def _denied(text: str, match: re.Match[str], meaning: str) -> bool:
    """Whether a phrase is denied right before it: "was not broken off", "has never been suspended"."""
    before = max(0, match.start() - _BEFORE)
    if meaning in ("completed", "ended", "closed") and _SHORT_OF.search(text, before, match.start()):
        return True  # "was closed down before it could be finished"
    return meaning in _DENIABLE and _NOT.search(text, before, match.start()) is not None


def _of_itself(text: str, match: re.Match[str]) -> bool:
    """Whether a study is told to have stopped at a time, by itself and without a reason."""
    if match[0].lower().startswith("arrêté"):
        return text[: match.start()].endswith(("s'est ", "s’est ")) and not _EARLY.match(text, match.end())
    if match[0].lower() not in ("stopped", "ceased", "halted") or _DONE_TO.search(
        text, max(0, match.start() - 24), match.start()
    ):
        return False
    return _AT_A_TIME.match(text, match.end()) is not None and _after_study(text, match)


def _came_to_rest(text: str, match: re.Match[str]) -> bool:
    """Whether a clause dates that a study came to a stop, and gives no reason: "The year this study came to a stop was 2019"."""
    return _TO_REST.fullmatch(match[0]) is not None and _YEAR.search(text) is not None and not _WHY.search(text)


def _of_a_study(text: str, match: re.Match[str]) -> bool:
    """Whether a word of state stands as a cell, or beside the study whose state it is."""
    return _cell(text, match) or (_after_study(text, match) or _before_study(text, match))


def _bare(text: str, match: re.Match[str]) -> bool:
    """A state without its subject ("and is finished", "was ended because"): the study is the one that is cited."""
    before = re.findall(r"\w+", text[: match.start()])
    linked = pattern("status", "link")
    return 0 < len(before) <= 5 and all(linked.fullmatch(word) for word in before) and before[-1].lower() not in _DOING


def _cell(text: str, match: re.Match[str]) -> bool:
    """A cell of a row ("2 Completed Vandetanib ...") or the value of a label ("Status: recruiting")."""
    before, after = text[: match.start()], text[match.end() :]
    label = re.search(r"([\w' ]{1,40}?)\s*[:=–-]\s*$", before) if before.rstrip().endswith(_SET_OFF) else None
    if label and pattern("status", "label").search(label[1]):
        return True
    if pattern("status", "no-cell").fullmatch(match[0]):
        return False
    leads = re.fullmatch(r"[\s\d,./|–-]{0,20}", before) is not None
    return leads and match[0][0].isupper() and re.match(r"\s*(?:$|[.;,|(]|[A-Z0-9])", after) is not None


def _after_study(text: str, match: re.Match[str]) -> bool:
    """A study, then only linking words or its own description, then the word: "the trial in ALS is under way"."""
    clause = re.split(r"[.;:!?]", text[max(0, match.start() - _AROUND) : match.start()])[-1]
    clause = _ASIDE.sub(" ", clause)
    studies = list(pattern("status", "study").finditer(clause))
    if not studies:
        return False
    between = _unnamed(re.findall(r"\w+", clause[studies[-1].end() :]))
    live = pattern("status", "word-ongoing", "word-recruiting").fullmatch(match[0])
    if not between:
        if live:
            return True
        then = re.match(r"\s*(?:$|[.,;:!?)]|(?:19|20)\d\d|(\w+))", text[match.end() :])
        return then is not None and (then[1] is None or pattern("status", "then").fullmatch(then[1]) is not None)
    if pattern("status", "thing").fullmatch(between[0]) or not _own(between):
        return False
    if live and pattern("status", "past").fullmatch(between[-1]):
        return False
    if live and pattern("status", "of").fullmatch(between[0]) and len(between) <= _DESCRIBED:
        return True
    return pattern("status", "link").fullmatch(between[-1]) is not None


def _unnamed(between: list[str]) -> list[str]:
    """The words behind a study without its name ("the ECOG study", "L'étude ECOG recrute")."""
    while between and len(between[0]) > 1 and between[0][1:] != between[0][1:].lower():
        between = between[1:]
    return between


def _own(between: list[str]) -> bool:
    """Whether people named between a study and its state only describe the study ("of 143 people was completed")."""
    people, prepositions = pattern("status", "people"), pattern("status", "of")
    for index, word in enumerate(between):
        described = any(prepositions.fullmatch(earlier) for earlier in between[max(0, index - 4) : index])
        if people.fullmatch(word) and not described:
            return False
    return True


def _before_study(text: str, match: re.Match[str]) -> bool:
    """The word right before its study: "an ongoing phase 2 trial"."""
    before = re.findall(r"\w+", text[max(0, match.start() - 30) : match.start()])
    if before and pattern("status", "people").fullmatch(before[-1]):
        return False
    after = re.split(r"[.,;:!?]", text[match.end() : match.end() + _AROUND])[0]
    study = pattern("status", "study").search(after)
    if study is None:
        return False
    following = re.findall(r"\w+", after[study.end() :])
    if following and pattern("status", "thing").fullmatch(following[0]):
        return False
    between = re.findall(r"[\w-]+", after[: study.start()])
    return len(between) <= 3 and not any(pattern("status", "joint").fullmatch(word) for word in between)
