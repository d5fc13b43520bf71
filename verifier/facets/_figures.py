"""Each number of a clause beside the numbers of the record that count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from verifier.facets._align import Alignment, bearers, sentence_quantities, share
from verifier.facets._average_age import average_age
from verifier.facets._borne_out import same
from verifier.facets._enumerated import enumerated_otherwise, told_apart
from verifier.facets._field_numbers import field_quantities, field_shares
from verifier.facets._groups import of_either, of_other_group
from verifier.facets._instead import instead
from verifier.facets._labels import elsewhere, labelled_otherwise
from verifier.facets._listed import called_otherwise
from verifier.facets._of_the_count import of_another_count
from verifier.facets._paired import as_told, swapped
from verifier.facets._quantities import Quantity
from verifier.facets._spells import untimed
from verifier.facets._terms import met, numbers, sentence_terms, terms
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source

# Who was given something: no share of what came of it.
GIVING = re.compile(
    r"(?i)\b(?:given|receiv\w*|took|takes?|taking|got|assigned|allocated|randomi[sz]ed|put on|treated with|(?:was|were|are|is) on)\b"
)
_SKIPPED = ("year", "level")
_ASIDE = ("eligibilityCriteria", "studyPopulation")
_POSTED = ("outcomeMeasures", "adverseEvents", "participantFlow")
_SMALL = 12  # up to here a bare number stands in many a list of criteria
_SURE = 0.6  # share of the clause's telling words that a sentence needs before its numbers can gainsay
_UNSURE = ("people", "year", "day", "week", "month", "hour", "minute", "trial")
_DOSES = ("mg", "g", "µg", "ml", "iu")
_PLAIN = 0.8  # the same, for a share in words
_OF_WHOLE = re.compile(r"(?i)\s+(?:of|the|all|those|die|der|aller|des|de)\b")
_ROUND = (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000)  # totals of shares in words
_LISTS = 6  # sentences with the number in which its label is looked up
_CONCENTRATION = re.compile(r"(?i)/ ?(?:[dmµ]?l|litre|liter)\b")
_TO = re.compile(r"(?i)\s*(?:to|bis|à|a|[-–—−~∼])\s*[<>]?\s*")
_AND = re.compile(r"(?i)\s*(?:and|und|et|y)\s*")
_FROM = re.compile(r"(?i)\b(?:from|von|de|desde)\s*$")
_MOVED = re.compile(
    r"(?i)\b(?:ros\w|ris\w+|fell|fall\w*|increas\w+|decreas\w+|declin\w+|drop\w*|grew|went|chang\w+|reduc\w+|improv\w+|lower\w*|rais\w+|gestiegen|stieg\w*|sank|gesunken"
    r"|pass\w+|baiss\w*|augment\w*|diminu\w*|aument\w*|disminu\w*|baj\w+|sub\w+|cay\w+|redu\w+|climb\w*|shr[aiu]nk|down|up)\b"
)
_SPREAD = re.compile(r"(?i)\b(?:rang|var|schwank|allant|oscil)\w*\s+(?:from|von|de|desde)\s*$")
_BETWEEN = re.compile(r"(?i)\b(?:between|zwischen|entre)\s*$")
# "57% women": a share of those who were studied, nothing that happened to them
_COMPOSED = re.compile(
    r"(?i)\s*(?:of (?:whom|them) )?(?:were )?(?:wom[ae]n|men|(?:fe)?males?|boys|girls|white|black)\b"
)
_LEAD = re.compile(r"([^\W\d_]{4,20})[\s-]+$")  # "type 2", "week 12": what a number names one of
_BY_RATIO = re.compile(r"(?i)halv|doubl(?:ed|es|ing)|tripl|quadrupl|(?:twice|half|double) (?:as|the)\b|[\w-]+fold")
_ROUGHLY = 0.2  # how far off a ratio in words may be


def figures(reading: Reading, source: Source, place: Alignment) -> Iterator[Comparison]:
    """One comparison for each number that the clause gives; detail is the kind of number, or its unit.

    `same` when a sentence that speaks to the clause, any other sentence, or a field bears it out; `different` when
    the closest sentence counts the same thing otherwise; `absent` when nothing does.
    """
    shown = source.facet(sentence_quantities)
    for at, told in enumerate(reading.facet(numbers)):
        said, borne = _part(reading, told), place.borne[at]
        if said.kind in _SKIPPED or (said.kind == "moment" and not said.unit):
            continue
        quote = Quote(reading.text[said.start : said.end], "claim")
        detail = said.kind if said.kind != "amount" else said.unit or "amount"
        having = (borne if said is told else bearers(said, source)) - _aside(reading, said, source)
        if said.noun == "times" and source.trial is not None:  # three in a table of counts is no ratio
            having = {n for n in having if _how_often(said, shown[n])}
        having = _posted_first(reading, said, source, having)
        ratio = said.kind == "ratio"
        if having or ratio:
            near = [n for n in place.support if n in having or (ratio and _bears(said, shown[n]))] or sorted(having)
        if (having or ratio) and near:
            # A right number under the wrong label, unless another sentence gives it to the right thing.
            found = next((n for n in near[:_LISTS] if not _misplaced(reading, said, source, n)), None)
            open_ = found is not None and _either_way(reading, said, source, found)
            if open_ or (found is None and not _spoken_of(reading, source, near[0])):
                yield Comparison("number", "absent", quote, Quote("", ""), reading.part, detail)
                continue
            relation, at = ("different", near[0]) if found is None else ("same", found)
            yield Comparison("number", relation, quote, source.sentences[at].quote, reading.part, detail)
            continue
        if (field := _in_a_field(said, source)) is not None:
            yield Comparison("number", "same", quote, field, reading.part, detail)
            continue
        if apart := told_apart(reading, said, source, place):
            for number in dict.fromkeys(apart):
                yield Comparison("number", "same", quote, source.sentences[number].quote, reading.part, "people")
            continue
        rival = labelled_otherwise(reading, said, source)
        if rival is not None and _span(reading, said, source) != (said.value,) * 2:
            rival = None
        rival = _rival(reading, said, source, place) if rival is None else rival
        rival = untimed(reading, said, source, place) if rival is None else rival
        rival = instead(reading, said, source, place) if rival is None else rival
        if rival is not None:
            yield Comparison("number", "different", quote, source.sentences[rival].quote, reading.part, detail)
        elif said.kind in ("label", "moment"):
            if _named_otherwise(reading, said, source):
                yield Comparison("number", "absent", quote, Quote("", ""), reading.part, detail)
        elif not (said.kind == "ratio" and not _set(reading, said, source, place)):
            yield Comparison("number", "absent", quote, Quote("", ""), reading.part, detail)
    if (aged := average_age(reading, source)) is not None:
        start, end, at = aged
        quote = Quote(reading.text[start:end], "claim")
        yield Comparison("number", "different", quote, source.sentences[at].quote, reading.part, "age")


def _in_a_field(said: Quantity, source: Source) -> Quote | None:
    """The first field of a record that bears a number out."""
    for name, text, value in source.facet(field_shares if said.kind == "fraction" else field_quantities):
        if same(said, value):
            return Quote(text, name)
    return None


def _aside(reading: Reading, said: Quantity, source: Source) -> set[int]:
    """The sentences on whom a trial takes, where a small bare number would be met by chance and nobody asks for them."""
    small = said.kind == "amount" and said.unit in ("", "site") and said.value <= _SMALL
    if not small or pattern("people", "admits").search(reading.text):
        return set()
    return {n for n, sentence in enumerate(source.sentences) if sentence.where in _ASIDE}


def _posted_first(reading: Reading, said: Quantity, source: Source, having: set[int]) -> set[int]:
    """The sentences that bear a number; of so many of so many those that count them, where a trial has posted results.

    "60% in an earlier study" of its background is no "20 of 33" who were counted.
    """
    if said.kind != "fraction" or source.trial is None or source.trial.results is None:
        return having
    posted = {n for n in having if source.sentences[n].where.startswith(_POSTED)}
    return {n for n in posted if not of_another_count(reading, source, n, said)} or posted or having


def _how_often(said: Quantity, listed: tuple[Quantity, ...]) -> bool:
    """Whether a sentence has "three times", "3-fold" or a ratio of 3, and not only the number."""
    return any(
        same(said, q) and (q.noun in ("times", "fold") or q.unit == "time" or q.kind != "amount") for q in listed
    )


def _spoken_of(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence, or the title, has enough of the clause to speak of the same thing."""
    listed = source.facet(sentence_terms)
    told = [term for term in reading.facet(terms) if term.weight >= 1 and term.kind != "intervention"]
    if not told and GIVING.search(reading.text):
        return False  # "two thirds were given the drug" tells nothing that befell them
    return share(reading.facet(terms), listed[number] | listed[0]) >= _SURE


def _misplaced(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence gives a number to another thing, or to another group, than the clause does."""
    return (
        elsewhere(reading, said, source, number)
        or of_other_group(reading, said, source, number)
        or swapped(reading, said, source, number)
        or enumerated_otherwise(reading, said, source, number)
        or called_otherwise(reading, said, source, number)
    )


def _named_otherwise(reading: Reading, said: Quantity, source: Source) -> bool:
    """Whether a record numbers the like of what a clause names, and never so: "type 1" beside "type 2", "week 12" beside "week 4"."""
    lead = _LEAD.search(reading.text, 0, said.start)
    if lead is None:
        return False
    pattern = re.compile(rf"(?i)\b{re.escape(lead[1].rstrip('s'))}s?[\s-]+(\d+)")
    given = {match[1] for sentence in source.sentences for match in pattern.finditer(sentence.text)}
    return bool(given) and f"{said.value:g}" not in given


def _either_way(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence leaves open, or turns round, of which of two things a number tells."""
    turned = said.kind == "ratio" and not as_told(reading, said, source, number)
    return turned or of_either(reading, said, source, number)


def _set(reading: Reading, said: Quantity, source: Source, place: Alignment) -> bool:
    """Whether a clause sets one thing against another by a ratio that no figure near it bears out: "halved the risk"."""
    if not _BY_RATIO.match(reading.text, said.start) or _bears(said, reading.facet(numbers)):
        return False
    change = 100 * abs(1 - said.value) if said.value else 0.0
    near = [q for number in place.near for q in source.facet(sentence_quantities)[number]]
    return not any(
        (q.unit == "%" and abs(abs(q.value) - change) <= _ROUGHLY * change)
        or (q.kind == "estimate" and any(abs(q.value - r) <= _ROUGHLY * r for r in (said.value, 1 / said.value)))
        for q in near
    )


def _part(reading: Reading, told: Quantity) -> Quantity:
    """A number, "half of the patients" as the share that it is."""
    if told.kind != "ratio" or told.value >= 1 or not _OF_WHOLE.match(reading.text, told.end):
        return told
    return replace(told, kind="fraction", value=100 * told.value, total=100.0, loose="about")


def _bears(said: Quantity, shown: tuple[Quantity, ...]) -> bool:
    """Whether two numbers of one sentence bear out a ratio together."""
    if said.kind == "ratio":
        plain = [abs(other.value) for other in shown if other.kind == "amount" and other.value]
        wanted = (said.value, 1 / said.value) if said.value else ()
        return any(
            abs(one / other - ratio) < 0.12 * ratio
            for n, one in enumerate(plain)
            for other in plain[n + 1 : n + 8]
            for ratio in wanted
        )
    return False


def _rival(reading: Reading, said: Quantity, source: Source, place: Alignment) -> int | None:
    """The sentence that gives another number for the same thing; None when none surely does."""
    if (said.loose and not said.places) or said.unit in _UNSURE or _CONCENTRATION.match(reading.text, said.end):
        return None
    shown = source.facet(sentence_quantities)
    for number in (beside := _beside(source, place)):
        if [other for other in shown[number] if _of_a_kind(said, other)]:
            return _other_number(reading, said, source, place, beside)
    return None


def _other_number(reading: Reading, said: Quantity, source: Source, place: Alignment, beside: list[int]) -> int | None:
    """The same, of the sentences of which one counts the like."""
    shown = source.facet(sentence_quantities)
    wanted = [term for term in reading.facet(terms) if term.weight >= 0.5]
    total = sum(term.weight for term in wanted)
    if not total and said.unit not in _DOSES:
        return None
    span = _span(reading, said, source)
    if span is None:
        return None
    told = [other for other in reading.facet(numbers) if other is not said and _of_a_kind(said, other)]
    found: dict[int, float] = {}
    for number in beside:
        keys, text = around(source, number), source.sentences[number].text
        share = sum(term.weight for term in wanted if met(term, keys)) / (total or 1.0)
        alike = [other for other in shown[number] if _of_a_kind(said, other)]
        dose = said.unit in _DOSES and any(term.keys[0] == "=dose" for term in reading.facet(terms))
        if said.kind == "fraction" and (share < _PLAIN or number != place.best):
            continue
        if _in_range(said, alike) or _agree(said, span, alike, text):
            return None
        if (share >= _SURE or dose) and (apart := _left(said, told, _as_fine(said, shown[number], share), text)):
            found.setdefault(number, apart)
    return min(found, key=lambda number: found[number], default=None)


def _left(said: Quantity, told: list[Quantity], listed: tuple[Quantity, ...], text: str) -> float:
    """How far off the nearest number is that a sentence gives instead; 0 where it gives none.

    What both tell is no other number for this, nor is one that the record gives more roughly. A sentence with fewer
    numbers than the claim tells alone is not the one that it was taken from.
    """
    alike = [other for other in listed if _of_a_kind(said, other)]
    own = [other for other in alike if not _COMPOSED.match(text, other.end)]
    rivals = [other for other in own if not any(same(one, other) for one in told)]
    unmet = [one for one in told if not any(same(one, other) for other in listed)]
    return min((abs(other.value - said.value) for other in rivals), default=0.0) if len(rivals) > len(unmet) else 0.0


def _as_fine(said: Quantity, listed: tuple[Quantity, ...], share: float) -> tuple[Quantity, ...]:
    """The numbers of a sentence without those told more roughly than the claim's, unless it is the clause's own wording.

    A number that is told more finely than a sentence does was not taken from there.
    """
    return tuple(other for other in listed if share >= _PLAIN or other.places >= said.places)


def _span(reading: Reading, said: Quantity, source: Source) -> tuple[float, float] | None:
    """The lowest and highest value of the range that a number is an end of; the number itself where it is none.

    None where the range is a loose one, or the record has its other end: the number may be of another place.
    """
    for one, other in pairwise(reading.facet(numbers)):
        if said not in (one, other) or not _range(reading.text, one, other):
            continue
        if one.loose or bearers(one if said is other else other, source):
            return None
        return min(one.value, other.value), max(one.value, other.value)
    return said.value, said.value


def _range(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the ends of a range ("9% to 42%"), and not those of a change ("from 9% to 42%")."""
    before = text[max(0, one.start - 30) : one.start]
    if _AND.fullmatch(text, one.end, other.start):
        return _BETWEEN.search(before) is not None
    if not _TO.fullmatch(text, one.end, other.start):
        return False
    return (
        not _FROM.search(before)
        or _SPREAD.search(before) is not None
        or not _MOVED.search(text, max(0, one.start - 90), one.start)
    )


def _agree(said: Quantity, span: tuple[float, float], alike: list[Quantity], text: str) -> bool:
    """Whether numbers of a sentence leave the claimed one open: within its range, or it within theirs."""
    low, high = span
    if any(low <= abs(other.value) <= high or _rounded(said, other) for other in alike):
        return True
    if any(other.loose == "about" and abs(other.value - said.value) <= 0.1 * abs(other.value) for other in alike):
        return True
    ends = [(one, other) for one, other in pairwise(alike) if _range(text, one, other)]
    return any(one.value <= said.value <= other.value for one, other in ends)


def _rounded(said: Quantity, shown: Quantity) -> bool:
    """Whether one number is the other, rounded or cut off."""
    one, other = abs(said.value), abs(shown.value)
    return int(other) == one or abs(one - other) <= 0.5 * 10.0**-shown.places


def _in_range(said: Quantity, rivals: list[Quantity]) -> bool:
    """Whether a share lies between two shares of one sentence, or close to one of them."""
    if said.kind != "fraction" or not said.total or not rivals:
        return False
    share = 100 * said.value / said.total
    values = [abs(other.value) for other in rivals]
    return min(values) * 0.7 <= share <= max(values) * 1.4


def _beside(source: Source, place: Alignment) -> list[int]:
    """The support of an alignment, and the values of the posted outcomes that it touches."""
    posted = {_outcome(source.sentences[n].where) for n in place.support} - {""}
    values = [n for n, sentence in enumerate(source.sentences) if posted and _outcome(sentence.where) in posted]
    return [*place.support, *(n for n in values if n not in place.support)]


def _outcome(where: str) -> str:
    """The posted outcome that a field belongs to; "" for other fields."""
    return where.partition(".")[0] if where.startswith("outcomeMeasures") else ""


def around(source: Source, number: int) -> frozenset[str]:
    """The keys of a sentence; of a posted outcome those of all that is posted on it."""
    listed = source.facet(sentence_terms)
    where = _outcome(source.sentences[number].where)
    if not where:
        return listed[number]
    near = range(max(0, number - 8), min(len(listed), number + 4))
    return frozenset().union(*(listed[n] for n in near if _outcome(source.sentences[n].where) == where))


def _of_a_kind(said: Quantity, shown: Quantity) -> bool:
    """Whether two numbers could stand for the same thing."""
    if said.kind == "estimate":
        return shown.kind == "estimate" and said.noun == shown.noun
    if said.kind == "fraction":  # "one in twenty" beside "30 %": a way of saying a share
        return shown.unit == "%" and shown.kind == "amount" and said.total in _ROUND
    if said.unit == "%":
        return shown.unit == "%" and shown.kind == "amount"
    if said.unit in _DOSES:
        return shown.unit in _DOSES and shown.kind == "amount"
    if said.noun == shown.noun == "times":  # "12 times as likely"
        return said.kind == "amount" == shown.kind
    return said.kind == "amount" == shown.kind and said.unit != "" and said.unit == shown.unit
