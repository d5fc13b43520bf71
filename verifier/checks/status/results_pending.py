"""Results were submitted to the registry and are not posted.

What it looks for:
    Submissions of results (unpostedAnnotation, submissionTracking) in the record of a trial without posted results,
    cited by a claim that offers it as evidence. The last event decides what is told: RELEASE, handed in; RESET, sent
    back to the sponsor after the registry's review; UNRELEASE, taken back by the sponsor.

Why it matters:
    Results under review exist and may soon be public. Results that were sent back are not on their way: the sponsor
    has to mend and submit them again, and many never do.

What to do:
    Look again before you publish; where they were sent or taken back, say that no results are posted.

Fires on:
    "The trial evaluates the safety of the cells", citing an ended trial with results submitted on 2026-09-02.

Silent on:
    A trial with posted results; one that never submitted any.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding, Submission

SCOPE = "case"
LEVEL = "note"
_BACK = {
    "RESET": "were submitted to the registry and returned to the sponsor after its review{}",
    "UNRELEASE": "were submitted to the registry, and the sponsor took them back{}",
}


def check(case: Case) -> Iterator[Finding]:
    """One note on results that the registry was given and does not show, by the last event of their submission."""
    trial = case.source.trial if case.source else None
    if trial and trial.submissions and case.compared("results", "narrower", "absent"):
        last = trial.submissions[-1]
        back = last.event in _BACK
        yield Finding(
            check="results-pending",
            level=LEVEL,
            effect="none",
            message=_message(last),
            quote=last.date or last.event,
            where=last.where if last.date else last.where.removesuffix("date") + "type",
            advice="say that no results are posted" if back else "look again before you publish",
        )


def _message(last: Submission) -> str:
    """What became of the results, with the day where the record has it."""
    on = f" on {last.date}" if last.date else " (date not given)"
    if last.event in _BACK:
        return f"results {_BACK[last.event].format(on)}; the record shows no later submission"
    return f"results were submitted to the registry{on} and are not posted yet"
