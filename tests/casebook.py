"""Small invented records and cases; every claim and every record here was written for these tests."""

from __future__ import annotations

import datetime as dt

from verifier.compare import compare, prepare, read
from verifier.model import (
    Case,
    Citation,
    Found,
    Identifier,
    Lookup,
    PaperFacts,
    PartialDate,
    Passage,
    Place,
    Record,
    TrialFacts,
)

TODAY = dt.date(2026, 11, 20)
NCT = Identifier("NCT", "NCT01234567")
PMID = Identifier("PMID", "12345678")

ESTIMATED, ACTUAL = "ESTIMATED", "ACTUAL"


def trial(summary: str = "Cells are given for optic nerve disease.", title: str = "Cells for the Optic Nerve", **facts):
    """A registered trial; without arguments an unblinded single-arm trial that ended without results."""
    known = {
        "overall_status": "COMPLETED",
        "has_results": False,
        "verified": "2021-05",
        "completion": PartialDate("2021-03", ACTUAL),
        "study_type": "INTERVENTIONAL",
        "phases": ("PHASE1",),
        "allocation": "NA",
        "intervention_model": "SINGLE_GROUP",
        "masking": "NONE",
        "enrollment": 18,
        "enrollment_type": ACTUAL,
        "lead_sponsor": "Northfield Cell Institute",
        "conditions": ("Optic Neuropathy",),
    } | facts
    passages = (Passage("briefTitle", title, "title"), Passage("briefSummary", summary, "summary"))
    extra = {name: known.pop(name) for name in ("notices", "links", "published") if name in known}
    identifier = known.pop("identifier", NCT)
    return Record(identifier, "trial", title, passages, TrialFacts(**known), depth="registry", **extra)


def paper(
    abstract: str = "", title: str = "Cells in optic neuropathy", notices=(), links=(), published="2019", **facts
):
    """A paper; without an abstract only its title can be read."""
    passages = [Passage("ArticleTitle", title, "title")]
    if abstract:
        passages.append(Passage("Abstract", abstract, "abstract"))
    identifier = facts.pop("identifier", PMID)
    known = {"publication_types": ("Journal Article",), "year": 2019} | facts
    depth = "abstract" if abstract else "title"
    return Record(
        identifier,
        "paper",
        title,
        tuple(passages),
        PaperFacts(**known),
        notices=tuple(notices),
        links=tuple(links),
        published=published,
        depth=depth,
    )


def found(record: Record, asked: Identifier | None = None) -> Found:
    """The look-up that found a record."""
    stamp = "2026-11-19T08:00:00Z"
    return Found(record, f"digest of {record.identifier}", stamp, stamp, asked or record.identifier)


def cite(claim: str, identifier: Identifier, **more) -> Citation:
    """A citation as a page makes it."""
    known = {
        "key": f"{identifier}/{claim}",
        "document": "page.html",
        "place": Place(3),
        "identifier": identifier,
        "written": str(identifier),
        "claim": claim,
        "parts": (claim,),
        "claim_place": Place(3),
        "layout": "L01",
        "language": "en",
    } | more
    return Citation(**known)


def case(claim: str, source: Record | Lookup, **more) -> Case:
    """A claim with its record or look-up, compared and ready for checks."""
    lookup = found(source, more.pop("asked", None)) if isinstance(source, Record) else source
    if isinstance(lookup, Found):
        citation = cite(claim, lookup.asked, **more)
        prepared = prepare(lookup)
        readings = read(citation)
        return Case(citation, lookup, prepared, readings, compare(readings, prepared, TODAY), TODAY)
    citation = cite(claim, lookup.identifier, **more)
    return Case(citation, lookup, None, read(citation), (), TODAY)
