"""How far a claim reaches: to be the first, the largest or the only one, beside what a single record can show.

Facet `scope`. Detail: rank (a claim of rank or priority, of which one record cannot speak unless it says so) or
sole (the only treatment, which any alternative in the record gainsays).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._words import concepts, language, sentence_concepts
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("scope",)

_ALTERNATIVE = re.compile(r"(?i)\band/or\b|\bor (?:with )?\w+|\balternativ\w*|\bas well as\b|\boptions\b|\beither\b")


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("certainty", "sole", "rank"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Claims of rank and of being the only way, beside the record's own words."""
    del today  # a rank is not dated here
    speech = reading.facet(language)
    if match := spoken(speech, "certainty", "sole").search(reading.text):
        other = _alternative(reading, source)
        if other is not None:
            yield Comparison("scope", "different", Quote(match[0], "claim"), other, reading.part, "sole")
    elif match := spoken(speech, "certainty", "rank").search(reading.text):
        own = next((s for s in source.sentences if spoken("en", "certainty", "rank").search(s.text)), None)
        relation = "same" if own else "absent"
        shown = own.quote if own else source.sentences[0].quote if source.sentences else Quote("", "")
        yield Comparison("scope", relation, Quote(match[0], "claim"), shown, reading.part, "rank")


def _alternative(reading: Reading, source: Source) -> Quote | None:
    """A sentence that names the claim's treatment and another one as a choice."""
    named = {hit.concept for hit in reading.facet(concepts) if hit.kind == "intervention"}
    if not named:
        return None
    for sentence, hits in zip(source.sentences, source.facet(sentence_concepts), strict=True):
        listed = {hit.concept for hit in hits if hit.kind in ("intervention", "generic")}
        if listed & named and _ALTERNATIVE.search(sentence.text) and "treat" in sentence.text.lower():
            return sentence.quote
    return None
