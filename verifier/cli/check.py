"""`verifier check`: verdicts for what documents cite."""

from __future__ import annotations

import datetime as dt
import glob
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from verifier.cli._memory import Memory, memory_options
from verifier.cli._options import (
    Day,
    default_store,
    kept_vocabulary,
    open_verifier,
    record_options,
    second_options,
)
from verifier.cli._progress import Meter
from verifier.cli._writing import Threshold, open_targets, report_options, write_reports
from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Event
    from verifier.pipeline import Verifier
    from verifier.shards import Setting


@click.command("check", short_help="Check what documents cite.")
@click.argument("documents", nargs=-1)
@click.option(
    "--files-from",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    help="Read the names of documents from this file, one a line; - for stdin.",
)
@report_options
@click.option(
    "--judge", default=None, metavar="NAME", help="Who judges what the rules leave open; none for rules only."
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Processes that share the files; what stands at addresses or on stdin, or asks a second judge, stays in one.  "
    "[default: 1]",
)
@click.option("--allow-private", is_flag=True, help="Fetch pages from this machine and private networks too.")
@click.option(
    "--keep-pages",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep every page fetched here, with its headers and date.",
)
@click.option("--today", type=Day(), help="What counts as now.")
@click.option("--as-of", type=Day(), help="Judge with the records as they were known at the end of this day.")
@click.option(
    "--depth",
    type=click.Choice(["abstract", "fulltext"]),
    default="abstract",
    help="Read papers that stand open in PubMed Central whole.  [default: abstract]",
)
@click.option("--links", is_flag=True, help="Judge trials without posted results on the reports that they name, too.")
@click.option(
    "--resolve-others",
    is_flag=True,
    help="Ask for the PMIDs of DOIs and PMC ids, and check those too; name candidates for works printed without a number "
    "(sends author, journal, year, volume and page to NCBI).",
)
@click.option(
    "--no-uncited",
    is_flag=True,
    help="Leave out checkable claims that name no source; a document without identifiers is then not read at all.",
)
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="More in the text report: comparisons, the judge's figures; on stderr how much work it was.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress on stderr.")
@second_options
@memory_options
@record_options
def command(
    documents: tuple[str, ...],
    files_from: TextIO | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    judge: str | None,
    fail_on: str | None,
    jobs: int,
    today: dt.date | None,
    no_uncited: bool,
    verbose: bool,
    quiet: bool,
    **records: Any,
) -> None:
    """Check documents: a verdict, with its evidence, for each claim that cites a PMID or an NCT number.

    DOCUMENTS are files, folders, patterns, web addresses, sitemaps, or - for stdin.

    \b
    Examples:
      verifier check page.html
      verifier check site/ --format json --output report.json --fail-on never
      cat page.html | verifier check - --offline
      verifier check site/ --baseline verifier-baseline.json
    """
    from verifier import shelves
    from verifier.config import read_project
    from verifier.pipeline import DEFAULT_JUDGE
    from verifier.shards import Setting

    project = read_project(Path())
    pages = {"allow_private": records.pop("allow_private"), "keep": records.pop("keep_pages")}
    names = [*documents, *(line.strip() for line in files_from or () if line.strip())] or _below(project.documents)
    if not names:
        raise UsageError("name at least one document: a file, a folder, a pattern, or - for stdin")
    threshold = Threshold(fail_on or project.fail_on or "error")
    formats = formats or ((project.format,) if project.format else ())
    memory = Memory.taken(records, project.baseline)
    judge = None if judge == "none" else judge or DEFAULT_JUDGE
    uncited = project.uncited and not no_uncited
    with Meter(quiet=quiet) as meter, ExitStack() as stack:
        show_text = any(getattr(shelves.load("reports", name), "NEEDS_TEXT", False) for name in formats or ("text",))
        store = records.pop("store") or default_store()
        verifier = stack.enter_context(
            open_verifier(
                store, judge=judge, today=today, uncited=uncited, show_text=show_text, progress=meter, **records
            )
        )
        deeper = {name: records[name] for name in ("max_age", "as_of", "depth", "links", "resolve_others")}
        setting = Setting(
            str(store), verifier.line.today, judge, uncited, show_text, vocabulary=kept_vocabulary(), **deeper
        )
        _keep_apart(names, outputs)
        events = _events(names, outputs, verifier, setting, jobs, None if records["offline"] else pages, stack)
        targets = open_targets(formats, outputs, stack)
        write_reports(threshold.watch(memory.sift(events)), targets, verbose=verbose, clear=meter.clear)
        _finish(memory, verifier, verbose=verbose)
    sys.exit(threshold.code)


def _finish(memory: Memory, verifier: Verifier, *, verbose: bool) -> None:
    """Remember what is to be remembered, and say on stderr what could not be kept."""
    from verifier.reports._inert import inert

    memory.finish(verifier.store)
    for trouble in (*verifier.troubles, *(verifier.line.second.told() if verifier.line.second else ())):
        click.echo(f"note: {inert(trouble)}", err=True)
    if verbose:
        held = f"records were prepared {verifier.prepared} times, and let go of {verifier.let_go} times"
        click.echo(held, err=True)


def _events(
    names: list[str],
    outputs: tuple[Path, ...],
    verifier: Verifier,
    setting: Setting,
    jobs: int,
    pages: dict[str, Any] | None,
    stack: ExitStack,
) -> Iterator[Event]:
    """The events of the run, from as many processes as were asked for; what stands at an address is read here.

    pages: options of the door for addresses; None where nobody is to be asked.
    """
    from verifier import inputs
    from verifier.pages import PageFetcher
    from verifier.shards import Shards

    abroad = any(name == "-" or inputs.is_address(name) for name in names)
    reports = {path.name: path.resolve() for path in outputs}
    singles = (name for name in inputs.expand(names) if not _is_one_of(name, reports))
    if jobs > 1 and not abroad and verifier.line.second is None:
        shards = stack.enter_context(Shards(verifier, setting, jobs, offline=verifier.fetch is None))
        return shards.events(singles)
    fetch = stack.enter_context(PageFetcher(**pages)) if abroad and pages is not None else None
    return verifier.events(inputs.open_inputs(singles, fetch=fetch, dismiss=setting.dismiss))


def _keep_apart(names: list[str], outputs: tuple[Path, ...]) -> None:
    """A document is never overwritten by a report.

    Raises:
        UsageError: a document that was named is to be written over.
    """
    reports = {path.resolve() for path in outputs}
    if over := next((name for name in names if Path(name).resolve() in reports), ""):
        raise UsageError(f"the report would be written over the document {over}: name another --output")


def _is_one_of(name: str, files: dict[str, Path]) -> bool:
    """Whether a document's name leads to one of these files, given by their own names."""
    own = Path(name).name
    return own in files and Path(name).resolve() == files[own]


def _below(names: tuple[str, ...]) -> list[str]:
    """Names from a project's file: they may not lead out of its folder."""
    home = Path.cwd().resolve()
    for name in names:
        out = Path(name).is_absolute() or ".." in Path(name).parts or "://" in name or name == "-"
        matches = [] if out else glob.glob(name, recursive=True)  # noqa: PTH207 - names stay as they were written
        if out or not all(Path(match).resolve().is_relative_to(home) for match in matches):
            raise UsageError(f"verifier.toml names {name!r}; it may only name what lies below its own folder")
    return list(names)
