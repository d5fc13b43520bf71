"""Web pages: HTML as browsers read it, broken or whole, with every text's place in the source.

Headings, paragraphs, list items with their numbers, table cells with row, column and header, cards, links,
superscripts, footnote anchors, alternative texts; navigation, footers and cookie banners told apart; title,
description and structured data (JSON-LD) as fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from verifier.documents._decoding import decode
from verifier.documents._page import PageWriter
from verifier.documents._runs import Aligner, cut
from verifier.documents._scribe import Scribe
from verifier.errors import DocumentError
from verifier.model import Document

SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml.html")
CONTENT_TYPES = ("text/html", "application/xhtml+xml")
TEXT = True


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read a web page; any bytes can be read. The element `html lang` gives the language."""
    source = decode(data, charset, markup=True)
    scribe, language, title = write_page(source)
    return Document(
        name=name,
        kind="html",
        blocks=tuple(scribe.blocks),
        digest=hashlib.sha256(data).hexdigest(),
        language=language,
        title=title,
        containers=scribe.containers,
    )


def write_page(source: str) -> tuple[Scribe, str, str]:
    """Write a decoded page; gives the scribe with its blocks, the language the page declares, and its title."""
    scribe = Scribe(source)
    writer = write_markup(scribe, 0, len(source))
    return scribe, writer.language, writer.title


def write_markup(scribe: Scribe, start: int, end: int) -> PageWriter:
    """Write source[start:end], which is HTML, into a document of any kind, inside the frame that is open."""
    pieces = cut(scribe.source[start:end], note=frozenset({"meta"}))
    try:
        root = LexborHTMLParser(pieces.calm).root
    except SelectolaxError as error:
        raise DocumentError(f"the page is too large or too tangled to be read ({error}): split it") from error
    writer = PageWriter(scribe, Aligner(pieces, start), pieces.tags)
    if root is not None:
        _walk(root, writer)
    writer.finish()
    return writer


def _walk(root: LexborNode, writer: PageWriter) -> None:
    """Hand the tree to the writer as enter, text and leave, in document order."""
    path: list[tuple[int, str, bool]] = []  # (memory id, tag, entered)
    skipping = 0  # depth at which a skipped element was entered, 0 outside
    for node in _nodes(root):
        parent = node.parent
        above = parent.mem_id if parent is not None else 0
        while path and path[-1][0] != above:
            _, tag, entered = path.pop()
            if entered:
                writer.leave(tag)
        if len(path) < skipping:
            skipping = 0
        tag = node.tag or ""
        if tag == "-text":
            if not skipping:
                writer.text(node.text_content or "")
            continue
        entered = not skipping and writer.enter(tag, node.attributes)
        path.append((node.mem_id, tag, entered))
        if not entered and not skipping:
            skipping = len(path)
    while path:
        _, tag, entered = path.pop()
        if entered:
            writer.leave(tag)


def _nodes(root: LexborNode) -> Iterator[LexborNode]:
    yield from root.traverse(include_text=True)
