"""Cells in the laboratory were studied; a warning where the claim does not say so.

What it looks for:
    Cell lines or cultures in title or abstract of a paper that names neither animals nor people who took part, cited
    by a claim that tells a result and names no cells.

Why it matters:
    A dish has no liver, no blood and no immune system. What harms or helps cells there says little about a person
    (FTC, Health Products Compliance Guidance 2022: in-vitro studies alone are not enough).

What to do:
    Say that cells were studied in the laboratory.

Fires on:
    "Titanium dioxide is proven safe for the human body", citing a study of one line of skin cells. "In cultured skin
    cells titanium dioxide did no harm" says so itself: that is noted, and lowers nothing.

Silent on:
    A study in people whose blood cells were counted; "two cell lines were screened", which tells no result.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.assertion import IN_GENERAL

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result was seen in cells; lowers a claim that leaves them out, of people or told as fact."""
    for comparison in case.compared("species", "narrower"):
        what, _, power = comparison.detail.partition("/")
        if what != "cells":
            continue
        of_people = comparison.said.text != case.readings[comparison.part].text
        lowers = of_people or power in IN_GENERAL
        yield Finding(
            check="in-vitro-study",
            level=LEVEL if lowers else "note",
            effect="weakens" if lowers else "none",
            message="the record studied cells in the laboratory, and the claim does not say so",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say that cells were studied in the laboratory, not people",
        )
        return
    said = next((c for c in case.compared("species", "same") if c.detail == "mentioned/cells"), None)
    if said:
        yield Finding(
            check="in-vitro-study",
            level="note",
            effect="none",
            message="the record studied cells in the laboratory, as the claim says",
            quote=said.shown.text,
            where=said.shown.where,
            part=said.part,
            advice="leave it said: cells in the laboratory are not people",
        )
