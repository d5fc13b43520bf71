"""What speaks for a claim: findings with effect `confirms`, from the same Comparisons that the checks read.

A clause is confirmed when the record states it: its fields, or a sentence with the same numbers, subject and
direction, and nothing in the record stands against it. Every clause must be confirmed for the claim to be.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding

CHECK = "confirmed"


def confirm(case: Case) -> Iterator[Finding]:
    """One finding for each clause of the claim that the record states; effect `confirms` only when all are.

    A clause that is confirmed beside one that is not gets effect `none`: it is shown, and settles nothing.
    """
    stated = {reading.part: _stated(case, reading.part) for reading in case.readings}
    whole = bool(stated) and all(stated.values())
    for part, found in stated.items():
        if found is not None:
            yield Finding(
                check=CHECK,
                level="note",
                effect="confirms" if whole else "none",
                message=f"the record says so: {found.detail}" if found.detail else "the record says so",
                quote=found.shown.text,
                where=found.shown.where,
                part=part,
            )


def _stated(case: Case, part: int) -> Comparison | None:
    """The comparison in which the record states this clause, unless another one stands against it."""
    own = [comparison for comparison in case.comparisons if comparison.part == part]
    if any(comparison.relation == "different" for comparison in own):
        return None
    return next((c for c in own if c.facet == "statement" and c.relation == "same"), None)
