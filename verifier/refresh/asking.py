"""What is due, and asking it: as few questions as will do, and none of them twice.

ClinicalTrials.gov loads its data at most once a day. While its time of loading stands still no record can have
changed; when it moved, one search names what was updated since. That is not enough: an active trial turns UNKNOWN by
the calendar, without an update, so those whose time has come are asked whatever the search says. PubMed has no such
time; papers are asked when their time has run out, and one search names retractions, corrections and concerns in
between. Where a search would cost more requests than asking each record, each is asked. Every record is asked once in
thirty days in any case.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType

import msgspec

from verifier.errors import PayloadError
from verifier.heads import Head
from verifier.model import Identifier
from verifier.model.exchange import Examine, Fault, Fetch, Reply, Request
from verifier.resolve import KEEP
from verifier.watch import Cited, Heartbeat

LONGEST = 30 * 86_400  # seconds after which a record is asked again whatever the news say
_OVERLAP = {"NCT": 1, "PMID": 7}  # days that a search reaches back beyond the last one
_WORTH_SEARCHING = 2  # requests that a search must save at least: what it names has to be asked as well
_EACH: frozenset[Identifier] = frozenset([Identifier("", "each")])  # said instead of news: ask each record
_TOO_MANY: list[str] = ["too many"]
_OFFLINE = Fault("offline", "nothing was asked (offline)", "run without --offline")
_SPENT = Fault("budget", "the budget of this night is used up", "the next night goes on; or raise --max-requests")

Log = Callable[..., None]


class State(msgspec.Struct):
    """What a night has learnt so far, so that one that was cut off goes on and asks nothing twice.

    pulses: scheme -> time of loading. news: scheme -> identifiers named; a scheme without an entry was not asked.
    due: what is to be asked, the most pressing first; None before that was settled.
    """

    started: str
    day: str
    pulses: dict[str, str] = {}
    news: dict[str, tuple[str, ...]] = {}
    due: tuple[str, ...] | None = None


class Budget:
    """Lets requests through until their number or the time is used up; knows the last fault of each host.

    most: requests, None for no bound. seconds: from now, None for no bound.
    """

    def __init__(
        self,
        fetch: Fetch | None,
        *,
        most: int | None = None,
        seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch, self._most, self._clock = fetch, most, clock
        self._end = None if seconds is None else clock() + seconds
        self._lock = threading.Lock()
        self.requests = 0
        self.faults: dict[str, Fault] = {}

    @property
    def spent(self) -> bool:
        """Whether nothing more may be asked."""
        over = self._end is not None and self._clock() >= self._end
        return over or (self._most is not None and self.requests >= self._most)

    def send(self, request: Request, examine: Examine) -> Reply | Fault:
        """Ask, if there is budget left."""
        with self._lock:
            if self._fetch is None:
                self.faults[request.host] = _OFFLINE
                return _OFFLINE
            if self.spent:
                return _SPENT
            self.requests += 1
        reply = self._fetch(request, examine)
        if isinstance(reply, Fault):
            self.faults[request.host] = reply
        return reply


class Planner:
    """Settles what is due.

    now: the night's beginning. last: how the last night went, None for the first. save: called when the state
    has learnt something that must not be asked again. older_than: seconds after which a record is asked whatever
    else is known.
    """

    def __init__(
        self,
        registries: Mapping[str, ModuleType],
        budget: Budget,
        state: State,
        last: Heartbeat | None,
        save: Callable[[State], None],
        log: Log,
        older_than: float | None = None,
    ) -> None:
        self._older_than = older_than
        self._registries, self._budget, self._state, self._last = registries, budget, state, last
        self._save, self._log = save, log
        self._now = dt.datetime.fromisoformat(state.started)
        ages = [module.KEEP for module in registries.values()]
        self._ages: dict[str, int] = {**KEEP, **{kind: age for each in ages for kind, age in each.items()}}
        self.heard = dict(last.heard) if last else {}

    def due(self, cited: Mapping[Identifier, Cited], heads: Mapping[Identifier, Head]) -> tuple[Identifier, ...]:
        """What is to be asked tonight, the most pressing first."""
        if self._state.due is None:
            owed = frozenset(self._last.owed) if self._last else frozenset()
            pressing: list[Identifier] = []
            routine: list[Identifier] = []
            for scheme, module in self._registries.items():
                mine = {i: c for i, c in cited.items() if i.scheme == scheme}
                if mine:
                    first, then = self._of(module, mine, heads, owed)
                    pressing.extend(first)
                    routine.extend(then)
            self._state.due = tuple(str(i) for i in (*sorted(set(pressing)), *sorted(set(routine) - set(pressing))))
            self._save(self._state)
        return tuple(Identifier.parse(text) for text in self._state.due)

    def _of(
        self,
        module: ModuleType,
        mine: Mapping[Identifier, Cited],
        heads: Mapping[Identifier, Head],
        owed: frozenset[str],
    ) -> tuple[set[Identifier], set[Identifier]]:
        """What of one registry must be asked, and what of the rest is worth asking."""
        must = {i for i in mine if i not in heads or str(i) in owed}
        if self._older_than is not None:
            must |= {i for i in mine if i in heads and self._age(heads[i]) >= self._older_than}
        standing_still = self._standing_still(module)
        if standing_still:
            self._log("planned", registry=module.SCHEME, due=len(must), reloaded=False)
            return must, set()
        # A document that came to the watch with a record from before the last night: its news were not heard.
        heard = self.heard.get(module.SCHEME, "")
        must |= {i for i, c in mine.items() if i in heads and not c.dated and heads[i].checked[:10] < heard}
        must |= {i for i, c in mine.items() if c.turns and c.turns <= self._state.day}
        must |= {i for i in mine if i in heads and self._age(heads[i]) >= LONGEST}
        expired = {i for i in mine if i in heads and self._age(heads[i]) >= self._ages.get(heads[i].kind, 0)} - must
        rest = set(mine) - must - (set() if module.NEWS_TELLS_ALL else expired)
        most = _requests(module, mine) - _requests(module, must | (expired - rest))
        named = self._news(module, heads, mine, most) if most >= _WORTH_SEARCHING else _EACH
        if named is None:
            chosen: set[Identifier] = expired  # nobody could say what is new: the rest waits for its time
        elif named is _EACH:
            chosen = expired | rest
        else:
            chosen = {i for i in mine if named & {i, _present(i, heads)}} | (expired - rest)
        self._log(
            "planned",
            registry=module.SCHEME,
            due=len(must | chosen),
            reloaded=True,
            searched=named not in (None, _EACH),
        )
        return must, chosen - must

    def _standing_still(self, module: ModuleType) -> bool:
        """Whether the registry has not loaded new data since the last night."""
        if not hasattr(module, "pulse"):
            return False
        if module.SCHEME not in self._state.pulses:
            reply = self._budget.send(module.pulse(), module.examine_pulse)
            self._state.pulses[module.SCHEME] = "" if isinstance(reply, Fault) else module.pulsed(reply)
            self._save(self._state)
        pulse = self._state.pulses[module.SCHEME]
        return bool(pulse) and self._last is not None and self._last.pulses.get(module.SCHEME) == pulse

    def _news(
        self, module: ModuleType, heads: Mapping[Identifier, Head], mine: Iterable[Identifier], most: int
    ) -> frozenset[Identifier] | None:
        """What the registry names as new; _EACH when asking each costs less, None when it cannot be asked."""
        scheme = module.SCHEME
        if scheme not in self._state.news:
            first = min((heads[i].checked[:10] for i in mine if i in heads and heads[i].checked), default="")
            pulse = self._state.pulses.get(scheme, "")[:10]
            # The registry's own day, where it has one: its news are dated by it.
            heard = self.heard.get(scheme) or min(filter(None, (first, pulse)), default="")
            if not heard:
                return None
            since = dt.date.fromisoformat(heard) - dt.timedelta(days=_OVERLAP.get(scheme, 7))
            told = self._search(module, since, most)
            if told is None or told is _TOO_MANY:
                return None if told is None else _EACH
            self._state.news[scheme] = tuple(told)
            self._save(self._state)
        self.heard[scheme] = (self._state.pulses.get(scheme) or self._state.day)[:10]
        return frozenset(Identifier(scheme, value) for value in self._state.news[scheme])

    def _search(self, module: ModuleType, since: dt.date, most: int) -> list[str] | None:
        """All pages of the news; _TOO_MANY when that takes `most` requests or more, None when it cannot be asked."""
        values: list[str] = []
        page, asked = "", 0
        while asked < most:
            reply = self._budget.send(module.news(since, page), module.examine_changed)
            asked += 1
            if isinstance(reply, Fault):
                return None
            try:
                news = module.read_news(reply)
            except PayloadError:
                return None
            values.extend(news.values)
            if news.total > len(values) and (
                not news.next or asked + (news.total - len(values)) / len(news.values) > most
            ):
                return _TOO_MANY
            if not news.next or 0 <= news.total <= len(values):
                return values
            page = news.next
        return _TOO_MANY

    def _age(self, head: Head) -> float:
        """Seconds since the registry was last asked."""
        return (self._now - dt.datetime.fromisoformat(head.checked)).total_seconds() if head.checked else float("inf")


def _present(identifier: Identifier, heads: Mapping[Identifier, Head]) -> Identifier:
    """The number under which the registry answers for this one now."""
    alias = heads[identifier].alias if identifier in heads else ""
    return Identifier(identifier.scheme, alias) if alias else identifier


def _requests(module: ModuleType, identifiers: Iterable[Identifier]) -> int:
    """How many requests it takes to ask for these."""
    batch: int = module.BATCH
    return -(-len(set(identifiers)) // batch)
