"""What is watched: documents as they were last checked, and which of them cite a record.

    targets              what a person asked to be watched: files, folders, addresses, sitemaps
    documents            every document known, in short: enough to tell whether it must be read again
    page:<document>      its Sighting: citations, and the verdict in short on each
    history:<document>   what became of its verdicts, night after night
    cited:<shard>        identifier -> documents and citation keys, so that a changed record finds its claims without
                         any page being read; beside it the days on which the calendar alone may change a verdict

All of it lies in the store, in rows of its own. A verdict kept here is a log to compare with, never an answer.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec
import msgspec.structs

from verifier.model import (
    Citation,
    DocumentRead,
    Event,
    Identifier,
    RunStarted,
    Sighting,
    Standing,
    Verdict,
    VerdictChange,
    VerdictReady,
    Watched,
)
from verifier.store import Store

SHARDS = 256
ABSENT = "absent"  # stands for a digest where the registry proved that it has no such record
_LONGEST_HISTORY = 1000  # changes that are kept for one document


class Listed(msgspec.Struct, frozen=True):
    """A document in short: what tells whether it must be read or judged again. maker: the version and the judge."""

    digest: str
    stamp: str
    maker: str
    source: str
    origin: str = ""


class Cited(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who cites an identifier, and what the calendar may do to it.

    where: document -> citation keys. digest: of the payload that the logged verdicts rest on, ABSENT when they rest
    on its absence, "" when there is none yet. dated: whether the days were read from it.
    turns: the day from which the registry may call an active trial UNKNOWN without any update, "" for never.
    wakes: the days on which a verdict may change although nothing else did, ascending (ISO 8601).
    """

    where: dict[str, tuple[str, ...]]
    digest: str = ""
    dated: bool = False
    turns: str = ""
    wakes: tuple[str, ...] = ()


class Heartbeat(msgspec.Struct, frozen=True):
    """How the last night went, for the next one and for `verifier doctor`.

    started, ended: ISO 8601, UTC. clean: end of the last night in which all could be asked and read, "" for none.
    code: its exit code. pulses: scheme -> when that registry had last loaded its data. heard: scheme -> the day up
    to which its news are known. owed: identifiers that were due and not asked.
    """

    started: str
    ended: str
    day: str
    code: int
    clean: str = ""
    due: int = 0
    requests: int = 0
    pulses: dict[str, str] = {}
    heard: dict[str, str] = {}
    owed: tuple[str, ...] = ()


def last_night(store: Store) -> Heartbeat | None:
    """How the last night that came to its end went; None when there was none."""
    return store.note("last-night", Heartbeat)


def begun_night(store: Store) -> str:
    """When a night began that has not come to its end (ISO 8601, UTC); "" when there is none."""
    begun = store.note("night", _Begun)
    return begun.started if begun else ""


class _Begun(msgspec.Struct):
    """The part of a night's notes that is read here."""

    started: str


class Watch:
    """The watched documents in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------------ what a person asked for

    def targets(self) -> tuple[Watched, ...]:
        """What was asked to be watched, in the order of the names."""
        return self._store.note("targets", tuple[Watched, ...]) or ()

    def add(self, targets: Iterable[str], now: str) -> tuple[str, ...]:
        """Watch these from now on; give those that were not watched yet."""
        with self._store.transaction():
            known = {watched.target: watched for watched in self.targets()}
            new = tuple(target for target in dict.fromkeys(targets) if target not in known)
            known.update((target, Watched(target, now)) for target in new)
            self._store.put_note("targets", tuple(known[target] for target in sorted(known)))
        return new

    def remove(self, targets: Iterable[str]) -> tuple[str, ...]:
        """Watch these no longer, and forget the documents that they led to; give those that were watched."""
        gone = set(targets)
        with self._store.transaction():
            known = self.targets()
            self._store.put_note("targets", tuple(w for w in known if w.target not in gone))
            listed = self.documents()
            dropped = [name for name, doc in listed.items() if gone & {doc.origin, doc.source, name}]
            self.update((), forget=dropped)
            removed = {w.target for w in known if w.target in gone}
            removed |= {t for name in dropped for t in (name, listed[name].source) if t in gone}
        return tuple(sorted(removed))

    # ------------------------------------------------------------------ documents

    def documents(self) -> dict[str, Listed]:
        """Every document known, in the order of the names."""
        return self._store.note("documents", dict[str, Listed]) or {}

    def sighting(self, document: str) -> Sighting | None:
        """A document as it was last checked."""
        return self._store.note(f"page:{document}", Sighting)

    def history(self, document: str) -> tuple[tuple[str, VerdictChange], ...]:
        """What became of a document's verdicts: (when, change), oldest first."""
        return self._store.note(f"history:{document}", tuple[tuple[str, VerdictChange], ...]) or ()

    def cited(self) -> dict[Identifier, Cited]:
        """Every identifier that a watched document cites, in their order."""
        rows = (self._store.note(f"cited:{shard:02x}", dict[str, Cited]) or {} for shard in range(SHARDS))
        found = {Identifier.parse(text): cited for row in rows for text, cited in row.items()}
        return dict(sorted(found.items()))

    def update(
        self,
        sightings: Iterable[Sighting],
        *,
        forget: Iterable[str] = (),
        days: Mapping[Identifier, Cited] | None = None,
        stamps: Mapping[str, str] | None = None,
        changes: Iterable[VerdictChange] = (),
        now: str = "",
    ) -> None:
        """Take over what a run or a night saw, all of it or nothing.

        sightings: documents as they are now. forget: documents that are no longer watched. days: what verdicts
        rest on and the calendar may do (`where` is not looked at); one that is not dated never takes the place of
        what is known. stamps: of documents that are otherwise as they were. changes: for the histories, dated `now`.
        """
        with self._store.transaction():
            listed = self.documents()
            moves: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
            for name in forget:
                self._move(moves, name, self.sighting(name), ())
                listed.pop(name, None)
                self._store.drop_note(f"page:{name}")
            for new in sightings:
                old = self.sighting(new.document)
                if old is None or old.citations != new.citations:
                    self._move(moves, new.document, old, new.citations)
                listed[new.document] = Listed(new.digest, new.stamp, maker(new), new.source, new.origin)
                self._store.put_note(f"page:{new.document}", new)
            for name, mark in (stamps or {}).items():
                if name in listed:
                    listed[name] = msgspec.structs.replace(listed[name], stamp=mark)
            self._store.put_note("documents", dict(sorted(listed.items())))
            self._write_shards(moves, days or {})
            self._write_histories(changes, now)

    def _move(
        self,
        moves: dict[str, dict[str, dict[str, tuple[str, ...]]]],
        name: str,
        old: Sighting | None,
        citations: tuple[Citation, ...],
    ) -> None:
        """Note which identifiers a document cites no longer (no keys) and which it cites now."""
        now: dict[str, tuple[str, ...]] = {str(c.identifier): () for c in (old.citations if old else ())}
        for citation in citations:
            if not citation.malformed:
                text = str(citation.identifier)
                now[text] = (*now.get(text, ()), citation.key)
        for text, keys in now.items():
            moves.setdefault(_shard(text), {}).setdefault(text, {})[name] = keys

    def _write_shards(
        self, moves: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]], days: Mapping[Identifier, Cited]
    ) -> None:
        """Bring the index up to date, reading and writing only the rows concerned."""
        by_shard: dict[str, dict[str, Cited]] = {}
        for identifier, cited in days.items():
            by_shard.setdefault(_shard(str(identifier)), {})[str(identifier)] = cited
        for shard in sorted({*moves, *by_shard}):
            row = self._store.note(shard, dict[str, Cited]) or {}
            for text, where in moves.get(shard, {}).items():
                old = row.get(text) or Cited({})
                merged = {name: keys for name, keys in {**old.where, **where}.items() if keys}
                row[text] = msgspec.structs.replace(old, where=dict(sorted(merged.items())))
            for text, cited in by_shard.get(shard, {}).items():
                if text in row and (cited.dated or not row[text].digest):
                    row[text] = msgspec.structs.replace(cited, where=row[text].where)
            self._store.put_note(shard, {text: row[text] for text in sorted(row) if row[text].where})

    def _write_histories(self, changes: Iterable[VerdictChange], now: str) -> None:
        by_document: dict[str, list[VerdictChange]] = {}
        for change in changes:
            by_document.setdefault(change.document, []).append(change)
        for name, new in by_document.items():
            kept = (*self.history(name), *((now, change) for change in new))[-_LONGEST_HISTORY:]
            self._store.put_note(f"history:{name}", kept)


class Rememberer:
    """Watches the events of a run go by and makes Sightings of them.

    now: gives the time (ISO 8601, UTC). locate: document -> path or address to read it from again, "" when there is none; such a
    document is left out, since nobody could look at it again.
    """

    def __init__(self, now: Callable[[], str], locate: Callable[[str], str]) -> None:
        self._now, self._locate = now, locate
        self.sightings: list[Sighting] = []
        self.rests: dict[Identifier, Cited] = {}  # what the verdicts rest on, for `Watch.update(days=...)`

    def watch(self, events: Iterable[Event]) -> Iterator[Event]:
        """Hand the events on, remembering what they say."""
        started = RunStarted("", "", "")
        read, verdicts = None, list[Verdict]()
        for event in events:
            if isinstance(event, RunStarted):
                started = event
            elif isinstance(event, VerdictReady):
                verdicts.append(event.verdict)
            elif isinstance(event, DocumentRead):
                self._close(started, read, verdicts)
                read, verdicts = event, []
            yield event
        self._close(started, read, verdicts)

    def _close(self, started: RunStarted, read: DocumentRead | None, verdicts: list[Verdict]) -> None:
        """One document is complete."""
        source = "" if read is None or read.error else self._locate(read.name)
        if read is None or not source:
            return
        self.sightings.append(
            Sighting(
                document=read.name,
                digest=read.digest,
                seen=self._now(),
                day=started.today,
                version=started.version,
                judge=started.judge,
                citations=tuple(verdict.citation for verdict in verdicts),
                standings=standings(verdicts),
                source=source,
            )
        )
        for verdict in verdicts:
            if not verdict.citation.malformed and not unasked(verdict):
                self.rests[verdict.citation.identifier] = Cited({}, verdict.record.digest or ABSENT)


def standings(verdicts: Iterable[Verdict]) -> dict[str, Standing]:
    """The verdicts in short, by key; where the record could not be asked nothing is to be remembered."""
    return {v.citation.key: Standing.of(v) for v in verdicts if not unasked(v)}


def unasked(verdict: Verdict) -> bool:
    """Whether the verdict says no more than that the registry could not be asked."""
    return verdict.outcome == "unknown" and not verdict.record.digest and not verdict.citation.malformed


def maker(sighting: Sighting) -> str:
    """Who made the verdicts of a sighting: our version and the judge."""
    return f"{sighting.version}/{sighting.judge}"


def _shard(text: str) -> str:
    """The row of the index in which an identifier stands."""
    return f"cited:{zlib.crc32(text.encode()) % SHARDS:02x}"
