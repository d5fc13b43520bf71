"""The identifier leads to another work than the one that the page names.

What it looks for:
    The author, journal and year printed beside the identifier or named in the claim, or the name of a trial, beside
    the record. One difference alone is taken for a slip; it fires when the author named is not among the record's
    authors and the journal, the year or the whole subject differ as well, or when a trial is named that the record
    does not know and nothing of the claim's subject is in it. A work may also be named in passing ("..., Doe, Gut
    2020", "as Doe showed in Cell in 2021", "étude Doe 2018"): since a town or a brand looks like an author there, it
    fires only where the journal or the year differs, by more than one, and hardly a word of the claim, and none of its
    conditions and treatments, is in the record; never beside a record whose authors are groups alone. A record on the claim's subject that calls its own trial
    by another name, and has no number of the claim, leaves the claim undecided.

Why it matters:
    A real number of an unrelated work is the dominant pattern of invented references in the biomedical literature
    (Topaz et al., Lancet 2026). A reader who follows it finds drifting fish eggs where dry eyes were promised.

What to do:
    Look the work up by its title and correct the number.

Fires on:
    "Tear film doubled (Keller et al., Nutr J 2019)" with the PMID of a paper by Liu in another journal on fish eggs;
    "turmeric calms knees: Keller, Gut 2015" beside the same paper.

Silent on:
    "Mori et al., Phytother Res 2009" when the record's year is 2008 and its first author Mori; a right record that
    does not bear out the claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked, together

SCOPE = "case"
LEVEL = "error"
_KNOWN = ("number", "enrolment", "statement")  # what shows that the record is the one meant, under another name


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record is not the work that the page names."""
    for comparison in case.compared("reference", "different"):
        differing = comparison.detail.split(",")
        differs = f"{together(differing)} {'differs' if len(differing) == 1 else 'differ'}"
        yield Finding(
            check="wrong-record",
            level=LEVEL,
            effect="breaks",
            message=f"the page names {marked(comparison.said.text)}; {case.citation.identifier} is another work ({differs})",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="look the work up by its title and correct the number",
        )
        return
    for comparison in case.compared("reference", "absent"):
        if comparison.detail == "trial,name" and not any(case.compared(facet, "same") for facet in _KNOWN):
            yield Finding(
                check="wrong-record",
                level="warning",
                effect="undecided",
                message=f"the page names the trial {marked(comparison.said.text)}; the record is of {marked(comparison.shown.text)}",
                quote=comparison.shown.text,
                where=comparison.shown.where,
                part=comparison.part,
                advice="see whether the number is that of the trial named",
            )
