"""One JSON document, schema "verifier/1": for programs, archives and comparisons between runs.

The schema ships with the package (`schema()` gives it). The same documents, records, day and version give the
same `documents`, `verdicts`, `others`, `listed` and `uncited`, byte for byte. `judgement` is null where the rules
settled the matter; `listed` holds identifiers printed without a claim, `others` those of other registries.
Control and bidirectional characters are written as escapes, so the file is safe to print. `read` gives the events
back, so that a report kept as JSON can be written in any other format later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TextIO

from verifier.errors import UsageError
from verifier.model import Event
from verifier.reports._events import events_of
from verifier.reports._inert import escaped
from verifier.reports._shape import SCHEMA, report

SUFFIX = ".json"


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write one JSON document, indented by two, keys in the order of the schema."""
    out.write(escaped(json.dumps(report(events), ensure_ascii=False, indent=2)))
    out.write("\n")


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) that every report keeps to."""
    text = files("verifier.reports").joinpath("schema", "verifier-1.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def read(text: str | bytes) -> tuple[Event, ...]:
    """Give back the events that a report was written from, in the order of the documents.

    What the schema does not hold is empty: the pages' texts, the records' prose, dates and fields.

    Raises:
        UsageError: the text is not a report of the schema "verifier/1".
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"this is not JSON: {error}") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise UsageError(f"this is not a report of the schema {SCHEMA!r}; write one with --format json")
    try:
        return tuple(events_of(found))
    except (KeyError, TypeError, ValueError) as error:
        said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"this report does not keep to the schema {SCHEMA!r}: {said}") from error
