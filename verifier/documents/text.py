"""Plain text: paragraphs are set off by blank lines; lines inside a paragraph are kept.

Hard-wrapped mail, pasted pages, notes. A text without blank lines is one block with many lines: what a line
means (a wrapped sentence, a description above an address) is for the layouts to say.
"""

from __future__ import annotations

import hashlib
import re

from verifier.documents._decoding import decode
from verifier.documents._scribe import Scribe
from verifier.model import Document

SUFFIXES = (".txt", ".text", ".log", ".asc")
CONTENT_TYPES = ("text/plain",)
TEXT = True

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read plain text; any bytes can be read."""
    scribe = Scribe(decode(data, charset))
    write_paragraphs(scribe, 0, len(scribe.source))
    return Document(name, "text", tuple(scribe.blocks), hashlib.sha256(data).hexdigest())


def write_paragraphs(scribe: Scribe, start: int, end: int) -> None:
    """Write source[start:end] as paragraphs with their lines kept."""
    at = start
    while at < end:
        line = _LINE.match(scribe.source, at, end)
        if line is None or line.end() == at:
            break
        if line[0].isspace():
            scribe.flush()
        else:
            scribe.write(at, line.end())
            scribe.newline()
        at = line.end()
    scribe.flush()
