"""Who did better than whom, beside the posted values of the two: arms of a trial, or things of which each was measured.

Facet `posted`, for clauses that set one thing against another, or call two of them alike, and that are not read
by `posted` itself. The outcome must have all telling words of the clause, names of the two aside; what is better is read from
its title and description, and from the name of its scale. Detail as in `posted`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets import posted
from verifier.facets._changed import main_effect
from verifier.facets._contests import Row, Value, apart, named, opposed, rows
from verifier.facets._effects import Effect, claimed
from verifier.facets._posted_arms import analyses, significant
from verifier.facets._scales import GAIN, higher_is, known_scale
from verifier.facets._sides import compares
from verifier.facets._terms import Term, met, terms, text_keys
from verifier.lexicon import pattern
from verifier.model import Comparison, PostedOutcome, Quote, Reading, Source, TrialFacts

FACETS = ("posted",)
OF = "results"

_MOST = 40  # outcomes that are read
_FIRM = 0.5
_ALIKE = re.compile(
    r"(?i)\b(?:both|equally|alike|the same|as|no difference|similar\w*|two groups|two arms|either|just as|level|no (?:more|less|better|worse|faster|longer))\b"
)
_EQUALLY = re.compile(
    r"(?i)\b(?:equally|alike|by (?:about |roughly |much )?the same|about as much|just as much|to the same (?:extent|degree)|no differently)\b"
)
_SAME = re.compile(
    r"(?i)equally|alike|equal|same|similar\w*|differen\w+|differ\w*|comparabl\w+|effects?|changes?|(?:did|fared?|found|well|good|bad|badly|much|often)|as|no|both|programmes?|products?|options?"
)
_FAR = re.compile(
    r"(?i)\b(?:far|much|a lot|lots|vastly|hugely|greatly|markedly|considerably|substantially|many times|twice|double|\w+ times|dramatically|significantly|a great deal)\b"
)
_RATE = frozenset(
    {
        "=patient",
        "group",
        "arm",
        "=rate",
        "=score",
        "=compare",
        "=treat",
        "=trial",
        "=first",
        "=second",
        "=good",
        "mean",
        "averag",
        "=test",
    }
)
_SOME, _LITTLE, _TINY, _CLEAR = 0.1, 0.1, 0.05, 0.25  # shares by which two values differ
_CHANCE, _SURE, _SURELY = 1.0, 1.64, 3.0  # standard errors


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The two values that a clause sets against each other, in the outcome that it speaks of."""
    trial = source.trial
    effect = reading.facet(main_effect)
    if trial is None or trial.results is None or effect is None:
        return
    than = compares(reading) if effect.sense != "null" else None
    if than is None and (_ALIKE if effect.sense == "null" else _EQUALLY).search(reading.text) is None:
        return
    if next(posted.compare(reading, source, today), None) is not None:
        return
    found: list[tuple[str, Quote, str]] = []
    for number in _spoken_of(reading, source, trial):
        outcome = trial.results.outcomes[number]
        told = _told(reading, effect, outcome, than, trial)
        if told is None:
            return
        verdict, value = told
        rank = "primary" if outcome.kind == "PRIMARY" else "other"
        where = f"outcomeMeasures[{number}].measurements[{value.place}].value"
        found.append((verdict, Quote(outcome.measurements[value.place].value, where), rank))
    if not found or len({verdict for verdict, _, _ in found}) > 1:
        return
    verdict, shown, rank = found[0]
    said = Quote(reading.text[effect.start : effect.end], "claim")
    yield Comparison(
        "posted", "same" if verdict == "same" else "different", said, shown, reading.part, f"{verdict} {rank}"
    )


def _spoken_of(reading: Reading, source: Source, trial: TrialFacts) -> list[int]:
    """The numbers of the outcomes that have all that a clause says was measured; the only primary one where it says nothing of it."""
    outcomes = trial.results.outcomes[:_MOST] if trial.results else ()
    turns = [(one.start, one.end) for one in reading.facet(claimed) if one.sense != "null"]
    told = [t for t in reading.facet(terms) if t.weight >= _FIRM and t.kind != "generic" and _RATE.isdisjoint(t.keys)]
    told = [t for t in told if not _SAME.fullmatch(reading.text, t.start, t.end)]
    told = [t for t in told if not any(start <= t.start < end for start, end in turns)]
    people = pattern("counts", "person")  # "mothers on A did better": who they are is not what was measured
    told = [t for t in told if people.fullmatch(reading.text, t.start, t.end) is None]
    found: list[tuple[float, int]] = []
    for number, outcome in enumerate(outcomes):
        own = _measured(told, outcome, source)
        title = text_keys(outcome.title)
        whole = title | text_keys(f"{outcome.description[:500]} {outcome.unit}")
        if own and all(met(t, whole) for t in own) and any(met(t, title) for t in own):
            found.append((sum(met(t, title) for t in own) / len(own), number))
    best = max((share for share, _ in found), default=0.0)
    if found:
        return [number for share, number in found if share == best]
    effect = reading.facet(main_effect)
    if effect is None or effect.sense in ("up", "down") or pattern("safety", "unwell", "dying").search(reading.text):
        return []  # only "worked better" is told of nothing
    primary = [n for n, outcome in enumerate(outcomes) if outcome.kind == "PRIMARY"]
    return primary if len(primary) == 1 and not _measured(told, outcomes[primary[0]], source) else []


def _measured(told: list[Term], outcome: PostedOutcome, source: Source) -> list[Term]:
    """The words of a clause without those that only name one of an outcome's labels, or what was given."""
    labels = [
        text_keys(label) for label in dict.fromkeys((*outcome.groups, *(m.category for m in outcome.measurements)))
    ]
    given = source.facet(posted.given) - posted.GENERAL_GIVEN if source.trial else frozenset()
    return [
        t for t in told if not any(met(t, keys) for keys in labels) and not (met(t, given) and t.kind == "intervention")
    ]


def _told(
    reading: Reading, effect: Effect, outcome: PostedOutcome, than: re.Match[str] | None, trial: TrialFacts
) -> tuple[str, Value] | None:
    """What an outcome shows for a clause (same, null, opposite, effect), with the value that shows it; None where it is open."""
    sign = _sign(effect, outcome)
    verdicts: list[tuple[str, Value]] = []
    for row in rows(outcome):
        if than is not None:
            pair = opposed(reading, row, than, trial)
            if pair is None or not sign:
                continue
            verdicts.append((_than(reading, outcome, row, pair, sign), pair[0]))
        elif _both(reading, row, trial):
            verdicts.append((_equal(reading, outcome, row), row.values[0]))
    shown = {verdict for verdict, _ in verdicts}
    return verdicts[0] if len(shown) == 1 and "" not in shown else None


def _both(reading: Reading, row: Row, trial: TrialFacts) -> bool:
    """Whether a clause calls the two arms of a trial alike."""
    if row.kind != "arm" or len(row.values) != 2:
        return False
    told = named(reading, row, trial)
    return len(told) == 2 or re.search(r"(?i)\b(?:both|two|either|groups|arms)\b", reading.text) is not None


def _tests(reading: Reading, outcome: PostedOutcome, row: Row) -> bool | None:
    """Whether the posted tests show a difference between arms; None where there are none, or they do not agree."""
    if row.kind != "arm":
        return None
    shown = {verdict for _, a in analyses(reading, outcome) if (verdict := significant(a)) is not None}
    return shown.pop() if len(shown) == 1 else None


def _than(reading: Reading, outcome: PostedOutcome, row: Row, pair: tuple[Value, Value], sign: int) -> str:
    """How two values stand to a clause that puts the first ahead of the second."""
    share, errors = apart(*pair)
    ahead = sign * (pair[0].value - pair[1].value) > 0
    tested = _tests(reading, outcome, row)
    far = _FAR.search(reading.text) is not None
    errors = abs(errors) if errors is not None else None
    if tested is False or share < _TINY or (far and share < _LITTLE):
        return "null" if share < _CLEAR or tested is False else ""
    if not ahead:
        return "opposite" if tested or (share >= _SOME if errors is None else errors >= _CHANCE) else ""
    if tested or (errors >= _SURE if errors is not None else share >= _CLEAR):
        return "same" if not far or share >= _CLEAR else ""
    return ""


def _equal(reading: Reading, outcome: PostedOutcome, row: Row) -> str:
    """How two values stand to a clause that calls them alike."""
    share, errors = apart(row.values[0], row.values[1])
    tested = _tests(reading, outcome, row)
    if tested is not None:
        return "effect" if tested else "same"
    if errors is not None and abs(errors) >= _SURELY:
        return "effect"
    return "same" if share <= _LITTLE and (errors is None or abs(errors) < _CHANCE) else ""


def _sign(effect: Effect, outcome: PostedOutcome) -> int:
    """+1 where the clause says that the first value is the higher one, -1 where the lower; 0 where it cannot be told."""
    if effect.sense in ("up", "down"):
        way = 1 if effect.sense == "up" else -1
        return -way if effect.sense == "down" and GAIN.search(outcome.title) else way
    if effect.sense in ("better", "worse"):
        better = higher_is(outcome) or known_scale(outcome)
        return better if effect.sense == "better" else -better
    return 0
