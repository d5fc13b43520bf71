"""The claim tells a cause where the record tells an association.

What it looks for:
    "Causes", "leads to", "is a cause of" in the clause, while the record's results speak of association, risk or
    correlation, tell no cause outright, and rest on no randomised experiment.

Why it matters:
    What goes together need not bring about each other. Causal words for correlational findings were found in a third
    of press releases on biomedical work, and news follow them (Sumner et al., BMJ 2014).

What to do:
    Write "is associated with" or "is more frequent in".

Fires on:
    "Short telomeres are a cause of pancreatic cancer", citing a nested case-control study.

Silent on:
    "Short telomeres go with a higher risk of pancreatic cancer", citing the same study.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that makes a cause of an association."""
    for comparison in case.compared("causation", "narrower"):
        yield Finding(
            check="causal-overclaim",
            level=LEVEL,
            effect="weakens",
            message=f"the claim says \u201c{comparison.said.text}\u201d; the record tells an association",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="write that the two are associated",
        )
