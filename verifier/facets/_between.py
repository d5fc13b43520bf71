"""A clause beside an outcome that a paper gives by two arms: whose figure was the larger, and whose the clause says."""

from __future__ import annotations

import re

import msgspec

from verifier.facets._arms import Arms, arms
from verifier.facets._terms import Term, keys_between, met, sentence_terms, terms
from verifier.model import Reading, Source

_THAN = re.compile(
    r"(?i)\b(?:than|compared (?:with|to)|versus|vs\.?|relative to|against|over|als|que|par rapport|frente a)\b"
)
_CONTROL = re.compile(r"(?i)\b(?:placebo|sham|saline|controls?|usual|standard|no treatment|untreated|vehicle|dummy)\b")
_HERE = 0.5  # share of the outcome's words that stand with what was measured
_TURN = {"up": "down", "down": "up", "better": "worse", "worse": "better", "null": "null"}


class Found(msgspec.Struct, frozen=True, gc=False):
    """An outcome by arm that speaks to a clause. sense, worth: of the arm that the clause is about; share: as in Stand."""

    sentence: int
    sense: str
    worth: int
    share: float


def between(reading: Reading, source: Source, wanted: tuple[Term, ...]) -> Found | None:
    """The outcome by arm closest to what a clause says to change; None where none speaks to it."""
    best: Found | None = None
    weight = sum(term.weight for term in wanted)
    for pair in source.facet(arms):
        keys = keys_between(source, pair.sentence, *pair.measure)
        share = sum(term.weight for term in wanted if met(term, keys)) / weight if weight else 0.0
        if share < _HERE or (best is not None and share <= best.share):
            continue
        first = _first(reading, source, pair, wanted)
        if first is None:
            continue
        sense = pair.sense if first else _TURN[pair.sense]
        best = Found(pair.sentence, sense, pair.worth if first else -pair.worth, share)
    return best


def _first(reading: Reading, source: Source, pair: Arms, wanted: tuple[Term, ...]) -> bool | None:
    """Whether a clause is about the first of two arms; None where it does not say."""
    one, other = (keys_between(source, pair.sentence, *span) for span in (pair.first, pair.second))
    than = _THAN.search(reading.text)
    told = [term for term in reading.facet(terms) if term not in wanted and term.weight >= _HERE]
    told += [term for term in reading.facet(terms) if term.kind == "generic" and term not in told]
    near = [term for term in told if than is None or term.start < than.start()]
    far = [term for term in told if than is not None and term.start > than.start()]
    votes = {True for term in near if met(term, one - other)} | {False for term in near if met(term, other - one)}
    votes |= {False for term in far if met(term, one - other)} | {True for term in far if met(term, other - one)}
    if len(votes) == 1:
        return votes.pop()
    text = source.sentences[pair.sentence].text
    controls = [_CONTROL.search(text[slice(*span)]) is not None for span in (pair.first, pair.second)]
    title = source.facet(sentence_terms)[0]
    if votes or controls[0] == controls[1] or not any(met(t, title) for t in near if t.kind == "intervention"):
        return None
    return controls[1]
