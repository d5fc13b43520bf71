"""Identifiers -> Lookups: each number asked once, the store first, absence proven, faults kept apart.

A lookup is Found, Missing or Unavailable. Missing stands only where the registry itself said so; whatever went
wrong on the way is Unavailable, with what happened and what to do. When a registry is down, a copy older than
its time serves, with its date told; it never proves absence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType

from verifier import shelves
from verifier.errors import PayloadError, StoreError
from verifier.model import Found, Identifier, Lookup, Missing, Record, Unavailable
from verifier.model.exchange import Answer, Fault, Fetch, Proof
from verifier.store import Head, Store, Version

Progress = Callable[[str, int, int], None]
_OFFLINE = Fault(
    "offline", "not in the store, and nothing was asked (offline)", "run without --offline, or import a snapshot"
)
_UNPROVEN = Fault(
    "suspect",
    "the registry left it out without saying that it does not exist",
    "try again later; do not read this as missing",
)


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
            than the time that the registry module gives it.
        as_of: answer with the payloads known at the end of that day, from the store alone.
    """

    def __init__(
        self,
        store: Store,
        fetch: Fetch | None = None,
        *,
        registries: Mapping[str, ModuleType] | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
        max_age: float | None = None,
        as_of: dt.date | None = None,
    ) -> None:
        self._store, self._fetch = store, None if as_of else fetch
        self._registries = registries if registries is not None else by_scheme()
        self._clock, self._max_age, self._as_of = clock, max_age, as_of
        self.trouble = ""  # why answers could not be kept, when they could not

    def resolve(self, identifiers: Iterable[Identifier], progress: Progress | None = None) -> dict[Identifier, Lookup]:
        """Look up each identifier once; the order of the result is that of the first mention.

        `progress` is called with (scheme, done, all) as answers come in.
        """
        asked = list(dict.fromkeys(identifiers))
        found: dict[Identifier, Lookup] = {}
        due: dict[str, list[Identifier]] = {}
        stale: dict[Identifier, Head] = {}
        for identifier in asked:
            known = self._known(identifier, stale)
            if known is None:
                due.setdefault(identifier.scheme, []).append(identifier)
            else:
                found[identifier] = known
        for scheme, wanted in due.items():
            module = self._registries[scheme]
            for at in range(0, len(wanted), module.BATCH):
                batch = wanted[at : at + module.BATCH]
                found.update(self._ask(module, batch, stale))
                if progress is not None:
                    progress(scheme, min(at + module.BATCH, len(wanted)), len(wanted))
        return {identifier: found[identifier] for identifier in asked}

    def _known(self, identifier: Identifier, stale: dict[Identifier, Head]) -> Lookup | None:
        """What can be said without asking; None when the registry is to be asked. Old copies go to `stale`."""
        if identifier.scheme not in self._registries:
            return _unavailable(identifier, Fault("malformed", f"{identifier.scheme} is not a registry that is asked"))
        if not identifier.well_formed:
            return _unavailable(
                identifier, Fault("malformed", "not a well-formed number; it was not asked", "correct the number")
            )
        head = self._store.head(identifier)
        if self._as_of is not None:
            return self._as_known(identifier, head, self._as_of)
        if head is not None:
            if self._fresh(head):
                return self._from_head(identifier, head, "")
            stale[identifier] = head
        if self._fetch is None:
            return self._fallback(identifier, head, _OFFLINE)
        return None

    def _as_known(self, identifier: Identifier, head: Head | None, day: dt.date) -> Lookup:
        """The payload known at the end of a day."""
        if head is not None and head.alias:
            identifier_now = Identifier(identifier.scheme, head.alias)
            head = self._store.head(identifier_now)
        version = head.known_on(day) if head else None
        if version is None:
            return _unavailable(identifier, Fault("offline", f"nothing was known of it on {day}", "choose a later day"))
        return self._found(identifier, version, "")

    def _fresh(self, head: Head) -> bool:
        """Whether what is kept may be used unasked."""
        keep = head.keep if self._max_age is None else min(head.keep, self._max_age)
        return bool(head.checked) and (self._clock() - dt.datetime.fromisoformat(head.checked)).total_seconds() < keep

    def _from_head(self, identifier: Identifier, head: Head, note: str) -> Lookup | None:
        """The lookup that a head stands for; None when what it leads to is not there or must be asked anew."""
        if head.missing:
            return Missing(identifier, head.checked, head.missing)
        if head.alias:
            target = self._store.head(Identifier(identifier.scheme, head.alias))
            if target is None or target.current is None or target.missing or not (note or self._fresh(target)):
                return None
            return self._found(identifier, target.current, note)
        return self._found(identifier, head.current, note) if head.current else None

    def _fallback(self, identifier: Identifier, head: Head | None, fault: Fault) -> Lookup:
        """An older copy while the registry cannot be asked, with its date; it never proves absence."""
        if head is not None and not head.missing:
            target = self._store.head(Identifier(identifier.scheme, head.alias)) if head.alias else head
            current = target.current if target else None
            if current is not None:
                why = "offline" if fault.reason == "offline" else f"the registry could not be asked: {fault.reason}"
                note = f"copy of {current.last[:10]}, kept longer than usual ({why})"
                return self._from_head(identifier, head, note) or _unavailable(identifier, fault)
        return _unavailable(identifier, fault)

    def _found(self, asked: Identifier, version: Version, note: str) -> Lookup:
        """A kept payload as a lookup; read anew when the reader has changed since."""
        module = self._registries[asked.scheme]
        reader = f"{asked.scheme}/{module.READER}"
        record = self._store.record(version.digest, reader)
        if record is None:
            payload = self._store.payload(version.digest)
            if payload is None:
                return _unavailable(
                    asked, Fault("unreadable", "its payload is gone from the store", "run `verifier store verify`")
                )
            try:
                record = module.read(payload)
            except PayloadError as error:
                return _unavailable(asked, Fault("unreadable", str(error)))
            self._keep(lambda: self._store.put_record(version.digest, reader, record))
        return Found(record, version.digest, version.first, version.last, asked, note)

    def _keep(self, write: Callable[[], object]) -> None:
        """Write to the store; when it cannot be written, the run goes on and says so."""
        try:
            write()
        except StoreError as error:
            self.trouble = str(error)

    def _ask(
        self, module: ModuleType, batch: Sequence[Identifier], stale: Mapping[Identifier, Head]
    ) -> dict[Identifier, Lookup]:
        """Ask a registry for a batch, then a second time for what it left out."""
        assert self._fetch is not None
        values = [identifier.value for identifier in batch]
        reply = self._fetch(module.request(values), module.examine)
        answer = Answer()
        fault: Fault | None = reply if isinstance(reply, Fault) else None
        if not isinstance(reply, Fault):
            try:
                answer = module.split(reply.body, values)
            except PayloadError as error:
                fault = Fault("unreadable", str(error), "try again later")
        faults: dict[str, Fault] = (
            dict.fromkeys(values, fault) if fault else {v: Fault("suspect", why) for v, why in answer.refused.items()}
        )
        results = self._taken(module, answer)
        left = [v for v in values if v not in results and v not in faults]
        if left:
            self._doubt(module, left, results, faults)
        out: dict[Identifier, Lookup] = {}
        for identifier in batch:
            known = results.get(identifier.value)
            out[identifier] = known or self._fallback(
                identifier, stale.get(identifier), faults.get(identifier.value) or _UNPROVEN
            )
        return out

    def _doubt(
        self, module: ModuleType, left: Sequence[str], results: dict[str, Lookup], faults: dict[str, Fault]
    ) -> None:
        """Ask the second questions, and believe only what they prove."""
        assert self._fetch is not None
        again: list[str] = []
        for request, values in module.doubts(left):
            reply = self._fetch(request, module.examine_doubt)
            if isinstance(reply, Fault):
                faults.update(dict.fromkeys(values, reply))
                continue
            proof: Proof = module.prove(values, reply)
            results.update(self._taken(module, Answer(proof.payloads, proof.aliases)))
            for value, words in proof.absent.items():
                results[value] = self._missing(Identifier(module.SCHEME, value), words)
            again += [v for v in (*proof.present, *proof.aliases) if v not in results]
        if again:
            self._once_more(module, again, results, faults)

    def _once_more(
        self, module: ModuleType, again: Sequence[str], results: dict[str, Lookup], faults: dict[str, Fault]
    ) -> None:
        """Ask one by one for what exists after all."""
        assert self._fetch is not None
        for value in again:
            reply = self._fetch(module.request([value]), module.examine)
            if isinstance(reply, Fault):
                faults[value] = reply
                continue
            try:
                results.update(self._taken(module, module.split(reply.body, [value])))
            except PayloadError as error:
                faults[value] = Fault("unreadable", str(error))

    def _missing(self, identifier: Identifier, words: str) -> Missing:
        asked = stamp(self._clock())
        self._keep(lambda: self._store.put_missing(identifier, asked=asked, proof=words))
        return Missing(identifier, asked, words)

    def _taken(self, module: ModuleType, answer: Answer) -> dict[str, Lookup]:
        """Read and keep the payloads of an answer; a record that carries another number is not believed."""
        now = self._clock()
        seen = stamp(now)
        taken: dict[str, Lookup] = {}
        reader = f"{module.SCHEME}/{module.READER}"
        for value, payload in answer.payloads.items():
            identifier = Identifier(module.SCHEME, value)
            try:
                record, digest = module.read(payload), module.digest(payload)
            except PayloadError as error:
                taken[value] = _unavailable(identifier, Fault("unreadable", str(error), "try again later"))
                continue
            if record.identifier != identifier:
                taken[value] = _unavailable(
                    identifier, Fault("wrong-record", f"the registry answered with {record.identifier}")
                )
                continue
            taken[value] = self._kept(
                identifier, record, digest, payload, seen, module.keep_seconds(record, now), reader
            )
        for alias, current in answer.aliases.items():
            found = taken.get(current)
            if isinstance(found, Found):
                asked = Identifier(module.SCHEME, alias)
                self._keep(lambda a=asked, c=found.record.identifier: self._store.put_alias(a, c, asked=seen))  # type: ignore[misc]
                taken[alias] = Found(found.record, found.digest, found.first, found.last, asked)
        return taken

    def _kept(
        self, identifier: Identifier, record: Record, digest: str, payload: str, seen: str, keep: int, reader: str
    ) -> Found:
        """Write one record and give it back as found."""
        first = seen
        try:
            self._store.put_record(digest, reader, record)
            head = self._store.put(identifier, digest, payload, seen=seen, keep=keep)
            first = head.current.first if head.current else seen
        except StoreError as error:
            self.trouble = str(error)
        return Found(record, digest, first, seen, identifier)


def by_scheme() -> dict[str, ModuleType]:
    """The modules of the registry shelf that hold records, by scheme."""
    return {module.SCHEME: module for module in shelves.load_all("registries").values() if hasattr(module, "read")}


def stamp(moment: dt.datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unavailable(identifier: Identifier, fault: Fault) -> Unavailable:
    return Unavailable(identifier, fault.reason, fault.message, fault.advice)
