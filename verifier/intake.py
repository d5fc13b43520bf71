"""Many records of a whole registry into a store at once: the rows that `Store` would write, quicker.

A record takes three rows (head, payload, derived record); row by row that is a third of the time of a build. Here they
are packed by the workers that read them, and written by one statement in one transaction.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from verifier.errors import StoreError
from verifier.heads import Head, Version
from verifier.model import Identifier
from verifier.model.exchange import UNREADABLE
from verifier.rows import Packed, Writer, advice, pack_quickly
from verifier.store import Store, with_imported


class Taken(NamedTuple):
    """One record, ready to be kept; payload and record as they lie in their rows. aliases: its old numbers."""

    identifier: Identifier
    digest: str
    kind: str
    payload: Packed
    record: Packed
    aliases: tuple[str, ...] = ()


class Intake:
    """Takes records into a store; use it as a context manager.

    Raises:
        StoreError: the store cannot be written, with what to do.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writer: Writer | None = None

    def __enter__(self) -> Self:
        """Use as `with Intake(store) as intake:`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; what was taken in is on disk already."""
        if self._writer is not None:
            self._writer.close()

    def take(self, taken: Sequence[Taken], reader: str, seen: str) -> None:
        """Keep records as seen at a time (ISO 8601 UTC), derived by `reader`: all of them or none."""
        try:
            self._writer = self._writer or Writer(self._store.path / "cache.db")
            heads = self._known(self._writer, [f"head:{one.identifier}" for one in taken])
            changed: dict[str, Head] = {}
            rows: list[tuple[str, Packed]] = []
            for one in taken:
                key = f"head:{one.identifier}"
                head = with_imported(heads.get(key, Head()), Version(one.digest, seen, seen, "snapshot"), one.kind)
                if head is not None:
                    heads[key] = changed[key] = head
                    rows += [(f"payload:{one.digest}", one.payload), (f"record:{reader}:{one.digest}", one.record)]
            rows += [(key, pack_quickly(msgspec.json.encode(head))) for key, head in changed.items()]
            self._writer.write(rows, time.time())
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the store in {self._store.path} cannot be written: {error}; {advice(str(error))}"
            ) from error
        self._keep_aliases(taken, seen)

    def _keep_aliases(self, taken: Sequence[Taken], seen: str) -> None:
        """Old numbers that the store knows nothing of yet."""
        for one in taken:
            for alias in one.aliases:
                old = Identifier(one.identifier.scheme, alias)
                if self._store.head(old) is None:
                    self._store.put_alias(old, one.identifier, asked=seen)

    @staticmethod
    def _known(writer: Writer, keys: Sequence[str]) -> dict[str, Head]:
        """The heads to write on; none where there is none, or where somebody has meddled with it."""
        heads: dict[str, Head] = {}
        for key, value in writer.held(keys):
            with contextlib.suppress(*UNREADABLE):
                heads[key] = msgspec.json.decode(value, type=Head)
        return heads
