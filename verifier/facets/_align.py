"""Where a record speaks to a clause: the sentences that share its telling words, rare ones counting more."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

import msgspec

from verifier.facets._borne_out import readable, same
from verifier.facets._portions import portions_of
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import Term, field_terms, numbers, postings, sentence_terms, terms
from verifier.model import Reading, Source

_SUPPORT = 3  # sentences that together may state a clause, the title beside them
_NEAR = 8  # sentences of which each may say by itself what a clause says
_ASKED = 12  # closest sentences of which some may add what the first lacks
_IN_WORDS = 0.005  # by what two shares may differ that are told by the same words
_TITLE = 0  # number of the sentence that heads a record
_NOWHERE: tuple[int, ...] = ()  # of a term that no sentence meets
_ASIDE = ("eligibilityCriteria", "studyPopulation")


class Alignment(msgspec.Struct, frozen=True, gc=False):
    """The sentences of a record that speak to a clause.

    best: number of the closest sentence, -1 when none shares a telling word. support: best and those that add what
    it lacks. alone, together: share of the clause's telling words met by the best sentence and by all of these
    with the title and the fields. missing: terms that nothing there meets. near: the closest sentences, best first.
    borne: for each number of the clause the sentences that bear it out.
    """

    best: int
    support: tuple[int, ...]
    alone: float
    together: float
    missing: tuple[Term, ...]
    near: tuple[int, ...] = ()
    borne: tuple[set[int], ...] = ()


def sentence_quantities(source: Source) -> tuple[tuple[Quantity, ...], ...]:
    """The numbers of each sentence of a record."""
    return tuple(quantities(sentence.text[:4000]) for sentence in source.sentences)


def near_values(source: Source) -> tuple[tuple[float, ...], tuple[tuple[int, Quantity], ...]]:
    """The values that the numbers of a record can stand for, ascending, to be bisected; each number with its sentence."""
    found: list[tuple[float, int, Quantity]] = []
    for number, listed in enumerate(source.facet(sentence_quantities)):
        for quantity in listed:
            found.extend((value, number, quantity) for value in readable(quantity))
    found.sort(key=lambda entry: entry[0])
    return tuple(value for value, _, _ in found), tuple((number, quantity) for _, number, quantity in found)


def bearers(said: Quantity, source: Source) -> set[int]:
    """The sentences that have a number which bears out `said`."""
    values, listed = source.facet(near_values)
    found: set[int] = set()
    shares: set[int] | None = set() if said.kind == "fraction" else None  # the sentences that were asked for a share
    for value in readable(said):
        first, beyond = bisect_left(values, value * 0.69 - 0.6), bisect_right(values, value * 1.31 + 0.6)
        for number, quantity in listed[first:beyond]:
            if number in found:
                continue
            if same(said, quantity):
                found.add(number)
            elif shares is not None and number not in shares:
                shares.add(number)
                if _counted(said, source, number) or _portioned(said, source, number):
                    found.add(number)
    return found


def _counted(said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence gives both parts of a share apart: "27 Participants in the app arm (n = 37)"."""
    counts = ("", "people", "eye", "case", said.unit)
    one = whole = False
    for other in source.facet(sentence_quantities)[number]:
        value = abs(other.value)
        if (value in (said.value, said.total)) and other.unit in counts:
            one, whole = one or value == said.value, whole or value == said.total
    return one and whole


def _portioned(said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence tells a share of people in the same words: "two thirds of", and no "cut by two thirds"."""
    if not said.total:
        return False
    told_so = source.facet(ratios)[number]
    if not told_so:
        return False
    share = said.value / said.total
    alike = [ratio for ratio in told_so if abs(ratio.value - share) <= _IN_WORDS]
    told = portions_of(source.sentences[number].text[:4000]) if alike else ()
    return any(one.start <= ratio.start < one.end for ratio in alike for one in told)


def ratios(source: Source) -> tuple[tuple[Quantity, ...], ...]:
    """The numbers of each sentence of a record that are told as a ratio in words."""
    return tuple(tuple(q for q in listed if q.kind == "ratio") for listed in source.facet(sentence_quantities))


def rarity(source: Source) -> dict[str, tuple[float, tuple[int, ...]]]:
    """Key -> what meeting it is worth and the sentences that have it: half for being there, half for being rare among them.

    Those on whom a trial takes are counted, and left out: none of them is what a clause says.
    """
    count = len(source.sentences)
    total = math.log(1 + count) or 1.0
    aside = {number for number, sentence in enumerate(source.sentences) if sentence.where in _ASIDE}
    where = source.facet(postings).items()
    return {
        key: (
            0.5 + 0.5 * math.log(1 + count / len(listed)) / total,
            listed if aside.isdisjoint(listed) else tuple(number for number in listed if number not in aside),
        )
        for key, listed in where
    }


def align(reading: Reading, source: Source) -> Alignment:
    """The sentences that speak to this clause; work in proportion to the words and numbers they share."""
    wanted, where = reading.facet(terms), source.facet(rarity)
    scores: dict[int, float] = {}
    meeting: list[tuple[int, ...]] = []
    for term in wanted:
        rare, there, several = 0.0, _NOWHERE, False
        for key in term.keys:
            if key in where:
                several = several or there is not _NOWHERE
                rare, there = where[key]
        if several:
            there = _best_of([where[key] for key in term.keys if key in where], term.weight, scores)
        else:
            worth = term.weight * rare
            for number in there:
                scores[number] = scores.get(number, 0.0) + worth
        meeting.append(there)
    borne = []
    for said in reading.facet(numbers):
        having = bearers(said, source)
        borne.append(having)
        for number in having:
            if number in scores:
                scores[number] += _worth(said)
    scored = sorted([(-score, number) for number, score in scores.items()])
    return _chosen(wanted, meeting, source, [number for _, number in scored[:_ASKED]], tuple(borne))


def _best_of(met: list[tuple[float, tuple[int, ...]]], weight: float, scores: dict[int, float]) -> tuple[int, ...]:
    """The sentences that have any key of a term, and to their scores what the rarest of those that they have is worth."""
    best: dict[int, float] = {}
    for rare, there in met:
        worth = weight * rare
        for number in there:
            if worth > best.get(number, 0.0):
                best[number] = worth
    for number, worth in best.items():
        scores[number] = scores.get(number, 0.0) + worth
    return tuple(best)


def _chosen(
    wanted: tuple[Term, ...],
    meeting: list[tuple[int, ...]],
    source: Source,
    ordered: list[int],
    borne: tuple[set[int], ...],
) -> Alignment:
    """The alignment on the closest sentence, and on those after it that add what it lacks; meeting: those of each term."""
    fields = source.facet(field_terms)
    if not ordered:
        missing = tuple([term for term in wanted if fields.isdisjoint(term.keys)])
        return Alignment(-1, (), 0.0, share(wanted, fields), missing, (), borne)
    best = ordered[0]
    total = alone = 0.0
    support = [best]
    lacking: list[tuple[Term, tuple[int, ...]]] = []
    for at, term in enumerate(wanted):
        total += term.weight
        there = meeting[at]
        if best in there:
            alone += term.weight
        elif _TITLE not in there:
            lacking.append((term, there))
    for number in ordered[1:]:
        if not lacking or len(support) == _SUPPORT:
            break
        still = [(term, there) for term, there in lacking if number not in there]
        if len(still) < len(lacking):
            support.append(number)
            lacking = still
    missing = tuple([term for term, _ in lacking if fields.isdisjoint(term.keys)]) if lacking else ()
    together = total
    if missing:
        unmet = iter(missing)  # in the order of the clause
        next_unmet: Term | None = next(unmet)
        together = 0.0
        for term in wanted:
            if term is next_unmet:
                next_unmet = next(unmet, None)
            else:
                together += term.weight
    return Alignment(
        best,
        tuple(support),
        alone / total if total else 0.0,
        together / total if total else 0.0,
        missing,
        tuple(ordered[:_NEAR]),
        borne,
    )


def _worth(said: Quantity) -> float:
    """How much finding a number says: a decimal, a share or a statistic is rarely met by chance."""
    return 1.6 if said.places or said.kind in ("fraction", "estimate", "p", "interval") or said.unit == "%" else 0.8


def covered(reading: Reading, source: Source, place: Alignment, number: int, told: tuple[int, int] = (0, 0)) -> float:
    """The share of the telling words met by the support of an alignment and one more sentence.

    told: a stretch of the clause that was read by other means, whose words are left out.
    """
    listed = source.facet(sentence_terms)
    keys = source.facet(field_terms).union(listed[0], listed[number], *(listed[n] for n in place.support))
    return share(tuple(t for t in reading.facet(terms) if not told[0] <= t.start < told[1]), keys)


def share(wanted: tuple[Term, ...], keys: frozenset[str], beside: frozenset[str] = frozenset()) -> float:
    """The share of some terms, by their weight, that meet one of two sets of keys."""
    total = found = 0.0
    for term in wanted:  # asked of every sentence that comes near: a plain loop takes half as long as two sums
        total += term.weight
        if not keys.isdisjoint(term.keys) or (beside and not beside.isdisjoint(term.keys)):
            found += term.weight
    return found / total if total else 0.0
