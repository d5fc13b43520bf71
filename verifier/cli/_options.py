"""Options that several commands share, and how they become a Verifier. The environment is read here only."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.pipeline import Verifier

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A calendar day, YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the day, or say how to write it."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-20", param, ctx)


def record_options(function: F) -> F:
    """Options that say where records come from."""
    for option in reversed(
        [
            click.option(
                "--store",
                type=click.Path(path_type=Path),
                envvar="VERIFIER_STORE",
                help="Folder of the record cache [default: the user's cache folder].",
            ),
            click.option("--offline", is_flag=True, help="Ask nobody: use only what the store holds."),
            click.option(
                "--max-age",
                metavar="AGE",
                help="Accept stored records no older than this (30d, 12h); only lowers the age allowed for each kind.",
            ),
            click.option(
                "--email",
                envvar="VERIFIER_EMAIL",
                default="",
                help="Your address, sent to NCBI with each request, as it asks.",
            ),
            click.option(
                "--user-agent",
                envvar="VERIFIER_USER_AGENT",
                help="What to call ourselves: some gateways refuse some names (see verifier doctor).",
            ),
        ]
    ):
        function = option(function)
    return function


class KeyValue(click.ParamType[tuple[str, Any]]):
    """One option of a judge, KEY=VALUE; what looks like a number becomes one."""

    name = "KEY=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        """Take key and value apart, or say how to write them."""
        if isinstance(value, tuple):
            return value
        key, sign, text = str(value).partition("=")
        if not sign or not key.isidentifier():
            self.fail(f"{value!r} sets nothing; write it as model=NAME", param, ctx)
        for kind in (int, float):
            try:
                return key, kind(text)
            except ValueError:
                continue
        return key, text


def second_options(function: F) -> F:
    """Options of a second opinion; they reach the command as `second`, `second_lowers` and `second_settings`."""
    for option in reversed(
        [
            click.option(
                "--second",
                metavar="NAME",
                help="Another judge, shown beside each verdict: nli, llm ... (`verifier explain NAME` tells its options).",
            ),
            click.option(
                "--second-option", "second_settings", type=KeyValue(), multiple=True, help="An option of that judge."
            ),
            click.option(
                "--second-lowers",
                is_flag=True,
                help="Where it disagrees with what the judge read, the verdict is unknown.",
            ),
        ]
    ):
        function = option(function)
    return function


def second_of(records: dict[str, Any]) -> dict[str, Any]:
    """The options of a second opinion taken out of a command's, as a Verifier takes them; its key is the environment's.

    Raises:
        UsageError: options of a second opinion without one.
    """
    name, lowers = records.pop("second"), records.pop("second_lowers")
    settings = dict(records.pop("second_settings"))
    if name is None:
        if lowers or settings:
            raise UsageError("--second-lowers and --second-option need --second NAME")
        return {}
    if key := os.environ.get("VERIFIER_LLM_KEY"):
        settings.setdefault("key", key)
    endpoint = str(settings.pop("endpoint", "") or os.environ.get("VERIFIER_LLM_URL", ""))
    return {"second": name, "second_options": {**settings, "lowers": lowers, "endpoint": endpoint}}


def default_store() -> Path:
    """The record cache of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "verifier"


def default_vocabulary() -> Path:
    """The index of MeSH of this user; it need not be there."""
    return default_store() / "vocabulary.db"


def kept_vocabulary() -> str | None:
    """The index of MeSH of this user, where there is one."""
    return str(default_vocabulary()) if default_vocabulary().exists() else None


def network() -> dict[str, Any]:
    """What the environment says of the services: addresses and key. Nothing of it is ever printed."""
    names = {"eutils": "VERIFIER_EUTILS_URL", "ctgov": "VERIFIER_CTGOV_URL", "idconv": "VERIFIER_IDCONV_URL"}
    bases = {word: os.environ[name] for word, name in names.items() if os.environ.get(name)}
    return {"bases": bases, "api_key": os.environ.get("NCBI_API_KEY", "")}


def open_verifier(
    store: Path | None, *, offline: bool, max_age: str | None, email: str, user_agent: str | None = None, **more: Any
) -> Verifier:
    """A Verifier from the shared options and the environment."""
    from verifier.pipeline import Verifier

    if user_agent is not None:
        more["user_agent"] = user_agent
    if "second" in more:
        more |= second_of(more)
    return Verifier(
        store or default_store(),
        vocabulary=kept_vocabulary(),
        offline=offline,
        max_age=max_age,
        email=email,
        **network(),
        **more,
    )


def identifier_of(text: str) -> Any:
    """Read an identifier given on the command line."""
    from verifier.model import Identifier

    try:
        found = Identifier.parse(f"PMID:{text}" if text.isdigit() else text)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not found.well_formed:
        raise UsageError(f"{text!r} has not the form of a PMID (1-8 digits) or an NCT number (NCT and 8 digits)")
    return found
