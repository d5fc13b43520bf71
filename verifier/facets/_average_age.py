"""How old those who were studied were on average: "aged three on average" beside "their mean age was 11.25 years"."""

from __future__ import annotations

import re

from verifier.facets._words import language
from verifier.lexicon import Guarded
from verifier.lexicon._small import small
from verifier.model import Reading, Source

_TENS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBER = {word: number for number, word in enumerate(_WORDS.split(), 1)}
_FIGURE = rf"(\d{{1,2}}(?:\.\d+)?|{'|'.join(_NUMBER)})"
# An average age as a clause tells it: "aged three on average", "the average age was three", "typically in their forties".
_MEAN = Guarded(
    re.compile(r"(?i)\b(?:on average|average|averaged|mean|median|typical|typically|as a rule)\b"),
    "average|averaged|mean|median|typical|typically|rule",
)
_AGE = re.compile(
    rf"(?i)\b(?:aged?|ages?|ages? (?:was|were|is|of)|average age(?: (?:was|of|is))?|(?:was|were|are|is))(?: (?:about|around|some|roughly))? {_FIGURE}(?= on average|(?: years?)? old|\W*$| as a rule| years? on average)"
    rf"|\bin (?:his|her|their) (?:early |mid-|late )?({'|'.join(_TENS)})\b"
)
_SHOWN = Guarded(
    re.compile(
        r"(?i)\b(?:mean|median|average)\s+(?:patient |participant )?age(?:\s+(?:at \w+\s+)?(?:was|of|is)|,|:|\s*\()?\s*(?:of\s+)?(\d{1,2}(?:\.\d+)?)(?!\d|\s*(?:%|months?|weeks?|days?|mo\b))"
    ),
    "mean|median|average",
)
_OF_AGE = re.compile(r"(?i)\bage[ds]?\b|\bold\b")
_NOT = re.compile(r"(?i)\b(?:not|over|under|above|below|than|from|to|between)\b|n['’]t\b|\?|%")
_APART, _DECADE = 0.2, 3.0  # share, and years beyond a decade, by which an age is surely another one
_LEAST = 3.0


def average_age(reading: Reading, source: Source) -> tuple[int, int, int] | None:
    """The age of a clause, as start and end, and the sentence that gives another one; None where none surely does."""
    if (
        reading.facet(language) != "en"
        or source.paper is None
        or not _MEAN.search(reading.text)
        or _NOT.search(reading.text)
    ):
        return None
    told = _AGE.search(reading.text)
    if told is None or not (told[2] or _OF_AGE.search(reading.text)):
        return None
    low, high = _span(told)
    ages = [(number, float(m[1])) for number, s in enumerate(source.sentences) for m in _SHOWN.finditer(s.text)]
    if not ages or any(low <= age <= high for _, age in ages):
        return None
    return (*told.span(), ages[0][0])


def _span(told: re.Match[str]) -> tuple[float, float]:
    """The ages that are not surely others than the one told."""
    if told[2] is not None:
        return _TENS[small(told[2])] - _DECADE, _TENS[small(told[2])] + 10 + _DECADE
    age = _NUMBER.get(small(told[1])) or float(told[1])
    slack = max(_LEAST, _APART * age)
    return age - slack, age + slack
