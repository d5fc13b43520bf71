"""The rows of a store as they lie in the file: what is packed into them, and what is refused.

diskcache pickles what it does not know and unpickles whatever a row claims to be; JSONDisk does too. Here keys
are text, values are compressed bytes in the row itself, and anything else raises TamperedError before it is
looked at, so that nobody who can write the file can make this program run something.
"""

from __future__ import annotations

import contextlib
import sqlite3
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import diskcache

from verifier.errors import StoreError, TamperedError


def _quickest() -> Any:
    """The library isal where it is installed (the same format, written and read three to four times as fast), else zlib."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib


_quick = _quickest()
DAMAGE = (zlib.error, _quick.error)  # what damaged data raises, whoever unpacks it
_LEVEL, _QUICK = 4, 1  # of compression; what any level packed is read alike
RAW = 1  # diskcache's mode of a value that stands in the row itself
READ_ONLY = "make the folder writable, or name another one with --store"
_AT_ONCE = 500  # keys in one question: SQLite of old takes 999 values
BUSY = 60  # seconds to wait for another process to finish writing
_TABLES = frozenset(("Cache", "Settings", "sqlite_sequence", "sqlite_stat1"))  # those of diskcache
LARGEST = 256 * 1024 * 1024  # bytes that a row may unpack to


class Packed(bytes):
    """A value that is compressed already, by another process."""

    __slots__ = ()


def pack(value: bytes) -> Packed:
    """A value as it lies in its row."""
    return Packed(zlib.compress(value, _LEVEL))


def pack_quickly(value: bytes) -> Packed:
    """The same for whole registries: a tenth larger, in half the time; with isal installed in a sixth of it."""
    return Packed(_quick.compress(value, _QUICK))


def inflater() -> Any:
    """What unpacks a gzipped stream, with the methods of zlib.decompressobj."""
    return _quick.decompressobj(31)


class PlainDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache carries no types
    """Text keys and compressed bytes in the row; whatever else a row claims to be is refused, not run."""

    def put(self, key: object) -> tuple[str, bool]:
        """Take text keys only."""
        if not isinstance(key, str):
            raise TypeError("keys of the store are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """Give back a key; a row whose key is no text raises."""
        if not isinstance(key, str) or not raw:
            raise TamperedError(tampered("a key is no text"))
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, bytes]:
        """Pack bytes into the row."""
        del read, key
        if not isinstance(value, bytes):
            raise TypeError("values of the store are bytes")
        packed = value if isinstance(value, Packed) else pack(value)
        return 0, RAW, None, sqlite3.Binary(packed)  # type: ignore[return-value]  # a memoryview

    def fetch(self, mode: object, filename: object, value: object, read: object) -> bytes:
        """Unpack a value of bounded size; a row of any other form raises."""
        del read
        if mode != RAW or filename is not None or not isinstance(value, bytes):
            raise TamperedError(tampered("a value is not in the form of this package"))
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(value, LARGEST)
        except zlib.error as error:
            raise TamperedError(tampered("a value cannot be unpacked")) from error
        if not unpacker.eof:
            raise TamperedError(tampered("a value is cut short or unpacks beyond reason"))
        return unpacked


def tampered(what: str) -> str:
    """The words for a row that somebody else wrote."""
    return (
        f"{what}: the store was changed by something else, and nothing in that row was run or believed; run "
        "`verifier store verify`, or remove the store and let it be fetched again"
    )


class Rows:
    """The rows of a store that cannot or must not be written, read by SQLite itself in read-only mode."""

    def __init__(self, file: Path) -> None:
        self._disk = PlainDisk(str(file.parent))
        base = f"file:{urllib.parse.quote(str(file))}?mode=ro"
        try:
            self._connection = sqlite3.connect(base, uri=True, check_same_thread=False)
            self._connection.execute("SELECT 1 FROM Cache LIMIT 1").fetchone()
        except sqlite3.OperationalError:  # a read-only folder has no room for the log's index: read without it
            self._connection = sqlite3.connect(f"{base}&immutable=1", uri=True, check_same_thread=False)

    def get(self, key: str) -> bytes | None:
        """The value of a key, None when there is none."""
        row = self._connection.execute("SELECT mode, filename, value FROM Cache WHERE key = ?", (key,)).fetchone()
        return None if row is None else self._disk.fetch(row[0], row[1], row[2], False)

    def keys(self, prefix: str) -> Iterator[str]:
        """Keys of that prefix in their order; keys that are no text are somebody else's and are passed over."""
        query = "SELECT key FROM Cache WHERE raw = 1 AND typeof(key) = 'text' AND key >= ? AND key < ? ORDER BY key"
        yield from (key for (key,) in self._connection.execute(query, (prefix, f"{prefix}\U0010ffff")))

    def count(self, prefix: str) -> tuple[int, int]:
        """(rows, packed bytes) under a prefix."""
        query = "SELECT count(*), coalesce(sum(length(value)), 0) FROM Cache WHERE raw = 1 AND key >= ? AND key < ?"
        rows, size = self._connection.execute(query, (prefix, f"{prefix}\U0010ffff")).fetchone()
        return int(rows), int(size)

    def foreign(self) -> int:
        """How many rows are not of this package's making."""
        query = (
            "SELECT count(*) FROM Cache WHERE raw != 1 OR typeof(key) != 'text' OR mode != 1 OR filename IS NOT NULL"
        )
        return int(self._connection.execute(query).fetchone()[0])

    def faults(self) -> list[str]:
        """What SQLite's own check of the file finds."""
        return [str(said) for (said,) in self._connection.execute("PRAGMA integrity_check(20)") if said != "ok"]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def refuse_foreign(file: Path) -> None:
    """See that a database is one of this package's, before anything is written to it.

    One without rows may be another process's that is making it at this moment.

    Raises:
        StoreError: it is another program's.
    """
    query = "SELECT EXISTS (SELECT 1 FROM Cache), EXISTS (SELECT 1 FROM Cache WHERE key = 'meta:format')"
    with contextlib.closing(sqlite3.connect(f"file:{urllib.parse.quote(str(file))}?mode=ro", uri=True)) as connection:
        try:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            filled, ours = connection.execute(query).fetchone() if "Cache" in tables else (False, True)
        except sqlite3.OperationalError:  # locked, or a read-only folder has no room for the log's index
            return
    if tables - _TABLES or (filled and not ours):
        raise StoreError(
            f"{file} is another program's database, and nothing was written to it; name another folder with --store"
        )


class Writer:
    """Writes many packed rows at once, quicker than row by row; the file is one that diskcache has made."""

    _UPSERT = (
        "INSERT INTO Cache (key, raw, store_time, access_time, access_count, size, mode, value) "
        "VALUES (?, 1, ?, ?, 0, 0, 1, ?) ON CONFLICT (key, raw) DO UPDATE SET store_time = excluded.store_time, "
        "access_time = excluded.access_time, mode = excluded.mode, filename = NULL, value = excluded.value"
    )

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, timeout=BUSY, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = 1")  # as diskcache has it: with its log a commit is whole or not
        self._disk = PlainDisk(str(file.parent))

    def held(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """(key, value) of those of the keys that are there; what somebody else wrote counts as not there."""
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            query = f"SELECT key, mode, filename, value FROM Cache WHERE raw = 1 AND key IN ({marks})"  # noqa: S608  # marks
            for key, mode, filename, value in self._connection.execute(query, some).fetchall():
                with contextlib.suppress(TamperedError):
                    yield key, self._disk.fetch(mode, filename, value, False)

    def write(self, rows: Iterable[tuple[str, Packed]], now: float) -> None:
        """Write rows, all of them or none."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(self._UPSERT, ((key, now, now, value) for key, value in rows))
        except sqlite3.Error:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def locked(path: Path) -> str:
    """Why a write could not begin: SQLite says no more than that it could not."""
    try:
        with contextlib.closing(sqlite3.connect(path / "cache.db", timeout=1, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        return f"{error}; {advice(str(error))}"
    return f"another process kept it locked for {BUSY} seconds; try again"


def advice(said: str) -> str:
    """What to do about an error of SQLite or the disk."""
    lowered = said.lower()
    if "full" in lowered or "no space" in lowered:
        return "the disk is full: make room, or name another folder with --store"
    if "readonly" in lowered or "read-only" in lowered or "permission" in lowered or "unable to open" in lowered:
        return READ_ONLY
    if "malformed" in lowered or "not a database" in lowered or "disk i/o" in lowered:
        return "the file is damaged: move the folder away, its records can be fetched again"
    return "see `verifier doctor`"
