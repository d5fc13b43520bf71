"""`verifier render`: a report kept as JSON, written in another format."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import click

from verifier.cli._writing import Threshold, open_targets, report_options, write_reports


@click.command("render", short_help="Write a report kept as JSON in another format.")
@click.argument("report", type=click.File("rb"))
@report_options
@click.option("--verbose", "-v", is_flag=True, help="More in the text report: comparisons, the judge's figures.")
def command(
    report: BinaryIO,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: str | None,
    verbose: bool,
) -> None:
    """Write a report kept with `check --format json` in another format. Nothing is read, fetched or judged again.

    REPORT is a file, or - for stdin. The pages' own texts and the records' prose are not kept in JSON: an HTML report
    made from it shows the quotes without the page around them.

    \b
    Examples:
      verifier render report.json
      verifier render report.json --format html --output report.html --format csv --output report.csv
    """
    from verifier.run import Run

    run = Run.read(report.read())
    threshold = Threshold(fail_on or "error")
    with ExitStack() as stack:
        targets = open_targets(formats, outputs, stack)
        write_reports(threshold.watch(iter(run.events)), targets, verbose=verbose, clear=lambda: None)
    sys.exit(threshold.code)
