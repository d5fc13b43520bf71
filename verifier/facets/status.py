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

from verifier.facets._fields import fields
from verifier.facets._states import LIVE, Said, said
from verifier.lexicon import load, pattern, suggested
from verifier.model import Comparison, PartialDate, Quote, Reading, Source, TrialFacts

FACETS = ("status",)
OF = "trial"
WHERE = "statusModule.overallStatus"

_LISTED_STATES = ("completed", "terminated", "withdrawn", "suspended")
_RUNNING = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"})
_JOINING = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
_OVER = frozenset({"COMPLETED", "TERMINATED", "WITHDRAWN"})

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
_COUNT = re.compile(r"\b\d[\d.,\u00a0\u202f ]*\b(?!\s*(?:%|per ?cent|prozent))")
_FOR_GOOD = re.compile(  # a suspended trial may go on
    r"(?i)\b(?:terminat\w+|abandon\w*|for good|cancel\w*|scrapped|axed|aborted|abgebrochen|beendet|aufgegeben|annulée?|abandonnée?|prématuré\w*|cancelad\w+|canceló|terminó|finaliz\w+)\b"
)
_NOBODY = re.compile(
    r"(?i)\b(?:no|nobody|none|not|never|failing|failed|too few|without|could|would|can|may|niemand|kein\w*|nicht|aucun\w*|personne ne|nadie|ningún|zu wenige?)\b"
)
_AFTER = 24  # characters behind words of joining in which they may be denied ("after the first patient could not be enrolled")
_YET = re.compile(r"(?i)(?:before|bevor|avant|antes)\b")
_OWN_STATE = re.compile(
    r"(?i)\b(?:not yet (?:open (?:for|to) )?recruit\w*|noch nicht rekrutier\w*|pas encore (?:en )?recrut\w*|(?:aún|todavía) no reclut\w*)"
)


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
    yield from _joined_then(reading, trial)
    for state in reading.facet(said):
        relation = _relation(state.meaning, state.text, trial, today)
        if trial.overall_status == "SUSPENDED" and _none_yet(state) and _unknown_how_many(trial):
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


def _joined_then(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """That people had joined a trial which was withdrawn: "stopped after a few had joined" tells of a stop that it cannot have had."""
    if trial.overall_status != "WITHDRAWN" or trial.enrollment or not reading.facet(said):
        return
    match = pattern("status", "joined-by-then").search(reading.text)
    if match is not None and _NOBODY.search(reading.text, match.start(), match.end() + _AFTER) is None:
        shown = Quote(trial.overall_status, WHERE)
        yield Comparison("status", "different", Quote(match[0], "claim"), shown, reading.part, "begun")


def _none_yet(state: Said) -> bool:
    """Whether a clause says that nobody has joined, or had when the trial stopped: "has not yet begun", "before anybody came".

    "Not yet recruiting" is a state of the registry's own, and another one.
    """
    if _YET.match(state.text) is not None or state.meaning == "never":
        return True
    return state.meaning == "not-yet" and _OWN_STATE.search(state.text) is None


def _unknown_how_many(trial: TrialFacts) -> bool:
    """Whether the record does not say that anybody joined a trial."""
    return trial.enrollment_type != "ACTUAL" or not trial.enrollment


def _in_its_year(text: str, trial: TrialFacts) -> bool:
    """Whether words on a beginning to come give the year in which the trial did begin."""
    return trial.start is not None and trial.start.type == "ACTUAL" and trial.start.date[:4] in text


def _relation(meaning: str, said: str, trial: TrialFacts, today: dt.date) -> str:
    """How the record's state stands to the one in the claim."""
    status = trial.overall_status
    if status in AGREE[meaning]:
        return "absent" if status == "SUSPENDED" and _FOR_GOOD.search(said) else "same"
    if status == "UNKNOWN":
        over = passed(end(trial).date, today)
        return "different" if meaning in LIVE and over else "absent"
    if status == "WITHHELD" or meaning == "to-come":  # a plan that was never told anew says nothing against its trial
        return "absent"
    return "different"
