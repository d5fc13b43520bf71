"""Who did better than whom, beside the posted values of the two: arms of a trial, or things of which each was measured.

Facet `posted`, for clauses that set one thing against another, or call two of them alike, and that are not read
by `posted` itself. The outcome must have all telling words of the clause, names of the two aside; what is better is read from
its title and description, and from the name of its scale. Detail as in `posted`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets import _versus, posted
from verifier.facets._changed import main_effect
from verifier.facets._contests import Row, Value, apart, named, opposed, rows
from verifier.facets._effects import Effect, claimed
from verifier.facets._posted_arms import analyses, significant
from verifier.facets._scales import GAIN, higher_is, known_scale
from verifier.facets._sides import compares
from verifier.facets._terms import Term, met, terms, text_keys
from verifier.facets._versus import Ahead, changes, counts_people, fitting, sign
from verifier.lexicon import pattern, spoken
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
_OF_DEATH = re.compile(r"(?i)\b(?:deaths?|died|mortality|fatal\w*|surviv\w*)\b")
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
    if trial is None or trial.results is None or spoken("en", "direction", "question").search(reading.text):
        return
    told = _versus.ahead(reading)
    if told is not None and (told.firm or next(posted.compare(reading, source, today), None) is None):
        seen = _seen(reading, trial, told, _spoken_of(reading, source, trial, told))
        decided = _agreed(seen)
        if decided is None and not any(each and each[0] == "same" for each in seen):
            decided = _against(reading, source, trial, told)
        yield from _stated(reading, trial, Said(told.start, told.end), decided)
    elif told is None and not _versus.unread(reading):
        yield from _by_effect(reading, source, trial, today)


def _of_a_change(said: Effect | Ahead) -> bool:
    """Whether a clause tells how far something changed, in words that say so."""
    return isinstance(said, Ahead) and said.kind == "change"


def _against(reading: Reading, source: Source, trial: TrialFacts, said: Ahead) -> Decided:
    """What speaks against a clause in the outcome that shares most of its words; nothing is borne out by that."""
    harm = pattern("safety", "unwell", "dying", "gravely", "serious-event").search(reading.text)
    if said.kind in ("share", "level") or harm:
        return None  # of whom something was so, or of harm, no outcome tells that is only alike
    number = posted.chosen(reading, source)
    if number is None or trial.results is None:
        return None
    if number not in fitting(reading, trial.results.outcomes, at_its_time=True):
        return None
    outcome, where = trial.results.outcomes[number], f"outcomeMeasures[{number}]"
    if (nothing := posted.shows_nothing(reading, outcome, where)) is not None:
        return nothing.relation, nothing.quote, number
    way = sign(said, outcome, _better(outcome), reading.text)
    told = _told(reading, outcome, compares(reading), trial, way)
    return None if told is None or told[0] == "same" else (*told, number)


class Said(NamedTuple):
    """Where a clause says who is ahead."""

    start: int
    end: int


Decided = tuple[str, Value | Quote, int] | None  # verdict, the value or words that show it, the number of its outcome


def _by_effect(reading: Reading, source: Source, trial: TrialFacts, today: dt.date) -> Iterator[Comparison]:
    """By the direction of what a clause claims, where it calls two alike or sets them against each other in other words."""
    effect = reading.facet(main_effect)
    if effect is None:
        return
    than = compares(reading) if effect.sense != "null" else None
    if than is None and (_ALIKE if effect.sense == "null" else _EQUALLY).search(reading.text) is None:
        return
    if next(posted.compare(reading, source, today), None) is not None:
        return
    decided = _agreed(_seen(reading, trial, effect, _spoken_of(reading, source, trial, effect)))
    yield from _stated(reading, trial, Said(effect.start, effect.end), decided)


def _stated(reading: Reading, trial: TrialFacts, at: Said, decided: Decided) -> Iterator[Comparison]:
    """What was decided, with the value that shows it."""
    if decided is None or trial.results is None:
        return
    verdict, value, number = decided
    outcome = trial.results.outcomes[number]
    rank = "primary" if outcome.kind == "PRIMARY" else "other"
    if isinstance(value, Value):
        where = f"outcomeMeasures[{number}].measurements[{value.place}].value"
        value = Quote(outcome.measurements[value.place].value, where)
    relation = {"same": "same", "no-data": "absent"}.get(verdict, "different")
    yield Comparison(
        "posted", relation, Quote(reading.text[at.start : at.end], "claim"), value, reading.part, f"{verdict} {rank}"
    )


def _seen(reading: Reading, trial: TrialFacts, said: Effect | Ahead, meant: list[int]) -> list[Decided]:
    """What each outcome that a clause may mean shows; None for one that leaves it open."""
    found: list[Decided] = []
    outcomes = trial.results.outcomes if trial.results else ()
    than = compares(reading) if isinstance(said, Ahead) or said.sense != "null" else None
    for number in meant:
        outcome = outcomes[number]
        nothing = posted.shows_nothing(reading, outcome, f"outcomeMeasures[{number}]")
        if isinstance(said, Ahead) and nothing is not None:
            found.append((nothing.relation, nothing.quote, number))
            continue
        way = _sign(said, outcome) if isinstance(said, Effect) else sign(said, outcome, _better(outcome), reading.text)
        told = _told(reading, outcome, than, trial, way)
        if told is not None and told[0] == "same" and _of_a_change(said) and not changes(outcome):
            told = None  # who had less in the end need not be who lost more
        found.append(told and (*told, number))
    return found


def _agreed(seen: list[Decided]) -> Decided:
    """What all of them show alike."""
    found = [each for each in seen if each is not None]
    return found[0] if found and len(found) == len(seen) and len({each[0] for each in found}) == 1 else None


def _spoken_of(reading: Reading, source: Source, trial: TrialFacts, said: Effect | Ahead) -> list[int]:
    """The numbers of the outcomes that have all that a clause says was measured; the only primary one where it says nothing of it."""
    outcomes = trial.results.outcomes[:_MOST] if trial.results else ()
    turns = [(one.start, one.end) for one in reading.facet(claimed) if one.sense != "null"]
    if isinstance(said, Ahead) and said.kind == "share":
        turns = []  # "fewer had an improvement": that is what they had
    turns += [(said.start, said.end), *([than.span()] if (than := compares(reading)) else [])]
    told = [t for t in reading.facet(terms) if t.weight >= _FIRM and t.kind != "generic" and _RATE.isdisjoint(t.keys)]
    carries = pattern("versus", "carries", "further", "less-far", "higher", "lower", "shares", "how")
    told = [t for t in told if not carries.fullmatch(reading.text, t.start, t.end)]
    told = [t for t in told if not _SAME.fullmatch(reading.text, t.start, t.end)]
    told = [t for t in told if not any(start <= t.start < end for start, end in turns)]
    people = pattern("counts", "person")  # "mothers on A did better": who they are is not what was measured
    told = [t for t in told if people.fullmatch(reading.text, t.start, t.end) is None]
    found: list[tuple[float, int]] = []
    meant = fitting(reading, outcomes, at_its_time=isinstance(said, Ahead))
    if pattern("safety", "dying").search(reading.text):  # deaths are told by no other outcome
        meant = frozenset(n for n in meant if _OF_DEATH.search(outcomes[n].title))
    for number, outcome in enumerate(outcomes):
        own = _measured(told, outcome, source) if number in meant else []
        title = text_keys(outcome.title)
        whole = title | text_keys(f"{outcome.description[:500]} {outcome.unit}")
        if own and all(met(t, whole) for t in own) and any(met(t, title) for t in own):
            found.append((sum(met(t, title) for t in own) / len(own), number))
    best = max((share for share, _ in found), default=0.0)
    if found:
        return [number for share, number in found if share == best]
    at_large = said.sense not in ("up", "down") if isinstance(said, Effect) else said.kind == "good"
    if not at_large or pattern("safety", "unwell", "dying").search(reading.text):
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
    reading: Reading, outcome: PostedOutcome, than: re.Match[str] | None, trial: TrialFacts, way: int
) -> tuple[str, Value] | None:
    """What an outcome shows for a clause (same, null, opposite, effect), with the value that shows it; None where it is open.

    way: +1 where the clause says that the first value is the higher one, -1 where the lower; 0 where it cannot be told.
    """
    verdicts: list[tuple[str, Value]] = []
    for row in rows(outcome):
        if than is not None:
            pair = opposed(reading, row, than, trial)
            if pair is None or not way:
                continue
            verdicts.append((_than(reading, outcome, row, pair, way), pair[0]))
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
        behind = share >= _SOME if errors is None else errors >= _CHANCE
        return "opposite" if tested or behind or (far and share >= _CLEAR) else ""
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


def _better(outcome: PostedOutcome) -> int:
    """Whether a higher value of an outcome is better (1) or worse (-1); of how many had something, by what they had."""
    if not counts_people(outcome):
        return higher_is(outcome) or known_scale(outcome)
    good = GAIN.search(outcome.title) or spoken("en", "direction", "good-outcome").search(outcome.title)
    bad = spoken("en", "direction", "bad-outcome").search(outcome.title)
    return 1 if good and not bad else -1 if bad and not good else 0


def _sign(effect: Effect, outcome: PostedOutcome) -> int:
    """+1 where the clause says that the first value is the higher one, -1 where the lower; 0 where it cannot be told."""
    if effect.sense in ("up", "down"):
        way = 1 if effect.sense == "up" else -1
        return -way if effect.sense == "down" and GAIN.search(outcome.title) else way
    if effect.sense in ("better", "worse"):
        better = higher_is(outcome) or known_scale(outcome)
        return better if effect.sense == "better" else -better
    return 0
