"""Where reports go, in which formats, and the exit code that they leave behind; for every command that writes them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Event

CLEAN, FINDINGS, COULD_NOT = 0, 1, 3


def report_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format, --output and --fail-on."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="F",
        help="Report format: text (default), json ... Repeat with --output for several at once.",
    ),
    click.option(
        "--output",
        "outputs",
        multiple=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the report here instead of stdout (-); pairs with --format in order.",
    ),
    click.option(
        "--fail-on",
        metavar="WHAT",
        help="Exit with 1 at this level (note, warning, error), outcome (unknown ... broken) or worse; or never.  [default: error]",
    ),
)


class Threshold:
    """Watches the events go by and knows the exit code at the end."""

    def __init__(self, fail_on: str) -> None:
        from verifier.model import LEVELS, OUTCOMES

        if fail_on not in (*LEVELS, *OUTCOMES, "never"):
            raise UsageError(f"--fail-on {fail_on}: choose one of {', '.join((*LEVELS, *OUTCOMES))}, never")
        order: dict[str, tuple[str, ...]] = {"levels": LEVELS, "outcomes": OUTCOMES}
        self._levels = set(order["levels"][LEVELS.index(fail_on) :]) if fail_on in LEVELS else set()
        self._outcomes = set(order["outcomes"][OUTCOMES.index(fail_on) :]) if fail_on in OUTCOMES else set()
        self._reached = False
        self._could_not = False

    def watch(self, events: Iterator[Event]) -> Iterator[Event]:
        """Hand the events on, remembering what they say."""
        from verifier.model import DocumentRead, RunEnded, VerdictReady

        for event in events:
            if isinstance(event, VerdictReady):
                verdict = event.verdict
                self._reached |= verdict.outcome in self._outcomes
                self._reached |= any(finding.level in self._levels for finding in verdict.findings)
            elif isinstance(event, RunEnded):
                self._could_not |= event.counts.unavailable > 0
            elif isinstance(event, DocumentRead):
                self._could_not |= bool(event.error)
            yield event

    @property
    def code(self) -> int:
        """1 beats 3."""
        if self._reached:
            return FINDINGS
        return COULD_NOT if self._could_not else CLEAN


def open_targets(formats: tuple[str, ...], outputs: tuple[Path, ...], stack: ExitStack) -> list[tuple[str, TextIO]]:
    """Which format goes where: pairs in order; one format may go to stdout."""
    formats = formats or ("text",)
    if len(outputs) > len(formats) or len(formats) - len(outputs) > 1:
        raise UsageError("give one --output for each --format (the last format may go without, to stdout)")
    if len(set(outputs)) < len(outputs):
        raise UsageError("two reports would be written over each other: name another --output for each")
    targets: list[tuple[str, TextIO]] = []
    for number, name in enumerate(formats):
        if number < len(outputs) and str(outputs[number]) != "-":
            outputs[number].parent.mkdir(parents=True, exist_ok=True)
            targets.append((name, stack.enter_context(outputs[number].open("w", encoding="utf-8", newline=""))))
        else:
            targets.append((name, sys.stdout))
    return targets


def write_reports(events: Iterator[Event], targets: list[tuple[str, TextIO]], *, verbose: bool, clear: Any) -> None:
    """Write one report as the events come; several from the events kept."""
    from verifier import shelves

    reports = [(shelves.load("reports", name), out) for name, out in targets]
    if len(reports) == 1:
        reports[0][0].write(_cleared(events, clear), reports[0][1], verbose=verbose)
        return
    kept = list(events)
    clear()
    for report, out in reports:
        report.write(iter(kept), out, verbose=verbose)


def _cleared(events: Iterator[Event], clear: Any) -> Iterator[Event]:
    """Take the progress line away when the last event has come, before the report is printed."""
    yield from events
    clear()
