"""`verifier show`: one record, as it was read."""

from __future__ import annotations

import sys
from typing import Any

import click

from verifier.cli._options import identifier_of, open_verifier, record_options

FOUND, NOT_THERE, COULD_NOT = 0, 1, 3


@click.command("show", short_help="Show a registry record.")
@click.argument("identifier")
@click.option("--raw", is_flag=True, help="The payload as the registry sent it.")
@click.option("--history", is_flag=True, help="The versions that are kept, with what changed from each to the next.")
@record_options
def command(identifier: str, raw: bool, history: bool, **records: Any) -> None:
    """Show a record as it was read; --raw for what the registry sent, --history for what became of it.

    \b
    Examples:
      verifier show NCT01920867
      verifier show PMID:32039263 --raw
      verifier show NCT01920867 --history
    """
    from verifier.cli._record import history_lines, lines
    from verifier.model import Found, Missing
    from verifier.reports._inert import defanged, inert
    from verifier.resolve import by_scheme

    asked = identifier_of(identifier)
    with open_verifier(records.pop("store"), judge=None, **records) as verifier:
        lookup = verifier.lookup(asked)
        if raw and (payload := verifier.payload(asked)) is not None:
            text = payload.decode("utf-8", "replace")
            # On a terminal what steers it is shown; a file or a pipe gets the registry's own bytes.
            sys.stdout.write(defanged(text) if sys.stdout.isatty() else text)
            sys.exit(FOUND)
        told = list(history_lines(verifier.store, by_scheme(), asked)) if history else list(lines(lookup))
    for line in told:
        click.echo(" " * (len(line) - len(line.lstrip(" "))) + inert(line))
    sys.exit(FOUND if isinstance(lookup, Found) else NOT_THERE if isinstance(lookup, Missing) else COULD_NOT)
