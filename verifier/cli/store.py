"""`verifier store`: the record cache."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from verifier.cli._options import default_store

FAULTS = 1


@click.group("store", short_help="Look at, verify or prune the record cache.")
def command() -> None:
    """Look at, verify or prune the record cache.

    \b
    Examples:
      verifier store info
      verifier store prune --before 2026-01-01
    """


_where = click.option(
    "--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache."
)


@command.command("path", short_help="Print where the record cache is.")
@_where
def path(store: Path | None) -> None:
    """Print the folder of the record cache; nothing is made or opened.

    \b
    Example:
      verifier store path
    """
    click.echo(str(store or default_store()))


@command.command("info", short_help="Say how much the store holds.")
@_where
def info(store: Path | None) -> None:
    """Say how much the store holds.

    \b
    Example:
      verifier store info
    """
    import msgspec

    from verifier.store import Store

    with Store(store or default_store(), create=False) as opened:
        for name, value in msgspec.to_builtins(opened.info()).items():
            beside = f" ({_megabytes(value)})" if name in ("size", "payload_bytes") else ""
            click.echo(f"{name.replace('_', ' ')}: {value}{beside}")


def _megabytes(size: int) -> str:
    """A number of bytes for people: "3.4 GB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


@command.command("verify", short_help="Read every payload anew; exit 1 when something is wrong.")
@click.option("--second-reader", is_flag=True, help="Also read each PubMed article by biopython, and tell differences.")
@_where
def verify(store: Path | None, second_reader: bool) -> None:
    """Digest and read every payload anew; exit 1 when something is wrong.

    \b
    Example:
      verifier store verify --second-reader
    """
    from verifier import doctor
    from verifier.store import Store

    with Store(store or default_store(), create=False) as opened:
        told = doctor.verify(opened)
        if second_reader:
            told.extend(doctor.second_reading(opened))
    for line in told:
        click.echo(line)
    click.echo(f"{len(told)} faults" if told else "in order")
    sys.exit(FAULTS if told else 0)


@command.command("prune", short_help="Drop what newer versions superseded.")
@click.option(
    "--before", required=True, metavar="YYYY-MM-DD", help="Drop superseded payloads last seen before this day."
)
@_where
def prune(store: Path | None, before: str) -> None:
    """Drop payloads that newer ones superseded; the current payload of a record is never dropped.

    \b
    Example:
      verifier store prune --before 2026-01-01
    """
    from verifier.errors import UsageError
    from verifier.resolve import by_scheme, reader_of
    from verifier.store import Store

    try:
        day = dt.date.fromisoformat(before)
    except ValueError as error:
        raise UsageError(f"{before!r} is not a day; write it as 2026-11-20") from error
    readers = frozenset(reader_of(module) for module in by_scheme().values())
    with Store(store or default_store(), create=False) as opened:
        click.echo(f"{opened.prune(day.isoformat(), readers)} rows dropped")
