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
from verifier.model.exchange import Answer, Fault, Proof, Reply, Request
from verifier.registries._pubmed_record import paper

SCHEME = "PMID"
HOST = "eutils"
BATCH = 200
READER = "1"  # raise when the reading of a record changes: derived records are kept under it
FOLDER = "pubmed"
SUFFIX = ".xml"

_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(\w+)[^>\[]*(\[)?", re.IGNORECASE)
_ERROR = re.compile(r"<ERROR>(.*?)</ERROR>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r">\s+<")
_SPACE = re.compile(r"\s+")
_DEEPEST = 200  # elements within elements; real articles stay below 30
_MOST_TAGS = 4_000_000
_ARTICLE = re.compile(rb"<Pubmed(Book)?Article[\s>].*?</Pubmed(?(1)Book)Article>", re.DOTALL)
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii|ascii)", re.IGNORECASE)
_OUTAGE = "NCBI has trouble of its own; try again later. Nothing can be said about the records meanwhile"


def request(values: Sequence[str]) -> Request:
    """Ask for up to 200 articles."""
    return Request(HOST, "efetch.fcgi", form=(("db", "pubmed"), ("retmode", "xml"), ("id", ",".join(values))))


def examine(reply: Reply) -> Fault | None:
    """Tell an answer of efetch from a fault, before anything in it is believed."""
    if general := _general_fault(reply):
        return general
    if b"</PubmedArticleSet>" not in reply.body[-200:] and b"<PubmedArticleSet/>" not in reply.body[-200:]:
        if b"<PubmedArticleSet" not in reply.body[:2048]:
            return Fault("unreadable", f"NCBI sent no article set but {_gist(reply)}", _OUTAGE, again=True)
        return Fault("truncated", "NCBI's answer breaks off in the middle", _OUTAGE, again=True)
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
    refused: dict[str, str] = {}
    for pmid, payload in _articles(body):
        if pmid not in wanted:
            continue
        if payloads.setdefault(pmid, payload) != payload:
            refused[pmid] = "the answer holds two different articles under this number"
    return Answer({p: x for p, x in payloads.items() if p not in refused}, {}, refused)


def from_file(body: bytes) -> Answer:
    """All articles of a file, for a snapshot.

    Raises:
        PayloadError: the file is no well-formed article set.
    """
    return Answer(dict(_articles(body)))


def read(payload: str) -> Record:
    """Read one article's XML, as kept in the store.

    Raises:
        PayloadError: it is not a PubMed article with a PMID.
    """
    record = paper(_parse(payload.encode()))
    if record is None:
        raise PayloadError("this XML is not an article with a PMID of its own; fetch the record again")
    return record


def digest(payload: str) -> str:
    """SHA-256 of the article without the white space between its elements."""
    folded = _SPACE.sub(" ", _BETWEEN.sub("><", payload.strip()))
    return hashlib.sha256(folded.encode()).hexdigest()


def keep_seconds(record: Record, now: dt.datetime) -> int:
    """How long an article may be used before it is asked for again.

    A day when it carries a notice, is not yet indexed or came out in the last two years (retractions and
    corrections come early); thirty days for the rest.
    """
    facts = record.facts
    young = record.published[:4] >= str(now.year - 2)
    indexed = isinstance(facts, PaperFacts) and (facts.citation_status in ("MEDLINE", "OLDMEDLINE") or facts.book)
    noticed = any(notice.kind in ("retracted", "concern") for notice in record.notices)
    return 86_400 * (1 if noticed or young or not indexed else 30)


def doubts(values: Sequence[str]) -> list[tuple[Request, tuple[str, ...]]]:
    """The second questions about PMIDs that efetch left out, each with the numbers it is about: esummary."""
    batches = [tuple(values[at : at + BATCH]) for at in range(0, len(values), BATCH)]
    form = (("db", "pubmed"), ("retmode", "json"))
    return [(Request(HOST, "esummary.fcgi", form=(*form, ("id", ",".join(batch)))), batch) for batch in batches]


def examine_doubt(reply: Reply) -> Fault | None:
    """Tell an answer of esummary from a fault."""
    if general := _general_fault(reply):
        return general
    try:
        msgspec.json.decode(reply.body, type=_Summaries)
    except (msgspec.DecodeError, RecursionError):
        return Fault("unreadable", f"NCBI sent no summaries but {_gist(reply)}", _OUTAGE, again=True)
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


class _Summaries(msgspec.Struct):
    """The part of esummary's JSON that is read."""

    result: dict[str, dict[str, object] | list[str]]


def _general_fault(reply: Reply) -> Fault | None:
    """Faults that any E-utility may answer with (statuses and error texts as recorded from NCBI)."""
    text = reply.text
    error = _ERROR.search(text)
    if reply.status == 400 and ("proxy_stream" in text or "PubOne" in text or "502" in text):
        return Fault("outage", "NCBI's article server is down (HTTP 400 relaying an outage)", _OUTAGE, again=True)
    if reply.status != 200:
        return Fault("outage", f"NCBI answered HTTP {reply.status}: {_gist(reply)}", _OUTAGE)
    if "Blocked Diagnostic" in text:
        advice = "set an API key and an e-mail address, ask more slowly, or write to eutilities@ncbi.nlm.nih.gov"
        return Fault("blocked", "NCBI has blocked this address (WWW Error Blocked Diagnostic)", advice, closes=True)
    if error:
        return Fault("outage", f"NCBI answered with an error: {_clean(error[1])}", _OUTAGE, again=True)
    if "NCBI C++ Exception" in text:
        return Fault("outage", "NCBI answered with the text of an exception", _OUTAGE, again=True)
    if "html" in reply.kind or re.match(r"\s*<(?:!doctype )?html", text, re.IGNORECASE):
        return Fault("outage", f"NCBI answered with a web page: {_gist(reply)}", _OUTAGE, again=True)
    return None


def _gist(reply: Reply) -> str:
    """The first words of a body, without tags; an API key or address never stands there."""
    return _clean(reply.text) or "an empty body"


def _clean(text: str) -> str:
    words = _SPACE.sub(" ", _TAG.sub(" ", text)).strip()
    return re.sub(r'("api-key"\s*:\s*")[^"]*', r"\1***", words)[:160]


def _articles(body: bytes) -> list[tuple[str, str]]:
    """(PMID, XML) of each article of a set, the XML as it was sent.

    The set is parsed as a whole, which proves that it is complete; then its text is cut at the articles'
    tags. Where the two do not agree (CDATA, comments, another encoding) the articles are written anew.
    """
    root = _parse(body)
    articles = list(root) if root.tag == "PubmedArticleSet" else [root]
    articles = [article for article in articles if article.tag in ("PubmedArticle", "PubmedBookArticle")]
    pieces = [match[0] for match in _ARTICLE.finditer(body)]
    as_sent = len(pieces) == len(articles) and not _OTHER_ENCODING.match(body) and b"<![CDATA[" not in body
    found = []
    for number, article in enumerate(articles):
        if pmid := _own_pmid(article):
            article.tail = None
            xml = pieces[number].decode() if as_sent else ET.tostring(article, encoding="unicode")
            found.append((pmid, xml))
    return found


def _own_pmid(article: Element) -> str:
    """The article's own number: never `.//PMID`, which also finds those of its corrections and references."""
    for path in ("MedlineCitation/PMID", "BookDocument/PMID"):
        element = article.find(path)
        if element is not None and (text := (element.text or "").strip()):
            return text
    return ""


def _parse(body: bytes) -> Element:
    """Parse without a DTD and without entities of the sender's own making, whatever the DOCTYPE names.

    Raises:
        PayloadError: not well-formed, nested or branched beyond reason, or declaring entities.
    """
    doctype = _DOCTYPE.search(body[:4096])
    if (doctype and doctype[2]) or b"<!ENTITY" in body[:65536]:
        raise PayloadError("the XML declares entities of its own, as attacks do; it was not read")
    if body.count(b"<") > _MOST_TAGS:
        raise PayloadError("the XML has more tags than a batch of articles can have; it was not read")
    try:
        root = ET.fromstring(body)  # noqa: S314  # entities are refused above, size and depth bounded
    except (ET.ParseError, ValueError, LookupError) as error:
        raise PayloadError(f"the XML is not well-formed: {error}") from error
    level: list[Element] = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise PayloadError(f"the XML nests deeper than {_DEEPEST} elements; it was not read")
