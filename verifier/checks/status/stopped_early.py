"""The trial was stopped before its planned end, and the claim does not say so.

What it looks for:
    overallStatus TERMINATED, cited by a claim that tells a result and no word of the stop; the reason is given where
    the record has one (whyStopped).

Why it matters:
    A trial that stops early ends with fewer people than planned, and early stops exaggerate effects.

What to do:
    Say that the trial was stopped early, and why.

Fires on:
    "The app eased depression", citing a terminated trial with 7 people.

Silent on:
    "Stopped early for slow recruitment, the trial found no difference"; a completed trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_result
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when a result is told of a terminated trial without the stop."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.overall_status != "TERMINATED":
        return
    if pattern("stop_reason", "halted").search(case.citation.claim):
        return
    if any(reading.facet(tells_result) for reading in case.readings):
        why = f"; the reason given is {marked(trial.why_stopped)}" if trial.why_stopped else ""
        yield Finding(
            check="stopped-early",
            level=LEVEL,
            effect="none",
            message=f"the trial was terminated{why}",
            quote=trial.why_stopped or trial.overall_status,
            where="statusModule.whyStopped" if trial.why_stopped else "statusModule.overallStatus",
            advice="say that the trial was stopped early, and why",
        )
