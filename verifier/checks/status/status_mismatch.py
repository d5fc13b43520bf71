"""The state that the claim gives the trial is not the one in the registry.

What it looks for:
    Words of state in the claim ("recruiting", "ongoing", "completed", "terminated", "open to anyone") beside
    statusModule.overallStatus. UNKNOWN stands against "ongoing" and "recruiting" once the planned end has passed;
    against "completed" it decides nothing. ENROLLING_BY_INVITATION stands against "open to anyone".

Why it matters:
    Clinics advertise trials that have ended or stalled: of 202 paediatric stem-cell trials, 16.3 % had an unknown
    state and 13.5 % were stopped, withdrawn or suspended (Stem Cell Research & Therapy 2022). A registry may lag
    behind the trial, so the finding says what the record shows, with its dates.

What to do:
    Give the state as the registry has it, with the date on which it was last verified.

Fires on:
    "An ongoing trial explores these cells", citing a record UNKNOWN, last verified 2020-03, planned end 2021-10.

Silent on:
    "SCOTS2 is still recruiting", citing a record RECRUITING; "was recruiting until 2019", whatever the record says.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.status import planned_end
from verifier.model import Case, Comparison, Finding, TrialFacts

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each state that the record's own excludes."""
    trial = case.source.trial if case.source else None
    if trial is None:
        return
    for comparison in case.compared("status", "different"):
        yield Finding(
            check="status-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=_message(comparison, trial),
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f'suggested wording: "{_wording(trial)}"',
        )


def _message(comparison: Comparison, trial: TrialFacts) -> str:
    """What the claim says and what the record shows, with its dates."""
    return f'the claim says "{comparison.said.text}"; the record says {_wording(trial)}'


def _wording(trial: TrialFacts) -> str:
    """The state as the registry has it: "status: unknown; last verified 2020-03, planned end 2021-10"."""
    told = f"status: {trial.overall_status.lower().replace('_', ' ')}"
    dates = []
    if trial.verified:
        dates.append(f"last verified {trial.verified}")
    end = planned_end(trial)[0]
    if end:
        dates.append(f"{_end_word(trial)} {end[:7]}")
    if trial.why_stopped:
        dates.append(f"reason given: {trial.why_stopped}")
    return f"{told}; {', '.join(dates)}" if dates else told


def _end_word(trial: TrialFacts) -> str:
    """Whether the end is planned or happened."""
    end = trial.completion or trial.primary_completion
    return "ended" if end and end.type == "ACTUAL" else "planned end"
