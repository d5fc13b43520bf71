"""Progress on stderr: one line that rewrites itself on a terminal, plain lines at most every five seconds elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple, Self

_EVERY_TERMINAL, _EVERY_PLAIN = 0.1, 5.0
_SOON = 2.0  # seconds of work before the time that is left can be told
_WORDS = {
    "read": "reading documents",
    "resolve": "asking the registries",
    "compare": "laying claims beside their records",
    "check": "documents checked",
    "judge": "judging",
}


class _Begun(NamedTuple):
    """When a stage was first heard of, and how far it was by then."""

    at: float
    done: int
    total: int


class Meter:
    """Callable as (stage, done, total); total 0 means that it cannot be told. A stage may be a registry's scheme."""

    def __init__(self, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._clock = clock
        self._rewrites = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._every = _EVERY_TERMINAL if self._rewrites else _EVERY_PLAIN
        self._starts = clock() + (0.0 if self._rewrites else _EVERY_PLAIN)  # a short run says nothing to a file
        self._next = self._starts
        self._begun: dict[str, _Begun] = {}
        self._shown = False

    def __enter__(self) -> Self:
        """Use as a context manager, so that the line is cleared at the end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line."""
        self.clear()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Say where the work stands: whenever a stage is new, else when it is time to."""
        if self._quiet:
            return
        now = self._clock()
        begun = self._begun.get(stage)
        new = begun is None
        if begun is None or begun.total != total or done < begun.done:
            begun = self._begun[stage] = _Begun(now, done, total)
        if now < (self._starts if new else self._next):
            return
        line = f"{_words(stage)}: {done:,}" + (f" of {total:,}" if total else "") + _left(stage, begun, done, now)
        sys.stderr.write(f"\r\x1b[2K{line}" if self._rewrites else f"{line}\n")
        sys.stderr.flush()
        self._shown = self._rewrites
        self._next = now + self._every

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._shown = False


def _words(stage: str) -> str:
    """What the stage is called; a registry by the name of its service."""
    if stage in _WORDS:
        return _WORDS[stage]
    from verifier.http import NAMES
    from verifier.resolve import by_scheme

    module = by_scheme().get(stage)
    return f"asking {NAMES.get(module.HOST, module.HOST)}" if module else stage


def _left(stage: str, begun: _Begun, done: int, now: float) -> str:
    """How many requests to a registry are left, and how long it will take at the pace so far."""
    left, told = begun.total - done, []
    if left <= 0:
        return ""
    if stage not in _WORDS:
        from verifier.resolve import by_scheme

        if module := by_scheme().get(stage):
            requests = -(-left // module.BATCH)
            told.append(f"{requests:,} request{'s' * (requests > 1)} left")
    if done > begun.done and now - begun.at >= _SOON:
        told.append(f"about {_span((now - begun.at) * left / (done - begun.done))}")
    return "".join(f", {words}" for words in told)


def _span(seconds: float) -> str:
    """A time to wait, as coarse as the guess is."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 100 else f"{round(minutes / 60)} h"
