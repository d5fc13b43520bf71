"""`verifier doctor`: can the registries be reached from here, and how."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.cli._options import default_store, network

_SIGNS = {"ok": "ok     ", "warning": "warning", "error": "error  "}
COULD_NOT = 3


@click.command("doctor", short_help="Can both registries be reached from here, and how.")
@click.option("--store", type=click.Path(path_type=Path), envvar="VERIFIER_STORE", help="Folder of the record cache.")
@click.option("--email", envvar="VERIFIER_EMAIL", default="", help="Your address, sent to NCBI with each request.")
def command(store: Path | None, email: str) -> None:
    """Ask both registries once, look at the store and the configuration, and say what to set.

    \b
    Example:
      verifier doctor
    """
    from verifier import doctor
    from verifier.http import Client
    from verifier.reports._inert import inert
    from verifier.store import Store

    worst = False
    with Store(store or default_store()) as opened:
        for probe in doctor.examine(
            lambda agent: Client(user_agent=agent, email=email, **network()), opened, email=email
        ):
            worst |= probe.level == "error"
            click.echo(f"{_SIGNS[probe.level]} {probe.name}: {inert(probe.message)}")
            if probe.advice:
                click.echo(f"        {inert(probe.advice)}")
    sys.exit(COULD_NOT if worst else 0)
