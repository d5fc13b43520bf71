"""Which way a sentence tells the figure that a clause gives: "fell by 1.8 mg/dL", "4.2 points higher".

Where a clause and a sentence give one and the same figure, the word of direction beside it there says which way it
went; another word of the same sentence ("and rose by 0.3 with placebo") tells of something else.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._effects import claimed, stated
from verifier.facets._quantities import Quantity
from verifier.facets._terms import numbers, terms, word_keys
from verifier.facets._words import sentence_words
from verifier.model import Reading, Source

_AHEAD, _BEHIND = 30, 16  # characters between a word of direction and the figure behind it, or before it
_LARGE = 20  # from which a whole number without a unit is hardly met by chance
_LISTED = 120  # the same, where the figure is one of a list
_BY = re.compile(r"\bby (?:about |around |some |a mean of )?$")
_ITEM = re.compile(r"\s+by (?:about |around |some |a mean of )?\d")  # behind the noun of an item of a list
_NEXT = re.compile(r"[,;:]|\b(?:and|or|but|while|whereas)\b")  # behind these something else is told
_WAYS = frozenset({"up", "down"})


def ways(reading: Reading, source: Source, sentence: int) -> frozenset[str]:
    """The directions beside the figures of a sentence that a clause gives beside its own word of direction."""
    text = source.sentences[sentence].text
    words = [(one.start, one.end, one.sense) for one in source.facet(stated)[sentence] if one.sense in _WAYS]
    own = [(one.start, one.end, one.sense) for one in reading.facet(claimed) if one.sense in _WAYS]
    told = [said for said in reading.facet(numbers) if said.kind == "amount" and _fine(said)]
    told = [said for said in told if _way(reading.text, said, own)]
    there = source.facet(sentence_quantities)[sentence]
    found = {_way(text, other, words) for said in told for other in there if same(said, other)}
    return frozenset(found - {""})


def _fine(figure: Quantity) -> bool:
    """Whether a figure is hardly met by chance: it has decimals or a unit, or is large."""
    return bool(figure.places or figure.unit) or figure.value >= _LARGE


def _way(text: str, figure: Quantity, words: list[tuple[int, int, str]]) -> str:
    """The direction of the word nearest to a figure, "" where none stands right before it, or behind it in its own part."""
    # In a list the word stands once: "pain fell by 2.1, stiffness by 3.4 and function rose by 1.2".
    ahead = _LISTED if _BY.search(text, max(0, figure.start - _AHEAD), figure.start) else _AHEAD
    near = [(figure.start - end, sense) for _, end, sense in words if 0 <= figure.start - end <= ahead]
    near += [
        (start - figure.end, sense)
        for start, _, sense in words
        if 0 <= start - figure.end <= _BEHIND and not _NEXT.search(text, figure.end, start)
    ]
    return min(near)[1] if near else ""


def listed_otherwise(reading: Reading, source: Source, sentence: int) -> bool:
    """Whether a list tells what a clause names the other way: "pain fell by 2.1, stiffness by 3.4 and function rose by 1.2".

    The word of direction stands once, before the first item; what an item is of stands right before its "by".
    """
    own = {one.sense for one in reading.facet(claimed) if one.sense in _WAYS}
    told = [one for one in source.facet(stated)[sentence] if one.sense in _WAYS]
    if len(own) != 1 or not told:
        return False
    text = source.sentences[sentence].text
    wanted = {key for term in reading.facet(terms) if term.kind not in ("intervention", "generic") for key in term.keys}
    for word in source.facet(sentence_words)[sentence]:
        if _ITEM.match(text, word.end) and not wanted.isdisjoint(word_keys(word)):
            before = [one for one in told if one.start <= word.start]
            if before and before[-1].end <= word.start and before[-1].sense not in own:
                return True
    return False
