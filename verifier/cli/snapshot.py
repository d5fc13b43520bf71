"""`verifier snapshot`: records in and out of the store."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli._options import default_store

__all__ = ["command"]


@click.group("snapshot", short_help="Import records from a folder.")
def command() -> None:
    """Import records into the store, for offline runs and for tests."""


@command.command("import", short_help="Import a folder of records.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
def import_folder(folder: Path, store: Path | None) -> None:
    """Import FOLDER, which holds `pubmed/*.xml` and `ctgov/*.json`, into the store.

    \b
    Example:
      verifier snapshot import fixtures/records --store build/store
    """
    from verifier import snapshot
    from verifier.store import Store

    with Store(store or default_store()) as opened:
        click.echo(str(snapshot.import_folder(folder, opened)))
