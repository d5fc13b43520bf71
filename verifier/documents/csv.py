"""Tables in text form: CSV and TSV, with a header row when the first row reads like one.

The separator is the one of comma, semicolon, tab and bar that the first lines use most; quoted cells may hold
separators, line breaks and doubled quotes.
"""

from __future__ import annotations

import hashlib
import re

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.errors import DocumentError
from verifier.model import Document

SUFFIXES = (".csv", ".tsv", ".tab")
CONTENT_TYPES = ("text/csv", "text/tab-separated-values", "application/csv")
TEXT = True

_QUOTED = re.compile(r'"(?:[^"]|"")*+"?')
_MOST_CELLS = 4_000_000  # a bound on memory: a cell takes some 430 bytes
_SEPARATORS = ",;\t|"


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read a table; any bytes can be read.

    Raises:
        DocumentError: the table has more than four million cells.
    """
    scribe = Scribe(decode(data, charset))
    source = scribe.source
    separator = "\t" if name.lower().endswith((".tsv", ".tab")) else _separator(source)
    table = scribe.container("table", ())
    headers: list[str] = []
    at, row = 0, 0
    while at < len(source):
        if len(scribe.blocks) > _MOST_CELLS:
            raise DocumentError(f"the table has more than {_MOST_CELLS:,} cells: split it into smaller files")
        cells, at = _row(source, at, separator)
        if row == 0 and _is_header([source[start:end] for start, end in cells]):
            headers = [_plain(source[start:end]) for start, end in cells]
        path = scribe.container("row", table)
        for column, (start, end) in enumerate(cells):
            header = headers[column] if row and column < len(headers) else ""
            scribe.frame = Frame("cell", path=path, row=row, column=column, header=header)
            _write_cell(scribe, start, end)
        row += 1
    return Document(name, "csv", tuple(scribe.blocks), hashlib.sha256(data).hexdigest(), containers=scribe.containers)


def _separator(source: str) -> str:
    head = _QUOTED.sub("", source[:8192])
    counts = {mark: head.count(mark) for mark in _SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _row(source: str, at: int, separator: str) -> tuple[list[tuple[int, int]], int]:
    """The spans of one row's cells, and where the next row begins."""
    plain = re.compile(f"[^{re.escape(separator)}\r\n]*")
    cells: list[tuple[int, int]] = []
    while True:
        quoted = _QUOTED.match(source, at)
        rest = plain.match(source, quoted.end() if quoted else at)
        end = rest.end() if rest else len(source)
        cells.append((at, end))
        if end < len(source) and source[end] == separator:
            at = end + 1
            continue
        if source.startswith("\r\n", end):
            end += 1
        return cells, end + 1


def _is_header(cells: list[str]) -> bool:
    """A header names its columns: short, different words, no bare numbers and no identifiers."""
    names = [cell.strip().strip('"').strip() for cell in cells]
    named = [name for name in names if name]
    wordy = all(len(name) <= 60 and not re.fullmatch(r"[\d.,%/ -]+|NCT\s?\d+", name) for name in named)
    return bool(named) and wordy and len(set(named)) == len(named) and len(named) * 2 > len(names)


def _plain(cell: str) -> str:
    words = " ".join(cell.split())
    return words[1:-1].replace('""', '"') if len(words) >= 2 and words[0] == words[-1] == '"' else words


def _write_cell(scribe: Scribe, start: int, end: int) -> None:
    source = scribe.source
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    if source.startswith('"', start) and end - start >= 2 and source[end - 1] == '"':
        at, end = start + 1, end - 1
        for double in re.compile('""').finditer(source, at, end):
            scribe.write(at, double.start() + 1)
            at = double.end()
        scribe.write(at, end)
    else:
        scribe.write(start, end)
    scribe.flush()
