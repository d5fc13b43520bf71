"""PDF: text as it stands on the page, in reading order, with columns, superscripts and links told apart.

Words broken at a line's end are put together, ligatures are spelled out, lines repeated on every page are headers
or footers. A place is a page and a line of it; offsets count the characters of the text as read. A file that
asks for a password, or that holds only pictures of pages, cannot be read and says what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
import threading
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from verifier.documents._scribe import Frame, Lines, Scribe
from verifier.documents._typeset import Glyph, Line, Piece, joint, lines_of, pieces_of
from verifier.errors import DocumentError
from verifier.model import Document

SUFFIXES = (".pdf",)
CONTENT_TYPES = ("application/pdf", "application/x-pdf")

MOST_PAGES = 3000
MOST_CHARACTERS = 200_000  # on one page
_LARGEST_STREAM = 32 * 1024 * 1024  # bytes of the drawing of one page, unpacked
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PDFIUM = threading.Lock()  # the library may be entered by one thread at a time


def read(name: str, data: bytes) -> Document:
    """Read a PDF.

    Raises:
        DocumentError: the file is damaged, encrypted, or holds no text.
    """
    _inspect(name, data)
    with _PDFIUM:
        pages, notes = _pages(name, data)
    if not any(pages):
        raise DocumentError(
            f"{name} holds no text, only pictures of pages: recognise its text first (for instance with ocrmypdf)"
        )
    scribe, title = _write(pages)
    return Document(
        name=name,
        kind="pdf",
        blocks=tuple(scribe.blocks),
        digest=hashlib.sha256(data).hexdigest(),
        title=title,
        containers=scribe.containers,
        notes=notes,
    )


def _inspect(name: str, data: bytes) -> None:
    """Refuse packed text that would unpack to more than any page holds, before pdfium unpacks it whole."""
    total = 0
    for stream in _STREAM.finditer(data):
        header = data[max(0, stream.start() - 400) : stream.start()].rpartition(b"obj")[2]
        layers = header.count(b"/FlateDecode") + header.count(b"/Fl ")
        if not layers or b"/Image" in header:
            continue
        size = _unpacked_size(data[stream.end() : stream.end() + _LARGEST_STREAM], layers)
        total += size
        if size > _LARGEST_STREAM or total > 8 * _LARGEST_STREAM:
            raise DocumentError(
                f"{name} unpacks to more than a document can hold: print it to a new PDF and check that"
            )


def _unpacked_size(packed: bytes, layers: int) -> int:
    """Bytes that a packed stream unpacks to, one more than the largest allowed at most."""
    for _ in range(min(layers, 3)):
        unpacker = zlib.decompressobj()
        try:
            packed = unpacker.decompress(packed, _LARGEST_STREAM + 1)
        except zlib.error:  # damaged: pdfium reads what it can
            break
    return len(packed) if unpacker.eof or len(packed) > _LARGEST_STREAM else 0


def _pages(name: str, data: bytes) -> tuple[list[list[Piece]], tuple[str, ...]]:
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise DocumentError(f"{name} is encrypted: save a copy without a password and check that") from error
        raise DocumentError(f"{name} cannot be read as PDF ({error}): it is damaged or something else") from error
    notes: list[str] = []
    pages: list[list[Piece]] = []
    try:
        count = len(file)
        if count > MOST_PAGES:
            notes.append(f"only the first {MOST_PAGES} of {count} pages were read")
        for number in range(min(count, MOST_PAGES)):
            try:
                pages.append(pieces_of(lines_of(list(_glyphs(file, number)))))
            except pypdfium2.PdfiumError:
                pages.append([])
                notes.append(f"page {number + 1} is damaged and was not read")
    finally:
        file.close()
    return pages, tuple(notes)


def _glyphs(file: Any, number: int) -> Iterator[Glyph]:
    """The characters of a page, as drawn, upright."""
    from pypdfium2 import raw

    page = file[number]
    try:
        text = page.get_textpage()
        try:
            turn = page.get_rotation()
            links = list(_links(raw, page, turn))
            box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
            for index in range(min(raw.FPDFText_CountChars(text), MOST_CHARACTERS)):
                character = _character(raw.FPDFText_GetUnicode(text, index))
                if not character:
                    continue
                raw.FPDFText_GetLooseCharBox(text, index, box)
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                left, low, right, high = _turned(box.left, box.bottom, box.right, box.top, turn)
                base = _turned(x.value, y.value, x.value, y.value, turn)[1]
                yield Glyph(character, left, right, base, max(high - low, 0.1), _link_at(links, left, right, low, high))
        finally:
            text.close()
    finally:
        page.close()


def _character(code: int) -> str:
    """A character of the page as text: ligatures spelled out, line ends left to the geometry."""
    if code in {0x0D, 0x0A, 0x00} or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    if code in {0x02, 0xFFFE}:  # how pdfium gives a hyphen at a line's end
        return "-"
    if code < 0x20 and code != 0x09:
        return ""
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if 0xFB00 <= code <= 0xFB06 else character


def _turned(left: float, low: float, right: float, high: float, turn: int) -> tuple[float, float, float, float]:
    """A box of a page that is shown turned clockwise, as it is shown."""
    if turn == 90:
        return low, -right, high, -left
    if turn == 180:
        return -right, -high, -left, -low
    if turn == 270:
        return -high, left, -low, right
    return left, low, right, high


def _links(raw: Any, page: Any, turn: int) -> Iterator[tuple[float, float, float, float, str]]:
    """The link annotations of a page that lead to an address: left, low, right, high, address."""
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(5000):
        if not raw.FPDFLink_Enumerate(page, position, link):
            return
        action, box = raw.FPDFLink_GetAction(link), raw.FS_RECTF()
        if not action or not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        if not 1 < size < 10_000:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
        address = buffer.raw[: size - 1].decode("utf-8", "replace").strip("\0 ")
        yield (*_turned(box.left, box.bottom, box.right, box.top, turn), address)


def _link_at(
    links: list[tuple[float, float, float, float, str]], left: float, right: float, low: float, high: float
) -> str:
    if not links:
        return ""
    x, y = (left + right) / 2, (low + high) / 2
    return next((address for a, b, c, d, address in links if a <= x <= c and b <= y <= d), "")


class _PageLines(Lines):
    """Line numbers that begin anew on each page."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.before = 0

    def __call__(self, offset: int) -> int:
        return super().__call__(offset) - self.before


def _write(pages: list[list[Piece]]) -> tuple[Scribe, str]:
    """Write the pieces of all pages as blocks; give the title too (the first of the largest headings)."""
    _name_furniture(pages)
    lines = [line for page in pages for piece in page for line in piece.lines]
    scribe = Scribe("\n".join(line.text for line in lines))
    scribe.line = numbers = _PageLines(scribe.source)
    body = _body_size(lines)
    sizes = sorted({round(piece.size) for page in pages for piece in page if _is_heading(piece, body)}, reverse=True)
    at = done = 0
    for number, page in enumerate(pages, 1):
        scribe.page, numbers.before = number, done
        headers: dict[tuple[int, int], str] = {}
        paths: dict[tuple[int, int], tuple[int, ...]] = {}
        for piece in page:
            scribe.frame = _frame(scribe, piece, paths, headers)
            if _is_heading(piece, body):
                scribe.frame.kind, scribe.frame.level = "heading", min(1 + sizes.index(round(piece.size)), 6)
            at = _write_piece(scribe, piece, at)
            if piece.row == 0 and scribe.blocks:
                headers[piece.table, piece.column] = scribe.blocks[-1].text
            done += len(piece.lines)
    return scribe, next((b.text for b in scribe.blocks if b.kind == "heading" and b.level == 1), "")


def _frame(
    scribe: Scribe, piece: Piece, paths: dict[tuple[int, int], tuple[int, ...]], headers: dict[tuple[int, int], str]
) -> Frame:
    if piece.table < 0:
        kind = "item" if piece.label else "paragraph"
        return Frame(kind, piece.furniture or "main", label=piece.label)
    if (piece.table, -1) not in paths:
        paths[piece.table, -1] = scribe.container("table", ())
    if (piece.table, piece.row) not in paths:
        paths[piece.table, piece.row] = scribe.container("row", paths[piece.table, -1])
    header = headers.get((piece.table, piece.column), "") if piece.row else ""
    path = paths[piece.table, piece.row]
    return Frame("cell", piece.furniture or "main", path=path, row=piece.row, column=piece.column, header=header)


def _write_piece(scribe: Scribe, piece: Piece, at: int) -> int:
    """Write one piece, whose lines begin at offset `at` of the source; give the offset behind it."""
    for index, line in enumerate(piece.lines):
        after = piece.lines[index + 1].text if index + 1 < len(piece.lines) else ""
        between = joint(line.text, after) if after else ""
        _write_line(scribe, line, at, len(line.text) - (between == "-"))
        if between == "\n":
            scribe.newline()
        elif between == " ":
            scribe.space()
        at += len(line.text) + 1
    scribe.flush()
    return at


def _write_line(scribe: Scribe, line: Line, at: int, length: int) -> None:
    edges = sorted({0, length, *(min(edge, length) for _, start, end, _ in line.spans for edge in (start, end))})
    for start, end in pairwise(edges):
        marks = [(kind, value) for kind, first, last, value in line.spans if first <= start < last]
        for kind, value in marks:
            scribe.open(kind, value)
        scribe.write(at + start, at + end)
        for kind, _ in reversed(marks):
            scribe.close(kind)


def _body_size(lines: list[Line]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _is_heading(piece: Piece, body: float) -> bool:
    words = sum(len(line.text) for line in piece.lines)
    return piece.table < 0 and piece.size > 1.12 * body and words < 300 and not piece.furniture


def _name_furniture(pages: list[list[Piece]]) -> None:
    """A line that opens or closes most pages, its numbers aside, is a header or a footer."""
    if len(pages) < 3:
        return
    for edge, role in ((0, "header"), (-1, "footer")):
        outer = [(page[edge], re.sub(r"\d+", "0", page[edge].lines[0].text)) for page in pages if page]
        counts = Counter(text for _, text in outer)
        for piece, text in outer:
            if counts[text] * 2 > len(outer) and len(piece.lines) == 1 and piece.table < 0:
                piece.furniture = role
