"""An effect that a clause claims beside the results that the registry holds: values per arm and analyses.

Facet `posted`. The posted outcome that shares most of the claimed outcome's words is read; its arms are told apart
by name; whether a higher value is better is taken from its description. Detail is two words: what the numbers
show (same, null, opposite, no-data; effect where the clause denies one) and the rank of the outcome (primary, other).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets import _versus
from verifier.facets._changed import main_effect, parts
from verifier.facets._effects import Effect
from verifier.facets._posted_arms import analyses, arm_names, arms, by_measure, categories, posted_value, significant
from verifier.facets._scales import GAIN, higher_is
from verifier.facets._sides import compares, controls_ahead
from verifier.facets._terms import Term, everywhere, measures, met, numbers, terms, text_keys
from verifier.facets._told import told as plainly_told
from verifier.facets._versus import fitting
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.model import Comparison, Measurement, PostedOutcome, Quote, Reading, Source

FACETS = ("posted",)
OF = "results"

_ENOUGH = 0.4  # share of the claimed outcome's words that an outcome's title and description must have
_GROUP = 3  # people of whom an arm must have as many to be set against another
_WHETHER = re.compile(r"(?i)\bor (?:is |was |are )?$")  # "whether or not related to the drug" tells no result
_PLACE = re.compile(
    r"outcomeMeasures\[(?P<outcome>\d+)\]\.(?:measurements\[(?P<value>\d+)\]|analyses\[(?P<test>\d+)\])?"
)


_GENERAL = frozenset({"=patient", "=good", "=first", "=second"})
GENERAL_GIVEN = frozenset({"=treat", "=trial", "=placebo", "=compare", "=drug", "=app", "=goal"})


class Shown(NamedTuple):
    """What a posted outcome shows: relation and the value that shows it, with its field."""

    relation: str
    quote: Quote


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The claimed effect beside the posted outcome that speaks of it; nothing where no results are posted."""
    del today  # posted values do not age
    results = source.trial.results if source.trial else None
    effect = reading.facet(main_effect) if results else None
    if results is None or effect is None or not results.outcomes:
        return
    if spoken("en", "direction", "question").search(reading.text) or not _about_treatment(reading, source):
        return
    if controls_ahead(reading) or reading.facet(plainly_told):
        return  # "en double insu" doubles nothing
    if ((told := _versus.ahead(reading)) and told.firm) or _versus.unread(reading):
        return  # "fewer had a response": `contest` reads who is ahead of whom
    number = chosen(reading, source)
    if number is None:
        return
    outcome = results.outcomes[number]
    harm = pattern("safety", "dying", "unwell").search(reading.text)
    if harm and not pattern("safety", "dying", "unwell").search(f"{outcome.title} {outcome.description}"):
        return  # deaths are not told by how long a tumour was held
    if any(_told(reading, each) for each in results.outcomes):
        return  # who gives the figures of both arms leaves it to the reader what they show
    shown = _shown(reading, effect, outcome, f"outcomeMeasures[{number}]")
    if shown is None:
        return
    rank = "primary" if outcome.kind == "PRIMARY" else "other"
    denied = effect.sense == "null"
    agrees = (shown.relation in ("null", "opposite")) if denied else shown.relation == "same"
    relation = "absent" if shown.relation == "no-data" else "same" if agrees else "different"
    if relation == "same" and _beside_another(reading, source, effect):
        return
    said = Quote(reading.text[effect.start : effect.end], "claim")
    found = "effect" if denied and relation == "different" else shown.relation
    yield Comparison("posted", relation, said, shown.quote, reading.part, f"{found} {rank}")


def _told(reading: Reading, outcome: PostedOutcome) -> bool:
    """Whether a clause gives the values of two groups as they are posted, as finely as it tells them."""
    posted = {abs(value) for measured in outcome.measurements if (value := posted_value(measured.value)) is not None}
    given = {(abs(q.value), q.places) for q in reading.facet(numbers) if q.kind in ("amount", "fraction")}
    fits = [(said, shown) for said, places in given for shown in posted if abs(shown - said) <= 0.5 * 10.0**-places]
    return min(len({said for said, _ in fits}), len({shown for _, shown in fits})) > 1


def _about_treatment(reading: Reading, source: Source) -> bool:
    """Whether the clause speaks of what the trial gave, and not of the disease at large."""
    keys = source.facet(given)
    return any(met(term, keys) or term.kind in ("intervention", "generic") for term in reading.facet(terms))


def _beside_another(reading: Reading, source: Source, effect: Effect) -> bool:
    """Whether a clause holds the effect against a treatment that the record does not name: "it outdoes adalimumab".

    A drug of the same class is another one, though the class is in the record.
    """
    keys = source.facet(everywhere) | source.facet(given)
    behind = [t for t in reading.facet(terms) if t.kind == "intervention" and t.start >= effect.start]
    if not _at_large(reading.text[effect.start : effect.end], reading.facet(language)) and compares(reading) is None:
        return any(not met(term, keys) for term in behind)
    return any(not met(term, keys) or (len(term.keys) > 1 and term.keys[-1] not in keys) for term in behind)


def given(source: Source) -> frozenset[str]:
    """The keys of what a trial gave: its interventions, arms, and what tells its posted groups apart."""
    trial = source.trial
    if trial is None:
        return frozenset()
    groups = [g for outcome in (trial.results.outcomes if trial.results else ()) for g in arm_names(outcome)]
    posted = [text_keys(group) for group in dict.fromkeys(groups)]
    apart = frozenset().union(*posted) - frozenset.intersection(*posted) if posted else frozenset()
    names = " ".join((*(item.name for item in trial.interventions), *(arm.label for arm in trial.arms)))
    return text_keys(names) | (apart - _GENERAL) | GENERAL_GIVEN


def _posted_keys(source: Source) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """For each posted outcome the keys of its title, and of title and description."""
    results = source.trial.results if source.trial else None
    if results is None:
        return ()
    return tuple(
        (text_keys(outcome.title), text_keys(f"{outcome.title} {outcome.description[:600]} {outcome.time_frame}"))
        for outcome in results.outcomes
    )


def chosen(reading: Reading, source: Source) -> int | None:
    """The posted outcome that speaks of what the clause says to change.

    The first primary one for "the main goal", and for an effect told without any outcome ("worked better").
    """
    outcomes = source.trial.results.outcomes if source.trial and source.trial.results else ()
    if spoken(reading.facet(language), "direction", "main-goal").search(reading.text):
        return _primary(outcomes)
    effect = reading.facet(main_effect)
    at_large = effect is not None and _at_large(reading.text[effect.start : effect.end], reading.facet(language))
    core = _core(reading, source, at_large=at_large)
    wanted = [*core]
    others = [t for t in reading.facet(terms) if t.kind in ("word", "symptom") and t.weight >= 1 and t not in wanted]
    wanted += [t for t in others if not _names_arm(t, source)] if wanted else others
    total = sum(term.weight for term in wanted)
    scored = []
    meant = fitting(reading, outcomes)
    for number, (title, whole) in enumerate(source.facet(_posted_keys)):
        if number not in meant:
            continue
        share = (_sum(wanted, title) + _sum(wanted, whole)) / (2 * total) if total else 0.0
        if share >= _ENOUGH * 0.6 and _sum(core, whole) and (_analysed(outcomes[number]) or _sum(core, title)):
            bonus = 0.12 if outcomes[number].kind == "PRIMARY" else 0.0
            scored.append((-(share + bonus), number))
    if scored:
        return min(scored)[1]
    if not at_large:
        return None
    primary = [n for n in sorted(meant) if outcomes[n].kind == "PRIMARY" and _analysed(outcomes[n])]
    tested = [n for n in primary if outcomes[n].analyses]
    return next(iter(tested or (primary if len(primary) == 1 else ())), None)


def _primary(outcomes: tuple[PostedOutcome, ...]) -> int | None:
    """The primary outcome that is meant by "the main goal": the first that was analysed, else the first."""
    listed = [n for n, outcome in enumerate(outcomes) if outcome.kind == "PRIMARY"]
    return next((n for n in listed if outcomes[n].analyses), listed[0] if listed else None)


def _core(reading: Reading, source: Source, *, at_large: bool) -> list[Term]:
    """The words of what a clause says to change, by its measure's other names too, without those of an arm.

    Of an effect that is told at large ("beat it at lowering scores") those behind it, else the condition.
    """
    effect = reading.facet(main_effect)
    told = [t for t in reading.facet(parts).outcome if not (at_large and effect and t.start < effect.end)]
    told = [t for t in told if not _names_arm(t, source)] or told
    if at_large:  # "mothers on A did better": who they are says nothing of what got better
        told = [t for t in told if not pattern("counts", "person").fullmatch(reading.text[t.start : t.end])]
    if at_large and not told:
        told = [t for t in reading.facet(terms) if t.kind in ("condition", "symptom")]
    return [by_measure(term, reading.facet(measures)) for term in told]


def _names_arm(term: Term, source: Source) -> bool:
    """Whether a word is one of the names of what was given."""
    return met(term, source.facet(given) - GENERAL_GIVEN)


def _at_large(effect: str, speech: str) -> bool:
    """Whether an effect is told without an outcome ("worked better"): the primary one is meant."""
    found = spoken(speech, "direction", "at-large").search(effect)
    return found is not None and (speech != "en" or found.start() == 0)


def _sum(wanted: list[Term], keys: frozenset[str]) -> float:
    return sum(term.weight for term in wanted if met(term, keys))


def _shown(reading: Reading, effect: Effect, outcome: PostedOutcome, where: str) -> Shown | None:
    """What the outcome shows for the claimed effect; None where it cannot be told."""
    if (nothing := shows_nothing(reading, outcome, where)) is not None:
        return nothing  # a difference that chance explains is none, whichever way it lies
    by_value = _by_values(reading, effect, outcome, where)
    if by_value is not None and by_value.relation == "opposite":
        return by_value
    by_test = _by_tests(reading, outcome, where)
    if by_test is not None and (by_value is not None or effect.sense == "null"):
        return by_test
    return None


def shows_nothing(reading: Reading, outcome: PostedOutcome, where: str) -> Shown | None:
    """That an outcome has no data, or shows no difference by its description or its tests; None where it may show one."""
    if outcome.status == "NOT_POSTED" or (outcome.groups and not _analysed(outcome)):
        return Shown("no-data", Quote(outcome.title, f"{where}.title"))
    match = spoken("en", "direction", "null").search(outcome.description)
    if match and _WHETHER.search(outcome.description, 0, match.start()):
        match = None
    if match and not match[0].lower().startswith(("neither", "data")):  # "neither shrinkage nor growth": stable disease
        return Shown("null", Quote(match[0], f"{where}.description"))
    by_test = _by_tests(reading, outcome, where)
    return by_test if by_test is not None and by_test.relation == "null" else None


def _analysed(outcome: PostedOutcome) -> bool:
    """Whether anybody was analysed for an outcome."""
    return any(posted_value(m.value) is not None and m.analysed != "0" for m in outcome.measurements)


def _by_tests(reading: Reading, outcome: PostedOutcome, where: str) -> Shown | None:
    """`null` when no posted test of difference reaches 0.05, `same` when all do, None otherwise."""
    found: list[tuple[bool, Quote]] = []
    for number, analysis in analyses(reading, outcome):
        verdict = significant(analysis)
        if verdict is not None:
            field = "pValue" if analysis.p_value else "ciUpperLimit"
            quote = Quote(analysis.p_value or analysis.ci_upper, f"{where}.analyses[{number}].{field}")
            found.append((verdict, quote))
    if not found or len({verdict for verdict, _ in found}) > 1:
        return None
    return Shown("same" if found[0][0] else "null", found[-1][1])


def _by_values(reading: Reading, effect: Effect, outcome: PostedOutcome, where: str) -> Shown | None:
    """How the arm of the claim did against the other arm."""
    pair = arms(reading, outcome)
    better = higher_is(outcome)
    if pair is None:
        return None
    if better and (effect.worth or effect.sense == "null"):
        wanted, sign = (effect.worth or 1), better
    else:  # the scale, or what is good, is not told: only up and down can be compared
        wanted, sign = {"up": 1, "down": -1}.get(effect.sense, 0), 0 if GAIN.search(outcome.title) else 1
    if not wanted or not sign:
        return None
    pairs = list(_pairs(reading, outcome, pair))
    if not pairs:
        return None
    gaps = [sign * (one - other) * wanted for one, other, _ in pairs]
    number = pairs[0][2]
    quote = Quote(outcome.measurements[number].value, f"{where}.measurements[{number}].value")
    if all(gap < 0 for gap in gaps) or (
        len(gaps) > 1 and gaps[0] < 0 and sum(gap < 0 for gap in gaps) * 3 > 2 * len(gaps)
    ):
        return Shown("opposite", quote)
    if all(gap > 0 for gap in gaps):
        return Shown("same", quote)
    return None


def _pairs(reading: Reading, outcome: PostedOutcome, arms: tuple[str, str]) -> Iterator[tuple[float, float, int]]:
    """Values of the claim's arm and the other for each category; only those of the claimed time where it is told."""
    moments = {str(int(q.value)) for q in reading.facet(numbers) if q.kind == "moment"}
    rows: dict[str, dict[str, tuple[float, int]]] = {}
    least = 1 if compares(reading) else _GROUP  # who sets two arms against each other is told what they had
    for number, measured in enumerate(outcome.measurements):
        value = posted_value(measured.value)
        if value is not None and not _fewer(measured, least):
            rows.setdefault(measured.category, {})[measured.group] = (_rate(measured, value, outcome), number)
    timed = {c: row for c, row in rows.items() if moments & set(re.findall(r"\d+", c))}
    meant = categories(reading, list(timed or rows))
    for row in (row for category, row in (timed or rows).items() if category in meant):
        if arms[0] in row and arms[1] in row:
            yield row[arms[0]][0], row[arms[1]][0], row[arms[0]][1]


def _fewer(measured: Measurement, least: int) -> bool:
    """Whether an arm has too few people: one, or two, show nothing of what a treatment does."""
    return measured.analysed.isdecimal() and int(measured.analysed) < least


def _rate(measured: Measurement, value: float, outcome: PostedOutcome) -> float:
    """Counts of people are compared as shares of those analysed."""
    people = posted_value(measured.analysed)
    return value / people if people and "COUNT" in outcome.parameter else value


def told(source: Source | None, shown: Quote) -> str:
    """A posted result in words: its outcome with the values of all arms, its P or interval; "" for what is not posted."""
    place = _PLACE.match(shown.where)
    results = source.trial.results if source and source.trial else None
    if place is None or results is None:
        return ""
    outcome = results.outcomes[int(place["outcome"])]
    if place["value"]:
        own = outcome.measurements[int(place["value"])]
        beside = (m for m in outcome.measurements if m.category == own.category and m.group != own.group)
        shows = ", ".join(f"{_counted(m, outcome)} ({_short(m.group, 50)})" for m in (own, *beside))
    elif place["test"]:
        analysis = outcome.analyses[int(place["test"])]
        sign = "" if analysis.p_value[:1] in "<>=≤≥" else "= "
        interval = f"interval from {analysis.ci_lower} to {analysis.ci_upper}"
        shows = f"P {sign}{analysis.p_value}" if analysis.p_value else interval
    else:
        shows = f"“{shown.text}”"
    unit = f"; unit: {_short(outcome.unit.lower(), 40)}" if place["value"] and outcome.unit else ""
    return f"{_short(outcome.title, 90)}: {shows}{unit}"


def _counted(measured: Measurement, outcome: PostedOutcome) -> str:
    """A value as it was posted; a count with the number of people that it is of."""
    of = f" of {measured.analysed}" if measured.analysed and "COUNT" in outcome.parameter else ""
    return f"{measured.value}{of}"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"
