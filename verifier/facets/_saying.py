"""One sentence of a record that says by itself what a clause says, in other words.

It must have most of the clause's telling words (title and fields may add what it leaves out), the same effects, and
nothing that denies, turns, outranks or doubts the clause. Who is compared with whom is not told by words alone: clauses
that compare are left to the facet of direction.
"""

from __future__ import annotations

from msgspec.structs import replace

from verifier.facets._align import Alignment, share
from verifier.facets._bearing import against
from verifier.facets._changed import parts
from verifier.facets._direction import Stand
from verifier.facets._effects import Effect, claimed, shown, tells
from verifier.facets._opposites import unread
from verifier.facets._sides import both_ways, in_order, says_than
from verifier.facets._terms import field_terms, keys_between, met, sentence_terms, terms
from verifier.facets._words import language
from verifier.facets.source_kind import pools_others
from verifier.lexicon import spoken
from verifier.model import Comparison, Reading, Source
from verifier.wording.acting import acts_now
from verifier.wording.assertion import AS_FACT, strength

_ALONE, _WITH_TITLE = 0.6, 0.8  # shares of the telling words that the sentence has, and has with title and fields
_TELLING = 0.5  # weight from which a word tells one outcome from another
_VERBATIM = 0.95  # share from which a sentence has the words of the clause, its verb among them
_LENGTHS = 2.0  # how many times as long as the clause the stretch may be that says no more than it
_FEW = 2  # telling words from which a clause can be found again
_UNASKED = ("background", "objective", "objectives", "aim", "purpose", "introduction", "title")
_FIRM = ("asserts", "states", "proves")


def said_by(
    reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand
) -> int | None:
    """The number of the first sentence, closest first, that says what the clause says; None when none does."""
    wanted = reading.facet(terms)
    if source.paper is None or sum(term.weight >= 1 for term in wanted) < _FEW:
        return None
    listed = source.facet(sentence_terms)
    context = source.facet(field_terms) | listed[0]
    for number in place.near:
        alone = share(wanted, listed[number])
        if alone < _ALONE or share(wanted, listed[number] | context) < _WITH_TITLE:
            continue
        here = replace(place, best=number, support=(number,), alone=alone)
        if (
            _found(reading, source, number)
            and _same_effects(reading, source, number, way, alone)
            and in_order(reading, source, number)
            and _has_numbers(source, number, numbers)
            and not unread(reading, source, number)
            and not against(reading, source, here)
        ):
            return number
    return None


def _found(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence tells, as firmly as the clause, what was found or is known, rather than asks or names it."""
    sentence = source.sentences[number]
    if sentence.label.lower() in _UNASKED or spoken("en", "direction", "question").search(sentence.text):
        return False
    plain = reading.facet(strength) == "describes" or "method" in sentence.label.lower()
    if not (plain or source.facet(pools_others) or tells(sentence, number, len(source.sentences))):
        return False
    own = spoken(reading.facet(language), "certainty", "hedge")
    return (
        not hedged(reading, source, number)
        or (reading.facet(strength) not in _FIRM and not reading.facet(claimed))
        or own.search(reading.text) is not None
    )


def _same_effects(reading: Reading, source: Source, number: int, way: Stand, alone: float) -> bool:
    """Whether a sentence has every effect of the clause, and denies none; a comparison needs its sides in order."""
    there = source.facet(shown)[number]
    if not reading.facet(claimed) and (
        acts_now(reading.text)
        or reading.facet(strength) in AS_FACT
        or (there and alone < _VERBATIM and reading.facet(strength) != "describes")
    ):
        return False  # an effect is told in words that were not read, on one side alone: which way it goes is open
    senses = {effect.sense for effect in there}
    worths = {effect.worth for effect in there} - {0}
    own = reading.facet(claimed)
    if says_than(reading) and (way.relation, way.sentence) != (
        "same",
        number,
    ):
        return False
    if any(effect.sense not in senses and effect.worth not in worths for effect in own):
        return False
    if both_ways(own, there) and (way.relation, way.sentence) != ("same", number):
        return False
    if own and not governs(reading, source, number, own):
        return False
    return ("null" in senses) <= any(effect.sense == "null" for effect in own)


def governs(reading: Reading, source: Source, number: int, own: tuple[Effect, ...]) -> bool:
    """Whether an effect of the sentence governs all that the clause says to change."""
    wanted = [term for term in reading.facet(parts).outcome if term.weight >= _TELLING]
    together: frozenset[str] = frozenset()  # "higher pressure and more strokes" changes two things one way
    for effect in source.facet(shown)[number]:
        if any(effect.sense == said.sense or (effect.worth and effect.worth == said.worth) for said in own):
            keys = keys_between(source, number, effect.left, effect.right)
            together |= keys
            if all(met(term, keys) for term in wanted):
                return True
    joined = len(own) == 1 and {effect.sense for effect in source.facet(shown)[number]} == {own[0].sense}
    return joined and all(met(term, together) for term in wanted)


def hedged(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence hedges what a clause says; a hedge that begins behind all its words hedges something else.

    "It was passed as safe, and may be of use": that it was passed is told as a fact.
    """
    text = source.sentences[number].text
    hedge = spoken("en", "certainty", "hedge").search(text)
    if hedge is None:
        return False
    cut = max(text.rfind(sign, 0, hedge.start()) for sign in ",;")
    if cut < 0 or cut > _LENGTHS * len(reading.text):
        return True
    keys = keys_between(source, number, 0, cut)
    return not all(met(term, keys) for term in reading.facet(terms))


def _has_numbers(source: Source, number: int, numbers: tuple[Comparison, ...]) -> bool:
    """Whether one of the clause's numbers stands in the sentence, where it gives any."""
    text = source.sentences[number].text
    return not numbers or any(figure.shown.text == text for figure in numbers)
