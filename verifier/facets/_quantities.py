"""Numbers in a text: what each is worth, its unit, and what it counts.

Digits with the thousands separators and decimal marks of English, German, French and Spanish, numbers in words,
"5 of 6", percentages, p-values, confidence intervals and estimates are told apart; labels ("phase 3", "exon 20"),
points in time ("week 6") and calendar years are marked as such and never taken for measurements.
"""

from __future__ import annotations

import re
from functools import cache
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from verifier import lexicon
from verifier.facets._numerals import Numeral, every_words, rank_words, ratio_words, spelled_value, worth, written
from verifier.facets._units import unit_behind, units
from verifier.lexicon._known import Known
from verifier.lexicon._small import small
from verifier.lexicon.tokens import fold
from verifier.wording.people import names_one

SPELLS = ("minute", "hour", "day", "week", "month", "year")  # units of time: they tell little of what a sentence is on


class Quantity(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A number in a text.

    kind: amount, fraction (value of total), p, level (of an interval), interval, estimate, label, moment, year,
    ratio ("doubled"). unit: canonical name or "". places: decimals as written. loose: about, over, under or "".
    noun: for an estimate its name (hr, or, rr, auc ...), else the word that follows, folded.
    """

    value: float
    unit: str
    kind: str
    start: int
    end: int
    total: float = 0.0
    places: int = 0
    loose: str = ""
    noun: str = ""


_NAMES = (
    ("hr", r"hazard ratios?|\bHR|rapport de risque|cociente de riesgo"),
    ("or", r"odds ratios?|\bA?OR"),
    ("rr", r"relative risks?|risk ratios?|rate ratios?|\b[RI]RR?"),
    ("auc", r"areas? under the (?:receiver operating characteristic )?(?:curve|ROC)|\bAUR?OC|\bAUC"),
    ("r", r"\b[rρ]²?|correlation coefficients?"),
    ("d", r"\bSMD|standardi[sz]ed mean difference|Cohen'?s d"),
)
_ESTIMATE = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in _NAMES)
    + r")\b[^0-9.;()\n]{0,40}(?:\([^()]{0,12}\))?[^0-9.;()\n]{0,8}[=:,(]?\s*[-−–]?$"
)
_P = re.compile(r"(?i)(?<![a-z])p(?:[ -]?values?|[ -]?trend|\s*for\s+\w+)?\s*(?:of|was|is)?\s*[=<>≤≥＜]\s*$")
_INTERVAL = re.compile(
    r"(?i)(?:\b(?:CI|CrI|IC|KI)\b|(?:confidence|credible) interval(?:\s*\[CI\])?)[^0-9\n]{0,12}(?:\d+(?:[.,]\d+)?\s*(?:%|to|-|–|−|;|,|and)[^0-9\n]{0,6})?$"
)
# "Assigned to one of two groups": which, and no share.
_SORTS = frozenset({"group", "groups", "arm", "arms", "regimens", "treatments", "conditions", "sequences", "cohorts", "kinds", "types", "ways", "versions", "schedules", "strategies", "interventions"})  # fmt: skip
_NOBODY = re.compile(r"(?i)\b(?:no|every|any|some)[ -]$")  # "no one"
_AGED = re.compile(r"(?i)\b(?:aged?|ages|alter von|âgé\w* de|edad\w* de)\s+(?:from |between |over |under )?$")
_AGED_ENDS = ("age", "aged", "ages", "von", "de", "from", "between", "over", "under")  # the words with which that ends
_WITH_INTERVAL = re.compile(r"CI|CrI|IC|KI|nterval")
_NAMED = re.compile(r"(?:atio|isk|urve|ROC|AUC|HR|OR|RR|SMD|ohen|coeff|difference|cociente|\br²?|ρ)\b|riesgo|rapport")
_LOCANTS = re.compile(r"\d{1,2}(?:,\d{1,2})+")
_COUNT = re.compile(r"\b[nN]\s*=\s*$")
_BEFORE_A_FIGURE = "=<>≤≥＜"  # signs before a p-value or a count
_RATE = re.compile(r"(?i)\b(?:an?|per|each|every|pro)\s+\w+\s*$")
_LEVEL = re.compile(
    r"(?i)\s*%?\s*-?(?:two-sided |one-sided )?(?:CI|CrI|IC|KI|confidence|credible|Konfidenz|intervalle?)\b"
)
_OF = re.compile(
    r"(?i)\s*(?:(?:[a-zà-ÿ-]+ ){0,2}(?:out )?of(?: the| these| its| all)?|von(?: den)?|sur(?: les)?|de (?:los|las|cada)|de|in|/)\s*$"
)
_JOIN = re.compile(
    r"(?i)\s*(?:to|and|or|instead of|rather than|statt|au lieu de|en lugar de|vs\.?|versus|against|compared (?:with|to)|from|bis|und|gegen|à|et|contre|a|y|frente a|[-–—−~∼～])\s*"
)
_YEAR, _YEAR_LONG = re.compile(r"(?:19|20)\d\d"), 4
_RANGE = re.compile(r"(?i)\s*(?:to|or|and|bis|à|a|[-–—~])\s*")
_RARE = 10  # second part from which "1:543" is a share, not an allocation
# "A ten-point scale", "a 100 mm visual scale": what was measured with, and nothing that was found.
_SCALES = "scales?|questionnaires?|inventory|VAS|NRS"
_SCALE = lexicon.Guarded(
    re.compile(
        rf"(?i)[- ]?(?:points?|cm|mm|items?|questions?)?[- ](?:(?:visual|analogu?e|numeric\w*|rating|pain|symptom|likert|self-report)[- ]){{0,4}}(?:{_SCALES})\b"
    ),
    _SCALES,
)
_NONE: frozenset[str] = frozenset()
_UNITLESS = frozenset({"p", "level", "label", "moment", "year"})  # kinds of numbers
_LEAD, _BETWEEN = 60, " \t\n.-"  # characters before a number that are looked at, and those between it and what leads it
_TELLS_NOTHING = False, False, False
_LOOSE = ("about", "over", "under")
# "One of the drugs could not be had" counts nothing; "one of the patients", "one of the two" do.
_ONE_OF_THEM = re.compile(
    r"(?i)\s+of\s+(?:the|its|their|these|those|our|many|several|few)\s+(?!\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen"
    r"|patients|participants|people|children|women|men|subjects|volunteers|adults|babies|infants|cases|eyes|boys|girls|mothers)\b)[^\W\d]"
)
_BARE_ONE = {"einer", "one", "un", "une", "uno", "una", "ein", "eine"}


@cache
def _leaders() -> dict[str, frozenset[str]]:
    """The words that stand before a number, in lower case -> the tables that have them."""
    found: dict[str, set[str]] = {}
    for table in ("label", "moment", *_LOOSE):
        for entry in lexicon.load("numbers")[table]["en"]:
            found.setdefault(entry.lower(), set()).add(table)
    return {word: frozenset(tables) for word, tables in found.items()}


def _led(tail: str) -> frozenset[str]:
    """The tables of which a sign, a word or two words end what precedes a number."""
    last = tail.rsplit(None, 2)[-2:]
    leaders = _leaders()
    named = leaders.get(tail[-1]), leaders.get(last[-1].lstrip("(")), leaders.get(" ".join(last))
    return _NONE.union(*(tables for tables in named if tables)) if any(named) else _NONE


@cache
def _last_words() -> Known[tuple[bool, bool, bool]]:
    """Whether the last word before a number may end one of the leaders, or words of age, or has a sign at its end."""
    leaders = _leaders()
    ends = {leader.split()[-1] for leader in leaders}

    def told(word: str) -> tuple[bool, bool, bool]:
        word = word.lower()
        leads = word[-1] in leaders or word.lstrip("(") in leaders or word in ends
        return leads, word.endswith(_AGED_ENDS), word[-1] in _BEFORE_A_FIGURE

    return Known(told)


@cache
def _in_words() -> lexicon.Gate:
    """The words without which a text has neither ratios nor statistics nor scales."""
    return lexicon.Gate(ratio_words(), every_words(), lexicon.pattern("numbers", "statistic"), _SCALE)


def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The numbers of a text, in order; bounded work for each."""
    language = language if language in lexicon.LANGUAGES else "en"
    found, taken, statistics, scales = list[Quantity](), set[int](), "OR" in text, False
    if _in_words().may_match(text):
        found = _ratios(text) + _shares(text)
        taken = {at for one in found for at in range(one.start, one.end)}
        statistics = statistics or lexicon.pattern("numbers", "statistic").search(text) is not None
        scales = _SCALE.may_match(text)
    for numeral in written(text, language):
        if taken and not taken.isdisjoint(range(*numeral[-2:])):
            continue
        quantity = _quantity(text, numeral, language, statistics=statistics, scales=scales)
        if quantity is not None:
            found.append(quantity)
    if taken:
        found.sort(key=attrgetter("start"))
    return _joined(text, found)


def _quantity(text: str, numeral: Numeral, language: str, *, statistics: bool, scales: bool) -> Quantity | None:
    sign, digits, glued, words, half, start, end = numeral
    if (glued and glued.lower() not in units()) or text[end : end + 1] == "+":
        return None  # 3D, 20-HETE, 5G: a name
    if digits and "," in digits and _LOCANTS.fullmatch(digits) and text.startswith("-", end):
        return None  # 2,3,7,8-TCDD: where the atoms stand
    if glued:
        end -= len(glued)
    if scales and _SCALE.match(text, end):
        return None
    if digits:
        value, places = worth(digits, language)
        if sign and sign != "+":
            value = -value
    else:
        value, places = spelled_value(words or "", language), 0
        if half:
            value, places = value + 0.5, 1
    before = text[start - _LEAD if start > _LEAD else 0 : start]
    unit, noun, unit_end = unit_behind(text, end)
    if unit == "people" and ((digits and _dated(digits, before, text, end)) or names_one(text, start)):
        unit, noun, unit_end = "", "", 0  # "in August 2024 after one patient", "by week 12 patients had ..."
    if (
        words
        and fold(words) in _BARE_ONE
        and unit != "people"
        and (
            not text[end : end + 8].strip().startswith(("of", "in ", "out", "sur ", "de cada", "von "))
            or _ONE_OF_THEM.match(text, end)
        )
    ):
        return None
    last = before.rsplit(None, 1)[-1:]
    if last and last[0][-1] in ".-":
        last = before.rstrip(_BETWEEN).rsplit(None, 1)[-1:]
    leads, aged, signed = _last_words()[last[0]] if last else _TELLS_NOTHING
    if aged and not unit and _AGED.search(before[-24:]):
        unit = "year"
    if words and value == 1 and _NOBODY.search(before):
        return None
    led = _led(before.rstrip(_BETWEEN).lower()) if leads else _NONE
    if leads or statistics or signed:
        kind, name = _kind(before, text[end : end + 24] if statistics else None, led, value, unit, digits or "")
    else:
        kind, name = _plain(unit, digits or ""), ""
    if name == "n":
        unit, name = unit or "people", "n"
    loose = next((word for word in _LOOSE if word in led), "") if led and kind == "amount" else ""
    if kind in _UNITLESS:
        unit = "" if kind != "moment" else before.split()[-1].lower() if before.split() else ""
    return Quantity(value, unit, kind, start, unit_end or end, 0.0, places, loose, name or noun)


def _dated(digits: str, before: str, text: str, end: int) -> bool:
    """Whether a number is the year of a date, or of a time after which something was so."""
    return bool(_is_year(digits) and (_MONTH.search(before) or _THEN.match(text, end)))


def _is_year(digits: str) -> bool:
    """Whether a number may be a calendar year."""
    return len(digits) == _YEAR_LONG and _YEAR.fullmatch(digits) is not None


_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ene|Abr|Ago|Dic|Mai|Okt|Dez|Mär|janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|ene|feb|mar|abr|may|jun|jul|ago|sep|dic)[a-zéäû]*\.?(?: de)?\s+$"
)
_THEN = re.compile(r"(?i)\s+(?:after|with|when|because|before|once|as|nach|mit|weil|après|avec|tras|con)\b")


def _kind(before: str, after: str | None, led: frozenset[str], value: float, unit: str, digits: str) -> tuple[str, str]:
    """What sort of number it is, from the words around it, and the name of an estimate.

    after: the words behind it, None in a text without a word of statistics. led: the tables of the words before it.
    Without these, and without a sign before it (`_BEFORE_A_FIGURE`), it is `_plain`.
    """
    sign = before.rstrip()[-1:]
    if sign in _BEFORE_A_FIGURE and before[-1:] in "=<>≤≥＜ " and _P.search(before[-30:]):
        return "p", ""
    if after is not None and (statistic := _statistic(before, after, value, unit)):
        return statistic
    if sign == "=" and _COUNT.search(before):
        return "amount", "n"
    if "moment" in led and not unit and not _RATE.search(before):
        return "moment", ""
    if "label" in led and digits.isdigit() and unit not in ("people", "%") and before[-1:] not in "([=":
        return "label", ""  # "arm 2", not "in the arm (67.2% v"
    return _plain(unit, digits), ""


def _plain(unit: str, digits: str) -> str:
    """What sort of number it is where no word and no sign tells."""
    return "year" if not unit and _is_year(digits) else "amount"


def _statistic(before: str, after: str, value: float, unit: str) -> tuple[str, str] | None:
    """The kind and the name of an estimate, an interval or its level; None for any other number."""
    if 50 <= value < 100 and _LEVEL.match(after):
        return "level", ""
    if _WITH_INTERVAL.search(before) and _INTERVAL.search(before):
        return ("level" if unit == "%" and value in (80, 90, 95, 99) else "interval"), ""
    if _NAMED.search(before) and (match := _ESTIMATE.search(before)):
        return "estimate", next(name for name, _ in _NAMES if match[name])
    return None


def _ratios(text: str) -> list[Quantity]:
    """Ratios in words: "halved", "two-thirds", "a quarter"."""
    return [
        Quantity(_ratio_table()[small(match[0])], "", "ratio", match.start(), match.end(), loose="about")
        for match in ratio_words().finditer(text)
        if not text.endswith((" and a ", " and "), 0, match.start())
    ]


@cache
def _ratio_table() -> dict[str, float]:
    """What a ratio in words is worth."""
    table: dict[str, float] = lexicon.load("numbers")["ratio"]["en"]
    return table


def _shares(text: str) -> list[Quantity]:
    """Shares by their rank: "every third patient", "jeder Zwanzigste"."""
    if every_words().search(text) is None:
        return []
    table = lexicon.load("numbers")["every"]
    return [
        Quantity(1.0, "", "fraction", match.start(), match.end(), float(table[small(match[1])]), loose="about")
        for match in rank_words().finditer(text)
    ]


def _joined(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Fractions put together ("5 of 6"), and units shared by the numbers of one range or comparison."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last is not None and last.kind == quantity.kind == "amount":
            between = text[last.end : quantity.start]
            if (
                len(between) < 40
                and last.unit in ("", quantity.unit, "people", "eye")
                and 0 <= last.value <= quantity.value
                and last.value == int(last.value)
                and not (last.value == 1 and quantity.noun in _SORTS)
                and _part_and_whole()[between]
            ):
                joined[-1] = _of_whole(last, quantity)
                continue
            if bool(last.unit) != bool(quantity.unit) and last.unit != "people" and _JOIN.fullmatch(between):
                if quantity.unit:
                    joined[-1] = replace(last, unit=quantity.unit)
                else:
                    quantity = replace(quantity, unit=last.unit)
        if last is not None and last.value == 1 and quantity.value >= _RARE and text[last.end : quantity.start] == ":":
            joined[-1] = _of_whole(last, quantity)
            continue
        joined.append(quantity)
    return tuple(_ranged(text, joined))


@cache
def _part_and_whole() -> Known[bool]:
    """Whether what stands between two numbers makes the first a part of the second."""
    return Known(lambda between: (of := _OF.match(between)) is not None and of.end() == len(between))


def _of_whole(part: Quantity, whole: Quantity) -> Quantity:
    """A number and the total behind it as one share."""
    return Quantity(
        part.value, whole.unit, "fraction", part.start, whole.end, whole.value, part.places, part.loose, part.noun
    )


def _ranged(text: str, found: list[Quantity]) -> list[Quantity]:
    """The same numbers, the first of "three to four in ten" a share as the second is."""
    if len(found) < 2 or "fraction" not in [one.kind for one in found[1:]]:
        return found
    return [
        replace(one, kind="fraction", total=after.total, unit=after.unit)
        if one.kind == "amount"
        and after.kind == "fraction"
        and one.value <= after.value
        and _RANGE.fullmatch(text[one.end : after.start])
        else one
        for one, after in zip(found, [*found[1:], found[-1]], strict=True)
    ]
