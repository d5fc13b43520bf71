"""The trial asked whether a treatment is safe, and the claim says that it works.

What it looks for:
    A trial with posted results all of whose primary outcomes are of safety, tolerability or feasibility, cited by a
    claim that tells an effect as a fact and speaks of no safety. Without results it is registration-as-proof.

Why it matters:
    Most trials of cell therapies report safety (Fung et al., Stem Cell Reports 2017); "safe" becomes "works" on the
    way to the page.

What to do:
    Say that the trial tested safety.

Fires on:
    "The cells restore movement", citing a trial whose primary outcome is the number of adverse events.

Silent on:
    "The cells proved safe", citing the same; a trial with an outcome of effect among its primary ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.results import without_results
from verifier.lexicon import pattern
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_effect_as_fact

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when an effect is told as fact on the strength of a trial of safety."""
    trial = case.source.trial if case.source else None
    if trial is None or without_results(trial):
        return
    primary = [outcome.measure for outcome in trial.outcomes if outcome.kind == "primary"]
    safety = pattern("design", "safety-outcome")
    if not primary or not all(safety.search(measure) for measure in primary):
        return
    for reading in case.readings:
        if reading.facet(tells_effect_as_fact) and not safety.search(reading.text):
            yield Finding(
                check="safety-only",
                level=LEVEL,
                effect="weakens",
                message="the trial's primary outcomes measure safety, not effect",
                quote=primary[0],
                where="outcomesModule.primaryOutcomes.measure",
                part=reading.part,
                advice="say that the trial tested safety",
            )
            return
