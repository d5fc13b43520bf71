"""Numbers as they are written: digits with separators, number words, and shares and ratios in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from verifier import lexicon
from verifier.lexicon.tokens import fold
from verifier.wording.people import runs

_MOST, _LONG = 1e30, 30  # nothing is counted beyond it, and an infinite number is no whole one
_DIGITS = r"\d+(?:[.,·'’\u00a0\u202f\u2009]\d+)*"
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?"  # 4 500, as French and Spanish pages write it
_SPACED_IN = ("fr", "es")
_SIGNS, _POINT = "-−–+", "."  # what may stand before the first digit
_LEADS = _SIGNS + _POINT
_BEFORE, _BEHIND = " (\n", " )%;:/\n"  # between these digits stand for a number as they are
# sign, digits, unit that is glued to them, words, "and a half", where it begins and ends
Numeral = tuple[str | None, str | None, str | None, str | None, str | None, int, int]


def written(text: str, language: str) -> Iterator[Numeral]:
    """The numbers of a text, in order."""
    if _spells(text, language):
        yield from _read(text, _beginnings(language).places(text), _either(language))
        return
    spaced = _reads_on(language)
    for at, (start, end) in enumerate(listed := runs(text)):
        if (start and text[start - 1] not in _BEFORE) or text[end : end + 1] not in spaced:
            yield from _read(text, [begin for begin, _ in listed[at:]], _digits(language))
            return  # a number that digits alone do not make: from there on the pattern reads
        yield None, text[start:end], "", None, None, start, end


def _read(text: str, places: list[int], pattern: re.Pattern[str]) -> Iterator[Numeral]:
    """The numbers that begin at some places of a text, or with a sign right before them: they are tried there alone."""
    end, read = 0, pattern.match
    for at in places:
        start = at
        if at > end and text[at - 1] in _LEADS:
            start = at - 2 if at - 1 > end and text[at - 1] == _POINT and text[at - 2] in _SIGNS else at - 1
        while start <= at:
            if start >= end and (match := read(text, start)):
                end = match.end()
                sign, digits, glued, words, half = match.groups()
                yield sign, digits, glued, words, half, match.start(), end
            start += 1


def _spells(text: str, language: str) -> bool:
    """Whether a text may hold a number in words; German joins them, so there it always may."""
    return language == "de" or _plain_words(language).search(text) is not None


@cache
def _plain_words(language: str) -> lexicon.Phrases:
    """The words for numbers of one language."""
    return lexicon.Phrases([re.escape(word) for word in lexicon.load("numbers")["value"].get(language, {})])


@cache
def _beginnings(language: str) -> lexicon.Phrases:
    """Where digits stand, and words that may begin with one for a number ("twentyfive")."""
    spelled = lexicon.load("numbers")["value"].get(language, {})
    return lexicon.Phrases([r"\d", *(rf"{re.escape(word)}\w*" for word in spelled)])


@cache
def _reads_on(language: str) -> str:
    """What ends digits in a language; in some a space need not."""
    return _BEHIND.lstrip() if language in _SPACED_IN else _BEHIND


@cache
def _values(language: str) -> dict[str, float]:
    """The words for numbers of one language, folded, with their values; the longest first."""
    values = {fold(word): float(value) for word, value in lexicon.load("numbers")["value"].get(language, {}).items()}
    return {word: values[word] for word in sorted(values, key=len, reverse=True)}


@cache
def _either(language: str) -> re.Pattern[str]:
    """The pattern that finds numbers in digits and in words."""
    spelled = sorted(lexicon.load("numbers")["value"].get(language, {}), key=len, reverse=True)
    word = "|".join(map(re.escape, spelled)) or "(?!)"
    joint = "(?:[ -]|[ -]?(?:and|und|et|y)[ -]?)"
    return re.compile(
        rf"{_in_digits(language)}|(?<!\w)(?P<words>(?:{word})(?:{joint}?(?:{word}))*(?P<half> and a half)?)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _digits(language: str) -> re.Pattern[str]:
    """The pattern that finds numbers in digits alone; the same groups as that for words."""
    return re.compile(rf"{_in_digits(language)}(?P<words>)(?P<half>)")


def _in_digits(language: str) -> str:
    spaced = f"{_SPACED}|" if language in _SPACED_IN else ""
    return rf"(?<![\w.,])(?<![^\W\d_]-)(?P<sign>[-−–+])?(?P<digits>{spaced}{_DIGITS}|\.\d+)(?P<glued>[A-Za-zµμ]*)"


def worth(digits: str, language: str) -> tuple[float, int]:
    """The value of digits with separators, and how many decimals they have."""
    if digits.isascii() and digits.isdigit():
        return (float(digits) if len(digits) < _LONG else min(float(digits), _MOST)), 0
    plain = re.sub(r"[ \u00a0\u202f\u2009'’]", "", digits).replace("·", ".")
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:  # the last mark is the decimal one
        thousands, decimal = (",", ".") if point > comma else (".", ",")
    elif comma >= 0:
        grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain) is not None
        thousands, decimal = (",", ".") if grouped and language in ("", "en") else (".", ",")
    else:
        grouped = re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", plain) is not None
        thousands, decimal = (".", ",") if grouped and language in ("de", "es") else (",", ".")
    whole, _, fraction = plain.replace(thousands, "").partition(decimal)
    fraction = re.sub(r"\D", "", fraction)
    value = float(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{fraction or '0'}")
    return min(value, _MOST), len(fraction)


def spelled_value(words: str, language: str) -> float:
    """The value of a number in words: "one hundred and twenty", "vierundachtzig", "quatre-vingt"."""
    values = _values(language)
    text, total, current = fold(words.replace(" and a half", "")), 0.0, 0.0
    at = 0
    while at < len(text):
        word = next((w for w in values if text.startswith(w, at)), None)
        if word is None:
            at += 1
            continue
        value, at = values[word], at + len(word)
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0.0
        elif value == 100 or word == "dozen" or (value == 20 and current == 4 and "vingt" in word):
            current = max(current, 1) * value
        else:
            current += value
    return min(total + current, _MOST)


@cache
def every_words() -> lexicon.Phrases:
    """What finds the words that may lead a share by its rank."""
    return lexicon.Phrases(list(lexicon.load("numbers")["every"]["words"]))


@cache
def rank_words() -> re.Pattern[str]:
    """What finds a share by its rank ("every third"), the rank in its first group; no rhythm like "every third day"."""
    table = lexicon.load("numbers")["every"]
    ranks = "|".join(rank for rank in table if rank != "words")
    unit = "day|week|month|year|hour|night|morning|Tag|Woche|Monat|Jahr|Nacht|Stunde"
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(table['words'])})\s+({ranks})[nrms]?(?!\w)(?!\s+(?:{unit}))")


@cache
def ratio_words() -> lexicon.Phrases:
    """What finds a ratio in words: "halved", "two-thirds"."""
    entries = sorted(lexicon.load("numbers")["ratio"]["en"], key=len, reverse=True)
    return lexicon.Phrases([re.escape(entry) for entry in entries])
