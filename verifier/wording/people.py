"""Counts of people in a text: "thirty Japanese adults", "n = 17", "1,216 people"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from verifier.lexicon import LANGUAGES, Phrases, by_first_letter, load, pattern
from verifier.lexicon._known import Known

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "cent": 100, "cents": 100, "mil": 1000, "mille": 1000}
_VAGUE = re.compile(r"(?i)\b(?:several|few|many|some|couple of|countless)\s+$")  # "several hundred" is no number
_HALF = re.compile(r"(?i)\bhalf an?\s+$")
# "One in six people" is a share; "phase 2 in 60 people" is none.
_ONE_IN = re.compile(
    r"(?i)(?<!phase )(?<!stage )\b(?:one|two|three|four|five|six|seven|eight|nine|[1-9])(?: (?:person|patient|child|woman|man|adult))?"
    r" (?:in|out of)(?: every| each)?\s+$"
)
_LOTS = (20, 100, 1000)  # up to the first, and in these, one in so many is told
_BEFORE = 40  # characters before a number in which a word that leads it stands
_DIGITS = 30
_AHEAD = 80  # characters behind a number in which they stand
_STOP = re.compile(r"[.;:!?(),](?:(?<!,)|\s\d)")
_WORD = re.compile(r"[^\W\d_][\w'-]*|\d+")
_BETWEEN = 4  # words that may stand between a number and the people it counts
_RUNS, _ANY_RUNS = re.compile(r"[0-9][0-9]*"), re.compile(r"\d\d*")  # sooner found than one or more
_PARTS = ",.\u00a0\u202f ' "  # what parts the thousands
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ' ]\d{3})+(?!\d)|\d+")
_FIGURE = re.compile(r"\d(?<!\w.)(?:\d{0,2}(?:[,.\u00a0\u202f ' ]\d{3})+(?!\d)|\d*)")  # the same, and no word before it
_N = re.compile(r"\bn\s*=\s*(\d{1,3}(?:,\d{3})+|\d+)\b", re.IGNORECASE)
_UNITS = (
    r"percent years? months? weeks? days? hours? minutes? mg ml kg g times points? eyes? sites? jahren? wochen monaten?"
    r" tagen? ans mois semaines jours años meses semanas días lines? centers? centres? trials? stud(?:y|ies) arms? groups?"
    r" cohorts? series reports? types?"
)
_LONG_UNITS = ("per cent",)
_LONG_BEGINS = frozenset(unit.split()[0] for unit in _LONG_UNITS)
_UNIT = rf"(?:%|(?:{by_first_letter([*_UNITS.split(), *_LONG_UNITS])})\b)"
_IS_UNIT = re.compile(_UNIT)
_MEASURES = re.compile(rf"[%‰°/]|[.,]\d|[ ‐‑\u00a0-]*{_UNIT}")  # what stands behind a number that counts nobody


# "By week 12 patients had ...": a number that names one of something counts nobody.
_COUNTED_UP = frozenset({"week", "day", "month", "year", "visit", "phase", "stage", "grade", "cycle", "part", "step"})
_NAMES_ONE = re.compile(
    rf"\b(?:at|by|on|in|until|till|to|after|from|before|through|since|of)\s+(?:{'|'.join(sorted(_COUNTED_UP))})\s+$",
    re.IGNORECASE,
)
# "In PMID 37822558, patients were ...", "No. 12 patients": the number is a label.
_LABELS = frozenset({"pmid", "pmids", "pmcid", "pmc", "nct", "isrctn", "eudract", "doi", "ref", "refs", "no.", "nr.", "nº", "n°"})  # fmt: skip
_LEADS_A_WHOLE = frozenset({"in", "of", "every", "each"})  # with which `_ONE_IN` ends


_YEAR, _YEAR_LONG, _CENTURIES = re.compile(r"(?:19|20)\d\d"), 4, ("19", "20")
_DAY_LONG = 2
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)\s+$"
)
_DATES = re.compile(r"\b(?:in|since|until|by|from|during|im|seit|bis|en|depuis|desde|hasta)\s+$", re.IGNORECASE)


class Count(msgspec.Struct, frozen=True, gc=False):
    """How many people, the words that say so, and where they stand."""

    value: int
    text: str
    start: int
    end: int


def people(text: str) -> tuple[Count, ...]:
    """Every count of people in a text, in its order.

    A number counts people when a word for people follows within a few words of the same clause and no unit comes
    between ("12 weeks", "30 %" and "58-year-old" count nobody), or when it is written "n = 17".
    """
    found = [Count(_value(m[1]), m[0], m.start(), m.end()) for m in _N.finditer(text)] if "=" in text else []
    for start, end in _spelled_numbers(text) if _spelled().search(text) else _figures(text):
        last = _counted(text, end)
        number = text[start:end]
        if last and not _part_of_something(text, start, number):
            value = _value(number)
            if (value <= _LOTS[0] or value in _LOTS) and _one_in(text, start):
                continue
            if number.lower() == "dozen" and _HALF.search(text, max(0, start - _BEFORE), start):
                value = 6
            found.append(Count(value, text[start:last], start, last))
    return tuple(sorted(found, key=lambda count: count.start) if len(found) > 1 else found)


@lru_cache(maxsize=512)  # a clause is asked about by several readers, each of all clauses of a window
def runs(text: str) -> tuple[tuple[int, int], ...]:
    """Where the runs of digits in a text begin and end, in order."""
    return tuple([run.span() for run in (_RUNS if text.isascii() else _ANY_RUNS).finditer(text)])


def _figures(text: str) -> Iterator[tuple[int, int]]:
    """The numbers in digits that begin with no word: as `_FIGURE` finds them, which is tried only where it reads on."""
    beyond = 0
    for start, end in runs(text):
        if start < beyond or (start and ((before := text[start - 1]).isalnum() or before == "_")):
            continue
        if text[end : end + 1] in _PARTS and text[end + 1 : end + 2].isdecimal():
            longer = _FIGURE.match(text, start)
            end = beyond = longer.end() if longer else end
        yield start, end


def _spelled_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The numbers in digits and in words."""
    read, beyond = _number().match, 0
    for at in _spelled_or_not().places(text):
        if at >= beyond and (match := read(text, at)):
            beyond = match.end()
            yield at, beyond


def names_one(text: str, at: int) -> bool:
    """Whether a number at a place of a text names one of something ("by week 4", "PMID 123") and counts nothing."""
    begin = at - _BEFORE if at > _BEFORE else 0
    word = text[begin:at].rsplit(None, 1)[-1:]
    if not word:
        return False
    label, counted_up = _leading()[word[0]]
    return label or (counted_up and _NAMES_ONE.search(text[begin:at]) is not None)


@cache
def _leading() -> Known[tuple[bool, bool]]:
    """Whether a word before a number says that it is a label, and whether it may be one that is counted up."""

    def read(word: str) -> tuple[bool, bool]:
        word = word.lower()
        return word in _LABELS or word.rstrip(":#.(") in _LABELS, word in _COUNTED_UP

    return Known(read)


def _one_in(text: str, at: int) -> bool:
    """Whether a number at a place of a text is the whole of a share: "one in six"."""
    before = text[max(0, at - _BEFORE) : at]
    return _last_word(before) in _LEADS_A_WHOLE and _ONE_IN.search(before) is not None


def _last_word(text: str) -> str:
    """What stands behind the last white space between words, in lower case."""
    pieces = text.rsplit(None, 1)
    return pieces[-1].lower() if pieces else ""


def measures(text: str, at: int) -> bool:
    """Whether a unit stands behind the number that ends at a place of a text: "12 weeks", "3 sites"."""
    return _MEASURES.match(text, at) is not None


def _part_of_something(text: str, start: int, number: str) -> bool:
    """Whether a number is the end of another ("1.2", "3-5", "p=4"), of a name ("by week 4") or a year ("in 2019")."""
    if start and (
        (before := text[start - 1]) in ".,/=-–" or (before == "[" and text.startswith("]", start + len(number)))
    ):
        return True
    if number.lower() in _SCALES and _VAGUE.search(text, max(0, start - _BEFORE), start):
        return True
    if names_one(text, start):
        return True
    if len(number) <= _DAY_LONG and text[start + len(number) : start + len(number) + 1] == ",":
        return _MONTH.search(text, max(0, start - _BEFORE), start) is not None  # "by March 14, patients"
    return (
        len(number) == _YEAR_LONG
        and number.startswith(_CENTURIES)
        and _YEAR.fullmatch(number) is not None
        and _DATES.search(text, max(0, start - _BEFORE), start) is not None
    )


def _counted(text: str, start: int) -> int:
    """Where the word for people ends that a number before `start` counts; 0 when it counts something else."""
    if text[start : start + 1] == "," and not text[start + 1 : start + 2].isdecimal():
        return 0  # "at 18, and not before, a person may join"
    sorts, at, last, first = _sorts(), start, start + _AHEAD, None
    for _ in range(_BETWEEN + 1):  # mostly the first or the second word tells
        word = _WORD.search(text, at, last)
        if word is None or (own := word[0])[0].isdecimal():
            return 0
        first, at = first or word, word.end()
        if sort := sorts[own]:
            # What stops the clause is looked for last: most numbers count no people.
            if sort != "person" or _STOP.search(text, start, at):
                return 0
            return 0 if not _no_unit(text, start, first) and _MEASURES.match(text, start, last) else at
    return 0


def _no_unit(text: str, start: int, first: re.Match[str]) -> bool:
    """Whether the first word behind a number, which by itself is none, surely begins no unit: "12 of them", not "12-h"."""
    word = first[0]
    return first.start() == start + 1 and text[start] == " " and word.isalpha() and word.lower() not in _LONG_BEGINS


@cache
def _sorts() -> Known[str]:
    """What a word behind a number makes of it: apart (it counts nobody here), person, or nothing yet."""

    def read(word: str) -> str:
        if _IS_UNIT.fullmatch(word) or pattern("counts", "apart").fullmatch(word):
            return "apart"
        return "person" if pattern("counts", "person").fullmatch(word.rpartition("-")[2]) else ""

    return Known(read)


def figure(text: str) -> int:
    """A whole number in digits, whatever separates them; more digits than anything is counted with are cut off."""
    digits = text if text.isdecimal() else re.sub(r"\D", "", text)
    return int(digits[:_DIGITS])


def _value(text: str) -> int:
    """A number in digits or words ("one hundred and forty")."""
    if text[0].isdecimal():
        return figure(text)
    known = _words()
    total = part = 0  # "two thousand three hundred and five": whole thousands, and what comes after
    for piece in re.split(r"[-\s]+", text.lower()):
        if piece in ("hundred", "dozen", "cent", "cents"):
            part = max(part, 1) * _SCALES[piece]
        elif piece in _SCALES:
            total, part = total + max(part, 1) * _SCALES[piece], 0
        else:
            part += known.get(piece, 0)
    return total + part


@cache
def _words() -> dict[str, int]:
    """Number words of all languages, the English scales among them."""
    table = load("counts")["numbers"]
    pairs = (entry.split() for language in LANGUAGES for entry in table.get(language, ()))
    return {**{word: int(value) for word, value in pairs}, **_SCALES}


@cache
def _spelled() -> Phrases:
    """The words without which a text has no number in words."""
    return Phrases(list(_words()))


@cache
def _spelled_or_not() -> Phrases:
    """Where digits stand, and words for numbers."""
    return Phrases([r"\d", *_words()])


@cache
def _number() -> re.Pattern[str]:
    """A number in digits or words ("1,961", "4 500", "twenty-five"); "and" joins only behind hundred and thousand."""
    words = by_first_letter(sorted(_words(), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"\b(?:{_THOUSANDS.pattern}|(?:{words})(?:(?:[-\s]|(?<=[dD])\sand\s|(?<=a)\sy\s)(?:{words})){{0,6}}(?!\w))"
    )
