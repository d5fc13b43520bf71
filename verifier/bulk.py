"""Whole registries into a store: NLM's baseline and update files, and pages of ClinicalTrials.gov.

NLM publishes PubMed as numbered files of about 30,000 articles (`pubmed26n0001.xml.gz`, with its MD5 in a file beside
it); the update files go on counting, a later article replaces an earlier one, and `DeleteCitation` takes articles
back. ClinicalTrials.gov's API gives pages of studies as JSON. Both are read as streams with bounded memory; a file
that was taken in before is not read again, so an interrupted build goes on where it stopped.

Workers split, parse, derive and pack; this process unpacks the files and writes the rows. Payloads, digests and records are
those of any other way into the store, compressed at a quicker level.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, NamedTuple

import msgspec

from verifier.errors import PayloadError, SnapshotError
from verifier.intake import Intake, Taken
from verifier.model import Identifier, Record
from verifier.registries import clinicaltrials, pubmed
from verifier.resolve import by_scheme, reader_of, stamp, utc_now
from verifier.rows import DAMAGE, inflater, pack_quickly
from verifier.store import Store

# Bytes of articles in one piece of work, at least: a tenth of a second of parsing.
PIECE = 1 << 21
_CHUNK, _LARGEST_CHUNK = 1 << 18, 1 << 22  # bytes read at a time, and bytes they may unpack to at a time
_LARGEST_ARTICLE = 32 << 20
_LARGEST_PAGE = 512 << 20
_AHEAD = 4
_OPEN = re.compile(rb"<(PubmedArticle|PubmedBookArticle|DeleteCitation)[\s>]")
_WHOLE = re.compile(rb".*</(?:PubmedArticle|PubmedBookArticle|DeleteCitation)>", re.DOTALL)
_DELETED = re.compile(rb"<PMID[^>]*>\s*(\d{1,8})\s*</PMID>")
_NUMBER = re.compile(r"n(\d{4})\.xml")

Progress = Callable[[str, int, int], None]


class Built(msgspec.Struct, frozen=True):
    """What a build took in: articles, studies, deletions, files read and files known already."""

    articles: int = 0
    studies: int = 0
    deleted: int = 0
    files: int = 0
    known: int = 0

    def __str__(self) -> str:
        """One line for people."""
        return (
            f"{self.articles} articles, {self.studies} studies and {self.deleted} deletions from {self.files} files"
            + (f"; {self.known} files were taken in before" if self.known else "")
        )


def build(
    store: Store,
    pubmed: Iterable[Path] = (),
    ctgov: Iterable[Path] = (),
    *,
    pool: Executor | None = None,
    clock: Callable[[], dt.datetime] = utc_now,
    progress: Progress | None = None,
) -> Built:
    """Take files into a store, PubMed's in the order of their numbers.

    pool: workers that parse; None to parse here. progress: called with (file name, records so far, 0).

    Raises:
        SnapshotError: a file is not what its name says, or its MD5 is not the one beside it. What was taken in
            before it is kept.
    """
    with Intake(store) as intake:
        builder = _Builder(store, intake, pool, clock, progress or (lambda _name, _done, _total: None))
        try:
            for path in sorted(pubmed, key=_order):
                builder.file(path, builder.pubmed)
            for path in sorted(ctgov):
                builder.file(path, builder.ctgov)
        except BrokenExecutor as error:
            raise SnapshotError("a process that parses died; what was taken in is kept: run it again") from error
    return Built(**builder.counts)


class _Builder:
    """One build: the store it fills and what it counted."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        pool: Executor | None,
        clock: Callable[[], dt.datetime],
        progress: Progress,
    ) -> None:
        self._store, self._intake, self._pool, self._clock, self._progress = store, intake, pool, clock, progress
        self._modules = by_scheme()
        self.counts = dict.fromkeys(Built.__struct_fields__, 0)

    def file(self, path: Path, take: Callable[[Path], None]) -> None:
        """Take in one file, unless it was before; its mark is written with its last records."""
        digest = _md5(path)
        _check_md5(path, digest)
        mark = f"bulk:{path.name}:{digest}"
        if self._store.marked(mark):
            self.counts["known"] += 1
            return
        take(path)
        self._store.mark(mark, stamp(self._clock()))
        self.counts["files"] += 1

    def pubmed(self, path: Path) -> None:
        """The articles and deletions of one file, in their order."""
        waiting: deque[Future[list[Group]]] = deque()
        for piece in _pieces(path):
            if self._pool is None:
                self._groups(read_articles(piece, self._clock()), path)
            else:
                waiting.append(self._pool.submit(read_articles, piece, self._clock()))
            if len(waiting) > _AHEAD:
                self._groups(waiting.popleft().result(), path)
        while waiting:
            self._groups(waiting.popleft().result(), path)

    def _groups(self, groups: Sequence[Group], path: Path) -> None:
        """Articles, and the deletions that follow them."""
        for group in groups:
            self._keep("PMID", group.taken, path)
            for pmid in group.deleted:
                self._store.drop(Identifier("PMID", pmid))
                self.counts["deleted"] += 1

    def ctgov(self, path: Path) -> None:
        """The studies of one page."""
        if path.stat().st_size > _LARGEST_PAGE:
            raise SnapshotError(f"{path} is larger than {_LARGEST_PAGE >> 20} MiB; split it into pages of 1000 studies")
        self._keep("NCT", read_studies(path.read_bytes(), self._clock()), path)

    def _keep(self, scheme: str, taken: Sequence[Taken], path: Path) -> None:
        self._intake.take(taken, reader_of(self._modules[scheme]), stamp(self._clock()))
        self.counts["articles" if scheme == "PMID" else "studies"] += len(taken)
        self._progress(path.name, self.counts["articles"] + self.counts["studies"], 0)


class Group(NamedTuple):
    """Articles of a file, and the PMIDs that it takes back after them."""

    taken: list[Taken]
    deleted: tuple[str, ...]


def read_articles(piece: bytes, now: dt.datetime) -> list[Group]:
    """Read a piece of a file, which holds whole articles and deletions.

    Raises:
        SnapshotError: one of them is no article.
    """
    groups: list[Group] = []
    taken: list[Taken] = []
    try:
        for kind, element in _elements(piece):
            if kind == b"DeleteCitation":
                groups.append(Group(taken, tuple(pmid.decode() for pmid in _DELETED.findall(element))))
                taken = []
            else:
                element.decode()  # what is not parsed must be text too
                taken.append(_taken(pubmed, pubmed.read_one(element), element, pubmed.digest_one(element), now))
    except (PayloadError, UnicodeDecodeError) as error:
        raise SnapshotError(f"a file of PubMed cannot be read: {error}") from error
    return [*groups, Group(taken, ())] if taken else groups


def read_studies(page: bytes, now: dt.datetime) -> list[Taken]:
    """Read a page of studies.

    Raises:
        SnapshotError: it holds no study.
    """
    try:
        answer = clinicaltrials.from_file(page)
        taken = [
            _taken(clinicaltrials, clinicaltrials.read(text), text.encode(), clinicaltrials.digest(text), now)
            for text in answer.payloads.values()
        ]
    except PayloadError as error:
        raise SnapshotError(f"a page of ClinicalTrials.gov cannot be read: {error}") from error
    former: dict[str, list[str]] = {}
    for alias, value in answer.aliases.items():
        former.setdefault(value, []).append(alias)
    return [one._replace(aliases=tuple(former.get(one.identifier.value, ()))) for one in taken]


def _taken(module: ModuleType, record: Record, payload: bytes, digest: str, now: dt.datetime) -> Taken:
    """One record, packed."""
    kind, derived = module.age_kind(record, now), msgspec.json.encode(record)
    return Taken(record.identifier, digest, kind, pack_quickly(payload), pack_quickly(derived))


def _pieces(path: Path) -> Iterator[bytes]:
    """A gzipped or plain file in pieces that end with a closing tag; nothing else of it is looked at."""
    buffer = b""
    with _opened(path) as chunks:
        for chunk in chunks:
            buffer += chunk
            if len(buffer) >= PIECE and (whole := _WHOLE.match(buffer)):
                yield whole[0]
                buffer = buffer[whole.end() :]
            elif len(buffer) > _LARGEST_ARTICLE:
                raise SnapshotError(f"{path}: an article is larger than {_LARGEST_ARTICLE >> 20} MiB")
    whole = _WHOLE.match(buffer)
    end = whole.end() if whole else 0
    if _OPEN.search(buffer, end) or b"</PubmedArticleSet>" not in buffer[-4096:]:
        raise SnapshotError(f"{path} ends in the middle; fetch it again")
    yield buffer[:end]


def _elements(piece: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(tag, bytes) of each article and deletion of a piece, cut at the tags."""
    at = 0
    while found := _OPEN.search(piece, at):
        closing = b"</" + found[1] + b">"
        end = piece.find(closing, found.end())
        if end < 0:
            raise PayloadError("an article is not closed before the next one begins")
        at = end + len(closing)
        yield found[1], piece[found.start() : at]


class _opened:  # noqa: N801  (reads as a word: with _opened(path) as chunks)
    """The bytes of a file in chunks, unpacked when they are gzipped; damage is told as SnapshotError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Iterator[bytes]:
        return self._chunks()

    def __exit__(self, *_: object) -> None:
        return None

    def _chunks(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as raw:
                packed = raw.read(2) == b"\x1f\x8b"
                raw.seek(0)
                yield from _unpacked(raw) if packed else iter(lambda: raw.read(_CHUNK), b"")
        except (OSError, EOFError, *DAMAGE) as error:
            raise SnapshotError(f"{self._path} cannot be read: {error}; fetch it again") from error


def _unpacked(raw: BinaryIO) -> Iterator[bytes]:
    """The bytes of a gzipped file, which may be several joined, in chunks of bounded size."""
    unpacker, waiting = inflater(), b""
    while chunk := waiting or raw.read(_CHUNK):
        if unpacker.eof:  # another member, or the zeros that fill up a tape
            if not chunk.strip(b"\0"):
                return
            unpacker = inflater()
        yield unpacker.decompress(chunk, _LARGEST_CHUNK)
        waiting = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise EOFError("it breaks off in the middle")


def _order(path: Path) -> tuple[int, str]:
    """The number in NLM's file names says which file is newer; other names come in their own order."""
    match = _NUMBER.search(path.name)
    return (int(match[1]) if match else 0, path.name)


def _md5(path: Path) -> str:
    """MD5 of a file, the digest that NLM publishes."""
    digest = hashlib.md5(usedforsecurity=False)
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise SnapshotError(f"{path} cannot be read: {error.strerror or error}") from error
    return digest.hexdigest()


def _check_md5(path: Path, digest: str) -> None:
    """Hold a file against the `.md5` beside it, where there is one: "MD5(pubmed26n0001.xml.gz)= <hex>"."""
    beside = path.with_name(path.name + ".md5")
    if not beside.is_file():
        return
    words = beside.read_text("utf-8", "replace")[:4096].lower()
    if digest not in words:
        raise SnapshotError(f"{path} is not what {beside.name} says it should be; fetch both again")
