"""One row for each citation: for spreadsheets.

The file begins with a byte order mark, so that spreadsheets read it as UTF-8 (Python reads it with the encoding
"utf-8-sig"). A cell that a spreadsheet would take for a formula is led by an apostrophe. Findings of one citation
share a cell, one to a line, the gravest first. Rows come as the verdicts do; sort by `outcome` or `level`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from verifier.model import Event, Verdict, VerdictReady
from verifier.reports._inert import clipped, inert, web_address
from verifier.reports._order import gravest_first

SUFFIX = ".csv"

COLUMNS = (
    "document",
    "line",
    "identifier",
    "written",
    "claim",
    "outcome",
    "level",
    "reason",
    "depth",
    "checks",
    "findings",
    "quotes",
    "advice",
    "title",
    "status",
    "read",
    "address",
    "key",
)
# What spreadsheets take for the start of a formula, their full-width forms included.
_FORMULA = tuple("=+-@＝＋－＠|%\t\r")
# A cell of the common spreadsheets holds 32,767 characters.
LONGEST_CELL = 32_000


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write the header and one row for each verdict, as they come."""
    writer = csv.writer(out, lineterminator="\n")
    out.write("\ufeff")
    writer.writerow(COLUMNS)
    for event in events:
        if isinstance(event, VerdictReady):
            writer.writerow([cell(value) for value in _row(event.verdict)])


def cell(text: str) -> str:
    """Make one cell safe: no control characters but newlines between findings, no formula, not too long."""
    lines = (inert(line) for line in text.split("\n"))
    safe = clipped("\n".join(line for line in lines if line), LONGEST_CELL)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def _row(verdict: Verdict) -> tuple[str, ...]:
    """The cells of one verdict in the order of COLUMNS; only findings and their kin hold several lines."""
    citation, record = verdict.citation, verdict.record
    findings = gravest_first(verdict.findings)
    return (
        inert(citation.document),
        str(citation.place.line),
        str(citation.identifier),
        inert(citation.written),
        inert(citation.claim),
        verdict.outcome,
        findings[0].level if findings else "",
        inert(verdict.reason),
        inert(verdict.depth),
        "\n".join(inert(one.check) for one in findings),
        "\n".join(inert(f"{one.level}: {one.message}") for one in findings),
        "\n".join(inert(f"“{one.quote}” ({one.where})") for one in findings if one.quote),
        "\n".join(inert(one.advice) for one in findings if one.advice),
        inert(record.title),
        inert(record.status),
        inert(record.fetched)[:10],
        web_address(record.url),
        inert(citation.key),
    )
