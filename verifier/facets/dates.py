"""The year in which the claim says that the trial began or ended, beside the registry's dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets.status import passed
from verifier.lexicon import pattern
from verifier.model import Comparison, PartialDate, Quote, Reading, Source

FACETS = ("date",)

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_BETWEEN = 30  # characters between the word and its year


def said(reading: Reading) -> tuple[tuple[str, int, str], ...]:
    """(began or ended, year, words) for each such date in the clause."""
    text = reading.text
    found = []
    for event in ("began", "ended"):
        for match in pattern("dates", event).finditer(text):
            year = _YEAR.search(text, match.end(), match.end() + _BETWEEN)
            between = text[match.end() : year.start()] if year else ""
            if year and pattern("dates", "in").fullmatch(between.strip(" ,")):
                found.append((event, int(year[1]), text[match.start() : year.end()]))
    return tuple(found)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each year of the claim beside the registry's; a year between the two completion dates is the same."""
    trial = source.trial
    if trial is None:
        return
    for event, year, words in reading.facet(said):
        if event == "began":
            known = [("statusModule.startDateStruct", trial.start)]
        else:
            known = [
                ("statusModule.completionDateStruct", trial.completion),
                ("statusModule.primaryCompletionDateStruct", trial.primary_completion),
            ]
        dates = [(where, partial) for where, partial in known if partial]
        if dates:
            where, partial = next((known for known in dates if known[1].date[:4] == str(year)), dates[0])
            relation = _relation(year, [p for _, p in dates], today)
            yield Comparison("date", relation, Quote(words, "claim"), Quote(partial.date, where), reading.part, event)


def _relation(year: int, dates: list[PartialDate], today: dt.date) -> str:
    """How a claimed year stands to the registry's dates; a date that is planned, or lies ahead, excludes nothing."""
    years = [int(partial.date[:4]) for partial in dates]
    if min(years) <= year <= max(years):
        return "same"
    open_yet = any(partial.type == "ESTIMATED" or not passed(partial.date, today) for partial in dates)
    return "absent" if open_yet else "different"
