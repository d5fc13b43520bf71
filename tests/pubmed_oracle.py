"""The same fields of an article, read through Bio.Entrez: the reference that our own reader is held to."""

from __future__ import annotations

import html
import io
import re

from Bio import Entrez


def articles(body):
    """The articles of a set as biopython reads them; unknown DTDs are replaced by the newest it ships."""
    body = re.sub(rb"pubmed_\d{6}\.dtd", b"pubmed_250101.dtd", body)
    read = Entrez.read(io.BytesIO(body), validate=False)
    return [*read["PubmedArticle"], *read["PubmedBookArticle"]]


def words(value):
    """Biopython leaves inline tags in its strings; take them off as the reader does."""
    text = re.sub(r"(?<=\d)<sup>(?=\s*[-+−–]?\d{1,4}\s*</sup>)", "^", str(value))
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def fields(article):
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


def _authors(core, book):
    groups = core.get("AuthorList", [])
    if book:
        groups = [a for g in groups if g.attributes.get("Type") == "authors" for a in g]
    found = []
    for author in groups:
        last = words(author.get("LastName", "")) or words(author.get("CollectiveName", ""))
        if last:
            found.append((last, words(author.get("Initials", ""))))
    return found


def _own_id(article, core, kind):
    data = article.get("PubmedData") or article.get("PubmedBookData") or {}
    ids = [*data.get("ArticleIdList", []), *(core.get("ArticleIdList", []) if "BookDocument" in article else [])]
    for one in ids:
        if one.attributes.get("IdType") == kind:
            return str(one)
    for one in core.get("ELocationID", []):
        if one.attributes.get("EIdType") == kind and one.attributes.get("ValidYN") == "Y":
            return str(one)
    return ""


def _date(value):
    return "-".join(str(value[part]) for part in ("Year", "Month", "Day") if part in value) if value else ""
