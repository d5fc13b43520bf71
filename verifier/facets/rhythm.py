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
from verifier.lexicon._small import small
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
# "40 mg a day" is what comes together in a day, at once or not.
_A_DAY = re.compile(
    r"(?i)(?<![a-z])(?:mg|g|µg|mcg|ml|iu|tablets?|capsules?|hours?|minutes?)(?:/kg|/m\^?2)?(?:\s*\(?(?:p\.?\s?o\.?|orally|by mouth|oral)\)?)?"
    r"\s*(?:(?:/|\b(?:per|a|an|every|each|am|pro|par|al|por)\b)\s*(?:day|tag|jour|día)|daily|täglich)(?!\w|\s*\d)"
)
# "300 mg weekly", "five weekly sessions".
_OF_A_PERIOD = re.compile(
    r"(?i)(?<![a-z])(?:mg|g|µg|mcg|ml|iu|doses?|injections?|infusions?|tablets?|capsules?|sessions?)\s+(weekly|monthly)(?!\w)"
    r"|(?<!\w)(weekly|monthly)\s+(?:[\w-]+\s+){0,2}?(?:doses?|injections?|infusions?|tablets?|capsules?|sessions?)(?!\w)"
)
_GIVEN = ("interventions", "armGroups")
_SEEN = re.compile(
    r"(?i)\b(?:visit|check|call|phone|question|survey|measur|assess|test|scan|weigh|diary|follow|report|meet)\w*"
)
_NEARLY = 0.5  # share of the telling words from which the closest sentence speaks of what the clause does


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The rhythm of a clause beside that of the record."""
    del today  # how often something was given does not age
    told = rhythms(reading.text)
    loose = not told
    told = told or daily(reading.text)
    if len({value for value, _ in told}) != 1:
        return
    (value, text), *_ = told
    if any(value == other or (loose and other >= 1) for other in source.facet(_all_rhythms)):
        return
    for number in _speaking(reading, source):
        words = source.sentences[number].text[:2000]
        shown = rhythms(words)
        if not shown and value < 1:
            shown = daily(words)
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
        often = table["times"].get(small(match["times"] or ""), 1)
        days = table["days"][small(match["period"])]
        found.append((round(often / days, 4), match[0]))
    for match in _EVERY.finditer(text):
        often, period = small(match[1] or ""), small(match[2]).rstrip("s")
        if often or period != "day":  # "every day" is said of twice a day as well
            found.append((round(1 / (_SO_MANY.get(often) or float(often)) / table["days"][period], 4), match[0]))
    for match in _OF_A_PERIOD.finditer(text):
        found.append((round(1 / table["days"][small(match[1] or match[2])], 4), match[0]))
    for match in (m for m in _so_often().finditer(text) if all(m[0] != words for _, words in found)):
        often = table["count"].get(small(match["many"])) or float(match["many"])
        found.append((round(often / table["days"][small(match["period"])], 4), match[0]))
    found += [(float(table["codes"][small(match[0])]), match[0]) for match in _code().finditer(text)]
    return tuple(found)


def daily(text: str) -> tuple[tuple[float, str], ...]:
    """Once a day or more often, as (1, words), for each dose that a text gives by the day."""
    return tuple((1.0, match[0]) for match in _A_DAY.finditer(text))


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
    if place.best >= 0 and place.alone >= _NEARLY and rhythms(source.sentences[place.best].text[:2000]):
        return (place.best,)
    return () if _SEEN.search(reading.text) else source.facet(_only_rhythm)


def _only_rhythm(source: Source) -> tuple[int, ...]:
    """The first sentence on what a trial gives that tells how often, where none of them tells another rhythm."""
    given = [
        (number, value)
        for number, sentence in enumerate(source.sentences)
        if source.trial is not None and sentence.where.startswith(_GIVEN)
        for value, _ in rhythms(sentence.text[:2000])
    ]
    return (given[0][0],) if len({value for _, value in given}) == 1 else ()


@cache
def signs() -> Gate:
    """The words without which a text names no rhythm."""
    table = load("rhythm")
    spelled = [re.escape(word).replace(r"\ ", r"\s+") for word in (*table["times"], *table["codes"])]
    occasions = [re.escape(word) for word in table["occasions"]]
    periods = [re.escape(word) for word in table["days"]]
    return Gate(Phrases([*spelled, *occasions, *periods, "every", "each"]))


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
def _so_often() -> re.Pattern[str]:
    """Finds "six days a week", "3 sessions per week", "drei Tage pro Woche"."""
    table = load("rhythm")
    many = "|".join(map(re.escape, table["count"]))
    occasions = "|".join(map(re.escape, sorted(table["occasions"], key=len, reverse=True)))
    periods = "|".join(map(re.escape, sorted(table["days"], key=len, reverse=True)))
    between = r"(?:\s*/\s*|\s+(?:a|an|per|each|every|in|am|pro|die|in der|par|al|a la|por|cada)\s+)"
    return re.compile(
        rf"(?i)(?<![\w.,-])(?P<many>{many}|[1-9]\d?)\s+(?:{occasions}){between}(?P<period>{periods})(?!\w)"
    )


@cache
def _code() -> re.Pattern[str]:
    """Finds the abbreviations of prescriptions."""
    codes = "|".join(map(re.escape, sorted(load("rhythm")["codes"], key=len, reverse=True)))
    return re.compile(rf"(?i)(?<![\w.])(?:{codes})(?![\w.])")
