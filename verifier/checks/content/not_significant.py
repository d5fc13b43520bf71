"""The record found no significant difference where the claim tells an effect.

What it looks for:
    Sentences among the results and conclusions of a paper that deny the claimed effect on the same outcome ("did not
    differ", "no significant reduction", P = 0.12), and posted analyses of a trial whose p-values are all 0.05 or
    more, or whose intervals include no difference.

Why it matters:
    A null result told as an effect turns the source upside down: spin of this kind was found in 58 % of abstracts
    of trials with a non-significant primary outcome (Boutron et al., JAMA 2010).

What to do:
    Say that no significant difference was found, or leave the claim out.

Fires on:
    "The gene makes liver disease more severe", citing "no detectable effect on disease activity or severity".

Silent on:
    "The drug did not reduce deaths", citing the same kind of sentence; a claim on another outcome of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.checks.content._topics import of_another
from verifier.facets import posted
from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose effect the record does not show."""
    others = of_another(case)
    for comparison in (*case.compared("direction", "different"), *case.compared("posted", "different")):
        if comparison.detail.split()[0] != "null" or comparison.part in others:
            continue  # that one treatment did nothing denies no effect of another
        others.add(comparison.part)  # one word on it is enough
        told = posted.told(case.source, comparison.shown)
        yield Finding(
            check="not-significant",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim tells of an effect ({marked(comparison.said.text)}); the record shows no significant one{told and f': {told}'}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say that no significant difference was found",
        )
