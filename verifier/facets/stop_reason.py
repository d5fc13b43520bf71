"""Why a trial stopped: the reason that the claim gives, beside statusModule.whyStopped.

A reason may stand behind the stop ("was given up because too few came"), before it ("slow sign-ups put an end to
the study"), or be denied ("and not because of harm"): what a claim denies is held against the registry's words too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts
from verifier.wording.doings import doings

FACETS = ("stop-reason",)
OF = "trial"
WHERE = "statusModule.whyStopped"
REASONS = (
    "recruitment",
    "business",
    "funding",
    "safety",
    "futility",
    "benefit",
    "pandemic",
    "supply",
    "redesign",
    "investigator",
    "approval",
)
# Reasons that registries use for one another: a sponsor that runs out of money decides for business reasons.
_KIN = (
    frozenset({"business", "funding", "supply"}),
    frozenset({"business", "redesign"}),
    frozenset({"business", "investigator"}),  # "the investigator decided"
    frozenset({"approval", "safety"}),  # a hold by the agency
)
_HALTS = ("stopped", "withdrew", "ended", "closed")
# A row whose cells ran together, before the last of them: "1 Terminated 4 business reasons".
_ONE_ROW = re.compile(r"[\W\d]{0,12}[A-Z][a-z]+(?: early)?\W+\d{1,6}\s+(?=[^\W\d])")
_SET_OFF = re.compile(r"\s*[:–—(]\s*(?=\S)")  # "stopped: the maker went bankrupt"
_AFTER = 120  # characters after "because" in which the reason stands
# Between a denial and what it denies: "not because of | any | harm", "and not | because the drug was | unsafe".
_DENIES = re.compile(
    r"(?:\s+(?:because|since|as|that|due to|owing to|over|for)\b)?(?: of)?(?:\s+(?!but\b|rather\b|and\b)[\w'’-]+){0,4}\s*"
)

_NO_ONE = frozenset({"recruitment"})
_FOR = re.compile(
    r"(?i)\b(?:because|since|as|due|owing|for (?:lack|want)|over|reason|cause[ds]?|after|wegen|weil|da|mangels|faute|car|parce|raison|por|porque|debido|falta)\b"
)


class Told(NamedTuple):
    """The kinds of reason that a clause gives for a stop, those that it denies, and its words."""

    kinds: frozenset[str]
    denied: frozenset[str]
    text: str


def said(reading: Reading) -> Told:
    """The kinds of reason for stopping that the clause gives and denies; empty when it speaks of none."""
    text = reading.text
    halted = halts(text)
    if halted is None:
        return Told(frozenset(), frozenset(), "")
    kinds: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    words = ""
    for stretch in _stretches(text, halted):
        given, refused = _claimed(stretch)
        if given and not kinds:
            kinds, words = given, stretch
        elif refused and not words:
            words = stretch
        denied |= refused
    return Told(kinds, denied - kinds, words.strip())


def halts(text: str) -> tuple[int, int] | None:
    """Where a text says that a study came to a halt, None where it does not."""
    if match := pattern("stop_reason", "halted").search(text):
        return match.span()
    return next((doing[1:] for doing in doings(text) if doing.meaning in _HALTS), None)


def reasons(text: str) -> frozenset[str]:
    """The kinds of reason in a text, those that it denies ("not related to safety") left out."""
    return _kinds(text)[0]


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The reason in the claim beside the registry's; detail: "said/shown" kinds."""
    del today
    trial = source.trial
    if trial is None or not trial.why_stopped:
        return
    told, (shown, ruled_out) = reading.facet(said), source.facet(_registered)
    if not told.text:
        told = next((one for one in (in_row(reading), reading.facet(befell)) if one.kinds & shown), told)
        if not told.text:
            return
    if not (told.kinds or told.denied) or (told.kinds == _NO_ONE and _only_counted(reading.text, trial)):
        return
    detail = f"{'+'.join(sorted(told.kinds))}/{'+'.join(sorted(shown))}"
    yield Comparison(
        "stop-reason",
        _relation(told, shown, ruled_out),
        Quote(told.text, "claim"),
        Quote(trial.why_stopped, WHERE),
        reading.part,
        detail,
    )


def _only_counted(text: str, trial: TrialFacts) -> bool:
    """Whether a clause only says that nobody had come to a trial which indeed nobody joined, and not that it stopped for that."""
    none = pattern("counts", "nobody").search(text) is not None
    return none and trial.enrollment == 0 and _FOR.search(text) is None


def _registered(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of reason that the registry gives for a stop, and those that it rules out."""
    return _kinds(source.trial.why_stopped if source.trial else "")


def in_row(reading: Reading) -> Told:
    """The reason in a cell of a row whose other cell says that the trial stopped: "...; too few came".

    Without a word of stopping it may be no reason at all: it bears out the registry's, and gainsays nothing.
    """
    stopped = pattern("status", "word-stopped", "word-withdrawn", "word-suspended")
    cells = [part for number, part in enumerate(reading.citation.parts) if number != reading.part]
    text = reading.text
    if row := _ONE_ROW.match(text):
        text = text[row.end() :] if stopped.search(row[0]) else ""
    elif not any(stopped.search(cell) for cell in cells):
        text = ""
    pieces = [piece.strip() for piece in re.split(r"[;,:–—(]", text.rstrip(" .)")) if piece.strip()]
    for piece in reversed(pieces):
        if kinds := _claimed(piece)[0]:
            return Told(kinds, frozenset(), piece)
    return Told(frozenset(), frozenset(), "")


def befell(reading: Reading) -> Told:
    """What a clause says befell the study, where it has no word of the stop: "the trial lost its funding".

    It names no cause, so that another reason in the registry gainsays nothing.
    """
    match = pattern("stop_reason", "befell").search(reading.text)
    if match is None:
        return Told(frozenset(), frozenset(), "")
    return Told(_claimed(match[0])[0], frozenset(), match[0])


def _relation(told: Told, shown: frozenset[str], ruled_out: frozenset[str]) -> str:
    """How the reasons of a claim stand to those that the registry gives, and to those that it rules out."""
    if told.kinds & ruled_out or told.denied & shown:
        return "different"
    if told.kinds & shown or any(told.kinds & kin and shown & kin for kin in _KIN):
        return "same"
    if not told.kinds:
        return "same" if told.denied & ruled_out or shown else "absent"
    return "different" if shown else "absent"


def _stretches(text: str, halted: tuple[int, int]) -> Iterator[str]:
    """Where a reason may stand: behind "because", or before the words that say that it made the study stop."""
    if pattern("stop_reason", "made-stop").search(text):
        yield re.split(r"[.;!?]", text[: halted[1]])[-1]
    if behind := _SET_OFF.match(text, halted[1]):
        yield re.split(r"[.;!?]", text[behind.end() : behind.end() + _AFTER])[0]
    for because in pattern("stop_reason", "because").finditer(text):
        ahead = because.end() <= halted[0]
        if ahead and text[: because.start()].strip():
            continue  # "Because nobody came, the study was closed": only at the head of the clause
        start = max(0, because.start() - 8)
        start = because.start() if start and text[start - 1].isalnum() else start
        yield re.split(r"[.;!?]", text[start : halted[0] if ahead else because.end() + _AFTER])[0]


def _claimed(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that a stretch of a claim gives and denies; recruiting is a reason only where it went badly."""
    given, denied = _kinds(text)
    if "recruitment" in given and not pattern("stop_reason", "wanting").search(text):
        given -= {"recruitment"}
    return given, denied


def _kinds(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of reason that a text gives, and those that it rules out."""
    denials = [match.end() for match in pattern("stop_reason", "unrelated").finditer(text)]
    given: set[str] = set()
    denied: set[str] = set()
    for kind in REASONS:
        for match in pattern("stop_reason", kind).finditer(text):
            refused = any(match.start() - end >= 0 and _DENIES.fullmatch(text, end, match.start()) for end in denials)
            (denied if refused else given).add(kind)
    return frozenset(given), frozenset(denied - given)
