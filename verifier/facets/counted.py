"""People counted in posted results: "four of them had a serious side effect", "19 of the 33 still felt relief".

Facets `safety` (people with serious adverse events, by arm or in all) and `number` (a share of people that no posted
count bears out). Counts are those of resultsSection; sums over arms are counted as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from verifier.facets.safety import arms
from verifier.lexicon import load, pattern
from verifier.model import Comparison, PostedOutcome, Quote, Reading, Results, Source
from verifier.wording.people import figure

FACETS = ("safety", "number")
OF = "results"

_NEAR = 90  # characters between a number of people and what befell them


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Shares of people in the clause beside the counts that the registry holds."""
    del today  # posted counts do not age
    results = source.trial.results if source.trial else None
    if results is None:
        return
    serious = _with_serious(reading.text)
    if serious is not None:
        yield from _events(reading, results, *serious)
    else:
        yield from _share(reading, source, results)


def _with_serious(text: str) -> tuple[int, str] | None:
    """How many people the clause gives a serious event, with its words; None where it gives no number."""
    event = pattern("safety", "serious-event").search(text)
    if event is None or pattern("safety", "harmless").search(text):
        return None  # that nobody was harmed is read by `safety`
    start = max(0, event.start() - _NEAR)
    before = text[start : event.start()]
    found = _share_of().search(before) or _count().search(before)
    if found is None or "%" in before or "percent" in before:
        return None
    return number_word(found[1]), text[start + found.start() : event.end()]


def _events(reading: Reading, results: Results, number: int, words: str) -> Iterator[Comparison]:
    """A number of people with serious events beside those of the arm that is named, or of all arms."""
    groups = results.event_groups
    if not groups or any(group.serious is None for group in groups):
        return
    meant = arms(reading.text, groups)
    total = sum(group.serious or 0 for group in groups)
    mine = sum(groups[at].serious or 0 for at in meant)
    single = {group.serious for group in groups}
    relation = "same" if number == mine else "absent" if number == total or number in single else "different"
    shown = Quote(
        ", ".join(str(groups[at].serious) for at in meant),
        f"adverseEvents.eventGroups[{meant[0]}].seriousNumAffected"
        if len(meant) == 1
        else "adverseEvents.eventGroups.seriousNumAffected",
    )
    yield Comparison("safety", relation, Quote(words, "claim"), shown, reading.part, "events")


def _share(reading: Reading, source: Source, results: Results) -> Iterator[Comparison]:
    """A share like "6 of the 33": `different` where the 33 are all who were studied and no posted count of people is 6."""
    match = _share_of().search(reading.text)
    if match is None or not match[2]:
        return
    number, whole = number_word(match[1]), number_word(match[2])
    trial = source.trial
    if trial is None or trial.enrollment != whole or not 0 < number < whole:
        return
    counted = [outcome for outcome in results.outcomes if "COUNT" in outcome.parameter]
    known = {count for outcome in counted for count in _counts(outcome)}
    known |= {value for group in results.event_groups for value in (group.serious, group.other, group.deaths) if value}
    known |= {affected for event in results.events for _, affected, _ in event.counts}
    known |= {sum(affected for _, affected, _ in event.counts) for event in results.events}
    known |= {people for flow in (results.started, results.completed) for _, people in flow}
    if not counted or number in known or whole - number in known:
        return
    at = results.outcomes.index(counted[0])
    values = [m.value for m in counted[0].measurements]
    if values:
        shown = Quote(values[0], f"outcomeMeasures[{at}].measurements[0].value")
        yield Comparison("number", "different", Quote(match[0].strip(), "claim"), shown, reading.part, "people")


def _counts(outcome: PostedOutcome) -> set[int]:
    """The counts of an outcome: each, and for each category the sum over the arms."""
    values = [(m.category, figure(m.value)) for m in outcome.measurements if m.value.isdecimal()]
    sums: dict[str, int] = {}
    for category, value in values:
        sums[category] = sums.get(category, 0) + value
    return {value for _, value in values} | set(sums.values()) | {sum(value for _, value in values)}


@cache
def _words() -> dict[str, int]:
    """Number words, as `people` reads them."""
    pairs = (entry.split() for entries in load("counts")["numbers"].values() for entry in entries)
    return {**{word: int(value) for word, value in pairs}, "nobody": 0, "none": 0, "no": 0, "no one": 0, "a": 1}


def number_word(text: str) -> int:
    """A number in figures or words; "two dozen" is 24."""
    plain = text.lower().strip()
    if plain.endswith("dozen"):
        first = plain.split()[0]
        return 12 * (_words().get(first, 1) if first != "dozen" else 1)
    return figure(plain) if plain.isdecimal() else _words().get(plain, 0)


@cache
def number_words() -> str:
    """Numbers of people or places in figures and in words, as alternatives of an expression."""
    listed = sorted((word for word in _words() if word not in ("a", "no")), key=lambda word: (-len(word), word))
    return rf"\d{{1,5}}|{'|'.join(listed)}"


@cache
def _share_of() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)(?<![\w.,/-])({number_words()})\s+(?:out\s+)?(?:of|von|sur|de)\s+(?:the\s+|all\s+|those\s+|these\s+|their\s+|den\s+|les\s+|los\s+)?"
        rf"((?:(?:{number_words()})\s+)?dozen|{number_words()})(?![\w%.,-]*\d|\s*%)"
    )


@cache
def _count() -> re.Pattern[str]:
    """The number of people right before what befell them."""
    return re.compile(rf"(?i)(?<![\w.,/-])({number_words()})(?=\s+(?:[^\W\d]+\s+){{0,9}}$)")
