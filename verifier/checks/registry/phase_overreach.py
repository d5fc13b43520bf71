"""A first trial in people is told as showing that a treatment works.

What it looks for:
    A trial of phase 1 alone (PHASE1 or EARLY_PHASE1) with posted results, cited by a claim that tells an effect as a
    fact. Without results it is registration-as-proof.

Why it matters:
    Phase 1 asks whether a treatment is safe enough to go on and at what dose; it has too few people to show that it
    works (21 CFR 312.21).

What to do:
    Say that it is a first trial of safety.

Fires on:
    "The cells restore sight", citing a phase 1 trial with posted results.

Silent on:
    "The phase 1 trial met no serious side effects"; a phase 1/2 or later trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.results import without_results
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_effect_as_fact

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when an effect is told as fact on the strength of phase 1."""
    trial = case.source.trial if case.source else None
    if trial is None or without_results(trial) or not trial.phases:
        return
    if not set(trial.phases) <= {"PHASE1", "EARLY_PHASE1"}:
        return
    for reading in case.readings:
        if reading.facet(tells_effect_as_fact):
            yield Finding(
                check="phase-overreach",
                level=LEVEL,
                effect="weakens",
                message="a phase 1 trial asks about safety and dose; it cannot show that a treatment works",
                quote=", ".join(trial.phases),
                where="designModule.phases",
                part=reading.part,
                advice="say that it is a first trial of safety",
            )
            return
