"""A difference that a clause calls significant, or not, beside the tests that the registry holds.

Facet `posted`, for clauses that name no effect ("that difference was significant", "the gap in scores missed
significance"): the posted outcome that shares the clause's words is read, the primary one where the clause only points
at a difference. Analyses of those who kept to the protocol count only where the clause speaks of them. Detail as in
`posted`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._changed import main_effect
from verifier.facets._posted_arms import analyses, by_measure, significant
from verifier.facets._terms import Term, measures, met, terms, text_keys
from verifier.lexicon import pattern
from verifier.model import Comparison, PostedOutcome, Quote, Reading, Source

FACETS = ("posted",)
OF = "results"

_POINTS = re.compile(
    r"(?i)\b(?:that|this|the|these|those)\s+(?:[\w-]+\s+)?(?:differences?|gaps?|results?|findings?|effects?|changes?)\b"
)
_DENIED = re.compile(
    r"(?i)\b(?:not?|never|without|nor|neither|hardly|barely|far from|short of|lack\w*|miss\w*|fail\w*|fell)\b[^.;,]{0,40}$|n['’]t\b[^.;,]{0,40}$"
)
_ENOUGH = 0.5  # share of the words on what was measured that the title of an outcome must have
_NEAR = 60  # characters before "significant" in which it is denied
_MATTER = ("condition", "symptom", "intervention")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The tests of the outcome that a clause calls significant, or not."""
    del today  # posted tests do not age
    results = source.trial.results if source.trial else None
    told = pattern("guarded", "significant").search(reading.text) if results else None
    effect = reading.facet(main_effect) if told else None
    if results is None or told is None or (effect is not None and (effect.sense != "null" or _measured(reading))):
        return  # who names an effect of something is read by `posted`
    number = _outcome(reading, results.outcomes)
    if number is None:
        return
    outcome = results.outcomes[number]
    tests = [(n, verdict) for n, a in analyses(reading, outcome) if (verdict := significant(a)) is not None]
    if not tests or len({verdict for _, verdict in tests}) > 1:
        return
    at, shows = tests[0]
    denied = _DENIED.search(reading.text, max(0, told.start() - _NEAR), told.start()) is not None
    analysis = outcome.analyses[at]
    where = f"outcomeMeasures[{number}].analyses[{at}].{'pValue' if analysis.p_value else 'ciUpperLimit'}"
    rank = "primary" if outcome.kind == "PRIMARY" else "other"
    detail = f"{'same' if shows != denied else 'effect' if shows else 'null'} {rank}"
    relation = "same" if shows != denied else "different"
    shown = Quote(analysis.p_value or analysis.ci_upper, where)
    yield Comparison("posted", relation, Quote(told[0], "claim"), shown, reading.part, detail)


def _outcome(reading: Reading, outcomes: tuple[PostedOutcome, ...]) -> int | None:
    """The outcome with tests that a clause speaks of, by its title; the primary one where it only points at a difference."""
    tested = [number for number, outcome in enumerate(outcomes) if outcome.analyses]
    wanted = _measured(reading)
    total = sum(term.weight for term in wanted)
    if not total:
        primary = [number for number in tested if outcomes[number].kind == "PRIMARY"]
        return primary[0] if len(primary) == 1 and _POINTS.search(reading.text) else None
    shares = {n: sum(t.weight for t in wanted if met(t, text_keys(outcomes[n].title))) / total for n in tested}
    best = max(shares.values(), default=0.0)
    closest = [number for number, share in shares.items() if share == best]
    closest = [n for n in closest if outcomes[n].kind == "PRIMARY"] or closest
    return closest[0] if best >= _ENOUGH and len(closest) == 1 else None


def _measured(reading: Reading) -> list[Term]:
    """The words that may say what was measured: matters of health, and names of measures."""
    named = [by_measure(term, reading.facet(measures)) for term in reading.facet(terms)]
    return [t for t in named if t.kind in _MATTER[:2] or any(key.startswith("endpoint:") for key in t.keys)]
