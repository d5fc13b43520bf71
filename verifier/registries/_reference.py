"""A second reader of PubMed articles: biopython's Bio.Entrez, the reference that our own reader is held to.

Our reader is faster and needs no DTD; this one was written by others. `verifier store verify
--second-reader` reads every stored article by both and tells where they differ, and the tests hold our reader to it
on all recorded articles. Biopython would fetch a DTD that it does not ship, so every DTD is replaced by one that it
does.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from verifier.errors import PayloadError
from verifier.model import PaperFacts, Record

_SET = (
    b'<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd"><PubmedArticleSet>%s</PubmedArticleSet>'
)
# Kinds of corrections that a Record does not keep, since nothing is concluded from them.
UNREAD = {
    "Cites",
    "AssociatedDataset",
    "AssociatedPublication",
    "SummaryForPatientsIn",
    "OriginalReportIn",
    "ReprintIn",
    "ReprintOf",
}


def differences(payload: str, record: Record) -> Iterator[str]:
    """Where biopython reads an article otherwise than the record says: one line for each field.

    Raises:
        PayloadError: biopython cannot read the article.
    """
    from Bio.Entrez.Parser import CorruptedXMLError, NotXMLError, ValidationError

    try:
        (article,) = articles(_SET % payload.encode())
    except (CorruptedXMLError, NotXMLError, ValidationError, ValueError) as error:
        raise PayloadError(f"the second reader cannot read this article: {error}") from error
    theirs, ours = fields(article), own_fields(record)
    for name, value in ours.items():
        other = theirs[name]
        if name == "corrections":
            other = [pair for pair in other if pair[0] not in UNREAD]
        if other != value:
            yield f"{name}: {value!r} here, {other!r} by the second reader"


def own_fields(record: Record) -> dict[str, Any]:
    """The same plain values from a record of ours."""
    facts = record.facts
    assert isinstance(facts, PaperFacts)
    relevant = [notice for notice in record.notices if notice.where.startswith("CommentsCorrections")]
    return {
        "pmid": record.identifier.value,
        "title": record.title,
        "abstract": [p.text for p in record.passages if p.where.startswith("Abstract")],
        "authors": [(author.last, author.initials) for author in facts.authors],
        "types": list(facts.publication_types),
        "journal": facts.journal,
        "languages": list(facts.languages),
        "mesh": [(heading.ui, heading.name) for heading in facts.mesh],
        "keywords": list(facts.keywords),
        "chemicals": list(facts.chemicals),
        "doi": facts.doi,
        "pmc": facts.pmc,
        "status": facts.citation_status,
        "corrections": sorted((notice.where.partition("=")[2].rstrip("]"), notice.pmid) for notice in relevant),
        "banks": sorted(link.quote for link in record.links if link.where == "DataBankList"),
        "revised": record.revised,
    }


def articles(body: bytes) -> list[Any]:
    """The articles of a set as biopython reads them; unknown DTDs are replaced by the newest it ships."""
    from Bio import Entrez

    body = re.sub(rb"pubmed_\d{6}\.dtd", b"pubmed_250101.dtd", body)
    read = Entrez.read(io.BytesIO(body), validate=False)  # type: ignore[no-untyped-call]  # carries no types
    return [*read["PubmedArticle"], *read["PubmedBookArticle"]]


def words(value: Any) -> str:
    """Biopython leaves inline tags in its strings; take them off as the reader does."""
    text = re.sub(r"(?<=\d)<sup>(?=\s*[-+−–]?\d{1,4}\s*</sup>)", "^", str(value))
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def fields(article: Any) -> dict[str, Any]:
    """What a Record holds of this article, as plain values."""
    book = "BookDocument" in article
    citation = article["BookDocument"] if book else article["MedlineCitation"]
    core = citation if book else citation["Article"]
    corrections = [] if book else citation.get("CommentsCorrectionsList", [])
    return {
        "pmid": str(citation["PMID"]),
        "title": words(core.get("ArticleTitle", "")),
        "abstract": [t for t in (words(t) for t in core.get("Abstract", {}).get("AbstractText", [])) if t],
        "labels": [
            words(t.attributes.get("Label", "") if hasattr(t, "attributes") else "")
            for t in core.get("Abstract", {}).get("AbstractText", [])
            if words(t)
        ],
        "authors": _authors(core, book),
        "types": [words(t) for t in core.get("PublicationTypeList", core.get("PublicationType", []))],
        "journal": words(core["Book"]["BookTitle"] if book else core["Journal"].get("Title", "")),
        "languages": [str(language) for language in core.get("Language", [])],
        "mesh": []
        if book
        else [
            (h["DescriptorName"].attributes["UI"], words(h["DescriptorName"]))
            for h in citation.get("MeshHeadingList", [])
        ],
        "keywords": [k for group in citation.get("KeywordList", []) for k in (words(k) for k in group) if k],
        "chemicals": [] if book else [words(c["NameOfSubstance"]) for c in citation.get("ChemicalList", [])],
        "doi": _own_id(article, core, "doi").lower(),
        "pmc": _own_id(article, core, "pmc"),
        "status": "" if book else citation.attributes.get("Status", ""),
        "corrections": sorted((c.attributes["RefType"], str(c.get("PMID", ""))) for c in corrections),
        "banks": sorted(
            str(n)
            for bank in core.get("DataBankList", [])
            for n in bank.get("AccessionNumberList", [])
            if str(n).startswith("NCT")
        ),
        "revised": _date(citation.get("DateRevised")),
    }


def _authors(core: Any, book: bool) -> list[tuple[str, str]]:
    """The authors as (last name, initials), a group by its name."""
    groups = core.get("AuthorList", [])
    if book:
        groups = [a for g in groups if g.attributes.get("Type") == "authors" for a in g]
    found = []
    for author in groups:
        last = words(author.get("LastName", "")) or words(author.get("CollectiveName", ""))
        if last:
            found.append((last, words(author.get("Initials", ""))))
    return found


def _own_id(article: Any, core: Any, kind: str) -> str:
    """An article's own DOI or PMC id, never one of its references."""
    data = article.get("PubmedData") or article.get("PubmedBookData") or {}
    ids = [*data.get("ArticleIdList", []), *(core.get("ArticleIdList", []) if "BookDocument" in article else [])]
    for one in ids:
        if one.attributes.get("IdType") == kind:
            return str(one)
    for one in core.get("ELocationID", []):
        if one.attributes.get("EIdType") == kind and one.attributes.get("ValidYN") == "Y":
            return str(one)
    return ""


def _date(value: Any) -> str:
    """A date as its parts say it."""
    return "-".join(str(value[part]) for part in ("Year", "Month", "Day") if part in value) if value else ""
