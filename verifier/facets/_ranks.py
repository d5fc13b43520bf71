"""Which of several things is put first or last: "the most common", "mainly", "among the least active".

A rank belongs to one item of an enumeration. A sentence that puts the diet first and names the skin beside it bears
out no claim that puts the skin first, though it has all of its words: it says the contrary.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from verifier import lexicon
from verifier.facets._align import Alignment, sentence_quantities
from verifier.facets._effects import tells
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, keys_between, met, sentence_terms, terms
from verifier.facets._words import language
from verifier.lexicon import Gate, Guarded, pattern
from verifier.lexicon._small import small
from verifier.model import Reading, Source

_TELLING = 0.5  # weight from which a word tells one thing from another
_NEAR = 4  # sentences of which one may put another item first
# Where the item that is ranked ends: what is set against it, or comes after it, is not first.
_EDGE = re.compile(
    r"(?i)[;:]|\b(?:but|while|whereas|although|though|however|followed|then|than|compared|versus|except|unlike|instead|only)\b"
)
# Behind these stands what is not first itself.
_BEHIND = re.compile(r"(?i)\b(?:but|whereas|while|although|followed)\b")
_THEN = re.compile(r"(?i),?\s+followed by\s+")
_HOW_OFTEN = ("often", "")
_DIGIT = re.compile(r"\d")
_SHARE = re.compile(r"(?i)most|mostly|(?:\w+ )*(?:majority|bulk) of|(?:the )?lion['’]s share")
_HALF = 50  # per cent over which "most" are meant
_GRADED = Guarded(re.compile(r"(?i)\b(most|least)[ -]([a-z-]{3,})"), "most|least")
_WORD = re.compile(r"[A-Za-z]{4,}")
# Before and behind a superlative that says what something is, not of whom a clause speaks ("the heaviest users").
_SAYS = re.compile(
    r"(?i)(?:\b(?:is|are|was|were|be|been|remains?|remained|as|among|by far|came out|comes out|ranks?|ranked|proved|(?<!who )(?<!that )(?:has|have|had|showed|shows?|gave))\s+)"
    r"(?:(?:one|some) of\s+)?(?:by far\s+)?(?:the\s+|their\s+|its\s+|among\s+the\s+)?$"
)
_SAID = re.compile(r"(?i)\s+(?:[\w-]+\s+){1,5}(?:is|are|was|were|remains?|remained)\b")
# What is ranked is one among these, whatever they are called.
_AMONG = re.compile(
    r"(?i)(?:choice|option|agent|drug|treatment|combination|medicine|method|measure|item|thing|one|candidate)s?"
)
_IRREGULAR = {"best": ("quality", 1), "worst": ("quality", -1)}


class Rank(NamedTuple):
    """A word of rank. scale: what is ranked by, empty where any may be. pole: +1 for the first, -1 for the last."""

    scale: str
    pole: int
    start: int
    end: int


@cache
def _scales() -> dict[str, tuple[str, int]]:
    """Plain adjective -> its scale and the end of it that "most" tells."""
    ends = {"up": 1, "down": -1}
    found = {}
    for table, listed in lexicon.load("ranks").items():
        scale, _, end = table.partition("-")
        if end in ends:
            found.update(dict.fromkeys(listed["en"], (scale, ends[end])))
    return found


@cache
def _superlatives() -> dict[str, tuple[str, int]]:
    """Superlative in one word ("commonest", "earliest") -> its scale and end."""
    found = dict(_IRREGULAR)
    for word, ranked in _scales().items():
        stem = word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
        found[f"{stem}est"] = ranked
        if re.search(r"[^aeiou][aeiou][bgtn]$", word):
            found[f"{word}{word[-1]}est"] = ranked
    return found


@cache
def _named() -> Gate:
    """The words without which a text ranks nothing, superlatives aside."""
    return Gate(pattern("ranks", "first"), pattern("ranks", "last"), _GRADED)


def ranks(text: str) -> tuple[Rank, ...]:
    """The words of rank of an English text, in order."""
    lower = text.lower()
    ending = "est" in lower or "worst" in lower  # of most texts it tells at once that no word is a superlative
    if not ending and not _named().may_match(text):
        return ()
    none = [match.span() for match in pattern("ranks", "none").finditer(text)]
    found: list[Rank] = []
    for match in _GRADED.finditer(text):
        scale, pole = _scales().get(match[2].lower(), ("", 0))
        if pole:
            found.append(Rank(scale, pole if match[1].lower() == "most" else -pole, *match.span()))
    for match in _WORD.finditer(text) if ending else ():
        if match[0].lower() in _superlatives():
            found.append(Rank(*_superlatives()[small(match[0])], *match.span()))
    for table, pole in (("first", 1), ("last", -1)):
        found.extend(Rank("", pole, *match.span()) for match in pattern("ranks", table).finditer(text))
    kept: list[Rank] = []
    for rank in sorted(found, key=lambda one: (one.start, -one.end)):
        free = all(rank.end <= start or end <= rank.start for start, end in none)
        if free and (not kept or rank.start >= kept[-1].end):
            kept.append(rank)
    return tuple(kept)


def sentence_ranks(source: Source) -> tuple[tuple[Rank, ...], ...]:
    """The words of rank of each sentence of a record."""
    return tuple(ranks(sentence.text[:4000]) for sentence in source.sentences)


def _ranking(source: Source) -> frozenset[int]:
    """The sentences of a record that tell a result and rank one thing, or nothing but what is told in turn."""
    count = len(source.sentences)
    return frozenset(
        number
        for number, listed in enumerate(source.facet(sentence_ranks))
        if len(listed) == 1 or (not listed and _THEN.search(source.sentences[number].text) is not None)
        if tells(source.sentences[number], number, count)
    )


def _ranked(reading: Reading) -> tuple[Rank, ...]:
    """The words by which a clause ranks something; those of other languages are read elsewhere."""
    text = reading.text
    if reading.facet(language) != "en":
        return ()
    return tuple(
        one for one in ranks(text) if not one.scale or _SAYS.search(text, 0, one.start) or _SAID.match(text, one.end)
    )


def _items(reading: Reading) -> list[Term]:
    """The telling words of what a clause ranks, its words of rank aside."""
    ranked = reading.facet(_ranked)
    left, right = _stretch(reading.text, ranked[0])
    told = (term for term in reading.facet(terms) if term.weight >= _TELLING and term.kind != "generic")
    told = (term for term in told if left <= term.start < right)
    return [term for term in told if not any(rank.start <= term.start < rank.end for rank in ranked)]


def _stretch(text: str, rank: Rank) -> tuple[int, int]:
    """The part of a sentence that a rank belongs to: as far as nothing is set against it."""
    edges = [match.start() for match in _EDGE.finditer(text) if not rank.start <= match.start() < rank.end]
    left = max((edge for edge in edges if edge < rank.start), default=0)
    return left, min((edge for edge in edges if edge >= rank.end), default=len(text))


def untied(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether a clause ranks something of which its evidence does not say so: it ranks nothing, or another item."""
    said = reading.facet(_ranked)
    if not said:
        return False
    listed, items = source.facet(sentence_ranks), _items(reading)
    shares = _SHARE.fullmatch(reading.text, said[0].start, said[0].end) is not None
    evidence = tuple(dict.fromkeys((place.best, *place.support)))
    for number in evidence:
        keys = source.facet(sentence_terms)[number]
        if shares and any(_over_half(one) for one in source.facet(sentence_quantities)[number]):
            return False
        for rank in listed[number]:
            if rank.pole != said[0].pole:
                continue
            inside = keys_between(source, number, *_stretch(source.sentences[number].text, rank))
            if all(met(term, inside) or not met(term, keys) for term in items):
                return False
    return not shares or any(listed[number] for number in evidence)


def _over_half(one: Quantity) -> bool:
    """Whether a number tells that most of something is meant."""
    return (one.unit == "%" and one.value > _HALF) or (one.kind == "fraction" and 2 * one.value > one.total > 0)


def outranked(reading: Reading, source: Source, place: Alignment) -> tuple[Rank, int] | None:
    """The rank that a clause gives to what a sentence puts behind another, or at the other end, and that sentence."""
    ranking = source.facet(_ranking)
    near = [number for number in place.near[:_NEAR] if number in ranking] if ranking else []
    if not near or len(reading.facet(_ranked)) != 1:
        return None
    return _in_another_order(reading, source, near)


def _in_another_order(reading: Reading, source: Source, near: list[int]) -> tuple[Rank, int] | None:
    """The same, of a clause that ranks one thing beside sentences that do."""
    said = reading.facet(_ranked)
    items = [term for term in _items(reading) if not _AMONG.fullmatch(reading.text, term.start, term.end)]
    title = source.facet(sentence_terms)[0]
    for number in near if items else ():
        listed = source.facet(sentence_ranks)[number]
        keys = source.facet(sentence_terms)[number]
        if not listed and _after_another(source, number, said[0], items):
            return said[0], number
        if len(listed) != 1:
            continue
        if not all(met(term, keys | title) for term in items):
            continue
        if said[0].pole == listed[0].pole:
            if _behind(source, number, listed[0], items):
                return said[0], number
        elif said[0].scale == listed[0].scale != "":
            inside = keys_between(source, number, *_stretch(source.sentences[number].text, listed[0]))
            if all(met(term, inside) for term in items):
                return said[0], number
    return None


def _after_another(source: Source, number: int, rank: Rank, items: list[Term]) -> bool:
    """Whether a sentence that counts things in turn names an item that is put first behind another: "ten had A, followed by B"."""
    text = source.sentences[number].text
    then = _THEN.search(text)
    if then is None or rank.pole < 0 or rank.scale not in _HOW_OFTEN or _DIGIT.search(text) is None:
        return False
    first, after = keys_between(source, number, 0, then.start()), keys_between(source, number, then.end(), len(text))
    behind = [term for term in items if met(term, after) and not met(term, first)]
    return bool(behind) and all(term.weight >= 1 for term in behind) and all(met(term, first | after) for term in items)


def _behind(source: Source, number: int, rank: Rank, items: list[Term]) -> bool:
    """Whether a sentence names some of the items only behind the one that it ranks: "chiefly A, but B as well"."""
    text = source.sentences[number].text
    start, stop = _stretch(text, rank)
    if _BEHIND.match(text, stop) is None:
        return False
    first, after = keys_between(source, number, start, stop), keys_between(source, number, stop, len(text))
    behind = [term for term in items if met(term, after) and not met(term, first)]
    before = keys_between(source, number, 0, start)
    ground = any(met(term, first) for term in items)
    return ground and bool(behind) and all(term.weight >= 1 and not met(term, before) for term in behind)
