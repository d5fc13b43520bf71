"""The year in which the claim says that the trial began, ended or will end, beside the registry's dates.

Facet `date`; detail is `began`, `ended`, `will-begin` or `will-end`. A date that is estimated says nothing of what has
come to pass, and is the registry's own word on what is planned.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets.status import passed
from verifier.lexicon import pattern
from verifier.model import Comparison, PartialDate, Quote, Reading, Source, TrialFacts

FACETS = ("date",)

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BETWEEN = 40  # characters between the word and its year
_EVENTS = ("began", "ended", "will-begin", "will-end")
_PLACED = re.compile(
    r"^\s*(?:in|at|across|en|à)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?(?=\s)"
)  # "runs in Oslo until 2028"
_BY = re.compile(r"(?i)\b(?:by|before|no later than|spätestens|au plus tard|a más tardar)\b")
_OVER = ("COMPLETED", "TERMINATED", "WITHDRAWN")


class Said(NamedTuple):
    """What a clause says began or ended, or will, in which year, and its words."""

    event: str
    year: int
    text: str


def said(reading: Reading) -> tuple[Said, ...]:
    """The beginnings and ends of the trial that the clause dates, each once."""
    text = reading.text
    if _YEAR.search(text) is None:
        return ()
    found = list(_spans(text))
    for event in _EVENTS:
        for match in pattern("dates", event).finditer(text):
            year = _YEAR.search(text, match.end(), match.end() + _BETWEEN)
            between = text[match.end() : year.start()] if year else ""
            if year and pattern("dates", "in").fullmatch(_PLACED.sub("", between).strip(" ,")):
                found.append(Said(event, int(year[1]), text[match.start() : year.end()]))
    return tuple(dict.fromkeys(found))


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
    for event, year, words in reading.facet(said):
        dates = _known(trial, event)
        if dates:
            where, partial = next(((w, p) for w, p in dates if int(p.date[:4]) == year), dates[0])
            years = [int(p.date[:4]) for _, p in dates]
            if _BY.search(words) and max(years) <= year:
                year = max(years)  # what is over sooner is over by then
            relation = _relation(event, year, [p for _, p in dates], trial, today)
            yield Comparison("date", relation, Quote(words, "claim"), Quote(partial.date, where), reading.part, event)


def _known(trial: TrialFacts, event: str) -> list[tuple[str, PartialDate]]:
    """The dates of the registry for a beginning or an end, with their fields."""
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
    if event.startswith("will"):
        return "same" if within else "different"
    if within:
        unsure = event == "ended" and open_yet and trial.overall_status not in _OVER
        return "absent" if unsure else "same"
    return "absent" if open_yet else "different"
