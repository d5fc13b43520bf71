"""Writes the elements of a page as blocks: what opens a block, what it is, where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from verifier.documents._fields import write_json
from verifier.documents._roles import BLOCKS, CONTAINERS, KINDS, MARKS, SKIPPED, SPEAKING, is_card, role
from verifier.documents._runs import Aligner
from verifier.documents._scribe import Frame, Scribe
from verifier.documents._tables import Table

_LISTS = frozenset({"ol", "ul", "menu", "dir", "dl"})
_SPECIAL = _LISTS | {"li", "dd", "title", "table", "thead", "tbody", "tfoot", "tr", "td", "th"}  # say what is in them
_META = frozenset({"description", "keywords", "dc.identifier", "dc.title", "dc.source"})
_MOST_STATE = (
    8_000_000  # letters of state that are read of a page: each value becomes a block, at twenty times its size
)
_CITES = re.compile(r"(?i)pubmed|pmid|nct|clinicaltrials")  # what the data of a script must hold to be worth reading


@dataclass(slots=True)
class _Level:
    """What an open element restores when it is left."""

    frame: Frame
    within: frozenset[str]
    mark: str = ""
    container: int = 0
    first: int = 0


class PageWriter:
    """Gets `enter`, `text` and `leave` in document order and writes blocks to its scribe."""

    def __init__(self, scribe: Scribe, aligner: Aligner, tags: Mapping[str, list[int]]) -> None:
        self.language = ""
        self.title = ""
        self._scribe = scribe
        self._aligner = aligner
        self._tags = tags
        self._metas = 0
        self._levels: list[_Level] = []
        self._within: frozenset[str] = frozenset()
        self._tables: list[Table] = []
        self._numbers: list[int | None] = []
        self._raw = ""
        self._state = 0
        self._term = ""
        self._h1 = 0

    # -- what the tree walk calls ------------------------------------------------------------------------

    def enter(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Enter an element; False when its content is none of a reader's business."""
        if tag in SKIPPED:
            return False
        if tag == "script":
            self._raw = _data_role((attributes.get("type") or "").lower())
            if self._raw:
                self._push()
            return bool(self._raw)
        level = self._push()
        if tag in BLOCKS:
            self._enter_block(tag, attributes, level)
        else:
            self._enter_inline(tag, attributes, level)
        return True

    def text(self, text: str) -> None:
        """Take a text of the tree."""
        if self._raw:
            for start, end in self._aligner.find(text) if self._worth_reading(text) else ():
                write_json(self._scribe, start, end, self._raw)
            return
        if not text or text.isspace():
            self._scribe.space()
            return
        spans = self._aligner.find(text)
        for start, end in spans:
            self._scribe.write(start, end, entities=True)
        if not spans:
            self._scribe.insert(text, self._aligner.offset)

    def _worth_reading(self, text: str) -> bool:
        """Whether the JSON of a script is read: data about the page always, state where it cites, up to a bound in all."""
        if self._raw == "data":
            return True
        self._state += len(text)
        return self._state <= _MOST_STATE and _CITES.search(text) is not None

    def leave(self, tag: str) -> None:
        """Leave the innermost element."""
        level = self._levels.pop()
        if tag == "script":
            self._raw = ""
        elif tag in BLOCKS:
            self._leave_block(tag, level)
        elif level.mark:
            self._scribe.close(level.mark)
        self._within = level.within

    def finish(self) -> None:
        """End the page."""
        self._scribe.flush()

    # -- elements ------------------------------------------------------------------------------------------

    def _push(self) -> _Level:
        level = _Level(self._scribe.frame, self._within)
        self._levels.append(level)
        return level

    def _enter_inline(self, tag: str, attributes: Mapping[str, str | None], level: _Level) -> None:
        scribe = self._scribe
        if tag == "br":
            scribe.newline()
        elif tag == "img":
            if alt := " ".join((attributes.get("alt") or attributes.get("title") or "").split()):
                scribe.point("image", alt)
        elif tag == "a" and attributes.get("href"):
            level.mark = "link"
            scribe.open("link", (attributes.get("href") or "").strip())
        elif tag in MARKS:
            level.mark = MARKS[tag]
            scribe.open(level.mark)
        elif tag == "meta":
            self._meta(attributes)
        if tag != "img" and (told := " ".join((attributes.get("title") or "").split())):
            scribe.point("title", told)
        if name := (attributes.get("id") or (attributes.get("name") if tag == "a" else "") or ""):
            scribe.point("anchor", name)

    def _enter_block(self, tag: str, attributes: Mapping[str, str | None], level: _Level) -> None:
        scribe = self._scribe
        scribe.flush()
        names, old = "", scribe.frame
        given = old.role
        if attributes or tag in SPEAKING:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
            given = role(tag, names, attributes.get("role") or "", old.role, self._within)
        frame = Frame(KINDS.get(tag, ""), given, 0, old.path, old.label, old.row, old.column, old.header)
        if not frame.kind:
            frame.kind = old.kind if old.kind in {"item", "cell", "caption"} else "paragraph"
        elif frame.kind == "paragraph" and old.kind in {"item", "cell", "caption"}:
            frame.kind = old.kind
        elif frame.kind == "heading":
            frame.level = int(tag[1])
        scribe.frame = frame
        self._container(tag, names, level)
        if tag in {"article", "main", "section"}:
            self._within = self._within | {tag}
        if tag == "html":
            self.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().lower()[:2]
        if identity := attributes.get("id"):
            scribe.anchor = identity
        if tag in _SPECIAL:
            self._enter_special(tag, attributes)

    def _container(self, tag: str, names: str, level: _Level) -> None:
        kind = CONTAINERS.get(tag)
        if kind is None:
            return
        scribe = self._scribe
        path = scribe.frame.path
        scribe.frame.path = scribe.container("card" if kind == "section" and is_card(names) else kind, path)
        if len(scribe.frame.path) > len(path):
            level.container = scribe.frame.path[-1]
        level.first = len(scribe.blocks)

    def _enter_special(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        frame = self._scribe.frame
        if tag in _LISTS:
            self._numbers.append(_number(attributes.get("start"), 1) if tag == "ol" else None)
            frame.label = ""
        elif tag == "li":
            frame.label = self._item(attributes)
        elif tag == "dd":
            frame.label = self._term
        elif tag == "title":
            frame.role, frame.kind, frame.label = "meta", "field", "title"
        elif tag == "table":
            self._tables.append(Table(frame.path))
            frame.row, frame.column, frame.header = -1, -1, ""
        elif self._tables and tag in {"thead", "tbody", "tfoot"}:
            self._tables[-1].in_head = tag == "thead"
        elif self._tables and tag == "tr":
            self._tables[-1].next_row()
        elif self._tables and tag in {"td", "th"}:
            self._tables[-1].cell(
                frame,
                heading=tag == "th",
                columns=_number(attributes.get("colspan"), 1) if attributes else 1,
                rows=_number(attributes.get("rowspan"), 1) if attributes else 1,
            )

    def _item(self, attributes: Mapping[str, str | None]) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return ""
        number = _number(attributes.get("value"), self._numbers[-1])
        self._numbers[-1] = number + 1
        return str(number)

    def _leave_block(self, tag: str, level: _Level) -> None:
        scribe = self._scribe
        before = len(scribe.blocks)
        scribe.flush()
        if tag == "title" and not self.title and len(scribe.blocks) > before:
            self.title = scribe.blocks[-1].text
        elif tag == "dt" and len(scribe.blocks) > before:
            self._term = scribe.blocks[-1].text
        elif tag in _LISTS and self._numbers:
            self._numbers.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].end_cell(scribe.blocks)
        elif tag == "tr" and level.container and self._tables and self._tables[-1].row in self._tables[-1].under:
            scribe.containers[level.container] = "row under"
        if level.container:
            self._name_container(level)
        scribe.frame = level.frame

    def _name_container(self, level: _Level) -> None:
        """A section with one heading (not the page's own) and something under it is a card."""
        scribe = self._scribe
        if scribe.containers.get(level.container) != "section":
            return
        if len(scribe.blocks) - level.first > 60:
            return
        inside = scribe.blocks[level.first :]
        headings = [block for block in inside if block.kind == "heading"]
        if len(headings) == 1 and headings[0].level > 1 and len(inside) > 1 and inside[0] is headings[0]:
            scribe.containers[level.container] = "card"

    def _meta(self, attributes: Mapping[str, str | None]) -> None:
        offsets = self._tags.get("meta", [])
        offset = offsets[self._metas] if self._metas < len(offsets) else 0
        self._metas += 1
        label = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = " ".join((attributes.get("content") or "").split())
        if not content or not (label in _META or label.startswith("citation_")):
            return
        scribe = self._scribe
        scribe.flush()
        frame = scribe.frame
        scribe.frame = Frame("field", "meta", label=label)
        exact = scribe.source.find(content, offset, offset + 4096 + len(content))
        scribe.insert(content, exact if exact >= 0 else offset)
        scribe.flush()
        scribe.frame = frame


def _number(text: str | None, default: int) -> int:
    """Read an attribute that should be a small whole number."""
    word = (text or "").strip()
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 7 else default


def _data_role(kind: str) -> str:
    """The role of what a script of that type holds: data about the page, state that its program shows, "" for code."""
    return "data" if "ld+json" in kind else "state" if "json" in kind else ""
