"""Whether a sentence says of the figures in it that chance may have made their difference: "similar", "P = .13", "CI 0.9 to 1.8".

A clause that calls a difference clear is not borne out by figures of which the record says so. The word, the p-value and
the interval count for the figures of their own part of a sentence.
"""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._effects import bare, claimed
from verifier.facets._terms import numbers
from verifier.facets._ways import ways
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.model import Reading, Source

_PART = re.compile(r"(?i);\s*|\.\s|,\s(?:but|whereas|while|although|and)\s|\s(?:but|whereas|while|although)\s")
_P = re.compile(r"(?i)(?<![a-z])p(?:[ -]?values?)?\s*([=<>≤≥])\s*(0?[.,·]\d{1,6}|1\.0+)")
_INTERVAL = re.compile(
    r"(?i)(?:\bCI\b|\bCrI\b|interval)[^0-9\n−-]{0,12}([-−–]?\d+(?:[.·]\d+)?)\s*%?\s*(?:to|,|;|[-–—−])\s*([-−–]?\d+(?:[.·]\d+)?)"
)
_RATIO = re.compile(r"(?i)\b(?:ratios?|[AHOR]?[HOR]R|relative risk)\b")
_NS = re.compile(
    r"(?i)\bn\.?s\.?(?=[\s);,.])|\b(?:non-?significant|not (?:statistically |clinically )?significant\w*)\b"
)
_EDGE = 0.05
_AT_EDGE = re.compile(r"(?i)(?<![a-z])p(?:[ -]?values?)?\s*=\s*0?[.,·]050*(?!\d)")


def called_clear(reading: Reading, source: Source, place: Alignment) -> tuple[int, int, int] | None:
    """The word by which a clause calls the difference of two figures clear, and the sentence of a paper that says chance made it."""
    if source.paper is None:
        return None
    marked = ways(reading.facet(language)).significant.search(reading.text)
    if marked is None or any(effect.sense == "null" for effect in reading.facet(claimed)):
        return None
    told = [q for q in reading.facet(numbers) if q.unit == "%" or q.places or q.kind == "fraction"]
    for at in place.near if len(told) > 1 else ():
        there = source.facet(sentence_quantities)[at]
        ends = [q.end for said in told for q in there if same(said, q)]
        if len(set(ends)) > 1 and by_chance(source.sentences[at].text, max(ends)):
            return marked.start(), marked.end(), at
    return None


def by_chance(text: str, at: int) -> bool:
    """Whether the part of a text around a place says that there is no sure difference there."""
    plain = bare(text)  # "(31% v 24%; P = .13)" is one part
    left = max((match.end() for match in _PART.finditer(plain, 0, at)), default=0)
    stop = _PART.search(plain, at)
    if stop and _P.match(text, stop.end()):
        stop = _PART.search(plain, stop.end())
    part = text[left : stop.start() if stop else len(text)]
    if (value := _P.search(part, max(0, at - left))) is not None:
        return value[1] not in "<≤" and float(value[2].replace(",", ".").replace("·", ".")) > _EDGE
    if (span := _INTERVAL.search(part)) is not None:
        low, high = (_number(end) for end in span.groups())
        return low < 1 < high if _RATIO.search(part) and low > 0 else low < 0 < high
    return _NS.search(part) is not None or spoken("en", "direction", "null").search(part) is not None


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace("–", "-").replace("·", "."))


def at_the_edge(reading: Reading, source: Source, number: int) -> bool:
    """Whether a clause calls significant what the record only gives a P of exactly 0.05, without a word on it."""
    if number < 0 or not pattern("direction", "significant").search(reading.text):
        return False
    text = source.sentences[number].text
    return _AT_EDGE.search(text) is not None and not pattern("direction", "significant").search(text)
