"""Word documents (DOCX): tables, footnotes, tracked insertions and links, by way of the page mammoth makes of them.

Deleted passages are left out, inserted ones are read. A place's line is the number of the paragraph in the
document's order; offsets count the characters of the page made of it.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from xml.parsers.expat import ExpatError

import msgspec

from verifier.documents.html import write_page
from verifier.errors import DocumentError
from verifier.model import Block, Document

SUFFIXES = (".docx", ".docm")
CONTENT_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

LARGEST_UNPACKED = 200 * 1024 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what encrypted and old Word files begin with
_BLOCK_END = re.compile(r"(?=<(?:p|h[1-6]|li|tr|table|ul|ol)\b)")
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, ExpatError, KeyError, ValueError, IndexError,
    AttributeError, TypeError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip


def read(name: str, data: bytes) -> Document:
    """Read a Word document.

    Raises:
        DocumentError: the file is damaged, encrypted, too large, or no DOCX.
    """
    if data.startswith(_COMPOUND):
        raise DocumentError(f"{name} is encrypted or an old .doc file: save it as .docx without a password")
    _inspect(name, data)
    source = _BLOCK_END.sub("\n", _convert(name, data)).lstrip("\n")
    scribe, _, _ = write_page(source)
    blocks = tuple(_without_backlink(block) for block in scribe.blocks)
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    return Document(name, "docx", blocks, hashlib.sha256(data).hexdigest(), title=title, containers=scribe.containers)


def _inspect(name: str, data: bytes) -> None:
    """Refuse what would not fit, or brings definitions of its own, before anything is unpacked whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for entry in archive.infolist():
                if not entry.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(entry) as stream:
                    head = stream.read(4096)
                    total += len(head)
                    while piece := stream.read(1 << 20):
                        total += len(piece)
                        if total > LARGEST_UNPACKED:
                            raise DocumentError(f"{name} unpacks to more than {LARGEST_UNPACKED >> 20} MiB: split it")
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise DocumentError(f"{name} holds a document type definition, which no Word file has")
            if "word/document.xml" not in archive.namelist():
                raise DocumentError(f"{name} is no Word document: it has no word/document.xml")
    except _BROKEN as error:
        raise DocumentError(f"{name} cannot be read as DOCX ({error}): it is damaged or something else") from error


def _convert(name: str, data: bytes) -> str:
    import mammoth

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda _: {}),
            style_map="u => u",
        )
    except RecursionError as error:
        raise DocumentError(
            f"{name} cannot be read: its parts are nested too deeply; save it anew from Word"
        ) from error
    except _BROKEN as error:
        raise DocumentError(f"{name} cannot be read as DOCX ({error}): it is damaged") from error
    return str(made.value)


def _without_backlink(block: Block) -> Block:
    """Take off the arrow that leads from a footnote back to its call; the note's key becomes its label."""
    if not block.anchor.startswith(("footnote-", "endnote-")) or not block.text.endswith("↑"):
        return block
    text = block.text[:-1].rstrip()
    marks = tuple(mark for mark in block.marks if mark.end <= len(text))
    return msgspec.structs.replace(block, kind="note", text=text, marks=marks)
