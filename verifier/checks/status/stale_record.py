"""The record says recruiting or not yet recruiting, but nobody has verified it for years and its planned end has passed.

What it looks for:
    overallStatus RECRUITING or NOT_YET_RECRUITING with statusVerifiedDate more than two years before today and a
    planned end (or end date without a type) in the past.

Why it matters:
    The record is right as stored, and yet likely no longer true. The registry will turn it to UNKNOWN by itself.

What to do:
    Give the date on which the state was last verified, or ask the sponsor.

Fires on:
    "The study plans to test a laser", citing a record not yet recruiting, verified 2023-09, planned end 2024-01.

Silent on:
    A record verified last year; one whose planned end lies ahead; UNKNOWN, which says it itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets._words import language
from verifier.facets.status import end, passed
from verifier.lexicon import suggested
from verifier.model import Case, Finding, TrialFacts

SCOPE = "case"
LEVEL = "note"
_YEARS = 2


def check(case: Case) -> Iterator[Finding]:
    """One note when an open state has gone unverified past the planned end."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.overall_status not in ("RECRUITING", "NOT_YET_RECRUITING"):
        return
    limit = f"{case.today.year - _YEARS}-{case.today.month:02d}"
    if trial.verified and trial.verified < limit and passed(end(trial).date, case.today):
        state = trial.overall_status.lower().replace("_", " ")
        speech = case.readings[0].facet(language) if case.readings else "en"
        yield Finding(
            check="stale-record",
            level=LEVEL,
            effect="none",
            message=f"the record says {state}, but was last verified in {trial.verified}, and {_end(trial)}: that may be out of date",
            quote=trial.verified,
            where="statusModule.statusVerifiedDate",
            advice=f"add “{suggested(speech, 'as-verified', trial.verified)}”, or ask the sponsor",
        )


def _end(trial: TrialFacts) -> str:
    """That the end of the trial has passed, with its month."""
    return f"its {'planned end' if end(trial).type == 'ESTIMATED' else 'end date'} ({end(trial).date[:7]}) has passed"
