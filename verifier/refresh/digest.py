"""The report of a night, grouped by cause: one entry for each record, page or date that moved verdicts, not one a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from verifier.model import Change, Identifier, Night, VerdictChange

HEADINGS = {
    "record": "Because a record changed",
    "clock": "Because a date passed",
    "document": "Because the page changed",
    "verifier": "Because this version of verifier reads it otherwise",
}
FORMATS = ("text", "json", "markdown", "html")
_LONGEST_LIST = 10  # identifiers told by name where many could not be asked


class Entry(msgspec.Struct, frozen=True):
    """One cause and what it did: verdicts in the order of page and line, the worse ones first."""

    cause: str
    name: str
    changes: tuple[Change, ...]
    verdicts: tuple[VerdictChange, ...]
    url: str = ""


class Digest(msgspec.Struct, frozen=True):
    """What a person is told of a night. quiet: records that changed and moved no verdict. troubles: what was not done."""

    title: str
    summary: str
    sections: tuple[tuple[str, tuple[Entry, ...]], ...]
    quiet: tuple[tuple[str, tuple[Change, ...]], ...]
    troubles: tuple[str, ...]
    upgrade: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing that anybody need be told."""
        return not (self.sections or self.quiet or self.troubles or self.upgrade)


def digest(night: Night) -> Digest:
    """Group what a night found."""
    told = [change for change in night.verdicts if change.cause != "verifier"]
    sections = []
    for cause, heading in HEADINGS.items():
        entries = _entries(cause, [change for change in told if change.cause == cause])
        if entries:
            sections.append((heading, entries))
    moved = {change.identifier for change in told if change.cause == "record"}
    quiet: dict[str, list[Change]] = {}
    for field in night.changes:
        if field.identifier not in moved:
            quiet.setdefault(str(field.identifier), []).append(field)
    return Digest(
        title=f"Refresh of {night.day}" + (f", since {night.since}" if night.since else ", the first"),
        summary=_summary(night, told),
        sections=tuple(sections),
        quiet=tuple((name, tuple(changes)) for name, changes in quiet.items()),
        troubles=tuple(_troubles(night)),
        upgrade=tuple(_upgrade([change for change in night.verdicts if change.cause == "verifier"])),
    )


def moved(change: VerdictChange) -> str:
    """How a verdict moved: "supported -> contradicted (status-mismatch)", or "still supported, now with ..."."""
    before, after = change.before, change.after
    came = ", ".join(check for check, level in after.checks if before is None or (check, level) not in before.checks)
    if before is not None and before.outcome == after.outcome:
        went = ", ".join(check for check, level in before.checks if (check, level) not in after.checks)
        said = [f"now with {came}" if came else "", f"no longer with {went}" if went else ""]
        return ", ".join(filter(None, (f"still {after.outcome}", *said)))
    return f"{before.outcome if before else 'new'} -> {after.outcome}" + (f" ({came})" if came else "")


def field(change: Change) -> str:
    """How a field changed: "status RECRUITING -> TERMINATED"."""
    if change.before and change.after:
        return f"{change.field} {change.before} -> {change.after}"
    return f"{change.field} now {change.after}" if change.after else f"{change.field} no longer {change.before}"


def _entries(cause: str, verdicts: list[VerdictChange]) -> tuple[Entry, ...]:
    """One entry for each record, or for each page where the page is the cause; what got worse first."""
    groups: dict[str, list[VerdictChange]] = {}
    for change in verdicts:
        groups.setdefault(change.document if cause == "document" else str(change.identifier), []).append(change)
    entries = []
    for name, own in groups.items():
        ordered = tuple(sorted(own, key=lambda c: (not c.worse, c.document, c.line, c.key)))
        changes = next((c.changes for c in ordered if c.changes), ())
        entries.append(Entry(cause, name, changes, ordered, "" if cause == "document" else _url(own[0].identifier)))
    return tuple(sorted(entries, key=lambda e: (not any(c.worse for c in e.verdicts), e.name)))


def _url(identifier: Identifier) -> str:
    if identifier.scheme == "NCT":
        return f"https://clinicaltrials.gov/study/{identifier.value}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{identifier.value}/"


def _summary(night: Night, told: list[VerdictChange]) -> str:
    worse = sum(change.worse for change in told)
    if told:
        others = f", {len(told) - worse} changed otherwise" if worse else ", none got worse"
        first = f"{_amount(worse or len(told), 'verdict')} {'got worse' if worse else 'changed'}{others}"
    elif night.since:
        first = "No verdict changed"
    else:
        first = f"{_amount(night.learnt, 'claim')} learnt; from the next night on, changes are told"
    learnt = f" {_amount(night.learnt, 'claim')} learnt." if night.since and night.learnt else ""
    fields = len({change.identifier for change in night.changes})
    return (
        f"{first}. {_amount(night.watched, 'document')}, {_amount(night.records, 'record')}, {night.due} due, "
        f"{_amount(fields, 'record')} changed.{learnt}"
    )


def _troubles(night: Night) -> Iterable[str]:
    """What could not be done, each reason once."""
    reasons: dict[str, list[str]] = {}
    for identifier, why in night.unasked:
        reasons.setdefault(why, []).append(str(identifier))
    for why, names in sorted(reasons.items()):
        listed = ", ".join(names[:_LONGEST_LIST]) + (" ..." if len(names) > _LONGEST_LIST else "")
        yield f"{_amount(len(names), 'record')} could not be asked: {why}: {listed}"
    for document, why in night.unreadable:
        yield why if document in why else f"{document}: {why}"
    if night.left:
        yield f"{_amount(night.left, 'record')} left for the next night: the budget of this one is used up"


def _upgrade(changes: list[VerdictChange]) -> Iterable[str]:
    """Our own changes, counted and not told one by one: they are news about us, not about the pages."""
    counts = Counter(moved(change) for change in changes)
    for way, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{_amount(number, 'verdict')}: {way}"


def _amount(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
