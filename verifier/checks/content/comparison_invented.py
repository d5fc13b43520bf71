"""The claim compares with something that the study did not compare with.

What it looks for:
    "Better than X", "as good as X", "beats X" in the clause, where the record says itself that the two were not
    compared, has a single arm, or does not name X at all.

Why it matters:
    Without a comparator in the study there is nothing to be better than: the record does not speak to the comparison.
    An order of the FTC bans claims of "comparable or better" treatment without proof (FTC v. Regenerative Medical Group,
    2018).

What to do:
    Name what the study compared with, or drop the comparison; a study of a single group compared with nothing.

Fires on:
    "It works better than eye patching", citing a trial that says it did not compare with patching.

Silent on:
    "Better than glasses alone", citing a trial with glasses alone as control.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"
# why the record bears out no such comparison -> (what is said of it, what to do)
_TOLD = {
    "single group": ("the study had a single group, so nothing was compared", "drop the comparison"),
    "not compared": ("the record says that this was not compared", "drop the comparison"),
}
_NOT_NAMED = (
    "the record names nothing of the kind that was compared with",
    "name what the study compared with, or drop the comparison",
)


def check(case: Case) -> Iterator[Finding]:
    """One finding for each comparison that the record does not make."""
    review = any(kind.detail.startswith("review") for kind in case.compared("source-kind"))
    for comparison in case.compared("comparator", "different", "absent"):
        if review and comparison.relation == "absent" and not comparison.detail:
            continue  # what a review does not name in its abstract it may well compare
        told, advice = _TOLD.get(comparison.detail, _NOT_NAMED)
        yield Finding(
            check="comparison-invented",
            level=LEVEL,
            effect="unrelated",
            message=f"the claim says {marked(comparison.said.text)}; {told}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=advice,
        )
