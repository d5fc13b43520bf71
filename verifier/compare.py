"""Claim facets x record facets -> Comparisons: the two readings laid side by side, facet by facet.

Nothing is decided here. Each module of `facets/` knows one kind of statement and yields what it sees; checks,
confirmations, judges and the report's table read the same Comparisons.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from functools import cache
from types import ModuleType

from verifier import shelves, text
from verifier.facets import _terms, _words
from verifier.mesh import Mesh
from verifier.model import Citation, Comparison, Found, Reading, Sentence, Source

# A prepared record takes about this many times the bytes of its prose and a thousand more, as the process grows by it
# (measured on 14,000 of them).
_OVERHEAD = 18


def read(citation: Citation) -> tuple[Reading, ...]:
    """The clauses of a claim, each ready to have its facets read; the whole claim where it has no parts."""
    parts = citation.parts or (citation.claim,)
    return tuple(Reading(part, number, citation) for number, part in enumerate(parts))


def prepare(found: Found, vocabulary: Mesh | None = None) -> Source:
    """A record with its sentences, each an exact substring of the passage it comes from."""
    sentences: list[Sentence] = []
    for passage in found.record.passages:
        for start, end in text.sentences(passage.text):
            piece = passage.text[start:end]
            sentences.append(Sentence(piece, passage.where, passage.label, len(sentences)))
    return Source(found.record, found.digest, tuple(sentences), vocabulary)


def lighten(source: Source) -> None:
    """Let go of what only served to read other facets of a source: half of what it weighs, and not asked for again."""
    source.forget(_words.sentence_words, _words.sentence_concepts, _words.field_values, _terms.everywhere)


class Sources:
    """Prepared records by digest, each built once, the least recently used let go when they weigh too much.

    limit: how many bytes of prepared records are held (an estimate from the length of their prose).
    vocabulary: an index of MeSH beside the built-in list of concepts.
    """

    def __init__(self, limit: int = 280_000_000, vocabulary: Mesh | None = None) -> None:
        self._limit = limit
        self._vocabulary = vocabulary
        self._weight = 0
        self.prepared = 0
        self._held: OrderedDict[str, tuple[Source, int]] = OrderedDict()

    def __call__(self, found: Found) -> Source:
        """The source of a found record, prepared now or before."""
        if found.digest in self._held:
            self._held.move_to_end(found.digest)
            return self._held[found.digest][0]
        source = prepare(found, self._vocabulary)
        self.prepared += 1
        weight = _OVERHEAD * (1000 + sum(len(passage.text) for passage in found.record.passages))
        self._held[found.digest] = (source, weight)
        self._weight += weight
        while self._weight > self._limit and len(self._held) > 1:
            _, (_, gone) = self._held.popitem(last=False)
            self._weight -= gone
        return source


def compare(readings: tuple[Reading, ...], source: Source, today: dt.date) -> tuple[Comparison, ...]:
    """Every facet of every clause beside the same facet of the record, in the order of the facets' names."""
    return tuple(
        comparison
        for module in _facets().values()
        for reading in readings
        for comparison in module.compare(reading, source, today)
    )


@cache
def _facets() -> dict[str, ModuleType]:
    """The shelf of facets, imported once."""
    return shelves.load_all("facets")
