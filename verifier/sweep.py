"""A crawl over a cluster: one function a shard, the registries asked once, every step resumable.

    extract each shard -> resolve the distinct identifiers, once -> conclude each shard

`process_shard(path) -> output` is all that a scheduler has to call; Dask does it here, Spark and Ray can. A shard is
a web archive, or a file of names with one document a line (suffix .txt or .list). Every output is written under
another name and renamed when it is whole, so a killed worker costs its shard and nothing else; what is there is not
done again. A document that kills its worker is found in a process of its own and set aside.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import current_process
from pathlib import Path
from typing import Any

import msgspec

from verifier import archives, inputs, shelves
from verifier.errors import UsageError
from verifier.line import Gathered
from verifier.model import Event, Identifier, RunEnded
from verifier.pipeline import Verifier, windows
from verifier.run import Tally
from verifier.shards import Setting, Shards

_PACK = msgspec.msgpack.Encoder()
_GATHERED = msgspec.msgpack.Decoder(list[Gathered])
_IDENTIFIERS = msgspec.json.Decoder(list[str])

Progress = Callable[[str, int, int], None]
Map = Callable[[Callable[[str], str], Sequence[str]], Iterable[str]]


class Sweep(msgspec.Struct, frozen=True):
    """What every worker of a sweep knows: the setting of its Verifier, the folder of outputs, the report format."""

    setting: Setting
    out: str
    format: str = "jsonl"

    def extracted(self, shard: str) -> Path:
        """Where what a shard cites is kept between the two steps."""
        return Path(self.out) / "extracted" / f"{_name(shard)}.msgpack"

    def report(self, shard: str) -> Path:
        """Where the report of a shard comes to stand."""
        suffix: str = shelves.load("reports", self.format).SUFFIX
        return Path(self.out) / "reports" / f"{_name(shard)}{suffix}"


def run(sweep: Sweep, shards: Sequence[str], each: Map, verifier: Verifier, progress: Progress) -> list[Path]:
    """Sweep shards; the reports, in the order of the shards.

    each: calls a function for every shard somewhere and gives the results in order (`map`, or a cluster's).
    verifier: of this process; it alone asks the registries, once for all shards.
    """
    wanted = list(dict.fromkeys(shards))
    todo = [shard for shard in wanted if not sweep.extracted(shard).exists()]
    for number, _ in enumerate(each(Step(extract_shard, sweep), todo), 1):
        progress("read", number, len(todo))
    identifiers = sorted(set().union(*(_cited(sweep, shard) for shard in wanted)) if wanted else set())
    verifier.resolver.resolve(identifiers, progress=progress)
    todo = [shard for shard in wanted if not sweep.report(shard).exists()]
    for number, _ in enumerate(each(Step(process_shard, sweep), todo), 1):
        progress("judge", number, len(todo))
    return [sweep.report(shard) for shard in wanted]


class Step(msgspec.Struct, frozen=True):
    """One step with its sweep, callable with a shard: picklable, for any scheduler."""

    work: Any
    sweep: Sweep

    def __call__(self, shard: str) -> str:
        """Do the step for one shard; where its output stands."""
        result: str = self.work(self.sweep, shard)
        return result


def extract_shard(sweep: Sweep, shard: str) -> str:
    """Read and extract one shard; its identifiers stand beside what it cites."""
    target = sweep.extracted(shard)
    if not target.exists():
        gathered = _gathered(sweep, shard)
        cited = sorted({str(i) for piece in gathered for i in piece.identifiers})
        _write(target.with_suffix(".json"), msgspec.json.encode(cited))
        _write(target, _PACK.encode(gathered))
    return str(target)


def process_shard(sweep: Sweep, shard: str) -> str:
    """Conclude one shard from the store alone; extracts it first where that was not done."""
    target = sweep.report(shard)
    if target.exists():
        return str(target)
    extract_shard(sweep, shard)
    gathered = _GATHERED.decode(sweep.extracted(shard).read_bytes())
    out = io.StringIO()
    with _offline(sweep.setting) as verifier:
        shelves.load("reports", sweep.format).write(_events(verifier, gathered), out)
    _write(target, out.getvalue().encode())
    return str(target)


def dask_map(address: str | None, workers: int) -> tuple[Map, Callable[[], None]]:
    """A `Map` over Dask, local or at a scheduler's address, and what closes it.

    Raises:
        UsageError: Dask is not installed.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise UsageError("a sweep over a cluster needs Dask: pip install 'verifier[cluster]'") from error
    # Workers of ours may have children, in which they read documents that might kill them.
    dask.config.set({"distributed.worker.daemon": False})
    local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 40}
    client: Any = Client(address) if address else Client(**local)  # type: ignore[no-untyped-call]  # carries no types

    def each(work: Callable[[str], str], shards: Sequence[str]) -> Iterable[str]:
        # A worker that dies is not the task's fault: Dask hands the task on; we only bound how often.
        futures = [client.submit(work, shard, pure=False, retries=3) for shard in shards]
        for future in futures:
            yield future.result()

    return each, client.close


def _gathered(sweep: Sweep, shard: str) -> list[Gathered]:
    """What the documents of a shard cite, each read where its death would cost only itself."""
    if current_process().daemon:  # a scheduler's worker that may have no children: a killer costs the shard here
        with _offline(sweep.setting) as verifier:
            names = [shard] if archives.is_archive(shard) else _names(shard)
            return [verifier.line.gather(document) for document in inputs.open_inputs(names)]
    with _offline(sweep.setting) as verifier, Shards(verifier, sweep.setting, 1, offline=True) as guarded:
        if archives.is_archive(shard):
            journal = sweep.extracted(shard).with_suffix(f".{os.getpid()}.page")
            journal.parent.mkdir(parents=True, exist_ok=True)
            return guarded.gathered_archive(shard, journal)
        return guarded.gathered(_names(shard))


def _names(shard: str) -> list[str]:
    """The documents of a shard: those a list names, or the shard itself."""
    path = Path(shard)
    if path.suffix not in (".txt", ".list"):
        return list(inputs.expand([shard]))
    try:
        return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{shard} cannot be read as a list of documents: {error}") from error


def _events(verifier: Verifier, gathered: list[Gathered]) -> Iterable[Event]:
    yield verifier.started()
    tally = Tally()
    for window in windows(gathered):
        told = verifier.tell(window)
        tally.add(told)
        yield from told.events
    yield RunEnded(counts=tally.counts())


def _cited(sweep: Sweep, shard: str) -> set[Identifier]:
    return {
        Identifier.parse(word) for word in _IDENTIFIERS.decode(sweep.extracted(shard).with_suffix(".json").read_bytes())
    }


def _offline(setting: Setting) -> Verifier:
    return Verifier(
        setting.store,
        offline=True,
        judge=setting.judge,
        today=setting.today,
        uncited=setting.uncited,
        show_text=setting.show_text,
        max_age=setting.max_age,
        vocabulary=setting.vocabulary,
    )


def _name(shard: str) -> str:
    """A file name for a shard: its own, and a digest of its whole path, since shards of two folders share names."""
    return f"{Path(shard).name[:80]}-{hashlib.sha256(shard.encode()).hexdigest()[:10]}"


def _write(target: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(target)
