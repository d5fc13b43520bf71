"""The report for a terminal: the worst first, then what was checked, skipped and could not be asked.

For each citation: the outcome, the claim with document and line, what the record shows with the quoted sentence
or field and its place, the findings in plain words, how deep the record was read, and what to do. Colour and
links appear on a terminal only; piped or written to a file it is plain text of 100 columns. `verbose` adds the
comparison table, the judge's figures, notes in full and the layout that bound the claim.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from verifier.model import Comparison, Event, Finding, Judgement, Quote, Verdict
from verifier.reports._inert import clipped, inert, web_address
from verifier.reports._order import Run, gather, gravest_first, own_reason, worst_first
from verifier.reports._words import FACETS, FIELDS, RELATIONS, SIGNS, amount, cited, in_cells, silence, standing, tally
from verifier.wording.plain import DEPTHS

SUFFIX = ".txt"

COLOURS = {
    "supported": "green",
    "unknown": "cyan",
    "overstated": "yellow",
    "unsupported": "magenta",
    "contradicted": "red",
    "broken": "red",
}
LEVEL_COLOURS = {"error": "red", "warning": "yellow", "note": "dim"}
PIPED_WIDTH = 100
LONGEST = 600
LONGEST_LIST = 5
MOST_EVIDENCE = 2


def write(
    events: Iterable[Event],
    out: TextIO,
    *,
    verbose: bool = False,
    width: int | None = None,
    **_options: object,
) -> None:
    """Write the report; `width` in columns, by default the terminal's, or 100 when piped."""
    run = gather(events)
    terminal = out.isatty()
    page = _Paper(out, terminal, width or (shutil.get_terminal_size().columns if terminal else PIPED_WIDTH))
    for verdict in worst_first(run.verdicts):
        page.put(_verdict(verdict, verbose), Text(""))
    page.put(_summary(run, verbose))


class _Paper:
    """Where it is printed: one part at a time, in characters that the stream can hold."""

    def __init__(self, out: TextIO, terminal: bool, width: int) -> None:
        self.out = out
        self.buffer = io.StringIO()
        self.console = Console(
            file=self.buffer,
            force_terminal=terminal,
            no_color=None if terminal else True,
            width=max(width, 40),
            markup=False,
            highlight=False,
            emoji=False,
        )

    def put(self, *parts: RenderableType) -> None:
        """Print and pass on; what the encoding lacks is replaced by a question mark."""
        for part in parts:
            self.console.print(part)
        text = "\n".join(line.rstrip() for line in self.buffer.getvalue().split("\n"))
        encoding = getattr(self.out, "encoding", None) or "utf-8"
        self.out.write(text.encode(encoding, "replace").decode(encoding))
        self.buffer.seek(0)
        self.buffer.truncate()


def _verdict(verdict: Verdict, verbose: bool) -> RenderableType:
    """One citation: a headline and a grid of labelled lines."""
    citation = verdict.citation
    head = Text().append(f"{SIGNS[verdict.outcome]} {verdict.outcome.upper()}", f"bold {COLOURS[verdict.outcome]}")
    name = str(citation.identifier) if citation.identifier.well_formed else citation.written
    head.append(f"  {_one_line(name)}", "bold")
    head.append(f"  {_one_line(citation.document)}:{citation.place.line}", "dim")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=8, style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("Claim", _claim(verdict))
    grid.add_row("Record", _record(verdict))
    for quote in _evidence(verdict):
        grid.add_row("Shows", _quoted(quote.text, quote.where))
    if reason := own_reason(verdict):
        grid.add_row("Why", _one_line(reason))
    for finding in gravest_first(verdict.findings):
        grid.add_row("Finding", _finding(finding, verdict, verbose))
    if verdict.depth:
        grid.add_row("Read", DEPTHS.get(verdict.depth, _one_line(verdict.depth)))
    if verbose:
        _add_details(grid, verdict)
    return Group(head, Padding(grid, (0, 0, 0, 2)))


def _one_line(text: str, limit: int = LONGEST) -> str:
    """A page's or record's words on one line, dangerous characters shown by number, cut when very long."""
    return clipped(inert(text[: limit * 4]), limit)


def _evidence(verdict: Verdict) -> list[Quote]:
    """The judge's passages that no finding quotes: where it spoke, and the nearest where nothing was decided."""
    judgement = verdict.judgement
    if judgement is None or not (judgement.label or verdict.outcome == "unknown"):
        return []
    told = {finding.quote for finding in verdict.findings}
    return [quote for quote in judgement.quotes if quote.text not in told][:MOST_EVIDENCE]


def _claim(verdict: Verdict) -> Text:
    """The claim in quotation marks, and the line where it starts when that is not the identifier's."""
    citation = verdict.citation
    text = Text(f"“{_one_line(in_cells(citation.claim, citation))}”")
    if citation.claim_place.line != citation.place.line:
        text.append(f"  {_one_line(citation.document)}:{citation.claim_place.line}", "dim")
    return text


def _record(verdict: Verdict) -> Text:
    """Title, status, when it was read, and its address."""
    record = verdict.record
    text = Text(_one_line(record.title) or "none was read")
    about = [
        _one_line(record.status),
        f"read {_one_line(record.fetched)[:10]}" if record.fetched else "",
        _one_line(record.note),
    ]
    if any(about):
        text.append(f"  ({'; '.join(each for each in about if each)})", "dim")
    if address := web_address(record.url):
        text.append(f"\n{address}", f"dim link {address}")
    return text


def _quoted(words: str, where: str) -> Text:
    """Quoted words of the record and the field or passage they stand in."""
    text = Text(cited(_one_line(words), where))
    if where:
        text.append(f"  {FIELDS[where] if where in ('page', 'claim') else _one_line(where)}", "dim")
    return text


def _finding(finding: Finding, verdict: Verdict, verbose: bool) -> Text:
    """Level and check, the message, the words it rests on, and the advice."""
    text = Text().append(finding.level, LEVEL_COLOURS.get(finding.level, ""))
    text.append(f" {_one_line(finding.check)}", "bold")
    text.append(f": {_one_line(finding.message)}")
    parts = verdict.citation.parts
    if finding.part is not None and len(parts) > 1 and finding.part < len(parts):
        text.append(f"\nin “{_one_line(in_cells(parts[finding.part], verdict.citation))}”")
    if finding.quote:
        text.append("\n").append_text(_quoted(finding.quote, finding.where))
    if finding.advice and (verbose or finding.level != "note"):
        text.append(f"\n→ {_one_line(finding.advice)}")
    return text


def _add_details(grid: Table, verdict: Verdict) -> None:
    """What `verbose` adds to one verdict."""
    for each in verdict.comparisons:
        grid.add_row("Compared", _comparison(each))
    if verdict.judgement:
        grid.add_row("Judge", _judgement(verdict.judgement))
    grid.add_row("Bound by", f"layout {_one_line(verdict.citation.layout)}, key {_one_line(verdict.citation.key)}")


def _comparison(each: Comparison) -> str:
    """Said and shown on one line."""
    facet = FACETS.get(each.facet, _one_line(re.sub("[-_]", " ", each.facet).capitalize()))
    said, shown = (_one_line(quote.text, 120) or "nothing" for quote in (each.said, each.shown))
    return f"{facet}: the page says {said}; the record shows {shown} ({RELATIONS.get(each.relation, each.relation)})"


def _judgement(one: Judgement) -> str:
    """The judge's word with its probabilities."""
    word = one.label or (f"leans to {one.leaning}" if one.leaning else "does not know")
    return (
        f"{_one_line(one.judge)}: {word}, confidence {one.confidence:.2f}, "
        f"relevance {one.relevance:.2f}, stance {one.stance:.2f}"
    )


def _summary(run: Run, verbose: bool) -> RenderableType:
    """What was checked, skipped and could not be asked, in a few lines."""
    counts = run.counts
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=10, style="dim")
    grid.add_column(overflow="fold")
    day = f", today {_one_line(run.today)}" if run.today else ""
    grid.add_row(
        "Checked", f"{tally(run)} by verifier {_one_line(run.version)}{day}, judge {_one_line(run.judge) or 'none'}"
    )
    for document in run.documents:
        if document.error:
            grid.add_row("Unread", f"{_one_line(document.name)}: {_one_line(document.error)}")
        for note in document.notes:
            grid.add_row("Note", f"{_one_line(document.name)}: {_one_line(note)}")
        if not document.error and not document.notes and document.name not in run.cited:
            grid.add_row("Nothing", f"{_one_line(document.name)}: {silence(run)}")
    if run.verdicts:
        grid.add_row("Outcomes", _outcomes(run))
    asked = f"{counts.found} found, {counts.missing} not in the registry, {counts.unavailable} could not be asked"
    grid.add_row("Records", asked)
    grid.add_row("Checks", f"{counts.checks_done} done, {counts.checks_skipped} skipped, {counts.checks_failed} failed")
    for label, lines in _beside(run):
        shown = lines if verbose else lines[:LONGEST_LIST]
        for line in shown:
            grid.add_row(label, line)
        if len(shown) < len(lines):
            grid.add_row(label, f"and {len(lines) - len(shown)} more (--verbose lists all)")
    return Group(Rule("Summary", align="left", style="dim"), grid)


def _outcomes(run: Run) -> Text:
    """Counts of outcomes, the worst first, each with its sign."""
    text = Text()
    for outcome in run.outcomes:
        text.append(" · " if text else "")
        text.append(f"{SIGNS[outcome]} {run.outcomes[outcome]} {outcome}", COLOURS[outcome])
    return text


def _unasked(run: Run) -> list[Verdict]:
    """One verdict for each identifier that could not be asked."""
    unasked = {
        verdict.citation.identifier: verdict
        for verdict in run.verdicts
        if any(finding.check == "unavailable-record" for finding in verdict.findings)
    }
    return list(unasked.values())


def _beside(run: Run) -> list[tuple[str, list[str]]]:
    """What stands in the documents without a verdict, as (label, lines)."""
    listed = [
        f"{_one_line(each.document)}:{each.mention.place.line} {_one_line(each.mention.written)}"
        + (
            f" is malformed: {_one_line(each.mention.malformed)}"
            if each.mention.malformed
            else " stands without a claim"
        )
        for each in run.listed
    ]
    others = [
        f"{_one_line(each.document)}:{each.mention.place.line} {_one_line(each.mention.scheme)} "
        f"{_one_line(each.mention.written, 160)} {_one_line(standing(each))}"
        for each in run.others
    ]
    uncited = [
        f"{_one_line(each.document)}:{each.place.line} “{_one_line(each.claim, 160)}” names no source"
        for each in run.uncited
    ]
    broken = run.counts.checks_failed
    failed = [f"{amount(broken, 'check')} broke off: what they look for was not looked for"] if broken else []
    unasked = [f"{verdict.citation.identifier}: {_one_line(verdict.reason)}" for verdict in _unasked(run)]
    return [("Not asked", unasked), ("Failed", failed), ("Listed", listed), ("Others", others), ("Uncited", uncited)]
