"""What a user names (files, folders, patterns, addresses, standard input) and how its bytes become Documents."""

from __future__ import annotations

import glob
import hashlib
import html
import os
import re
import stat
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import BinaryIO
from urllib.parse import urlsplit

import msgspec

from verifier import archives, shelves
from verifier.errors import DocumentError
from verifier.language import guess
from verifier.model import Document, FetchedPage, Unreadable

LARGEST = 100 * 1024 * 1024  # bytes of one document
MOST_PAGES = 50_000  # addresses taken from sitemaps, as many as one sitemap may hold by its own rules
STDIN = "stdin"

Fetch = Callable[[str], FetchedPage]
Input = Document | Unreadable

_PASSED_OVER = frozenset({"node_modules", "__pycache__", "venv"})
_BREAKING = frozenset({"markdown", "wikitext", "bibtex"})  # kinds whose marks may stand inside a word
_LIKE_ASCII = re.compile(r"(?i)|utf-?8|(?:us-)?ascii|iso-?8859-?\d+|windows-?\d+|cp\d+|latin-?\d")
_SPOKEN = frozenset({"main", "aside", "data", "state", "reference"})


# ---------------------------------------------------------------------------------------- bytes -> document


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
    language = guess((block.text for block in document.blocks if block.role in _SPOKEN), document.language)
    return document if language == document.language else msgspec.structs.replace(document, language=language)


def read_or_explain(name: str, data: bytes, kind: str | None = None, content_type: str = "") -> Input:
    """Read bytes; a document that cannot be read is told with its reason."""
    try:
        return read_document(name, data, kind, content_type)
    except DocumentError as error:
        return Unreadable(name, str(error), hashlib.sha256(data).hexdigest())


def _media(content_type: str) -> tuple[str, str]:
    """Split a Content-Type header into media type and charset."""
    media, _, rest = content_type.partition(";")
    charset = ""
    for part in rest.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    return media.strip().lower(), charset


_HEAD = 65_536  # bytes of a text in which the signs of a wiki are looked for


def _kind(name: str, data: bytes, media: str) -> str:
    """Find the reader: marks that only one kind bears, then a file's suffix or a server's word, then the look."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    readers = shelves.load_all("documents")
    by_media = next((kind for kind, reader in readers.items() if media in getattr(reader, "CONTENT_TYPES", ())), "")
    by_suffix = _by_suffix(name, readers)
    told = (by_media, by_suffix) if is_address(name) else (by_suffix, by_media)
    kind = next(filter(None, told), "") or _by_look(data[:2048])
    return "wikitext" if kind == "text" and _is_wikitext(data[:_HEAD]) else kind


def _is_wikitext(head: bytes) -> bool:
    """Whether plain text is a page of a wiki: notes between its tags, and templates, links or headings by its signs."""
    return b"</ref>" in head and any(sign in head for sign in (b"{{", b"[[", b"\n=="))


def _by_suffix(name: str, readers: dict[str, ModuleType]) -> str:
    path = re.split(r"[?#]", name, maxsplit=1)[0] if is_address(name) else name.replace("\\", "/")
    lower = PurePosixPath(path).name.lower()
    return next((kind for kind, reader in readers.items() if lower.endswith(tuple(reader.SUFFIXES))), "")


def _by_look(head: bytes) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start else "jats"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<p", b"<div", b"<h1", b"<table")):
        return "html"
    if re.match(rb"[{\[]\s*[\"{\[]", start):
        return "json"
    if re.match(rb"@[a-z]{3,20}\s*\{[^,\n]{0,100},", start):
        return "bibtex"
    if re.match(rb"ty {2}- |pmid- \d", start):
        return "ris"
    return "text"


# -------------------------------------------------------------------------------------------- names -> bytes


def open_inputs(
    names: Iterable[str],
    kind: str | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    *,
    dismiss: bool = False,
) -> Iterator[Input]:
    """Read what is named, in the order named, each document once.

    Args:
        names: files, folders (walked), patterns with * ? [], web addresses, sitemaps, "-" for standard input.
        kind: name of a reader for all of them; None to find out for each.
        stdin: standard input; default the process's.
        fetch: fetches a web address; None where nothing may be fetched.
        dismiss: whether documents that cannot hold an identifier are left unread: they come without blocks.
    """
    for name in expand(names):
        if archives.is_archive(name):
            yield from (each.read(dismiss=dismiss) for each in archived(name, kind))
        elif not is_address(name):
            yield _read_local(name, kind, stdin, dismiss=dismiss)
        elif fetch is None:
            yield Unreadable(
                name, f"{name} is a web address, and nothing may be fetched now: save the page and name the file"
            )
        else:
            yield from _read_pages(name, kind, fetch)


def expand(names: Iterable[str]) -> Iterator[str]:
    """Give the names of single documents for files, folders and patterns; each once, folders sorted.

    A pattern that matches nothing and a file that is not there are given as they are: reading tells the reason.
    """
    seen: set[str] = set()
    for name in names:
        for single in _single(name):
            if single not in seen:
                seen.add(single)
                yield single


def is_address(name: str) -> bool:
    """Whether a name is a web address."""
    return name[:8].lower().startswith(("http://", "https://"))


def _single(name: str) -> Iterator[str]:
    if name == "-" or is_address(name):
        yield name
    elif os.path.isdir(name):  # noqa: PTH112 - names stay as the user wrote them
        yield from _walk(name)
    elif glob.has_magic(name) and not os.path.lexists(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the same
        for match in matches:
            if os.path.isdir(match):  # noqa: PTH112 - the same
                if not name.endswith("**"):
                    yield from _walk(match)
            elif _is_regular(match):
                yield match
        if not matches:
            yield name
    else:
        yield name


def _walk(root: str) -> Iterator[str]:
    """The documents below a folder: regular files whose suffix a reader knows, hidden ones and links out left out."""
    readers = shelves.load_all("documents").values()
    suffixes = (*archives.SUFFIXES, *(suffix for reader in readers for suffix in reader.SUFFIXES))
    home = os.path.realpath(root)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in _PASSED_OVER)
        for file in sorted(files):
            path = os.path.join(folder, file)  # noqa: PTH118 - the same
            if not file.startswith(".") and file.lower().endswith(suffixes) and _is_inside(path, home):
                yield path


def _is_inside(path: str, home: str) -> bool:
    """Whether a path is a regular file that stands, links followed, below `home`."""
    real = os.path.realpath(path)
    return os.path.commonpath([real, home]) == home and _is_regular(path)


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - the same
    except OSError:
        return False


def _read_local(name: str, kind: str | None, stdin: BinaryIO | None, *, dismiss: bool) -> Input:
    try:
        data = _bytes(name, stdin)
    except DocumentError as error:
        return Unreadable(name, str(error))
    if dismiss and (dismissed := _dismissed(name, data, kind)):
        return dismissed
    return read_or_explain(STDIN if name == "-" else name, data, kind)


def _dismissed(name: str, data: bytes, kind: str | None, content_type: str = "") -> Document | None:
    """The document, without blocks, when its bytes cannot hold an identifier; None when it must be read."""
    from verifier.identifiers.presence import may_hold, may_hold_others

    media, charset = _media(content_type)
    found = kind or _kind(name, data, media)
    if not _LIKE_ASCII.fullmatch(charset) or may_hold(data, markup=found in _BREAKING) or may_hold_others(data):
        return None
    return Document(
        name, found, (), hashlib.sha256(data).hexdigest(), notes=("it holds no identifier; it was not read",)
    )


class Archived(msgspec.Struct, frozen=True):
    """A page of a web archive, or its cut end, before it is read."""

    name: str
    page: FetchedPage | None = None
    error: str = ""
    kind: str | None = None

    def read(self, *, dismiss: bool = False) -> Input:
        """Read the page, with the day of its capture; `dismiss` as for `open_inputs`."""
        if self.page is None or self.error:
            return Unreadable(self.name, self.error)
        data, media = self.page.data, self.page.content_type
        unread = _dismissed(self.name, data, self.kind, media) if dismiss else None
        document = unread or read_or_explain(self.name, data, self.kind, media)
        if isinstance(document, Unreadable):
            return document
        return msgspec.structs.replace(document, notes=(*document.notes, f"captured {self.page.date}"))


def archived(name: str, kind: str | None = None) -> Iterator[Archived]:
    """The pages of a web archive, each under its address; a cut end is told last."""
    try:
        for page in archives.pages(name, LARGEST):
            large = f"{page.url} in {name} is larger than {LARGEST // 2**20} MiB" if len(page.data) > LARGEST else ""
            yield Archived(page.url, page, large, kind)
    except DocumentError as error:
        yield Archived(name, error=str(error))


def _bytes(name: str, stdin: BinaryIO | None) -> bytes:
    try:
        if name == "-":
            data = (stdin or sys.stdin.buffer).read(LARGEST + 1)
        else:
            path = Path(name)
            mode = path.stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):  # a pipe is what a shell's <(...) gives
                raise DocumentError(f"{name} is not a file")
            with path.open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise DocumentError(f"{name} does not exist") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > LARGEST:
        raise DocumentError(f"{name} is larger than {LARGEST // 2**20} MiB: split it")
    return data


# --------------------------------------------------------------------------------------------------- the web

# Possessive (++, *+, ?+): a page made to be nearly a sitemap is refused in one go, without trying every split.
_SITEMAP = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?+(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:\w{1,40}:)?(?:urlset|sitemapindex)\b",
    re.DOTALL,
)
_LOCATION = re.compile(
    r"<(?:\w{1,40}:)?loc>\s*+(?:<!\[CDATA\[)?+\s*+([^<\]\s]{1,2000}+)\s*+(?:\]\]>)?+\s*+</(?:\w{1,40}:)?loc>"
)


def _read_pages(name: str, kind: str | None, fetch: Fetch) -> Iterator[Input]:
    """Read a web address; a sitemap gives the pages it lists, those of its own host."""
    waiting, seen = deque([name]), {name}
    while waiting:
        url = waiting.popleft()
        try:
            page = fetch(url)
            data = _unzipped(page)
        except DocumentError as error:
            yield Unreadable(url, str(error))
            continue
        if not _SITEMAP.match(data):
            yield read_or_explain(url, data, kind, page.content_type)
            continue
        host = urlsplit(page.answered).hostname
        for match in _LOCATION.finditer(data.decode("utf-8", "replace")):
            listed = html.unescape(match[1])
            if (
                len(seen) < MOST_PAGES
                and listed not in seen
                and is_address(listed)
                and urlsplit(listed).hostname == host
            ):
                seen.add(listed)
                waiting.append(listed)


def _unzipped(page: FetchedPage) -> bytes:
    """The bytes of a page; a packed sitemap is unpacked, within the bound of a document."""
    if not page.data.startswith(b"\x1f\x8b"):
        return page.data
    try:
        unpacker = zlib.decompressobj(31)
        data = unpacker.decompress(page.data, LARGEST)
    except zlib.error as error:
        raise DocumentError(f"{page.url} is packed and damaged") from error
    if unpacker.unconsumed_tail:
        raise DocumentError(f"{page.url} unpacks to more than {LARGEST // 2**20} MiB")
    return data
