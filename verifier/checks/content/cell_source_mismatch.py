"""The cells of the claim come from another source than those studied.

What it looks for:
    The source of cells that the clause names (bone marrow, cord, fat, placenta ...) against the sources that the
    record names; and the patient's own cells against a donor's, where the record speaks of one kind alone.

Why it matters:
    Cells from different tissues are different products. Clinics sell fat cells (112 sites of those surveyed), bone
    marrow (100), blood (28) and cord (26) on the strength of each other's studies (Murdoch et al., Stem Cell
    Reports 2018); whether cells are the patient's own decides which rules apply to them (FDA, 21 CFR 1271).

What to do:
    Cite a study of cells from this source, or tell what the record itself found.

Fires on:
    "Umbilical-cord cells repair the optic nerve", citing a trial of the patient's own bone marrow cells.

Silent on:
    "Stem cells for the optic nerve", citing the same trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose cells come from elsewhere."""
    for comparison in case.compared("cell_source", "different"):
        if any(c.part == comparison.part for c in case.compared("cell_source", "same")):
            continue
        told = f"the claim speaks of {marked(comparison.said.text)}; the record is on {marked(comparison.shown.text)}"
        yield _finding(comparison, told, "cite a study of cells from this source, or tell what the record itself found")
    for comparison in case.compared("cell_donor", "different"):
        whose = (
            ("a donor's cells", "the patient's own")
            if comparison.detail == "autologous"
            else ("the patient's own cells", "a donor's")
        )
        shown = marked(comparison.shown.text)
        told = f"the claim speaks of {whose[0]} ({marked(comparison.said.text)}); the record of {whose[1]} ({shown})"
        yield _finding(comparison, told, "say whether the cells are the patient's own or a donor's, as studied")


def _finding(comparison: Comparison, message: str, advice: str) -> Finding:
    return Finding(
        check="cell-source-mismatch",
        level=LEVEL,
        effect="unrelated",
        message=message,
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice=advice,
    )
