"""What `check` knows from before and keeps for later: the baseline options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from verifier.model import Event

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
        ]
    ):
        function = option(function)
    return function


class Memory:
    """What a run knows from before, and what it keeps.

    Raises:
        UsageError: the baseline cannot be read.
    """

    def __init__(self, baseline: Path | None = None, write_baseline: Path | None = None) -> None:
        from verifier import baseline as baselines

        self._file, self._target = baseline, write_baseline
        self._sieve = baselines.Sieve(baselines.read(baseline) if baseline else None)

    def sift(self, events: Iterator[Event]) -> Iterator[Event]:
        """Hand on what is to be reported."""
        if self._file is None and self._target is None:
            return events
        return self._sieve.sift(events)

    def finish(self) -> None:
        """Write what is to be kept, and say on stderr what was held back."""
        from verifier import baseline as baselines

        if self._file is not None:
            click.echo(f"{self._sieve.known} verdicts are known from {self._file} and not reported", err=True)
        if self._target is not None:
            written = baselines.write(self._target, self._sieve.verdicts, self._sieve.documents)
            click.echo(f"{len(written.known)} verdicts stand in {self._target}", err=True)
