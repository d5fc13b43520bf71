"""Clauses that hold one date or one number of a trial and only words that say what it is: "In May 2016 work on the trial was begun".

Forms of words cannot hold every way to say when a trial began or how many joined it. Here the order of the words is left aside: every word
besides the value must be one that dates a beginning or an end, counts people, or says nothing by itself (lexicon/framed.toml). A denial, a
bound, another event or anything else is no such word, and leaves the clause to other readers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec

from verifier.lexicon import LANGUAGES, load, words
from verifier.lexicon._known import Known
from verifier.lexicon._small import small
from verifier.model import Reading
from verifier.wording.people import measures, runs

_LONGEST = 200  # characters of a clause that may say so little
_ENOUGH = 2  # numbers of a clause with which it says more than one
_MOST, _STRANGE = 26, 7  # words of such a clause, and those of them that may name the trial or carry a hyphen
_EDGES = ".,;:!?()[]\"'“”„«»’"
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")  # without which there is no date
_NUMBER = re.compile(  # begins with its digit: such places are found at once
    r"(\d(?<![\w.,-]\d)(?:\d{0,2}(?:[,.\u00a0\u202f ' ]\d{3})+|\d{0,5}))(?![\w%]|[.,]\d|-\w)"
)
_ONE_OF = frozenset({"phase", "stage", "grade", "type", "typ", "stufe", "fase", "grado", "tipo", "stade", "part", "step", "week", "day", "version", "covid", "cov"})  # fmt: skip
CITED = re.compile(r"\(?\bNCT\d{8}\b\)?|\[\d{1,3}\]")


class Framed(msgspec.Struct, frozen=True, gc=False):
    """What a clause says: `event` began, ended, will-begin, will-end, people or will-people; a date as "2016-05" or a number.

    rough: whether the number is told as about so many, and the date as that of the joining. others: the words that are of no frame; the trial must be called
    so ("the asthma trial").
    """

    event: str
    date: str = ""
    number: int = 0
    rough: bool = False
    others: frozenset[str] = frozenset()


def framed(reading: Reading) -> Framed | None:
    """What a clause says of one date or one number, None where it says more or something else."""
    text = reading.text
    if len(text) > _LONGEST or not runs(text):
        return None
    bare = CITED.sub(" ", text) if "NCT" in text or "[" in text else text
    dated = ("19" in bare or "20" in bare) and _YEAR.search(bare) is not None
    if dated and _mostly_known(text) and (dates := list(_date().finditer(bare))):
        return _dated(bare, dates[0]) if len(dates) == 1 else None
    numbers = _numbers(bare)
    return _counted(bare, numbers[0]) if len(numbers) == 1 and _mostly_known(text) else None


def _numbers(text: str) -> list[re.Match[str]]:
    """The first two numbers of a text that may be of people."""
    found: list[re.Match[str]] = []
    for start, _ in runs(text):
        if (not found or start >= found[-1].end()) and (number := _NUMBER.match(text, start)):
            found.append(number)
            if len(found) == _ENOUGH:
                break
    return found


def _mostly_known(text: str) -> bool:
    """Whether a clause may be one of these: most clauses have too many words of their own, and are left at once."""
    listed = text.split()
    if len(listed) > _MOST:
        return False
    return sum(map(_strange().__getitem__, listed)) <= _STRANGE


@cache
def _strange() -> Known[int]:
    """1 for a word, as it stands between two spaces, that is none of the tables and no number, 0 for others."""
    known = _all()

    def strange(word: str) -> int:
        return int(not word[0].isdigit() and word not in known and plain(word.strip(_EDGES)) not in known)

    return Known(strange)


def plain(text: str) -> str:
    """A text in small letters without accents, letter for letter."""
    if text.isascii():
        return text.lower()
    return small("".join(unicodedata.normalize("NFKD", letter)[0] for letter in text))


def _dated(text: str, date: re.Match[str]) -> Framed | None:
    """A beginning or an end with its date."""
    rest = set(_WORD.findall(plain(f"{text[: date.start()]} {text[date.end() :]}")))
    begins, ends = rest & _listed("begins"), rest & _listed("ends")
    if _DIGIT.search(text[: date.start()] + text[date.end() :]) or bool(begins) is bool(ends):
        return None
    if ends:
        others = rest - _listed("ends")
        if rest & _listed("intake"):
            return None  # when people stopped being taken in is no end of the trial
    else:
        others = rest - _listed("begins") - _listed("intake")
    planned = "will-" if rest & _listed("planned") else ""
    event = f"{planned}{'begin' if begins else 'end'}" if planned else "began" if begins else "ended"
    others = others - _listed("planned") - _listed("frame") - _listed("dating")
    return Framed(event, date=_iso(date), rough=bool(rest & _listed("intake")), others=frozenset(others))


def _counted(text: str, number: re.Match[str]) -> Framed | None:
    """A number of people."""
    rest = set(_WORD.findall(plain(f"{text[: number.start()]} {text[number.end() :]}")))
    if not rest & _listed("people") or _names_or_measures(text, number):
        return None
    planned = "will-" if rest & _listed("planned") else ""
    others = rest - _listed("people") - _listed("planned") - _listed("frame") - _listed("counting") - _listed("roughly")
    value, rough = int(re.sub(r"\D", "", number[1])), bool(rest & _listed("roughly"))
    return Framed(f"{planned}people", number=value, rough=rough, others=frozenset(others))


def _names_or_measures(text: str, number: re.Match[str]) -> bool:
    """Whether a number is that of one thing ("a phase 2 study in patients") or of no people ("patients for 12 weeks")."""
    before = _WORD.findall(plain(text[: number.start()]))[-1:]
    return bool(before and before[0] in _ONE_OF) or measures(text, number.end())


def _iso(date: re.Match[str]) -> str:
    """A date as the registry writes it, to the month or the year."""
    name = date["month"] or date["after"] or ""
    return date["year"] + (f"-{_months()[plain(name).rstrip('.')]:02d}" if name else "")


@cache
def _date() -> re.Pattern[str]:
    """A year, and the month before it: "May 2016", "3 May 2016", "May 3, 2016", "mayo de 2016", "im Mai des Jahres 2016"."""
    names = "|".join(sorted(map(re.escape, _months()), key=lambda name: -len(name)))
    of = r"(?:\s+(?:of|de|del año|des Jahres|de l['’]année))?"
    return re.compile(
        rf"(?i)\b(?:(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?)?(?P<month>{names})\.?{of}\s+|(?P<after>{names})\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+)?"
        r"(?P<year>(?:19|20)\d\d)\b(?![-/.]\d)"
    )


@cache
def _months() -> dict[str, int]:
    """The number of a month by its names, in all languages, with and without accents."""
    table = {}
    for speech in LANGUAGES:
        for entry in load("framed")["months"].get(speech, ()):
            name, number = entry.split()
            table[name] = table[plain(name)] = int(number)
    return table


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table, in all languages."""
    return frozenset(plain(word) for word in words("framed", table))


@cache
def _all() -> frozenset[str]:
    """Every word of the tables."""
    tables = ("begins", "ends", "planned", "people", "counting", "roughly", "intake", "dating", "frame")
    return frozenset(_months()).union(*(_listed(table) for table in tables))
