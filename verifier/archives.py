"""Web archives (WARC): one file, many pages, each under its own address with the day it was captured.

Web crawls are kept so (ISO 28500). Responses with status 200 and resources are read, chunked and packed bodies
undone; everything else is passed over. The reader below stops without a word where an archive is cut short, so the
end is looked at here, and a cut is told.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from verifier.errors import DocumentError
from verifier.model import FetchedPage

SUFFIXES = (".warc", ".warc.gz")
_OK = 200
_READ = ("text/", "application/xhtml", "application/xml", "application/json", "application/ld+json", "application/pdf")
_CHUNK = 1 << 20
_END = b"\r\n\r\n"


def is_archive(name: str) -> bool:
    """Whether a name is that of a web archive."""
    return name.lower().endswith(SUFFIXES)


def pages(name: str, largest: int) -> Iterator[FetchedPage]:
    """The pages of an archive in their order; one larger than `largest` bytes is given cut to one byte more.

    Raises:
        DocumentError: it is not there, is no archive, or ends in the middle; what came before was given.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise DocumentError(f"{name}: reading web archives needs fastwarc: pip install 'verifier[warc]'") from error
    last = -1
    try:
        with Path(name).open("rb") as stream:
            wanted = WarcRecordType.response | WarcRecordType.resource
            for record in ArchiveIterator(stream, record_types=wanted | WarcRecordType.any_type, auto_decode="all"):
                last = record.stream_pos
                if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
                    page = _page(record, largest)
                    if page is not None:
                        yield page
    except FileNotFoundError as error:
        raise DocumentError(f"{name} does not exist") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{name} cannot be read as a web archive: {error}") from error
    if last < 0:
        raise DocumentError(f"{name} holds no record of a web archive")
    if not _whole(Path(name), last):
        raise DocumentError(f"{name} ends in the middle of a record: fetch it again; the pages before were read")


def _page(record: object, largest: int) -> FetchedPage | None:
    """One record as a page, or None when it is nothing to read."""
    headers = getattr(record, "http_headers", None)
    if headers is not None and headers.status_code != _OK:
        return None
    kind = str(getattr(record, "http_content_type", "") or "")
    full = str(headers.get("Content-Type", "") if headers is not None else record.headers.get("Content-Type", ""))  # type: ignore[attr-defined]
    if not (kind or full).lower().startswith(_READ):
        return None
    address = str(record.headers.get("WARC-Target-URI", "")).strip("<>")  # type: ignore[attr-defined]
    data: bytes = record.reader.read(largest + 1)  # type: ignore[attr-defined]
    date = str(record.headers.get("WARC-Date", ""))  # type: ignore[attr-defined]
    return FetchedPage(
        url=address,
        answered=address,
        content_type=full or kind,
        headers=(),
        data=data,
        date=date,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _whole(path: Path, last: int) -> bool:
    """Whether the last record of an archive is there to its end."""
    with path.open("rb") as stream:
        stream.seek(last)
        if stream.read(2) != b"\x1f\x8b":
            stream.seek(-len(_END), os.SEEK_END)
            return stream.read() == _END
        stream.seek(last)
        unpacker = zlib.decompressobj(31)
        try:
            while chunk := stream.read(_CHUNK):
                while chunk and not unpacker.eof:
                    unpacker.decompress(chunk, _CHUNK)
                    chunk = unpacker.unconsumed_tail
        except zlib.error:
            return False
        return unpacker.eof
