"""Progress on stderr: one line that rewrites itself on a terminal, plain lines at most every five seconds elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_EVERY_TERMINAL, _EVERY_PLAIN = 0.1, 5.0
_WORDS = {"read": "reading documents", "resolve": "asking the registries", "judge": "judging"}


class Meter:
    """Callable as (stage, done, total); total 0 means that it cannot be told."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + (0.0 if self._terminal else _EVERY_PLAIN)
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
        """Say where the work stands, if it is time to."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        line = f"{_WORDS.get(stage, stage)}: {done}" + (f" of {total}" if total else "")
        if self._terminal:
            sys.stderr.write(f"\r\x1b[2K{line}")
            self._shown = True
        else:
            sys.stderr.write(line + "\n")
        sys.stderr.flush()
        self._next = now + (_EVERY_TERMINAL if self._terminal else _EVERY_PLAIN)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._shown = False
