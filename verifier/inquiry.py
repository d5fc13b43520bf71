"""Asking one registry: a batch, then the second questions; what came of it, without any store.

Everything that can go wrong on the way ends as a fault of the numbers concerned. A number is absent only where
the registry said so itself, and where many are absent at once a second service of the registry must agree,
since a backend that has lost its data answers in the same words.
"""

from __future__ import annotations

import concurrent.futures
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import ModuleType

import msgspec

from verifier.errors import PayloadError
from verifier.model import Identifier, Record
from verifier.model.exchange import Answer, Fault, Fetch, Proof, Request

# As many absent numbers as this in one answer make us doubt the registry before the page.
MANY = 10
IN_FLIGHT = 3  # requests to one host under way at once; their starts are spaced by the host's gate
PATIENCE = 900.0  # seconds without any answer at all after which what is left is given up
_UNPROVEN = Fault(
    "suspect",
    "the registry left it out without saying that it does not exist",
    "try again later; do not read this as missing",
)
_DISAGREE = Fault(
    "suspect",
    "the registry says of many numbers at once that it has no such record, and another of its services disagrees",
    "its backend seems to have lost data; try again later",
)


class Heard(msgspec.Struct, frozen=True):
    """One record as it came: the registry's words, their digest, and what was read in them."""

    payload: str
    digest: str
    record: Record


class Told(msgspec.Struct):
    """What a registry told about some numbers. left: neither told nor faulty; to be asked about a second time."""

    module: ModuleType
    heard: dict[str, Heard] = {}
    aliases: dict[str, str] = {}
    absent: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    left: tuple[str, ...] = ()

    def knows(self, value: str) -> bool:
        """Whether something was said of this number."""
        return (
            value in self.heard
            or value in self.absent
            or value in self.faults
            or self.aliases.get(value, "") in self.heard
        )


Job = Callable[[], Told]


def ask(module: ModuleType, fetch: Fetch, values: Sequence[str]) -> Told:
    """Ask for a batch. What the answer leaves out stands in `left`.

    When a batch is refused, too large or cannot be read, one number of it may be to blame: it is halved as long as
    one half does better than the other.
    """
    told = _once(module, fetch, values)
    return _halved(module, fetch, values, told) if _divisible(told, values) else told


def _once(module: ModuleType, fetch: Fetch, values: Sequence[str]) -> Told:
    """One question for a batch."""
    told = Told(module)
    reply = fetch(module.request(values), module.examine)
    if isinstance(reply, Fault):
        told.faults = dict.fromkeys(values, reply)
        return told
    try:
        answer = module.split(reply.body, values)
    except PayloadError as error:
        told.faults = dict.fromkeys(values, Fault("unreadable", str(error), "try again later"))
        return told
    _hear(told, answer)
    told.left = tuple(value for value in values if not told.knows(value))
    if answer.extra and told.left:
        _stray(told, fetch, answer.extra, alone=len(values) == 1)
    return told


def _divisible(told: Told, values: Sequence[str]) -> bool:
    """Whether a whole batch met a fault that a part of it may be spared."""
    if len(values) < 2 or len(told.faults) < len(values):
        return False
    return all(fault.divide or fault.reason in ("unreadable", "too-large") for fault in told.faults.values())


def _halved(module: ModuleType, fetch: Fetch, values: Sequence[str], whole: Told) -> Told:
    """Ask for the halves; where only one fails in the same way, go on with that one."""
    middle = len(values) // 2
    halves = [(part, _once(module, fetch, part)) for part in (values[:middle], values[middle:])]
    failed = [_divisible(told, part) or len(told.faults) == len(part) for part, told in halves]
    if all(failed):
        return whole
    for (part, told), bad in zip(halves, failed, strict=True):
        half = _halved(module, fetch, part, told) if bad and _divisible(told, part) else told
        whole.heard.update(half.heard)
        whole.aliases.update(half.aliases)
        whole.left += half.left
        whole.faults = {v: f for v, f in whole.faults.items() if v not in part} | half.faults
    return whole


def _stray(told: Told, fetch: Fetch, extra: Sequence[str], *, alone: bool) -> None:
    """Records came that nobody asked for: whoever is left out may have been merged into one of them.

    Asked alone, a number that is answered under another one is not absent, and that record is not believed to
    be the one that was meant.
    """
    for value in told.left[:MANY]:
        if alone:
            message = f"the registry answers for it with {', '.join(extra[:3])}, into which it may have been merged"
            told.faults[value] = Fault("wrong-record", message, "compare the titles before you cite the other number")
        else:
            more = ask(told.module, fetch, [value])
            told.heard.update(more.heard)
            told.faults.update(more.faults)
    told.left = tuple(value for value in told.left if not told.knows(value))


def _doubts(module: ModuleType, fetch: Fetch, values: Sequence[str]) -> list[Job]:
    """The second questions about numbers that were left out, as jobs."""
    return [partial(_second, module, fetch, request, about) for request, about in module.doubts(values)]


def inquire(due: Mapping[ModuleType, Sequence[str]], fetch: Fetch, patience: float = PATIENCE) -> Iterator[Told]:
    """Ask registries for numbers, all registries side by side, and then about what each left out.

    Answers come as they arrive, a few requests of one host under way at once. A question that never ends is
    left behind after `patience` seconds without any answer; what it asked for is then in no answer.
    """
    pools = {m: concurrent.futures.ThreadPoolExecutor(IN_FLIGHT, m.HOST) for m, values in due.items() if values}
    rounds = {m: {pools[m].submit(ask, m, fetch, batch) for batch in batches(due[m], m.BATCH)} for m in pools}
    left: dict[ModuleType, list[str]] = {module: [] for module in pools}
    try:
        while waiting := set().union(*rounds.values()):
            done, _ = concurrent.futures.wait(waiting, patience, concurrent.futures.FIRST_COMPLETED)
            if not done:
                return
            for future in done:
                told = future.result()
                module = told.module
                left[module].extend(told.left)
                rounds[module].discard(future)
                if not rounds[module] and left[module]:
                    asked, left[module] = left[module], []
                    rounds[module] = {pools[module].submit(job) for job in _doubts(module, fetch, asked)}
                yield told
    finally:
        for pool in pools.values():
            pool.shutdown(wait=False, cancel_futures=True)


def changed(module: ModuleType, fetch: Fetch, values: Sequence[str], since: dt.date) -> frozenset[str]:
    """Numbers whose records may have changed since a day; all of a batch when the registry cannot be asked."""
    told: set[str] = set()
    for batch in batches(values, module.BATCH):
        for request in module.changed(batch, since):
            reply = fetch(request, module.examine_changed)
            told.update(batch if isinstance(reply, Fault) else module.changes(reply) & frozenset(batch))
    return frozenset(told)


def signalled(module: ModuleType, fetch: Fetch, values: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(numbers that were asked about, those of them that stand retracted or under concern).

    What could not be asked about is in neither: the copy that is there is still within its time.
    """
    asked: set[str] = set()
    told: set[str] = set()
    for batch in batches(values, module.BATCH):
        for request in module.signals(batch):
            reply = fetch(request, module.examine_changed)
            if not isinstance(reply, Fault):
                asked.update(batch)
                told.update(module.changes(reply) & frozenset(batch))
    return frozenset(asked), frozenset(told)


def batches(values: Sequence[str], size: int) -> list[Sequence[str]]:
    """The values in pieces of at most `size`."""
    return [values[at : at + size] for at in range(0, len(values), size)]


def _hear(told: Told, answer: Answer) -> None:
    """Read the payloads of an answer; a record that carries another number is not believed."""
    module = told.module
    told.aliases.update(answer.aliases)
    for value, why in answer.refused.items():
        told.faults[value] = Fault("suspect", why, "try again later")
    for value, payload in answer.payloads.items():
        try:
            record, digest = answer.records.get(value) or module.read(payload), module.digest(payload)
        except PayloadError as error:
            told.faults[value] = Fault("unreadable", str(error), "try again later")
            continue
        if record.identifier == Identifier(module.SCHEME, value):
            told.heard[value] = Heard(payload, digest, record)
        else:
            told.faults[value] = Fault("wrong-record", f"the registry answered with {record.identifier}")


def _second(module: ModuleType, fetch: Fetch, request: Request, values: Sequence[str]) -> Told:
    """One second question, and what follows from its answer."""
    told = Told(module)
    reply = fetch(request, module.examine_doubt)
    if isinstance(reply, Fault):
        told.faults = dict.fromkeys(values, reply)
        return told
    proof: Proof = module.prove(values, reply)
    told.absent = dict(proof.absent)
    _hear(told, Answer(proof.payloads, proof.aliases))
    again = [proof.aliases.get(v, v) for v in (*proof.present, *proof.aliases) if not told.knows(v)]
    if again:
        _once_more(told, fetch, again)
    if len(told.absent) >= MANY:
        _second_opinion(told, fetch)
    for value in values:
        if not told.knows(value):
            told.faults[value] = _UNPROVEN
    return told


def _once_more(told: Told, fetch: Fetch, again: Sequence[str]) -> None:
    """Ask for what exists after all; what is left out a second time stays unproven."""
    more = ask(told.module, fetch, list(dict.fromkeys((*again, *told.aliases))))
    told.heard.update(more.heard)
    told.faults.update(more.faults)
    for alias, value in dict(told.aliases).items():
        if value in more.faults:
            told.faults[alias] = more.faults[value]
        elif value in told.heard and more.aliases.get(alias) != value:
            del told.aliases[alias]
            told.faults[alias] = Fault("wrong-record", f"the registry pointed to {value}, which does not name {alias}")


def _second_opinion(told: Told, fetch: Fetch) -> None:
    """Where many are absent, let another service of the registry confirm; if it does not, nothing is absent."""
    confirm = getattr(told.module, "confirm", None)
    if confirm is None:  # each absence was proven by a question of its own
        return
    for request, values in confirm(tuple(told.absent)):
        reply = fetch(request, told.module.examine_confirmation)
        fault = reply if isinstance(reply, Fault) else _DISAGREE if told.module.confirmed(values, reply) else None
        if fault is not None:
            for value in values:
                del told.absent[value]
                told.faults[value] = fault
