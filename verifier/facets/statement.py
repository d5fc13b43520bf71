"""Whether the record states what the clause says: its words, its numbers and its direction, in one place.

Facets: `statement` (the clause beside the sentences closest to it), `number` (each number of the clause) and
`direction` (the effect claimed beside the effect stated for the same outcome).
`statement` is `same` only when the telling words, every number and the direction are found together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec.structs import replace

from verifier.facets import stop_reason
from verifier.facets._align import Alignment, align, covered, share
from verifier.facets._bearing import CLOSE, against
from verifier.facets._chance import at_the_edge
from verifier.facets._changed import joined, main_effect, parts
from verifier.facets._course import course
from verifier.facets._direction import Stand, stand
from verifier.facets._effects import Effect, claimed, shown, stated, tells
from verifier.facets._figures import around, figures
from verifier.facets._gainsaid import gainsaid
from verifier.facets._how_much import told_elsewhere
from verifier.facets._in_words import in_its_words
from verifier.facets._moved import moved
from verifier.facets._opposites import gainsaying, opposite_word, unmeasured
from verifier.facets._same_figure import ways
from verifier.facets._saying import governs, hedged, said_by
from verifier.facets._says_more import says_more
from verifier.facets._sides import both_ways, in_order, of_controls, says_than, tells_who, turned_round
from verifier.facets._terms import keys_between, met, read_whole, sentence_terms, terms
from verifier.facets._unseen import tells_of_seen, unseen
from verifier.facets._versus import wins
from verifier.facets._witness import counts, vouched
from verifier.facets._words import language
from verifier.lexicon import pattern, spoken
from verifier.lexicon.tokens import Token
from verifier.model import Comparison, Quote, Reading, Source
from verifier.text import has_verb
from verifier.wording.acting import acts_now
from verifier.wording.assertion import AS_FACT, strength, tells_of_the_study

FACETS = ("statement", "number", "direction")

# Shares from which words alone make a statement: together, and in the closest sentence.
_WORDS, _ALONE, _ALONE_TRIAL = 0.85, 0.5, 0.4
_DESCRIBED = 0.8  # the same, for a clause that only says what a trial studies
_AGREES = 1.15  # as _SPEAKS, for agreement: all of the outcome and half of the rest
_WITH_NUMBERS, _WITHOUT, _LEAST = 0.55, 0.75, 0.35  # shares of the telling words that make a statement
_DENIES = 0.65  # share of the outcome's words alone from which a result denies it
_BESIDE, _NAMED = 0.4, 0.7  # shares of the other words, who and what, from which it speaks of the same matter
_NEARLY_ALL = 0.55  # share of all words of the clause from which the sentence has them, so that the lower one will do
_SPEAKS = 1.0  # share from which a stretch surely speaks of the claimed outcome (1 for all its words, 0.3 for the rest)
_DOSES = ("mg", "g", "µg", "ml", "iu", "l")
_VERBATIM = 0.95  # share from which the closest sentence has the words of the clause, its verb among them
_NEARLY_HALF = 0.45  # share of the telling words from which a sentence speaks of the same
_TELLS = 0.5  # weight from which a word tells one outcome from another
_LABELS = ("label", "moment")
_FINE = re.compile(r"(?i)\.|\d,\d(?!\d\d)|\band a (?:half|quarter)\b")  # a number that is hardly met by chance
_EXACT = ("%", "fraction", "p", "estimate", "interval")
_GIVEN = re.compile(r"(?i)\b(?:added|administered|given|doses?|mg|ml|randomly|randomi[sz]ed|underwent|performed)\b")
_RELATIONS = {"same": "same", "null": "different", "opposite": "different", "effect": "different"}


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The numbers, the direction and the whole of a clause beside the closest sentences."""
    del today  # what a record states does not age
    place = align(reading, source)
    numbers = tuple(figures(reading, source, place))
    yield from numbers
    way = _nearest(reading, source, place)
    if way.relation == "null" and told_elsewhere(reading, source, numbers, way):
        way = Stand("", -1, 0.0)
    if way.relation and not _of_a_stop(reading, source) and not pattern("certainty", "rank").search(reading.text):
        yield _direction(reading, source, way)
    word = None
    if way.relation in ("", "same"):
        word = opposite_word(reading, source, place) or gainsaying(reading, source, place)
    if word is not None and not (way.relation == "same" and _in_effect(reading, word)):
        said, best = Quote(reading.text[word.start : word.end], "claim"), source.sentences[place.best]
        yield Comparison("direction", "different", said, best.quote, reading.part, "opposite")
    else:
        yield from gainsaid(reading, source, place)
    if way.relation != "opposite":
        yield from moved(reading, source)
    yield _statement(reading, source, place, numbers, way)


def _nearest(reading: Reading, source: Source, place: Alignment) -> Stand:
    """How the record stands to the effect of a clause; a sentence with the words of the clause counts for more than others."""
    way, run = stand(reading, source), course(reading, source, place)
    if run is not None and run.turn < 0 and way.relation != "opposite":
        named = sum(term.weight >= 1 for term in reading.facet(terms)) > 1
        if named:  # "fared worse after a stroke" names nobody who did
            return replace(way, relation="opposite", sentence=run.sentence, share=_SPEAKS, near=1.0)
    if run is not None and run.turn > 0 and way.relation in ("opposite", "null"):
        return replace(way, near=0.0)
    return way


def _in_effect(reading: Reading, word: Token) -> bool:
    """Whether a word is one of direction, which the facet of that name has read."""
    return any(effect.start <= word.start < effect.end for effect in reading.facet(claimed))


def _of_a_stop(reading: Reading, source: Source) -> bool:
    """Whether the clause tells why a trial stopped: "not because of harm" is a reason there, and no effect."""
    told = reading.facet(stop_reason.said)
    return source.trial is not None and bool(told.kinds or told.denied)


def _direction(reading: Reading, source: Source, way: Stand) -> Comparison:
    effect, relation = reading.facet(main_effect), _RELATIONS[way.relation]
    said = reading.text[effect.start : effect.end] if effect else reading.text
    # "No difference between groups" names no group: that the record speaks of them anywhere is enough there.
    enough = way.outcome >= _DENIES if way.relation == "null" else way.share >= _SPEAKS
    close = share(reading.facet(terms), source.facet(sentence_terms)[way.sentence]) >= _NEARLY_ALL
    least = _BESIDE if way.relation == "null" or (close and way.relation == "opposite") else _NAMED
    if relation == "different" and (not enough or way.near < least or not _by_the_same(reading, source, way)):
        relation = "broader"  # near, not near enough to speak of a difference
    as_it = way.effect
    alike = effect and as_it and (effect.sense == as_it.sense or effect.worth * as_it.worth > 0)
    if way.relation == "opposite" and not alike and turned_round(reading, source, way.sentence):
        relation = "broader"
    if way.relation == "opposite" and effect and (figured := ways(reading, source, way.sentence)):
        relation = "broader" if effect.sense in figured else "different" if enough else relation
    told = Quote(said, "claim"), source.sentences[way.sentence].quote
    return Comparison("direction", relation, *told, reading.part, way.relation)


def _by_the_same(reading: Reading, source: Source, way: Stand) -> bool:
    """Whether a treatment that a clause names as what acts is named where the record tells its effect, or in its title."""
    given = [term for term in reading.facet(parts).subject if term.kind == "intervention"]
    listed = source.facet(sentence_terms)
    return not given or any(met(term, listed[way.sentence] | listed[0]) for term in given)


def _statement(
    reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand
) -> Comparison:
    said = Quote(reading.text, "claim")
    if place.best < 0:
        return Comparison("statement", "absent", said, Quote("", ""), reading.part, f"{place.together:.2f}")
    at = way.sentence if way.relation == "same" and not numbers else place.best
    open_ = _open(reading, source, place, numbers, way)
    relation = "same" if open_ and _stated(reading, source, place, numbers, way) else "broader"
    if open_ and relation == "broader":
        saying = said_by(reading, source, place, numbers, way)
        at, relation = (at, relation) if saying is None else (saying, "same")
    return Comparison("statement", relation, said, source.sentences[at].quote, reading.part, f"{place.together:.2f}")


def _open(reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand) -> bool:
    """Whether the record has every number of a clause that is read whole, and tells its effect no other way, nor of the controls alone."""
    if way.relation not in ("", "same") or not all(number.relation == "same" for number in numbers):
        return False
    if unseen(reading, source) is not None or (source.trial is not None and not says_more(reading, numbers)):
        return False
    return reading.facet(read_whole) and not (
        of_controls(reading, source, way) or at_the_edge(reading, source, way.sentence if way.relation else place.best)
    )


def _stated(reading: Reading, source: Source, place: Alignment, numbers: tuple[Comparison, ...], way: Stand) -> bool:
    """Whether words, numbers and direction are all found, with nothing that the record does not carry, where it is open."""
    effect = reading.facet(main_effect)
    telling = _at(way, reading, source, place) if effect and way.relation == "same" and not numbers else place
    if against(reading, source, telling) or (source.trial is not None and wins(reading, effect)):
        return False
    tells_effect = effect is not None and reading.facet(strength) != "describes"
    exact = len(_exact(results := _results(source, numbers, doses=not tells_effect)))
    if exact and tells_effect and not _borne_by(reading, source, results, way):
        return False  # "20 ml of 0.5% were given" bears out no effect of it
    if exact and not _about(reading, source, results):
        return False
    if exact and source.paper is not None and not vouched(reading, source, _exact(results)):
        return False
    if exact:
        return place.together >= max(_LEAST, _WITH_NUMBERS - 0.08 * (exact - 1))
    if not tells_effect and any(_telling(reading, source, place, number) for number in numbers):
        if all(number.detail == "fraction" for number in numbers) and not _beside(reading, source, numbers):
            return False
        return place.together >= max(_LEAST, _WITH_NUMBERS - 0.08 * (_in_one(numbers) - 1))
    worded = _worded(reading, source, place, way)
    senses = {effect.sense for effect in source.facet(shown)[place.best]}
    untold = effect is None and source.paper is not None and senses and place.alone < _VERBATIM
    untold = untold and reading.facet(strength) != "describes"
    if effect is None and senses and source.paper is not None and reading.facet(language) != "en":
        return False  # the words of direction of other languages are less known
    acts = effect is None and (reading.facet(strength) in AS_FACT or acts_now(reading.text))
    if untold or (acts and not (worded and in_its_words(reading, source, place.best))):
        return False  # an effect is told in words that were not read: which way it goes is open
    if effect is None or worded:
        described = source.trial is not None and reading.facet(strength) == "describes"
        alone = _ALONE if source.trial is None else _ALONE_TRIAL
        if not worded and (
            tells_who(reading) or (source.paper is not None and not _found_there(reading, source, place))
        ):
            return False  # who did better than whom, and what was found, is told by results alone
        if worded and source.paper is not None and _doubts(reading, source, place.best):
            return False
        if source.paper is not None and place.alone < _VERBATIM and unmeasured(reading, source, place.best):
            return False
        sure = (place.together >= (_DESCRIBED if described else _WORDS) and place.alone >= alone) or (
            place.together >= 0.78 and place.alone >= 0.7
        )
        return sure and (worded or reading.facet(strength) in ("describes", "reports"))
    return _by_effect(reading, source, place, way, effect)


def _worded(reading: Reading, source: Source, place: Alignment, way: Stand) -> bool:
    """Whether the closest sentence tells every effect of a clause in nearly its words, its sides in order."""
    senses = {effect.sense for effect in source.facet(shown)[place.best]}
    own = reading.facet(claimed)
    borne = all(effect.sense in senses for effect in own) and (not own or governs(reading, source, place.best, own))
    borne = borne and (way.relation == "same" or not both_ways(own, source.facet(shown)[place.best]))
    ordered = way.relation == "same" or not says_than(reading)
    return (
        borne
        and ordered
        and in_order(reading, source, place.best)
        and place.alone >= CLOSE
        and tells(source.sentences[place.best], place.best, len(source.sentences))
    )


def _by_effect(reading: Reading, source: Source, place: Alignment, way: Stand, effect: Effect) -> bool:
    """Whether the record shows the effect of a clause, of what and on what the clause says, and what it tells beside it."""
    if way.relation != "same" or way.share < _AGREES:
        return False
    by_arm = way.effect is not None and way.effect.end == 0  # which arm is meant was read from the figures
    if not (by_arm or in_order(reading, source, way.sentence)) or unmeasured(reading, source, way.sentence):
        return False
    near = covered(reading, source, place, way.sentence, (effect.start, effect.end))
    return near >= _WITHOUT and _told(source, way) and _rest_shown(reading, source, effect)


def _rest_shown(reading: Reading, source: Source, effect: Effect) -> bool:
    """Whether the record also shows what a clause goes on to tell: "lowers fever | and prevents relapses"."""
    start = joined(reading, effect)
    rest = [t for t in reading.facet(terms) if t.start > start and t.weight >= _TELLS]
    later = [other for other in reading.facet(claimed) if other.start > start]
    rest = [t for t in rest if not any(other.start <= t.start < other.end for other in later)]
    if not rest or not later:
        return True
    for number, told in enumerate(source.facet(stated)):
        for other in told:
            one = any(other.sense == said.sense or (other.worth and other.worth == said.worth) for said in later)
            if one and share(tuple(rest), keys_between(source, number, other.left, other.right)) >= _NEARLY_HALF:
                return True
    return False


def _at(way: Stand, reading: Reading, source: Source, place: Alignment) -> Alignment:
    """The alignment of a clause on the sentence that tells its effect."""
    alone = share(reading.facet(terms), source.facet(sentence_terms)[way.sentence])
    return replace(place, best=way.sentence, support=(way.sentence,), alone=alone)


def _found_there(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the closest sentence tells what a clause tells as found: no question, background or heading bears it out."""
    best = source.sentences[place.best]
    if tells(best, place.best, len(source.sentences)) or tells_of_seen(best, place.best):
        return True
    english = reading.facet(language) == "en"  # the verbs of other languages are not known
    plain = reading.facet(strength) == "describes" and english and not has_verb(reading.text)
    if tells_of_the_study(reading) or (plain and place.alone >= _VERBATIM):
        return True
    return "method" in best.label.lower() and place.alone >= CLOSE


def _about(reading: Reading, source: Source, numbers: list[Comparison]) -> bool:
    """Whether a sentence with one of these numbers has a telling word of the clause: not any half is this half."""
    if len(numbers) > 1:
        return True
    if source.trial is not None:
        return _of_the_outcome(reading, source, numbers)
    listed = source.facet(sentence_terms)
    texts = {number.shown.text for number in numbers}
    telling = [term for term in reading.facet(terms) if term.weight >= 1]
    own = [listed[at] for at, sentence in enumerate(source.sentences) if sentence.text in texts]
    return not telling or any(met(term, keys) for term in telling for keys in own)


def _of_the_outcome(reading: Reading, source: Source, numbers: list[Comparison]) -> bool:
    """Whether a posted outcome with one of these numbers, title and all, has a telling word of the clause.

    A trial posts hundreds of figures: "6 of the 33 still had that much" may be any of them.
    """
    if not all(number.shown.where.startswith("outcomeMeasures") for number in numbers):
        return True
    texts = {number.shown.text for number in numbers}
    telling = [
        term for term in reading.facet(terms) if term.weight >= 1 and term.kind not in ("intervention", "generic")
    ]
    places = [at for at, sentence in enumerate(source.sentences) if sentence.text in texts]
    return any(met(term, around(source, at)) for term in telling for at in places)


def _beside(reading: Reading, source: Source, numbers: tuple[Comparison, ...]) -> bool:
    """Whether a sentence with one of these shares speaks of most of the clause: "half" stands in many a sentence."""
    texts = {number.shown.text for number in numbers}
    listed, wanted = source.facet(sentence_terms), reading.facet(terms)
    own = [listed[at] for at, sentence in enumerate(source.sentences) if sentence.text in texts]
    return any(share(wanted, keys) >= _NEARLY_HALF for keys in own)


def _borne_by(reading: Reading, source: Source, numbers: list[Comparison], way: Stand) -> bool:
    """Whether a direction that the clause claims stands beside one of these numbers, unless they tell a result."""
    if way.relation == "same" or any(number.detail in ("estimate", "p", "interval") for number in numbers):
        return True
    texts = {number.shown.text for number in numbers}
    if source.paper is not None and _other_way(reading, source, texts):
        return False
    if source.trial is not None or not all(_GIVEN.search(text) for text in texts):
        return True
    senses = {
        effect.sense
        for sentence, named in zip(source.sentences, source.facet(shown), strict=True)
        if sentence.text in texts
        for effect in named
    }
    return any(effect.sense in senses for effect in reading.facet(claimed))


def _other_way(reading: Reading, source: Source, texts: set[str]) -> bool:
    """Whether the sentences with the numbers of a clause tell the opposite of its effects alone."""
    listed = source.facet(shown)
    there = [effect for at, sentence in enumerate(source.sentences) if sentence.text in texts for effect in listed[at]]
    own = reading.facet(claimed)
    if any(a.sense == b.sense or (a.worth and a.worth == b.worth) for a in own for b in there):
        return False
    return any({a.sense, b.sense} == {"up", "down"} or a.worth * b.worth < 0 for a in own for b in there)


def _results(source: Source, numbers: tuple[Comparison, ...], *, doses: bool) -> list[Comparison]:
    """The numbers that stand in a sentence that tells a result, or in a field; with or without doses."""
    return [number for number in numbers if _of_result(number, source) and (doses or number.detail not in _DOSES)]


def _exact(results: list[Comparison]) -> list[Comparison]:
    """The numbers that tell a result: shares, statistics, and what is told with decimals."""
    return [n for n in results if n.detail in _EXACT or _FINE.search(n.said.text) is not None]


def _telling(reading: Reading, source: Source, place: Alignment, number: Comparison) -> bool:
    """Whether a number says something by itself: no label, and no single digit that may belong to a name.

    A paper is full of small counts, times and doses; of a trial the fields and the plan give few.
    """
    if number.detail in _LABELS or (number.detail == "amount" and len(number.said.text) == 1):
        return False
    if tells_of_the_study(reading) or (source.paper is None and reading.facet(strength) == "describes"):
        return True
    return counts(reading, source, place, number)


def _in_one(numbers: tuple[Comparison, ...]) -> int:
    """How many of the numbers of a clause one sentence has, labels and single digits aside, at most."""
    texts = [n.shown.text for n in numbers if n.detail not in _LABELS and len(n.said.text) > 1]
    return max((texts.count(text) for text in texts), default=1)


def _of_result(number: Comparison, source: Source) -> bool:
    """Whether a number stands in a sentence that tells a result, or in a field."""
    count = len(source.sentences)
    for at, sentence in enumerate(source.sentences):
        if sentence.where == number.shown.where and sentence.text == number.shown.text:
            return number.detail not in _LABELS and tells(sentence, at, count)
    return False


def _doubts(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence only supposes what a clause tells as found, or denies an effect of the same outcome too."""
    own = _hedged(reading.text, reading.facet(language)) or tells_of_the_study(reading)
    if not own and hedged(reading, source, number):
        return True
    if any(effect.sense == "null" for effect in reading.facet(claimed)):
        return False
    outcome = [term for term in reading.facet(parts).outcome if term.weight >= _TELLS]
    return any(
        outcome and all(met(term, keys_between(source, number, effect.left, effect.right)) for term in outcome)
        for effect in source.facet(shown)[number]
        if effect.sense == "null"
    )


def _told(source: Source, way: Stand) -> bool:
    """Whether the sentence that agrees tells a result without a hedge."""
    sentence = source.sentences[way.sentence]
    return tells(sentence, way.sentence, len(source.sentences)) and not _hedged(sentence.text)


def _hedged(text: str, speech: str = "en") -> bool:
    return spoken(speech, "certainty", "hedge").search(text) is not None
