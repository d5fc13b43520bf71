"""Which way a sentence tells the figure that a clause gives: "fell by 1.8 mg/dL", "4.2 points higher".

Where a clause and a sentence give one and the same figure, the word of direction beside it there says which way it
went; another word of the same sentence ("and rose by 0.3 with placebo") tells of something else.
"""

from __future__ import annotations

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._effects import claimed, stated
from verifier.facets._quantities import Quantity
from verifier.facets._terms import numbers
from verifier.model import Reading, Source

_AHEAD, _BEHIND = 30, 16  # characters between a word of direction and the figure behind it, or before it
_LARGE = 20  # from which a whole number without a unit is hardly met by chance
_WAYS = frozenset({"up", "down"})


def ways(reading: Reading, source: Source, sentence: int) -> frozenset[str]:
    """The directions beside the figures of a sentence that a clause gives beside its own word of direction."""
    words = [(one.start, one.end, one.sense) for one in source.facet(stated)[sentence] if one.sense in _WAYS]
    own = [(one.start, one.end, one.sense) for one in reading.facet(claimed) if one.sense in _WAYS]
    told = [said for said in reading.facet(numbers) if said.kind == "amount" and _fine(said) and _way(said, own)]
    there = source.facet(sentence_quantities)[sentence]
    found = {_way(other, words) for said in told for other in there if same(said, other)}
    return frozenset(found - {""})


def _fine(figure: Quantity) -> bool:
    """Whether a figure is hardly met by chance: it has decimals or a unit, or is large."""
    return bool(figure.places or figure.unit) or figure.value >= _LARGE


def _way(figure: Quantity, words: list[tuple[int, int, str]]) -> str:
    """The direction of the word nearest to a figure, "" where none stands right before or behind it."""
    near = [(figure.start - end, sense) for _, end, sense in words if 0 <= figure.start - end <= _AHEAD]
    near += [(start - figure.end, sense) for start, _, sense in words if 0 <= start - figure.end <= _BEHIND]
    return min(near)[1] if near else ""
