"""`verifier snapshot`: records in and out of the store."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli._options import default_store

__all__ = ["command"]


@click.group("snapshot", short_help="Records in and out of the store.")
def command() -> None:
    """Bring records into the store or out of it, for offline runs and for tests."""


@command.command("import", short_help="Import a folder or a packed snapshot.")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
def import_(source: Path, store: Path | None) -> None:
    """Import SOURCE into the store: a folder with `pubmed/*.xml` and `ctgov/*.json`, or a packed snapshot.

    \b
    Example:
      verifier snapshot import fixtures/records --store build/store
    """
    from verifier import snapshot
    from verifier.reports._inert import inert
    from verifier.store import Store

    with Store(store or default_store()) as opened:
        imported = snapshot.import_snapshot(source, opened)
    for name, reason in imported.skipped:
        click.echo(f"left out: {inert(name)}: {inert(reason)}", err=True)
    click.echo(str(imported))


@command.command("export", short_help="Write the store as one packed file.")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
def export(target: Path, store: Path | None) -> None:
    """Write every record of the store, with its history and origin, to TARGET: the same store, the same bytes.

    \b
    Example:
      verifier snapshot export records.snapshot
    """
    from verifier import snapshot
    from verifier.store import Store

    with Store(store or default_store()) as opened:
        click.echo(f"{snapshot.export(opened, target)} records written to {target}")
