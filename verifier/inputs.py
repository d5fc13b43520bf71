"""What a user names (files, folders, addresses, standard input) and how its bytes become Documents."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import BinaryIO

from verifier import shelves
from verifier.errors import DocumentError
from verifier.model import Document, Unreadable

LARGEST = 256 * 1024 * 1024


def read_document(name: str, data: bytes, kind: str | None = None, content_type: str = "") -> Document:
    """Read bytes with the reader that fits.

    Args:
        name: file name or address; its suffix tells the kind unless the content says otherwise.
        data: the bytes.
        kind: name of a reader (html, text ...); None to find out.
        content_type: the Content-Type header of a fetched page, "" when there is none.

    Raises:
        DocumentError: the document cannot be read; the message says what to do.
        UsageError: there is no reader of the name `kind`.
    """
    media, charset = _media(content_type)
    reader = shelves.load("documents", kind or _kind(name, data, media))
    document: Document
    if charset and getattr(reader, "TEXT", False):
        document = reader.read(name, data, charset=charset)
    else:
        document = reader.read(name, data)
    return document


def read_or_explain(name: str, data: bytes, kind: str | None = None, content_type: str = "") -> Document | Unreadable:
    """Read bytes; a document that cannot be read is told with its reason."""
    try:
        return read_document(name, data, kind, content_type)
    except DocumentError as error:
        return Unreadable(name, str(error), hashlib.sha256(data).hexdigest())


def open_inputs(
    names: list[str], kind: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Unreadable]:
    """Read what is named, in the order named; "-" is standard input."""
    for name in names:
        try:
            data = _bytes(name, stdin)
        except DocumentError as error:
            yield Unreadable(name, str(error))
        else:
            yield read_or_explain("stdin" if name == "-" else name, data, kind)


def _bytes(name: str, stdin: BinaryIO | None) -> bytes:
    try:
        if name == "-":
            data = (stdin or sys.stdin.buffer).read(LARGEST + 1)
        else:
            path = Path(name)
            if not path.is_file():
                raise DocumentError(f"{name} is not a file" if path.exists() else f"{name} does not exist")
            with path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except OSError as error:
        raise DocumentError(f"{name} cannot be read: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise DocumentError(f"{name} is larger than {LARGEST // 2**20} MiB; split it")
    return data


def _media(content_type: str) -> tuple[str, str]:
    """Split a Content-Type header into media type and charset."""
    media, _, rest = content_type.partition(";")
    charset = ""
    for part in rest.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    return media.strip().lower(), charset


def _kind(name: str, data: bytes, media: str) -> str:
    """Find the reader: what the bytes say beats the suffix, the suffix beats the server."""
    readers = shelves.load_all("documents")
    if name != "-" and (found := _by_suffix(name, readers)):
        return found
    for kind, reader in readers.items():
        if media in getattr(reader, "CONTENT_TYPES", ()):
            return kind
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        "html"
        if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<p", b"<div"))
        else "text"
    )


def _by_suffix(name: str, readers: dict[str, ModuleType]) -> str:
    path = re.split(r"[?#]", name, maxsplit=1)[0] if "://" in name else name.replace("\\", "/")
    lower = PurePosixPath(path).name.lower()
    for kind, reader in readers.items():
        if lower.endswith(tuple(reader.SUFFIXES)):
            return kind
    return ""
