"""Whether a paper gives shares in figures, and none of them is what a clause tells in words of more than half.

"Nearly everyone falls ill" is not borne out by a paper that gives 23%, 35% and 7%, whatever else its sentences share
with the clause. Small shares ("hardly anyone") are left out: records tell them in many words, and without figures.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._portions import Portion, portions, portions_of
from verifier.facets._quantities import Quantity
from verifier.model import Reading, Source

_HALF = 0.5  # from here on a share is of more than half
_ALL = 1.0  # "everyone had antibodies" is told of "the patients" without a share
_FIGURES = 2  # shares in figures from which a paper is one that counts
_EDGE = 0.02
_MOSTLY = re.compile(
    r"(?i)\b(?:most|mostly|majority|common\w*|usual\w*|typical\w*|predominan\w*|frequent\w*|often|widespread|mainly|largely|prevalent|general\w*|universal\w*|all|every|each|always|none|no)\b"
)
# What a clause tells of those whom something did not befall: the share that is told may be of the others.
_SPARED = re.compile(
    r"(?i)\b(?:not|no|never|none|without|free|un\w{4,}|surviv\w*|alive|lived|stay\w*|ke(?:ep|pt)|remain\w*|escap\w*|spared|avoid\w*|healthy|well|complet\w*|finish\w*|continu\w*|still|fail\w*"
    r"|only|good|safe\w*|toler\w*|negative|normal|recover\w*|heal\w*)\b|n['’]t\b"
)
_SURELY = 0.8  # from here on a share is told by "mostly" no more


def shares_lacking(reading: Reading, source: Source) -> bool:
    """Whether a clause tells in words a share of more than half that nothing in a paper bears out, though it gives shares."""
    told = [share for share in reading.facet(portions) if not share.some and _HALF <= share.low < _ALL]
    if not told or source.paper is None:
        return False
    given = [_share(q) for listed in source.facet(sentence_quantities) for q in listed if _is_share(q)]
    rests = [1 - share for share in given] if _SPARED.search(reading.text) else []
    return len(given) >= _FIGURES and any(not _borne_out(share, [*given, *rests], source) for share in told)


def _borne_out(told: Portion, given: list[float], source: Source) -> bool:
    """Whether any share of a paper is what the words say, or a word of it like them."""
    if any(told.borne_out(round(share, 4)) for share in given):
        return True
    texts = [sentence.text for sentence in source.sentences]
    if told.low < _SURELY and any(_MOSTLY.search(text) for text in texts):
        return True
    worded = (one for text in texts for one in portions_of(text) if not one.some)
    return any(told.low - _EDGE <= one.low and one.high <= told.high + _EDGE for one in worded)


def _is_share(quantity: Quantity) -> bool:
    """Whether a figure may be a share of a whole."""
    if quantity.kind == "fraction":
        return 0 < quantity.value <= quantity.total
    return quantity.unit == "%" and 0 <= quantity.value <= 100


def _share(quantity: Quantity) -> float:
    return quantity.value / quantity.total if quantity.kind == "fraction" else quantity.value / 100
