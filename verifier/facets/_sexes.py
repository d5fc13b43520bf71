"""Of which sex those who were studied were, and whether the sexes differed at all.

"Most of them were women" stands beside "93% identified as male"; "women eat more of it than men" beside "sex was not
associated with its intake".
"""

from __future__ import annotations

import re

from verifier.facets._align import share
from verifier.facets._effects import asks, tells
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
# One sex set against the other: "women ate more of it than men", "men were hit harder than women".
_SET_APART = Guarded(
    re.compile(
        rf"(?i)\b(?:({_MALE})|({_FEMALE}))\b(?!['’])[^.;:]{{0,60}}?\b((?:more|less|fewer|better|worse|(?!(?:old|young|oth|rath|whe[nt]h)er\b)[a-z]{{2,}}er)\b)[^.;:]{{0,60}}?\bthan\s+(?:(?:the|do|did|are|were|in|among|for)\s+)?(?:({_MALE})|({_FEMALE}))\b"
    ),
    "than",
)
# What says that they did not differ: "gender was generally not associated with", "no sex differences were seen in".
_NOT_APART = re.compile(
    rf"(?i)\b(?:sex|gender)\b[^.;:]{{0,30}}?\b(?:was|were|is|are|did|had)\s+(?:\w+ly\s+)?(?:not\s+(?:\w+ly\s+)?(?:associated|related|linked|correlated|predict\w*|influence|affect)|no (?:significant )?(?:effect|influence|association))"
    rf"|\bno (?:\w+ly )?(?:\w+ )?(?:sex|gender)(?:[- ](?:related|specific|based))? differences?\b"
    rf"|\b(?:did not (?:\w+ )?differ|no (?:\w+ )?differences?|(?:was|were) (?:\w+ly )?similar)\b[^.;:]{{0,40}}\b(?:by sex|by gender|{_MALE} and {_FEMALE}|{_FEMALE} and {_MALE}|both sexes|the sexes)\b"
)
_BUT = re.compile(r"(?i)\b(?:except|but|although|however|whereas|while|only)\b")
_SPEAKS = 0.5  # share of the other words of a clause that the sentence and the title must have
_FIRM = 1.0
_TELLING = 0.5  # weight from which a word tells one thing from another
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


def not_apart(reading: Reading, source: Source) -> tuple[int, int, int] | None:
    """What a clause says that one sex is more than the other, where a paper says that they did not differ in it.

    As start and end of the words, and the number of the sentence.
    """
    said = _SET_APART.search(reading.text) if reading.facet(language) == "en" and source.paper is not None else None
    if said is None or bool(said[1]) == bool(said[4]):
        return None
    sexes = [said.span(1) if said[1] else said.span(2), said.span(4) if said[4] else said.span(5)]
    told = [t for t in reading.facet(terms) if t.weight >= _TELLING]
    told = [t for t in told if not any(start <= t.start < end for start, end in (*sexes, said.span(3)))]
    listed, count = source.facet(sentence_terms), len(source.sentences)
    for number, sentence in enumerate(source.sentences):
        if not tells(sentence, number, count) or _BUT.search(sentence.text) or not _NOT_APART.search(sentence.text):
            continue
        keys = listed[number] | listed[0]
        if told and share(tuple(told), keys) >= _SPEAKS and any(met(t, listed[number]) for t in told):
            return *said.span(3), number
    return None
