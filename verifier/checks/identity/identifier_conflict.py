"""The page prints a DOI or a trial number beside the PMID that belongs to another work.

What it looks for:
    A DOI in the printed reference that is not the record's own DOI.

Why it matters:
    One of the two numbers is wrong, and a reader cannot tell which (Topaz et al., Lancet 2026: conflicting
    identifiers mark invented references).

What to do:
    Follow both numbers and keep the one that leads to the work that is meant.

Fires on:
    "Smith 2019, doi:10.1000/eye.12, PMID 12345678", whose record has the DOI 10.1000/heart.7.

Silent on:
    The same reference with the record's DOI in capitals; a record that has no DOI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "warning"

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>(),;]{2,120}")


def check(case: Case) -> Iterator[Finding]:
    """One finding when a printed DOI is not the record's."""
    paper = case.source.paper if case.source else None
    if paper is None or not paper.doi:
        return
    printed = {doi.rstrip(".").lower() for doi in _DOI.findall(case.citation.reference)}
    if len(printed) == 1 and paper.doi.lower() not in printed:
        (doi,) = printed
        yield Finding(
            check="identifier-conflict",
            level=LEVEL,
            effect="none",
            message=f"the page prints the DOI {doi}; the record of the PMID has {paper.doi}",
            quote=paper.doi,
            where="ArticleIdList/doi",
            advice="follow both numbers and keep the one that leads to the work that is meant",
        )
