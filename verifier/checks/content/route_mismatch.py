"""The treatment of the claim goes into the body another way than the one studied.

What it looks for:
    A drip, a tablet, an injection into the joint, under the skin, into muscle, eye or spine, a cream, a spray, an
    inhaler in the clause, where a record on the claim's own condition or treatment names another way and this one
    nowhere. A record that only speaks of injections leaves open which; works that sum up others are not asked.

Why it matters:
    What helps in the joint need not help from the vein: dose, effect and risk go with the way in. Risks that belong to
    the way in which cells are given stand on 5.76 % of the sites that sell them (Murdoch et al., Stem Cell Reports
    2018).

What to do:
    Name the way in which it was given, or cite a study of this one.

Fires on:
    "An IV drip of marrow cells eases knee arthritis", citing a trial of intra-articular injection.

Silent on:
    "An injection of marrow cells eases knee arthritis", citing the same trial; "better than tablets".
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.source_kind import pools_others
from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause whose way in is not the record's, in a record on its topic."""
    topics = [c for facet in ("condition", "intervention", "cell_source") for c in case.compared(facet)]
    if not any(c.relation == "same" for c in topics) or (case.source and case.source.facet(pools_others)):
        return
    for comparison in case.compared("route", "different"):
        yield Finding(
            check="route-mismatch",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim speaks of {marked(comparison.said.text)}; the record of {marked(comparison.shown.text)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"name the way in which it was given: {marked(comparison.shown.text)}",
        )
