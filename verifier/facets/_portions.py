"""How much of a group a clause speaks of, in words: "nobody", "one patient in five", "nearly two thirds", "most of them".

Each portion has the shares that bear it out and, wider, those that it does not gainsay: between the two nothing is
said against a clause, and nothing for it. Figures ("12 of 33", "45 %") are read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from verifier.facets._numerals import every_words, rank_words, ratio_words
from verifier.facets._words import language, start_of
from verifier.lexicon import LANGUAGES, Gate, Phrases, by_first_letter, load, marks, spoken
from verifier.lexicon._small import small
from verifier.model import Reading
from verifier.wording.people import runs


class Portion(msgspec.Struct, frozen=True, gc=False):
    """A share of a group in words. low, high: shares that bear it out; least, most: shares that it does not gainsay.

    some: whether only more than one is told ("several"), and no share.
    """

    start: int
    end: int
    low: float
    high: float
    least: float
    most: float
    some: bool = False

    def borne_out(self, share: float) -> bool:
        """Whether a share is what the words say."""
        return self.low <= share <= self.high

    def gainsaid(self, share: float) -> bool:
        """Whether a share is surely not what the words say."""
        return not self.least <= share <= self.most


# Shares that bear out a word, and those that do not gainsay it.
_SHARES = {
    "none": (0.0, 0.0, 0.0, 0.0),
    "hardly": (0.0, 0.1, 0.0, 0.25),
    "few": (0.0, 0.25, 0.0, 0.4),
    "minority": (0.0, 0.499, 0.0, 0.52),
    "most": (0.501, 1.0, 0.47, 1.0),
    "nearly-all": (0.85, 1.0, 0.75, 1.0),
    "all": (1.0, 1.0, 0.995, 1.0),
}
_ORDER = ("hardly", "nearly-all", "minority", "few", "most", "none", "all")
_SOME = (1e-9, 1.0, 1e-9, 1.0)
_CLOSE, _ROUGH = (
    0.15,
    0.4,
)  # how far a share may be off one that is told roughly, in parts of it: for it, not against it
_LEAST_CLOSE, _LEAST_ROUGH = 0.03, 0.08  # the same for small shares
_LEAD = 22  # characters before a share in which "more than" stands
# "Half of the patients", "a third had": a share of people, and no "half as many", "cut by a third", "half an hour".
_TURNED = re.compile(r"(?i)(?:\b(?:by|in|to|and|um|auf|de|d['’]|por|en|a|first|second|other|last|one[- ]and[- ]a)\s+)$")
_OF_PEOPLE = re.compile(
    r"(?i)\s*(?:(?:of|der|des|von|du|de|d['’])\b|(?:the\s+|all\s+)?(?:[\w-]+\s+)?(?:patients?|participants?|people|children|women|men|users|teenagers|adults|volunteers)\b"
    r"|(?:had|have|were|was|did|got|felt|still|needed|suffered|said|could|died|reported|took|kept|stayed|complied|responded|improved|hatten?|waren|ont|étaient|tuv\w+)\b)"
)
_TIMED = re.compile(
    r"(?i)\s+(?:of )?(?:an?|the|each|every|their|its)?\s*(?:hour|day|year|month|week|time|dose|price|way|century|decade)\b"
)
_FIRST = {
    "en": r"one|two|three|four|five|six|seven|eight|nine|\d\d?",
    "de": r"eine?r?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|\d\d?",
    "fr": r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf|\d\d?",
    "es": r"un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|\d\d?",
}
_FIGURES = 2  # of such a number, at most
_WHOLE = {"en": r"three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|a hundred|\d{1,3}", "de": r"drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwanzig|hundert|\d{1,3}", "fr": r"trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|cent|\d{1,3}", "es": r"tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|cien|\d{1,3}"}  # fmt: skip
_IN = {"en": r"in(?: every)?|out of(?: every)?|of every", "de": r"von|unter", "fr": r"sur", "es": r"de cada|entre"}
_ROUND = (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100)
_OF_ALL = re.compile(r"(?i)\s+(?:the|those|these|all|\w+ (?:who|that|given|treated))\b")


def portions(reading: Reading) -> tuple[Portion, ...]:
    """The shares that a clause tells in words, in order; the longest reading of a place."""
    return portions_of(reading.text, reading.facet(language))


def portions_of(text: str, speech: str = "en") -> tuple[Portion, ...]:
    """The shares that a text of one language tells in words."""
    speech = speech if speech in LANGUAGES else "en"
    found = _named(text, speech) if _names(speech).may_match(text) else _in_so_many(text, speech)
    kept: list[Portion] = []
    for one in found:  # what was read first holds its place
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=start_of) if len(kept) > 1 else kept)


def _named(text: str, speech: str) -> list[Portion]:
    """All shares of a text, those that hold their place first."""
    found: list[Portion] = []
    listed = _kinds(speech)
    known = marks(text)  # of lists that are made by now
    for kind, words in listed:
        if known & words.bits:
            found += [Portion(*match.span(), *_SHARES[kind]) for match in words.finditer(text)]
    found += _ratios(text, speech) + _in_so_many(text, speech) + _ranked(text, speech)
    some = spoken(speech, "portions", "some").finditer(text)
    return [*found, *(Portion(*match.span(), *_SOME, some=True) for match in some)]


@cache
def _kinds(speech: str) -> tuple[tuple[str, Phrases], ...]:
    """The words for each kind of portion, in the order in which they hold their place."""
    return tuple((kind, spoken(speech, "portions", kind)) for kind in _ORDER)


@cache
def _names(speech: str) -> Gate:
    """The words without which a text of one language names no portion, but for so many in so many."""
    named = (words for _, words in _kinds(speech))
    return Gate(ratio_words(), every_words(), *named, spoken(speech, "portions", "some"))


def _ratios(text: str, speech: str) -> list[Portion]:
    """Shares like "a third of the patients", "nearly half had"."""
    table: dict[str, float] = load("numbers")["ratio"]["en"]
    found = []
    for match in ratio_words().finditer(text):
        share = table[small(match[0])]
        if share >= 1 or _TURNED.search(text, max(0, match.start() - _LEAD), match.start()):
            continue
        if _OF_PEOPLE.match(text, match.end()) and not _TIMED.match(text, match.end()):
            found.append(_about(text, match.start(), match.end(), share, speech))
    return found


def _in_so_many(text: str, speech: str) -> list[Portion]:
    """Shares like "one patient in five", "nine out of ten"."""
    found = []
    for match in _so_many(text, speech):
        one, whole = _number(match[1], speech), _number(match[2], speech)
        if 0 < one < whole and (whole in _ROUND or not match[2].isdecimal()) and not _OF_ALL.match(text, match.end()):
            found.append(_about(text, match.start(), match.end(), one / whole, speech))
    return found


def _so_many(text: str, speech: str) -> Iterator[re.Match[str]]:
    """The shares of a text that begin with a number of one or two figures, or with a word."""
    share, words = _in(speech)
    places = [start for start, end in runs(text) if end - start <= _FIGURES]
    if spelled := words.places(text):
        places = sorted({*places, *spelled})
    end = 0
    for at in places:
        if at >= end and (match := share.match(text, at)):
            end = match.end()
            yield match


def _ranked(text: str, speech: str) -> list[Portion]:
    """Shares like "every third patient"."""
    if every_words().search(text) is None:
        return []
    ranks: dict[str, int] = load("numbers")["every"]
    return [
        _about(text, match.start(), match.end(), 1 / ranks[small(match[1])], speech)
        for match in rank_words().finditer(text)
    ]


@cache
def _in(speech: str) -> tuple[re.Pattern[str], Phrases]:
    """What finds a share where the number of those who are told of stands, and the words for such numbers."""
    noun = r"(?:\s+(?!of\b|in\b|to\b)[^\W\d_]+){0,2}?"
    share = re.compile(rf"(?i)(?<![\w.,])({_FIRST[speech]}){noun}\s*{_into(speech)}")
    return share, Phrases(_FIRST[speech].split("|")[:-1])


def _into(speech: str) -> str:
    """The whole with what leads it."""
    joint, whole = (by_first_letter(table[speech].split("|")) for table in (_IN, _WHOLE))
    no_measure = r"(?![\w%.,-]*\d|\s*%|\s+(?i:years?|months?|weeks?|days?|jahre?n?|ans|años)\b)"
    return rf"\s(?:{joint})\s+({whole}){no_measure}"


def _number(text: str, speech: str) -> float:
    """A small number in figures or words."""
    plain = text.lower()
    if plain.isdecimal():
        return float(plain)
    extra = {"a hundred": 100.0, "one": 1.0, "ein": 1.0, "eine": 1.0, "einer": 1.0, "un": 1.0, "une": 1.0, "una": 1.0}
    value: dict[str, int] = load("numbers")["value"].get(speech, {})
    return extra.get(plain) or float(value.get(plain, 0))


def _about(text: str, start: int, end: int, share: float, speech: str) -> Portion:
    """A share with what bounds it: "more than half", "nearly a third", "fewer than one in ten"."""
    lead = max(0, start - _LEAD)
    for bound in ("over", "under", "nearly"):
        for match in spoken(speech, "portions", bound).finditer(text, lead, start):
            if text[match.end() : start].strip():
                continue
            close, rough = max(_LEAST_CLOSE, _CLOSE * share), max(_LEAST_ROUGH, _ROUGH * share)
            limits = {
                "over": (share, 1.0, share - 0.02, 1.0),
                "under": (0.0, share, 0.0, share + 0.02),
                "nearly": (share - 1.5 * close, share + 0.02, share - rough, share + close),
            }[bound]
            return Portion(match.start(), end, *limits)
    close, rough = max(_LEAST_CLOSE, _CLOSE * share), max(_LEAST_ROUGH, _ROUGH * share)
    if share > 0.5:  # "nine in ten" is as exact as the one that is missing
        close = max(_LEAST_CLOSE, min(_CLOSE * share, 0.4 * (1 - share)))
        rough = max(_LEAST_ROUGH, min(0.2, 1.2 * (1 - share)))
    return Portion(start, end, share - close, share + close, share - rough, share + rough)
