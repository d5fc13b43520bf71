"""The command line: a table of commands, each in a file of its own that is imported when it is called."""

from __future__ import annotations

import errno
import importlib
from typing import Any

import click

from verifier import __version__
from verifier.errors import UsageError, VerifierError
from verifier.reports._inert import inert

# name -> (module, one line for --help). Kept here so that --help imports nothing but click.
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("check", "Check what documents cite: a verdict, with its evidence, for each claim."),
    "render": ("render", "Write a report that was kept as JSON in another format."),
    "extract": ("extract", "List what would be checked, as JSON lines; nothing is fetched."),
    "show": ("show", "Show a registry record as it was read."),
    "explain": ("explain", "Print the manual of a check, registry, judge, report or document type."),
    "watch": ("watch", "Say what `verifier refresh` looks at every night; show what became of a page."),
    "refresh": ("refresh", "Ask again what is due; tell which verdicts changed, and why."),
    "sweep": ("sweep", "Check a crawl, shard by shard, over a cluster or this machine's cores."),
    "init": ("init", "Write a commented verifier.toml to start from."),
    "measure": ("measure", "Measure a judge against labelled claims."),
    "doctor": ("doctor", "Can both registries be reached from here, and how; is the store in order."),
    "snapshot": ("snapshot", "Bring records into the store or out of it, for offline runs."),
    "vocabulary": ("vocabulary", "Build the index of MeSH that topics are compared by, from NLM's file."),
    "store": ("store", "Look at, verify or prune the record cache."),
}


class Commands(click.Group):
    """A group whose commands are imported only when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"verifier.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Turn our own exceptions, and files that cannot be written, into one line on stderr and exit code 2 or 3.

        An interrupted run ends with 130, as shells expect; what was fetched by then is in the store.
        """
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(inert(str(error))) from error
        except VerifierError as error:
            click.echo(f"verifier: {inert(str(error))}", err=True)
            ctx.exit(3)
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads has read enough: click ends quietly
                raise
            where = error.filename or "the report could not be written whole"
            click.echo(inert(f"verifier: {where}: {error.strerror or error}"), err=True)
            ctx.exit(3)
        except KeyboardInterrupt:
            click.echo(
                "\nverifier: stopped; what was fetched is kept, so run the same command again to go on", err=True
            )
            ctx.exit(130)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verifier")
def main() -> None:
    """Check whether the PubMed and ClinicalTrials.gov records that a page cites back its claims.

    \b
    Examples:
      verifier check page.html notes.txt
      verifier check site/ --format json --output report.json
      verifier show NCT01920867
      verifier explain status-mismatch

    Exit codes: 0 nothing to act on; 1 findings at or over --fail-on; 2 wrong usage; 3 something could not be
    asked or read, and nothing else was wrong.
    """
