"""A crawl over a cluster: one function a shard, the registries asked once, every step resumable.

    extract each shard -> resolve the distinct identifiers, once -> conclude each shard

`process_shard(sweep, shard) -> report` is all that a scheduler has to call; Dask does it here, Spark and Ray can. A
shard is a web archive, or a file of names with one document a line (suffix .txt or .list). Every output is written
under another name and renamed when it is whole, and a mark beside it tells of which state of the shard it was made: a
killed worker costs its shard and nothing else, what is there is not done again, and a shard that has changed is. A
document that kills its reader is found in a process of its own and set aside.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import current_process
from pathlib import Path
from typing import Any

import msgspec

from verifier import __version__, archives, inputs, shelves
from verifier.errors import DocumentError, UsageError
from verifier.line import Gathered
from verifier.model import Counts, DocumentRead, Event, Identifier, RunEnded
from verifier.model.exchange import UNREADABLE
from verifier.pipeline import Verifier, windows
from verifier.run import Tally
from verifier.shards import Setting, Shards, own_verifier

Progress = Callable[[str, int, int], None]
# Calls a function for every shard somewhere; the results in order, None for a shard whose workers died of it.
Map = Callable[[Callable[[str], str], Sequence[str]], Iterable[str | None]]

_PACK = msgspec.msgpack.Encoder()
_GATHERED = msgspec.msgpack.Decoder(list[Gathered])
_BATCH = 2000  # identifiers resolved at a time: ten full batches
_PATIENCE = 30.0  # seconds after which a look is taken at whether there is anybody to do the work
_LOST = "the workers that did this shard died of it again and again"


class Plan(msgspec.Struct, frozen=True):
    """What the outputs of one folder have in common; kept in it, so that no two sweeps are mixed."""

    version: str
    today: dt.date
    judge: str | None
    uncited: bool
    max_age: str | None


class Mark(msgspec.Struct, frozen=True):
    """What was made of one state of a shard.

    state: of the shard's file ("" when it was not there). fault: why the shard could not be done as a whole; it is
    done again by the next run. cited: its identifiers (of an extraction). counts: of its report. prepared: how many
    records were prepared anew for it. let_go: how many were let go of meanwhile.
    """

    shard: str
    state: str
    fault: str = ""
    cited: tuple[str, ...] = ()
    counts: Counts = Counts()
    prepared: int = 0
    let_go: int = 0


class Sweep(msgspec.Struct, frozen=True):
    """What every worker of a sweep knows: the setting of its Verifier, the folder of outputs, the report format."""

    setting: Setting
    out: str
    format: str = "jsonl"

    @property
    def plan(self) -> Plan:
        """What all outputs of this sweep have in common."""
        own = self.setting
        return Plan(__version__, own.today, own.judge, own.uncited, own.max_age)

    def extracted(self, shard: str) -> Path:
        """Where what a shard cites is kept between the two steps."""
        return Path(self.out) / "extracted" / f"{_name(shard)}.msgpack"

    def report(self, shard: str) -> Path:
        """Where the report of a shard comes to stand."""
        suffix: str = shelves.load("reports", self.format).SUFFIX
        return Path(self.out) / "reports" / f"{_name(shard)}{suffix}"


class Step(msgspec.Struct, frozen=True):
    """One step with its sweep, callable with a shard: picklable, for any scheduler."""

    work: Any
    sweep: Sweep

    def __call__(self, shard: str) -> str:
        """Do the step for one shard; where its output stands."""
        result: str = self.work(self.sweep, shard)
        return result


def run(sweep: Sweep, shards: Sequence[str], each: Map, verifier: Verifier, progress: Progress) -> list[Mark]:
    """Sweep shards; the marks of their reports, in the order of the shards.

    each: calls a function for every shard somewhere and gives the results in order (`map`, or a cluster's).
    verifier: of this process; it alone asks the registries, once for all shards.

    Raises:
        UsageError: the folder of outputs holds another sweep.
    """
    _agree(sweep)
    wanted = list(dict.fromkeys(shards))
    for _ in _done(Step(extract_shard, sweep), wanted, each, "read", progress):
        pass  # a shard that was lost here has a second chance below
    if verifier.fetch is not None:
        _resolve(verifier, _cited(sweep, wanted), progress)
    for shard in _done(Step(process_shard, sweep), wanted, each, "judge", progress):
        _report(sweep, Mark(shard, _state(shard), _LOST), [_unread(shard, _LOST)])
    marks = (_mark(sweep.report(shard)) for shard in wanted)
    return [mark for mark in marks if mark is not None]


def planned(out: str | Path) -> Plan | None:
    """What the outputs in a folder have in common, None when it holds no sweep."""
    try:
        return msgspec.json.decode((Path(out) / "sweep.json").read_bytes(), type=Plan)
    except (OSError, *UNREADABLE):
        return None


def extract_shard(sweep: Sweep, shard: str) -> str:
    """Read and extract one shard; its identifiers stand in the mark beside what it cites."""
    target = sweep.extracted(shard)
    if not _stands(target, shard):
        state = _state(shard)
        gathered, fault = _gathered(sweep, shard)
        cited = sorted({str(i) for piece in gathered for i in piece.identifiers})
        with _written(target) as part:
            part.write_bytes(_PACK.encode(gathered))
        _set_mark(target, Mark(shard, state, fault, tuple(cited)))
    return str(target)


def process_shard(sweep: Sweep, shard: str) -> str:
    """Conclude one shard from the store alone; extracts it first where that was not done."""
    target = sweep.report(shard)
    if not _stands(target, shard):
        extracted = Path(extract_shard(sweep, shard))
        mark = _mark(extracted) or Mark(shard, _state(shard))
        _report(sweep, mark, _GATHERED.decode(extracted.read_bytes()))
    return str(target)


def dask_map(address: str | None, workers: int) -> tuple[Map, Callable[[], None]]:
    """A `Map` over Dask, local or at a scheduler's address, and what closes it.

    Raises:
        UsageError: Dask is not installed, or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise UsageError("a sweep over a cluster needs Dask: pip install 'verifier[cluster]'") from error
    # Workers of ours may have children, in which they read documents that might kill them.
    dask.config.set({"distributed.worker.daemon": False})
    local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 40}
    try:
        client: Any = Client(address) if address else Client(**local)  # type: ignore[no-untyped-call]  # carries no types
    except (OSError, ValueError, RuntimeError) as error:
        what = f"no Dask scheduler answers at {address}" if address else "Dask could not start its workers"
        raise UsageError(f"{what}: {error}") from error

    def result(future: Any) -> str | None:
        while True:
            try:
                found: str = future.result(timeout=_PATIENCE)
            except KilledWorker:
                return None
            except TimeoutError:  # nothing makes a local worker anew that died while it started, unless it is told to
                if address is None:
                    client.cluster.scale(workers)
            else:
                return found

    def each(work: Callable[[str], str], shards: Sequence[str]) -> Iterable[str | None]:
        # A worker that dies is not the task's fault: Dask hands the task on; we only bound how often.
        futures = [client.submit(work, shard, pure=False, retries=3) for shard in shards]
        yield from map(result, futures)

    return each, client.close


# ---------------------------------------------------------------------- the steps


def _done(step: Step, wanted: Sequence[str], each: Map, stage: str, progress: Progress) -> Iterator[str]:
    """Do a step for the shards that lack it; those that were lost on the way."""
    place = step.sweep.extracted if step.work is extract_shard else step.sweep.report
    todo = [shard for shard in wanted if not _stands(place(shard), shard)]
    for number, (shard, output) in enumerate(zip(todo, each(step, todo), strict=True), 1):
        progress(stage, number, len(todo))
        if output is None:
            yield shard


def _resolve(verifier: Verifier, identifiers: Sequence[Identifier], progress: Progress) -> None:
    """Ask for every distinct identifier once; what comes is kept in the store, not here."""
    for at in range(0, len(identifiers), _BATCH):
        verifier.resolver.resolve(identifiers[at : at + _BATCH])
        progress("resolve", min(at + _BATCH, len(identifiers)), len(identifiers))


def _cited(sweep: Sweep, shards: Sequence[str]) -> list[Identifier]:
    """The distinct identifiers of all shards."""
    marks = (_mark(sweep.extracted(shard)) for shard in shards)
    return sorted({Identifier.parse(word) for mark in marks if mark is not None for word in mark.cited})


def _gathered(sweep: Sweep, shard: str) -> tuple[list[Gathered], str]:
    """What the documents of a shard cite, each read where its death would cost only itself; what is wrong with it."""
    try:
        names = [shard] if archives.is_archive(shard) else _names(shard)
    except DocumentError as error:
        return [_unread(shard, str(error))], str(error)
    if current_process().daemon:  # a scheduler's worker that may have no children: a killer costs the shard here
        line = own_verifier(sweep.setting, threading.get_ident()).line
        gathered = [line.gather(document) for document in inputs.open_inputs(names)]
    elif archives.is_archive(shard):
        journal = sweep.extracted(shard).with_suffix(f".{os.getpid()}.page")
        journal.parent.mkdir(parents=True, exist_ok=True)
        gathered = _guarded(sweep.setting, threading.get_ident()).gathered_archive(shard, journal)
    else:
        gathered = _guarded(sweep.setting, threading.get_ident()).gathered(names)
    return gathered, "" if _state(shard) else f"{shard} does not exist"


@functools.lru_cache(maxsize=1)
def _guarded(setting: Setting, thread: int) -> Shards:
    """The process in which this thread's shards are read, kept from shard to shard."""
    return Shards(own_verifier(setting, thread), setting, 1, offline=True)


def _names(shard: str) -> list[str]:
    """The documents of a shard: those a list names, or the shard itself."""
    path = Path(shard)
    if path.suffix not in (".txt", ".list"):
        return list(inputs.expand([shard]))
    try:
        return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{shard} cannot be read as a list of documents: {error}") from error


def _report(sweep: Sweep, mark: Mark, gathered: list[Gathered]) -> None:
    """Write the report of a shard, then its mark; `mark` tells of which state, and what is wrong with it."""
    target, tally = sweep.report(mark.shard), Tally()
    verifier = own_verifier(sweep.setting, threading.get_ident())
    sources = verifier.line.sources
    prepared, let_go = sources.prepared, sources.let_go
    with _written(target) as part, part.open("w", encoding="utf-8", newline="") as out:
        shelves.load("reports", sweep.format).write(_events(verifier, gathered, tally), out)
    held = (sources.prepared - prepared, sources.let_go - let_go)
    _set_mark(target, Mark(mark.shard, mark.state, mark.fault, (), tally.counts(), *held))


def _events(verifier: Verifier, gathered: list[Gathered], tally: Tally) -> Iterator[Event]:
    yield verifier.started()
    for window in windows(gathered):
        told = verifier.tell(window)
        tally.add(told)
        yield from told.events
    yield RunEnded(counts=tally.counts())


def _unread(shard: str, reason: str) -> Gathered:
    return Gathered(DocumentRead(shard, error=reason))


# ---------------------------------------------------------------------- files and marks


def _agree(sweep: Sweep) -> None:
    """Keep the plan in the folder of outputs, or hold this sweep to the one that is there."""
    held, plan = planned(sweep.out), sweep.plan
    if held is not None and held != plan:
        told = ", ".join(f"{name} {getattr(held, name)}" for name in held.__struct_fields__)
        raise UsageError(f"{sweep.out} holds another sweep ({told}); name another --out, or sweep with the same")
    with _written(Path(sweep.out) / "sweep.json") as part:
        part.write_bytes(msgspec.json.encode(plan))


def _stands(output: Path, shard: str) -> bool:
    """Whether an output is there, whole, and of the shard as it is now."""
    mark = _mark(output)
    return mark is not None and not mark.fault and mark.state == _state(shard) and output.exists()


def _mark(output: Path) -> Mark | None:
    try:
        return msgspec.json.decode(output.with_name(f"{output.name}.mark").read_bytes(), type=Mark)
    except (OSError, *UNREADABLE):
        return None


def _set_mark(output: Path, mark: Mark) -> None:
    with _written(output.with_name(f"{output.name}.mark")) as part:
        part.write_bytes(msgspec.json.encode(mark))


def _state(shard: str) -> str:
    """Size and time of change of a shard's file, "" when it is not there."""
    try:
        told = os.stat(shard)  # noqa: PTH116 - a name as the user wrote it
    except OSError:
        return ""
    return f"{told.st_size} {told.st_mtime_ns}"


def _name(shard: str) -> str:
    """A file name for a shard: its own, and a digest of its whole path, since shards of two folders share names."""
    return f"{Path(shard).name[:80]}-{hashlib.sha256(shard.encode()).hexdigest()[:10]}"


@contextmanager
def _written(target: Path) -> Iterator[Path]:
    """A file to write that becomes `target` when the block ends: it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
