"""`verifier vocabulary`: the index of MeSH beside the built-in list of concepts."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli._options import default_vocabulary


@click.group("vocabulary", short_help="Build the index of MeSH that topics are compared by.")
def command() -> None:
    """Build the index of MeSH that topics are compared by, beside the built-in list.

    \b
    Example:
      verifier vocabulary update desc2026.gz
    """


@command.command("update", short_help="Build the index from NLM's descriptor file.")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Where to write it; default beside the record cache.")
def update(source: Path, output: Path | None) -> None:
    """Build the index from SOURCE: NLM's yearly file of descriptors, desc<year>.gz or desc<year>.xml.

    NLM offers it for download at https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh/ under its terms; the
    index of some 7 MB is used by every check from then on.

    \b
    Example:
      verifier vocabulary update desc2026.gz
    """
    from verifier import mesh

    target = output or default_vocabulary()
    count = mesh.build(source, target)
    click.echo(f"{count:,} descriptors in {target}")


@command.command("path", short_help="Print where the index is looked for.")
def path() -> None:
    """Print where the index is looked for.

    \b
    Example:
      verifier vocabulary path
    """
    click.echo(str(default_vocabulary()))
