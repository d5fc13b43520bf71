"""A prepared record while nobody asks for it, in a quarter of its room, and made ready again in a tenth of the time.

What is heavy and was long to read (keys, numbers, the subject) is packed as bytes; what is light is kept as it is;
what is quickly made from these is let go, and so is what others than this package have read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from verifier.facets import _align, _enumerated, _field_numbers, _stretches, _terms, _words
from verifier.facets._quantities import Quantity
from verifier.model import Record, Sentence, Source

Reader = Callable[[Source], Any]
Spans = tuple[tuple[int, int, int], ...]  # of sentences: (number of the passage, start, end)

_OWN = ("verifier.facets.", "verifier.checks.")
_PACK, _UNPACK = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder()


class Resting(NamedTuple):
    """A record at rest. packed: sentences and heavy facets. kept: the light ones, as they were read."""

    packed: bytes
    kept: tuple[tuple[Reader, Any], ...]


class _Form(NamedTuple):
    """How a heavy facet is made plain, and read from that."""

    plain: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _counts(listed: list[list[list[Any]]]) -> tuple[tuple[Quantity, ...], ...]:
    return tuple(tuple(Quantity(*values) for values in own) for own in listed)


_HEAVY: Mapping[Reader, _Form] = {
    _terms.sentence_terms: _Form(
        lambda keys: [list(own) for own in keys], lambda listed: tuple(frozenset(own) for own in listed)
    ),
    _terms.field_terms: _Form(list, frozenset),
    _words.subject: _Form(_words.Subject.plain, _words.Subject.of),
    _align.sentence_quantities: _Form(lambda numbers: numbers, _counts),
    _field_numbers.field_quantities: _Form(
        lambda numbers: numbers,
        lambda listed: tuple((field, value, Quantity(*values)) for field, value, values in listed),
    ),
}
_NAMED = {reader.__name__: (reader, form) for reader, form in _HEAVY.items()}
# Made again in less time than it takes to pack them.
_LET_GO = frozenset(
    (
        *(_words.sentence_words, _words.sentence_concepts, _words.field_values, _words.field_text),
        *(_terms.postings, _terms.everywhere, _terms.sentence_measures, _align.near_values, _align.rarity),
        *(_align.ratios, _stretches.told, _stretches.told_of_all, _enumerated.first_counts),
    )
)


def rest(source: Source, spans: Spans) -> Resting:
    """Put a source, whose sentences have these spans, to rest."""
    read = source.known()
    heavy = {name: form.plain(read[reader]) for name, (reader, form) in _NAMED.items() if reader in read}
    kept = tuple(
        (reader, value)
        for reader, value in read.items()
        if reader not in _HEAVY and reader not in _LET_GO and reader.__module__.startswith(_OWN)
    )
    return Resting(_PACK.encode((spans, heavy)), kept)


def wake(record: Record, digest: str, resting: Resting, vocabulary: Any | None) -> tuple[Source, Spans]:
    """The source as it was, over the record of that digest, and where its sentences stand."""
    listed, heavy = _UNPACK.decode(resting.packed)
    spans = tuple((number, start, end) for number, start, end in listed)
    source = Source(record, digest, sentences(record, spans), vocabulary)
    for name, plain in heavy.items():
        reader, form = _NAMED[name]
        source.remember(reader, form.read(plain))
    for reader, value in resting.kept:
        source.remember(reader, value)
    return source, spans


def sentences(record: Record, spans: Spans) -> tuple[Sentence, ...]:
    """The sentences of a record that stand at these places."""
    found = []
    for index, (number, start, end) in enumerate(spans):
        passage = record.passages[number]
        found.append(Sentence(passage.text[start:end], passage.where, passage.label, index))
    return tuple(found)
