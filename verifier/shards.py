"""The line over all cores: documents in shards, one process each, the registries asked from one place.

    names -> shards -> (worker) read, extract -> (here) resolve -> (worker) compare ... conclude -> events in order

Workers never ask anybody; this process alone passes the gates, and hands them what it was told. Events come in the
order of the documents whatever the number of workers, with the same bytes. A worker that dies takes nothing with it:
its shard is done again document by document, and a document that kills its worker twice is set aside and reported.
"""

from __future__ import annotations

import datetime as dt
import functools
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from verifier import inputs
from verifier.line import Gathered, Told
from verifier.model import DocumentRead, Event, Found, Identifier, Lookup, RunEnded
from verifier.pipeline import Verifier, windows
from verifier.run import Tally

# Documents in a shard: enough to hide the hand-over, few enough that a lost shard is done again quickly.
SHARD = 32
# Shards ahead of the reader for each worker: keeps workers busy while a report is written, bounds memory.
AHEAD = 3
_SET_ASIDE = "reading or checking it ended the worker process twice; it was set aside"


class Setting(msgspec.Struct, frozen=True):
    """What a worker needs to know to build its own Verifier."""

    store: str
    today: dt.date
    judge: str | None
    uncited: bool
    show_text: bool
    max_age: str | None = None


class Task(NamedTuple):
    """One shard on its way: the names, and the work to do on them."""

    names: tuple[str, ...]
    work: Callable[[tuple[str, ...]], bytes]


class Shards:
    """Checks documents over several processes; use it as a context manager.

    verifier: of this process, which asks the registries (or nobody, when it is offline). setting: for the workers;
    its store must be that of `verifier`. jobs: how many workers.
    """

    def __init__(self, verifier: Verifier, setting: Setting, jobs: int, *, offline: bool = False) -> None:
        self._verifier = verifier
        self._setting = setting
        self._jobs = jobs
        self._offline = offline
        self._pool: ProcessPoolExecutor | None = None
        self.quarantined: list[str] = []

    def __enter__(self) -> Self:
        """Use as `with Shards(...) as shards:`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go; what is waiting is dropped."""
        self._drop_pool()

    def events(self, names: Iterable[str]) -> Iterator[Event]:
        """The events of a run over these files, as `Verifier.events` gives them."""
        yield self._verifier.started()
        tally = Tally()
        for told in self._offline_told(names) if self._offline else self._online_told(names):
            tally.add(told)
            yield from told.events
        yield RunEnded(counts=tally.counts())

    def gathered(self, names: Iterable[str]) -> list[Gathered]:
        """What documents cite, each read where its death costs only itself."""
        work = functools.partial(_gather, self._setting)
        blobs = self._ordered(Task(shard, work) for shard in _shards(names))
        return [piece for blob in blobs for piece in _GATHERED.decode(blob)]

    def gathered_archive(self, name: str, journal: Path) -> list[Gathered]:
        """What the pages of a web archive cite; a page that kills its reader twice is set aside.

        journal: a file in which the reader notes, before each page, which one it is.
        """
        deaths: Counter[int] = Counter()
        while True:
            skip = frozenset(page for page, times in deaths.items() if times > 1)
            work = functools.partial(_gather_archive, self._setting, str(journal), skip)
            blob = self._alone(Task((name,), work))
            if blob is not None:
                journal.unlink(missing_ok=True)
                self.quarantined += [f"{name} page {page}" for page in sorted(skip)]
                return _GATHERED.decode(blob)
            deaths[int(journal.read_text("utf-8"))] += 1

    def _offline_told(self, names: Iterable[str]) -> Iterator[Told]:
        """Nobody is asked: a worker does the whole line for its shard."""
        work = functools.partial(_whole, self._setting)
        for blob in self._ordered(Task(shard, work) for shard in _shards(names)):
            yield _TOLD.decode(blob)

    def _online_told(self, names: Iterable[str]) -> Iterator[Told]:
        """Workers read; this process resolves full batches; workers conclude."""
        work = functools.partial(_gather, self._setting)
        gathered = self._ordered(Task(shard, work) for shard in _shards(names))
        pieces = (piece for blob in gathered for piece in _GATHERED.decode(blob))
        for window in windows(pieces):
            asked: set[Identifier] = set().union(*(piece.identifiers for piece in window))
            lookups = self._verifier.resolver.resolve(sorted(asked))
            tasks = [_tell_task(self._setting, part, lookups) for part in _parts(window)]
            yield from (_TOLD.decode(blob) for blob in self._ordered(tasks))

    def _ordered(self, tasks: Iterable[Task]) -> Iterator[bytes]:
        """The results in the order of the tasks, a few ahead of the reader."""
        waiting: deque[tuple[Task, Future[bytes] | None]] = deque()
        feed = iter(tasks)
        for task in islice(feed, AHEAD * self._jobs):
            waiting.append((task, self._submit(task)))
        while waiting:
            task, future = waiting.popleft()
            yield self._result(task, future, waiting)
            for following in islice(feed, 1):
                waiting.append((following, self._submit(following)))

    def _submit(self, task: Task) -> Future[bytes] | None:
        """Give a task to the pool, made anew if it broke; None when it broke at this very moment."""
        if self._pool is None:
            self._pool = self._new_pool(self._jobs)
        try:
            return self._pool.submit(task.work, task.names)
        except BrokenProcessPool:
            self._drop_pool()
            return None

    def _result(
        self, task: Task, future: Future[bytes] | None, waiting: deque[tuple[Task, Future[bytes] | None]]
    ) -> bytes:
        """One result; after a crash the pool is made anew, and this shard is done again with care."""
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            self._drop_pool()
            for index, (other, pending) in enumerate(waiting):
                if pending is None or not pending.done() or pending.exception() is not None:
                    waiting[index] = (other, None)
        return self._carefully(task)

    def _carefully(self, task: Task) -> bytes:
        """A shard that saw a worker die: once more as a whole, then each document in a worker of its own."""
        if (whole := self._alone(task)) is not None:
            return whole
        told = []
        for name in task.names:
            single = task._replace(names=(name,))
            told.append(self._alone(single) or self._alone(single) or self._set_aside(task, name))
        return _merged(told)

    def _alone(self, task: Task) -> bytes | None:
        """The result of a task in a fresh worker of its own, or None when the worker died."""
        with self._new_pool(1) as pool:
            try:
                return pool.submit(task.work, task.names).result()
            except BrokenProcessPool:
                return None

    def _set_aside(self, task: Task, name: str) -> bytes:
        """Report a document that kills its worker."""
        self.quarantined.append(name)
        read = DocumentRead(name, error=_SET_ASIDE)
        if getattr(task.work, "func", None) is _gather:
            return _PACK.encode([Gathered(read)])
        return _PACK.encode(Told((read,)))

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=context(), initializer=_deaf_to_interrupts)

    def _drop_pool(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@functools.cache
def context() -> BaseContext:
    """How workers start: from a clean server that has our modules loaded, where the system knows such a thing.

    Never a plain fork, which copies locks and open database handles in whatever state they are.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    server = get_context("forkserver")
    server.set_forkserver_preload([__name__])
    return server


_PACK = msgspec.msgpack.Encoder()
_TOLD = msgspec.msgpack.Decoder(Told)
_GATHERED = msgspec.msgpack.Decoder(list[Gathered])
_HANDED = msgspec.msgpack.Decoder(list[tuple[Identifier, Lookup]])


def _tell_task(setting: Setting, part: list[Gathered], lookups: Mapping[Identifier, Lookup]) -> Task:
    """The second half of the line for a part of a window.

    A plainly found record is read from the store by the worker itself; everything else is handed over, since the
    worker cannot know why a registry was silent.
    """
    wanted: set[Identifier] = set().union(*(piece.identifiers for piece in part))
    handed = [(i, lookups[i]) for i in sorted(wanted) if not _plain(lookups[i])]
    work = functools.partial(_tell, setting, _PACK.encode(part), _PACK.encode(handed))
    return Task(tuple(piece.read.name for piece in part), work)


def _plain(lookup: Lookup) -> bool:
    return isinstance(lookup, Found) and not lookup.note


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


def _deaf_to_interrupts() -> None:
    """Ctrl-C is for the process that leads; it lets its workers go in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@functools.lru_cache(maxsize=1)
def _own(setting: Setting) -> Verifier:
    """The Verifier of this worker: made once, it asks nobody."""
    return Verifier(
        setting.store,
        offline=True,
        judge=setting.judge,
        today=setting.today,
        uncited=setting.uncited,
        show_text=setting.show_text,
        max_age=setting.max_age,
    )


def _read(setting: Setting, names: tuple[str, ...]) -> list[Gathered]:
    line = _own(setting).line
    return [
        line.gather(document)
        for document in inputs.open_inputs(list(names), dismiss=not (setting.uncited or setting.show_text))
    ]


def _gather(setting: Setting, names: tuple[str, ...]) -> bytes:
    """Read -> extract."""
    return _PACK.encode(_read(setting, names))


def _gather_archive(setting: Setting, journal: str, skip: frozenset[int], names: tuple[str, ...]) -> bytes:
    """Read -> extract for the pages of an archive, noting which one is next, so that a killer can be found."""
    line = _own(setting).line
    gathered = []
    for number, page in enumerate(inputs.archived(names[0])):
        Path(journal).write_text(str(number), "utf-8")
        if number in skip:
            gathered.append(Gathered(DocumentRead(page.name, error=_SET_ASIDE)))
        else:
            gathered.append(line.gather(page.read(dismiss=not (setting.uncited or setting.show_text))))
    return _PACK.encode(gathered)


def _whole(setting: Setting, names: tuple[str, ...]) -> bytes:
    """The whole line, from the store alone."""
    return _PACK.encode(_own(setting).tell(_read(setting, names)))


def _tell(setting: Setting, part: bytes, handed: bytes, names: tuple[str, ...]) -> bytes:
    """Compare ... conclude for those of the documents in `part` that are named."""
    window = [piece for piece in _GATHERED.decode(part) if piece.read.name in names]
    return _PACK.encode(_own(setting).tell(window, dict(_HANDED.decode(handed))))
