"""The phase of a trial: "phase 3", "Phase I/IIa", "late-stage", a cell under a column "Phase"; designModule.phases."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._fields import fields, phase_in
from verifier.lexicon import Begun, Guarded, pattern
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("phase",)
OF = "trial"
WHERE = "designModule.phases"

_CALLED = ("phases?", "fase", "phasen?")
_ONE = r"(?:[1-4]|I{1,3}|IV|one|two|three|four)(?:\s?[ab])?"
_PHASE = re.compile(
    rf"(?<!acute )(?<!chronic )(?<!luteal )(?<!follicular )(?<!recovery )(?<!growth )\b(?:{'|'.join(_CALLED)})[\s-]*"
    rf"({_ONE}(?:\s*(?:[/&+–-]|and|und|et|y|to|or)\s*{_ONE})*)\b"
    r"(?!\s*(?:weeks?|days?|months?|hours?|years?|minutes?|mg|ml|wochen|tage|semaines|jours|semanas|días)\b|\s?%)",
    re.IGNORECASE,
)
_ORDINAL = Guarded(
    re.compile(  # "the third phase of testing", "in der zweiten Phase"; a phase of its own may be any part of a study
        r"(?i)\b(?:(?P<a>{o})[ -](?:phase|stage) (?:of (?:the )?(?:clinical |human )?(?:testing|trials?|tests|development)|(?:clinical )?(?:trial|study))"
        r"|(?:is|are|was|reached|entered|enters|now) (?:now |already )?(?:in )?(?:its|the|their) (?P<b>{o})[ -]phase|(?:phase|fase) (?P<c>{o})"
        r"|(?:in|en|dans)(?: der| sa| su| la)? (?P<d>{o}) (?:phase|fase))\b".format(
            o="first|second|third|fourth|1st|2nd|3rd|4th|ersten|zweiten|dritten|vierten|première|deuxième|troisième|quatrième|primera|segunda|tercera|cuarta"
        )
    ),
    "phases?|stage|fase",
)
_ORDINALS = (("first", "1st", "ersten", "première", "primera"), ("second", "2nd", "zweiten", "deuxième", "segunda"), ("third", "3rd", "dritten", "troisième", "tercera"), ("fourth", "4th", "vierten", "quatrième", "cuarta"))  # fmt: skip
_CELL = re.compile(r"^\W*([1-4](?:\s?/\s?[1-4])?)\s+(?=[A-Z])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4}
_NUMBER = {"EARLY_PHASE1": 1, "PHASE1": 1, "PHASE2": 2, "PHASE3": 3, "PHASE4": 4}


# What is called early, middle and late: the phases that are, and those that nobody would call so.
_STAGES = (
    ("early", frozenset({1}), frozenset({3, 4})),
    ("middle", frozenset({2}), frozenset({1, 4})),
    ("late", frozenset({3}), frozenset({1})),
)


class Phase(NamedTuple):
    """The phases said, as numbers 1 to 4, and the words."""

    numbers: frozenset[int]
    text: str


def said(reading: Reading) -> Phase | None:
    """The phase that the clause gives its trial; None where it gives none, or more than one."""
    labelled = [field for field in reading.facet(fields) if field.kind == "phase" and phase_in(field.value)]
    if len(labelled) == 1:
        return Phase(_numbers(phase_in(labelled[0].value)), labelled[0].value)
    found = {(_numbers(m[1]), m[0]) for m in _named().finditer(reading.text)}
    if len({numbers for numbers, _ in found}) == 1:
        numbers, text = min(found, key=lambda pair: pair[1])
        return Phase(numbers, text)
    if found:
        return None
    if ordinal := _ORDINAL.search(reading.text):
        word = next(group for group in ordinal.groups() if group).lower()
        return Phase(frozenset(n for n, known in enumerate(_ORDINALS, 1) if word in known), ordinal[0])
    cell = _CELL.match(reading.text)
    # A bare figure is a phase only as a cell before a state, under a header that says so.
    if cell and re.search(
        r"\b(?:phase|fase)\b", reading.citation.context + " " + reading.citation.heading, re.IGNORECASE
    ):
        after = reading.text[cell.end() :]
        if _state_leads(after):
            return Phase(_numbers(cell[1]), cell[1])
    return None


@cache
def _named() -> Begun:
    """A phase by its number: begun by the word for it, with or without the number behind."""
    return Begun(_PHASE, *(rf"{word}\w*" for word in _CALLED))


def in_words(phases: str) -> str:
    """The registry's phases in words: "PHASE1, PHASE2" is phase 1/2, "NA" is no phase."""
    if phases == "OBSERVATIONAL":
        return "no phase (observational study)"
    numbers = [name.removeprefix("EARLY_").removeprefix("PHASE") for name in phases.split(", ")]
    if numbers == ["NA"]:
        return "no phase (not applicable)"
    return f"{'early ' if phases.startswith('EARLY') else ''}phase {'/'.join(numbers)}"


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The phase of the claim beside designModule.phases."""
    del today
    trial = source.trial
    if trial is None:
        return
    phase = reading.facet(said)
    if phase is None:
        yield from _stage(reading, source, trial)
        return
    if not trial.phases:
        if trial.study_type == "OBSERVATIONAL":  # people are watched there: no phase is tried
            shown = Quote(trial.study_type, "designModule.studyType")
            yield Comparison("phase", "different", Quote(phase.text, "claim"), shown, reading.part)
        return
    shown = Quote(", ".join(trial.phases), WHERE)
    registered = frozenset(_NUMBER[name] for name in trial.phases if name in _NUMBER)
    if not registered:
        relation = "different"  # "NA": a trial without phases (devices, behaviour)
    elif phase.numbers == registered:
        relation = "same"
    elif phase.numbers < registered:
        relation = "broader"
    else:
        relation = "different"
    if relation == "different" and _in_prose(phase.numbers, source):
        relation = "absent"
    yield Comparison("phase", relation, Quote(phase.text, "claim"), shown, reading.part)


def _stage(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """How far on the clause says the trial is ("late-stage trial"), beside its phases; nothing is sharp in between."""
    registered = frozenset(_NUMBER[name] for name in trial.phases if name in _NUMBER)
    if not registered or pattern("stage", *(stage for stage, _, _ in _STAGES)).search(reading.text) is None:
        return
    for stage, own, far in _STAGES:
        match = pattern("stage", stage).search(reading.text)
        if match:
            relation = "same" if registered <= own else "different" if registered <= far else "absent"
            if stage == "early" and registered == {1, 2}:
                relation = "same"
            if relation == "different" and pattern("stage", stage).search(source.record.title):
                relation = "absent"
            shown = Quote(", ".join(trial.phases), WHERE)
            yield Comparison("phase", relation, Quote(match[0], "claim"), shown, reading.part, stage)


def _in_prose(numbers: frozenset[int], source: Source) -> bool:
    """Whether the record's own title or text speaks of that phase, whatever its field says."""
    return numbers in source.facet(_spoken_of)


def _spoken_of(source: Source) -> frozenset[frozenset[int]]:
    """The phases of which the prose of a record speaks."""
    return frozenset(_numbers(m[1]) for p in source.record.passages for m in _PHASE.finditer(p.text))


def _numbers(text: str) -> frozenset[int]:
    """The phases in "I/IIa" or "2 and 3"."""
    pieces = re.findall(r"[1-4]|IV|I{1,3}|ONE|TWO|THREE|FOUR", text.upper())
    return frozenset(int(piece) if piece.isdecimal() else _ROMAN[piece] for piece in pieces)


def _state_leads(text: str) -> bool:
    """Whether a cell's text begins with the state of a trial."""
    meanings = (
        "active-closed",
        "word-completed",
        "word-stopped",
        "word-recruiting",
        "word-withdrawn",
        "word-suspended",
    )
    return pattern("status", *meanings, "stopped", "not-yet").match(text) is not None
