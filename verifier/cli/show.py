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
@record_options
def command(identifier: str, raw: bool, **records: Any) -> None:
    """Show a record as it was read; --raw for what the registry sent.

    \b
    Examples:
      verifier show NCT01920867
      verifier show PMID:32039263 --raw
    """
    from verifier.cli._record import lines
    from verifier.model import Found, Missing
    from verifier.reports._inert import inert

    asked = identifier_of(identifier)
    with open_verifier(records.pop("store"), judge=None, **records) as verifier:
        lookup = verifier.lookup(asked)
        if raw and (payload := verifier.payload(asked)) is not None:
            sys.stdout.write(payload.decode("utf-8", "replace"))
            sys.exit(FOUND)
    for line in lines(lookup):
        click.echo(inert(line))
    sys.exit(FOUND if isinstance(lookup, Found) else NOT_THERE if isinstance(lookup, Missing) else COULD_NOT)
