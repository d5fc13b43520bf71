"""Articles in JATS XML, as journals and PubMed Central keep them; other XML is read as plain paragraphs.

Read tag by tag, without a document type and without expanding anything: an entity that HTML does not know
stays as it is written. Citations in the text are marks that name their reference; the identifiers printed in
the article's own head are fields of role meta.
"""

from __future__ import annotations

import hashlib
import re

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.documents._tables import Table
from verifier.model import Document

SUFFIXES = (".xml", ".nxml", ".jats")
CONTENT_TYPES = ("application/xml", "text/xml", "application/jats+xml")
TEXT = True

_TOKEN = re.compile(
    r"""<(?:
        !--.*?(?:-->|\Z) | !\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z) | !DOCTYPE(?:[^\[>]|\[.*?(?:\]|\Z))*+(?:>|\Z) | \?.*?(?:\?>|\Z)
      | (?P<slash>/?)(?P<name>[A-Za-z_][^\s/>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*+)(?:>|\Z)
    )""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_INLINE = {
    "sup": "sup", "sub": "sub", "bold": "strong", "b": "strong", "italic": "emphasis", "i": "emphasis", "ext-link": "link",
    "uri": "link", "xref": "ref", "monospace": "code",
}  # fmt: skip
_QUIET = frozenset(
    {"named-content", "styled-content", "sc", "underline", "surname", "given-names", "name", "year", "month", "day", "volume",
     "issue", "fpage", "lpage", "source", "string-name", "etal", "label", "person-group", "collab", "mixed-citation",
     "element-citation", "email", "pub-id", "comment", "suffix", "prefix", "xref", "graphic", "inline-graphic", "object-id",
     "article-title", "citation", "nlm-citation", "publisher-name", "publisher-loc", "date", "edition", "elocation-id", "season"}
)  # fmt: skip
_SKIPPED = frozenset(
    {"tex-math", "math", "mml:math", "counts", "permissions", "custom-meta-group", "self-uri", "alternatives"}
)
_PREFIXES = {"pmid": "PMID: ", "pmcid": "PMCID: ", "pmc": "PMC: ", "doi": "doi: "}
_NAMED = re.compile(r"(?i)(?:pmid|pubmed|pmc|pmcid|doi|doi\.org/)\W*$")  # what a citation prints before a number
_LOOSE = frozenset({"element-citation", "nlm-citation", "citation"})  # their parts stand without punctuation


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read an article; any bytes can be read."""
    scribe = Scribe(decode(data, charset, markup=True))
    reader = _Reader(scribe)
    at = 0
    for token in _TOKEN.finditer(scribe.source):
        reader.text(at, token.start())
        if token["cdata"] is not None:
            reader.text(*token.span("cdata"), entities=False)
        elif token["name"]:
            reader.tag(token)
        at = token.end()
    reader.text(at, len(scribe.source))
    scribe.flush()
    return Document(
        name=name,
        kind="jats",
        blocks=tuple(scribe.blocks),
        digest=hashlib.sha256(data).hexdigest(),
        language=reader.language,
        title=reader.title,
        containers=scribe.containers,
    )


class _Reader:
    """Follows the tags of an article."""

    def __init__(self, scribe: Scribe) -> None:
        self.language = ""
        self.title = ""
        self._scribe = scribe
        self._open: list[tuple[str, Frame, str]] = []  # element, the frame around it, its mark
        self._skipping = ""
        self._tables: list[Table] = []

    def text(self, start: int, end: int, *, entities: bool = True) -> None:
        """Take a text."""
        if start < end and not self._skipping:
            self._scribe.write(start, end, entities=entities)

    def tag(self, token: re.Match[str]) -> None:
        """Take a tag."""
        name = token["name"].lower()
        if self._skipping:
            if token["slash"] and name == self._skipping:
                self._skipping = ""
            return
        if token["slash"]:
            self._close(name)
            return
        rest = token["rest"]
        alone = rest.endswith("/")
        if name in _SKIPPED:
            self._skipping = "" if alone else name
        elif name in {"break", "br"}:
            self._scribe.newline()
        elif len(self._open) < 2000:
            self._enter(name, {m[1].lower(): m[2] or m[3] or "" for m in _ATTRIBUTE.finditer(rest)})
            if alone:
                self._close(name)

    def _close(self, name: str) -> None:
        """Leave an element, and those inside it that were never closed."""
        if not any(opened == name for opened, _, _ in self._open[-40:]):
            return
        while self._open:
            opened, frame, mark = self._open.pop()
            self._leave(opened, frame, mark)
            if opened == name:
                return

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        scribe = self._scribe
        mark = _INLINE.get(name, "")
        if mark == "link":
            scribe.open("link", attributes.get("xlink:href", ""))
        elif mark:
            scribe.open(mark, attributes.get("rid", "") if mark == "ref" else "")
        elif name in _QUIET and self._inside("ref", "fn", "p", "xref", "mixed-citation", "td", "th"):
            self._part(name, attributes)
        else:
            self._block(name, attributes)
            return
        self._open.append((name, scribe.frame, mark))

    def _inside(self, *names: str) -> bool:
        return any(opened in names for opened, _, _ in self._open[-12:])

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        """A part of a reference: set off from the one before; a number is told by its kind."""
        loose = any(opened in _LOOSE for opened, _, _ in self._open[-6:])
        if loose or name in {"label", "mixed-citation", "element-citation"}:
            self._scribe.space()
        kind = attributes.get("pub-id-type", "").lower()
        before = self._scribe.source[max(0, self._scribe.cursor - 12) : self._scribe.cursor]
        named = _NAMED.search(before) is not None
        if name == "pub-id" and (loose or not named) and kind in _PREFIXES:
            self._scribe.space()
            self._scribe.insert(_PREFIXES[kind], self._scribe.cursor)

    def _block(self, name: str, attributes: dict[str, str]) -> None:
        scribe = self._scribe
        scribe.flush()
        old = scribe.frame
        self._open.append((name, old, ""))
        frame = Frame(old.kind, old.role, old.level, old.path, old.label, old.row, old.column, old.header)
        scribe.frame = frame
        if identity := attributes.get("id"):
            scribe.anchor = identity
        if name == "article":
            self.language = attributes.get("xml:lang", "")[:2].lower()
        elif name in {"title", "article-title", "subtitle"}:
            frame.kind = "heading"
            frame.level = (
                1 if name != "title" else 1 + sum(1 for o, _, _ in self._open if o in {"sec", "abstract", "ref-list"})
            )
        elif name in {"sec", "abstract", "list", "list-item", "boxed-text", "table-wrap", "fig"}:
            kind = {"list": "list", "list-item": "item"}.get(name, "section")
            frame.path = scribe.container(kind, old.path)
            frame.kind = "item" if kind == "item" else frame.kind
        elif name in {"ref", "fn"}:
            frame.kind, frame.role, frame.label = "note", "reference", attributes.get("id", "")
        elif name in {"article-id", "journal-id", "issn", "article-categories", "kwd", "pub-date"}:
            kind = attributes.get("pub-id-type", "")
            frame.kind, frame.role, frame.label = "field", "meta", kind or name
        elif name in {"contrib-group", "aff", "author-notes", "funding-group", "journal-meta"}:
            frame.role = "meta"
        elif name == "caption":
            frame.kind = "caption"
        else:
            self._table(name, attributes, frame)

    def _table(self, name: str, attributes: dict[str, str], frame: Frame) -> None:
        if name == "table":
            frame.path = self._scribe.container("table", frame.path)
            self._tables.append(Table(frame.path))
        elif self._tables and name in {"thead", "tbody"}:
            self._tables[-1].in_head = name == "thead"
        elif self._tables and name == "tr":
            frame.path = self._scribe.container("row", frame.path)
            self._tables[-1].next_row()
        elif self._tables and name in {"td", "th"}:
            columns, rows = (_count(attributes.get(word, "")) for word in ("colspan", "rowspan"))
            self._tables[-1].cell(frame, heading=name == "th", columns=columns, rows=rows)

    def _leave(self, name: str, frame: Frame, mark: str) -> None:
        scribe = self._scribe
        if mark:
            scribe.close(mark)
        elif name in _QUIET and scribe.frame is frame:
            if any(opened in _LOOSE for opened, _, _ in self._open[-6:]):
                scribe.space()
        else:
            before = len(scribe.blocks)
            scribe.flush()
            if name == "article-title" and not self.title and len(scribe.blocks) > before:
                self.title = scribe.blocks[-1].text
            if self._tables and name in {"td", "th"}:
                self._tables[-1].end_cell(scribe.blocks)
            elif self._tables and name == "table":
                self._tables.pop()
            scribe.frame = frame


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
