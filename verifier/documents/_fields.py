"""JSON as field blocks: each string or number of an object becomes a block that knows its key and its object."""

from __future__ import annotations

import json
import re

from verifier.documents._scribe import Frame, Scribe

_TOKEN = re.compile(
    r"""(?:(?P<open>[{\[])|(?P<close>[}\]])|(?P<string>"(?:[^"\\]|\\.)*+")|(?P<word>[^\s,:{}\[\]"]+)|(?P<bad>".*))""",  # a string that nothing ends goes on to the end: looked at once
    re.DOTALL,
)
_ESCAPE = re.compile(r"""\\(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})?|.)""", re.DOTALL)


def write_json(scribe: Scribe, start: int, end: int, role: str = "data") -> None:
    """Write source[start:end] as fields, one block a value, in the order of the source.

    path holds the ids of the objects around a value: the fields of one object share the last id. Values of an
    array stand under the key of the array. Damaged JSON gives the fields before and after the damage.
    """
    scribe.flush()
    frame = scribe.frame
    path, key = frame.path, ""
    stack: list[tuple[tuple[int, ...], str, str]] = []
    waiting: tuple[int, int] | None = None
    for token in _TOKEN.finditer(scribe.source, start, end):
        kind = token.lastgroup or ""
        first, last = token.span(kind) if kind else token.span()
        if kind == "open":
            key = _text(scribe, waiting) if waiting else key
            waiting = None
            stack.append((path, key, token["open"]))
            if token["open"] == "{":
                path = scribe.container("object", path)
        elif kind == "close":
            if waiting:
                waiting = None
            if stack:
                path, key, _ = stack.pop()
        elif (
            kind == "string" and stack and stack[-1][2] == "{" and waiting is None and _colon(scribe.source, last, end)
        ):
            waiting = (first, last)
        elif kind in {"string", "word"}:
            label = _text(scribe, waiting) if waiting else key
            waiting = None
            scribe.frame = Frame("field", role, path=path, label=label)
            _write_value(scribe, first, last, quoted=kind == "string")
            scribe.flush()
    scribe.frame = frame


def _colon(source: str, at: int, end: int) -> bool:
    while at < end and source[at].isspace():
        at += 1
    return at < end and source[at] == ":"


def _text(scribe: Scribe, span: tuple[int, int]) -> str:
    raw = scribe.source[span[0] : span[1]]
    try:
        return " ".join(str(json.loads(raw, strict=False)).split())
    except ValueError:
        return " ".join(raw.strip('"').split())


def _write_value(scribe: Scribe, start: int, end: int, *, quoted: bool) -> None:
    if not quoted:
        if scribe.source[start:end] not in {"null", "true", "false"}:
            scribe.write(start, end)
        return
    at = start + 1
    for escape in _ESCAPE.finditer(scribe.source, start + 1, end - 1):
        scribe.write(at, escape.start())
        try:
            decoded = json.loads(f'"{escape[0]}"', strict=False)
        except ValueError:
            decoded = escape[0][1:]
        scribe.insert(decoded.encode("utf-8", "replace").decode("utf-8"), escape.start())
        at = escape.end()
    scribe.write(at, end - 1)
