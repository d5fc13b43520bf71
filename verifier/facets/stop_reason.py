"""Why a trial stopped: the reason that the claim gives, beside statusModule.whyStopped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("stop-reason",)
WHERE = "statusModule.whyStopped"
REASONS = ("recruitment", "business", "funding", "safety", "futility", "benefit", "pandemic", "supply")
# Reasons that registries use for one another: a sponsor that runs out of money decides for business reasons.
_KIN = frozenset({"business", "funding", "supply"})
_AFTER = 120  # characters after "because" in which the reason stands


def said(reading: Reading) -> tuple[frozenset[str], str]:
    """The kinds of reason for stopping that the clause gives, and its words; empty when it gives none."""
    text = reading.text
    halted = pattern("stop_reason", "halted").search(text)
    if halted is None:
        return frozenset(), ""
    for because in pattern("stop_reason", "because").finditer(text, halted.end()):
        if re.search(r"\b(?:not|nicht|pas|no)\s+$", text[: because.start()], re.IGNORECASE):
            continue
        told = re.split(r"[.;!?]", text[because.start() : because.end() + _AFTER])[0]
        return reasons(told), told.strip()
    return frozenset(), ""


def reasons(text: str) -> frozenset[str]:
    """The kinds of reason in a text, those that it denies ("not related to safety") left out."""
    denied = [match.span() for match in pattern("stop_reason", "unrelated").finditer(text)]
    found = set()
    for kind in REASONS:
        for match in pattern("stop_reason", kind).finditer(text):
            before = [end for _, end in denied if 0 <= match.start() - end <= 12]
            if not before:
                found.add(kind)
    return frozenset(found)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The reason in the claim beside the registry's; detail: "said/shown" kinds."""
    del today
    trial = source.trial
    kinds, words = reading.facet(said)
    if trial is None or not kinds or not trial.why_stopped:
        return
    shown = reasons(trial.why_stopped)
    detail = f"{'+'.join(sorted(kinds))}/{'+'.join(sorted(shown))}"
    quotes = Quote(words, "claim"), Quote(trial.why_stopped, WHERE)
    if not shown:
        yield Comparison("stop-reason", "absent", *quotes, reading.part, detail)
    elif kinds & shown or (kinds & _KIN and shown & _KIN):
        yield Comparison("stop-reason", "same", *quotes, reading.part, detail)
    else:
        yield Comparison("stop-reason", "different", *quotes, reading.part, detail)
