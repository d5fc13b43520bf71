"""Reference lists with a tag a line: RIS, and PubMed's own format (nbib).

Each entry is one object; each tagged line is a field of it, with its continuation lines.
"""

from __future__ import annotations

import hashlib
import re

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.model import Document

SUFFIXES = (".ris", ".nbib", ".medline")
CONTENT_TYPES = ("application/x-research-info-systems", "application/nbib")
TEXT = True

_FIELD = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,4}-(?: |\r?$|$)", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read a list of references; lines without a tag before the first entry are plain paragraphs."""
    scribe = Scribe(decode(data, charset))
    source = scribe.source
    path: tuple[int, ...] = ()
    at = 0
    while at < len(source):
        line = _LINE.match(source, at)
        if line is None:
            break
        tag = _FIELD.match(source, at, line.end())
        if tag is not None:
            scribe.flush()
            if tag[1] in {"TY", "PMID"} or not path:
                path = scribe.container("object", ())
            scribe.frame = Frame("field", "reference", path=path, label=tag[1])
            scribe.write(tag.end(), line.end())
            if tag[1] == "ER":
                scribe.flush()
                path = ()
        elif line[0].isspace():
            scribe.flush()
            path = ()
            scribe.frame = Frame()
        else:
            scribe.write(at, line.end())
        at = line.end()
    scribe.flush()
    return Document(name, "ris", tuple(scribe.blocks), hashlib.sha256(data).hexdigest(), containers=scribe.containers)
