"""`verifier explain`: the manual of a plug-in, from its docstring."""

from __future__ import annotations

import difflib
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
    from verifier.reports._manuals import MANUALS, manual_of

    if name is None:
        for shelf in SHELVES:
            click.echo(f"{shelf}:")
            for word in shelves.names(shelf):
                click.echo(f"  {word:26} {_first_line(inspect.getdoc(shelves.load(shelf, word)) or '')}")
        click.echo("findings that no check makes:")
        for word, (summary, _) in sorted(MANUALS.items()):
            click.echo(f"  {word:26} {summary}")
        return
    manuals = {
        shelf: inspect.getdoc(shelves.load(shelf, name)) or "" for shelf in SHELVES if name in shelves.names(shelf)
    }
    if name in MANUALS:
        manuals["finding"] = manual_of(name)
    if not manuals:
        raise UsageError(f"there is no manual of {name!r}; {_near(name)}`verifier explain` lists what there is")
    click.echo("\n\n".join(f"{name} ({shelf})\n\n{manual}".rstrip() for shelf, manual in manuals.items()))


def _near(name: str) -> str:
    """The name that was probably meant."""
    from verifier import shelves
    from verifier.reports._manuals import MANUALS

    known = [word for shelf in SHELVES for word in shelves.names(shelf)]
    near = difflib.get_close_matches(name.lower(), [*known, *MANUALS], n=1)
    return f"{near[0]}? " if near else ""


def _first_line(text: str) -> str:
    """The summary of a docstring."""
    return text.partition("\n")[0]
