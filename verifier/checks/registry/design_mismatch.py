"""The claim calls a study randomised, blinded or controlled that is not, or the other way round.

What it looks for:
    "randomised", "double-blind", "placebo-controlled", "open-label", "single-arm" in the claim beside designInfo and
    the arms of a trial, or the publication type and words of a paper. "Double-blind" means two masked parties and more,
    "single-blind" one; what the trial calls itself in its own prose counts as well. A clause that only says so of the
    trial is read whole: "chance decided who got what", "the study has three arms", "nothing is given, people are observed".

Why it matters:
    Chance decides who gets what in a randomised trial, so that the groups are alike; without it they are not, and
    differences between them may have been there before. Those who know what they were given report accordingly.

What to do:
    Describe the design as the record has it.

Fires on:
    "A randomised trial of 92 patients settled it", citing a record with NON_RANDOMIZED.

Silent on:
    "A randomised trial" citing RANDOMIZED; a record that does not give its allocation.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

_PLAIN = {  # values of the registry's fields in words that a reader knows
    "NONE": "open label, nobody was blinded",
    "SINGLE": "single blind",
    "DOUBLE": "double blind",
    "TRIPLE": "blinded (three parties masked)",
    "QUADRUPLE": "blinded (four parties masked)",
    "SINGLE_GROUP": "one group, without another to compare with",
    "RANDOMIZED": "randomised",
    "NON_RANDOMIZED": "not randomised",
    "NA": "one group, so that nobody was randomised",
    "INTERVENTIONAL": "an interventional study, in which people are assigned to a treatment",
    "OBSERVATIONAL": "an observational study, in which nobody is assigned to a treatment",
    "PLACEBO_COMPARATOR": "an arm was given a placebo",
    "SHAM_COMPARATOR": "an arm was given a sham treatment",
    "ACTIVE_COMPARATOR": "an arm was given another treatment",
    "NO_INTERVENTION": "an arm was given no treatment",
}

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record's allocation excludes the claimed one."""
    found = (
        c for facet in ("randomisation", "blinding", "control", "design") for c in case.compared(facet, "different")
    )
    for comparison in found:
        yield Finding(
            check="design-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim says {marked(comparison.said.text)}; the record says: {_plainly(comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="describe the design as the record has it",
        )
        return


def _plainly(comparison: Comparison) -> str:
    """What a field or sentence of a record says of its design, in plain words."""
    _, counted, arms = comparison.detail.partition("/")
    if counted:
        return f"{arms} arms"
    shown = comparison.shown.text
    return _PLAIN.get(shown) or shown.rstrip(".").lower().replace("_", "-")
