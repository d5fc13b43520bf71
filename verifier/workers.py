"""Worker processes that may die: work done in order, and done again with care where a worker was lost.

A worker that dies takes its whole pool with it. What was under way is handed in once more; what is lost a second
time is done name by name in a process of its own, and a name that kills that process twice is set aside.
"""

from __future__ import annotations

import functools
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, connection, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from typing import NamedTuple

# Tasks ahead of the reader for each worker: keeps workers busy while a report is written, bounds memory.
AHEAD = 3
_STARTS = 5  # tries to start a process that is to do one thing alone


class Task(NamedTuple):
    """One piece of work on its way: the names, and what to do with them (or with some of them)."""

    names: tuple[str, ...]
    work: Callable[[tuple[str, ...]], bytes]


class _Waiting:
    """A task with its future in a pool; None when it is to be done with care."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.future: Future[bytes] | None = None
        self.pool: ProcessPoolExecutor | None = None
        self.lost = False

    @property
    def done(self) -> bool:
        """Whether its result is there."""
        return self.future is not None and self.future.done() and self.future.exception() is None


class Workers:
    """A pool of processes that outlives its workers.

    jobs: how many. set_aside: the result that stands for a name that kills its worker. merged: several results as one.
    """

    def __init__(
        self, jobs: int, set_aside: Callable[[Task, str], bytes], merged: Callable[[list[bytes]], bytes]
    ) -> None:
        self._jobs, self._set_aside, self._merged = jobs, set_aside, merged
        self._pool: ProcessPoolExecutor | None = None
        self._guarded: ProcessPoolExecutor | None = None
        self._before = {child.pid for child in active_children()}

    def close(self, *, at_once: bool = False) -> None:
        """Let the workers go; what is waiting is dropped. at_once: what is under way too, as after Ctrl-C."""
        for pool in (self._pool, self._guarded):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._guarded = None
        if at_once:  # a worker that was just starting knows of no shutdown, and this process would wait for it for ever
            for child in active_children():
                if child.pid not in self._before and type(child) is process_class():
                    child.kill()

    def ordered(self, tasks: Iterable[Task]) -> Iterator[bytes]:
        """The results in the order of the tasks, a few ahead of the reader."""
        feed = iter(tasks)
        waiting = deque(self._begun(_Waiting(task)) for task in islice(feed, AHEAD * self._jobs))
        while waiting:
            yield self._result(waiting.popleft(), waiting)
            waiting.extend(self._begun(_Waiting(task)) for task in islice(feed, 1))

    def alone(self, task: Task) -> bytes | None:
        """The result of a task in a process that does nothing else meanwhile, or None when it died of it."""
        if self._guarded is None:
            self._guarded = _ready(task)
        try:
            return self._guarded.submit(task.work, task.names).result()
        except BrokenProcessPool:
            self._guarded = None
            return None

    def _begun(self, one: _Waiting) -> _Waiting:
        """Give a task to the pool; to none when it broke at this very moment."""
        if self._pool is None:
            self._pool = pool(self._jobs)
        one.pool = self._pool
        try:
            one.future = self._pool.submit(one.task.work, one.task.names)
        except BrokenProcessPool:
            self._pool, one.future = None, None
        return one

    def _result(self, first: _Waiting, waiting: Iterable[_Waiting]) -> bytes:
        """One result; after a death what else was lost is handed in again, and this task is done with care."""
        try:
            if first.future is not None:
                return first.future.result()
        except BrokenProcessPool:
            if self._pool is first.pool:  # a task of another reader may have found it out before
                self._pool = None
            for other in waiting:
                if other.pool is first.pool and not other.done:
                    again = not other.lost
                    other.lost, other.future = True, None
                    if again:
                        self._begun(other)
        return self._carefully(first.task)

    def _carefully(self, task: Task) -> bytes:
        """A task that saw a worker die: once more as a whole, then name by name."""
        if (whole := self.alone(task)) is not None:
            return whole
        done = []
        for name in task.names:
            single = task._replace(names=(name,))
            done.append(self.alone(single) or self.alone(single) or self._set_aside(task, name))
        return self._merged(done)


def pool(workers: int) -> ProcessPoolExecutor:
    """Processes that start clean and end with this one; a death among them breaks the pool."""
    return ProcessPoolExecutor(workers, mp_context=context(), initializer=_begin)


def _ready(task: Task) -> ProcessPoolExecutor:
    """A process that has done this work on nothing: a death while it started is no fault of a document."""
    for _ in range(_STARTS):
        guarded = pool(1)
        try:
            guarded.submit(task.work, ()).result()
        except BrokenProcessPool:
            continue
        break
    return guarded


def process_class() -> type:
    """What a worker is, among the children of this process."""
    found: type = context().Process  # type: ignore[attr-defined]
    return found


@functools.cache
def context() -> BaseContext:
    """How workers start: from a clean server that has our modules loaded, where the system knows such a thing.

    Never a plain fork, which copies locks and open database handles in whatever state they are.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    server = get_context("forkserver")
    server.set_forkserver_preload(["verifier.shards"])
    return server


# ---------------------------------------------------------------------- in a worker


def _begin() -> None:
    """Ctrl-C is for the process that leads; when that one is gone, however it went, so is this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # modules and word lists stay: there is no need to look at them for garbage
    gc.set_threshold(20_000, 50)
    threading.Thread(target=_end_with_the_leader, daemon=True).start()


def _end_with_the_leader() -> None:
    """A worker waits on a pipe that it holds itself, and would wait for ever after its leader was killed."""
    leader = parent_process()
    if leader is not None:
        connection.wait([leader.sentinel])
        os._exit(1)
