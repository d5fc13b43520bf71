"""The claim says that the trial was registered in advance; it was registered after it had begun.

What it looks for:
    "pre-registered" or "prospectively registered" in the claim beside studyFirstSubmitDate and startDateStruct, a
    month and more apart.

Why it matters:
    Registration before the first patient shows what was to be measured before anybody knew the outcome. Afterwards
    it shows nothing of the kind (ICMJE recommendations on clinical trial registration).

What to do:
    Take the word out, or say that it was registered after its start.

Fires on:
    "A pre-registered trial", citing a record submitted two years after its start.

Silent on:
    The same claim citing a record submitted before its start; a claim that says nothing of registration.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a registration told as prospective came after the start."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.start is None or not trial.first_submitted:
        return
    if trial.first_submitted[:7] <= trial.start.date[:7] or len(trial.start.date) < 7:
        return
    for reading in case.readings:
        told = pattern("design", "pre-registered").search(reading.text)
        if told:
            yield Finding(
                check="retrospective-registration",
                level=LEVEL,
                effect="weakens",
                message=f"the trial began in {trial.start.date} and was first submitted on {trial.first_submitted}",
                quote=trial.first_submitted,
                where="statusModule.studyFirstSubmitDate",
                part=reading.part,
                advice="say that it was registered after its start",
            )
            return
