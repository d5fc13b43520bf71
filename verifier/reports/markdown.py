"""A report to paste into a review, an issue or a wiki page.

A table of outcomes, then every citation that needs a look, the worst first, then the supported ones as a list.
Words of pages and records cannot mark up, link, mention a person or close an issue: special characters are
escaped, and "@", "#" and "://" are parted by a word joiner (U+2060). Only our own links to the registries are live.
Hosts of repositories cut comments off at 65,536 characters, so details end at `limit` and the rest is counted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from verifier.model import Event, Finding, Verdict
from verifier.reports._inert import clipped, inert, web_address
from verifier.reports._order import Run, gather, gravest_first, own_reason, worst_first
from verifier.reports._words import MEANINGS, SIGNS, cited, in_cells, silence, tally
from verifier.wording.plain import DEPTHS

SUFFIX = ".md"

LONGEST = 600
LIMIT = 60_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]|~$])")
# What begins a list, a heading or an underline when it leads a line.
_LEADING = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|=))")
_JOINER = "\u2060"
# What the hosts of repositories turn into mentions, references and links after the markup is rendered.
_LIVE = re.compile(r"([@#]|GH(?=-)|:(?=//)|www(?=\.)|mailto(?=:))", re.IGNORECASE)


def write(events: Iterable[Event], out: TextIO, *, limit: int = LIMIT, **_options: object) -> None:
    """Write the report; citations beyond `limit` characters are counted, not told (0: no limit)."""
    run = gather(events)
    out.writelines(line + "\n" for line in _lines(run, limit or sys.maxsize))


def defused(text: str, limit: int = LONGEST) -> str:
    """Give a page's or record's words as Markdown that shows them and does nothing else."""
    safe = clipped(inert(text[: limit * 4]), limit)
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _LEADING.sub(r"\1\\", _SPECIAL.sub(r"\\\1", safe))
    return _LIVE.sub(rf"\1{_JOINER}", safe)


def _lines(run: Run, limit: int) -> Iterator[str]:
    """The report line by line."""
    yield from _opening(run)
    length = left = 0
    for piece in _citations(run):
        if length + len(piece) > limit or left:
            left += 1
            continue
        length += len(piece)
        yield piece
    if left:
        yield f"{left} more citations are not told here: the report would be too long. See the full one."
        yield ""
    yield from _closing(run)


def _opening(run: Run) -> Iterator[str]:
    """What was checked, the table of outcomes, and the documents without a verdict."""
    yield "# Citations checked"
    yield ""
    yield f"{tally(run)}, checked by verifier {defused(run.version)} as of {defused(run.today)}."
    yield ""
    if run.verdicts:
        yield "| | Outcome | Citations | Meaning |"
        yield "|---|---|---:|---|"
        for outcome, number in run.outcomes.items():
            yield f"| {SIGNS[outcome]} | {outcome} | {number} | {MEANINGS[outcome]} |"
        yield ""
    for document in run.documents:
        if document.error:
            yield f"- **{defused(document.name)}** could not be read: {defused(document.error)}"
        elif document.name not in run.cited and not document.notes:
            yield f"- **{defused(document.name)}**: {silence(run)}"
        for note in document.notes:
            yield f"- **{defused(document.name)}**: {defused(note)}"
    yield ""


def _citations(run: Run) -> Iterator[str]:
    """One piece for each citation, the worst first; the supported are told in brief."""
    brief = False
    for verdict in worst_first(run.verdicts):
        if verdict.outcome != "supported":
            yield "\n".join(_verdict(verdict))
        else:
            yield ("" if brief else "## ✓ supported\n\n") + _in_brief(verdict)
            brief = True
    if brief:
        yield ""


def _verdict(verdict: Verdict) -> Iterator[str]:
    """One citation that needs a look."""
    citation, record = verdict.citation, verdict.record
    yield f"## {SIGNS[verdict.outcome]} {verdict.outcome}: {_source(verdict)}"
    yield ""
    yield f"{defused(citation.document)}, line {citation.place.line}:"
    yield ""
    yield f"> {defused(in_cells(citation.claim, citation))}"
    yield ""
    about = [defused(each) for each in (record.title, record.status) if each]
    if about:
        depth = DEPTHS.get(verdict.depth, verdict.depth)
        yield f"The record: {', '.join(about).removesuffix('.')}. Read {defused(record.fetched[:10])}: {defused(depth)}."
        yield ""
    if reason := own_reason(verdict):
        yield f"Why: {defused(reason)}."
        yield ""
    yield from (_finding(finding) for finding in gravest_first(verdict.findings))
    yield ""


def _finding(finding: Finding) -> str:
    """One list item."""
    line = f"- **{finding.level}** {defused(finding.check)}: {defused(finding.message)}"
    if finding.quote:
        line += f" — {cited(defused(finding.quote), finding.where)} ({defused(finding.where)})"
    if finding.advice:
        line += f" → {defused(finding.advice)}"
    return line


def _in_brief(verdict: Verdict) -> str:
    """One supported citation on one line, with what stands beside it."""
    citation = verdict.citation
    beside = ", ".join(defused(finding.check) for finding in verdict.findings if finding.effect != "confirms")
    return (
        f"- {_source(verdict)} {defused(citation.document)}, line {citation.place.line}: "
        f"“{defused(citation.claim, 200)}”" + (f" (also: {beside})" if beside else "")
    )


def _source(verdict: Verdict) -> str:
    """The identifier, linked to its record where there is one."""
    address = web_address(verdict.record.url)
    name = defused(str(verdict.citation.identifier))
    return f"[{name}](<{address}>)" if address else name


def _closing(run: Run) -> Iterator[str]:
    """What was asked and what could not be."""
    counts = run.counts
    yield (
        f"Records: {counts.found} found, {counts.missing} not in the registry, {counts.unavailable} could not be "
        f"asked. Checks: {counts.checks_done} done, {counts.checks_skipped} skipped, {counts.checks_failed} failed."
    )
    if run.uncited:
        yield ""
        yield "Claims without a source:"
        yield ""
        for each in run.uncited:
            yield f"- {defused(each.document)}, line {each.place.line}: “{defused(each.claim, 200)}”"
