"""Whether the conditions and treatments that a claim names are in a source, under any name the vocabulary knows."""

from __future__ import annotations

import datetime as dt

from verifier.facets import topic
from verifier.model import Citation, Place, Source
from verifier.model.case import Reading

_LONGEST = 2000  # letters of a claim
_ANY_DAY = dt.date(2000, 1, 1)  # a topic does not age


def lacking(claim: str, source: Source) -> float:
    """The share of the claim's conditions and treatments that the source does not name; 0 where it names none."""
    text, here = claim[:_LONGEST], Place(1)
    asked = Citation("", "", here, source.record.identifier, "", text, (text,), here, "", language="en")
    seen = [comparison.relation for comparison in topic.compare(Reading(text, 0, asked), source, _ANY_DAY)]
    return sum(relation in ("different", "absent") for relation in seen) / (len(seen) or 1)
