"""The way back: a report "verifier/1" as the events it was written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from verifier.model import (
    Aside,
    Citation,
    Comparison,
    Counts,
    DocumentRead,
    Event,
    Finding,
    Identifier,
    Judgement,
    ListedOnly,
    Mention,
    OtherFound,
    OtherMention,
    Place,
    RecordSummary,
    RunEnded,
    RunStarted,
    Uncited,
    UncitedFound,
    Verdict,
    VerdictReady,
)

Data = dict[str, Any]


def events_of(report: Data) -> Iterator[Event]:
    """The events of a report, each document's own after it; KeyError and its kin where the schema is not kept."""
    yield RunStarted(report["version"], report["today"], report["judge"])
    belonging: dict[str, list[Event]] = defaultdict(list)
    for name, event in _belonging(report):
        belonging[name].append(event)
    for document in report["documents"]:
        yield DocumentRead(
            document["name"],
            document["digest"],
            document["language"],
            document["error"],
            notes=tuple(document.get("notes", ())),
        )
        yield from belonging.pop(document["name"], ())
    for left in belonging.values():
        yield from left
    yield RunEnded(msgspec.convert(report["counts"], Counts))


def _belonging(report: Data) -> Iterator[tuple[str, Event]]:
    """Everything that belongs to a document, with that document's name."""
    for one in report["verdicts"]:
        yield one["document"], VerdictReady(_verdict(one))
    for one in report["listed"]:
        yield one["document"], ListedOnly(one["document"], _mention(one))
    for one in report["others"]:
        yield one["document"], OtherFound(one["document"], _other(one), _identifier(one["resolved"]), _aside(one))
    for one in report["uncited"]:
        found = Uncited(one["document"], Place(one["line"]), one["claim"], one["why"], one["advice"])
        yield one["document"], UncitedFound(found)


def _verdict(one: Data) -> Verdict:
    """A verdict; the checks of types are msgspec's."""
    identifier = _identifier(one["identifier"])
    assert identifier is not None
    citation = Citation(
        key=one["key"],
        document=one["document"],
        place=Place(one["line"], one["span"][0]),
        identifier=identifier,
        written=one["written"],
        claim=one["claim"],
        parts=tuple(one["parts"]),
        claim_place=Place(one["claim_line"]),
        layout=one["layout"],
        malformed=one["malformed"],
        candidate=_identifier(one["candidate"]),
    )
    return Verdict(
        citation,
        one["outcome"],
        one["reason"],
        msgspec.convert(one["findings"], tuple[Finding, ...]),
        msgspec.convert(one["comparisons"], tuple[Comparison, ...]),
        msgspec.convert(one["judgement"], Judgement | None),
        one["depth"],
        msgspec.convert(one["record"], RecordSummary),
    )


def _identifier(text: str | None) -> Identifier | None:
    """An identifier as the report writes it, malformed ones included."""
    if text is None:
        return None
    scheme, colon, value = text.partition(":")
    return Identifier(scheme, value) if colon else Identifier("NCT", text)


def _mention(one: Data) -> Mention:
    """An identifier without a claim."""
    identifier = _identifier(one["identifier"])
    assert identifier is not None
    written = one["written"]
    return Mention(identifier, written, 0, 0, len(written), Place(one["line"]), malformed=one["malformed"])


def _aside(one: Data) -> Aside:
    """What was told of it beside; reports of earlier versions tell nothing."""
    candidates = (_identifier(word) for word in one.get("candidates", ()))
    return Aside(tuple(found for found in candidates if found), one.get("note", ""))


def _other(one: Data) -> OtherMention:
    """An identifier of another registry."""
    written = one["written"]
    return OtherMention(one["scheme"], written, written, 0, 0, len(written), Place(one["line"]))
