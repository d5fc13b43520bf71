"""Snapshots: registry records in a folder or a packed file, in and out of a store.

A folder holds `pubmed/*.xml` (articles as efetch sends them) and `ctgov/*.json` (studies of API v2); an
`index.json` beside them may name old numbers that lead to a record: {"records": {"ctgov/NCT....json":
{"alias": ["NCT...."]}}}.

A packed file is gzipped text, one JSON object a line, sorted, so that the same store gives the same text:

    {"schema":"verifier-snapshot/1"}
    {"alias":"NCT...","of":"NCT...","last":"..."}
    {"identifier":"PMID:...","digest":"...","first":"...","last":"...","origin":"registry","kind":"...","payload":"..."}
    {"sha256":"<of all lines above, with their line ends>"}

What a snapshot brings is kept with its origin and its times: it never takes the place of what was fetched, it
never proves that something does not exist, and each payload must have the digest and the number it claims.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import msgspec

from verifier.errors import PayloadError, SnapshotError
from verifier.heads import Version, moment
from verifier.model import Identifier, Record
from verifier.model.exchange import UNREADABLE
from verifier.resolve import by_scheme, reader_of, stamp, utc_now
from verifier.store import Store

SCHEMA = "verifier-snapshot/1"
_LARGEST = 64 * 1024 * 1024  # bytes of a file or a line
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Imported(msgspec.Struct, frozen=True):
    """What an import brought: numbers of records and aliases, and (file or line, reason) of what was left out."""

    records: int
    aliases: int
    skipped: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """One line for people."""
        left = f"; {len(self.skipped)} left out" if self.skipped else ""
        return f"{self.records} records and {self.aliases} old numbers imported{left}"


class _Entry(msgspec.Struct):
    alias: list[str] = []


class _Index(msgspec.Struct):
    records: dict[str, _Entry] = {}


class _Line(msgspec.Struct, omit_defaults=True):
    """One line of a packed file: the head, an alias, a payload or the sum."""

    schema: str = ""
    alias: str = ""
    of: str = ""
    identifier: str = ""
    digest: str = ""
    first: str = ""
    last: str = ""
    origin: str = ""
    kind: str = ""
    payload: str = ""
    sha256: str = ""


def import_snapshot(path: str | Path, store: Store, *, clock: Callable[[], dt.datetime] = utc_now) -> Imported:
    """Read a snapshot, folder or packed file, into the store.

    Raises:
        SnapshotError: it is neither, it is damaged, or it holds nothing.
    """
    return import_folder(path, store, clock=clock) if Path(path).is_dir() else import_packed(path, store)


def import_folder(
    path: str | Path,
    store: Store,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    registries: Mapping[str, ModuleType] | None = None,
) -> Imported:
    """Read a snapshot folder into the store; its records count as seen now.

    A file that cannot be read, or holds one record that cannot, is left out whole and named in `skipped`.

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
                try:
                    taken = _file(store, module, file, now)
                except PayloadError as error:
                    skipped.append((f"{module.FOLDER}/{file.name}", str(error)))
                else:
                    records, aliases = records + taken[0], aliases + taken[1]
        aliases += _indexed_aliases(root, store, seen)
    if not (records or skipped):
        raise SnapshotError(f"{root} holds no record; a snapshot holds pubmed/*.xml and ctgov/*.json")
    return Imported(records, aliases, tuple(skipped))


def import_packed(path: str | Path, store: Store, *, registries: Mapping[str, ModuleType] | None = None) -> Imported:
    """Read a packed snapshot into the store, with the times it tells; all of it or nothing.

    Raises:
        SnapshotError: it is no snapshot, is cut short or damaged, or was changed after it was made.
    """
    modules = registries or by_scheme()
    skipped, records, aliases = [], 0, 0
    with store.transaction():
        for number, line in _lines(Path(path)):
            if line.alias:
                aliases += _packed_alias(store, line)
            elif line.identifier:
                try:
                    _packed_record(store, modules, line)
                    records += 1
                except PayloadError as error:
                    skipped.append((f"{Path(path).name}, line {number}", str(error)))
    return Imported(records, aliases, tuple(skipped))


def build(folder: str | Path, target: str | Path, *, clock: Callable[[], dt.datetime] = utc_now) -> Imported:
    """Pack a snapshot folder into a file, by way of a store that is thrown away.

    Raises:
        SnapshotError: the folder holds nothing, or the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="verifier-") as scratch, Store(scratch) as store:
        imported = import_folder(folder, store, clock=clock)
        export(store, target)
    return imported


def export(store: Store, path: str | Path) -> int:
    """Write all payloads of a store, with their history, to a packed file; how many.

    Proofs of absence stay behind: they are short-lived, and a snapshot proves none. The file appears whole or
    not at all.
    """
    target = Path(path)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    total, count = hashlib.sha256(), 0
    try:
        with part.open("xb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            for line in _exported(store):
                written = msgspec.json.encode(line) + b"\n"
                total.update(written)
                packed.write(written)
                count += bool(line.identifier)
            packed.write(msgspec.json.encode(_Line(sha256=total.hexdigest())) + b"\n")
        part.replace(target)
    except OSError as error:
        raise SnapshotError(f"{target} cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _exported(store: Store) -> Iterator[_Line]:
    yield _Line(schema=SCHEMA)
    schemes = by_scheme()
    known = (identifier for identifier in store.identifiers() if identifier.scheme in schemes)
    heads = [(identifier, head) for identifier in known if (head := store.head(identifier)) is not None]
    for identifier, head in heads:
        if head.alias:
            yield _Line(alias=str(identifier), of=str(Identifier(identifier.scheme, head.alias)), last=head.checked)
    for identifier, head in heads:
        for version in head.versions:
            payload = store.payload(version.digest)
            if payload is not None:
                yield _Line(
                    identifier=str(identifier),
                    digest=version.digest,
                    first=version.first,
                    last=version.last,
                    origin=version.origin,
                    kind=head.kind if head.kind != "missing" else "",
                    payload=payload,
                )


def _lines(path: Path) -> Iterator[tuple[int, _Line]]:
    """The numbered lines of a packed file between its head and its sum, both of which must hold."""
    total, number, last = hashlib.sha256(), 0, _Line()
    try:
        with gzip.open(path, "rb") as packed:
            for number, written in enumerate(iter(lambda: packed.readline(_LARGEST), b""), 1):
                last = msgspec.json.decode(written, type=_Line)
                if number == 1 and last.schema != SCHEMA:
                    raise SnapshotError(f"{path} is not a snapshot of form {SCHEMA}")
                if last.sha256:
                    break
                total.update(written)
                yield number, last
    except (OSError, EOFError, zlib.error, *UNREADABLE) as error:
        raise SnapshotError(f"{path} is damaged or no snapshot: {error}") from error
    if last.sha256 != total.hexdigest():
        raise SnapshotError(f"{path} is cut short or was changed after it was made: its sum does not hold")


def _packed_record(store: Store, modules: Mapping[str, ModuleType], line: _Line) -> None:
    """Take one payload of a packed file, if it is what it says."""
    identifier = _identifier(line.identifier)
    module = modules.get(identifier.scheme)
    if module is None:
        raise PayloadError("the line names no registry that is known")
    try:
        version, known = Version(line.digest, line.first, line.last, "snapshot"), moment(line.last)
    except ValueError as error:
        raise PayloadError(f"the line tells no times that can be read: {error}") from error
    if not (_TIME.fullmatch(line.first) and _TIME.fullmatch(line.last) and line.first <= line.last):
        raise PayloadError("the line tells no times of a record")
    if module.digest(line.payload) != line.digest:
        raise PayloadError(f"the payload of {identifier} does not have the digest that the line gives")
    record = _own_record(module, identifier.value, line.payload)
    _take(store, module, version, line.payload, record, known)


def _packed_alias(store: Store, line: _Line) -> int:
    try:
        alias, current = _identifier(line.alias), _identifier(line.of)
    except PayloadError:
        return 0
    try:
        seen = line.last if _TIME.fullmatch(line.last) and moment(line.last) else ""
    except ValueError:
        seen = ""
    return _alias(store, alias, current, seen)


def _identifier(written: str) -> Identifier:
    try:
        identifier = Identifier.parse(written)
    except ValueError as error:
        raise PayloadError(str(error)) from error
    if not identifier.well_formed:
        raise PayloadError(f"{written!r} is not a well-formed number")
    return identifier


def _file(store: Store, module: ModuleType, file: Path, now: dt.datetime) -> tuple[int, int]:
    """Take the records of one file, all of them or none; how many, and how many old numbers."""
    answer = module.from_file(_read(file))
    if not answer.payloads:
        raise PayloadError("the file holds no record")
    records = [(value, payload, _own_record(module, value, payload)) for value, payload in answer.payloads.items()]
    seen = stamp(now)
    for _, payload, record in records:
        _take(store, module, Version(module.digest(payload), seen, seen, "snapshot"), payload, record, now)
    aliases = ((Identifier(module.SCHEME, old), Identifier(module.SCHEME, new)) for old, new in answer.aliases.items())
    return len(records), sum(_alias(store, old, new, seen) for old, new in aliases)


def _own_record(module: ModuleType, value: str, payload: str) -> Record:
    """The record of a payload that carries its own number."""
    identifier = Identifier(module.SCHEME, value)
    record: Record = module.read(payload)
    if record.identifier != identifier or not identifier.well_formed:
        raise PayloadError(f"the payload of {identifier} carries the number {record.identifier}")
    return record


def _take(store: Store, module: ModuleType, version: Version, payload: str, record: Record, now: dt.datetime) -> None:
    """Put one payload into the store."""
    store.put_record(version.digest, reader_of(module), record)
    store.put_imported(record.identifier, version, payload, kind=module.age_kind(record, now))


def _read(file: Path) -> bytes:
    """A regular file of bounded size; links are not followed out of the snapshot."""
    if file.is_symlink() or not file.is_file():
        raise PayloadError("not a regular file")
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise PayloadError(f"it cannot be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise PayloadError("larger than any honest record")
    return data


def _alias(store: Store, alias: Identifier, current: Identifier, seen: str) -> int:
    """Keep an old number that the store knows nothing of yet."""
    if alias == current or not alias.well_formed or store.head(alias) is not None:
        return 0
    store.put_alias(alias, current, asked=seen)
    return 1


def _indexed_aliases(root: Path, store: Store, seen: str) -> int:
    """Old numbers named in index.json, for records that are there."""
    file = root / "index.json"
    if not file.is_file():
        return 0
    try:
        index = msgspec.json.decode(_read(file), type=_Index)
    except (*UNREADABLE, PayloadError) as error:
        raise SnapshotError(f"{file} is not an index of a snapshot: {error}") from error
    count = 0
    for name, aliases in _named(index.records.items()):
        current = Identifier("NCT" if name.startswith("NCT") else "PMID", name)
        if store.head(current) is not None:
            count += sum(_alias(store, Identifier(current.scheme, alias), current, seen) for alias in aliases)
    return count


def _named(entries: Iterable[tuple[str, _Entry]]) -> Iterator[tuple[str, list[str]]]:
    """(number, old numbers) of the entries that have some."""
    return ((Path(name).stem, entry.alias) for name, entry in entries if entry.alias)
