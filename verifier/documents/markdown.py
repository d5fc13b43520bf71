"""Markdown (CommonMark with tables): headings, lists with numbers, tables, footnotes, links, front matter.

markdown-it-py tells the lines of each piece; the words are found again in those lines by one forward scan, so
that places are exact. Indented lines are read as prose, not as code: notes and essays indent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.documents._tables import Table
from verifier.documents.html import write_markup
from verifier.documents.text import write_paragraphs
from verifier.model import Block, Document, Mark

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
CONTENT_TYPES = ("text/markdown", "text/x-markdown")
TEXT = True

_FRONT = re.compile(r"\A(?:---|\+\+\+)[ \t]*\r?\n(.*?)^(?:---|\.\.\.|\+\+\+)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(
    r"""^([A-Za-z_][\w .-]{0,60}?)[ \t]*[:=][ \t]*(.*?)[ \t\r]*$|^[ \t]*-[ \t]+(.*?)[ \t\r]*$""", re.MULTILINE
)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]\s]{1,80})\]")
_FILLER = "\ue000"  # a private character that stands where a footnote's key stood
# A line that means something by itself: an address, or the start of a numbered source.
_OWN_LINE = re.compile(r"\s*(?:<?https?://\S+\s*$|\[\d{1,3}\]|\(?\d{1,3}[.)]\s|[*•–-]\s)")
_ADDRESS = re.compile(r"\s*<?https?://\S+\s*$")
# Brackets of a page that is hardly text, and characters to each of them, to each beginning of a link, and to each such
# beginning where brackets stay open.
_MANY_BRACKETS, _SPARSE, _LINKED, _OPEN = 500, 6, 12, 40
_MARKS = {"strong": "strong", "em": "emphasis"}
_HTML_MARK = re.compile(r"(?i)<(/?)(sup|sub)\b")
_HTML_BREAK = re.compile(r"(?i)<br\b")


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read Markdown; any bytes can be read."""
    from markdown_it import MarkdownIt

    source = decode(data, charset)
    scribe = Scribe(source)
    digest = hashlib.sha256(data).hexdigest()
    if _is_tangled(source):
        write_paragraphs(scribe, 0, len(source))
        note = "it holds more opening brackets than any written page; it was read as plain text"
        return Document(name, "markdown", tuple(scribe.blocks), digest, notes=(note,))
    writer = _Writer(scribe)
    body, title = _front_matter(scribe, source)
    body = _NOTE.sub(lambda m: _FILLER * len(m[0]), body)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["text_join", "code"])
    writer.tokens(parser.parse(body))
    scribe.flush()
    headings = (block.text for block in scribe.blocks if block.kind == "heading" and block.level == 1)
    return Document(
        name=name,
        kind="markdown",
        blocks=tuple(_with_notes(block) for block in scribe.blocks),
        digest=digest,
        title=title or next(headings, ""),
        containers=scribe.containers,
    )


def _is_tangled(source: str) -> bool:
    """Whether the parser would try each of very many brackets as the beginning of a link, a hundred kB in a second."""
    brackets = source.count("[")
    if brackets <= _MANY_BRACKETS:
        return False
    links = source.count("![") + source.count("](")
    sparse = _OPEN if 4 * (brackets - source.count("]")) > brackets else _LINKED
    return brackets * _SPARSE > len(source) or links * sparse > len(source)


def _with_notes(block: Block) -> Block:
    """Mark where a block calls a footnote: `[^key]`."""
    if "[^" not in block.text or block.kind == "code":
        return block
    calls = [Mark("note", call.start(), call.end(), call[1]) for call in _CALL.finditer(block.text)]
    marks = sorted((*block.marks, *calls), key=lambda mark: (mark.start, -mark.end))
    return msgspec.structs.replace(block, marks=tuple(marks))


def _front_matter(scribe: Scribe, source: str) -> tuple[str, str]:
    """Write the front matter as fields; give the source with it blanked, and the title it names."""
    front = _FRONT.match(source)
    if front is None:
        return source, ""
    title, key = "", ""
    for line in _FIELD.finditer(source, front.start(1), front.end(1)):
        group = 3 if line[1] is None else 2
        key = line[1] or key
        start, end = line.span(group)
        if end - start >= 2 and source[start] in "\"'" and source[end - 1] == source[start]:
            start, end = start + 1, end - 1
        scribe.frame = Frame("field", "meta", label=key)
        scribe.write(start, end)
        scribe.flush()
        if key.lower() == "title" and not title:
            title = source[start:end]
    scribe.frame = Frame()
    blank = re.sub(r"[^\r\n]", " ", front[0])
    return blank + source[front.end() :], title


class _Writer:
    """Takes the tokens of a document and writes its blocks."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._frames: list[Frame] = []
        self._tables: list[Table] = []
        self._numbered: list[bool] = []

    def tokens(self, tokens: Sequence[Token]) -> None:
        """Take all block tokens."""
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.nesting == 1:
                self._enter(token)
            elif token.nesting == -1:
                self._leave(token)
            elif token.type == "fence":
                self._fence(token)
            elif token.type == "html_block" and token.map:
                line = self._scribe.line
                write_markup(self._scribe, line.start(token.map[0] + 1), line.end(token.map[1]))

    def _enter(self, token: Token) -> None:
        scribe, old = self._scribe, self._scribe.frame
        self._frames.append(old)
        frame = Frame(old.kind, old.role, 0, old.path, old.label, old.row, old.column, old.header)
        scribe.frame = frame
        tag = token.tag
        if token.type == "heading_open":
            frame.kind, frame.level = "heading", int(tag[1])
        elif tag in {"ul", "ol", "blockquote", "table", "tr", "li"}:
            kind = {"blockquote": "section", "table": "table", "tr": "row", "li": "item"}.get(tag, "list")
            frame.path = scribe.container(kind, old.path)
            self._enter_container(token, frame)
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].cell(frame, heading=tag == "th")

    def _enter_container(self, token: Token, frame: Frame) -> None:
        if token.tag in {"ul", "ol"}:
            self._numbered.append(token.tag == "ol")
        elif token.tag == "li":
            frame.kind, frame.label = "item", token.info if self._numbered and self._numbered[-1] else ""
        elif token.tag == "table":
            self._tables.append(Table(frame.path))
        elif token.tag == "tr" and self._tables:
            self._tables[-1].next_row()

    def _leave(self, token: Token) -> None:
        self._scribe.flush()
        if token.tag in {"td", "th"} and self._tables:
            self._tables[-1].end_cell(self._scribe.blocks)
        elif token.tag == "table" and self._tables:
            self._tables.pop()
        elif token.tag in {"ul", "ol"} and self._numbered:
            self._numbered.pop()
        self._scribe.frame = self._frames.pop()

    def _fence(self, token: Token) -> None:
        """A fenced block: its lines, kept."""
        if not token.map:
            return
        scribe = self._scribe
        frame, scribe.frame = (
            scribe.frame,
            Frame("code", scribe.frame.role, path=scribe.frame.path, label=token.info.strip()),
        )
        for number in range(token.map[0] + 2, token.map[0] + 2 + token.content.count("\n")):
            scribe.write(scribe.line.start(number), scribe.line.end(number))
            scribe.newline()
        scribe.flush()
        scribe.frame = frame

    def _inline(self, token: Token) -> None:
        lines = _Lines(self._scribe, token)
        for child in token.children or ():
            self._child(child, lines)
        self._scribe.space()
        if self._scribe.frame.kind == "note":
            self._scribe.flush()

    def _child(self, child: Token, lines: _Lines) -> None:
        scribe = self._scribe
        if child.type in {"text", "code_inline"}:
            self._text(child, lines)
        elif child.type == "text_special":
            at = lines.find(child.markup)
            scribe.insert(child.content, lines.here if at is None else at)
        elif child.type in {"softbreak", "hardbreak"}:
            if lines.next() or child.type == "hardbreak":
                scribe.newline()
            else:
                scribe.space()
        elif child.type == "link_open":
            scribe.open("link", str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            scribe.close("link")
            lines.pass_destination()
        elif child.type == "image":
            scribe.point("image", " ".join("".join(c.content for c in child.children or ()).split()))
            lines.find(child.content)
            lines.pass_destination()
        elif child.type == "html_inline":
            lines.find(child.content)
            self._html(child.content)
        elif child.tag in _MARKS:
            (scribe.open if child.nesting == 1 else scribe.close)(_MARKS[child.tag])

    def _html(self, tag: str) -> None:
        if _HTML_BREAK.match(tag):
            self._scribe.newline()
        elif mark := _HTML_MARK.match(tag):
            (self._scribe.close if mark[1] else self._scribe.open)(mark[2].lower())

    def _text(self, child: Token, lines: _Lines) -> None:
        """Write a text; where a footnote's key stood, a note begins."""
        scribe = self._scribe
        content = child.content
        if content.startswith(_FILLER):
            filler = len(content) - len(content.lstrip(_FILLER))
            scribe.flush()
            at = lines.find(content[filler:]) if content[filler:] else lines.here
            key = _NOTE.match(scribe.source, scribe.line.start(lines.number))
            scribe.frame.kind, scribe.frame.label = "note", key[1] if key else ""
            scribe.anchor = f"fn:{key[1]}" if key else ""
            content = content[filler:]
        else:
            at = lines.find(content)
        if not content:
            return
        if at is None:  # a table's cell with escaped bars
            at = lines.find(content.replace("|", "\\|"))
            scribe.insert(content, lines.here if at is None else at)
        else:
            scribe.write(at, at + len(content))


class _Lines:
    """The lines of an inline token, and how far they have been read."""

    def __init__(self, scribe: Scribe, token: Token) -> None:
        self._scribe = scribe
        self.number = (token.map[0] if token.map else 0) + 1
        self._wanted = iter(token.content.split("\n"))
        start = scribe.line.start(self.number)
        same = max(start, scribe.cursor)
        self._line = next(self._wanted, "")
        self.here = self._begin(self._line, same)

    def _begin(self, content: str, start: int) -> int:
        plain = content.lstrip(_FILLER)
        found = self._scribe.source.find(plain, start, self._scribe.line.end(self.number))
        return found if found >= 0 else start

    def find(self, text: str) -> int | None:
        """Give the offset of the next place of `text` on this line, and pass it."""
        end = self._scribe.line.end(self.number)
        found = self._scribe.source.find(text, self.here, end)
        if found < 0:
            return None
        self.here = found + len(text)
        return found

    def next(self) -> bool:
        """Go on to the next line; say whether it or the one before stands by itself."""
        before = self._line
        self.number += 1
        self._line = next(self._wanted, "")
        self.here = self._begin(self._line, self._scribe.line.start(self.number))
        return _OWN_LINE.match(self._line) is not None or _ADDRESS.match(before) is not None

    def pass_destination(self) -> None:
        """Pass what closes a link: `](address "title")`, `][label]`, `]` or `>`."""
        source, end = self._scribe.source, self._scribe.line.end(self.number)
        at = self.here
        while at < end and source[at] in "*_~`":
            at += 1
        if source.startswith("](", at):
            self.here = _closing(source, at + 1, end)
        elif source.startswith("][", at):
            close = source.find("]", at + 2, end)
            self.here = close + 1 if close >= 0 else end
        elif at < end and source[at] in "]>":
            self.here = at + 1


def _closing(source: str, at: int, end: int) -> int:
    """The offset behind the parenthesis that closes the one at `at`."""
    depth = 0
    for index in range(at, end):
        if source[index] == "(":
            depth += 1
        elif source[index] == ")":
            depth -= 1
            if depth == 0:
                return index + 1
    return end
