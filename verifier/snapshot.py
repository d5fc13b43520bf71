"""Snapshots: registry records in a folder, read into a store.

A folder holds `pubmed/*.xml` (articles as efetch sends them) and `ctgov/*.json` (studies of API v2); an
`index.json` beside them may name old numbers that lead to a record: {"records": {"ctgov/NCT....json":
{"alias": ["NCT...."]}}}. What a snapshot brings is kept with its origin: it never takes the place of what was
fetched, and what it lacks is not thereby missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import msgspec

from verifier.errors import PayloadError, SnapshotError
from verifier.model import Identifier
from verifier.resolve import by_scheme, stamp, utc_now
from verifier.store import Store

_LARGEST = 64 * 1024 * 1024


class Imported(msgspec.Struct, frozen=True):
    """What an import brought: numbers of records and aliases, and (file, reason) of what was left out."""

    records: int
    aliases: int
    skipped: tuple[tuple[str, str], ...] = ()


class _Entry(msgspec.Struct):
    alias: list[str] = []


class _Index(msgspec.Struct):
    records: dict[str, _Entry] = {}


def import_folder(
    path: str | Path,
    store: Store,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    registries: Mapping[str, ModuleType] | None = None,
) -> Imported:
    """Read a snapshot folder into the store.

    Raises:
        SnapshotError: there is no such folder, or it holds nothing that a snapshot holds.
    """
    root = Path(path)
    if not root.is_dir():
        raise SnapshotError(f"{root} is not a folder; a snapshot holds pubmed/*.xml and ctgov/*.json")
    now, skipped, records, aliases = clock(), [], 0, 0
    seen = stamp(now)
    with store.transaction():
        for module in (registries or by_scheme()).values():
            for file in sorted((root / module.FOLDER).glob(f"*{module.SUFFIX}")):
                name = f"{module.FOLDER}/{file.name}"
                try:
                    answer = module.from_file(_read(file))
                except PayloadError as error:
                    skipped.append((name, str(error)))
                    continue
                for value, payload in answer.payloads.items():
                    _import(store, module, value, payload, seen, now)
                    records += 1
                for alias, value in answer.aliases.items():
                    _alias(store, module.SCHEME, alias, value, seen)
                    aliases += 1
        aliases += _indexed_aliases(root, store, seen)
    if not records:
        raise SnapshotError(f"{root} holds no record; a snapshot holds pubmed/*.xml and ctgov/*.json")
    return Imported(records, aliases, tuple(skipped))


def _read(file: Path) -> bytes:
    """A regular file of bounded size; links are not followed out of the snapshot."""
    if file.is_symlink() or not file.is_file():
        raise PayloadError("not a regular file")
    if file.stat().st_size > _LARGEST:
        raise PayloadError("larger than any honest record")
    return file.read_bytes()


def _import(store: Store, module: ModuleType, value: str, payload: str, seen: str, now: dt.datetime) -> None:
    record, digest = module.read(payload), module.digest(payload)
    identifier = Identifier(module.SCHEME, value)
    store.put_record(digest, f"{module.SCHEME}/{module.READER}", record)
    store.put(identifier, digest, payload, seen=seen, kind=module.age_kind(record, now), origin="snapshot")


def _alias(store: Store, scheme: str, alias: str, value: str, seen: str) -> None:
    identifier, current = Identifier(scheme, alias), Identifier(scheme, value)
    if identifier.well_formed and store.head(identifier) is None:
        store.put_alias(identifier, current, asked=seen)


def _indexed_aliases(root: Path, store: Store, seen: str) -> int:
    """Old numbers named in index.json, for records that are there."""
    file = root / "index.json"
    if not file.is_file():
        return 0
    try:
        index = msgspec.json.decode(_read(file), type=_Index)
    except (msgspec.DecodeError, PayloadError) as error:
        raise SnapshotError(f"{file} is not an index of a snapshot: {error}") from error
    count = 0
    for name, entry in index.records.items():
        value = Path(name).stem
        scheme = "NCT" if value.startswith("NCT") else "PMID"
        if entry.alias and store.head(Identifier(scheme, value)) is not None:
            for alias in entry.alias:
                _alias(store, scheme, alias, value, seen)
                count += 1
    return count
