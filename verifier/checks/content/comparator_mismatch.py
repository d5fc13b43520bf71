"""The claim holds a treatment against something else than the study did.

What it looks for:
    "Compared with X", "versus X", "than X" in the clause, X being a dummy treatment, usual care, no treatment or a
    known treatment, where a record on the claim's own treatment names X nowhere and another side itself: the one
    arm for comparison of a trial, or what stands behind "versus" and the like in a paper.

Why it matters:
    Better than nothing is not better than the usual drug. Whom a treatment was compared with decides what its result
    means (ICH E10); an order of the FTC bans claims of "comparable or better" treatment without proof (FTC v.
    Regenerative Medical Group, 2018).

What to do:
    Name what it was compared with.

Fires on:
    "Budesonide cut attacks compared with ibuprofen", citing a trial of budesonide against placebo.

Silent on:
    "Budesonide cut attacks compared with placebo", citing the same; "compared with baseline"; "better than surgery",
    which is left to comparison-invented where the record names no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose other side is not the record's, in a record on its treatment."""
    if not case.compared("intervention", "same"):
        return
    told = {c.part for facet in ("comparator", "control") for c in case.compared(facet, "different", "absent")}
    for comparison in case.compared("against", "different"):
        if comparison.part in told:
            continue
        yield Finding(
            check="comparator-mismatch",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim compares with {marked(comparison.said.text)}; the record with {marked(comparison.shown.text)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"name what it was compared with: {marked(comparison.shown.text)}",
        )
