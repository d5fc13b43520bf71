"""The store: what the registries said and when, kept on disk, so that nothing is asked twice and nothing is lost.

    head:<identifier>            versions of its payload (digest, first and last seen), when it was last asked,
                                 or the proof that it is missing, or the number that it is an alias of
    payload:<digest>             the registry's own words, once, however often they came back unchanged
    record:<reader>:<digest>     the Record read from them by that version of the reader: derived, can be rebuilt

The engine is diskcache (SQLite, many processes at once) with a Disk of our own: text keys, JSON values,
compressed; pickle is refused in keys and in values, so a row that somebody else wrote can run nothing. Nothing
is evicted. Verdicts are never kept here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self, TypeVar

import diskcache
import msgspec

from verifier.errors import StoreError, TamperedError
from verifier.model import Identifier, Record

FORMAT = 1  # of the rows; a store of another format is not opened
_RAW = 1  # diskcache's mode of a value that stands in the row itself
_LARGEST = 256 * 1024 * 1024  # bytes that a row may unpack to
_IN_ROW = 2**31  # values below this size stand in the database, never in files beside it: one commit, no orphans

T = TypeVar("T")


class Version(msgspec.Struct, frozen=True):
    """One payload that a registry gave for an identifier: ISO 8601 UTC times; origin: registry or snapshot."""

    digest: str
    first: str
    last: str
    origin: str = "registry"


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one identifier.

    versions: oldest first, the last one current. checked: when the registry was last asked. kind: how long
    that answer may be used unasked, as a word of the registry module's KEEP. missing: the registry's own words
    when it has no such record. alias: the number under which the registry answers instead.
    """

    versions: tuple[Version, ...] = ()
    checked: str = ""
    kind: str = ""
    missing: str = ""
    alias: str = ""

    @property
    def current(self) -> Version | None:
        """The payload that the registry gave last."""
        return self.versions[-1] if self.versions else None

    def known_on(self, day: dt.date) -> Version | None:
        """The payload that was known at the end of that day."""
        seen = [version for version in self.versions if version.first[:10] <= day.isoformat()]
        return seen[-1] if seen else None


class _PlainDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache carries no types
    """Text keys and compressed bytes in the row; whatever else a row claims to be is refused, not run."""

    def put(self, key: object) -> tuple[str, bool]:
        if not isinstance(key, str):
            raise TypeError("keys of the store are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if not isinstance(key, str) or not raw:
            raise TamperedError(_tampered("a key is no text"))
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, bytes]:
        del read, key
        if not isinstance(value, bytes):
            raise TypeError("values of the store are bytes")
        return 0, _RAW, None, sqlite3.Binary(zlib.compress(value, 4))  # type: ignore[return-value]  # a memoryview

    def fetch(self, mode: object, filename: object, value: object, read: object) -> bytes:
        del read
        if mode != _RAW or filename is not None or not isinstance(value, bytes):
            raise TamperedError(_tampered("a value is not in the form of this package"))
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(value, _LARGEST)
        except zlib.error as error:
            raise TamperedError(_tampered("a value cannot be unpacked")) from error
        if not unpacker.eof:
            raise TamperedError(_tampered("a value is cut short or unpacks beyond reason"))
        return unpacked


def _tampered(what: str) -> str:
    return (
        f"{what}: the store was changed by something else, and nothing in that row was run or believed; run "
        "`verifier store verify`, or remove the store and let it be fetched again"
    )


class Store:
    """A store in a folder of the local disk (network drives corrupt SQLite).

    Args:
        path: the folder; made when it is not there, readable by its owner only.
        readonly: open an existing store without writing a byte.

    Raises:
        StoreError: it cannot be opened, with what to do.
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self.path = Path(path).expanduser()
        self.readonly = readonly
        with self._border():
            if not readonly:
                self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
                self.path.chmod(0o700)
            self._cache = diskcache.Cache(
                str(self.path),
                disk=_PlainDisk,
                size_limit=2**50,
                cull_limit=0,
                eviction_policy="none",
                statistics=0,
                disk_min_file_size=_IN_ROW,
                timeout=60,
            )
        written = self._get("meta:format", int)
        if written is None:
            self._set("meta:format", FORMAT)
        elif written != FORMAT:
            raise StoreError(
                f"the store in {self.path} has format {written}, this version of verifier reads {FORMAT}; "
                "move it away (its records can be fetched again) or use the version that wrote it"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what was acknowledged is on disk already."""
        self._cache.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Write many rows as one: all of them or none, and much faster."""
        with self._border(), self._cache.transact(retry=True):
            yield

    def head(self, identifier: Identifier) -> Head | None:
        """What is known of an identifier, None when nothing is."""
        return self._get(f"head:{identifier}", Head)

    def payload(self, digest: str) -> str | None:
        """The registry's own words of that digest."""
        kept = self._bytes(f"payload:{digest}")
        return None if kept is None else kept.decode()

    def record(self, digest: str, reader: str) -> Record | None:
        """The Record that this version of the reader made of that payload."""
        return self._get(f"record:{reader}:{digest}", Record)

    def put(
        self,
        identifier: Identifier,
        digest: str,
        payload: str,
        *,
        seen: str,
        kind: str,
        origin: str = "registry",
    ) -> Head:
        """Keep what a registry (or a snapshot) gave; a snapshot never takes the place of what was fetched."""
        head = self.head(identifier) or Head()
        current = head.current
        if origin == "snapshot" and current is not None and current.origin == "registry":
            return head
        if current is not None and current.digest == digest:
            kept = "registry" if "registry" in (origin, current.origin) else origin
            latest = Version(digest, current.first, max(seen, current.last), kept)
            versions = (*head.versions[:-1], latest)
        else:
            versions = (*head.versions, Version(digest, seen, seen, origin))
            if f"payload:{digest}" not in self._cache:
                self._put_bytes(f"payload:{digest}", payload.encode())
        head = Head(versions=versions, checked=seen, kind=kind)
        self._set(f"head:{identifier}", head)
        return head

    def put_record(self, digest: str, reader: str, record: Record) -> None:
        """Keep a derived record, so that a later run parses nothing."""
        self._set(f"record:{reader}:{digest}", record)

    def put_missing(self, identifier: Identifier, *, asked: str, proof: str) -> None:
        """Keep the proof that a registry has no such record; earlier versions stay known."""
        versions = (self.head(identifier) or Head()).versions
        self._set(f"head:{identifier}", Head(versions=versions, checked=asked, kind="missing", missing=proof))

    def put_alias(self, identifier: Identifier, current: Identifier, *, asked: str) -> None:
        """Keep that the registry answers for one number under another."""
        self._set(f"head:{identifier}", Head(checked=asked, kind="alias", alias=current.value))

    def identifiers(self) -> Iterator[Identifier]:
        """Every identifier that the store knows of, sorted by its text."""
        with self._border():
            for key in self._cache.iterkeys():
                if key.startswith("head:"):
                    yield Identifier.parse(key.removeprefix("head:"))

    def _get(self, key: str, kind: type[T]) -> T | None:
        kept = self._bytes(key)
        if kept is None:
            return None
        try:
            return msgspec.json.decode(kept, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise TamperedError(_tampered(f"the row {key} does not hold what it should")) from error

    def _set(self, key: str, value: Any) -> None:
        self._put_bytes(key, msgspec.json.encode(value))

    def _bytes(self, key: str) -> bytes | None:
        with self._border():
            kept: bytes | None = self._cache.get(key, retry=True)
            return kept

    def _put_bytes(self, key: str, value: bytes) -> None:
        if self.readonly:
            return
        with self._border():
            self._cache.set(key, value, retry=True)

    @contextlib.contextmanager
    def _border(self) -> Iterator[None]:
        """Turn the engine's errors into ours, with what to do."""
        try:
            yield
        except (sqlite3.DatabaseError, diskcache.Timeout, OSError) as error:
            raise StoreError(f"the store in {self.path} cannot be used: {error}; {_advice(str(error))}") from error


def _advice(said: str) -> str:
    """What to do about an error of SQLite or the disk."""
    lowered = said.lower()
    if "full" in lowered or "no space" in lowered:
        return "the disk is full: make room, or name another folder with --store"
    if "readonly" in lowered or "read-only" in lowered or "permission" in lowered or "unable to open" in lowered:
        return "the folder cannot be written: name another one with --store, or open the store read-only"
    if "malformed" in lowered or "not a database" in lowered or "disk i/o" in lowered:
        return "the file is damaged: move the folder away, its records can be fetched again"
    return "see `verifier doctor`"
