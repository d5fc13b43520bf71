"""The claim tells what people feel or suffer; the record measured something in its stead.

What it looks for:
    Death, fractures, heart attacks, strokes or dementia as changed in the clause, where the record has no word for
    them and tells of bone density, cholesterol, blood pressure, tumour response, amyloid and the like among its results.

Why it matters:
    A better reading is not yet a better life: drugs that raised bone density or lowered cholesterol have failed to
    prevent what the reading stands for. The FDA asks for proof of the link before it accepts a stand-in (FDA, Table of
    Surrogate Endpoints); health news is marked down for not telling the two apart (HealthNewsReview criteria).

What to do:
    Name what was measured ("raised bone density"), or cite a study that counts the events.

Fires on:
    "The tablets prevent fractures", citing a trial that reports bone mineral density alone.

Silent on:
    "The tablets raise bone density"; "the tablets prevent fractures", citing a trial that counts both.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose outcome the record only has a stand-in for."""
    named = {c.part for c in case.compared("outcome", "same")}
    for comparison in case.compared("outcome", "narrower"):
        if comparison.part in named or comparison.shown.text.lower() in case.citation.claim.lower():
            continue
        yield Finding(
            check="surrogate-outcome",
            level=LEVEL,
            effect="weakens",
            message=f"the claim speaks of {marked(comparison.said.text)}; the record measured {marked(comparison.shown.text)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"name what was measured: {marked(comparison.shown.text)}",
        )
