"""Claim facets x record facets -> Comparisons: the two readings laid side by side, facet by facet.

Nothing is decided here. Each module of `facets/` knows one kind of statement and yields what it sees; checks,
confirmations, judges and the report's table read the same Comparisons.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar

from verifier import shelves, text
from verifier.facets import _first, _resting, _terms, _words
from verifier.facets._resting import Resting, Spans
from verifier.lexicon import marks, sign_in
from verifier.mesh import Mesh
from verifier.model import Citation, Comparison, Found, Reading, Record, Source
from verifier.wording.plainly import ASKED, asked_and_denied, plainly

T = TypeVar("T")
Facet = Callable[[Reading, Source, dt.date], Iterator[Comparison]]

AT_ONCE = 128  # claims that are worth comparing together; with more, what is read of them no longer fits into a core
_LONGEST = 2000  # characters of a clause that are read
# A prepared record takes about this many times the bytes of its prose and a thousand more, as the process grows by it;
# at rest it takes its packed bytes and some more (measured on 20,000 of them).
_OVERHEAD = 18
_AT_REST = 3000


def read(citation: Citation) -> tuple[Reading, ...]:
    """The clauses of a claim, each ready to have its facets read; the whole claim where it has no parts.

    Of a clause that no sentence is as long as, its beginning is read, so that none costs more than so much. What only
    leads up to a clause of prose is left off; the cells of a row keep their places.
    """
    parts = citation.parts or (citation.claim,)
    as_read = str if citation.fields else plainly
    return tuple(
        Reading(
            ASKED if asked_and_denied(part, parts[number + 1 : number + 2]) else as_read(part[:_LONGEST]),
            number,
            citation,
            cut=len(part) > _LONGEST,
        )
        for number, part in enumerate(parts)
    )


def prepare(found: Found, vocabulary: Mesh | None = None) -> Source:
    """A record with its sentences, each an exact substring of the passage it comes from."""
    return Source(found.record, found.digest, _resting.sentences(found.record, _spans(found.record)), vocabulary)


def _spans(record: Record) -> Spans:
    """Where the sentences of a record stand: (number of the passage, start, end)."""
    passages = enumerate(record.passages)
    return tuple((number, start, end) for number, passage in passages for start, end in text.sentences(passage.text))


def lighten(source: Source) -> None:
    """Let go of what only served to read other facets of a source: half of what it weighs, and not asked for again."""
    source.forget(_words.sentence_words, _words.sentence_concepts, _words.field_values, _terms.everywhere)


class Sources:
    """Prepared records by digest, each built once; the least recently used are put to rest, and let go at last.

    limit: how many bytes of prepared records are held (an estimate from the length of their prose).
    resting: how many bytes of records at rest are held besides.
    vocabulary: an index of MeSH beside the built-in list of concepts.
    """

    def __init__(self, limit: int = 60_000_000, resting: int = 200_000_000, vocabulary: Mesh | None = None) -> None:
        self._vocabulary = vocabulary
        self._awake: Held[tuple[Source, Spans]] = Held(limit)
        self._resting: Held[Resting] = Held(resting)
        self.prepared = 0
        self.let_go = 0

    def __call__(self, found: Found) -> Source:
        """The source of a found record, prepared now or before."""
        known = self._awake.get(found.digest)
        if known is not None:
            return known[0]
        resting = self._resting.take(found.digest)
        if resting is None:
            spans = _spans(found.record)
            source = Source(found.record, found.digest, _resting.sentences(found.record, spans), self._vocabulary)
            self.prepared += 1
        else:
            source, spans = _resting.wake(found.record, found.digest, resting, self._vocabulary)
        weight = _OVERHEAD * (1000 + sum(len(passage.text) for passage in found.record.passages))
        self._awake.put(found.digest, (source, spans), weight)
        return source

    def settle(self) -> None:
        """Put to rest what is too much, between windows: what a window asks for stays awake until its end."""
        for digest, (source, spans) in self._awake.overflow():
            resting = _resting.rest(source, spans)
            self._resting.put(digest, resting, _AT_REST + len(resting.packed))
        self.let_go += sum(1 for _ in self._resting.overflow())


class Held(Generic[T]):
    """Things by digest with what they weigh; the least recently used come out when they weigh too much."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._things: OrderedDict[str, tuple[T, int]] = OrderedDict()

    def get(self, digest: str) -> T | None:
        """The thing of a digest, used just now."""
        if digest not in self._things:
            return None
        self._things.move_to_end(digest)
        return self._things[digest][0]

    def take(self, digest: str) -> T | None:
        """The thing of a digest, which is held no more."""
        thing, weight = self._things.pop(digest, (None, 0))
        self._weight -= weight
        return thing

    def put(self, digest: str, thing: T, weight: int) -> None:
        """Hold a thing, though it be too much."""
        self._things[digest] = thing, weight
        self._weight += weight

    def overflow(self) -> Iterator[tuple[str, T]]:
        """Let go of what is too much, the least recently used first; the last one stays."""
        while self._weight > self._limit and len(self._things) > 1:
            digest, (thing, weight) = self._things.popitem(last=False)
            self._weight -= weight
            yield digest, thing


def compare(readings: tuple[Reading, ...], source: Source, today: dt.date) -> tuple[Comparison, ...]:
    """Every facet of every clause beside the same facet of the record, in the order of the facets' names."""
    return compare_all([(readings, source)], today)[0]


def compare_all(pairs: Sequence[tuple[tuple[Reading, ...], Source]], today: dt.date) -> list[tuple[Comparison, ...]]:
    """What `compare` tells of each of some claims, one facet of all of them after the other.

    That takes less time than one claim after the other, since each facet's code and words are fetched once for all
    (`make bench-facets`). All that is read of them is held meanwhile: `AT_ONCE` claims are enough.
    """
    facets = _facets()  # before a text is asked for its marks
    found: list[list[Comparison]] = [[] for _ in pairs]
    asked = [
        (reading, reading.text, marks(reading.text), source, own)
        for (readings, source), own in zip(pairs, found, strict=True)
        for reading in readings
    ]
    by_kind = {kind: [each for each in asked if kind in each[3].facet(_kinds)] for kind in _KINDS}
    for readers, of in ((_first.OF_ALL, asked), (_first.OF_TRIALS, by_kind["trial"])):
        for reader in readers:
            for reading, *_ in of:
                reading.facet(reader)
    for kind, read_out, bits, signs in facets:
        for reading, words, met, source, own in by_kind[kind] if kind else asked:
            if bits is None or met & bits or (signs and sign_in(words, signs)):
                for comparison in read_out(reading, source, today):
                    own.append(comparison)  # `extend` would ask each how many it has, at twice the cost
    return [tuple(each) for each in found]


_KINDS = ("paper", "trial", "results")  # what a record is, as facets name it (`OF`)


def _kinds(source: Source) -> tuple[str, ...]:
    """Which of these a record is."""
    if source.trial is None:
        return ("paper",) if source.paper else ()
    return ("trial", "results") if source.trial.results is not None else ("trial",)


@cache
def _facets() -> tuple[tuple[str, Facet, int | None, tuple[str, ...]], ...]:
    """The facets of the shelf, each with the kind of records that it reads ("" for all) and what a clause must have for it.

    That is a bit of the lists of words (None: whatever it has), or one of some signs.
    """
    own = shelves.load_all("facets").values()
    gates = [facet.signs() if hasattr(facet, "signs") else None for facet in own]
    return tuple(
        (getattr(facet, "OF", ""), facet.compare, gate.bits if gate else None, gate.signs if gate else ())
        for facet, gate in zip(own, gates, strict=True)
    )
