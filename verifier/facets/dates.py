"""The year in which the claim says that the trial began, ended or will end, beside the registry's dates.

Facet `date`; detail is `began`, `ended`, `will-begin`, `will-end` or `took`: for how long the trial itself went on,
from its start to its end. A date that is estimated says nothing of what has
come to pass, and is the registry's own word on what is planned.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._by_frame import of_its_field, told_so
from verifier.facets._terms import numbers
from verifier.facets.status import passed
from verifier.lexicon import pattern
from verifier.model import Comparison, PartialDate, Quote, Reading, Source, TrialFacts
from verifier.wording.doings import doings

FACETS = ("date",)
OF = "trial"

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_STOP = re.compile(r"[.;:!?()]|\b(?:who|whose|after|before|because|when|while|if|with)\b")
_WHEN = re.compile(
    r"(?i)\b(?:in|on|during|by|back in|im|en|seit|since)\s+(?:(?:the\s+)?(?:early|late|mid|spring|summer|autumn|fall|winter|start|end|beginning|middle|of|\d{1,2}(?:st|nd|rd|th)?,?|jan\w*|feb\w*|mar\w*|apr\w*|ma[yi]|jun\w*|jul\w*|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[cz]\w*)[\s-]+){0,4}((?:19|20)\d\d)\b"
)
_ENDS = ("ended", "completed", "stopped")
_BETWEEN = 40  # characters between the word and its year
_EVENTS = ("began", "ended", "will-begin", "will-end", "posted", "verified")
_PLACED = re.compile(
    r"^\s*(?:in|at|across|en|à)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?(?=\s)"
)  # "runs in Oslo until 2028"
_BY = re.compile(r"(?i)\b(?:by|before|no later than|spätestens|au plus tard|a más tardar)\b")
_NEVER = ("WITHDRAWN", "NOT_YET_RECRUITING")
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_SPARE = 0.15  # share of a stretch of time by which it may be told otherwise
_OVER = ("COMPLETED", "TERMINATED", "WITHDRAWN")


class Said(NamedTuple):
    """What a clause says began or ended, or will, in which year, and its words."""

    event: str
    year: int
    text: str


def said(reading: Reading) -> tuple[Said, ...]:
    """The beginnings and ends of the trial that the clause dates, each once."""
    text = reading.text
    if not ("19" in text or "20" in text) or _YEAR.search(text) is None:
        return ()
    found = list(_spans(text))
    for event in _EVENTS:
        for match in pattern("dates", event).finditer(text):
            year = _YEAR.search(text, match.end(), match.end() + _BETWEEN)
            between = text[match.end() : year.start()] if year else ""
            if year and pattern("dates", "in").fullmatch(_PLACED.sub("", between).strip(" ,")):
                found.append(Said(event, int(year[1]), text[match.start() : year.end()]))
    known = {(told.event, told.year) for told in found}
    return tuple(dict.fromkeys((*found, *(told for told in _done(text) if (told.event, told.year) not in known))))


def _done(text: str) -> Iterator[Said]:
    """The years behind the verbs that tell that a study began or ended: "finished its trial among pupils in early 2023"."""
    for doing in doings(text):
        event = "began" if doing.meaning == "begun" else "ended" if doing.meaning in _ENDS else ""
        stop = _STOP.search(text, doing.end) if event else None
        year = _WHEN.search(text, doing.end, stop.start() if stop else len(text)) if event else None
        if year:
            yield Said(event, int(year[1]), text[doing.start : year.end()])


def _spans(text: str) -> Iterator[Said]:
    """Both ends of a stretch of time: "ran from 2018 to 2021", "lasted from January to April 2024"."""
    for match in pattern("dates", "lasted").finditer(text):
        if span := _span().match(text, match.end()):
            last = int(span["last"])
            yield Said("began", int(span["first"] or last), text[match.start() : span.end()])
            yield Said("ended", last, text[match.start() : span.end()])


@cache
def _span() -> re.Pattern[str]:
    """From one month or year to another; the year of the first may be left out."""
    month = pattern("dates", "month").pattern
    when = rf"(?:(?:early|late|mid|anfang|ende|début|fin)[- ])?(?:{month}\s+)?"
    to = r"(?:to|until|till|and|through|bis|und|à|et|a|y|hasta|[-–])"
    return re.compile(
        rf"\s+(?:from|between|von|zwischen|de|entre|desde)\s+{when}(?P<first>(?:19|20)\d\d)?\s*{to}\s+{when}(?P<last>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each year of the claim beside the registry's; a year between the two completion dates is the same."""
    trial = source.trial
    if trial is None:
        return
    if told_so(reading, source):
        yield from (c for c in of_its_field(reading, source) if c.facet == "date")
        return
    yield from _took(reading, source, trial)
    for event, year, words in reading.facet(said):
        dates = _known(trial, event)
        if dates:
            where, partial = next(((w, p) for w, p in dates if int(p.date[:4]) == year), dates[0])
            years = [int(p.date[:4]) for _, p in dates]
            if _BY.search(words) and max(years) <= year:
                year = max(years)  # what is over sooner is over by then
            relation = _relation(event, year, [p for _, p in dates], trial, today)
            yield Comparison("date", relation, Quote(words, "claim"), Quote(partial.date, where), reading.part, event)


def _took(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """For how long a clause says that the trial itself went on, beside its dates.

    One that no date bears out is left open, unless a sentence has it with its unit: treatments are told so as well
    ("the trial lasted 16 weeks").
    """
    ends = [partial for partial in (trial.completion, trial.primary_completion) if partial]
    for match in pattern("dates", "took").finditer(reading.text):
        said = next((q for q in reading.facet(numbers) if q.unit in _DAYS and 0 <= q.start - match.end() <= 1), None)
        if said is None:
            continue
        told = said.value * _DAYS[said.unit]
        spans = [(_day(end) - _day(trial.start)).days for end in ends] if trial.start else []
        fits = any(abs(span - told) <= max(_SPARE * span, _DAYS[said.unit] / 2) for span in spans)
        if not fits and any(
            q.unit in _DAYS and same(said, q) for listed in source.facet(sentence_quantities) for q in listed
        ):
            continue
        words = Quote(reading.text[match.start() : said.end], "claim")
        shown = Quote(ends[0].date if ends else "", "statusModule.completionDateStruct")
        yield Comparison(
            "date", "same" if fits and trial.overall_status in _OVER else "absent", words, shown, reading.part, "took"
        )


def _day(partial: PartialDate) -> dt.date:
    """A date of any precision as a day, in the middle of what it leaves open."""
    year, month, day = (*map(int, partial.date.split("-")), 0, 0)[:3]
    return dt.date(year, month or 7, day or 15)


def _known(trial: TrialFacts, event: str) -> list[tuple[str, PartialDate]]:
    """The dates of the registry for a beginning or an end, with their fields."""
    if event == "posted":
        return (
            [("statusModule.resultsFirstPostDateStruct", PartialDate(trial.results_first_posted, "ACTUAL"))]
            if trial.results_first_posted
            else []
        )
    if event == "verified":
        told = (("statusVerifiedDate", trial.verified), ("lastUpdatePostDateStruct", trial.last_update_posted))
        return [(f"statusModule.{where}", PartialDate(date, "ACTUAL")) for where, date in told if date]
    listed = (
        [("statusModule.startDateStruct", trial.start)]
        if event.endswith(("began", "begin"))
        else [
            ("statusModule.completionDateStruct", trial.completion),
            ("statusModule.primaryCompletionDateStruct", trial.primary_completion),
        ]
    )
    return [(where, partial) for where, partial in listed if partial]


def _relation(event: str, year: int, dates: list[PartialDate], trial: TrialFacts, today: dt.date) -> str:
    """How a claimed year stands to the registry's dates.

    A date that is planned, or lies ahead, excludes nothing that is told as past, nor bears it out of a trial that is not
    over; of what is told as planned it is the registry's own word.
    """
    years = [int(partial.date[:4]) for partial in dates]
    within = min(years) <= year <= max(years)
    open_yet = any(partial.type == "ESTIMATED" or not passed(partial.date, today) for partial in dates)
    if event == "verified":
        return "same" if within else "absent"
    if event.startswith("will"):
        return "same" if within else "different"
    if within:
        planned = any(partial.type == "ESTIMATED" for partial in dates)
        never = planned and trial.overall_status in _NEVER  # what was planned did not come to pass
        unsure = never or (event == "ended" and open_yet and trial.overall_status not in _OVER)
        return "absent" if unsure else "same"
    return "absent" if open_yet else "different"
