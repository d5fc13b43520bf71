"""Why a verdict is another one than it was: the record, the page, the calendar, or our own new version.

A verdict rests on four things. Between the verdict that was logged and the one of tonight they are exchanged one by
one: first our code (the old page, the old record, the old day, judged with the code of tonight), then the record,
then the day, then the page. Each step that moves the verdict is a change with that cause, so that a change of ours is
never told as one of the world.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from verifier.line import Gathered, Line
from verifier.model import (
    Change,
    Citation,
    DocumentRead,
    Identifier,
    Lookup,
    Sighting,
    Standing,
    Verdict,
    VerdictChange,
    VerdictReady,
)
from verifier.watch import unasked

Told = dict[str, Verdict]  # by citation key


class Before(msgspec.Struct, frozen=True):
    """What stood before tonight: a page as it was last checked, and how to recall what its records were then."""

    sighting: Sighting
    recall: Callable[[Identifier], Lookup]


class Outcome(msgspec.Struct, frozen=True):
    """What a night makes of one page: the log of its verdicts, what changed, what is new and what left."""

    standings: dict[str, Standing]
    changes: tuple[VerdictChange, ...] = ()
    learnt: int = 0
    gone: int = 0


class Lines:
    """Tonight's line, and the same line on earlier days."""

    def __init__(self, now: Line) -> None:
        self.now = now
        self._days: dict[str, Line] = {now.today.isoformat(): now}

    def on(self, day: str) -> Line:
        """The line as it would speak on that day, with the same code and judge."""
        if day not in self._days:
            line = Line(self.now.judge, dt.date.fromisoformat(day), uncited=False, show_text=False)
            line.sources = self.now.sources
            self._days = {self.now.today.isoformat(): self.now, day: line}  # no more than two at a time
        return self._days[day]


def tell(line: Line, pages: Sequence[Gathered], lookups: Mapping[Identifier, Lookup]) -> list[Told]:
    """The verdicts of some pages, by citation key."""
    told: list[Told] = []
    for event in line.tell(pages, lookups).events:
        if isinstance(event, DocumentRead):
            told.append({})
        elif isinstance(event, VerdictReady):
            told[-1][event.verdict.citation.key] = event.verdict
    return told


def weigh(
    lines: Lines,
    before: Before | None,
    page: Gathered,
    now: Told,
    lookups: Mapping[Identifier, Lookup],
    changed: Mapping[Identifier, tuple[Change, ...]],
) -> Outcome:
    """Lay the verdicts of tonight beside those logged, and say of each difference whence it came.

    before: None for a page that is seen for the first time; everything is learnt then and nothing alarmed.
    now: tonight's verdicts of the page. changed: what changed in the records.
    """
    if before is None:
        return Outcome(_standings(now, {}), learnt=len(now))
    old = before.sighting
    standings = _standings(now, old.standings)
    if standings == {key: old.standings[key] for key in now if key in old.standings}:
        return Outcome(standings, gone=len({c.key for c in old.citations} - now.keys()))
    earlier = {c.key: c for c in old.citations}
    steps = _steps(lines, before, page, now, lookups)
    changes: list[VerdictChange] = []
    for key, verdict in now.items():
        if key in earlier and key in old.standings and not unasked(verdict):
            changes.extend(_walk(old.standings[key], [(cause, told.get(key)) for cause, told in steps], changed))
    edited = _edited(old, now)
    for key, verdict in now.items():
        if key not in earlier and not unasked(verdict):
            was = old.standings.get(edited.get(key, ""))
            change = _change(was, verdict, "document", {})
            if change.worse or (was is not None and was != change.after):
                changes.append(change)
    learnt = len([key for key in now if key not in old.standings])
    return Outcome(standings, tuple(changes), learnt, len(earlier.keys() - now.keys()) - len(edited))


def _standings(now: Told, logged: Mapping[str, Standing]) -> dict[str, Standing]:
    """The log of tonight; where a record could not be asked, what was logged before stays."""
    found: dict[str, Standing] = {}
    for key, verdict in now.items():
        if not unasked(verdict):
            found[key] = Standing.of(verdict)
        elif key in logged:
            found[key] = logged[key]
    return found


def _steps(
    lines: Lines, before: Before, page: Gathered, now: Told, lookups: Mapping[Identifier, Lookup]
) -> list[tuple[str, Told]]:
    """The page told four times, one thing exchanged after the other; each with the cause that it stands for."""
    old = before.sighting
    was = Gathered(DocumentRead(old.document, old.digest), old.citations)
    then = lines.on(old.day)
    recalled = {i: before.recall(i) for i in sorted({c.identifier for c in old.citations if not c.malformed})}
    by_us = tell(then, [was], recalled)[0]
    by_record = tell(then, [was], lookups)[0]
    by_clock = now if old.citations == page.citations else tell(lines.now, [was], lookups)[0]
    return [("verifier", by_us), ("record", by_record), ("clock", by_clock), ("document", now)]


def _walk(
    logged: Standing,
    steps: Iterable[tuple[str, Verdict | None]],
    changed: Mapping[Identifier, tuple[Change, ...]],
) -> Iterator[VerdictChange]:
    """One change for each step that moves the verdict; a step on which nothing could be said moves nothing."""
    standing = logged
    for cause, verdict in steps:
        if verdict is None or unasked(verdict):
            continue
        if Standing.of(verdict) != standing:
            yield _change(standing, verdict, cause, changed if cause == "record" else {})
            standing = Standing.of(verdict)


def _edited(old: Sighting, now: Told) -> dict[str, str]:
    """New key -> old key, for claims that were reworded: the same identifier left and came on one page, in order."""
    left: dict[Identifier, list[Citation]] = {}
    for citation in old.citations:
        if citation.key not in now:
            left.setdefault(citation.identifier, []).append(citation)
    known = {c.key for c in old.citations}
    pairs: dict[str, str] = {}
    for key, verdict in now.items():
        waiting = left.get(verdict.citation.identifier)
        if key not in known and waiting:
            pairs[key] = waiting.pop(0).key
    return pairs


def _change(
    before: Standing | None, verdict: Verdict, cause: str, changed: Mapping[Identifier, tuple[Change, ...]]
) -> VerdictChange:
    citation, after = verdict.citation, Standing.of(verdict)
    came = set(after.checks) - set(before.checks if before else ())
    findings = [finding for finding in verdict.findings if (finding.check, finding.level) in came]
    # Where the outcome is what it was, what is new is the finding, not the reason of the outcome.
    same = before is not None and before.outcome == after.outcome
    reason = f"{findings[0].check}: {findings[0].message}" if same and findings else verdict.reason
    acted = findings if same else [finding for finding in verdict.findings if finding.level != "note"]
    return VerdictChange(
        key=citation.key,
        document=citation.document,
        line=citation.place.line,
        identifier=citation.identifier,
        claim=citation.claim,
        before=before,
        after=after,
        cause=cause,
        reason=reason,
        advice=next((finding.advice for finding in acted if finding.advice), ""),
        changes=changed.get(citation.identifier, ()),
    )
