"""The line over all cores: documents in shards, one process each, the registries asked from one place.

    names -> shards -> (worker) read, extract -> (here) resolve -> (worker) compare ... conclude -> events in order

Workers never ask anybody; this process alone passes the gates, and hands them what it was told. Events come in the
order of the documents whatever the number of workers, with the same bytes. A worker that dies takes nothing with it:
its shard is done again document by document, and a document that kills its worker twice is set aside and reported.
"""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice, tee
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import msgspec.structs

from verifier import archives, inputs
from verifier.line import Asides, Gathered, Told
from verifier.model import Aside, DocumentRead, Event, Found, Identifier, Lookup, RunEnded
from verifier.pipeline import Verifier, windows
from verifier.run import Tally
from verifier.workers import Task, Workers

# Documents in a shard: enough to hide the hand-over, few enough that a lost shard is done again quickly.
SHARD = 32
Known = dict[tuple[str, str], Identifier]  # (scheme, number) -> PMID
_SET_ASIDE = "reading or checking it ended the worker process twice; it was set aside"


class Setting(msgspec.Struct, frozen=True):
    """What a worker needs to know to build its own Verifier."""

    store: str
    today: dt.date
    judge: str | None
    uncited: bool
    show_text: bool
    max_age: str | None = None
    vocabulary: str | None = None
    as_of: dt.date | None = None
    depth: str = "abstract"
    links: bool = False
    resolve_others: bool = False

    @property
    def dismiss(self) -> bool:
        """Whether documents that cannot hold an identifier are left unread."""
        return not (self.uncited or self.show_text or self.resolve_others)


class Shards:
    """Checks documents over several processes; use it as a context manager.

    verifier: of this process, which asks the registries (or nobody, when it is offline). setting: for the workers;
    its store must be that of `verifier`. jobs: how many workers.
    """

    def __init__(self, verifier: Verifier, setting: Setting, jobs: int, *, offline: bool = False) -> None:
        self._verifier = verifier
        self._setting = setting
        self._offline = offline
        self._workers = Workers(jobs, self._set_aside, _merged)
        self.quarantined: list[str] = []

    def __enter__(self) -> Self:
        """Use as `with Shards(...) as shards:`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go; what is waiting is dropped."""
        self._workers.close(at_once=kind is not None)

    def events(self, names: Iterable[str]) -> Iterator[Event]:
        """The events of a run over these files, as `Verifier.events` gives them."""
        yield self._verifier.started()
        tally, documents = Tally(), 0
        for told in self._told(names):
            tally.add(told)
            self._verifier.note(told.troubles)
            self._verifier.prepared += told.prepared
            self._verifier.let_go += told.let_go
            documents += sum(isinstance(event, DocumentRead) for event in told.events)
            self._verifier.progress("check", documents, 0)
            yield from told.events
        yield RunEnded(counts=tally.counts())

    def gathered(self, names: Iterable[str]) -> list[Gathered]:
        """What documents cite, each read where its death costs only itself."""
        return list(self._pieces(names))

    def gathered_archive(self, name: str, journal: Path, known: Known | None = None) -> list[Gathered]:
        """What the pages of a web archive cite; a page that kills its reader twice is set aside.

        journal: a file in which the reader notes, before each page, which one it is. known: PMIDs of other numbers.
        """
        deaths: Counter[int] = Counter()
        while True:
            skip = frozenset(page for page, times in deaths.items() if times > 1)
            if _BEFORE_THE_FIRST in skip:
                return [self._aside(name)]
            journal.unlink(missing_ok=True)
            work = functools.partial(_gather_archive, self._setting, str(journal), skip, _packed(known))
            blob = self._workers.alone(Task((name,), work))
            if blob is not None:
                journal.unlink(missing_ok=True)
                self.quarantined += [f"{name} page {page}" for page in sorted(skip)]
                return _GATHERED.decode(blob)
            deaths[int(journal.read_text("utf-8")) if journal.exists() else _BEFORE_THE_FIRST] += 1

    def _told(self, names: Iterable[str]) -> Iterator[Told]:
        """What follows, in the order of the names: web archives page by page, other documents in shards."""
        for archived, group in groupby(names, archives.is_archive):
            if archived:
                for name in group:
                    yield from self._archive_told(name)
            else:
                told = self._offline_told if self._offline else self._online_told
                yield from told(group)

    def _archive_told(self, name: str) -> Iterator[Told]:
        """One worker reads an archive, since it can only be read from its beginning; all of them conclude."""
        with tempfile.TemporaryDirectory(prefix="verifier-") as scratch:
            pieces = self.gathered_archive(name, Path(scratch) / "page")
            if known := self._numbers(pieces):
                pieces = self.gathered_archive(name, Path(scratch) / "page", known)
        yield from self._concluded(pieces)

    def _offline_told(self, names: Iterable[str]) -> Iterator[Told]:
        """Nobody is asked: a worker does the whole line for its shard."""
        work = functools.partial(_whole, self._setting)
        for blob in self._workers.ordered(Task(shard, work) for shard in _shards(names)):
            yield _TOLD.decode(blob)

    def _online_told(self, names: Iterable[str]) -> Iterator[Told]:
        """Workers read; this process resolves full batches; workers conclude."""
        yield from self._concluded(self._pieces(names))

    def _pieces(self, names: Iterable[str]) -> Iterator[Gathered]:
        """What documents cite. Where numbers of other schemes lead to PMIDs, a shard is read again with these."""
        shards, again = tee(_shards(names))
        work, read = functools.partial(_gather, self._setting, b""), 0
        for shard, blob in zip(again, self._workers.ordered(Task(shard, work) for shard in shards), strict=True):
            pieces = _GATHERED.decode(blob)
            if known := self._numbers(pieces):
                task = Task(shard, functools.partial(_gather, self._setting, _packed(known)))
                pieces = [piece for told in self._workers.ordered([task]) for piece in _GATHERED.decode(told)]
            read += len(shard)
            self._verifier.progress("read", read, 0)
            yield from pieces

    def _numbers(self, pieces: Iterable[Gathered]) -> Known:
        return self._verifier.numbers(other for piece in pieces for other in piece.others)

    def _concluded(self, pieces: Iterable[Gathered]) -> Iterator[Told]:
        """The second half of the line: this process resolves, unless nobody is to be asked; workers conclude."""
        for window in windows(pieces):
            lookups: Mapping[Identifier, Lookup] = {}
            if not self._offline:
                asked: set[Identifier] = set().union(*(piece.identifiers for piece in window))
                lookups = self._verifier.resolved(sorted(asked))
            held = {identifier for identifier, lookup in lookups.items() if self._verifier.resolver.holds(lookup)}
            asides = None if self._offline else self._verifier.asides(window)
            tasks = [_tell_task(self._setting, part, lookups, held, asides) for part in _parts(window)]
            yield from (_TOLD.decode(blob) for blob in self._workers.ordered(tasks))

    def _aside(self, name: str) -> Gathered:
        self.quarantined.append(name)
        return Gathered(DocumentRead(name, error=_SET_ASIDE))

    def _set_aside(self, task: Task, name: str) -> bytes:
        """Report a document that kills its worker."""
        aside = self._aside(name)
        return _PACK.encode([aside] if getattr(task.work, "func", None) is _gather else Told((aside.read,)))


_PACK = msgspec.msgpack.Encoder()
_TOLD = msgspec.msgpack.Decoder(Told)
_GATHERED = msgspec.msgpack.Decoder(list[Gathered])
_HANDED = msgspec.msgpack.Decoder(list[tuple[Identifier, Lookup]])
_NAMED = msgspec.msgpack.Decoder(  # asked, its own number, digest, first and last seen; asides
    tuple[list[tuple[Identifier, Identifier, str, str, str]], list[tuple[tuple[str, str], Aside]] | None]
)
_KNOWN = msgspec.msgpack.Decoder(list[tuple[tuple[str, str], Identifier]])
_BEFORE_THE_FIRST = -1  # where a reader died before it had noted any page


def _tell_task(
    setting: Setting,
    part: list[Gathered],
    lookups: Mapping[Identifier, Lookup],
    held: set[Identifier],
    asides: Asides | None,
) -> Task:
    """The second half of the line for a part of a window.

    A record that the store holds is read there by the worker itself; everything else is handed over, since the
    worker cannot know why a registry was silent, nor what was added to a record.
    """
    wanted: set[Identifier] = set().union(*(piece.identifiers for piece in part)) & lookups.keys()
    handed = [(i, lookups[i]) for i in sorted(wanted - held)]
    named = [
        (i, found.record.identifier, found.digest, found.first, found.last)
        for i in sorted(wanted & held)
        if isinstance(found := lookups[i], Found)
    ]
    keys = dict.fromkeys((other.scheme, other.value) for piece in part for other in piece.others)
    beside = None if asides is None else [(key, asides[key]) for key in keys if key in asides]
    work = functools.partial(_tell, setting, _PACK.encode(part), _PACK.encode(handed), _PACK.encode((named, beside)))
    return Task(tuple(dict.fromkeys(piece.read.name for piece in part)), work)  # a page may be archived twice


def _packed(known: Known | None) -> bytes:
    """PMIDs of other numbers, for a worker; nothing for none."""
    return _PACK.encode(list(known.items())) if known else b""


def _merged(blobs: list[bytes]) -> bytes:
    """Several results as one: lists are joined, tellings are added up."""
    decoded = [msgspec.msgpack.decode(blob) for blob in blobs]
    if all(isinstance(piece, list) for piece in decoded):
        return _PACK.encode([item for piece in decoded for item in piece])
    told = [_TOLD.decode(blob) for blob in blobs]
    return _PACK.encode(
        Told(
            tuple(event for piece in told for event in piece.events),
            tuple(lookup for piece in told for lookup in piece.lookups),
            sum(piece.checks_done for piece in told),
            sum(piece.checks_skipped for piece in told),
            tuple(dict.fromkeys(trouble for piece in told for trouble in piece.troubles)),
            sum(piece.prepared for piece in told),
            sum(piece.let_go for piece in told),
        )
    )


def _shards(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    feed = iter(names)
    while shard := tuple(islice(feed, SHARD)):
        yield shard


def _parts(window: list[Gathered]) -> Iterator[list[Gathered]]:
    for at in range(0, len(window), SHARD):
        yield window[at : at + SHARD]


# ---------------------------------------------------------------------- in a worker


@functools.lru_cache(maxsize=1)
def own_verifier(setting: Setting, _thread: int = 0) -> Verifier:
    """The Verifier of this worker (of one thread of it): made once, it asks nobody."""
    options = {name: getattr(setting, name) for name in setting.__struct_fields__ if name != "store"}
    return Verifier(setting.store, offline=True, **options)


def _told(
    setting: Setting,
    window: list[Gathered],
    lookups: Mapping[Identifier, Lookup] | None = None,
    asides: Asides | None = None,
) -> bytes:
    own = own_verifier(setting)
    return _PACK.encode(msgspec.structs.replace(own.tell(window, lookups, asides), troubles=own.troubles))


def _unpacked(known: bytes) -> Known | None:
    return dict(_KNOWN.decode(known)) if known else None


def _gather(setting: Setting, known: bytes, names: tuple[str, ...]) -> bytes:
    """Read -> extract; `known`: PMIDs of numbers of other schemes."""
    line, numbers = own_verifier(setting).line, _unpacked(known)
    documents = inputs.open_inputs(list(names), dismiss=setting.dismiss)
    return _PACK.encode([line.gather(document, numbers) for document in documents])


def _gather_archive(
    setting: Setting, journal: str, skip: frozenset[int], known: bytes, names: tuple[str, ...]
) -> bytes:
    """Read -> extract for the pages of an archive, noting which one is next, so that a killer can be found."""
    line, numbers = own_verifier(setting).line, _unpacked(known)
    gathered = []
    for number, page in enumerate(page for name in names for page in inputs.archived(name)):
        Path(journal).write_text(str(number), "utf-8")
        if number in skip:
            gathered.append(Gathered(DocumentRead(page.name, error=_SET_ASIDE)))
        else:
            gathered.append(line.gather(page.read(dismiss=setting.dismiss), numbers))
    return _PACK.encode(gathered)


def _whole(setting: Setting, names: tuple[str, ...]) -> bytes:
    """The whole line, from the store alone."""
    documents = inputs.open_inputs(list(names), dismiss=setting.dismiss)
    return _told(setting, list(own_verifier(setting).gathered(documents)))


def _tell(setting: Setting, part: bytes, handed: bytes, named: bytes, names: tuple[str, ...]) -> bytes:
    """Compare ... conclude for those of the documents in `part` that are named.

    handed: lookups as they are. named: lookups that the store holds, and what was told of other numbers.
    """
    window = [piece for piece in _GATHERED.decode(part) if piece.read.name in names]
    resolver = own_verifier(setting).resolver
    lookups = dict(_HANDED.decode(handed))
    held, beside = _NAMED.decode(named)
    lookups.update((one[0], resolver.kept(*one)) for one in held)
    return _told(setting, window, lookups, None if beside is None else dict(beside))
