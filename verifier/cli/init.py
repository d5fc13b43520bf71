"""`verifier init`: a commented verifier.toml to start from."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.errors import UsageError


@click.command("init", short_help="Write a commented verifier.toml.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path())
def command(folder: Path) -> None:
    """Write a commented `verifier.toml` into FOLDER (default: here); an existing file is left alone.

    \b
    Example:
      verifier init
    """
    from verifier.config import PROJECT_FILE, TEMPLATE

    target = folder / PROJECT_FILE
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(TEMPLATE)
    except FileExistsError as error:
        raise UsageError(f"{target} is there already; edit it, or move it away first") from error
    click.echo(f"wrote {target}")
