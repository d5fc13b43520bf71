"""`verifier snapshot`: records in and out of the store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.cli._options import default_store

__all__ = ["command"]
COULD_NOT = 3


class _Lists(click.Command):
    """A command whose options --pubmed and --ctgov take all the files that follow them, as a shell's pattern gives them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its files."""
        spelled: list[str] = []
        option = ""
        for word in args:
            if word.startswith("-"):
                option = word if word in ("--pubmed", "--ctgov") else ""
                if not option:
                    spelled.append(word)
            elif option:
                spelled += [option, word]
            else:
                spelled.append(word)
        return super().parse_args(ctx, spelled)


@click.group("snapshot", short_help="Records in and out of the store.")
def command() -> None:
    """Bring records into the store or out of it, for offline runs and for tests.

    \b
    Example:
      verifier snapshot export records.snapshot
    """


@command.command("import", short_help="Import a folder or a packed snapshot.")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
def import_(source: Path, store: Path | None) -> None:
    """Import SOURCE into the store: a folder with `pubmed/*.xml` and `ctgov/*.json`, or a packed snapshot.

    A file that cannot be read is named with the reason and left out whole; the others are imported, and the exit code
    is 3. Of a packed snapshot that is damaged, cut short or changed nothing is imported.

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
    sys.exit(COULD_NOT if imported.skipped else 0)


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

    with Store(store or default_store(), create=False) as opened:
        click.echo(f"{snapshot.export(opened, target)} records written to {target}")


@command.command("build", cls=_Lists, short_help="Take in whole registries: NLM's files, pages of ClinicalTrials.gov.")
@click.option(
    "--pubmed",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILES...",
    help="Baseline and update files of NLM (pubmed26n*.xml.gz).",
)
@click.option(
    "--ctgov",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILES...",
    help="JSON pages of studies from the API.",
)
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=2, show_default=True, metavar="N", help="Processes that parse."
)
def build(pubmed: tuple[Path, ...], ctgov: tuple[Path, ...], store: Path | None, jobs: int) -> None:
    """Take whole registries into the store, for offline runs over many pages.

    PubMed files are taken in the order of their numbers: a later article replaces an earlier one, deletions are
    honoured, and a file whose MD5 is not the one beside it is refused. A file that was taken in before is not read
    again, so an interrupted build goes on where it stopped.

    \b
    Example:
      verifier snapshot build --pubmed pubmed26n*.xml.gz --ctgov page-*.json --store records/
    """
    from verifier import bulk
    from verifier.cli._progress import Meter
    from verifier.errors import UsageError
    from verifier.store import Store
    from verifier.workers import pool

    if not pubmed and not ctgov:
        raise UsageError("name at least one file with --pubmed or --ctgov")
    with (
        Store(store or default_store()) as opened,
        Meter(quiet=False) as meter,
        pool(jobs) as workers,
    ):
        built = bulk.build(opened, pubmed, ctgov, pool=workers, progress=meter)
    click.echo(str(built))
