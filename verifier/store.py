"""The store: what the registries said and when, kept on disk, so that nothing is asked twice and nothing is lost.

    head:<identifier>            versions of its payload (digest, first and last seen), when it was last asked,
                                 or the proof that it is missing, or the number that it is an alias of
    payload:<digest>             the registry's own words, once, however often they came back unchanged
    record:<reader>:<digest>     the Record read from them by that version of the reader: derived, can be rebuilt
    note:<room>...               what other rooms keep: what is watched, how the last night went

The engine is diskcache (SQLite, many processes at once) with a Disk of our own: text keys, JSON values,
compressed; pickle is refused in keys and in values, so a row that somebody else wrote can run nothing. Nothing
is evicted. Verdicts are never kept here.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

import diskcache
import msgspec

from verifier.errors import StoreError, TamperedError
from verifier.heads import Head, Info, Version, moment
from verifier.model import Identifier, Record
from verifier.model.exchange import UNREADABLE
from verifier.rows import BUSY, READ_ONLY, PlainDisk, Rows, advice, locked, refuse_foreign, tampered

FORMAT = 1  # of the rows; a store of another format is not opened
_IN_ROW = 2**31  # values below this size stand in the database, never in files beside it: one commit, no orphans

T = TypeVar("T")


class Store:
    """A store in a folder of the local disk (network drives corrupt SQLite).

    Args:
        path: the folder; made when it is not there, readable by its owner only.
        readonly: open an existing store without writing a byte; what is put is then dropped. A store that is
            found to be read-only is opened for reading too, and says so when something is put.
        create: whether a store is made where there is none; a `readonly` one never is.

    Raises:
        StoreError: it cannot be opened, with what to do.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False, create: bool = True) -> None:
        self.path = Path(path).expanduser()
        file = self.path / "cache.db"
        self.readonly = readonly
        self._sealed = readonly or (file.exists() and not (os.access(file, os.W_OK) and os.access(self.path, os.W_OK)))
        if (readonly or not create) and not file.is_file():
            raise StoreError(
                f"there is no store in {self.path}; name its folder with --store, or make one: check a page online, "
                "or import a snapshot (`verifier snapshot import`)"
            )
        self._cache: Any = None
        self._rows: Rows | None = None
        with self._border():
            if file.exists():
                refuse_foreign(file)
            if self._sealed:
                self._rows = Rows(file)
            else:
                self._cache = self._opened()
        written = self._get("meta:format", int)
        if written is None and not self._sealed:
            self._set("meta:format", FORMAT)
        elif written not in (None, FORMAT):
            raise StoreError(
                f"the store in {self.path} has format {written}, this version of verifier reads {FORMAT}; "
                "move it away (its records can be fetched again) or use the version that wrote it"
            )

    def _opened(self) -> Any:
        file = self.path / "cache.db"
        if not self.path.exists() or not any(self.path.iterdir()):
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o700)
        elif file.exists():
            file.chmod(0o600)  # in a folder that somebody else uses too, whose own rights are left alone
        try:
            return diskcache.Cache(
                str(self.path),
                disk=PlainDisk,
                size_limit=2**50,
                cull_limit=0,
                eviction_policy="none",
                statistics=0,
                disk_min_file_size=_IN_ROW,
                timeout=BUSY,
            )
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise TamperedError(tampered("the settings of the file are not ours")) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what was acknowledged is on disk already."""
        if self._rows is not None:
            self._rows.close()
            self._rows = None
        if self._cache is not None:
            self._cache.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write many rows as one: all of them or none, and much faster.

        Raises:
            StoreError: nothing of it was written, with the reason and what to do.
        """
        if self._sealed:
            yield
            return
        with self._border(), self._cache.transact():
            yield

    def head(self, identifier: Identifier) -> Head | None:
        """What is known of an identifier, None when nothing is."""
        return self._get(f"head:{identifier}", Head)

    def _head_or_none(self, identifier: Identifier) -> Head:
        """The head to write on: an empty one where there is none, or where somebody has meddled with it."""
        try:
            return self.head(identifier) or Head()
        except TamperedError:
            return Head()

    def payload(self, digest: str) -> str | None:
        """The registry's own words of that digest."""
        kept = self._bytes(f"payload:{digest}")
        try:
            return None if kept is None else kept.decode()
        except UnicodeDecodeError as error:
            raise TamperedError(tampered(f"the row payload:{digest} is no text")) from error

    def record(self, digest: str, reader: str) -> Record | None:
        """The Record that this version of the reader made of that payload."""
        return self._get(f"record:{reader}:{digest}", Record)

    def holds_record(self, digest: str, reader: str) -> bool:
        """Whether there is a Record that this version of the reader made of that payload; it is not read."""
        key = f"record:{reader}:{digest}"
        with self._border():
            return self._rows.get(key) is not None if self._rows else key in self._cache

    def put(self, identifier: Identifier, digest: str, payload: str, *, seen: str, kind: str) -> Head:
        """Keep what a registry gave; an unchanged payload is kept once, and only its last time moves on."""
        versions = self._head_or_none(identifier).versions
        current = versions[-1] if versions else None
        if current is not None and current.digest == digest:
            versions = (*versions[:-1], Version(digest, current.first, max(seen, current.last)))
        else:
            versions = (*versions, Version(digest, seen, seen))
        self._put_payload(digest, payload)
        head = Head(versions=versions, checked=seen, kind=kind)
        self._set(f"head:{identifier}", head)
        return head

    def put_imported(self, identifier: Identifier, version: Version, payload: str, *, kind: str) -> None:
        """Keep what a snapshot brought, with its origin and its times.

        It never takes the place of what was fetched: beside fetched payloads it counts only as history from
        before the first of them.
        """
        head = with_imported(self._head_or_none(identifier), version, kind)
        if head is not None:
            self._put_payload(version.digest, payload)
            self._set(f"head:{identifier}", head)

    def _put_payload(self, digest: str, payload: str) -> None:
        try:
            kept = self._bytes(f"payload:{digest}")
        except TamperedError:  # somebody else's row makes room for ours
            kept = None
        if kept is None:
            self._put_bytes(f"payload:{digest}", payload.encode())

    def put_record(self, digest: str, reader: str, record: Record) -> None:
        """Keep a derived record, so that a later run parses nothing."""
        self._set(f"record:{reader}:{digest}", record)

    def put_missing(self, identifier: Identifier, *, asked: str, proof: str) -> None:
        """Keep the proof that a registry has no such record; earlier versions stay known."""
        versions = self._head_or_none(identifier).versions
        self._set(f"head:{identifier}", Head(versions=versions, checked=asked, kind="missing", missing=proof))

    def put_alias(self, identifier: Identifier, current: Identifier, *, asked: str) -> None:
        """Keep that the registry answers for one number under another."""
        self._set(f"head:{identifier}", Head(checked=asked, kind="alias", alias=current.value))

    def put_signals(self, identifier: Identifier, *, asked: str) -> None:
        """Keep that a registry was asked for signs of retraction and had none that are new."""
        head = self.head(identifier)
        if head is not None:
            self._set(f"head:{identifier}", msgspec.structs.replace(head, signals=asked))

    def put_link(self, identifier: Identifier, target: Identifier, *, asked: str) -> None:
        """Keep that a number of another scheme (a DOI, a PMC id) is this record's."""
        self._set(f"link:{identifier}", (str(target), asked))

    def link(self, identifier: Identifier) -> tuple[Identifier, str] | None:
        """The record that a number of another scheme leads to, and when that was asked."""
        kept = self._get(f"link:{identifier}", tuple[str, str])
        if kept is None:
            return None
        try:
            moment(kept[1])
            return Identifier.parse(kept[0]), kept[1]
        except ValueError as error:
            raise TamperedError(tampered(f"the row link:{identifier} does not hold what it should")) from error

    def drop(self, identifier: Identifier) -> None:
        """Forget an imported record that its registry has taken back; what was fetched stays."""
        head = self._head_or_none(identifier)
        if head.versions and all(version.origin != "registry" for version in head.versions):
            self._set(f"head:{identifier}", Head())

    def mark(self, name: str, value: str) -> None:
        """Note that a piece of work is done, so that it is not done again."""
        self._set(f"mark:{name}", value)

    def marked(self, name: str) -> bool:
        """Whether a piece of work was noted as done."""
        return self._bytes(f"mark:{name}") is not None

    def identifiers(self) -> Iterator[Identifier]:
        """Every identifier that the store knows of, in the order of their text; rows that name none are passed over."""
        yield from filter(None, map(_identifier_of, self.keys("head:")))

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys under a prefix, in their order."""
        with self._border(), contextlib.closing(Rows(self.path / "cache.db")) as rows:
            yield from rows.keys(prefix)

    def info(self) -> Info:
        """How much the store holds."""
        with self._border(), contextlib.closing(Rows(self.path / "cache.db")) as rows:
            counts = {name: rows.count(name) for name in ("head:PMID:", "head:NCT", "payload:", "record:")}
            size = sum(file.stat().st_size for file in self.path.iterdir() if file.is_file())
        return Info(
            path=str(self.path),
            format=FORMAT,
            size=size,
            papers=counts["head:PMID:"][0],
            trials=counts["head:NCT"][0],
            payloads=counts["payload:"][0],
            payload_bytes=counts["payload:"][1],
            records=counts["record:"][0],
            readonly=self._sealed,
        )

    def faults(self) -> list[str]:
        """What is wrong with the file itself: damage, and rows that this package did not write."""
        with self._border(), contextlib.closing(Rows(self.path / "cache.db")) as rows:
            foreign = rows.foreign() + sum(_identifier_of(key) is None for key in rows.keys("head:"))
            told = [f"{foreign} rows are not of this package's making; they are never read"] if foreign else []
            return [*rows.faults(), *told]

    def prune(self, before: str, readers: frozenset[str]) -> int:
        """Drop superseded payloads last seen before a time (ISO 8601), and records derived by other readers.

        The current payload of an identifier is never dropped. The number of rows dropped.
        """
        wanted: set[str] = set()
        for identifier in list(self.identifiers()):
            head = self.head(identifier)
            if head is None:
                continue
            kept = tuple(v for v in head.versions if v is head.versions[-1] or v.last >= before)
            if kept != head.versions:
                self._set(f"head:{identifier}", msgspec.structs.replace(head, versions=kept))
            wanted.update(version.digest for version in kept)
        if self._sealed:
            raise StoreError(f"the store in {self.path} is read-only, so nothing can be dropped; {READ_ONLY}")
        gone = [key for key in self.keys("payload:") if key.removeprefix("payload:") not in wanted]
        for key in self.keys("record:"):
            _, reader, digest = key.split(":", 2)
            if reader not in readers or digest not in wanted:
                gone.append(key)
        with self._border():
            for key in gone:
                self._cache.delete(key)
        return len(gone)

    def note(self, key: str, kind: type[T]) -> T | None:
        """What another room keeps here under a key of its own, None when there is nothing."""
        return self._get(f"note:{key}", kind)

    def put_note(self, key: str, value: object) -> None:
        """Keep a value of another room: a struct, or a collection of structs, that `note` reads back."""
        self._set(f"note:{key}", value)

    def drop_note(self, key: str) -> None:
        """Forget what another room kept under a key."""
        with self._border():
            self._cache.delete(f"note:{key}")

    def _get(self, key: str, kind: type[T]) -> T | None:
        kept = self._bytes(key)
        if kept is None:
            return None
        try:
            return msgspec.json.decode(kept, type=kind)
        except UNREADABLE as error:
            raise TamperedError(tampered(f"the row {key} does not hold what it should")) from error

    def _set(self, key: str, value: Any) -> None:
        self._put_bytes(key, msgspec.json.encode(value))

    def _bytes(self, key: str) -> bytes | None:
        with self._border():
            kept: bytes | None = self._rows.get(key) if self._rows else self._cache.get(key)
            return kept

    def _put_bytes(self, key: str, value: bytes) -> None:
        if self.readonly:
            return
        if self._sealed:
            raise StoreError(f"the store in {self.path} is read-only, so what was fetched is not kept; {READ_ONLY}")
        with self._border():
            self._cache.set(key, value)

    @contextlib.contextmanager
    def _border(self) -> Iterator[None]:
        """Turn the engine's errors into ours, with what to do."""
        try:
            yield
        except diskcache.Timeout as error:
            raise StoreError(f"the store in {self.path} cannot be written now: {locked(self.path)}") from error
        except (sqlite3.DatabaseError, OSError) as error:
            told = (str(error), str(error.__context__ or ""))  # a failed roll-back hides why it was needed
            said = " ".join(dict.fromkeys(filter(None, told)))
            raise StoreError(f"the store in {self.path} cannot be used: {said}; {advice(said)}") from error


def with_imported(head: Head, version: Version, kind: str) -> Head | None:
    """A head with a version that a snapshot brought; None where that changes nothing."""
    fetched = next((v.first for v in head.versions if v.origin == "registry"), "")
    if any(v.digest == version.digest for v in head.versions) or (fetched and version.last >= fetched):
        return None
    versions = tuple(sorted((*head.versions, version), key=lambda v: (v.origin == "registry", v.last, v.first)))
    if fetched or head.missing:
        return msgspec.structs.replace(head, versions=versions)
    return Head(versions=versions, checked=versions[-1].last, kind=kind)


def _identifier_of(key: str) -> Identifier | None:
    """The identifier that a head's key names; None for a key that this package did not write."""
    try:
        return Identifier.parse(key.removeprefix("head:"))
    except ValueError:
        return None
