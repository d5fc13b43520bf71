"""What SARIF 2.1.0 (OASIS) asks of the objects that our logs use, restated: nothing beside these is allowed."""

from __future__ import annotations

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
BAG = {"type": "object"}


def fixed(required: tuple[str, ...], **properties):
    """An object of which everything is known."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


MESSAGE = fixed(("text",), text=TEXT)
REGION = fixed(
    ("startLine",),
    startLine={"type": "integer", "minimum": 1},
    charOffset=COUNT,
    charLength=COUNT,
    snippet=fixed((), text={"type": "string"}),
)
LOCATION = fixed(
    (),
    physicalLocation=fixed(
        ("artifactLocation",),
        artifactLocation=fixed(("uri",), uri={"type": "string", "format": "uri-reference"}),
        region=REGION,
    ),
)
RULE = fixed(
    ("id",),
    id=TEXT,
    name=TEXT,
    fullDescription=MESSAGE,
    shortDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=fixed((), level=LEVEL),
)
RESULT = fixed(
    ("message",),
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "items": LOCATION},
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    hostedViewerUri={"type": "string", "format": "uri"},
    properties=BAG,
)
NOTIFICATION = fixed(("message",), message=MESSAGE, level=LEVEL, locations={"type": "array", "items": LOCATION})
SARIF = fixed(
    ("version", "runs"),
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": fixed(
            ("tool",),
            tool=fixed(
                ("driver",),
                driver=fixed(("name",), name=TEXT, version=TEXT, rules={"type": "array", "items": RULE}),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            invocations={
                "type": "array",
                "items": fixed(
                    ("executionSuccessful",),
                    executionSuccessful={"type": "boolean"},
                    toolExecutionNotifications={"type": "array", "items": NOTIFICATION, "uniqueItems": False},
                ),
            },
            results={"type": "array", "items": RESULT},
            properties=BAG,
        ),
    },
)
