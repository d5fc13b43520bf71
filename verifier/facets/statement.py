"""Whether the record states what the clause says: its words, its numbers and its direction, in one place.

Facets: `statement` (the clause beside the sentences closest to it), `number` (each number of the clause) and
`direction` (the effect claimed beside the effect stated for the same outcome).
`statement` is `same` only when the telling words, every number and the direction are found together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.facets._align import Alignment, align, sentence_quantities
from verifier.facets._direction import Stand, main_effect, stand
from verifier.facets._effects import tells
from verifier.facets._figures import figures
from verifier.facets._terms import everywhere, met, terms
from verifier.facets._words import language
from verifier.lexicon import spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.assertion import strength

FACETS = ("statement", "number", "direction")

_WITH_NUMBERS, _WITHOUT = 0.55, 0.75  # shares of the telling words that make a statement
_SPEAKS = 1.0  # share from which a stretch surely speaks of the claimed outcome (1 for all its words, 0.3 for the rest)
_RELATIONS = {"same": "same", "null": "different", "opposite": "different", "effect": "different"}


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The numbers, the direction and the whole of a clause beside the closest sentences."""
    del today  # what a record states does not age
    place = align(reading, source)
    numbers = tuple(figures(reading, source, place))
    yield from numbers
    way = stand(reading, source)
    if way.relation:
        yield _direction(reading, source, way)
    yield _statement(reading, source, place, numbers, way)


def _direction(reading: Reading, source: Source, way: Stand) -> Comparison:
    effect = main_effect(reading)
    said = reading.text[effect.start : effect.end] if effect else reading.text
    relation = _RELATIONS[way.relation]
    if relation == "different" and way.share < _SPEAKS:
        relation = "broader"  # near, not near enough to speak of a difference
    shown = source.sentences[way.sentence].quote
    return Comparison("direction", relation, Quote(said, "claim"), shown, reading.part, way.relation)


def _statement(
    reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand
) -> Comparison:
    said = Quote(reading.text, "claim")
    if place.best < 0:
        return Comparison("statement", "absent", said, Quote("", ""), reading.part, f"{place.together:.2f}")
    at = way.sentence if way.relation == "same" and not numbers else place.best
    relation = "same" if _stated(reading, source, place, numbers, way) else "broader"
    return Comparison("statement", relation, said, source.sentences[at].quote, reading.part, f"{place.together:.2f}")


def _stated(reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand) -> bool:
    """Whether words, numbers and direction are all found, with nothing that the record does not carry."""
    if any(number.relation != "same" for number in numbers) or way.relation in ("null", "opposite", "effect"):
        return False
    if _unborne(reading, source, place):
        return False
    telling = [number for number in numbers if number.detail not in ("label", "moment", "one")]
    if telling:
        return place.together >= _WITH_NUMBERS
    effect = main_effect(reading)
    if effect is None:
        return place.together >= _WITHOUT and place.alone >= 0.5 and reading.facet(strength) == "describes"
    if way.relation != "same" or way.share < _SPEAKS:
        return False
    return place.together >= _WITHOUT and _told(source, way)


def _told(source: Source, way: Stand) -> bool:
    """Whether the sentence that agrees tells a result without a hedge."""
    sentence = source.sentences[way.sentence]
    return tells(sentence, way.sentence, len(source.sentences)) and not _hedged(sentence.text)


def _hedged(text: str) -> bool:
    return spoken("en", "certainty", "hedge").search(text) is not None


def _unborne(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the clause has a word without exception, or a concept, that its evidence lacks."""
    evidence = " ".join(source.sentences[number].text for number in place.support).lower()
    absolute = spoken(reading.facet(language), "certainty", "absolute")
    if any(match[0].lower() not in evidence for match in absolute.finditer(reading.text)):
        return True
    keys = source.facet(everywhere)
    return any(term.kind in ("condition", "intervention") and not met(term, keys) for term in reading.facet(terms))


def shown_numbers(source: Source) -> int:
    """How many numbers the prose of a record holds."""
    return sum(len(listed) for listed in source.facet(sentence_quantities))
