"""Who could take part: ages and sex as a clause gives them, beside minimumAge, maximumAge and sex of a trial.

Only clauses that speak of taking part are read ("only children under ten could join", "open to the over-70s", "women
only"); a clause that tells what helped whom is read by `population`. `different` means that the registry shuts those
people out, or lets in others where the clause says "only".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from verifier.facets._told import told
from verifier.facets.criteria import marks_of_people
from verifier.lexicon import Begun, Gate, load, marks, pattern, words
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("eligibility",)
OF = "trial"

_EVER = 200.0  # years: no upper bound
_UNITS = {"Year": 1.0, "Month": 1 / 12, "Week": 1 / 52, "Day": 1 / 365, "Hour": 1 / 8766, "Minute": 1 / 525960}
_ONLY = r"(?i)\b(?:only|solely|exclusively|nobody but|restricted to|limited to|reserved for|nur|seulement|solo)\s+(?:(?!one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|zwei\b|deux\b|dos\b)[^\W\d]+\s+){0,3}"
_NOT = re.compile(
    r"(?i)\b(?:excluded|shut out|left out|turned away|ineligible|barred|kept out|cannot|(?:could|can|may|were|was|are|is)(?: not|n't| never)"
    r"|not (?:open|eligible|accepted|admitted|for|allowed)|no (?!longer)\w+|nobody|nicht|keine\w*|ausgeschlossen|exclu\w*)\b"
)
_DENIED = re.compile(  # before those of whom it is denied that they were there: "did not count healthy volunteers among ..."
    r"(?i)\b(?:not|never|none|no|nobody|neither|nor|n['’]t|nie|niemals|weder|pas|aucune?|jamais|ni|ning[uú]n\w*|nunca)\b"
)
_SHUT = re.compile(
    r"(?i)\b(?:excluded|shut out|left out|turned away|ineligible|barred|kept out|cannot|(?:could|can|may|were|was|are|is)(?: not|n't| never) (?:join|take|be |enrol|allowed|let|accepted"
    r"|admitted|eligible|welcome|invited|sign|apply|included)|not (?:open|eligible|accepted|admitted|for|allowed)|(?:dürfen|durften|können|konnten) (?:\w+ )*nicht|ausgeschlossen|exclu\w*)\b"
    r"|\bno (?:\w+ )?(?:women|woman|men|man|girls?|boys?|females?|males?) (?:(?:was|were|are|is) )?(?:allowed|could|can|may|need|eligible|admitted|accepted|let)\b"
)
_SHAPES = ("range", "below", "above", "single")
_GLUED = "N-?jährige"  # "14jährige"
# Where an age group is told of people themselves, and not of when something began or of how long it took.
_OF_PEOPLE = re.compile(r"(?i)(?:year|\bage[ds]?\b|\bold|\byoung|jahr|jähr|\bans\b|âgé|años|edad)")
_NO_UNIT = re.compile(r"(?i)\W*(?:$|[.,;:)]|\b(?:who|with|and|or|in|on|at|for|to|from|could|can|were|was|are|had)\b)")
_NAMED = ("child", "adult", "male", "female", "anybody")
_GROWN, _YOUNG = 19, 24  # years
_SPARE = 3  # years that "adults only" may leave out
_MAY = re.compile(r"(?i)\b(?:could|can|may|might|able|allowed|also|even|too|können|peuvent|pueden)\b")


class Ages(NamedTuple):
    """An age group in years, both ends included, and the words that give it."""

    low: float
    high: float
    text: str


def ages(text: str) -> tuple[Ages, ...]:
    """The age groups that a text names in figures or by a word ("over-70s", "12 to 24 years", "teenagers")."""
    found = []
    in_figures, in_words = _with_a_word().bits, _in_words().bits
    known = marks(text)  # of lists that are made by now
    told = [(shape, own) for shape, own in _in_figures(text, known & in_figures) if known & own.bits]
    for shape, match in ((shape, match) for shape, own in told for match in own.finditer(text)):
        low, high = _number(match[1]), _number(match[2]) if shape == "range" else 0.0
        if shape == "range" and low < high:
            found.append(Ages(low, high, match[0]))
        elif shape == "below":
            found.append(Ages(0, low, match[0]))
        elif shape in ("above", "single"):
            found.append(Ages(low, _EVER if shape == "above" else low, match[0]))
    for named, first, last in _groups() if known & in_words else ():
        if known & named.bits:
            found.extend(Ages(first, last, m[0]) for m in named.finditer(text))
    return tuple(found)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("people", "admits"), *(own for _, own in _figures()), *(named for named, _, _ in _groups()))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each group of people whom the clause lets into the study, beside the fields of the trial."""
    del today  # who could take part is read from the record as it stands
    trial, text = source.trial, reading.text
    if trial is None or reading.facet(told):
        return  # what a whole clause says is read by `plainly`
    admits = pattern("people", "admits").search(text) is not None
    if not admits and not reading.facet(_ages):
        return
    if not admits and not pattern("counts", "governs", "joined").search(text):
        yield from _very_ages(reading, source, trial)
        return  # who they were is no word on who could join
    if not admits:
        yield from (found for found in _very_ages(reading, source, trial) if found.detail == "beyond")
    low, high = source.facet(bounded)
    shown = Quote(trial.maximum_age or trial.minimum_age, "maximumAge" if trial.maximum_age else "minimumAge")
    for group in reading.facet(_ages) if shown.text else ():
        relation = _within(group, low, high, text)
        if not admits and (relation != "same" or group.high - group.low > _EVER - 40):
            continue  # those who joined may have been fewer than those who could
        for quote in _bounds(group, trial) if relation == "same" else (shown,):
            yield Comparison(
                "eligibility", relation, Quote(group.text, "claim"), quote, reading.part, f"{low:g}-{high:g}"
            )
    if admits:
        yield from _sexes(reading, trial)
        yield from _healthy(reading, trial)


def _bounds(group: Ages, trial: TrialFacts) -> Iterator[Quote]:
    """The ages of a record that bear an age group: each bound that the group has, else the one that the record has."""
    found = []
    if trial.maximum_age and group.high < _EVER:
        found.append(Quote(trial.maximum_age, "maximumAge"))
    if trial.minimum_age and (group.low > 0 or not found):
        found.append(Quote(trial.minimum_age, "minimumAge"))
    yield from found or (Quote(trial.maximum_age, "maximumAge"),)


def _very_ages(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """An age group that is the registered one to the year, or one beyond the registered ages (`beyond`)."""
    low, high = source.facet(bounded)
    for group in reading.facet(_ages):
        if not _exact(group):
            continue  # "children", "teenagers": told in words, and loosely
        said = Quote(group.text, "claim")
        if (group.low, group.high) == (low, high) and trial.minimum_age and trial.maximum_age:
            yield Comparison(
                "eligibility", "same", said, Quote(trial.maximum_age, "maximumAge"), reading.part, f"{low:g}-{high:g}"
            )
        elif group.high < _EVER and group.high > high + 1:
            shown = Quote(trial.maximum_age, "maximumAge")
            yield Comparison("eligibility", _of_those(reading, group), said, shown, reading.part, "beyond")
        elif _beyond(group, low, high):
            shown = Quote(trial.minimum_age, "minimumAge")
            yield Comparison("eligibility", _of_those(reading, group), said, shown, reading.part, "beyond")


def _of_those(reading: Reading, group: Ages) -> str:
    """How an age group beyond the registered ages stands to a record: `different` where it is told of those who were treated."""
    text = reading.text
    start = text.find(group.text)
    told = (m for m in pattern("people", *_NAMED).finditer(text, 0, start + len(group.text)))
    own, theirs = False, False
    for match in told:
        own |= match.start() == start
        theirs |= match.end() >= start or not text[match.end() : start].strip(" ,(")
    treated = pattern("people", "treated").search(text) is not None and not _NOT.search(text)
    aged = _OF_PEOPLE.search(group.text) or (own and _NO_UNIT.match(text, start + len(group.text)))
    return "different" if theirs and treated and aged else "absent"


def _ages(reading: Reading) -> tuple[Ages, ...]:
    """The age groups of a clause, each once."""
    return tuple({(group.low, group.high): group for group in reversed(ages(reading.text))}.values())[::-1]


def _within(group: Ages, low: float, high: float, text: str) -> str:
    """How an age group that a clause lets in stands to the ages of the record."""
    if group.high < low or group.low > high or (group.high == low and "under" in group.text.lower()):
        return "same" if _NOT.search(text) else "different"
    if _exact(group) and _beyond(group, low, high) and not _NOT.search(text):
        return "different"
    inside = group.low >= low - 0.5 and group.high <= high + 0.5
    young = group.high >= _GROWN and high <= _YOUNG and group.low <= low  # 13 to 22 are teenagers, for most
    around = young or (low >= group.low - 0.5 and high <= group.high + 1)
    if _NOT.search(text):
        return "absent"
    only = re.search(_ONLY + re.escape(group.text), text) or re.search(
        rf"(?i){re.escape(group.text)} (?:only|alone)\b", text
    )
    if only and not around:
        left_out = low < group.low - _SPARE or group.high - group.low < 0.7 * (min(high, 100) - low)
        return "different" if not inside or left_out else "absent"
    if around or (inside and _MAY.search(text)):
        return "same"
    return "absent"


def _exact(group: Ages) -> bool:
    """Whether an age group is told in years, and not by a word ("children", "teenagers")."""
    return bool(re.search(r"\d", group.text)) or not set(re.findall(r"\w+", group.text.lower())).isdisjoint(_words())


def _beyond(group: Ages, low: float, high: float) -> bool:
    """Whether an age group begins or ends more than a year outside of those whom the record lets in."""
    below = group.low < low - 1 and (group.low > 0 or group.high <= low + 1)
    above = group.high < _EVER and group.high > high + 1
    return below or above


def _sexes(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """Men and women whom the clause lets in, beside the field `sex`."""
    named = {sex for sex in ("male", "female") if pattern("people", sex).search(reading.text)}
    if not trial.sex or len(named) != 1:
        return
    (sex,) = named
    match = pattern("people", sex).search(reading.text)
    said = Quote(match[0] if match else "", "claim")
    alone = re.search(
        rf"(?i)(?:\bonly|exclusively|nur)\s+(?:\w+\s+)?{said.text}\b|\b{said.text}\s+(?:only|alone)\b", reading.text
    )
    shown = Quote(trial.sex, "sex")
    if trial.sex != "ALL":
        own, shut = trial.sex.lower() == sex, _NOT.search(reading.text)
        if own and shut and (not _SHUT.search(reading.text) or reading.facet(marks_of_people)):
            return  # "no woman ever came" to a trial for women tells who came; "pregnant women" are some of them
        relation = "same" if own is (shut is None) else "different"
        yield Comparison("eligibility", relation, said, shown, reading.part, sex)
    elif alone and not _NOT.search(reading.text):
        yield Comparison("eligibility", "different", said, shown, reading.part, sex)


def _healthy(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """Healthy volunteers whom the clause lets in, or shuts out, beside the field of that name."""
    match = pattern("people", "healthy").search(reading.text)
    if match is None or trial.healthy_volunteers is None:
        return
    plainly = _NOT.search(reading.text) is not None
    denied = plainly or _DENIED.search(reading.text, 0, match.start()) is not None
    relation = "same" if trial.healthy_volunteers is not denied else "different" if plainly or not denied else "absent"
    shown = Quote(str(trial.healthy_volunteers).lower(), "eligibilityModule.healthyVolunteers")
    lets = pattern("people", "admits").search(reading.text) or match
    told = reading.text[min(match.start(), lets.start()) : max(match.end(), lets.end())]
    yield Comparison("eligibility", relation, Quote(told, "claim"), shown, reading.part, "healthy")


def bounded(source: Source) -> tuple[float, float]:
    """The ages in years that a trial lets in, from the first to the last."""
    trial = source.trial
    return (_years(trial.minimum_age, 0.0), _years(trial.maximum_age, _EVER)) if trial else (0.0, _EVER)


def _years(age: str, default: float) -> float:
    """An age of the registry in years ("30 Days", "12 Years")."""
    match = re.fullmatch(r"(\d+)\s+([A-Za-z]+?)s?", age.strip())
    return float(match[1]) * _UNITS.get(match[2], 1.0) if match else default


@cache
def _words() -> dict[str, int]:
    """Number words, as `people` reads them."""
    table = load("counts")["numbers"]
    pairs = (entry.split() for entries in table.values() for entry in entries)
    return {word: int(value) for word, value in pairs}


def _number(text: str) -> float:
    return float(text) if text.isdecimal() else float(_words().get(text.lower(), 0))


def _in_figures(text: str, worded: int) -> Sequence[tuple[str, Begun]]:
    """The patterns by which a text may tell an age group in figures; worded: it has a word that most of them need."""
    if worded:
        return _figures()
    return _glued() if "ä" in text or "Ä" in text else ()


@cache
def _figures() -> tuple[tuple[str, Begun], ...]:
    """All patterns for ages in figures, by their shape."""
    return tuple((shape, own) for shape in _SHAPES for own in _shapes(shape))


@cache
def _with_a_word() -> Gate:
    """The words without which a text names no age group in figures, but for one that is written as one word with its figure."""
    return Gate(*(own for shape, own in _figures() if (shape, own) not in _glued()))


@cache
def _glued() -> tuple[tuple[str, Begun], ...]:
    """The patterns for an age that is written as one word with its figure: no word tells of them, but a letter does."""
    return tuple(
        ("single", own)
        for entry, own in zip(words("people", "single"), _shapes("single"), strict=True)
        if entry.startswith(_GLUED)
    )


@cache
def _in_words() -> Gate:
    """The words without which a text names no age group by a word."""
    return Gate(*(named for named, _, _ in _groups()))


@cache
def _shapes(shape: str) -> tuple[Begun, ...]:
    """The patterns of the lexicon for ages; N stands for a number in figures or words."""
    spelled = "|".join(sorted(_words(), key=lambda word: (-len(word), word)))
    entries = [entry.replace(" ", r"\s+") for entry in words("people", shape)]
    return tuple(
        Begun(_word(entry.replace("N", rf"(\d{{1,3}}(?![.,]\d)|{spelled})")), entry.replace("N", rf"(?:\d|{spelled})"))
        for entry in entries
    )


@cache
def _groups() -> tuple[tuple[Begun, float, float], ...]:
    """The names of age groups, with their first and last year."""
    split = (entry.replace(" ", r"\s+").rsplit(r"\s+", 2) for entry in words("people", "groups"))
    return tuple((Begun(_word(name), name), float(first), float(last)) for name, first, last in split)


def _word(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{expression})(?!\w)", re.IGNORECASE)
