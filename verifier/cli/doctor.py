"""`verifier doctor`: can the registries be reached from here, and how."""

from __future__ import annotations

import itertools
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli._options import default_store, network
from verifier.reports._inert import inert

if TYPE_CHECKING:
    from verifier.doctor import Probe
    from verifier.store import Store

_SIGNS = {"ok": "ok     ", "warning": "warning", "error": "error  "}
COULD_NOT = 3


@click.command("doctor", short_help="Can both registries be reached from here, and how.")
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
@click.option("--email", envvar="VERIFIER_EMAIL", default="", help="Your address, sent to NCBI with each request.")
@click.option(
    "--user-agent", envvar="VERIFIER_USER_AGENT", help="What to call ourselves: some gateways refuse some names."
)
def command(store: Path | None, email: str, user_agent: str | None) -> None:
    """Ask both registries once, look at the store and the configuration, and say what to set.

    \b
    Example:
      verifier doctor
    """
    from verifier import doctor
    from verifier.http import USER_AGENT, Client

    worst = False
    with ExitStack() as stack:
        opened, told = _store(store or default_store(), stack)
        probes = doctor.examine(
            lambda agent: Client(user_agent=agent, email=email, **network()),
            opened,
            email=email,
            agent=USER_AGENT if user_agent is None else user_agent,
        )
        for probe in itertools.chain(told, probes):
            worst |= probe.level == "error"
            click.echo(f"{_SIGNS[probe.level]} {probe.name}: {inert(probe.message)}")
            if probe.advice:
                click.echo(f"        {inert(probe.advice)}")
    sys.exit(COULD_NOT if worst else 0)


def _store(folder: Path, stack: ExitStack) -> tuple[Store | None, list[Probe]]:
    """The store, where there is one that opens; else what is to be told of it. The doctor makes none."""
    from verifier.doctor import Probe
    from verifier.errors import StoreError
    from verifier.store import Store

    if not (folder / "cache.db").exists():
        return None, [Probe("store", "ok", f"there is none in {folder} yet; the first run makes it")]
    try:
        return stack.enter_context(Store(folder, create=False)), []
    except StoreError as error:
        return None, [Probe("store", "error", str(error))]
