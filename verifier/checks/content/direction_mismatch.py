"""The record found the opposite of what the claim says.

What it looks for:
    Sentences among the results and conclusions that tell the same outcome the other way (higher for lower, worse for
    better, an effect where the claim denies one); posted values in which the other arm did better; a reason for
    stopping that is the opposite of the one told.

Why it matters:
    Of all errors this one misleads most: the page would be right to say the reverse.

What to do:
    Turn the sentence round, or leave it out.

Fires on:
    "The app lowered symptoms more than sham", citing posted changes of -2.6 with the app and -5.3 with sham.

Silent on:
    "Pain fell with the drug", citing "pain scores were lower in the drug group".
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets import posted, safety
from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause that the record tells the other way round."""
    for facet in ("direction", "posted"):
        for comparison in case.compared(facet, "different"):
            if comparison.detail.split()[0] not in ("opposite", "effect", "alike") or _share_borne(case, comparison):
                continue
            yield Finding(
                check="direction-mismatch",
                level=LEVEL,
                effect="contradicts",
                message=f"{_told(comparison)}{_result(case, comparison)}",
                quote=comparison.shown.text,
                where=comparison.shown.where,
                part=comparison.part,
                advice="tell it the way the record does",
            )


def _told(comparison: Comparison) -> str:
    """What the claim says and what the record shows, in words."""
    said = marked(comparison.said.text)
    if comparison.detail.split()[0] == "alike":
        return f"the claim tells of a great difference ({said}); the posted values are practically equal"
    return f"the claim says {said}; the record shows the opposite"


def _share_borne(case: Case, found: Comparison) -> bool:
    """Whether the sentence that is held against a clause gives the share of people that the clause tells in words."""
    return any(
        other.detail in ("portion", "fraction") and other.part == found.part and other.shown == found.shown
        for other in case.compared("number", "same")
    )


def _result(case: Case, comparison: Comparison) -> str:
    """The posted result in words, where it is one: a value alone tells a reader nothing."""
    told = posted.told(case.source, comparison.shown) or safety.told(case.source, comparison.shown)
    return f": {told}" if told else ""
