"""JUnit XML for the test views of build servers: a suite for each document, a case for each citation.

A finding of level error is a failure, an unknown outcome is skipped with its reason, an unreadable document is an
error. Warnings do not fail: they stand in the case's output. No times are written, so that equal runs are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from verifier.model import DocumentRead, Event, Verdict
from verifier.reports._inert import clipped, inert
from verifier.reports._order import gather, gravest_first

SUFFIX = ".xml"

LONGEST = 200


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write one `testsuites` element."""
    run = gather(events)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    failures = sum(map(_fails, run.verdicts))
    errors = sum(1 for document in run.documents if document.error)
    tests = len(run.verdicts) + errors
    out.write(f'<testsuites name="verifier" tests="{tests}" failures="{failures}" errors="{errors}">\n')
    of_document: dict[str, list[Verdict]] = {document.name: [] for document in run.documents}
    for verdict in run.verdicts:
        of_document.setdefault(verdict.citation.document, []).append(verdict)
    read = {document.name: document for document in run.documents}
    for name, verdicts in of_document.items():
        out.writelines(line + "\n" for line in _suite(name, read.get(name), verdicts))
    out.write("</testsuites>\n")


def _fails(verdict: Verdict) -> bool:
    """Whether the citation counts as failed."""
    return any(finding.level == "error" for finding in verdict.findings)


def _suite(name: str, document: DocumentRead | None, verdicts: list[Verdict]) -> Iterator[str]:
    """One document."""
    error = document.error if document else ""
    skipped = sum(1 for verdict in verdicts if verdict.outcome == "unknown" and not _fails(verdict))
    yield (
        f'  <testsuite name={quoteattr(inert(name))} tests="{len(verdicts) + bool(error)}" '
        f'failures="{sum(map(_fails, verdicts))}" errors="{int(bool(error))}" skipped="{skipped}">'
    )
    if error:
        yield f'    <testcase classname={quoteattr(inert(name))} name="can be read">'
        yield f"      <error message={quoteattr(inert(error))}/>"
        yield "    </testcase>"
    for verdict in verdicts:
        yield from _case(verdict)
    yield "  </testsuite>"


def _case(verdict: Verdict) -> Iterator[str]:
    """One citation; its name is its identifier, line and claim."""
    citation = verdict.citation
    name = f"{citation.identifier} line {citation.place.line}: {clipped(inert(citation.claim), LONGEST)}"
    yield f"    <testcase classname={quoteattr(inert(citation.document))} name={quoteattr(inert(name))}>"
    reason = quoteattr(inert(f"{verdict.outcome}: {verdict.reason}"))
    words = escape("\n".join(_told(verdict)))
    if _fails(verdict):
        yield f"      <failure type={quoteattr(verdict.outcome)} message={reason}>{words}</failure>"
    elif verdict.outcome == "unknown":
        yield f"      <skipped message={reason}/>"
    if words and not _fails(verdict):
        yield f"      <system-out>{words}</system-out>"
    yield "    </testcase>"


def _told(verdict: Verdict) -> Iterator[str]:
    """The findings, a line each."""
    for finding in gravest_first(verdict.findings):
        quote = f" “{finding.quote}” ({finding.where})" if finding.quote else ""
        advice = f" → {finding.advice}" if finding.advice else ""
        yield inert(f"{finding.level} {finding.check}: {finding.message}{quote}{advice}")
