"""The scribe: readers hand it pieces of source in reading order and it writes Blocks with exact places."""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from verifier.model import Block, Mark, Place

_NEWLINE = re.compile(r"\r\n|\r|\n")
# Where folded text and source part company: runs of white space other than one plain space, and entities.
_JUMPS = re.compile(r"[^\S ]\s*| \s+|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});?")
_SHARED, _MOST_SHARED = 16, 4096  # characters of texts kept once, as cells repeat them, and how many of them
_DEEPEST_PATH = 48  # containers beyond this are not told apart: a bound on memory for hostile nesting


class Lines:
    """Line numbers of a decoded source: 1-based, of 0-based character offsets."""

    def __init__(self, source: str) -> None:
        self._starts = array("Q", [0])
        if "\r" in source:
            self._starts.extend(match.end() for match in _NEWLINE.finditer(source))
        else:
            at = source.find("\n") + 1
            while at:
                self._starts.append(at)
                at = source.find("\n", at) + 1
        self._length = len(source)
        self._from = self._to = self._number = 0  # the line asked for last

    def __call__(self, offset: int) -> int:
        """Give the line on which the character at `offset` stands."""
        if not self._from <= offset < self._to:
            self._number = bisect_right(self._starts, offset)
            self._from, self._to = self.start(self._number), self.end(self._number)
        return self._number

    def start(self, line: int) -> int:
        """Give the offset of the first character of a 1-based line (of the last line, when there are fewer)."""
        return self._starts[min(line, len(self._starts)) - 1]

    def end(self, line: int) -> int:
        """Give the offset behind the last character of a 1-based line, its line break included."""
        return self._starts[line] if line < len(self._starts) else self._length


@dataclass(slots=True)
class Frame:
    """What the next block is: see Block for the meaning of the fields."""

    kind: str = "paragraph"
    role: str = "main"
    level: int = 0
    path: tuple[int, ...] = ()
    label: str = ""
    row: int = -1
    column: int = -1
    header: str = ""


@dataclass(slots=True)
class _Open:
    """A mark that has been opened; `start` is None until a character follows."""

    kind: str
    value: str
    start: int | None = None


class Scribe:
    """Collects one block at a time; `flush` ends it. White space is folded, entities decoded, places kept exact."""

    def __init__(self, source: str, page: int | None = None) -> None:
        self.source = source
        self.line = Lines(source)
        self.page = page
        self.blocks: list[Block] = []
        self.containers: dict[int, str] = {}
        self.frame = Frame()
        self.anchor = ""
        self.cursor = 0
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""  # white space waiting for a character: "", " " or "\n"
        self._map: list[tuple[int, int, int]] = []
        self._marks: list[Mark] = []
        self._open: list[_Open] = []
        self._texts: dict[str, str] = {}

    def container(self, kind: str, path: tuple[int, ...]) -> tuple[int, ...]:
        """Open a container inside `path` and give the path of what stands in it."""
        if len(path) >= _DEEPEST_PATH:
            return path
        number = len(self.containers) + 1
        self.containers[number] = kind
        return (*path, number)

    def write(self, start: int, end: int, *, entities: bool = False) -> None:
        """Take source[start:end] as the next piece of text."""
        source, at = self.source, start
        self.cursor = end
        piece = source[start:end]
        if "&" not in piece and "  " not in piece and piece.isprintable():  # most: of spaces only the plain one prints
            self._plain(piece, start)
            return
        for jump in _JUMPS.finditer(source, start, end):
            first = jump.start()
            if source[first] == "&":
                if not entities:
                    continue
                decoded = html.unescape(jump[0])
                if decoded == jump[0]:
                    continue
                self._plain(source[at:first], at)
                self.insert(decoded, first)
            else:
                self._plain(source[at:first], at)
                self.space()
            at = jump.end()
        self._plain(source[at:end], at)

    def _plain(self, piece: str, start: int) -> None:
        """Take a piece of the source, which begins at `start`, in which every white space is one plain space."""
        if not piece:
            return
        trailing = piece[-1] == " "
        if piece[0] == " ":
            self.space()
            piece, start = piece[1:], start + 1
        if piece := piece[:-1] if trailing else piece:
            self._put(piece, start)
        if trailing:
            self.space()

    def insert(self, text: str, offset: int) -> None:
        """Take `text`, which stands for what the source holds at `offset` (an entity, a ligature)."""
        folded = " ".join(text.split())
        if not folded:
            self.space()
            return
        if text[0].isspace():
            self.space()
        self._put(folded, offset)
        if text[-1].isspace():
            self.space()

    def _put(self, piece: str, offset: int) -> None:
        if self._gap and self._length:
            self._pieces.append(self._gap)
            self._length += 1
        self._gap = ""
        line = self.line(offset)
        last = self._map[-1] if self._map else None
        if last is None or last[2] != line or last[1] - last[0] != offset - self._length:
            self._map.append((self._length, offset, line))
        for mark in self._open:
            if mark.start is None:
                mark.start = self._length
        self._pieces.append(piece)
        self._length += len(piece)

    def space(self) -> None:
        """Note white space: one space, unless it stands at an edge or beside a line break."""
        self._gap = self._gap or " "

    def join(self) -> None:
        """Forget the white space that waits: what follows belongs to the word before."""
        self._gap = ""

    def newline(self) -> None:
        """Note a line break inside the block; a second one in a row ends the block."""
        if self._gap.startswith("\n"):
            self.flush()
        elif self._length:
            self._gap = "\n"

    def point(self, kind: str, value: str) -> None:
        """Set a mark that covers nothing: an anchor, an image's alternative text."""
        at = self._length + (1 if self._gap and self._length else 0)
        self._marks.append(Mark(kind, at, at, value))

    def open(self, kind: str, value: str = "") -> None:
        """Open a mark; it begins with the next character."""
        self._open.append(_Open(kind, value))

    def close(self, kind: str) -> None:
        """Close the innermost open mark of a kind."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].kind == kind:
                self._finish(self._open.pop(index))
                return

    def _finish(self, mark: _Open) -> None:
        start = self._length if mark.start is None else mark.start
        if mark.start is not None or mark.kind == "link":
            self._marks.append(Mark(mark.kind, start, self._length, mark.value))

    def flush(self) -> None:
        """End the block; open marks go on in the next one. Nothing is written for a block without text."""
        if self._length:
            for mark in self._open:
                if mark.start is not None:
                    self._finish(mark)
                    mark.start = None
            self.blocks.append(self._block("".join(self._pieces)))
            self.anchor = ""
        elif not self._marks:
            self._gap = ""
            return
        elif kept := [mark for mark in self._marks if mark.kind in {"image", "link"}]:
            self._marks = kept
            place = Place(self.line(self.cursor), self.cursor, self.page)
            self._map.append((0, place.offset, place.line))
            self.blocks.append(self._block(""))
            self.anchor = ""
        self._pieces, self._length, self._gap, self._map, self._marks = [], 0, "", [], []

    def _block(self, text: str) -> Block:
        frame = self.frame
        marks: tuple[Mark, ...] = ()
        if self._marks:
            ended = (Mark(m.kind, min(m.start, len(text)), min(m.end, len(text)), m.value) for m in self._marks)
            marks = _joined(sorted(ended, key=lambda m: (m.start, -m.end, m.kind)), text)
        if len(text) <= _SHARED:
            text = (
                self._texts.setdefault(text, text) if len(self._texts) < _MOST_SHARED else self._texts.get(text, text)
            )
        _, offset, line = self._map[0]
        return Block(
            kind=frame.kind,
            text=text,
            place=Place(line, offset, self.page),
            marks=marks,
            map=tuple(self._map),
            role=frame.role,
            level=frame.level,
            path=frame.path,
            label=frame.label,
            anchor=self.anchor,
            row=frame.row,
            column=frame.column,
            header=frame.header,
        )


def _joined(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """Make one mark of links to one address with nothing but white space between them."""
    kept: list[Mark] = []
    last: int | None = None
    for mark in marks:
        if mark.kind == "link":
            before = kept[last] if last is not None else None
            if (
                before
                and before.value == mark.value
                and before.end <= mark.start
                and not text[before.end : mark.start].strip()
            ):
                kept[last or 0] = Mark("link", before.start, mark.end, mark.value)
                continue
            last = len(kept)
        kept.append(mark)
    return tuple(kept)
