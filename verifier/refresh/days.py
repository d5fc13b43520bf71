"""What the calendar alone may do to a record, and to what is said of it.

The registry turns an active trial to UNKNOWN without any update: when its completion date has passed and nobody
has verified the record for two years (counted over 33 UNKNOWN records and 27 stale active ones with a completion
date ahead; a last-update date therefore never suffices). And a verdict may change on the day after a planned end,
or when a record grows too old, although not a letter of it changed.
"""

from __future__ import annotations

import datetime as dt
import re

from verifier.model import Record, TrialFacts

_TURNS = frozenset(["RECRUITING", "NOT_YET_RECRUITING", "ACTIVE_NOT_RECRUITING", "ENROLLING_BY_INVITATION"])
_YEARS_UNVERIFIED = 2
_ANNIVERSARIES = (0, 1, 2)  # years after a date at which a rule may look at it
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def turns(record: Record) -> str:
    """The day from which the registry may call an active trial UNKNOWN by itself (ISO 8601); "" for never."""
    facts = record.facts
    if not isinstance(facts, TrialFacts) or facts.overall_status not in _TURNS:
        return ""
    end = facts.completion or facts.primary_completion
    ends = first_day(end.date) if end else None
    verified = first_day(facts.verified)
    stale = None if verified is None else _later(verified, _YEARS_UNVERIFIED)
    days = [day for day in (ends, stale) if day is not None]
    return max(days).isoformat() if days else "0001-01-01"


def wakes(record: Record, today: dt.date) -> tuple[str, ...]:
    """The days after today on which a verdict on this record may change by itself, ascending (ISO 8601).

    A date counts from its first day and from the day after its last ("2026-11" from the first of November and
    the first of December), and again one and two years later.
    """
    facts = record.facts
    if not isinstance(facts, TrialFacts):
        return ()
    structured = [d.date for d in (facts.start, facts.primary_completion, facts.completion) if d]
    plain = [facts.verified, facts.results_first_posted, facts.first_posted, facts.last_update_posted]
    days: set[dt.date] = set()
    for written in (*structured, *plain):
        first, after = first_day(written), day_after(written)
        if first is None or after is None:
            continue
        days.update(_later(day, years) for day in (first, after) for years in _ANNIVERSARIES)
        # "More than two years ago", counted in months, begins with the month after.
        days.update(_later(first_of_next_month(first), years) for years in _ANNIVERSARIES)
    return tuple(day.isoformat() for day in sorted(days) if day > today)


def first_day(written: str) -> dt.date | None:
    """The first day that a date of any precision means; None when it is no date."""
    match = _DATE.fullmatch(written)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def day_after(written: str) -> dt.date | None:
    """The first day on which a date of any precision lies wholly in the past."""
    first = first_day(written)
    if first is None or first.year >= 9998:
        return None
    if len(written) == 4:
        return dt.date(first.year + 1, 1, 1)
    return first_of_next_month(first) if len(written) == 7 else first + dt.timedelta(days=1)


def first_of_next_month(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _later(day: dt.date, years: int) -> dt.date:
    """The same day some years later; the 29th of February becomes the first of March."""
    year = min(day.year + years, 9998)
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else dt.date(year, 3, 1) if years else day
