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

from verifier.facets._words import language
from verifier.facets.status import told, wording
from verifier.model import Case, Comparison, Finding, TrialFacts
from verifier.wording.plain import marked

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
            advice=f"suggested wording: “{wording(trial, case.readings[comparison.part].facet(language))}”",
        )


def _message(comparison: Comparison, trial: TrialFacts) -> str:
    """What the claim says and what the record shows, with its dates."""
    return f"the claim says {marked(comparison.said.text)}; the record's status is {told(trial)}"
