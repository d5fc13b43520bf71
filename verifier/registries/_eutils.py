"""What all E-utilities of NCBI have in common: how they fail, and how their XML is parsed without harm."""

from __future__ import annotations

import re
from itertools import chain
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from verifier.errors import PayloadError
from verifier.model.exchange import Fault, Reply

OUTAGE = "NCBI has trouble of its own; try again later. Nothing can be said about the records meanwhile"
BLOCKED = "Blocked Diagnostic"  # on the web page that NCBI sends, with status 200, to an address that it has blocked
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w-]+[^>\[]*(\[)?", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins: signs of attacks could not be looked for in it
_ERROR = re.compile(r"<ERROR>(.*?)</ERROR>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_DEEPEST = 200  # elements within elements; real articles stay below 30
_MOST_TAGS = 4_000_000


def general_fault(reply: Reply) -> Fault | None:
    """Faults that any E-utility may answer with (statuses and error texts as recorded from NCBI)."""
    text = reply.text
    error = _ERROR.search(text)
    if reply.status == 400 and ("proxy_stream" in text or "PubOne" in text or "502" in text):
        return Fault("outage", "NCBI's article server is down (HTTP 400 relaying an outage)", OUTAGE, again=True)
    if reply.status != 200:
        return Fault("outage", f"NCBI answered HTTP {reply.status}: {gist(reply)}", OUTAGE)
    if BLOCKED in text:
        advice = "set an API key and an e-mail address, ask more slowly, or write to eutilities@ncbi.nlm.nih.gov"
        return Fault("blocked", "NCBI has blocked this address (WWW Error Blocked Diagnostic)", advice, closes=True)
    if error:
        return Fault("outage", f"NCBI answered with an error: {clean(error[1])}", OUTAGE, again=True)
    if "NCBI C++ Exception" in text:
        return Fault("outage", "NCBI answered with the text of an exception", OUTAGE, again=True)
    if "html" in reply.kind or re.match(r"\s*<(?:!doctype )?html", text, re.IGNORECASE):
        return Fault("outage", f"NCBI answered with a web page: {gist(reply)}", OUTAGE, again=True)
    return None


def gist(reply: Reply) -> str:
    """The first words of a body, cleaned."""
    return clean(reply.text) or "an empty body"


def clean(text: str) -> str:
    """Words without tags, and without the key or the address of this machine that NCBI likes to echo."""
    words = _SPACE.sub(" ", _TAG.sub(" ", text)).strip()
    return _ADDRESS.sub("***", re.sub(r'("api-key"\s*:\s*")[^"]*', r"\1***", words))[:160]


def parse_xml(body: bytes) -> Element:
    """Parse without a DTD and without entities of the sender's own making, whatever the DOCTYPE names.

    Raises:
        PayloadError: not well-formed, nested or branched beyond reason, or declaring entities.
    """
    doctype = _DOCTYPE.search(body[:4096])
    if (doctype and doctype[1]) or b"<!ENTITY" in body:
        raise PayloadError("the XML declares entities of its own, as attacks do; it was not read")
    return parse_bare(body)


def parse_bare(body: bytes) -> Element:
    """Parse what is known to declare nothing, since no "<!" is in it.

    Raises:
        PayloadError: not well-formed, nested or branched beyond reason.
    """
    if b"\0" in body[:4096] or body.startswith(_WIDE):
        raise PayloadError("the XML is not in UTF-8, as the registry's is; it was not read")
    if body.count(b"<") > _MOST_TAGS:
        raise PayloadError("the XML has more tags than a batch of articles can have; it was not read")
    try:
        root = ET.fromstring(body)  # noqa: S314  # entities are refused above, size and depth bounded
    except (ET.ParseError, ValueError, LookupError) as error:
        raise PayloadError(f"the XML is not well-formed: {error}") from error
    level: list[Element] = [root]
    for _ in range(_DEEPEST):
        level = list(chain.from_iterable([one for one in level if len(one)]))  # most have nothing inside
        if not level:
            return root
    raise PayloadError(f"the XML nests deeper than {_DEEPEST} elements; it was not read")
