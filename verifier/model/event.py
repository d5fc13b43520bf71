"""The stream that reports are written from: events in the order of the documents."""

from __future__ import annotations

import msgspec

from verifier.model.document import Uncited
from verifier.model.identifiers import Aside, Identifier, Mention, OtherMention
from verifier.model.verdict import Verdict


class RunStarted(msgspec.Struct, frozen=True, tag="run-started"):
    """Once, first."""

    version: str
    today: str
    judge: str


class DocumentRead(msgspec.Struct, frozen=True, tag="document"):
    """One for each document, before its verdicts; error is "" when it could be read. text: what a report may show."""

    name: str
    digest: str = ""
    language: str = ""
    error: str = ""
    title: str = ""
    blocks: tuple[tuple[str, str, int], ...] = ()  # (kind, text, line) of the visible blocks, for the HTML report
    notes: tuple[str, ...] = ()  # how it was read: when an archive captured it, what of it was left unread


class VerdictReady(msgspec.Struct, frozen=True, tag="verdict"):
    """One for each citation."""

    verdict: Verdict


class ListedOnly(msgspec.Struct, frozen=True, tag="listed"):
    """An identifier printed without a claim."""

    document: str
    mention: Mention


class OtherFound(msgspec.Struct, frozen=True, tag="other"):
    """An identifier of another registry, or a work printed without one.

    resolved: the PMID found for it, if any was asked for. aside: what else was told of it.
    """

    document: str
    mention: OtherMention
    resolved: Identifier | None = None
    aside: Aside = Aside()


class UncitedFound(msgspec.Struct, frozen=True, tag="uncited"):
    """A checkable claim without a source."""

    uncited: Uncited


class Counts(msgspec.Struct, frozen=True):
    """What was done: documents, citations, outcomes, checks done, skipped and failed, records by origin.

    known: how many verdicts are not told, since a baseline knows them; citations and outcomes are without them.
    """

    documents: int = 0
    unreadable: int = 0
    citations: int = 0
    identifiers: int = 0
    found: int = 0
    missing: int = 0
    unavailable: int = 0
    checks_done: int = 0
    checks_skipped: int = 0
    checks_failed: int = 0
    outcomes: dict[str, int] = {}
    known: int = 0


class RunEnded(msgspec.Struct, frozen=True, tag="run-ended"):
    """Once, last."""

    counts: Counts


Event = RunStarted | DocumentRead | VerdictReady | ListedOnly | OtherFound | UncitedFound | RunEnded
