"""One article of PubMed as a Record: what the elements of NLM's PubMed DTD (1 January 2025) mean.

Retraction is read in both places that can say it, the publication type and the CommentsCorrections, since
either may lag. `RetractionIn` means that this paper is retracted; `RetractionOf` that it is the notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from verifier.model import Author, Identifier, Link, MeshHeading, Notice, PaperFacts, Passage, Record
from verifier.registries._markup import children, element_text, plain

# CommentsCorrections@RefType -> kind of notice. Cites, Associated* and Summary* say nothing about validity.
_NOTICES = {
    "RetractionIn": "retracted",
    "RetractionOf": "retraction-notice",
    "PartialRetractionIn": "corrected",  # of a figure or a statement: an erratum in NLM's eyes
    "PartialRetractionOf": "correction-notice",
    "ExpressionOfConcernIn": "concern",
    "ExpressionOfConcernFor": "concern-notice",
    "ErratumIn": "corrected",
    "ErratumFor": "correction-notice",
    "CorrectedandRepublishedIn": "republished",
    "CorrectedandRepublishedFrom": "republication",
    "RetractedandRepublishedIn": "republished",
    "RetractedandRepublishedFrom": "republication",
    "RepublishedIn": "republished",
    "RepublishedFrom": "republication",
    "UpdateIn": "updated",
    "UpdateOf": "update-of",
    "CommentIn": "comment",
    "CommentOn": "comment",
}
# Publication types that say the same (unique ids D016441, D016440, D016425 and their kin), by name.
_TYPED_NOTICES = {
    "Retracted Publication": "retracted",
    "Retraction of Publication": "retraction-notice",
    "Retraction Notice": "retraction-notice",
    "Expression of Concern": "concern-notice",
    "Published Erratum": "correction-notice",
}
_LABELS = {
    "BACKGROUND": "background",
    "OBJECTIVE": "objective",
    "METHODS": "methods",
    "RESULTS": "results",
    "CONCLUSIONS": "conclusions",
}
# Words of free section labels, where NLM gave no category: first hit wins.
_LABEL_WORDS = (
    ("results", ("RESULT", "FINDING")),
    ("conclusions", ("CONCLUSION", "INTERPRETATION", "DISCUSSION", "IMPLICATION", "SIGNIFICANCE", "SUMMARY")),
    ("objective", ("OBJECTIVE", "AIM", "PURPOSE", "GOAL", "HYPOTHESIS")),
    ("methods", ("METHOD", "DESIGN", "PATIENT", "PARTICIPANT", "SETTING", "INTERVENTION", "MEASURE", "MATERIAL")),
    ("background", ("BACKGROUND", "INTRODUCTION", "IMPORTANCE", "CONTEXT", "RATIONALE")),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NCT = re.compile(r"(?<![A-Za-z0-9])NCT(\d{8})(?!\d)")
# Databanks of DataBankList that register trials; the rest hold sequences, structures and data sets.
_TRIAL_BANKS = frozenset(
    "ClinicalTrials.gov ISRCTN EudraCT EUCTR CTIS ANZCTR ChiCTR CTRI DRKS JPRN UMIN-CTR UMIN jRCT KCT NTR IRCT "
    "PACTR ReBec RPCEC SLCTR TCTR CRiS HKUCTR REPEC LBCTR".lower().split()
)


def paper(article: Element) -> Record | None:
    """Read a PubmedArticle or PubmedBookArticle element; None when it does not carry its own PMID."""
    book = article.tag == "PubmedBookArticle"
    citation = article.find("BookDocument" if book else "MedlineCitation")
    pmid = "" if citation is None else element_text(citation.find("PMID"))
    if citation is None or not pmid:
        return None
    core = citation if book else citation.find("Article")
    core = Element("Article") if core is None else core
    passages = tuple(_passages(core, citation))
    types = tuple(
        element_text(e)
        for e in (*children(core, "PublicationTypeList", "PublicationType"), *core.findall("PublicationType"))
    )
    published = _published(core, book=book)
    facts = _facts(article, citation, core, types, published, passages)
    return Record(
        identifier=Identifier("PMID", pmid),
        kind="paper",
        title=passages[0].text if passages and passages[0].where == "ArticleTitle" else "",
        passages=passages,
        facts=facts,
        notices=tuple(_notices(citation, types)),
        links=tuple(_links(citation, passages)),
        published=published,
        revised=_date(citation.find("DateRevised")),
        depth="abstract" if any("Abstract" in p.where for p in passages) else "title",
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
    )


def _facts(
    article: Element,
    citation: Element,
    core: Element,
    types: tuple[str, ...],
    published: str,
    passages: tuple[Passage, ...],
) -> PaperFacts:
    """The fields that checks compare."""
    book = citation.tag == "BookDocument"
    journal = element_text(_first(core, "Book", "BookTitle") if book else _first(core, "Journal", "Title"))
    data = article.find("PubmedBookData" if book else "PubmedData")
    abstract = " ".join(p.text for p in passages if "Abstract" in p.where)
    year = re.match(r"\d{4}", published)
    return PaperFacts(
        publication_types=types,
        journal=journal,
        journal_abbreviation=element_text(_first(core, "Journal", "ISOAbbreviation")),
        authors=tuple(_authors(core)),
        year=int(year[0]) if year else None,
        doi=_article_id(core, data, "doi").lower(),
        pmc=_article_id(core, data, "pmc"),
        mesh=tuple(_mesh(citation)),
        keywords=tuple(filter(None, (element_text(e) for e in children(citation, "KeywordList", "Keyword")))),
        chemicals=tuple(
            filter(None, (element_text(e) for e in children(citation, "ChemicalList", "Chemical", "NameOfSubstance")))
        ),
        trial_numbers=tuple(dict.fromkeys([*_registered(core), *_declared(abstract)])),
        citation_status=citation.get("Status", ""),
        languages=tuple(element_text(e) for e in core.findall("Language")),
        vernacular_title=element_text(core.find("VernacularTitle")),
        truncated="(ABSTRACT TRUNCATED" in abstract,
        book=book,
        more_authors=any(people.get("CompleteYN") == "N" for people in core.findall("AuthorList")),
    )


def _passages(core: Element, citation: Element) -> Iterator[Passage]:
    """Title, abstract by its sections, then abstracts in other languages or for other readers."""
    if title := element_text(core.find("ArticleTitle")):
        yield Passage("ArticleTitle", title, "title")
    seen: dict[str, int] = {}
    for element in children(core, "Abstract", "AbstractText"):
        text = element_text(element)
        if not text:
            continue
        printed = plain(element.get("Label", "")) or plain(element.get("NlmCategory", ""))
        where = f"Abstract/{printed}" if printed and printed != "UNASSIGNED" else "Abstract"
        seen[where] = seen.get(where, 0) + 1
        where = where if seen[where] == 1 else f"{where}[{seen[where]}]"
        yield Passage(where, text, section(printed, element.get("NlmCategory", "")))
    for number, other in enumerate(citation.findall("OtherAbstract"), 1):
        text = " ".join(filter(None, (element_text(e) for e in other.findall("AbstractText"))))
        if text:
            kind, language = other.get("Type", ""), other.get("Language", "eng")
            yield Passage(f"OtherAbstract[{number}]", text, plain(f"other abstract {kind} {language}"))


def section(label: str, category: str = "") -> str:
    """The plain word for a section of an abstract: NLM's category, else what its printed label says."""
    if category in _LABELS:
        return _LABELS[category]
    upper = label.upper()
    return next((name for name, words in _LABEL_WORDS if any(word in upper for word in words)), "")


def _authors(core: Element) -> Iterator[Author]:
    """Authors in their order; of a book's chapter the chapter's own."""
    for people in core.findall("AuthorList"):
        if people.get("Type", "authors") != "authors":
            continue
        for author in people.findall("Author"):
            last = element_text(author.find("LastName")) or element_text(author.find("CollectiveName"))
            if last:
                yield Author(last, element_text(author.find("Initials")))


def _mesh(citation: Element) -> Iterator[MeshHeading]:
    for heading in children(citation, "MeshHeadingList", "MeshHeading"):
        name = heading.find("DescriptorName")
        if name is None:
            continue
        qualifiers = heading.findall("QualifierName")
        major = "Y" in (name.get("MajorTopicYN"), *(q.get("MajorTopicYN") for q in qualifiers))
        yield MeshHeading(name.get("UI", ""), element_text(name), major, tuple(element_text(q) for q in qualifiers))


def _registered(core: Element) -> Iterator[str]:
    """Numbers of trial registries in the DataBankList."""
    for bank in children(core, "DataBankList", "DataBank"):
        if element_text(bank.find("DataBankName")).lower() in _TRIAL_BANKS:
            for accession in children(bank, "AccessionNumberList", "AccessionNumber"):
                yield element_text(accession)


def _links(citation: Element, passages: tuple[Passage, ...]) -> Iterator[Link]:
    """Trials that the paper declares: in the DataBankList, or by number in its abstract."""
    seen: set[str] = set()
    for number in _registered(citation.find("Article") or Element("Article")) if citation.tag != "BookDocument" else ():
        if _NCT.fullmatch(number) and number not in seen:
            seen.add(number)
            yield Link("registration", Identifier("NCT", number), "DataBankList", number)
    for passage in passages:
        for number in _declared(passage.text):
            if number not in seen:
                seen.add(number)
                yield Link("registration", Identifier("NCT", number), passage.where, number)


def _declared(text: str) -> list[str]:
    """NCT numbers in a text."""
    return [match[0] for match in _NCT.finditer(text)] if "NCT" in text else []


def _notices(citation: Element, types: tuple[str, ...]) -> Iterator[Notice]:
    """What has been said about the paper since, and what it says about others."""
    told: set[str] = set()
    for element in children(citation, "CommentsCorrectionsList", "CommentsCorrections"):
        reference = element.get("RefType", "")
        kind = _NOTICES.get(reference, "")
        if kind == "updated" and "Preprint" in types:
            kind = "preprint-of"
        if kind:
            told.add(kind)
            quote = " ".join(filter(None, (element_text(element.find(tag)) for tag in ("RefSource", "Note"))))
            where = f"CommentsCorrections[RefType={reference}]"
            yield Notice(kind, where, quote, element_text(element.find("PMID")))
    for name in types:
        if (kind := _TYPED_NOTICES.get(name, "")) and kind not in told:
            told.add(kind)
            yield Notice(kind, "PublicationType", name)


def _article_id(core: Element, data: Element | None, kind: str) -> str:
    """The article's own DOI or PMC number; never one of its references' (ReferenceList holds other papers' ids)."""
    found = [] if data is None else children(data, "ArticleIdList", "ArticleId")
    found += children(core, "ArticleIdList", "ArticleId")
    for element in found:
        if element.get("IdType") == kind and (text := element_text(element)):
            return text
    for element in core.findall("ELocationID"):
        if element.get("EIdType") == kind and element.get("ValidYN", "Y") == "Y" and (text := element_text(element)):
            return text
    return ""


def _published(core: Element, *, book: bool) -> str:
    """When the issue (or book) came out; else when the article did."""
    if book:
        return _date(core.find("ContributionDate")) or _date(_first(core, "Book", "PubDate"))
    return _date(_first(core, "Journal", "JournalIssue", "PubDate")) or _date(core.find("ArticleDate"))


def _date(element: Element | None) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; of a MedlineDate ("2019 Nov-Dec", "Spring 2020") what is sure."""
    if element is None:
        return ""
    if free := element_text(element.find("MedlineDate")):
        year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", free)
        return year[0] if year else ""
    year_text, month, day = (element_text(element.find(tag)) for tag in ("Year", "Month", "Day"))
    if len(year_text) != 4 or not year_text.isdecimal():
        return ""
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else _number(month, 12)
    if not number:
        return year_text
    last = _number(day, 31)
    return f"{year_text}-{number:02}-{last:02}" if last else f"{year_text}-{number:02}"


def _number(text: str, most: int) -> int:
    """A positive whole number up to `most`, else 0."""
    return int(text) if len(text) <= 2 and text.isdecimal() and 0 < int(text) <= most else 0


def _first(element: Element, *tags: str) -> Element | None:
    """The first child of a path of tags."""
    return next(iter(children(element, *tags)), None)
