"""Wikitext, as MediaWiki pages are written: headings, lists, tables, references, citation templates.

A reference is a note; where it is called stands its number in brackets, as readers of the page see it.
Citation templates are written out ("Doe J. Title. PMID: 90000001"); other templates only when they hold an
identifier.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Any

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.documents._tables import Table
from verifier.documents.text import write_paragraphs
from verifier.model import Document

SUFFIXES = (".wiki", ".wikitext", ".mediawiki", ".mw")
CONTENT_TYPES = ("text/x-wiki",)
TEXT = True

_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+|\n")
_MARKS = {
    "b": "strong",
    "i": "emphasis",
    "sup": "sup",
    "sub": "sub",
    "strong": "strong",
    "em": "emphasis",
    "code": "code",
}
_SKIPPED = frozenset({"math", "gallery", "timeline", "score", "syntaxhighlight", "source", "templatestyles", "graph"})
_HELD = re.compile(r"(?i)\bpmid\b|NCT\s?\d{4}|pubmed|clinicaltrials?\.?gov")
_PAIRED = re.compile(
    r"(?P<open>\{\{|<!--|\{\||\[\[|\[(?=https?:)|<(?:ref|[a-z]{1,12})\b(?![^>]{0,200}/>))|\}\}|\|\}|\]\]|\]|</[a-z]"
)
_DEEPEST = 30
_MOST_STEPS = 30_000_000
_MOST_STYLES = 5_000
_PREFIX = {"pmid": "PMID: ", "pmc": "PMC: ", "doi": "doi: "}
_PRINTED = re.compile(
    r"(?:last|first|author|vauthors|title|journal|work|website|year|date|pmid|pmc|doi|url|text|quote|id)\d*"
)


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read wikitext; any bytes can be read."""
    source = decode(data, charset).replace("\0", " ")
    scribe = Scribe(source)
    notes: tuple[str, ...] = ()
    if _is_tangled(source):
        write_paragraphs(scribe, 0, len(source))
        notes = ("its markup is never closed or nested too deeply; it was read as plain text",)
    else:
        _write(scribe)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, "wikitext", tuple(scribe.blocks), digest, containers=scribe.containers, notes=notes)


def _write(scribe: Scribe) -> None:
    import mwparserfromhell

    writer = _Writer(scribe)
    writer.nodes(mwparserfromhell.parse(scribe.source, skip_style_tags=scribe.source.count("''") > _MOST_STYLES), 0)
    writer.finish()


def _is_tangled(source: str) -> bool:
    """Whether the parser would read the page again and again: for every opening mark that nothing closes."""
    depth = deepest = 0
    for mark in _PAIRED.finditer(source):
        depth = depth + 1 if mark["open"] else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or depth * len(source) > _MOST_STEPS


class _Writer:
    """Writes nodes, which know their text but not their place: the offset is carried along."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._numbers: dict[str, int] = {}
        self._notes: list[tuple[int, Any, int]] = []
        self._tables: list[Table] = []
        self._count = 0
        self._item = 0

    def finish(self) -> None:
        """End the page: the notes that still wait are written."""
        self._flush()

    def _flush(self) -> None:
        scribe = self._scribe
        scribe.flush()
        if scribe.frame.kind == "item":
            scribe.frame = Frame(path=scribe.frame.path[:-1])
        notes, self._notes = self._notes, []
        for number, content, at in notes:
            frame, scribe.frame = scribe.frame, Frame("note", "reference", label=str(number))
            self.nodes(content, at)
            scribe.flush()
            scribe.frame = frame

    def nodes(self, code: Any, at: int) -> None:
        """Write a run of nodes that begins at offset `at`."""
        for node in code.nodes:
            kind = type(node).__name__
            writer = getattr(self, f"_{kind.lower()}", None)
            if writer is not None:
                writer(node, at)
            at += len(str(node))

    def _text(self, node: Any, at: int) -> None:
        scribe, text, done = self._scribe, str(node), 0
        for line in _LINES.finditer(text):
            scribe.write(at + done, at + line.start())
            done = line.end()
            if line[0].count("\n") > 1 or scribe.frame.kind == "item":
                self._flush()
                self._item = 0 if line[0].count("\n") > 1 else self._item
            else:
                scribe.space()
        scribe.write(at + done, at + len(text))

    def _heading(self, node: Any, at: int) -> None:
        self._flush()
        scribe = self._scribe
        frame, scribe.frame = scribe.frame, Frame("heading", level=min(node.level, 6))
        self.nodes(node.title, at + node.level)
        scribe.flush()
        scribe.frame = frame
        self._item = 0

    def _htmlentity(self, node: Any, at: int) -> None:
        self._scribe.insert(html.unescape(str(node)), at)

    def _externallink(self, node: Any, at: int) -> None:
        scribe, address = self._scribe, str(node.url)
        scribe.open("link", address)
        if node.title is not None and str(node.title).strip():
            self.nodes(node.title, at + str(node).rfind(str(node.title)))
        else:
            scribe.write(at + int(bool(node.brackets)), at + int(bool(node.brackets)) + len(address))
        scribe.close("link")

    def _wikilink(self, node: Any, at: int) -> None:
        title = str(node.title)
        space = title.partition(":")[0].strip().lower() if ":" in title else ""
        if space in {"category", "kategorie", "catégorie", "categoría", "categoria"}:
            return
        shown, start = (node.title, at + 2) if node.text is None else (node.text, at + 3 + len(title))
        if space in {"file", "image", "datei", "bild", "fichier", "archivo"}:
            self._caption(node, at)
        else:
            self.nodes(shown, start)

    def _caption(self, node: Any, at: int) -> None:
        """The last part of a picture's link is its caption."""
        text = str(node.text or "")
        caption = text.rpartition("|")[2]
        if caption and not re.fullmatch(r"\s*(?:thumb|frame|left|right|center|upright|\d+px|none)\s*", caption):
            self._flush()
            scribe = self._scribe
            frame, scribe.frame = scribe.frame, Frame("caption")
            end = at + 3 + len(str(node.title)) + len(text)
            scribe.write(end - len(caption), end)
            scribe.flush()
            scribe.frame = frame

    def _tag(self, node: Any, at: int) -> None:
        name, text = str(node.tag).strip().lower(), str(node)
        inside = "" if node.contents is None else str(node.contents)
        closing = str(node.closing_wiki_markup or "") if node.wiki_markup else f"</{node.closing_tag}>"
        start = at + (0 if node.self_closing else max(0, len(text) - len(closing) - len(inside)))
        if name in _SKIPPED:
            return
        if name == "ref":
            self._ref(node, at, start)
        elif name == "br":
            self._scribe.newline()
        elif name in {"li", "dd", "dt"} and node.wiki_markup:
            self._begin_item(str(node.wiki_markup))
        elif name in {"table", "tr", "td", "th"}:
            self._grid(name, node, start)
        elif node.contents is not None:
            self._span(name, node, start)

    def _span(self, name: str, node: Any, start: int) -> None:
        block = name in {"div", "p", "blockquote", "center", "references"}
        if block:
            self._flush()
        if name in _MARKS:
            self._scribe.open(_MARKS[name])
        self.nodes(node.contents, start)
        if name in _MARKS:
            self._scribe.close(_MARKS[name])
        if block:
            self._flush()

    def _ref(self, node: Any, at: int, start: int) -> None:
        """A call of a reference: its number in brackets; its content is written after the paragraph."""
        name = str(node.get("name").value).strip("\"' ") if node.has("name") else ""
        number = self._numbers.get(name) if name else None
        if number is None:
            self._count += 1
            number = self._count
            if name:
                self._numbers[name] = number
        if node.contents is not None and str(node.contents).strip():
            self._notes.append((number, node.contents, start))
        self._scribe.open("note", str(number))
        self._scribe.open("sup")
        self._scribe.insert(f"[{number}]", at)
        self._scribe.close("sup")
        self._scribe.close("note")

    def _begin_item(self, markup: str) -> None:
        scribe = self._scribe
        if scribe.frame.kind != "item":
            self._flush()
        self._item = self._item + 1 if markup == "#" else 0
        path = scribe.frame.path[:-1] if scribe.frame.kind == "item" else scribe.frame.path
        scribe.flush()
        scribe.frame = Frame(
            "item", path=scribe.container("item", path), label=str(self._item) if markup == "#" else ""
        )

    def _grid(self, name: str, node: Any, start: int) -> None:
        """A table, a row or a cell."""
        self._flush()
        scribe = self._scribe
        old = scribe.frame
        frame = Frame(old.kind, old.role, 0, old.path, "", old.row, old.column, old.header)
        scribe.frame = frame
        if name == "table":
            frame.path = scribe.container("table", old.path)
            self._tables.append(Table(frame.path))
        elif name == "tr" and self._tables:
            frame.path = scribe.container("row", old.path)
            self._tables[-1].next_row()
        elif self._tables:
            if self._tables[-1].row < 0:
                self._tables[-1].next_row()
            self._tables[-1].cell(frame, heading=name == "th")
        if node.contents is not None:
            self.nodes(node.contents, start)
        self._flush()
        if self._tables and name in {"td", "th"}:
            self._tables[-1].end_cell(scribe.blocks)
        elif self._tables and name == "table":
            self._tables.pop()
        scribe.frame = old

    def _template(self, node: Any, at: int) -> None:
        """A citation or a registry link is written out; other templates are furniture."""
        name = str(node.name).strip().lower()
        if name in {"reflist", "refs"}:
            for _, value, start in _parameters(node, at):
                self.nodes(value, start)
            return
        if not (name.startswith(("cite", "citation", "vcite")) or _HELD.search(str(node))):
            return
        scribe = self._scribe
        first = True
        for key, value, start in _parameters(node, at):
            label = "pmid" if name in {"pmid", "cite pmid"} and key == "1" else key
            if not (label.isdecimal() or _PRINTED.fullmatch(label)) or not str(value).strip():
                continue
            if not first:
                scribe.join()
                scribe.insert(" " if key.startswith("first") else ". ", start)
            first = False
            if label in _PREFIX:
                scribe.insert(_PREFIX[label], start)
            self.nodes(value, start)


def _parameters(node: Any, at: int) -> Iterator[tuple[str, Any, int]]:
    """The parameters of a template: name, value, offset of the value."""
    at += 2 + len(str(node.name))
    for parameter in node.params:
        written = str(parameter)
        yield str(parameter.name).strip().lower(), parameter.value, at + 1 + len(written) - len(str(parameter.value))
        at += 1 + len(written)
