"""The cited records of one night: what each was when its verdicts were logged, what it is now, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import ModuleType

from verifier.errors import PayloadError
from verifier.heads import Head, Version
from verifier.model import Change, Found, Identifier, Lookup, Missing, Record, Unavailable
from verifier.refresh import days
from verifier.refresh.changes import compare
from verifier.resolve import KEEP, Resolver, utc_now
from verifier.store import Store
from verifier.watch import ABSENT, Cited

_FOREVER = 10**11  # seconds


class Records:
    """The records that are cited.

    cited: who cites them and what the logged verdicts rest on. heads: what the store knows of them now.
    today: what counts as today. since: the day of the last night, "" for none.
    """

    def __init__(
        self,
        store: Store,
        registries: Mapping[str, ModuleType],
        cited: Mapping[Identifier, Cited],
        heads: Mapping[Identifier, Head],
        today: dt.date,
        since: str,
    ) -> None:
        self._store, self._registries = store, registries
        self.cited, self._heads = cited, heads
        kinds = {*KEEP, *(kind for module in registries.values() for kind in module.KEEP)}
        # Verdicts rest on what is kept, however old: what was due has been asked by now, or could not be.
        ages = dict.fromkeys(kinds, _FOREVER)
        self._kept = Resolver(store, registries=registries, clock=utc_now, keep=ages)
        self._today, self._since = today, since

    def touched(self) -> set[Identifier]:
        """The identifiers whose verdicts may be others tonight: a changed record, or a day that matters has come."""
        day = self._today.isoformat()
        return {
            identifier
            for identifier, cited in self.cited.items()
            if self._moved(identifier)
            or (self._digest(identifier) and not cited.dated)
            or any(self._since < wake <= day for wake in cited.wakes)
        }

    def now(self, identifiers: Iterable[Identifier]) -> dict[Identifier, Lookup]:
        """The records as they are kept now."""
        return self._kept.resolve(sorted(set(identifiers)))

    def then(self, identifier: Identifier, seen: str) -> Lookup:
        """The record that the logged verdicts of a page last checked at `seen` rest on.

        With `seen` "" the one that was logged last, whichever page it was for.
        """
        logged = self.cited[identifier].digest if identifier in self.cited else ""
        head = self._head(identifier)
        if logged == ABSENT:
            return Missing(identifier, seen)
        versions = head.versions if head else ()
        by_digest = [v for v in versions if v.digest == logged]
        by_time = [v for v in versions if v.first <= seen]
        # Times are kept to the second: what came in the very second of the check may have come after it.
        sure = by_time and by_time[-1].first < seen
        chosen = by_time if sure or not by_digest else by_digest
        if chosen:
            return self._read(identifier, chosen[-1])
        return Unavailable(identifier, "offline", "what was known of it then is no longer kept")

    def changes(self) -> dict[Identifier, tuple[Change, ...]]:
        """What changed in the records since the logged verdicts, field by field; only where something did."""
        found: dict[Identifier, tuple[Change, ...]] = {}
        for identifier, cited in self.cited.items():
            if cited.digest and self._moved(identifier):
                after = self.now([identifier])[identifier]
                changes = _between(identifier, self.then(identifier, ""), after)
                if changes:
                    found[identifier] = changes
        return found

    def days(self) -> dict[Identifier, Cited]:
        """What tonight's verdicts rest on and what the calendar may do to it, for those of which it is not known."""
        read: dict[Identifier, Cited] = {}
        for identifier, cited in self.cited.items():
            current = self._digest(identifier)
            if not current or (cited.dated and cited.digest == current):
                continue
            lookup = self.now([identifier])[identifier]
            if isinstance(lookup, Found):
                record = lookup.record
                read[identifier] = Cited({}, current, True, days.turns(record), days.wakes(record, self._today))
            elif isinstance(lookup, Missing):
                read[identifier] = Cited({}, ABSENT, True)
        return read

    def _moved(self, identifier: Identifier) -> bool:
        current = self._digest(identifier)
        return bool(current) and current != self.cited[identifier].digest

    def _digest(self, identifier: Identifier) -> str:
        """The digest of what is kept now, ABSENT where its absence is proven, "" where nothing is known."""
        head = self._heads.get(identifier)
        if head is not None and head.missing:
            return ABSENT
        head = self._head(identifier)
        return head.current.digest if head and head.current and not head.missing else ""

    def _head(self, identifier: Identifier) -> Head | None:
        """The head of a record, found under its present number."""
        head = self._heads.get(identifier)
        if head is not None and head.alias:
            return self._store.head(Identifier(identifier.scheme, head.alias))
        return head

    def _read(self, identifier: Identifier, version: Version) -> Lookup:
        """One version of a record as a lookup."""
        record = read(self._store, self._registries[identifier.scheme], version)
        if record is None:
            return Unavailable(identifier, "unreadable", "what was known of it then is no longer kept")
        return Found(record, version.digest, version.first, version.last, identifier)


def read(store: Store, module: ModuleType, version: Version) -> Record | None:
    """One version of a record; None when its payload is no longer kept or cannot be read."""
    record: Record | None = store.record(version.digest, f"{module.SCHEME}/{module.READER}")
    payload = None if record else store.payload(version.digest)
    if payload is not None:
        try:
            record = module.read(payload)
        except PayloadError:
            return None
    return record


def history(
    store: Store, registries: Mapping[str, ModuleType], identifier: Identifier
) -> list[tuple[Version, tuple[Change, ...]]]:
    """The kept versions of a record, oldest first, each with what changed since the one before it."""
    head = store.head(identifier)
    if head is not None and head.alias:
        head = store.head(Identifier(identifier.scheme, head.alias))
    told: list[tuple[Version, tuple[Change, ...]]] = []
    before: tuple[Record, Version] | None = None
    for version in head.versions if head else ():
        record = read(store, registries[identifier.scheme], version)
        changes: tuple[Change, ...] = ()
        if before is not None and record is not None:
            changes = compare(before[0], record, known=before[1].last, found=version.first)
        told.append((version, changes))
        before = (record, version) if record is not None else before
    return told


def _between(identifier: Identifier, before: Lookup, after: Lookup) -> tuple[Change, ...]:
    """What changed between two lookups; a record that came or went is a change as well."""
    if isinstance(before, Found) and isinstance(after, Found):
        return compare(before.record, after.record, known=before.last, found=after.first)
    if isinstance(before, Found) and isinstance(after, Missing):
        gone = f"not in the registry ({after.proof})"
        return (Change(identifier, "record", before.record.title, gone, before.last, after.asked),)
    if isinstance(before, Missing) and isinstance(after, Found):
        return (Change(identifier, "record", "not in the registry", after.record.title, "", after.first),)
    return ()
