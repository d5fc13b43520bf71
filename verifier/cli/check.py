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
from verifier.cli._options import Day, default_store, open_verifier, record_options
from verifier.cli._progress import Meter
from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Event
    from verifier.pages import PageFetcher
    from verifier.pipeline import Verifier

CLEAN, FINDINGS, COULD_NOT = 0, 1, 3


@click.command("check", short_help="Check what documents cite.")
@click.argument("documents", nargs=-1)
@click.option(
    "--files-from",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    help="Read the names of documents from this file, one a line; - for stdin.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="F",
    help="Report format: text (default), json ... Repeat with --output for several at once.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report here instead of stdout; pairs with --format in order.",
)
@click.option(
    "--judge", default=None, metavar="NAME", help="Who judges what the rules leave open; none for rules only."
)
@click.option(
    "--fail-on",
    metavar="WHAT",
    help="Exit with 1 at this level (note, warning, error), outcome (unknown ... broken) or worse; or never.  [default: error]",
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
        abroad = any(name == "-" or inputs.is_address(name) for name in names)  # these are read one by one
        if jobs > 1 and not abroad and not _asks_more(records):
            setting = Setting(str(store), verifier.line.today, judge, uncited, show_text, records["max_age"])
            shards = stack.enter_context(Shards(verifier, setting, jobs, offline=records["offline"]))
            events = shards.events(inputs.expand(names))
        else:
            fetch = _fetcher(stack, **pages) if abroad and not records["offline"] else None
            events = verifier.events(inputs.open_inputs(names, fetch=fetch, dismiss=not (uncited or show_text)))
        targets = _targets(formats, outputs, stack)
        _write(threshold.watch(memory.sift(events)), targets, verbose=verbose, clear=meter.clear)
        _finish(memory, verifier)
    sys.exit(threshold.code)


def _finish(memory: Memory, verifier: Verifier) -> None:
    """Remember what is to be remembered, and say on stderr what could not be kept."""
    from verifier.reports._inert import inert

    memory.finish(verifier.store)
    for trouble in verifier.troubles:
        click.echo(f"note: {inert(trouble)}", err=True)


def _asks_more(records: dict[str, Any]) -> bool:
    """Whether more is asked of the registries than workers are handed: then one process does it all."""
    return bool(records["as_of"] or records["depth"] != "abstract" or records["links"] or records["resolve_others"])


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


def _targets(formats: tuple[str, ...], outputs: tuple[Path, ...], stack: ExitStack) -> list[tuple[str, TextIO]]:
    """Which format goes where: pairs in order; one format may go to stdout."""
    formats = formats or ("text",)
    if len(outputs) > len(formats) or len(formats) - len(outputs) > 1:
        raise UsageError("give one --output for each --format (the last format may go without, to stdout)")
    if len(set(outputs)) < len(outputs):
        raise UsageError("two reports would be written over each other: name another --output for each")
    targets: list[tuple[str, TextIO]] = []
    for number, name in enumerate(formats):
        if number < len(outputs):
            outputs[number].parent.mkdir(parents=True, exist_ok=True)
            targets.append((name, stack.enter_context(outputs[number].open("w", encoding="utf-8", newline=""))))
        else:
            targets.append((name, sys.stdout))
    return targets


def _write(events: Iterator[Event], targets: list[tuple[str, TextIO]], *, verbose: bool, clear: Any) -> None:
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
