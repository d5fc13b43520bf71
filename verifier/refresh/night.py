"""One night: look at the documents, ask what is due, and say which verdicts are no longer what they were.

Until its end a night changes nothing of what is logged; then all of it is written in one transaction: the log of the
verdicts, the histories, the heartbeat and the report. What was asked is in the store as it comes. So a night that was
killed at any point is begun again and asks nothing twice, and one that was killed before its report was read tells it
the next time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

from verifier.config import seconds
from verifier.heads import Head
from verifier.line import Gathered
from verifier.model import (
    Change,
    DocumentRead,
    Identifier,
    Lookup,
    Night,
    Sighting,
    Unavailable,
    VerdictChange,
)
from verifier.refresh import reread
from verifier.refresh.asking import Budget, Log, Planner, State
from verifier.refresh.causes import Before, Lines, tell, weigh
from verifier.refresh.lock import alone
from verifier.refresh.records import Records
from verifier.resolve import Resolver, by_scheme, stamp
from verifier.watch import Cited, Heartbeat, Listed, Watch, last_night, maker

if TYPE_CHECKING:
    from verifier.pipeline import Verifier

WINDOW = 64  # pages that are judged together
CHUNK = 2000  # identifiers that are asked before the budget is looked at again


class Judged(msgspec.Struct):
    """What a night made of the pages."""

    sightings: list[Sighting] = []
    changes: list[VerdictChange] = []
    learnt: int = 0
    gone: int = 0


class Refresher:
    """Runs nights over the documents watched in a Verifier's store.

    max_requests, deadline: bounds of one night, in requests and seconds; what is due beyond them is left for the
    next. older_than: ask every record whose last answer is older ("1d"), besides what is due. fetch_page: asks for an address (a pages.PageFetcher); None: addresses are not looked at. log: called with (event, **fields) as the night goes on. tick: a monotonic clock.
    """

    def __init__(
        self,
        verifier: Verifier,
        *,
        max_requests: int | None = None,
        deadline: float | None = None,
        older_than: str | None = None,
        fetch_page: reread.FetchPage | None = None,
        log: Log | None = None,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._verifier, self._store = verifier, verifier.store
        self._watch = Watch(verifier.store)
        self._registries: Mapping[str, ModuleType] = by_scheme()
        self._budget = Budget(verifier.fetch, most=max_requests, seconds=deadline, clock=tick)
        self._older_than = seconds(older_than) if older_than else None
        self._fetch_page = fetch_page
        self._log = log or _quiet
        self._day = verifier.line.today.isoformat()

    def nights(self) -> Iterator[Night]:
        """The report that nobody has read yet, if there is one, and tonight's, unless that was it.

        Call `told` after each, when it has been told.

        Raises:
            StoreError: another refresh is under way, or the store cannot be used.
        """
        with alone(self._store.path):
            untold = self._store.note("untold", Night)
            if untold is not None:
                yield untold
            if untold is None or untold.day != self._day:
                yield self._night()

    def told(self) -> None:
        """The report was told: it need not be told again."""
        self._store.drop_note("untold")

    def _night(self) -> Night:
        """Look, ask, judge, write."""
        state, last = self._state(), last_night(self._store)
        resumed = state.due is not None
        self._log("began", started=state.started, day=state.day, resumed=resumed)
        targets, listed = self._watch.targets(), self._watch.documents()
        web = reread.Web(self._store, self._fetch_page, listed, lambda: not self._budget.spent)
        seen = list(reread.Looker(self._verifier.line, listed, web, self._verifier.progress).look(targets))
        cited = self._cited(seen)
        heads = {i: head for i in cited if (head := self._store.head(i)) is not None}
        planner = Planner(self._registries, self._budget, state, last, self._save, self._log, self._older_than)
        due = planner.due(cited, heads)
        unasked = self._ask(due, heads, state, resumed=resumed)
        since = last.day if last else ""
        records = Records(self._store, self._registries, cited, heads, self._verifier.line.today, since)
        changes = records.changes()
        judged = self._judge(seen, listed, records, changes)
        gone = reread.gone(targets, listed, seen)
        night = Night(
            started=state.started,
            ended=stamp(self._verifier.clock()),
            day=state.day,
            since=since,
            watched=len(seen),
            records=len(cited),
            due=len(due),
            requests=self._budget.requests,
            learnt=judged.learnt,
            gone=judged.gone,
            left=sum(reason == "budget" for reason, _ in unasked.values()),
            unasked=tuple((i, words) for i, (reason, words) in sorted(unasked.items()) if reason != "budget"),
            unreadable=tuple((each.document, each.error) for each in seen if each.error),
            changes=tuple(change for own in changes.values() for change in own),
            verdicts=tuple(sorted(judged.changes, key=lambda c: (c.document, c.line, c.key, c.cause))),
        )
        days = records.days()
        heartbeat = _heartbeat(night, last, state.pulses, planner.heard, unasked)
        with self._store.transaction():
            self._watch.update(
                [msgspec.structs.replace(sighting, seen=night.ended) for sighting in judged.sightings],
                forget=gone,
                days=days,
                stamps={each.document: each.stamp for each in seen if each.stamp},
                changes=night.verdicts,
                now=night.ended,
            )
            self._store.put_note("last-night", heartbeat)
            self._store.put_note("untold", night)
            self._store.drop_note("night")
            web.forget()
        self._log("ended", code=night.code, due=night.due, requests=night.requests, verdicts=len(night.verdicts))
        return night

    def _state(self) -> State:
        """The notes of a night that was cut off today, or new ones."""
        state = self._store.note("night", State)
        if state is None or state.day != self._day:
            state = State(stamp(self._verifier.clock()), self._day)
            self._save(state)
        return state

    def _save(self, state: State) -> None:
        self._store.put_note("night", state)

    def _cited(self, seen: Iterable[reread.Seen]) -> dict[Identifier, Cited]:
        """Every identifier that is cited, by pages as they were and as they are."""
        cited = self._watch.cited()
        for each in seen:
            for identifier in each.gathered.identifiers if each.gathered else ():
                cited.setdefault(identifier, Cited({}))
        return dict(sorted(cited.items()))

    # ------------------------------------------------------------------ asking

    def _ask(
        self, due: Sequence[Identifier], heads: dict[Identifier, Head], state: State, *, resumed: bool
    ) -> dict[Identifier, tuple[str, str]]:
        """Ask what is due and was not asked yet; bring `heads` up to date; say of the rest why (reason, message)."""
        resolver = Resolver(
            self._store, self._budget.send, registries=self._registries, clock=self._verifier.clock, max_age=0
        )
        # Times are kept to the second, so only a night that goes on may take an answer for its own by its time.
        owing = [i for i in due if not (resumed and i in heads and heads[i].checked >= state.started)]
        why: dict[Identifier, tuple[str, str]] = {}
        for at in range(0, len(owing), CHUNK):
            chunk = owing[at : at + CHUNK]
            told: Mapping[Identifier, Lookup] = {}
            if not self._budget.spent:
                told = resolver.resolve(chunk, self._verifier.progress)
            for identifier in chunk:
                head = self._store.head(identifier)
                if head is not None:
                    heads[identifier] = head
                if head is None or head.checked < state.started:
                    why[identifier] = self._why(identifier, told.get(identifier))
            self._log("asked", done=at + len(chunk), of=len(owing), requests=self._budget.requests)
        return why

    def _why(self, identifier: Identifier, lookup: Lookup | None) -> tuple[str, str]:
        """Why an identifier could not be asked: (reason, message)."""
        if lookup is None or self._budget.spent:
            return "budget", "the budget of this night is used up"
        if isinstance(lookup, Unavailable):
            return lookup.reason, lookup.message
        fault = self._budget.faults.get(self._registries[identifier.scheme].HOST)
        return (fault.reason, fault.message) if fault else ("outage", "no answer came")

    # ------------------------------------------------------------------ judging

    def _judge(
        self,
        seen: Sequence[reread.Seen],
        listed: Mapping[str, Listed],
        records: Records,
        changes: Mapping[Identifier, tuple[Change, ...]],
    ) -> Judged:
        """Judge the pages that are new, were changed, cite a record that was touched, or were judged by another version."""
        touched = {name for identifier in records.touched() for name in records.cited[identifier].where}
        ours = self._maker()
        affected = [
            each
            for each in seen
            if each.gathered is not None
            or (each.document in listed and (each.document in touched or listed[each.document].maker != ours))
        ]
        judged, lines = Judged(), Lines(self._verifier.line)
        for at in range(0, len(affected), WINDOW):
            self._verifier.progress("judge", at, len(affected))
            self._judge_window(affected[at : at + WINDOW], records, changes, lines, judged)
        return judged

    def _judge_window(
        self,
        window: Sequence[reread.Seen],
        records: Records,
        changes: Mapping[Identifier, tuple[Change, ...]],
        lines: Lines,
        judged: Judged,
    ) -> None:
        """Judge some pages, and lay the verdicts beside those that are logged."""
        olds = [self._watch.sighting(each.document) for each in window]
        pages = [each.gathered or _unread(old) for each, old in zip(window, olds, strict=True)]
        cited = {c.identifier for page in pages for c in page.citations if not c.malformed}
        cited |= {c.identifier for old in olds if old for c in old.citations if not c.malformed}
        lookups = records.now(cited)
        started = self._verifier.started()
        for each, old, page, told in zip(window, olds, pages, tell(lines.now, pages, lookups), strict=True):
            before = Before(old, lambda i, seen=old.seen: records.then(i, seen)) if old else None  # type: ignore[misc]
            outcome = weigh(lines, before, page, told, lookups, changes)
            judged.changes.extend(outcome.changes)
            judged.learnt += outcome.learnt
            judged.gone += outcome.gone
            judged.sightings.append(
                Sighting(
                    document=each.document,
                    digest=page.read.digest,
                    seen="",  # set when the night is written
                    day=started.today,
                    version=started.version,
                    judge=started.judge,
                    citations=page.citations,
                    standings=outcome.standings,
                    stamp=each.stamp,
                    source=each.source,
                    origin=each.origin,
                )
            )

    def _maker(self) -> str:
        """Who judges tonight."""
        started = self._verifier.started()
        return maker(Sighting("", "", "", "", started.version, started.judge, (), {}))


def _unread(old: Sighting | None) -> Gathered:
    """A page that need not be read, as it was gathered when it was."""
    assert old is not None
    return Gathered(DocumentRead(old.document, old.digest), old.citations)


def _heartbeat(
    night: Night,
    last: Heartbeat | None,
    pulses: Mapping[str, str],
    heard: Mapping[str, str],
    unasked: Iterable[Identifier],
) -> Heartbeat:
    """How this night went, for the next one and for the doctor."""
    whole = not (night.unasked or night.unreadable or night.left)
    return Heartbeat(
        started=night.started,
        ended=night.ended,
        day=night.day,
        code=night.code,
        clean=night.ended if whole else last.clean if last else "",
        due=night.due,
        requests=night.requests,
        pulses={**(last.pulses if last else {}), **{scheme: pulse for scheme, pulse in pulses.items() if pulse}},
        heard=dict(heard),
        owed=tuple(str(identifier) for identifier in sorted(unasked)),
    )


def _quiet(event: str, **fields: object) -> None:
    """Log nothing."""
    del event, fields
