"""The phase in the claim is not the phase in the registry.

What it looks for:
    "phase 3", "Phase I/II", "late-stage trial" or a cell of a column "Phase" beside designModule.phases. Of a phase
    2/3 trial both numbers are right; a trial without phases (devices, behaviour) has none; of stages only the far end
    is a mismatch ("late-stage" for phase 1).

Why it matters:
    The phase tells how far a treatment has come. Two thirds of stem-cell trials are in early phases (Fung et al.,
    Stem Cell Reports 2017); a late phase makes them look nearly approved.

What to do:
    Give the phase as registered.

Fires on:
    "A phase 3 trial of vandetanib", citing a record with PHASE2.

Silent on:
    "A phase 2 trial" citing PHASE2 and PHASE3; "after phase 1, a phase 2 trial began", which names two.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.phase import in_words
from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each phase that the record excludes."""
    for comparison in case.compared("phase", "different"):
        yield Finding(
            check="phase-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim {_said(comparison)}; the record says {in_words(comparison.shown.text)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"give the phase as registered: {in_words(comparison.shown.text)}",
        )


def _said(comparison: Comparison) -> str:
    """The phase in the claim's words; a bare figure of a table is named."""
    text = comparison.said.text.strip()
    return f"says {marked(text)}" if any(sign.isalpha() for sign in text) else f"gives the phase as {marked(text)}"
