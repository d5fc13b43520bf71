"""What somebody recommends: a clause that tells advice is borne out by advice on the same matter alone.

Guidelines speak of recommendations in every second sentence ("recommendations were graded"), and say of some matters
that they could make none: neither tells that the thing is recommended.
"""

from __future__ import annotations

import re

from verifier.facets._align import Alignment, share
from verifier.facets._effects import unfound
from verifier.facets._terms import Term, keys_between, met, terms
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.model import Reading, Source

# A recommendation outright, and what takes it back.
_RECOMMENDS = re.compile(
    r"(?i)\b(?:(?:is|are|was|were|be) (?:\w+ly )?(?:the )?(?:recommended|advised|preferred|endorsed)|recommends?|we recommend|preferred (?:regimen|option|choice|medium|method|treatment)"
    r"|first[- ]line|treatment of choice|should be (?:\w+ly )?(?:used|offered|given|considered|performed|preferred|recommended))\b"
)
_AGAINST = re.compile(
    r"(?i)\b(?:not|no|never|against|avoid\w*|unless|instead|rather|without|contraindicat\w*|only if|except|but|however|although)\b|n['’]t\b"
)
_PASSIVE = re.compile(r"(?i)\b(?:is|are|was|were|be|being|been)\b")  # "X is not recommended for Y": X is the matter
_LEAD = 12  # characters before a warning in which that stands
_CONDITION = re.compile(
    r"(?i)\b(?:if|unless|when|in those|in patients|in people|in children|alone|as a (?:first|sole|single))\b|\?"
)
_TELLING = 1.0  # weight from which a word tells what is advised
_MOST = 0.6  # share of those words that the advice must name
_NEAR = 6  # sentences in which it may stand


def _advised(reading: Reading) -> tuple[Term, ...]:
    """The telling words of what a clause says to be recommended; none where it tells no advice, or advises against."""
    said = spoken(reading.facet(language), "advice", "said").search(reading.text)
    if said is None or pattern("guarded", "warning").search(reading.text):
        return ()
    by = said.start() if pattern("advice", "passive").search(said[0]) else 0
    told = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    behind = [term for term in told if term.start >= said.end()]
    return tuple(term for term in told if by and term.start < by) or tuple(behind)


def unadvised(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether a clause tells advice that its evidence does not give: it names the matter, and recommends nothing of it."""
    wanted = reading.facet(_advised)
    if not wanted:
        return False
    given = [number for number in place.near[:_NEAR] if _share(wanted, source, number) >= _MOST]
    return not given


def declined(reading: Reading, source: Source, place: Alignment) -> int | None:
    """The sentence that says that no recommendation could be made on what a clause says to be recommended."""
    wanted = reading.facet(_advised)
    for number in place.near[:_NEAR] if wanted else ():
        text = source.sentences[number].text
        for no in pattern("advice", "declined").finditer(text):
            keys = keys_between(source, number, no.end(), len(text))
            before = keys_between(source, number, 0, no.start())
            if all(met(term, before) for term in wanted):
                continue  # "recommendations were made for adults, but not for children"
            if sum(met(term, keys) for term in wanted) > len(wanted) / 2:
                return number
    return None


def urged(reading: Reading, source: Source, place: Alignment) -> int | None:
    """The sentence that recommends what a clause says to be advised against; None where none surely does."""
    speech = reading.facet(language)
    warned = spoken(speech, "guarded", "warning").search(reading.text)
    if warned is None or _CONDITION.search(reading.text):
        return None
    told = tuple(term for term in reading.facet(terms) if term.weight >= _TELLING and not _said(warned, term))
    passive = _PASSIVE.search(reading.text, max(0, warned.start() - _LEAD), warned.end()) is not None
    wanted = told if passive else tuple(term for term in told if term.start >= warned.end())
    least = 1.0 if speech == "en" else _MOST  # the words of other languages are less known
    for number in place.near[:_NEAR] if wanted else ():
        sentence = source.sentences[number]
        given = _RECOMMENDS.search(sentence.text)
        if given is None or unfound(sentence) or _AGAINST.search(sentence.text):
            continue
        keys = keys_between(source, number, 0, len(sentence.text))
        if any(met(term, keys) for term in wanted) and share(wanted if speech == "en" else told, keys) >= least:
            return number
    return None


def _said(words: re.Match[str], term: Term) -> bool:
    """Whether a term is one of the words of a match."""
    return words.start() <= term.start < words.end()


def _share(wanted: tuple[Term, ...], source: Source, number: int) -> float:
    """The share of the words of a matter that a sentence names where it gives advice; 0 where it gives none."""
    text = source.sentences[number].text
    if pattern("advice", "declined").search(text) or pattern("advice", "given").search(text) is None:
        return 0.0
    keys = keys_between(source, number, 0, len(text))
    return sum(met(term, keys) for term in wanted) / len(wanted)
