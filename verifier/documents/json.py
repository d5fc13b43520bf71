"""JSON and JSON lines: every text and number of an object is a field that knows its key and its object.

A claim beside its citations, an export of a reference manager, a page's data. Damaged JSON is read up to the
damage and on after it.
"""

from __future__ import annotations

import hashlib

from verifier.documents._decoding import decode
from verifier.documents._fields import write_json
from verifier.documents._scribe import Scribe
from verifier.model import Document

SUFFIXES = (".json", ".jsonl", ".ndjson", ".jsonld")
CONTENT_TYPES = ("application/json", "application/ld+json", "application/x-ndjson")
TEXT = True


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read JSON; any bytes can be read."""
    scribe = Scribe(decode(data, charset))
    write_json(scribe, 0, len(scribe.source))
    return Document(name, "json", tuple(scribe.blocks), hashlib.sha256(data).hexdigest(), containers=scribe.containers)
