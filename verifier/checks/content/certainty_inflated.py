"""The claim is surer than the record.

What it looks for:
    Words of proof, cure and certainty, or an effect told as a general fact, where the record's conclusions or the
    closest sentence hedge ("may", "potential", "further studies are needed", mixed replications), or where it is a
    report of a single case.

Why it matters:
    Certainty grows with every retelling: of 896 pages of stem cell clinics 95.9 % carried at least one false or
    misleading statement, 4.65 on average (Kingery et al., J Bone Joint Surg Am 2020).

What to do:
    Keep the record's hedge in the sentence.

Fires on:
    "The test diagnoses early cancer with certainty", citing "could potentially serve as a biomarker".

Silent on:
    "The test may help to diagnose early cancer", citing the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that leaves out the record's doubt."""
    for comparison in case.compared("certainty", "narrower"):
        yield Finding(
            check="certainty-inflated",
            level=LEVEL,
            effect="weakens",
            message="the claim states this as certain; the record does not go so far",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="keep the record's own caution in the sentence",
        )
