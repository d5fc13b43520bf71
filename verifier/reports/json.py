"""One JSON document, schema "verifier/1": for programs, archives and comparisons between runs.

The schema ships with the package (`schema()` gives it). The same documents, records, day and version give the
same `documents`, `verdicts`, `others`, `listed` and `uncited`, byte for byte. `judgement` is null where the rules
settled the matter; `listed` holds identifiers printed without a claim, `others` those of other registries.
Control and bidirectional characters are written as escapes, so the file is safe to print.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TextIO

from verifier.model import Event
from verifier.reports._inert import escaped
from verifier.reports._shape import report

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
