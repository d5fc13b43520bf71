"""The claim says that no harm was seen, or that none can come; the record says otherwise or cannot say so.

What it looks for:
    "No side effects", "without complication", "nobody had a serious infection", "completely safe" in the clause,
    against people with deaths, serious and other adverse events in the registry's results, and against sentences
    that tell such harm. What befell those who were given a dummy says nothing against "no harm with the drug". Safe
    without any exception is more than a record can show.

Why it matters:
    Harm is what readers most need to know. Specific risks stand on 5.76 % of clinic sites that sell cells (Murdoch
    et al., Stem Cell Reports 2018).

What to do:
    Give the number of people with adverse events, or say what was not seen, in how many people.

Fires on:
    "None of the patients had a serious side effect", citing a trial with serious adverse events in 5 of 13.

Silent on:
    "There was no major bleeding", citing a paper that says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.safety import told
from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each claim of harmlessness that the record gainsays or cannot bear."""
    # One harm may be read in two ways, from the words of harm and from those of a share: it is told once.
    for comparison in dict.fromkeys(case.compared("safety", "different", "narrower")):
        against = comparison.relation == "different"
        counted = told(case.source, comparison.shown)
        harm = f"the registry counts {counted}" if counted else "the record tells of such harm"
        yield Finding(
            check="safety-overclaim",
            level=LEVEL if against else "warning",
            effect="contradicts" if against else "weakens",
            message=f"the claim says {marked(comparison.said.text)}; {harm if against else 'no record can show that much'}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the number of people with adverse events",
        )
