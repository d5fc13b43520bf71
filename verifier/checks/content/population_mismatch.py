"""The people of the claim are not among those studied.

What it looks for:
    Children, adults, men or women named in the clause against stdAges, minimumAge and sex of a trial, or the MeSH
    headings of a paper whose text does not name the group. Animals of which the clause tells a result, where a paper
    has no word of any: then it does not speak to the claim. Groups that the clause only rules out do not count. Of
    those who "could take part": ages, sex, healthyVolunteers and the listed criteria; there a mismatch contradicts the claim. So does a
    title that leaves out those of whom the clause speaks ("without diabetes").

Why it matters:
    What holds in one group need not hold in another, and children are not small adults. Overgeneralisation is
    counted among the minor quotation errors (Mogull, PLoS ONE 2017).

What to do:
    Tell it of the people who were studied.

Fires on:
    "The app clears acne in teenage boys", citing a trial that admits women only.

Silent on:
    "Guidance for adults, not for children", citing a guideline for adults.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import admitted, marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each group of people or animals that the record leaves out, or shuts out by its own criteria."""
    for comparison in case.compared("eligibility", "different"):
        yield Finding(
            check="population-mismatch",
            level="error",
            effect="contradicts",
            message=f"the claim {_said(comparison)}; {_ruled(comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say who could take part as the record has it",
        )
        return
    for comparison in case.compared("population", "different"):
        animal, without = comparison.detail == "animal", comparison.detail == "without"
        yield Finding(
            check="population-mismatch",
            level="error" if without else LEVEL,
            effect="contradicts" if without else "unrelated" if animal else "weakens",
            message=f"the claim speaks of {marked(comparison.said.text)}; in the record {_shown(comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="tell it of the people who were studied",
        )


def _ruled(comparison: Comparison) -> str:
    """Who could take part by the field, or by the criterion, of the record that stands against a claim."""
    if comparison.detail == "criteria":
        return f"the record shuts out: {marked(comparison.shown.text)}"
    return f"in the record {_shown(comparison)}"


def _said(comparison: Comparison) -> str:
    """Whom the claim lets take part, or what it says of that in a clause of its own."""
    told = marked(comparison.said.text)
    return f"says {told}" if comparison.detail == "plainly" else f"lets {told} take part"


def _shown(comparison: Comparison) -> str:
    """Who the record says could take part, or whom its subject headings name."""
    if comparison.detail == "animal":
        return "there is no word of any animal"
    if comparison.detail == "without":
        return f"they are left out ({marked(comparison.shown.text)})"
    if comparison.shown.where == "MeshHeading":
        return f"the subject headings name {marked(comparison.shown.text)} alone"
    if comparison.shown.where.startswith(("Abstract", "ArticleTitle")):
        return f"{marked(comparison.shown.text)} alone are counted"
    return admitted(comparison.shown.text, comparison.shown.where)
