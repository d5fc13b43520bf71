"""One JSON object a line, written as soon as it is known: for long runs, pipes and logs.

Each line has a `kind`: run, document, verdict, listed, other, uncited, counts; the rest of it is what the schema
"verifier/1" gives for that place of the report. Memory does not grow with the run. A run that was interrupted
lacks the last line, `counts`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from verifier.model import Event
from verifier.reports._inert import escaped
from verifier.reports._shape import SCHEMA, shape

SUFFIX = ".jsonl"

KINDS = {"documents": "document", "verdicts": "verdict", "others": "other"}


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write one line for each event and pass it on at once."""
    for event in events:
        place, data = shape(event)
        line: dict[str, object] = {"kind": KINDS.get(place, place)}
        if place == "run":
            line["schema"] = SCHEMA
        out.write(escaped(json.dumps(line | data, ensure_ascii=False)) + "\n")
        out.flush()
