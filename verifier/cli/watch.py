"""`verifier watch`: what the nightly refresh looks at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli._memory import target_of
from verifier.cli._options import default_store
from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.model import Standing, VerdictChange

__all__ = ["command"]
_STORE = click.option(
    "--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache."
)


@click.group("watch", short_help="Say what is looked at every night.")
def command() -> None:
    """Say which documents `verifier refresh` looks at, and show what became of them.

    \b
    Examples:
      verifier watch add site/ https://example.org/sitemap.xml
      verifier watch list
      verifier watch history site/page.html
    """


@command.command("add", short_help="Watch files, folders, addresses or sitemaps.")
@click.argument("targets", nargs=-1, required=True)
@_STORE
def add(targets: tuple[str, ...], store: Path | None) -> None:
    """Watch TARGETS: files, folders, addresses, sitemaps. The next `verifier refresh` learns what they cite.

    \b
    Example:
      verifier watch add site/ notes.md
    """
    from verifier.resolve import stamp, utc_now
    from verifier.store import Store
    from verifier.watch import Watch

    with Store(store or default_store()) as opened:
        new = Watch(opened).add([target_of(name) for name in targets], stamp(utc_now()))
    for target in new:
        click.echo(f"watching {target}")
    if not new:
        click.echo("nothing new: all of it is watched already")


@command.command("list", short_help="Show what is watched.")
@_STORE
def show_list(store: Path | None) -> None:
    """Show what is watched, and the documents known so far.

    \b
    Example:
      verifier watch list
    """
    from verifier.reports._inert import inert
    from verifier.store import Store
    from verifier.watch import Watch

    with Store(store or default_store(), create=False) as opened:
        watch = Watch(opened)
        targets, listed, cited = watch.targets(), watch.documents(), watch.cited()
    for watched in targets:
        known = sum(doc.origin == watched.target for doc in listed.values())
        click.echo(inert(f"{watched.target} (since {watched.added[:10]}, {known} documents known)"))
    for name, doc in listed.items():
        if not doc.origin:
            click.echo(inert(f"{name} (remembered by `verifier check --remember`)"))
    click.echo(f"{len(listed)} documents, {len(cited)} records")


@command.command("remove", short_help="Watch these no longer.")
@click.argument("targets", nargs=-1, required=True)
@_STORE
def remove(targets: tuple[str, ...], store: Path | None) -> None:
    """Watch TARGETS no longer; the documents that they led to are forgotten.

    \b
    Example:
      verifier watch remove site/old.html
    """
    from verifier.store import Store
    from verifier.watch import Watch

    wanted = {name for target in targets for name in (target, str(Path(target).resolve()))}
    with Store(store or default_store(), create=False) as opened:
        gone = Watch(opened).remove(wanted)
    if not gone:
        raise UsageError("none of these is watched; see `verifier watch list`")
    for target in gone:
        click.echo(f"no longer watching {target}")


@command.command("history", short_help="Show what became of a page.")
@click.argument("page")
@_STORE
def history(page: str, store: Path | None) -> None:
    """Show what became of the verdicts of PAGE, night after night.

    \b
    Example:
      verifier watch history site/page.html
    """
    from verifier.reports._inert import inert
    from verifier.store import Store
    from verifier.watch import Watch

    with Store(store or default_store(), create=False) as opened:
        watch = Watch(opened)
        name = next((n for n in (page, str(Path(page).resolve())) if n in watch.documents()), "")
        if not name:
            raise UsageError(f"{page} is not watched; see `verifier watch list`")
        sighting, changes = watch.sighting(name), watch.history(name)
    for line in _history(changes):
        click.echo(line)
    if sighting is not None:
        click.echo(inert(f"last looked at {sighting.seen}: {_sum(list(sighting.standings.values()))}"))


def _history(changes: tuple[tuple[str, VerdictChange], ...]) -> Iterator[str]:
    """A line for each change of a verdict, and below it the claim and the reason."""
    from verifier.refresh.digest import moved
    from verifier.reports._inert import inert

    for when, change in changes:
        yield inert(f"{when[:10]}, line {change.line}, {change.identifier}: {moved(change)} ({change.cause})")
        yield f"    {inert(change.claim)}"
        if change.reason:
            yield f"    {inert(change.reason)}"


def _sum(standings: list[Standing]) -> str:
    """How many claims stand how."""
    counts: dict[str, int] = {}
    for standing in standings:
        counts[standing.outcome] = counts.get(standing.outcome, 0) + 1
    return ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items())) or "no claims"
