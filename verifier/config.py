"""Settings from a file: `verifier.toml` of a project, and the user's own configuration.

A project's file comes with documents that are checked, so it is not trusted: it may say which documents are
checked, how strict to be and how to report, and nothing else. Addresses, judges and the store come from the
user's own file or from the command line.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from verifier.errors import UsageError

PROJECT_FILE = "verifier.toml"
_LARGEST = 1_000_000


T = TypeVar("T", bound=msgspec.Struct)


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a project may set: paths (below its own folder), strictness, formats."""

    documents: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = ""
    format: str = ""
    uncited: bool = True
    baseline: str = ""


class User(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a user may set for all of their runs, besides what a project may."""

    store: str = ""
    email: str = ""
    judge: str = ""
    user_agent: str = ""
    max_age: str = ""
    fail_on: str = ""
    format: str = ""
    uncited: bool = True


TEMPLATE = """\
# Settings of `verifier` for this folder. A line that starts with # is not read; remove the # to use it.
# Addresses, keys, judges and the store are not set here: this file may come with documents that nobody vouches for.

# What `verifier check` checks when it is called without names: files, folders or patterns below this folder.
# documents = ["pages/", "notes/*.md"]

# What is left out of folders and patterns.
# exclude = ["drafts/*"]

# Exit with 1 at this level (note, warning, error), this outcome (unknown, overstated, unsupported, contradicted,
# broken) or worse; "never" for always 0.
# fail_on = "error"

# How to report: text, json, jsonl, csv, markdown, html, sarif, junit.
# format = "text"

# Whether checkable claims without a source are listed.
# uncited = true

# Findings known and accepted: only what is new since is reported.
# baseline = "verifier-baseline.json"
"""


def read_project(folder: Path) -> Project:
    """The settings of the folder's `verifier.toml`; the defaults where there is none.

    Raises:
        UsageError: it cannot be read, or sets what a project may not set.
    """
    return _read(folder / PROJECT_FILE, Project)


def read_user(path: Path) -> User:
    """The user's own settings; the defaults where there is no file.

    Raises:
        UsageError: it cannot be read.
    """
    return _read(path, User)


def seconds(age: str) -> float:
    """Read an age: "90s", "15m", "12h", "30d".

    Raises:
        UsageError: it is not written like that.
    """
    match = re.fullmatch(r"(\d+)\s*([smhd])", age.strip())
    if match is None:
        raise UsageError(f"{age!r} is not an age; write 90s, 15m, 12h or 30d")
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def _read(path: Path, kind: type[T]) -> T:
    """Read one file of settings, strictly."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        return kind()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(text) > _LARGEST:
        raise UsageError(f"{path} is larger than a file of settings can be; move it away")
    try:
        return msgspec.convert(tomllib.loads(text.decode("utf-8")), kind)
    except RecursionError as error:
        raise UsageError(f"{path} is nested deeper than a file of settings can be; move it away") from error
    except msgspec.ValidationError as error:
        allowed = ", ".join(kind.__struct_fields__)
        raise UsageError(f"{path}: {error}; what may be set here: {allowed}") from error
    except ValueError as error:  # no TOML, no UTF-8, or a number without end
        raise UsageError(f"{path} is not TOML: {error}") from error
