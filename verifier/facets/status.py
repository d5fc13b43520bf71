"""The state of a trial: what the claim says of it, and what statusModule says.

The registry turns a record UNKNOWN when it was last told recruiting, not yet recruiting or active, its planned
end has passed and nobody verified it for two years (ClinicalTrials.gov glossary; seen on every UNKNOWN record of
our sample). UNKNOWN is neither completed nor stopped: it never agrees with "ongoing" once the planned end has
passed, and it decides nothing on "completed" or "stopped".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._fields import fields
from verifier.facets._plainly import told as plainly_told
from verifier.lexicon import Phrases, load, marks, pattern, suggested
from verifier.model import Comparison, PartialDate, Quote, Reading, Source, TrialFacts
from verifier.wording.doings import doings

FACETS = ("status",)
OF = "trial"
WHERE = "statusModule.overallStatus"

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
    r"(?i)\b(?:should|ought to|(?:was|were|is|are|had been)\s+(?:\w+ly\s+)?(?:(?:supposed|meant|due|planned|scheduled|expected|hoped|intended|slated)\s+)?to)\s+"
    r"(?:have\s+)?(?:been\s+|be\s+)?(?:\w+ly\s+)?"
)
_LEAD = 60
_EARLY = re.compile(r"(?i)\s+(?:avant|plus tôt|prématurément|trop tôt|précocement)\b")
_DONE_TO = re.compile(
    r"(?i)\b(?:was|were|been|be|being|is|are|has|had|who|that|they|we|sponsor|company|team|board|investigators?)\s+(?:\w+\s+)?$"
)
_AT_A_TIME = re.compile(r"(?i)(?: for good)? (?:in|on) (?:[a-z]+ )?(?:of )?(?:\d{1,2},? )?(?:19|20)\d\d\W*$")
_BEFORE = 40  # characters before a state in which it is denied
_SHORT_OF = re.compile(
    r"(?i)\b(?:before|without)\s+(?:(?:it|this|they|the (?:trial|study))\s+)?(?:(?:could|was|had|were|being|having|ever|be|been|is)\s*)*(?:it )?$"
)
_DENIABLE = ("withdrew", "suspended", "stopped", "ended", "closed")
_NOT = re.compile(
    r"(?i)\b(?:not|never|nor|neither|wasn['’]t|hasn['’]t|isn['’]t|without (?:being|having been|ever being))\s+(?:yet\s+|ever\s+|been\s+|being\s+)*$"
)
_LISTED_STATES = ("completed", "terminated", "withdrawn", "suspended")
_LISTED = re.compile(r"(?i)\bstatus\s*[:=|–-]\s*$")
_BY = re.compile(r"(?i)\s+(?:by|upon|on|auf|sur|por)\b")
_DOING = ("has", "have", "had", "will", "to", "also", "it")  # "has completed the course" is no state of a study
_DESCRIBED = 14  # words that may describe a study before its verb ("die Studie mit A und B läuft")
_AROUND = 160  # characters before a word in which its study may stand
_RUNNING = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"})
_JOINING = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
_OVER = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN"})
_TURNED = frozenset({"not-yet", "never", "closed"})  # states that are told by denying another
_ALL = (*_PHRASES, *(f"word-{meaning}" for meaning in _WORDS))

# For each meaning: the states that agree with it. Every other state but UNKNOWN stands against it.
AGREE: dict[str, frozenset[str]] = {
    "recruiting": _JOINING,
    "listed": frozenset({"RECRUITING", "AVAILABLE"}),
    "invitation": frozenset({"ENROLLING_BY_INVITATION"}),
    "open-to-all": frozenset({"RECRUITING", "AVAILABLE"}),
    "not-yet": frozenset({"NOT_YET_RECRUITING"}),
    "to-come": _JOINING | {"NOT_YET_RECRUITING", "SUSPENDED"},
    "never": frozenset({"WITHDRAWN", "NOT_YET_RECRUITING"}),
    "active-closed": frozenset({"ACTIVE_NOT_RECRUITING"}),
    "closed": frozenset({"ACTIVE_NOT_RECRUITING", "SUSPENDED"}) | _OVER,
    "ongoing": _RUNNING | {"AVAILABLE"},
    "completed": frozenset({"COMPLETED"}),
    "terminated": frozenset({"TERMINATED"}),
    "unknown": frozenset({"UNKNOWN"}),
    "stopped": frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"}),
    "ended": _OVER,
    "withdrawn": frozenset({"WITHDRAWN"}),
    "withdrew": frozenset({"WITHDRAWN", "TERMINATED"}),
    "suspended": frozenset({"SUSPENDED"}),
    "begun": _RUNNING | {"COMPLETED", "TERMINATED", "SUSPENDED", "AVAILABLE"},
}
# These speak of a trial that goes on; UNKNOWN past its planned end stands against them.
LIVE = frozenset({"recruiting", "listed", "invitation", "open-to-all", "ongoing", "not-yet", "active-closed"})


_COUNT = re.compile(r"\b\d[\d.,\u00a0\u202f ]*\b(?!\s*(?:%|per ?cent|prozent))")
_YET = re.compile(r"(?i)(?:before|bevor|avant|antes)\b")
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
        if known & phrases.bits and (matches := list(phrases.finditer(text))):
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
        if meaning == "stopped":  # "stopped for good in May 2020", by itself: no word on whether that was planned
            _take(taken, "ended", [m for m in own if _of_itself(text, m)])
        _take(taken, meaning, [m for m in own if _of_a_study(text, m) or _bare(text, m)])
    for meaning, start, end in told:
        if meaning in _TURNED:  # "has not begun recruiting" is one state, and its words are none
            taken = [held for held in taken if held[0] < start or held[1] > end or held[2].meaning == meaning]
        if all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, Said(meaning, text[start:end])))
    told_so = [held for held in taken if held[2].meaning in LIVE or not _only_meant(text, *held[:2])]
    return tuple(dict.fromkeys(state for _, _, state in sorted(told_so)))


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


def end(trial: TrialFacts) -> PartialDate:
    """The date on which the trial ends or ended, as the registry gives it; an empty one when there is none."""
    return trial.completion or trial.primary_completion or PartialDate("")


def end_told(trial: TrialFacts, speech: str = "en") -> str:
    """The end of the trial in words: "planned end 2021-10", "ended 2021-10", or "end date 2021-10" without a type."""
    date = end(trial)
    form = {"ACTUAL": "ended", "ESTIMATED": "planned-end"}.get(date.type, "end")
    return suggested(speech, form, date.date[:7]) if date.date else ""


def wording(trial: TrialFacts, speech: str = "en") -> str:
    """The state as the registry has it: "status: unknown; last verified 2020-03, planned end 2021-10".

    speech: the language of the page that may take it over; what the sponsor wrote stays as it is.
    """
    state, dates = _state(trial, speech), _dates(trial, speech)
    status = suggested(speech, "status", state)
    return f"{status}; {dates}" if dates else status


def withdrawn(trial: TrialFacts, speech: str = "en") -> str:
    """What to do about anything that a page tells of a trial which nobody joined: one wording for all of it."""
    return f"suggested wording: “{wording(trial, speech)}”"


def told(trial: TrialFacts) -> str:
    """The state in a sentence: "unknown (last verified 2020-03, planned end 2021-10)"."""
    dates = _dates(trial, "en")
    return f"{_state(trial, 'en')} ({dates})" if dates else _state(trial, "en")


def _state(trial: TrialFacts, speech: str) -> str:
    return str(load("suggested")[speech].get(trial.overall_status, trial.overall_status.lower().replace("_", " ")))


def _dates(trial: TrialFacts, speech: str) -> str:
    """When the record was last verified, when the trial ends or ended, and why it stopped; no end where nothing began."""
    dates = [suggested(speech, "verified", trial.verified)] if trial.verified else []
    if trial.overall_status != "WITHDRAWN" and (told_end := end_told(trial, speech)):
        dates.append(told_end)
    if trial.why_stopped:
        dates.append(suggested(speech, "reason", trial.why_stopped.rstrip(". ")))
    return ", ".join(dates)


def passed(date: str, today: dt.date) -> bool:
    """Whether a date of any precision ("2021", "2021-10", "2021-10-05") lies wholly before today."""
    return bool(date) and date < today.isoformat()[: len(date)]


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each state that the claim gives the trial, beside overallStatus."""
    trial = source.trial
    if trial is None or not trial.overall_status:
        return
    last = trial.overall_status == "UNKNOWN" and trial.last_known_status and pattern("status", "as-last-told")
    own = {field.value for field in reading.facet(fields) if field.kind == "status" and field.state in _LISTED_STATES}
    done = pattern("status", "has-done").search(reading.text) if trial.overall_status == "NOT_YET_RECRUITING" else None
    if done is not None and not reading.facet(said) and _COUNT.search(reading.text):
        shown = Quote(trial.overall_status, WHERE)
        yield Comparison("status", "different", Quote(done[0], "claim"), shown, reading.part, "begun")
    for state in reading.facet(said):
        relation = _relation(state.meaning, trial, today)
        if trial.overall_status == "SUSPENDED" and _YET.match(state.text) and trial.enrollment_type != "ACTUAL":
            relation = "absent"  # put off before anybody had joined, for all that the fields tell
        shown = Quote(trial.overall_status, WHERE)
        if relation == "absent" and trial.overall_status == "UNKNOWN" and state.text in own:
            relation = "different"  # the value of a field is the registry's own word, and it has another one
        if relation != "same" and last and last.search(reading.text):
            relation = "same" if trial.last_known_status in AGREE[state.meaning] else "absent"
            shown = Quote(trial.last_known_status, "statusModule.lastKnownStatus")
        if state.meaning == "not-yet" and _in_its_year(state.text, trial):
            continue  # "the trial begins in 2019", told of 2019
        yield Comparison("status", relation, Quote(state.text, "claim"), shown, reading.part, state.meaning)


def _in_its_year(text: str, trial: TrialFacts) -> bool:
    """Whether words on a beginning to come give the year in which the trial did begin."""
    return trial.start is not None and trial.start.type == "ACTUAL" and trial.start.date[:4] in text


def _relation(meaning: str, trial: TrialFacts, today: dt.date) -> str:
    """How the record's state stands to the one in the claim."""
    status = trial.overall_status
    if status in AGREE[meaning]:
        return "same"
    if status == "UNKNOWN":
        over = passed(end(trial).date, today)
        return "different" if meaning in LIVE and over else "absent"
    if status == "WITHHELD" or meaning == "to-come":  # a plan that was never told anew says nothing against its trial
        return "absent"
    return "different"


def _take(taken: list[tuple[int, int, Said]], meaning: str, matches: list[re.Match[str]]) -> None:
    """Keep the matches that do not overlap what was taken before."""
    for match in matches:
        start, end = match.span()
        if all(end <= first or start >= last for first, last, _ in taken):
            taken.append((start, end, Said(meaning, match[0])))


def _past(text: str, match: re.Match[str]) -> bool:
    """Whether the phrase tells of a former state ("was still recruiting")."""
    before = text[max(0, match.start() - 20) : match.start()]
    words = re.findall(r"\w+", before)
    return bool(words) and pattern("status", "past").fullmatch(words[-1]) is not None


def _denied(text: str, match: re.Match[str], meaning: str) -> bool:
    """Whether a phrase is denied right before it: "was not broken off", "has never been suspended"."""
    before = max(0, match.start() - _BEFORE)
    if meaning in ("completed", "ended") and _SHORT_OF.search(text, before, match.start()):
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
