"""How much a clause says that something differs ("five times as much"), borne out by another sentence than one that tells of no difference."""

from __future__ import annotations

import re

from verifier.facets._changed import main_effect
from verifier.facets._direction import Stand
from verifier.facets._terms import numbers as numbers_of
from verifier.model import Comparison, Reading, Source

_BY = re.compile(r"(?i)\s+by\s+(?:about\s+|some\s+|around\s+|nearly\s+|almost\s+)?")


def told_elsewhere(reading: Reading, source: Source, numbers: tuple[Comparison, ...], way: Stand) -> bool:
    """Whether how much, right beside the effect ("five times as much"), is borne out elsewhere: no null denies it."""
    effect = reading.facet(main_effect)
    beside = {
        reading.text[q.start : q.end]
        for q in reading.facet(numbers_of)
        if effect is not None
        and (q.noun in ("times", "fold") or q.unit == "%" or q.places)
        and (reading.text[q.end : effect.start].isspace() or _BY.fullmatch(reading.text, effect.end, q.start))
    }
    denying = source.sentences[way.sentence].text
    return any(c.relation == "same" and c.said.text in beside and c.shown.text != denying for c in numbers)
