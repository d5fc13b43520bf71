"""`verifier refresh`: the nightly job."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from verifier.cli._options import Day, open_verifier, record_options
from verifier.cli._progress import Meter
from verifier.config import seconds
from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Night

CLEAN, WORSE, COULD_NOT = 0, 1, 3
_PATIENCE = 300  # seconds that a notification may take


@click.command("refresh", short_help="Ask again what is due; tell which verdicts changed, and why.")
@click.option(
    "--judge", default=None, metavar="NAME", help="Who judges what the rules leave open; none for rules only."
)
@click.option("--today", type=Day(), help="What counts as now.")
@click.option("--format", "form", default="text", metavar="F", help="text (default), json, markdown or html.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here instead of stdout."
)
@click.option(
    "--notify", metavar="COMMAND", help="Run this with the digest on stdin, only when there is something to say."
)
@click.option(
    "--max-requests",
    type=click.IntRange(min=1),
    metavar="N",
    help="Ask no more questions than this tonight (a repeated try is not counted).",
)
@click.option("--deadline", metavar="AGE", help="Ask nothing more after this time (90m, 6h).")
@click.option(
    "--older-than", metavar="AGE", help="Ask every record whose last answer is older (1d), besides what is due."
)
@click.option("--allow-private", is_flag=True, help="Fetch pages from this machine and private networks too.")
@click.option("--log", "log_file", type=click.File("a"), help="Append what happens to this file, as JSON lines.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@record_options
def command(
    judge: str | None,
    today: dt.date | None,
    form: str,
    output: Path | None,
    notify: str | None,
    max_requests: int | None,
    deadline: str | None,
    older_than: str | None,
    allow_private: bool,
    log_file: TextIO | None,
    quiet: bool,
    **records: Any,
) -> None:
    """Look at what is watched, ask the registries what is due, and tell which verdicts changed, and why.

    The first night learns and alarms nobody. Exit codes: 0 nothing got worse; 1 verdicts got worse; 3 something
    could not be asked or read, or another refresh is under way.

    \b
    Examples:
      verifier watch add site/
      verifier refresh
      verifier refresh --format markdown --notify "mail -s verifier editors@example.org"
    """
    from verifier.pages import PageFetcher
    from verifier.pipeline import DEFAULT_JUDGE
    from verifier.refresh import Refresher
    from verifier.refresh.digest import FORMATS
    from verifier.watch import Watch

    if form not in FORMATS:
        raise UsageError(f"--format {form}: choose one of {', '.join(FORMATS)}")
    words = _words(notify) if notify else []
    judge = None if judge == "none" else judge or DEFAULT_JUDGE
    codes = []
    with (
        Meter(quiet=quiet) as meter,
        open_verifier(
            records.pop("store"), judge=judge, today=today, uncited=False, show_text=False, progress=meter, **records
        ) as verifier,
        PageFetcher(allow_private=allow_private) as pages,
    ):
        watch = Watch(verifier.store)
        if not watch.targets() and not watch.documents():
            raise UsageError("nothing is watched: name files, folders or addresses with `verifier watch add`")
        refresher = Refresher(
            verifier,
            max_requests=max_requests,
            deadline=seconds(deadline) if deadline else None,
            older_than=older_than,
            fetch_page=pages if verifier.fetch else None,
            log=_logger(log_file),
        )
        for night in refresher.nights():
            meter.clear()
            codes.append(_told(night, form, output, words))
            if codes[-1] is not None:
                refresher.told()
    sys.exit(_code(codes))


def _told(night: Night, form: str, output: Path | None, words: list[str]) -> int | None:
    """Tell a night; its exit code, or None when nobody could be told."""
    from verifier.refresh.telling import tell, worth_telling

    report = tell(night, form)
    if output is None:
        click.echo(report, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(report, "utf-8")
    if words and worth_telling(night) and not _notified(words, report):
        return None
    return night.code


def _code(codes: list[int | None]) -> int:
    """1 beats 3; a report that nobody could be told counts as 3, and is told again the next time."""
    if WORSE in codes:
        return WORSE
    return COULD_NOT if COULD_NOT in codes or None in codes else CLEAN


def _words(notify: str) -> list[str]:
    """The command to run, as words: no shell reads it.

    Raises:
        UsageError: it cannot be taken apart.
    """
    try:
        words = shlex.split(notify)
    except ValueError as error:
        raise UsageError(f"--notify {notify!r}: {error}") from error
    if not words:
        raise UsageError("--notify needs a command")
    return words


def _notified(words: list[str], report: str) -> bool:
    """Hand the report to a command; say on stderr when that failed."""
    try:
        done = subprocess.run(words, input=report.encode(), check=False, timeout=_PATIENCE)  # noqa: S603  # no shell
    except (OSError, subprocess.TimeoutExpired) as error:
        click.echo(f"verifier: nobody was notified: {error}", err=True)
        return False
    if done.returncode:
        click.echo(f"verifier: nobody was notified: {words[0]} ended with {done.returncode}", err=True)
    return done.returncode == 0


def _logger(out: TextIO | None) -> Any:
    """Write each event of the night as a line of JSON, with its time."""
    if out is None:
        return None

    def log(event: str, **fields: object) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        out.write(json.dumps({"time": now, "event": event, **fields}, default=str) + "\n")
        out.flush()

    return log
