"""How often something was given: "300 mg once a day" beside "300 mg twice a day".

Facet `number`, detail `rhythm`. A rhythm is a number of times in a number of days. `different` when the sentence that has
the clause's dose, or the one closest to it, gives one other rhythm and nothing in the record gives the clause's; nothing
is said where the record gives none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from verifier.facets._align import align, bearers
from verifier.facets._terms import numbers
from verifier.lexicon import Gate, Phrases, load
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("number",)

_DOSES = ("mg", "g", "µg", "ml", "iu", "dose", "tablet", "session", "minute", "hour")
_SO_MANY = {
    "": 1,
    "other": 2,
    "second": 2,
    "two": 2,
    "third": 3,
    "three": 3,
    "four": 4,
    "six": 6,
    "eight": 8,
    "twelve": 12,
}
_EVERY = re.compile(
    rf"(?i)\b(?:every|each)\s+(?:({'|'.join(filter(None, _SO_MANY))}|[1-9]\d?)\s+)?(days?|weeks?|months?)(?!\w)"
)
_NEARLY = 0.5  # share of the telling words from which the closest sentence speaks of what the clause does


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The rhythm of a clause beside that of the record."""
    del today  # how often something was given does not age
    told = rhythms(reading.text)
    if len({value for value, _ in told}) != 1:
        return
    (value, text), *_ = told
    if value in source.facet(_all_rhythms):
        return
    for number in _speaking(reading, source):
        shown = rhythms(source.sentences[number].text[:2000])
        if shown:
            relation = "different" if len({other for other, _ in shown}) == 1 else "absent"
            quote = source.sentences[number].quote if relation == "different" else Quote("", "")
            yield Comparison("number", relation, Quote(text, "claim"), quote, reading.part, "rhythm")
            return


def rhythms(text: str) -> tuple[tuple[float, str], ...]:
    """The rhythms that a text names, as (times a day, words)."""
    if not signs().may_match(text):
        return ()
    table = load("rhythm")
    found = []
    for match in _rhythm().finditer(text):
        often = table["times"].get((match["times"] or "").lower(), 1)
        days = table["days"][match["period"].lower()]
        found.append((round(often / days, 4), match[0]))
    for match in _EVERY.finditer(text):
        often, period = (match[1] or "").lower(), match[2].lower().rstrip("s")
        if often or period != "day":  # "every day" is said of twice a day as well
            found.append((round(1 / (_SO_MANY.get(often) or float(often)) / table["days"][period], 4), match[0]))
    found += [(float(table["codes"][match[0].lower()]), match[0]) for match in _code().finditer(text)]
    return tuple(found)


def _all_rhythms(source: Source) -> frozenset[float]:
    """Every rhythm that a record names, in its prose and its fields."""
    texts = [sentence.text[:2000] for sentence in source.sentences]
    if trial := source.trial:
        texts += [f"{item.name} {item.description}" for item in trial.interventions]
        texts += [f"{arm.label} {arm.description}" for arm in trial.arms]
    return frozenset(value for text in texts for value, _ in rhythms(text))


def _speaking(reading: Reading, source: Source) -> tuple[int, ...]:
    """The sentences that speak of what a clause does: those with its dose, else the closest one."""
    doses = [said for said in reading.facet(numbers) if said.kind == "amount" and said.unit in _DOSES]
    having = sorted({number for said in doses for number in bearers(said, source)})
    place = align(reading, source)
    if having or doses:
        return tuple(having)
    return (place.best,) if place.best >= 0 and place.alone >= _NEARLY else ()


@cache
def signs() -> Gate:
    """The words without which a text names no rhythm."""
    table = load("rhythm")
    spelled = [re.escape(word).replace(r"\ ", r"\s+") for word in (*table["times"], *table["codes"])]
    return Gate(Phrases([*spelled, "every", "each"]))


@cache
def _rhythm() -> re.Pattern[str]:
    """Finds "twice a day", "three times weekly", "dreimal täglich", "deux fois par jour", "dos veces al día"."""
    table = load("rhythm")
    times = "|".join(map(re.escape, sorted(table["times"], key=len, reverse=True)))
    periods = "|".join(map(re.escape, sorted(table["days"], key=len, reverse=True)))
    between = (
        r"(?:\s+(?:times|veces|fois|mal))?(?:\s+(?:a|an|per|each|every|in|am|pro|im|die|in der|par|al|a la|por|cada))?"
    )
    return re.compile(rf"(?i)(?<![\w-])(?P<times>{times}){between}[\s-]+(?P<period>{periods})(?!\w)")


@cache
def _code() -> re.Pattern[str]:
    """Finds the abbreviations of prescriptions."""
    codes = "|".join(map(re.escape, sorted(load("rhythm")["codes"], key=len, reverse=True)))
    return re.compile(rf"(?i)(?<![\w.])(?:{codes})(?![\w.])")
