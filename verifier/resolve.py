"""Identifiers -> Lookups: each number asked once, the store first, absence proven, faults kept apart.

A lookup is Found, Missing or Unavailable. Missing stands only where the registry itself said so; whatever went
wrong on the way is Unavailable, with what happened and what to do. When a registry is down, a copy older than
its time serves, with its date told; an old answer never proves absence.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType

from verifier import shelves
from verifier.errors import PayloadError, StoreError, TamperedError
from verifier.heads import Head, Version, moment
from verifier.inquiry import Heard, Told, changed, inquire, signalled
from verifier.model import Found, Identifier, Lookup, Missing, Record, Unavailable
from verifier.model.exchange import Fault, Fetch
from verifier.store import Store

Progress = Callable[[str, int, int], None]
# Seconds for which what is no record may be used unasked; the registry modules add those of their records.
KEEP = {"missing": 86_400, "alias": 7 * 86_400, "signals": 86_400}
_WINDOW = 4_000  # numbers that are looked up together: 20 batches, and the bound of memory
_SKEW = 86_400  # seconds that a copy may come from the future; one from further ahead was dated by a wrong clock
_GONE = Fault("unreadable", "its payload is gone from the store", "run `verifier store verify`")
_CHANGED = Fault("unreadable", "its payload in the store was changed after it was kept", "run `verifier store verify`")
_OFFLINE = Fault(
    "offline", "not in the store, and nothing was asked (offline)", "run without --offline, or import a snapshot"
)
_NO_ANSWER = Fault("timeout", "no answer came within the bound of time", "try again later")


def utc_now() -> dt.datetime:
    """The time now, in UTC."""
    return dt.datetime.now(dt.UTC)


class Resolver:
    """Resolves identifiers against the store and the registries.

    Args:
        store: where payloads are kept (see store.Store).
        fetch: `http.Client(...).send`, or None: nothing is asked (offline).
        registries: modules of the registry shelf by scheme; default all of them.
        clock: the time in UTC. max_age: seconds after which a kept answer is asked anew, where that is sooner
            than the time for its kind. keep: other times for some kinds (see KEEP here and in the modules).
        as_of: answer with the payloads known at the end of that day, from the store alone.

    `trouble` says why answers could not be kept, when the store could not be written; "" when all is well.
    """

    def __init__(
        self,
        store: Store,
        fetch: Fetch | None = None,
        *,
        registries: Mapping[str, ModuleType] | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
        max_age: float | None = None,
        keep: Mapping[str, int] | None = None,
        as_of: dt.date | None = None,
    ) -> None:
        self._store, self._fetch = store, None if as_of else fetch
        self._registries = registries if registries is not None else by_scheme()
        self._clock, self._max_age, self._as_of = clock, max_age, as_of
        ages = [module.KEEP for module in self._registries.values()]
        self._ages: dict[str, int] = {**KEEP, **{k: v for age in ages for k, v in age.items()}, **(keep or {})}
        self._unwatched: dict[str, set[str]] = {}  # copies to be asked about for signs of retraction
        self.trouble = ""

    def resolve(self, identifiers: Iterable[Identifier], progress: Progress | None = None) -> dict[Identifier, Lookup]:
        """Look up each identifier once; the order of the result is that of the first mention.

        `progress` is called with (scheme, done, all) as answers of a registry come in.
        """
        return dict(self.stream(identifiers, progress))

    def stream(
        self, identifiers: Iterable[Identifier], progress: Progress | None = None
    ) -> Iterator[tuple[Identifier, Lookup]]:
        """The same for any number of identifiers, in bounded memory: each once, in the order of first mention."""
        seen: set[Identifier] = set()
        fresh = (i for i in identifiers if not (i in seen or seen.add(i)))  # type: ignore[func-returns-value]
        for window in iter(lambda: list(itertools.islice(fresh, _WINDOW)), []):
            yield from self._window(window, progress)

    def changed(self, identifiers: Iterable[Identifier], since: dt.date) -> set[Identifier]:
        """Those of the identifiers whose records may have changed since a day, as the registries tell.

        Cheaper than asking for the records: one or two short questions for 200. What a registry cannot be asked
        about counts as changed. Offline nothing is known to have changed.
        """
        due: dict[str, list[str]] = {}
        for identifier in identifiers:
            if identifier.scheme in self._registries and identifier.well_formed:
                due.setdefault(identifier.scheme, []).append(identifier.value)
        if self._fetch is None:
            return set()
        return {
            Identifier(scheme, value)
            for scheme, values in due.items()
            for value in changed(self._registries[scheme], self._fetch, values, since)
        }

    def holds(self, lookup: Lookup) -> bool:
        """Whether the store holds a record just as this lookup gives it, so that `kept` can give it again."""
        if not isinstance(lookup, Found) or lookup.note:
            return False
        return self._store.holds_record(lookup.digest, reader_of(self._registries[lookup.asked.scheme]))

    def kept(self, asked: Identifier, own: Identifier, digest: str, first: str, last: str) -> Lookup:
        """A lookup of the record `own` that another process had, from the store alone; its age is not asked again."""
        return self._found(asked, own, Version(digest, first, last), "")

    def _window(self, asked: Sequence[Identifier], progress: Progress | None) -> Iterator[tuple[Identifier, Lookup]]:
        """Look up some identifiers together: what the store can say, then what the registries say of the rest."""
        found: dict[Identifier, Lookup] = {}
        stale: dict[Identifier, Head] = {}
        due: dict[str, list[str]] = {}
        for identifier in asked:
            known = self._known(identifier, stale)
            if known is None:
                due.setdefault(identifier.scheme, []).append(identifier.value)
            else:
                found[identifier] = known
        if self._fetch is not None:
            for identifier in self._signalled(self._fetch):
                due.setdefault(identifier.scheme, []).append(identifier.value)
        if due and self._fetch is not None:
            found.update(self._inquire(due, stale, self._fetch, progress))
        for identifier in asked:
            yield identifier, found[identifier]

    def _known(self, identifier: Identifier, stale: dict[Identifier, Head]) -> Lookup | None:
        """What can be said without asking; None when the registry is to be asked. Old copies go to `stale`."""
        if identifier.scheme not in self._registries:
            return _unavailable(identifier, Fault("malformed", f"{identifier.scheme} is not a registry that is asked"))
        if not identifier.well_formed:
            fault = Fault("malformed", "not a well-formed number; it was not asked", "correct the number")
            return _unavailable(identifier, fault)
        head = self._head(identifier)
        if self._as_of is not None:
            return self._as_known(identifier, head, self._as_of)
        if head is not None:
            known = self._from_head(identifier, head, "") if self._fresh(head) else None
            stale[identifier] = head
            if known is not None and not (isinstance(known, Unavailable) and self._fetch is not None):
                self._watch(identifier, head)
                return known
        return self._fallback(identifier, head, _OFFLINE) if self._fetch is None else None

    def _head(self, identifier: Identifier) -> Head | None:
        """What the store knows of an identifier; a row that somebody changed counts as none, and is told."""
        try:
            return self._store.head(identifier)
        except TamperedError as error:
            self.trouble = str(error)
            return None

    def _signalled(self, fetch: Fetch) -> list[Identifier]:
        """Of the copies that serve unasked, those that stand retracted or under concern by now: to be asked anew.

        Only those are asked about that nobody has asked about for a day.
        """
        unwatched, self._unwatched = self._unwatched, {}
        told: list[Identifier] = []
        for scheme, heads in unwatched.items():
            asked, grave = signalled(self._registries[scheme], fetch, sorted(heads))
            told += [Identifier(scheme, value) for value in sorted(grave)]
            try:
                with self._store.transaction():
                    for value in asked - grave:
                        self._store.put_signals(Identifier(scheme, value), asked=stamp(self._clock()))
            except StoreError as error:
                self.trouble = str(error)
        return told

    def _as_known(self, identifier: Identifier, head: Head | None, day: dt.date) -> Lookup:
        """What was known at the end of a day."""
        own = Identifier(identifier.scheme, head.alias) if head is not None and head.alias else identifier
        head = self._head(own) if own != identifier else head
        if head is not None and head.missing and head.checked[:10] <= day.isoformat():
            return Missing(identifier, head.checked, head.missing)
        version = head.known_on(day) if head else None
        if version is not None:
            return self._found(identifier, own, version, "")
        return _unavailable(identifier, Fault("offline", f"nothing was known of it on {day}", "choose a later day"))

    def _fresh(self, head: Head) -> bool:
        """Whether what is kept may be used unasked."""
        keep = self._ages.get(head.kind, 0)
        if self._max_age is not None:
            keep = min(keep, int(self._max_age))
        age = self._clock() - moment(head.checked) if head.checked else dt.timedelta.max
        return -_SKEW <= age.total_seconds() < keep

    def _watch(self, identifier: Identifier, head: Head) -> None:
        """Note a copy that is to be asked about for signs of retraction, where its registry can tell them."""
        if (
            self._fetch is None
            or head.missing
            or head.alias
            or not hasattr(self._registries[identifier.scheme], "signals")
        ):
            return
        last = moment(max(head.checked, head.signals))
        if (self._clock() - last).total_seconds() >= self._ages["signals"]:
            self._unwatched.setdefault(identifier.scheme, set()).add(identifier.value)

    def _from_head(self, identifier: Identifier, head: Head, note: str) -> Lookup | None:
        """The lookup that a head stands for; None when what it leads to is not there or must be asked anew."""
        if head.missing:
            return Missing(identifier, head.checked, head.missing)
        if head.alias:
            own = Identifier(identifier.scheme, head.alias)
            target = self._head(own)
            if target is None or target.current is None or target.missing or not (note or self._fresh(target)):
                return None
            return self._found(identifier, own, target.current, note)
        return self._found(identifier, identifier, head.current, note) if head.current else None

    def _fallback(self, identifier: Identifier, head: Head | None, fault: Fault) -> Lookup:
        """An older copy while the registry cannot be asked, with its date; it never proves absence."""
        if head is not None and not head.missing:
            own = Identifier(identifier.scheme, head.alias) if head.alias else identifier
            target = self._head(own) if head.alias else head
            if target is not None and target.current is not None and not target.missing:
                why = "offline" if fault.reason == "offline" else f"the registry could not be asked: {fault.reason}"
                note = f"copy of {target.current.last[:10]}, kept longer than usual ({why})"
                return self._found(identifier, own, target.current, note)
        return _unavailable(identifier, fault)

    def _found(self, asked: Identifier, own: Identifier, version: Version, note: str) -> Lookup:
        """A kept payload of the record `own` as a lookup; read anew when the reader has changed since."""
        record = self._kept_record(own, version.digest) or self._read_anew(own, version.digest)
        if isinstance(record, Fault):
            return _unavailable(asked, record)
        return Found(record, version.digest, version.first, version.last, asked, note)

    def _kept_record(self, own: Identifier, digest: str) -> Record | None:
        """The derived record, where the store holds it and it is the right one."""
        try:
            record = self._store.record(digest, reader_of(self._registries[own.scheme]))
        except TamperedError as error:
            self.trouble = str(error)
            return None
        return record if record is not None and record.identifier == own else None

    def _read_anew(self, own: Identifier, digest: str) -> Record | Fault:
        """The record of a kept payload, which must still be the one that was kept."""
        module = self._registries[own.scheme]
        try:
            payload = self._store.payload(digest)
            if payload is None:
                return _GONE
            record: Record = module.read(payload)
            if record.identifier != own or module.digest(payload) != digest:
                return _CHANGED
            self._store.put_record(digest, reader_of(module), record)
        except PayloadError as error:
            return Fault("unreadable", str(error))
        except TamperedError as error:
            self.trouble = str(error)
            return _GONE
        except StoreError as error:
            self.trouble = str(error)
        return record

    def _inquire(
        self, due: Mapping[str, list[str]], stale: Mapping[Identifier, Head], fetch: Fetch, progress: Progress | None
    ) -> dict[Identifier, Lookup]:
        """Ask the registries, both at once, and then a second time for what they left out."""
        results: dict[Identifier, Lookup] = {}
        told_of = dict.fromkeys(due, 0)
        for told in inquire({self._registries[scheme]: values for scheme, values in due.items()}, fetch):
            results.update(self._keep(told, stale))
            if progress is not None:
                scheme = told.module.SCHEME
                told_of[scheme] += len(told.heard) + len(told.absent) + len(told.faults)
                progress(scheme, min(told_of[scheme], len(due[scheme])), len(due[scheme]))
        for scheme, values in due.items():
            for identifier in (Identifier(scheme, value) for value in values):
                if identifier not in results:
                    results[identifier] = self._fallback(identifier, stale.get(identifier), _NO_ANSWER)
        return results

    def _keep(self, told: Told, stale: Mapping[Identifier, Head]) -> dict[Identifier, Lookup]:
        """Write what was told to the store, all or nothing, and give it back as lookups.

        When the store cannot be written the run goes on with what was told, and `trouble` says so.
        """
        now = self._clock()
        seen, scheme = stamp(now), told.module.SCHEME
        lookups: dict[Identifier, Lookup] = {}
        for value, heard in told.heard.items():
            identifier = Identifier(scheme, value)
            lookups[identifier] = Found(heard.record, heard.digest, seen, seen, identifier)
        for value, words in told.absent.items():
            identifier = Identifier(scheme, value)
            lookups[identifier] = Missing(identifier, seen, words)
        try:
            with self._store.transaction():
                lookups.update(self._write(told, now))
        except StoreError as error:
            self.trouble = str(error)
        for alias, value in told.aliases.items():
            target = lookups.get(Identifier(scheme, value))
            if isinstance(target, Found):
                asked = Identifier(scheme, alias)
                lookups[asked] = Found(target.record, target.digest, target.first, target.last, asked)
        for value, fault in told.faults.items():
            identifier = Identifier(scheme, value)
            lookups[identifier] = self._fallback(identifier, stale.get(identifier), fault)
        return lookups

    def _write(self, told: Told, now: dt.datetime) -> dict[Identifier, Lookup]:
        """Write records, proofs of absence and aliases; the records as found, with when they were first seen."""
        seen, module = stamp(now), told.module
        reader = reader_of(module)
        kept: dict[Identifier, Lookup] = {}
        for value, heard in told.heard.items():
            identifier = Identifier(module.SCHEME, value)
            kept[identifier] = self._written(identifier, heard, reader, module.age_kind(heard.record, now), seen)
        for value, words in told.absent.items():
            self._store.put_missing(Identifier(module.SCHEME, value), asked=seen, proof=words)
        for alias, value in told.aliases.items():
            if value in told.heard:
                self._store.put_alias(Identifier(module.SCHEME, alias), Identifier(module.SCHEME, value), asked=seen)
        return kept

    def _written(self, identifier: Identifier, heard: Heard, reader: str, kind: str, seen: str) -> Found:
        self._store.put_record(heard.digest, reader, heard.record)
        head = self._store.put(identifier, heard.digest, heard.payload, seen=seen, kind=kind)
        version = head.current or Version(heard.digest, seen, seen)
        return Found(heard.record, version.digest, version.first, version.last, identifier)


def reader_of(module: ModuleType) -> str:
    """The name under which records derived by this module's present reader are kept."""
    return f"{module.SCHEME}/{module.READER}"


def by_scheme() -> dict[str, ModuleType]:
    """The modules of the registry shelf whose records claims are checked against, by scheme."""
    return {module.SCHEME: module for module in shelves.load_all("registries").values() if hasattr(module, "read")}


def stamp(moment: dt.datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unavailable(identifier: Identifier, fault: Fault) -> Unavailable:
    return Unavailable(identifier, fault.reason, fault.message, fault.advice)
