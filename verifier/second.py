"""A second opinion: another judge, asked beside the verdicts and never silently in their place.

Each verdict on a record that was found carries a note of whether the second judge agrees. Only where that is asked
for (`lowers`) does disagreement count: a verdict that rests on the first judge's reading becomes `unknown`. What
rules found in numbers, fields and identifiers is not lowered: a second judge reads prose only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from verifier import shelves
from verifier.errors import UsageError
from verifier.http import Client
from verifier.model import Finding, Judge, Judgement, Verdict
from verifier.store import Store

# What a judge's label says of the outcome; of what is overstated, "supports" is half of the truth.
_AGREES = {
    "supports": frozenset({"supported", "overstated"}),
    "contradicts": frozenset({"contradicted"}),
    "silent": frozenset({"unsupported"}),
}
_READ = ("source-supports", "source-contradicts", "source-silent")
_DECIDED = frozenset({"supported", "overstated", "contradicted", "unsupported"})
_PACE = 0.1  # seconds between questions to an endpoint that the user named
_PATIENCE = 120.0  # seconds without a byte: models think before they answer
CHECK = "second-opinion"


class Second:
    """Another judge beside the line, and what came of asking it.

    judge: who is asked. lowers: whether disagreement makes a verdict that rests on the first judge `unknown`.
    """

    def __init__(self, judge: Judge, *, lowers: bool = False) -> None:
        self.judge = judge
        self.lowers = lowers
        self.agreed = self.disagreed = self.nothing = 0

    def beside(self, verdict: Verdict, word: Judgement) -> Verdict:
        """The verdict with a note of what the second judge says; lowered where that was asked for."""
        if not word.label:
            self.nothing += 1
            return _noted(verdict, word, f"{word.judge} cannot tell")
        said = f"{word.judge}: {word.label}, confidence {word.confidence:.2f}"
        if verdict.outcome not in _DECIDED:
            self.nothing += 1
            return _noted(verdict, word, f"nothing was decided; the second opinion is {said}")
        if verdict.outcome in _AGREES[word.label]:
            self.agreed += 1
            return _noted(verdict, word, f"agrees ({said})")
        self.disagreed += 1
        noted = _noted(verdict, word, f"disagrees ({said})")
        return _lowered(noted) if self.lowers else noted

    def told(self) -> tuple[str, ...]:
        """What came of asking, and what was sent out for it, a sentence each."""
        asked = self.agreed + self.disagreed + self.nothing
        if not asked:
            return ()
        counts = f"agreed on {self.agreed}, disagreed on {self.disagreed}, nothing to compare on {self.nothing}"
        sent = getattr(self.judge, "told", None)
        return (f"second opinion {self.judge.name}: {counts}", *((str(sent()),) if sent else ()))


def load(
    name: str,
    store: Store,
    *,
    endpoint: str = "",
    offline: bool = False,
    lowers: bool = False,
    close: Callable[[Client], object],
    transport: Any = None,
    **options: Any,
) -> Second:
    """The second judge of that name on the shelf.

    store: keeps the answers of judges that ask somewhere. endpoint: base address that such a judge may ask, and
    nobody else. offline: nothing may be sent out. lowers: as for Second. close: called with the door to the endpoint, to
    have it closed at the end. options: of the judge itself.

    Raises:
        UsageError: there is no such judge, it needs an option, or it would send something out while offline.
    """
    if reserved := sorted(options.keys() & {"fetch", "memo"}):
        raise UsageError(f"{', '.join(reserved)} cannot be set for a second opinion")
    if endpoint and not offline:
        door = Client(bases={"llm": endpoint}, gaps={"llm": _PACE}, timeout=_PATIENCE, transport=transport)
        close(door)
        options["fetch"] = door.send
    judge: Judge = shelves.load("judges", name).load(memo=Kept(store), offline=offline, **options)
    return Second(judge, lowers=lowers)


class Kept:
    """Answers of a judge, kept in the store between runs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """The text kept under a key."""
        return self._store.note(f"judge:{key}", str)

    def put(self, key: str, text: str) -> None:
        """Keep a text."""
        self._store.put_note(f"judge:{key}", text)


def _noted(verdict: Verdict, word: Judgement, message: str) -> Verdict:
    """The verdict with the second word as a note that decides nothing."""
    quote = word.quotes[0] if word.label and word.quotes else None
    note = Finding(CHECK, "note", "none", message, quote.text if quote else "", quote.where if quote else "")
    return replace(verdict, findings=(*verdict.findings, note))


def _lowered(verdict: Verdict) -> Verdict:
    """`unknown` in the place of a reading that two judges do not share; what rules found stays as it is."""
    if not verdict.reason.startswith(_READ):
        return verdict
    findings = tuple(replace(f, level="note", effect="none") if f.check in _READ else f for f in verdict.findings)
    return replace(
        verdict, outcome="unknown", reason=f"{CHECK}: two judges do not agree on this claim", findings=findings
    )
