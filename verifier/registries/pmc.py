"""Full text of open articles, through NCBI's E-utilities (`efetch`, db=pmc): what to ask, and how to read JATS XML.

Only articles in PubMed Central are there, and of those only the open ones carry a body; the others answer with
their front matter alone. Tables, figures and formulas are left out of the prose, and so are the numbers of
references, which would otherwise stick to the words before them ("adults12").
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from verifier.errors import PayloadError
from verifier.model import Passage
from verifier.model.exchange import Answer, Fault, Reply, Request
from verifier.registries._eutils import OUTAGE, general_fault, gist, parse_xml
from verifier.registries._markup import element_text
from verifier.registries._pubmed_record import section

SCHEME = "PMC"
HOST = "eutils"
BATCH = 20  # full texts are some hundred kilobytes each

_NO_PROSE = frozenset(
    [
        "table-wrap",
        "fig",
        "fig-group",
        "disp-formula",
        "inline-formula",
        "supplementary-material",
        "graphic",
        "media",
        "fn",
        "ack",
        "ref-list",
    ]
)
_SPACE = re.compile(r"\s+")


def request(values: Sequence[str]) -> Request:
    """Ask for up to twenty articles by their PMC ids."""
    numbers = ",".join(value.upper().removeprefix("PMC") for value in values)
    return Request(HOST, "efetch.fcgi", form=(("db", "pmc"), ("retmode", "xml"), ("id", numbers)))


def examine(reply: Reply) -> Fault | None:
    """Tell a set of articles from a fault."""
    if fault := general_fault(reply):
        return fault
    if b"<pmc-articleset" not in reply.body[:4096]:
        return Fault("unreadable", f"NCBI sent no full text but {gist(reply)}", OUTAGE, again=True)
    if b"</pmc-articleset>" not in reply.body[-200:]:
        return Fault("truncated", "NCBI's answer breaks off in the middle", OUTAGE, again=True)
    return None


def split(body: bytes, asked: Iterable[str]) -> Answer:
    """Take a set apart: each article's XML under its own PMC id.

    Raises:
        PayloadError: the body is no well-formed set.
    """
    wanted = {value.upper(): value for value in asked}
    payloads = {}
    for article in parse_xml(body).iterfind("article"):
        value = wanted.get(_own_id(article))
        if value is not None:
            article.tail = None
            payloads[value] = ET.tostring(article, encoding="unicode")
    return Answer(payloads)


def digest(payload: str) -> str:
    """SHA-256 of the article with its white space folded."""
    return hashlib.sha256(_SPACE.sub(" ", payload.strip()).encode()).hexdigest()


def passages(payload: str) -> tuple[Passage, ...]:
    """The prose of an article's body, paragraph by paragraph; none where the full text is not open.

    where: "body/Results/p[3]", with the titles of the sections it stands in; label: methods, results ... as for
    the sections of an abstract.

    Raises:
        PayloadError: it is not the XML of an article.
    """
    body = parse_xml(payload.encode()).find("body")
    return () if body is None else tuple(_passages(body))


def _passages(body: Element) -> Iterator[Passage]:
    """Walk the sections in reading order, without recursion."""
    stack: list[tuple[Element, tuple[str, ...]]] = [(body, ())]
    counts: dict[tuple[str, ...], int] = {}
    while stack:
        element, titles = stack.pop()
        if element.tag == "p":
            text = element_text(element, _no_prose)
            if text:
                counts[titles] = counts.get(titles, 0) + 1
                where = "/".join(("body", *titles, f"p[{counts[titles]}]"))
                yield Passage(where, text, section(titles[0]) if titles else "")
        else:
            inner = (*titles, element_text(element.find("title")) or "section") if element.tag == "sec" else titles
            children = [c for c in element if c.tag in ("sec", "p", "boxed-text", "list", "list-item", "disp-quote")]
            stack.extend((child, inner) for child in reversed(children))


def _no_prose(element: Element) -> bool:
    """Elements inside a paragraph that are not its words: tables, figures, formulas, numbers of references."""
    return element.tag in _NO_PROSE or (element.tag == "xref" and element.get("ref-type") in ("bibr", "fn"))


def _own_id(article: Element) -> str:
    """The article's PMC id, in the forms that NCBI has used: "1234567" (pmc) and "PMC1234567" (pmc, pmcid)."""
    for identifier in article.iterfind("front/article-meta/article-id"):
        if identifier.get("pub-id-type") in ("pmc", "pmcid") and (text := element_text(identifier)):
            return "PMC" + text.upper().removeprefix("PMC").partition(".")[0]
    return ""


def check(payload: str, value: str) -> None:
    """Hold a payload to the number it is kept under.

    Raises:
        PayloadError: it carries another number.
    """
    if _own_id(parse_xml(payload.encode())) != value.upper():
        raise PayloadError(f"the full text kept as {value} carries another number")
