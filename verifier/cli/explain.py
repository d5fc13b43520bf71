"""`verifier explain`: the manual of a plug-in, from its docstring."""

from __future__ import annotations

import inspect

import click

from verifier.errors import UsageError

SHELVES = ("checks", "documents", "judges", "registries", "reports")


@click.command("explain", short_help="Print a manual.")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Print the manual of a check, registry, judge, report or document type; without a name, the list.

    \b
    Examples:
      verifier explain
      verifier explain status-mismatch
    """
    from verifier import shelves

    if name is None:
        for shelf in SHELVES:
            click.echo(f"{shelf}:")
            for word in shelves.names(shelf):
                click.echo(f"  {word:26} {_first_line(inspect.getdoc(shelves.load(shelf, word)) or '')}")
        return
    found = [shelf for shelf in SHELVES if name in shelves.names(shelf)]
    if not found:
        raise UsageError(f"there is no manual of {name!r}; `verifier explain` lists what there is")
    for shelf in found:
        click.echo(f"{name} ({shelf})\n\n{inspect.getdoc(shelves.load(shelf, name)) or ''}\n".rstrip())


def _first_line(text: str) -> str:
    """The summary of a docstring."""
    return text.partition("\n")[0]
