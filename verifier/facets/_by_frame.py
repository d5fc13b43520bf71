"""Clauses that only date a trial or count its people, beside startDateStruct, completionDateStruct and enrollmentInfo.

`same` is the registry's own value; `different` needs one that has come to pass (ACTUAL), or for what is planned one that still is. What
was planned and has come to pass otherwise, or the reverse, is `absent`. Details: `plainly` where the field says the same; else `began`,
`ended`, `will-begin`, `will-end` (for `dates`) and `all/ACTUAL`, `all/ESTIMATED` (for `enrolment`).
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets._called import of_this_trial
from verifier.facets._framed import Framed, framed
from verifier.facets._plainly import PLAINLY
from verifier.model import Comparison, PartialDate, Quote, Reading, Source, TrialFacts

COUNT = "designModule.enrollmentInfo.count"
_OVER = ("COMPLETED", "TERMINATED")
_NOT_BEGUN = ("WITHDRAWN", "NOT_YET_RECRUITING")
_ROUGH, _FAR = 0.1, 0.25  # shares of a number by which it may be told roughly, and by which it may not
_NEAR = 1  # months by which a date may be told otherwise, since days are rounded


def of_its_field(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The one date or number of such a clause, for which `told_so` holds, beside the registry's."""
    trial = source.trial
    if trial is not None and (said := reading.facet(framed)) is not None:
        yield from _people(said, reading, trial) if said.number else _date(said, reading, trial)


def told_so(reading: Reading, source: Source) -> bool:
    """Whether a clause is one of these and the record has a value of its kind: then no other facet looks for dates and counts in it."""
    trial = source.trial
    if trial is None or (said := reading.facet(framed)) is None or not of_this_trial(reading, source, said.others):
        return False
    planned = said.event.startswith("will-")
    if said.number:
        return trial.enrollment is not None and trial.enrollment_type == ("ESTIMATED" if planned else "ACTUAL")
    begin = said.event.endswith(("began", "begin"))
    known = _known(trial, begin=begin)
    return bool(known) and _may_say(_closest(said, known)[1], trial, begin=begin, planned=planned)


def _people(said: Framed, reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    known = trial.enrollment or 0
    relation = "same" if said.number == known else "different"
    if said.rough:
        apart = abs(said.number - known) / max(known, 1)
        relation = "same" if apart <= _ROUGH else "different" if apart > _FAR else "absent"
    detail = PLAINLY if relation == "same" else f"all/{trial.enrollment_type}"
    shown = Quote(str(trial.enrollment), COUNT)
    yield Comparison("enrolment", relation, Quote(reading.text, "claim"), shown, reading.part, detail)


def _closest(said: Framed, known: list[tuple[str, PartialDate]]) -> tuple[str, PartialDate]:
    """The date of the registry that a clause gives, or else the first."""
    return next(((where, date) for where, date in known if date.date.startswith(said.date)), known[0])


def _date(said: Framed, reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    known = _known(trial, begin=said.event.endswith(("began", "begin")))
    where, date = _closest(said, known)
    years = sorted(other.date[:4] for _, other in known)
    within = len(said.date) == len(years[0]) and years[0] <= said.date <= years[-1]
    fits = within or date.date.startswith(said.date)  # a trial has two ends: that of its main outcome, and the last
    apart = min(_apart(said.date, other.date) for _, other in known) > _NEAR
    relation = "same" if fits else "different" if apart and not said.rough else "absent"
    detail = PLAINLY if relation == "same" else said.event
    yield Comparison("date", relation, Quote(reading.text, "claim"), Quote(date.date, where), reading.part, detail)


def _known(trial: TrialFacts, *, begin: bool) -> list[tuple[str, PartialDate]]:
    """The registry's dates of a beginning or an end, with their fields."""
    listed = (
        (("startDateStruct", trial.start),)
        if begin
        else (("completionDateStruct", trial.completion), ("primaryCompletionDateStruct", trial.primary_completion))
    )
    return [(f"statusModule.{where}", date) for where, date in listed if date and date.date]


def _may_say(date: PartialDate, trial: TrialFacts, *, begin: bool, planned: bool) -> bool:
    """Whether a date of the registry bears on what is told as past, or as planned."""
    if planned:
        return date.type == "ESTIMATED" and trial.overall_status not in _OVER
    if date.type == "ESTIMATED":
        return False
    return trial.overall_status not in _NOT_BEGUN if begin else trial.overall_status in _OVER


def _apart(one: str, other: str) -> int:
    """How many months lie between two dates; of a year alone, none where it is the same."""
    years = abs(int(one[:4]) - int(other[:4]))
    if len(one) < 7 or len(other) < 7:
        return 12 * years
    return abs(12 * (int(one[:4]) - int(other[:4])) + int(one[5:7]) - int(other[5:7]))
