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
    Look up the work that the page names and correct the number.

Fires on:
    "Tear film doubled (Keller et al., Nutr J 2019)" with the PMID of a paper by Liu in another journal on fish eggs;
    "turmeric calms knees: Keller, Gut 2015" beside the same paper.

Silent on:
    "Mori et al., Phytother Res 2009" when the record's year is 2008 and its first author Mori; a right record that
    does not bear out the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from verifier.facets.reference import named
from verifier.model import Case, Comparison, Finding
from verifier.wording.asides import is_journal
from verifier.wording.plain import marked, together
from verifier.wording.works import Named, same_journal

SCOPE = "case"
LEVEL = "error"
_KNOWN = ("number", "enrolment", "statement")  # what shows that the record is the one meant, under another name
_ORDER = ("trial", "author", "title", "journal", "year", "subject")
_YEAR = re.compile(  # before an author: "the 2018 trial by ..."
    r"\b(?P<year>(?:19[5-9]|20[0-4])\d) (?:[\w-]+ ){0,2}(?:trial|study|paper|review|article|Studie|Arbeit|essai|étude|ensayo|estudio)\b"
)
_JOURNAL = re.compile(r"\W+(?:in|en|dans|im) (?:the |la |le |el )?(?P<name>[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4})")
_NEAR = 40  # characters before an author in which the year of the same work stands


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record is not the work that the page names."""
    for comparison in case.compared("reference", "different"):
        work, differing = _named(case, comparison)
        differs = f"{together(differing)} {'differs' if len(differing) == 1 else 'differ'}"
        yield Finding(
            check="wrong-record",
            level=LEVEL,
            effect="breaks",
            message=f"the page names {_kind(differing)}{marked(work)}; {case.citation.identifier} is another work ({differs})",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            advice="look up the work that the page names and correct the number",
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
                advice="see whether the number is that of the trial named",
            )


def _kind(differing: list[str]) -> str:
    """What is named, where that is a trial."""
    return "the trial " if "trial" in differing else ""


def _named(case: Case, comparison: Comparison) -> tuple[str, list[str]]:
    """What the page says of the work, without the rest of the claim, and in what the record is another one."""
    differing, said = comparison.detail.split(","), comparison.said.text
    work = case.readings[comparison.part].facet(named)
    if said != work.text or said in case.citation.reference:
        return said, differing  # a printed reference, or a work named in passing: it stands by itself
    if "trial" in differing:
        return work.trial, differing
    at = said.find(work.author)
    work, start, end = _beside(work, said, at, at + len(work.author))
    paper = case.source.paper if case.source else None
    if paper and work.year and paper.year and abs(work.year - paper.year) > 1:
        differing.append("year")
    names = [name for name in (paper.journal, paper.journal_abbreviation) if name] if paper else []
    if work.journal and names and not any(same_journal(work.journal, name) for name in names):
        differing.append("journal")
    return said[start:end], sorted(set(differing), key=_ORDER.index)


def _beside(work: Named, text: str, start: int, end: int) -> tuple[Named, int, int]:
    """A work with the year and the journal that stand around its author, and where all of it begins and ends."""
    if not work.journal and (journal := _JOURNAL.match(text, end)) and is_journal(journal["name"]):
        work = replace(work, journal=journal["name"])
    if work.year is None and (year := _YEAR.search(text, max(0, start - _NEAR), start)):
        work = replace(work, year=int(year["year"]))
    for piece in (work.journal, str(work.year or "")):
        places = [match.start() for match in re.finditer(re.escape(piece), text)] if piece else []
        near = min(places, key=lambda place: abs(place - start), default=start)
        start, end = min(start, near), max(end, near + (len(piece) if places else 0))
    return work, start, end
