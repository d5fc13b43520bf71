"""A claim that something does no harm, beside the harm that the record counts or tells.

Facet `safety`. Detail says how the record stands: events (the registry counts some), told (the text tells some),
none (the record says itself that there were none), absolute (safe without exception, which no record shows).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._effects import tells
from verifier.facets._terms import met, sentence_terms, terms
from verifier.facets._words import language
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, EventGroup, Quote, Reading, Source
from verifier.wording.plain import head_count

FACETS = ("safety",)

_SERIOUS = re.compile(r"(?i)\b(?:serious|severe|major|dangerous|schwer\w*|grave\w*|sévère\w*|death|deaths|died)\b")
_PLAIN = {"group", "phase", "cohort", "treatment", "with", "and", "study", "part", "dose", "week", "people", "patients"}
# "The Limbix study" names a study, and no arm of it.
_STUDY = re.compile(r"\b(?:the|this|that|an?|its|their|our|\w+['’]s)\s+(?:[\w-]+\s+){0,3}(?:study|trial|pilot)\b")
_TREATED = re.compile(
    r"(?i)\b(?:among|in|of)\s+(?:those|people|patients|anyone|anybody|the (?:people|patients|group|treated|users))\s+(?:using|given|on|treated|who|with)\b"
)
_CONTROL = re.compile(
    r"(?i)\b(?:placebo|sham|control|usual care|standard care|no treatment|untreated|vehicle|dummy|wait\w*)\b"
)
_KINDS = {"serious": "serious adverse events", "other": "other adverse events", "deaths": "deaths"}
_FIELD = re.compile(r"adverseEvents\.eventGroups(?:\[(?P<arm>\d+)\])?\.(?P<kind>serious|other|deaths)NumAffected")
_MAY = re.compile(r"(?i)\b(?:may|might|could|can|potential\w*|risk of|if)\b")
_DEATH = re.compile(r"(?i)\b(?:death|deaths|died|mort|décès|Tod|muert\w+)\b")


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("safety", "harmless"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The claimed harmlessness beside the harm of the record."""
    del today  # harm told once stays told
    speech = reading.facet(language)
    match = pattern("safety", "harmless").search(reading.text)
    if match is None:
        return
    said = Quote(match[0], "claim")
    serious = _SERIOUS.search(match[0]) is not None
    if counted := _counted(reading.text, source, serious=serious, deaths=_DEATH.search(match[0]) is not None):
        yield Comparison("safety", "different", said, counted, reading.part, "events")
        return
    if none := _none_counted(reading.text, source, serious=serious, deaths=_DEATH.search(match[0]) is not None):
        yield Comparison("safety", "same", said, none, reading.part, "none counted")
        return
    told, denied = _told(reading, source, match[0], serious=serious)
    if told is not None:
        yield Comparison("safety", "different", said, told, reading.part, "told")
    elif spoken(speech, "safety", "absolute").search(reading.text):
        first = source.sentences[0].quote if source.sentences else Quote("", "")
        yield Comparison("safety", "narrower", said, denied or first, reading.part, "absolute")
    elif denied is not None:
        yield Comparison("safety", "same", said, denied, reading.part, "none")


def arms(text: str, groups: tuple[EventGroup, ...]) -> tuple[int, ...]:
    """The arms that a clause speaks of, by words of their titles that not all arms have; all where it names none."""
    titles = [set(re.findall(r"[^\W\d_]{4,}", group.title.lower())) for group in groups]
    shared = set.intersection(*titles) if titles else set()
    spoken_of = set(re.findall(r"[^\W\d_]{4,}", _STUDY.sub(" ", text.lower())))
    named = tuple(number for number, words in enumerate(titles) if (words - shared - _PLAIN) & spoken_of)
    return named or tuple(range(len(groups)))


def _counted(text: str, source: Source, *, serious: bool, deaths: bool) -> Quote | None:
    """The first arm of those meant in which the registry counts such events, as the field and its value.

    Where a clause speaks of those treated without naming an arm, all arms must count some; where it names a treatment,
    what befell those who were given a dummy says nothing.
    """
    results = source.trial.results if source.trial else None
    if results is None:
        return None
    meant = arms(text, results.event_groups)
    given = tuple(n for n in meant if not _CONTROL.search(results.event_groups[n].title))
    treated = _TREATED.search(text) is not None or _named(text, source)
    if treated and len(meant) == len(results.event_groups) and given:
        meant = given
    meant = tuple(sorted(meant, key=lambda n: n not in given and _CONTROL.search(text) is None))
    found = list(_affected(results.event_groups, meant, serious=serious, deaths=deaths))
    if _TREATED.search(text) and len(meant) == len(results.event_groups) and len(found) < len(meant):
        return None
    return found[0] if found else None


def _named(text: str, source: Source) -> bool:
    """Whether a clause names a treatment of the trial, and no dummy."""
    trial = source.trial
    names = [item.name for item in trial.interventions] if trial else []
    words = {word for name in names if not _CONTROL.search(name) for word in re.findall(r"[^\W\d_]{5,}", name.lower())}
    return not _CONTROL.search(text) and bool(words & set(re.findall(r"[^\W\d_]{5,}", text.lower())))


def _affected(
    groups: tuple[EventGroup, ...], meant: tuple[int, ...], *, serious: bool, deaths: bool
) -> Iterator[Quote]:
    """The counts above zero of some arms, with their fields."""
    for number in meant:
        group = groups[number]
        where = f"adverseEvents.eventGroups[{number}]"
        if deaths:
            if group.deaths:
                yield Quote(str(group.deaths), f"{where}.deathsNumAffected")
        elif group.serious:
            yield Quote(str(group.serious), f"{where}.seriousNumAffected")
        elif group.other and not serious:
            yield Quote(str(group.other), f"{where}.otherNumAffected")


def told(source: Source | None, shown: Quote) -> str:
    """The people whom a field of adverse events counts, in words: "serious adverse events in 3 of 18 people (Cohort 1)"."""
    results = source.trial.results if source and source.trial else None
    place = _FIELD.fullmatch(shown.where)
    if results is None or place is None:
        return ""
    if place["arm"] is None:
        total = sum(int(count) for count in shown.text.split(", "))
        return f"{_KINDS[place['kind']]} in {head_count(total)} ({shown.text} by arm)"
    group = results.event_groups[int(place["arm"])]
    at_risk = {"serious": group.serious_at_risk, "other": group.other_at_risk, "deaths": group.deaths_at_risk}
    of = at_risk[place["kind"]]
    share = f"{shown.text} of {head_count(of)}" if of else head_count(int(shown.text))
    return f"{_KINDS[place['kind']]} in {share} ({group.title})"


def _none_counted(text: str, source: Source, *, serious: bool, deaths: bool) -> Quote | None:
    """The field in which the registry counts no such event in any arm."""
    results = source.trial.results if source.trial else None
    if results is None or not results.event_groups:
        return None
    field = "deathsNumAffected" if deaths else "seriousNumAffected" if serious else "otherNumAffected"
    groups = [results.event_groups[number] for number in arms(text, results.event_groups)]
    counts = [g.deaths if deaths else g.serious if serious else g.other for g in groups]
    known = [count for count in counts if count is not None]
    return Quote("0", f"adverseEvents.eventGroups[0].{field}") if known and not any(known) else None


def _told(reading: Reading, source: Source, denied: str, *, serious: bool) -> tuple[Quote | None, Quote | None]:
    """A sentence that tells such harm, and one that says there was none.

    A particular harm ("no serious infection") must be named; any harm gainsays "no complication".
    """
    harm, grave, none = (spoken("en", "safety", name) for name in ("harm", "serious", "none"))
    special = [
        t for t in reading.facet(terms) if t.keys[0] in ("=infection", "=bleed", "=death") or t.kind == "condition"
    ]
    special = [t for t in special if reading.text[t.start : t.end].lower() in denied.lower()]
    absent: Quote | None = None
    count = len(source.sentences)
    for number, (sentence, keys) in enumerate(zip(source.sentences, source.facet(sentence_terms), strict=True)):
        if not tells(sentence, number, count):
            continue
        match = harm.search(sentence.text)
        if match is None or (special and not all(met(term, keys) for term in special)):
            continue
        before = sentence.text[max(0, match.start() - 60) : match.start()]
        if none.search(before) or none.match(sentence.text[match.end() : match.end() + 30].lstrip(" ,")):
            absent = absent or sentence.quote
            continue
        if _MAY.search(before) or (serious and not grave.search(sentence.text)):
            continue
        return sentence.quote, absent
    return None, absent
