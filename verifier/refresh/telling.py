"""The digest of a night as text, JSON, Markdown or a page of HTML.

Words of pages and records are shown as text, whatever they hold; control characters are shown by their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from verifier.errors import UsageError
from verifier.model import Night, VerdictChange
from verifier.refresh.digest import FORMATS, HEADINGS, Digest, Entry, digest, field, moved
from verifier.refresh.schema import SCHEMA, UNTOLD
from verifier.reports._inert import clipped, escaped, inert
from verifier.reports.markdown import defused

_LONGEST_CLAIM = 200  # characters


def tell(night: Night, name: str = "text") -> str:
    """The report of a night in one of FORMATS.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no report {name!r} of a refresh; known: {', '.join(FORMATS)}")
    if name == "json":
        return _json(night)
    told = digest(night)
    if name == "html":
        return _html(told)
    lines = _text(told) if name == "text" else _markdown(told)
    return "\n".join(lines) + "\n"


def worth_telling(night: Night) -> bool:
    """Whether there is something that a person need be told."""
    return not digest(night).empty


def _json(night: Night) -> str:
    """All of it, for programs; how many requests went out is no part of it, so that equal nights read equal."""
    whole: dict[str, Any] = {"schema": SCHEMA, "code": night.code}
    whole.update((key, value) for key, value in msgspec.to_builtins(night).items() if key not in UNTOLD)
    for change, built in zip(night.verdicts, whole["verdicts"], strict=True):
        built["worse"] = change.worse
    return escaped(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode()) + "\n"


def _text(told: Digest) -> Iterator[str]:
    yield inert(told.title)
    yield inert(told.summary)
    for heading, entries in told.sections:
        yield ""
        yield heading
        for entry in entries:
            yield from _text_entry(entry)
    if told.upgrade:
        yield ""
        yield HEADINGS["verifier"]
        for line in told.upgrade:
            yield f"  {inert(line)}"
    if told.quiet:
        yield ""
        yield "Records that changed and moved no verdict"
        for name, changes in told.quiet:
            yield f"  {inert(name)}: {inert('; '.join(field(change) for change in changes))}"
    if told.troubles:
        yield ""
        yield "Not done"
        for line in told.troubles:
            yield f"  {inert(line)}"


def _text_entry(entry: Entry) -> Iterator[str]:
    yield f"  {inert(entry.name)}" + (f"  {entry.url}" if entry.url else "")
    for change in entry.changes:
        since = f" (last seen {change.known[:10]}, found {change.found[:10]})" if change.known and change.found else ""
        yield f"    {inert(field(change))}{since}"
    for verdict in entry.verdicts:
        yield f"    {_sign(verdict)} {inert(_where(verdict))}: {inert(moved(verdict))}"
        yield f'      "{clipped(inert(verdict.claim), _LONGEST_CLAIM)}"'
        if verdict.reason:
            yield f"      {inert(verdict.reason)}"
        if verdict.advice:
            yield f"      what to do: {inert(verdict.advice)}"


def _markdown(told: Digest) -> Iterator[str]:
    yield f"# {defused(told.title)}"
    yield ""
    yield defused(told.summary)
    for heading, entries in told.sections:
        yield ""
        yield f"## {heading}"
        for entry in entries:
            yield ""
            yield f"### [{defused(entry.name)}]({entry.url})" if entry.url else f"### {defused(entry.name)}"
            yield ""
            for change in entry.changes:
                yield f"- {defused(field(change))}"
            for verdict in entry.verdicts:
                yield f"- {_sign(verdict)} {defused(_where(verdict))}: **{defused(moved(verdict))}**"
                yield f"  > {defused(verdict.claim, _LONGEST_CLAIM)}"
                if verdict.reason:
                    yield ""
                    yield f"  {defused(verdict.reason)}"
                if verdict.advice:
                    yield ""
                    yield f"  What to do: {defused(verdict.advice)}"
    for heading, lines in (
        (HEADINGS["verifier"], told.upgrade),
        (
            "Records that changed and moved no verdict",
            [f"{name}: {'; '.join(field(change) for change in changes)}" for name, changes in told.quiet],
        ),
        ("Not done", told.troubles),
    ):
        if lines:
            yield ""
            yield f"## {heading}"
            yield ""
            for line in lines:
                yield f"- {defused(line)}"


def _html(told: Digest) -> str:
    templates = Environment(
        loader=PackageLoader("verifier.refresh"),
        autoescape=True,
        finalize=lambda value: inert(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    template = templates.get_template("night.html")
    return template.render(told=told, field=field, moved=moved, where=_where, sign=_sign, headings=HEADINGS) + "\n"


def _sign(change: VerdictChange) -> str:
    return "worse" if change.worse else "new" if change.before is None else "no worse"


def _where(change: VerdictChange) -> str:
    where = f"{change.document} line {change.line}"
    return f"{where}, {change.identifier}" if change.cause == "document" else where
