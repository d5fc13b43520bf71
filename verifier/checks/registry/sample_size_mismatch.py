"""The number of people in the claim is not the number in the record.

What it looks for:
    A count that the claim gives the whole study ("enrolled 1,961 adults", "20 planned", "more than 600 women") beside
    enrollmentInfo.count of a trial, or the people counted in a paper. A number that the record counts anywhere (an
    arm, those who finished) is no mismatch; parts of a study ("7 of 13 people") are not meant.

Why it matters:
    The number of people is what gives a study weight, and the easiest thing to make larger.

What to do:
    Give the number as the record has it.

Fires on:
    "The trial treated more than 600 women", citing a record that enrolled nobody.

Silent on:
    "Two of the 28 people treated had side effects", citing a trial that enrolled 34; "about 1,000" for 1,012.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets._words import language
from verifier.facets.enrolment import sample
from verifier.facets.status import withdrawn
from verifier.model import Case, Comparison, Finding
from verifier.wording.people import people
from verifier.wording.plain import head_count, marked

SCOPE = "case"
LEVEL = "error"
_POSTED = ("outcomeMeasures", "adverseEvents")


def check(case: Case) -> Iterator[Finding]:
    """One finding for each claimed size that the record excludes."""
    for comparison in case.compared("enrolment", "different"):
        if not comparison.detail.startswith("all/") and _counted_elsewhere(case, comparison):
            continue
        yield Finding(
            check="sample-size-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim {_said(comparison)}; the record {_shown(case, comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=_advice(case, comparison),
        )


def _counted_elsewhere(case: Case, comparison: Comparison) -> bool:
    """Whether the posted results count so many somewhere: "compared with only 7 players of the other game"."""
    return any(
        number.part == comparison.part
        and number.said.text == comparison.said.text
        and number.shown.where.startswith(_POSTED)
        for number in case.compared("number", "same")
    )


def _said(comparison: Comparison) -> str:
    """The size in the claim's words; a bare figure of a table is named."""
    text = comparison.said.text.strip()
    return (
        f"says {marked(text)}"
        if any(sign.isalpha() for sign in text)
        else f"gives the number of people as {marked(text)}"
    )


def _shown(case: Case, comparison: Comparison) -> str:
    """What the record counts, in words."""
    kind = comparison.detail.partition("/")[2].lower()
    number = _number(case, comparison)
    if number is None:
        return "gives the numbers of people quoted here"
    return f"counts {head_count(number)}" + (f" ({kind} enrolment)" if kind else "")


def _number(case: Case, comparison: Comparison) -> int | None:
    """The number that the record gives: its field, or the size of a paper where the sentence quoted has it as such."""
    if comparison.shown.where.startswith("designModule"):
        return int(comparison.shown.text)
    studied = case.source.facet(sample) if case.source else None
    if studied is None or studied[1] != comparison.shown:
        return None
    return studied[0] if any(count.value == studied[0] for count in people(studied[1].text)) else None


def _advice(case: Case, comparison: Comparison) -> str:
    """What to do, with the number; of a trial that nobody joined there is more to say than that."""
    trial = case.source.trial if case.source else None
    if trial and trial.overall_status == "WITHDRAWN" and not trial.enrollment:
        return withdrawn(trial, case.readings[comparison.part].facet(language))
    number = _number(case, comparison)
    return "give the number as the record has it" + ("" if number is None else f" ({number:,})")
