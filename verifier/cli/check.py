"""`verifier check`: verdicts for what documents cite."""

from __future__ import annotations

import datetime as dt
import glob
import sys
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
    from verifier.pages import PageFetcher
    from verifier.pipeline import Verifier


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
    "--jobs", "-j", type=click.IntRange(1), default=1, metavar="N", help="Processes that share the work.  [default: 1]"
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
@click.option("--resolve-others", is_flag=True, help="Ask for the PMIDs of DOIs and PMC ids, and check those too.")
@click.option(
    "--no-uncited",
    is_flag=True,
    help="Leave out checkable claims that name no source; a document without identifiers is then not read at all.",
)
@click.option("--verbose", "-v", is_flag=True, help="More in the text report: comparisons, the judge's figures.")
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
    from verifier import inputs, shelves
    from verifier.config import read_project
    from verifier.pipeline import DEFAULT_JUDGE
    from verifier.shards import Setting, Shards

    project = read_project(Path())
    pages = {"allow_private": records.pop("allow_private"), "keep": records.pop("keep_pages")}
    names = [*documents, *(line.strip() for line in files_from or () if line.strip())] or _below(project.documents)
    if not names:
        raise UsageError("name at least one document: a file, a folder, a pattern, or - for stdin")
    threshold = Threshold(fail_on or project.fail_on or "error")
    formats = formats or ((project.format,) if project.format else ())
    memory = Memory.taken(records, project.baseline)
    judge, uncited = None if judge == "none" else judge or DEFAULT_JUDGE, project.uncited and not no_uncited
    with Meter(quiet=quiet) as meter, ExitStack() as stack:
        show_text = any(getattr(shelves.load("reports", name), "NEEDS_TEXT", False) for name in formats or ("text",))
        store = records.pop("store") or default_store()
        verifier = stack.enter_context(
            open_verifier(
                store, judge=judge, today=today, uncited=uncited, show_text=show_text, progress=meter, **records
            )
        )
        abroad = any(name == "-" or inputs.is_address(name) for name in names)  # these are read one by one
        if jobs > 1 and not abroad and not _asks_more(records):
            known = (records["max_age"], kept_vocabulary())
            own = Setting(str(store), verifier.line.today, judge, uncited, show_text, *known)
            shards = stack.enter_context(Shards(verifier, own, jobs, offline=records["offline"]))
            events = shards.events(inputs.expand(names))
        else:
            fetch = _fetcher(stack, **pages) if abroad and not records["offline"] else None
            events = verifier.events(inputs.open_inputs(names, fetch=fetch, dismiss=not (uncited or show_text)))
        targets = open_targets(formats, outputs, stack)
        write_reports(threshold.watch(memory.sift(events)), targets, verbose=verbose, clear=meter.clear)
        _finish(memory, verifier)
    sys.exit(threshold.code)


def _finish(memory: Memory, verifier: Verifier) -> None:
    """Remember what is to be remembered, and say on stderr what could not be kept."""
    from verifier.reports._inert import inert

    memory.finish(verifier.store)
    for trouble in (*verifier.troubles, *(verifier.line.second.told() if verifier.line.second else ())):
        click.echo(f"note: {inert(trouble)}", err=True)


def _asks_more(records: dict[str, Any]) -> bool:
    """Whether more is asked, of registries or judges, than workers are handed: then one process does it all."""
    return records["second"] is not None or bool(
        records["as_of"] or records["depth"] != "abstract" or records["links"] or records["resolve_others"]
    )


def _fetcher(stack: ExitStack, *, allow_private: bool, keep: Path | None) -> PageFetcher:
    """The door for pages, closed with the run."""
    from verifier.pages import PageFetcher

    return stack.enter_context(PageFetcher(allow_private=allow_private, keep=keep))


def _below(names: tuple[str, ...]) -> list[str]:
    """Names from a project's file: they may not lead out of its folder."""
    home = Path.cwd().resolve()
    for name in names:
        out = Path(name).is_absolute() or ".." in Path(name).parts or "://" in name or name == "-"
        matches = [] if out else glob.glob(name, recursive=True)  # noqa: PTH207 - names stay as they were written
        if out or not all(Path(match).resolve().is_relative_to(home) for match in matches):
            raise UsageError(f"verifier.toml names {name!r}; it may only name what lies below its own folder")
    return list(names)
