"""Of which sex those who were studied were: "most of them were women" beside "93% identified as male"."""

from __future__ import annotations

import re

from verifier.facets._effects import asks
from verifier.facets._shares import shares
from verifier.facets._terms import met, sentence_terms, terms
from verifier.facets._words import language
from verifier.lexicon import Guarded
from verifier.model import Quote, Reading, Source

_MALE, _FEMALE = r"(?:men|males?|boys)", r"(?:women|females?|girls)"
# What a clause says them to be, at its end: "were women", "identified as male".
_WERE = re.compile(rf"(?i)\b(?:were|are|was|is|being|identified as|identify as)\s+(?:({_MALE})|({_FEMALE}))\W*$")
_MOSTLY = Guarded(
    re.compile(
        rf"(?i)\b(?:predominantly|mostly|mainly|largely|primarily|majority)\s+(?:(?:were|was|of)\s+)?(?:({_MALE})|({_FEMALE}))\b"
    ),
    "predominantly|mostly|mainly|largely|primarily|majority",
)
_NAMED = re.compile(rf"(?i)(?<![\w-])(?:({_MALE})|({_FEMALE}))\b")
_PART = re.compile(
    r"(?i)%|\b(?:with|without|hospitali\w+|treated|given|died|dead|surviv\w+|aged|over|under|younger|older|admitted)\b"
)
_FIRM = 1.0
_MORE = 0.54  # share from which they are mostly of one sex


def of_sex(reading: Reading, source: Source) -> list[tuple[float, float, Quote]]:
    """The shares of the sex that a clause names among those who were studied, each between two values; none where it names others."""
    said = _WERE.search(reading.text) if reading.facet(language) == "en" and source.paper is not None else None
    if said is None:
        return []
    title = source.facet(sentence_terms)[0]
    if not all(met(t, title) for t in reading.facet(terms) if t.weight >= _FIRM and t.end <= said.start()):
        return []  # a part of them
    male = said[1] is not None
    found: list[tuple[float, float, Quote]] = []
    for told in source.facet(shares):
        sentence = source.sentences[told.sentence]
        named = list(_NAMED.finditer(sentence.text, told.left, told.right))
        if (
            _PART.search(sentence.text, 0, told.head)
            or len({match[1] is None for match in named}) != 1
            or not _only(sentence.text[told.end : named[-1].end()])
        ):
            continue
        same = (named[0][1] is not None) == male
        found.append((told.low, told.high, sentence.quote) if same else (1 - told.high, 1 - told.low, sentence.quote))
    for sentence in source.sentences:
        if (mostly := _MOSTLY.search(sentence.text)) is not None and not asks(sentence):
            same = (mostly[1] is not None) == male
            found.append((_MORE, 1.0, sentence.quote) if same else (0.0, 1 - _MORE, sentence.quote))
    return found


def _only(between: str) -> bool:
    """Whether nothing but a verb stands between a share and the sex that it is of: "(93%) identified as male"."""
    return re.fullmatch(r"(?i)\W*(?:\w+\W+){0,3}?(?:men|males?|boys|women|females?|girls)", between) is not None
