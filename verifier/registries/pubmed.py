"""PubMed, through NCBI's E-utilities: what to ask for PMIDs, and how to read the answer.

Articles are asked by `efetch` in batches of 200, by POST. Its order means nothing, and a PMID that does not
exist is silently left out, so absence is proven by a second question to `esummary`, which says "cannot get
document summary" in so many words. An answer counts for a PMID only when the article itself carries that
number. Everything else (an HTML page, an <ERROR>, a cut or poisonous body) is a fault of the world.
What a record means is told in `_pubmed_record`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import msgspec

from verifier.errors import PayloadError
from verifier.model import PaperFacts, Record
from verifier.model.exchange import UNREADABLE, Answer, Fault, News, Proof, Reply, Request
from verifier.registries._eutils import OUTAGE, clean, general_fault, gist, parse_bare, parse_xml
from verifier.registries._folding import folded
from verifier.registries._pubmed_record import paper
from verifier.registries._unkept import in_place, without_unkept

SCHEME = "PMID"
HOST = "eutils"
NEWS_TELLS_ALL = False  # `news` names retractions, concerns and corrections, no other change
BATCH = 200
READER = "2"  # raise when the reading of a record changes: derived records are kept under it
FOLDER = "pubmed"
KEEP = {"watched-paper": 86_400, "settled-paper": 30 * 86_400}  # seconds that an answer may be used unasked
SUFFIX = ".xml"

_FIELD = re.compile(r"[|\r\n]+")  # what parts fields and lines of ECitMatch
_MATCHED = re.compile(r"(?:AMBIGUOUS\s+)?[1-9]\d{0,7}(?:\s*,\s*[1-9]\d{0,7}){0,19}")
_ARTICLE = re.compile(rb"<Pubmed(Book)?Article[\s>].*?</Pubmed(?(1)Book)Article>", re.DOTALL)
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii|ascii)", re.IGNORECASE)
_GRAVE = ('"retracted publication"[pt]', "hasretractionin", "hasexpressionofconcernin")
_SIGNALS = (*_GRAVE, "haserratumin", '"corrected and republished article"[pt]')
_GUESSES = 3  # articles that are looked at for one DOI: the right one comes alone
_NEWS_PAGE = 9_999  # the most that a search of PubMed gives


def request(values: Sequence[str]) -> Request:
    """Ask for up to 200 articles."""
    return Request(HOST, "efetch.fcgi", form=(("db", "pubmed"), ("retmode", "xml"), ("id", ",".join(values))))


def examine(reply: Reply) -> Fault | None:
    """Tell an answer of efetch from a fault, before anything in it is believed."""
    if general := general_fault(reply):
        return general
    if b"</PubmedArticleSet>" not in reply.body[-200:] and b"<PubmedArticleSet/>" not in reply.body[-200:]:
        if b"<PubmedArticleSet" not in reply.body[:2048]:
            return Fault("unreadable", f"NCBI sent no article set but {gist(reply)}", OUTAGE, again=True)
        return Fault("truncated", "NCBI's answer breaks off in the middle", OUTAGE, again=True)
    return None


def split(body: bytes, asked: Iterable[str]) -> Answer:
    """Take a set of articles apart: each article's XML under its own PMID.

    Articles that were not asked for are dropped: the registry answers for the number that was asked, or not
    at all.

    Raises:
        PayloadError: the body is no well-formed article set.
    """
    wanted = frozenset(asked)
    payloads: dict[str, str] = {}
    records: dict[str, Record] = {}
    refused: dict[str, str] = {}
    extra = []
    for pmid, payload, article in _articles(body):
        if pmid not in wanted:
            extra.append(pmid)
        elif payloads.setdefault(pmid, payload) != payload:
            refused[pmid] = "the answer holds two different articles under this number"
        elif (record := paper(article)) is not None:
            records[pmid] = record
    kept = {pmid: payload for pmid, payload in payloads.items() if pmid not in refused}
    return Answer(kept, {}, refused, tuple(extra), records)


def from_file(body: bytes) -> Answer:
    """All articles of a file, for a snapshot.

    Raises:
        PayloadError: the file is no well-formed article set.
    """
    return Answer({pmid: payload for pmid, payload, _ in _articles(body)})


def read(payload: str) -> Record:
    """Read one article's XML, as kept in the store.

    Raises:
        PayloadError: it is not a PubMed article with a PMID.
    """
    record = paper(parse_xml(payload.encode()))
    if record is None:
        raise PayloadError("this XML is not an article with a PMID of its own; fetch the record again")
    return record


def read_one(payload: bytes) -> Record:
    """Read one article of a whole registry, quicker than `read` and with the same result.

    What no record keeps is not parsed, and therefore not seen to be well-formed either.

    Raises:
        PayloadError: it is not a PubMed article with a PMID.
    """
    record = paper(_parsed(payload))
    if record is None:
        raise PayloadError("the file holds an article without a PMID of its own")
    return record


def digest(payload: str) -> str:
    """SHA-256 of the article without the white space between its elements."""
    return digest_one(payload.encode())


def digest_one(payload: bytes) -> str:
    """The digest of an article in UTF-8."""
    return hashlib.sha256(folded(payload)).hexdigest()


def age_kind(record: Record, now: dt.datetime) -> str:
    """Which of the ages in KEEP this article has.

    Watched: it carries a retraction or concern, is not yet indexed, or came out in the last two years, when
    most corrections and retractions come.
    """
    facts = record.facts
    young = record.published[:4] >= str(now.year - 2)
    indexed = isinstance(facts, PaperFacts) and (facts.citation_status in ("MEDLINE", "OLDMEDLINE") or facts.book)
    noticed = any(notice.kind in ("retracted", "concern") for notice in record.notices)
    return "watched-paper" if noticed or young or not indexed else "settled-paper"


def doubts(values: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """The second questions about PMIDs that efetch left out, each with the numbers it is about: esummary."""
    batches = [tuple(values[at : at + BATCH]) for at in range(0, len(values), BATCH)]
    form = (("db", "pubmed"), ("retmode", "json"))
    return [(Request(HOST, "esummary.fcgi", form=(*form, ("id", ",".join(batch)))), batch) for batch in batches]


def examine_doubt(reply: Reply) -> Fault | None:
    """Tell an answer of esummary from a fault."""
    if general := general_fault(reply):
        return general
    try:
        msgspec.json.decode(reply.body, type=_Summaries)
    except UNREADABLE:
        return Fault("unreadable", f"NCBI sent no summaries but {gist(reply)}", OUTAGE, again=True)
    return None


def prove(values: Sequence[str], reply: Reply) -> Proof:
    """Read what esummary says of the numbers: absent only where it says so itself."""
    summaries = msgspec.json.decode(reply.body, type=_Summaries).result
    absent: dict[str, str] = {}
    present: list[str] = []
    for value in values:
        entry = summaries.get(value)
        if not isinstance(entry, dict) or str(entry.get("uid", value)) != value:
            continue
        if error := entry.get("error"):
            if "cannot get document summary" in str(error):
                absent[value] = f"esummary: {error}"
        elif entry.get("title") or entry.get("pubdate"):
            present.append(value)
    return Proof(absent, tuple(present))


def confirm(values: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """Where esummary calls many numbers absent at once: ask PubMed's search index for the same numbers."""
    batches = [tuple(values[at : at + BATCH]) for at in range(0, len(values), BATCH)]
    return [(_search(" OR ".join(f"{value}[uid]" for value in batch)), batch) for batch in batches]


def examine_confirmation(reply: Reply) -> Fault | None:
    """Tell an answer of esearch from a fault; an error inside its JSON is one."""
    if general := general_fault(reply):
        return general
    try:
        found = msgspec.json.decode(reply.body, type=_Search).esearchresult
    except UNREADABLE:
        return Fault("unreadable", f"NCBI sent no search result but {gist(reply)}", OUTAGE, again=True)
    if found.error:
        return Fault("outage", f"NCBI's search answered with an error: {clean(found.error)}", OUTAGE, again=True)
    return None


def confirmed(values: Sequence[str], reply: Reply) -> frozenset[str]:
    """Which of the numbers the search index knows: none, when esummary told the truth."""
    return frozenset(values) & changes(reply)


def changed(values: Sequence[str], since: dt.date) -> list[Request]:
    """Questions whose answers name all of these articles that may have changed since a day.

    Two for each 200: what was modified since then, and what stands retracted, corrected or under concern
    (whenever that was: the date of a retraction is not always the date of a modification).
    """
    questions = []
    for at in range(0, len(values), BATCH):
        those = " OR ".join(f"{value}[uid]" for value in values[at : at + BATCH])
        dates = (("datetype", "mdat"), ("mindate", since.strftime("%Y/%m/%d")), ("maxdate", "3000"))
        questions.append(_search(those, dates))
        signals = " OR ".join(f"{word}" for word in _SIGNALS)
        questions.append(_search(f"({those}) AND ({signals})"))
    return questions


def signals(values: Sequence[str]) -> list[Request]:
    """Questions whose answers name those of these articles that stand retracted or under concern.

    Short ones, so that an article may be used for weeks without missing its retraction by more than a day.
    """
    return [
        _search(f"({' OR '.join(f'{value}[uid]' for value in values[at : at + BATCH])}) AND ({' OR '.join(_GRAVE)})")
        for at in range(0, len(values), BATCH)
    ]


examine_changed = examine_confirmation


def changes(reply: Reply) -> frozenset[str]:
    """The numbers that an answer of esearch names."""
    return frozenset(msgspec.json.decode(reply.body, type=_Search).esearchresult.idlist)


def doi_search(doi: str) -> Request:
    """Ask for the article of a DOI; the search guesses when it knows none, so its answer must be confirmed."""
    quoted = doi.replace('"', "")
    return _search(f'"{quoted}"[doi]', most=_GUESSES)


def citation_line(fields: Sequence[str]) -> str:
    """Journal, year, volume, page and author as one line for ECitMatch."""
    return "|".join(_FIELD.sub(" ", field).strip() for field in fields)


def citation_requests(lines: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """Ask ECitMatch about printed works, each as `citation_line`; each question with the lines it is about."""
    questions = []
    for at in range(0, len(lines), BATCH):
        batch = tuple(lines[at : at + BATCH])
        asked = "\r".join(f"{line}|{number}|" for number, line in enumerate(batch))
        form = (("db", "pubmed"), ("retmode", "xml"), ("bdata", asked))
        questions.append((Request(HOST, "ecitmatch.cgi", form=form), batch))
    return questions


def examine_citations(reply: Reply) -> Fault | None:
    """Tell an answer of ECitMatch, lines of text, from a fault."""
    return general_fault(reply)


def citation_matches(reply: Reply) -> dict[int, tuple[str, ...]]:
    """Line number -> PMIDs: one, several where the citation fits several, none where ECitMatch knows none or too many.

    A line that was not answered is left out.
    """
    found = {}
    for line in reply.body.decode("utf-8", "replace").splitlines():
        fields = line.split("|")
        if len(fields) < 7 or not (fields[-2].isascii() and fields[-2].isdigit()):
            continue
        said = fields[-1].strip()
        if _MATCHED.fullmatch(said):
            found[int(fields[-2][:9])] = tuple(re.findall(r"\d+", said))
        elif said.startswith(("NOT_FOUND", "AMBIGUOUS")):
            found[int(fields[-2][:9])] = ()
    return found


def news(since: dt.date, page: str = "") -> Request:
    """Ask for all articles of PubMed that stand retracted, corrected or under concern and were modified since a day."""
    del page  # the search gives at most 9,999 numbers, all on one page
    dates = (("datetype", "mdat"), ("mindate", since.strftime("%Y/%m/%d")), ("maxdate", "3000"))
    return _search(" OR ".join(_SIGNALS), dates, most=_NEWS_PAGE)


def read_news(reply: Reply) -> News:
    """What an answer to `news` names; `total` tells when it could not name all."""
    found = msgspec.json.decode(reply.body, type=_Search).esearchresult
    return News(tuple(found.idlist), int(found.count) if found.count.isdecimal() else -1)


def _search(term: str, more: tuple[tuple[str, str], ...] = (), most: int = 1000) -> Request:
    form = (("db", "pubmed"), ("retmode", "json"), ("retmax", str(most)), ("term", term), *more)
    return Request(HOST, "esearch.fcgi", form=form)


class _Found(msgspec.Struct):
    """The part of esearch's JSON that is read."""

    idlist: list[str] = []
    count: str = ""
    error: str = msgspec.field(default="", name="ERROR")


class _Search(msgspec.Struct):
    esearchresult: _Found


class _Summaries(msgspec.Struct):
    """The part of esummary's JSON that is read."""

    result: dict[str, dict[str, object] | list[str]]


def _articles(body: bytes) -> list[tuple[str, str, Element]]:
    """(PMID, XML, parsed) of each article of a set, the XML as it was sent.

    The set is parsed as a whole, which proves that it is complete; then its text is cut at the articles'
    tags. Where the two do not agree (CDATA, comments, another encoding) the articles are written anew.
    """
    root = parse_xml(body)
    articles = list(root) if root.tag == "PubmedArticleSet" else [root]
    articles = [article for article in articles if article.tag in ("PubmedArticle", "PubmedBookArticle")]
    pieces = [match[0] for match in _ARTICLE.finditer(body)]
    as_sent = len(pieces) == len(articles) and not _OTHER_ENCODING.match(body) and b"<![CDATA[" not in body
    found = []
    for number, article in enumerate(articles):
        if pmid := _own_pmid(article):
            article.tail = None
            xml = pieces[number].decode() if as_sent else ET.tostring(article, encoding="unicode")
            found.append((pmid, xml, article))
    return found


def _parsed(payload: bytes) -> Element:
    """One article without what no record keeps, where that can be left out safely; else whole."""
    lighter = without_unkept(payload)
    if lighter is not None:
        try:
            article = parse_bare(lighter)
        except PayloadError:  # an element within one of its own name: what was cut ended too early
            return parse_xml(payload)
        if in_place(article):
            return article
    return parse_xml(payload)


def _own_pmid(article: Element) -> str:
    """The article's own number: never `.//PMID`, which also finds those of its corrections and references."""
    for path in ("MedlineCitation/PMID", "BookDocument/PMID"):
        element = article.find(path)
        if element is not None and (text := (element.text or "").strip()):
            return text
    return ""
