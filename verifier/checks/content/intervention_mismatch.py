"""The record is about another treatment than the claim.

What it looks for:
    Treatments that the clause names against title, abstract, MeSH headings, substances and keywords of a paper, or
    interventions, arms and prose of a trial. It fires only when none of the treatment's known names, nor any
    telling word of it, stands anywhere in the record; or when none does of the treatment that a clause begins with and
    says to act on another ("fasting makes the drug work").

Why it matters:
    A study of one product says nothing on another. Borrowed evidence is a standing feature of advertising for
    unproven treatments: the study is real, the product is not the one studied (FTC, Health Products Compliance
    Guidance, 2022).

What to do:
    Cite a study of this treatment, or tell what the record itself found.

Fires on:
    "Vitamin C prevents relapse of leukaemia", citing a trial of conditioning before transplantation.

Silent on:
    "A GLP-1 drug lowered body weight", citing a trial of semaglutide. A treatment that the vocabulary does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.checks.content._topics import acting, elsewhere, whole_title
from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose treatments are all absent from a record on something else."""
    whole = tuple(elsewhere(case, "intervention", "condition"))
    seen = {comparison.part for comparison in whole}
    for comparison in (*whole, *(one for one in acting(case) if one.part not in seen)):
        known = comparison.relation == "different"
        shown = whole_title(case, comparison)
        studied = f"the record is about {marked(shown.text)}" if known else "the record names no such treatment"
        yield Finding(
            check="intervention-mismatch",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim is about {marked(comparison.said.text)}; {studied}",
            quote=shown.text,
            where=shown.where,
            part=comparison.part,
            advice=f"cite a study of {marked(comparison.said.text)}, or tell what the record itself found",
        )
