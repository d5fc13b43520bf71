"""What `check` knows from before and keeps for later: baselines, and documents to be watched."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Event
    from verifier.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_FILE = click.Path(dir_okay=False, path_type=Path)


def memory_options(function: F) -> F:
    """Options that say what is known already and what is to be kept."""
    for option in reversed(
        [
            click.option(
                "--baseline", type=_FILE, help="Report only what is new or worse since this file was written."
            ),
            click.option("--write-baseline", type=_FILE, help="Write what was found as a baseline; reasons are kept."),
            click.option("--remember", is_flag=True, help="Watch these documents: `verifier refresh` looks at them."),
        ]
    ):
        function = option(function)
    return function


class Memory:
    """What a run knows from before, and what it keeps.

    Raises:
        UsageError: the baseline cannot be read.
    """

    def __init__(self, baseline: Path | None, write_baseline: Path | None, *, remember: bool) -> None:
        from verifier import baseline as baselines
        from verifier.resolve import stamp, utc_now
        from verifier.watch import Rememberer

        self._file, self._target = baseline, write_baseline
        self._sieve = baselines.Sieve(baselines.read(baseline) if baseline else None)
        self._rememberer = Rememberer(lambda: stamp(utc_now()), source_of) if remember else None

    @classmethod
    def taken(cls, options: dict[str, Any], baseline: str) -> Memory:
        """Take the options of `memory_options` out of those of a command; `baseline` is the project's own."""
        file = options.pop("baseline") or (Path(baseline) if baseline else None)
        return cls(file, options.pop("write_baseline"), remember=options.pop("remember"))

    def sift(self, events: Iterator[Event]) -> Iterator[Event]:
        """Hand on what is to be reported."""
        if self._rememberer is not None:
            events = self._rememberer.watch(events)
        if self._file is None and self._target is None:
            return events
        return self._sieve.sift(events)

    def finish(self, store: Store) -> None:
        """Write what is to be kept, and say on stderr what was held back."""
        from verifier import baseline as baselines
        from verifier.watch import Watch

        if self._file is not None:
            click.echo(f"{self._sieve.known} verdicts are known from {self._file} and not reported", err=True)
        if self._target is not None:
            written = baselines.write(self._target, self._sieve.verdicts, self._sieve.documents)
            click.echo(f"{len(written.known)} verdicts stand in {self._target}", err=True)
        if self._rememberer is not None:
            Watch(store).update(self._rememberer.sightings, days=self._rememberer.rests)
            click.echo(f"{len(self._rememberer.sightings)} documents are remembered for `verifier refresh`", err=True)


def source_of(name: str) -> str:
    """Where a document can be read again: an address, or the whole path of a file; "" for standard input."""
    if name.startswith(("http://", "https://")):
        return name
    return str(Path(name).resolve()) if Path(name).is_file() else ""


def target_of(name: str) -> str:
    """What is to be watched, as it can be found again from any folder.

    Raises:
        UsageError: there is no such file or folder, and it is no pattern or address.
    """
    if name.startswith(("http://", "https://")):
        return name
    if not Path(name).exists() and not glob.has_magic(name):
        raise UsageError(f"{name} is no file, folder, pattern or address, so it cannot be watched")
    return str(Path(name).resolve())
