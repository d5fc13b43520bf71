"""`verifier sweep`: a crawl, over a cluster or over this machine's cores."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli._options import Day, default_store, kept_vocabulary, open_verifier, record_options
from verifier.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.sweep import Mark

COULD_NOT = 3


@click.command("sweep", short_help="Check a crawl, shard by shard, over a cluster.")
@click.argument("shards", nargs=-1)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder of the outputs; what is there is not done again.",
)
@click.option(
    "--format", "form", default="jsonl", show_default=True, metavar="F", help="Report format, one report a shard."
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, metavar="N", help="Local workers.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler (tls://host:8786) instead of local workers.")
@click.option(
    "--judge", default=None, metavar="NAME", help="Who judges what the rules leave open; none for rules only."
)
@click.option(
    "--no-uncited",
    is_flag=True,
    help="Leave out checkable claims that name no source; a document without identifiers is then not read at all.",
)
@click.option("--today", type=Day(), help="What counts as now.")
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@record_options
def command(
    shards: tuple[str, ...],
    out: Path,
    form: str,
    workers: int,
    scheduler: str | None,
    judge: str | None,
    today: dt.date | None,
    no_uncited: bool,
    quiet: bool,
    **records: Any,
) -> None:
    """Check SHARDS: web archives, or files that name one document a line. One report a shard comes to stand in --out.

    Each distinct identifier is asked once, from this process; workers ask nobody. Run the same command again to go
    on after an interruption. Exit code 3: something could not be read or asked, and the reports say what. The
    scheduler's port gives its callers the run of the workers: keep it private or use TLS.

    \b
    Example:
      verifier sweep crawl/*.warc.gz --out results/ --offline --store records/
    """
    from verifier import sweep
    from verifier.cli._progress import Meter
    from verifier.pipeline import DEFAULT_JUDGE
    from verifier.reports._inert import inert
    from verifier.shards import Setting

    if not shards:
        raise UsageError("name at least one shard: a web archive, or a file that names one document a line")
    judge = None if judge == "none" else judge or DEFAULT_JUDGE
    store = records.pop("store") or default_store()
    before = sweep.planned(out)  # a sweep that goes on another day is still one sweep
    today = today or (before.today if before else None)
    with (
        Meter(quiet=quiet) as meter,
        open_verifier(store, judge=None, today=today, progress=meter, **records) as verifier,
    ):
        setting = Setting(
            str(store), verifier.line.today, judge, not no_uncited, False, records["max_age"], kept_vocabulary()
        )
        plan = sweep.Sweep(setting, str(out), form)
        each, close = sweep.dask_map(scheduler, workers)
        try:
            marks = sweep.run(plan, shards, each, verifier, meter)
        finally:
            close()
    for mark in marks:
        click.echo(str(plan.report(mark.shard)))
        if mark.fault:
            click.echo(f"could not be done: {inert(mark.fault)}; its report says so", err=True)
        elif mark.counts.unreadable:
            told = f"{mark.counts.unreadable} of {mark.counts.unreadable + mark.counts.documents} documents"
            click.echo(f"{inert(mark.shard)}: {told} could not be read; its report says why", err=True)
    if not quiet:
        click.echo(_summary(marks), err=True)
    if any(mark.fault or mark.counts.unreadable or mark.counts.unavailable for mark in marks):
        sys.exit(COULD_NOT)


def _summary(marks: Sequence[Mark]) -> str:
    """One line for people."""
    documents = sum(mark.counts.documents for mark in marks)
    citations = sum(mark.counts.citations for mark in marks)
    prepared, let_go = sum(mark.prepared for mark in marks), sum(mark.let_go for mark in marks)
    held = f"records were prepared {prepared} times, and let go of {let_go} times"
    return f"{citations} citations in {documents} documents; {held}"
