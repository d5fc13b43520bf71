"""The JSON Schema of a refresh's report, built from the nouns that the report is written from."""

from __future__ import annotations

from typing import Any

import msgspec

from verifier.model import LEVELS, OUTCOMES, Night
from verifier.model.change import CAUSES

SCHEMA = "verifier-refresh/1"
UNTOLD = frozenset({"requests"})  # traffic is no part of the report, so that equal nights read equal
# Exit codes of `verifier refresh`: nothing worse, verdicts got worse, something could not be asked.
CODES = (0, 1, 3)


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) that every report of `verifier refresh --format json` keeps to."""
    known = msgspec.json.schema(Night)["$defs"]
    for one in known.values():
        one["required"] = list(one["properties"])
        one["additionalProperties"] = False
        for described in one["properties"].values():
            described.pop("default", None)
    night = known.pop("Night")
    for untold in UNTOLD:
        del night["properties"][untold]
    night["properties"] = {"schema": {"const": SCHEMA}, "code": {"enum": list(CODES)}, **night["properties"]}
    night["required"] = list(night["properties"])
    moved = known["VerdictChange"]
    moved["properties"] |= {"cause": {"enum": list(CAUSES)}, "worse": {"type": "boolean"}}
    moved["required"].append("worse")
    standing = known["Standing"]["properties"]
    standing["outcome"] = {"enum": list(OUTCOMES)}
    standing["checks"]["items"]["prefixItems"][1] = {"enum": list(LEVELS)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **night, "title": SCHEMA, "$defs": known}
