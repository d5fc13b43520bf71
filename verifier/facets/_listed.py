"""What each number of a list is of, where its name stands before it: "a sensitivity of 91, a specificity of 85".

Beside `_labels`, which reads names before brackets and posted values: here a word like "of" or "was" joins the name to
its number. A clause that has the whole of another name of the list, and not that of its number, gives a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, empty_words, keys_between, met, numbers, terms
from verifier.facets._words import between, sentence_words, words
from verifier.lexicon.tokens import Token
from verifier.model import Reading, Source

_JOINS = re.compile(  # between a name and its number: "was", "occurred in only", "of about"
    r"(?i)(?:\s+(?:occurred|seen|found|observed|noted|reported|present|recorded|happened|developed))?\s+(?:of|was|were|is|in|at|reached|equalled)\s+"
    r"(?:(?:only|about|just|nearly|almost|approximately|some)\s+)?$|\s*[=:]\s*$"
)
_STARTS = re.compile(  # where a name begins: behind a stop, an article, or the verb that leads to it
    r"(?i)[,;:.()\[\]]|\b(?:and|but|with|an?|the|its|their|reached|yield(?:s|ed)?|had|has|have|show(?:s|ed)|achiev(?:es|ed)|gave|obtained|attained|while|whereas)\b"
)
_STOPS = re.compile(r"(?i)[;:.](?!\d)|,(?!\d)|\b(?:and|but|while|whereas|against|versus|vs|compared)\b")
_VERBS = frozenset({"occurred", "seen", "found", "observed", "noted", "reported", "present", "recorded", "was", "were"})
_FEW, _MANY = 2, 14  # named numbers of a list
_TELLING = 0.5
_FAR = 60  # characters of what joins a name to its number


class Word(NamedTuple):
    """A word of a name: how it begins, and what it means."""

    stem: str
    keys: frozenset[str]


class Named(NamedTuple):
    """A number of a list and the words that name it."""

    number: Quantity
    name: tuple[Word, ...]


def called_otherwise(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence lists a number of the clause under one name, and the clause gives it to another of the list."""
    listed = source.facet(lists)[number]
    if not listed or said.kind not in ("amount", "estimate"):
        return False
    own = [one for one in listed if same(said, one.number)]
    if len(own) != 1 or _literally(own[0].name, reading.facet(words)):
        return False
    if any(q is not own[0].number and same(said, q) for q in source.facet(sentence_quantities)[number]):
        return False
    near, others = _near(reading, said), [one.name for one in listed if one is not own[0] and one.name]
    said_so = [token for token in reading.facet(words) if any(t.start <= token.start < t.end for t in near)]
    if any(_literally(name, said_so) for name in others):
        return True  # "specificity" where it is the sensitivity, however near the two words are
    told = list(reading.facet(terms))
    if _has_all(own[0].name, told) or _has(own[0].name[-1].keys, told):
        return False
    return any(_has_all(name, near) for name in others)


def lists(source: Source) -> tuple[tuple[Named, ...], ...]:
    """For each sentence of a paper the numbers that a word joins to the name right before them, where there are several."""
    if source.paper is None:
        return ((),) * len(source.sentences)
    found = (tuple(_named(source, number)) for number in range(len(source.sentences)))
    return tuple(one if _FEW <= len(one) <= _MANY else () for one in found)


def _named(source: Source, number: int) -> Iterator[Named]:
    """The numbers of a sentence that have a name right before them."""
    text, last = source.sentences[number].text, 0
    for quantity in source.facet(sentence_quantities)[number]:
        if quantity.kind != "amount":
            continue
        join = _JOINS.search(text, max(last, quantity.start - _FAR), quantity.start)
        if join is not None:
            start = max((match.end() for match in _STARTS.finditer(text, last, join.start())), default=last)
            if name := _words(source, number, start, join.start()):
                yield Named(quantity, name)
        last = quantity.end


def _words(source: Source, number: int, start: int, end: int) -> tuple[Word, ...]:
    """The telling words of a name, in order."""
    own = between(source.facet(sentence_words)[number], start, end)
    told = [token for token in own if token.word not in empty_words() and token.word not in _VERBS]
    return tuple(Word(token.stem, keys_between(source, number, token.start, token.end)) for token in told)


def _near(reading: Reading, said: Quantity) -> list[Term]:
    """The telling words of a clause in the part of it in which a number stands."""
    text = reading.text
    left = max((match.end() for match in _STOPS.finditer(text, 0, said.start)), default=0)
    stop = _STOPS.search(text, said.end)
    right = stop.start() if stop else len(text)
    others = [q for q in reading.facet(numbers) if q.kind == said.kind and left <= q.start and q.end <= said.start]
    left = max([left, *(q.end for q in others)])
    return [term for term in reading.facet(terms) if left <= term.start < right and term.weight >= _TELLING]


def _literally(name: tuple[Word, ...], listed: Iterable[Token]) -> bool:
    """Whether all words of a name stand in a text as such."""
    return {word.stem for word in name} <= {token.stem for token in listed}


def _has(keys: frozenset[str], told: list[Term]) -> bool:
    return any(met(term, keys) for term in told)


def _has_all(name: tuple[Word, ...], told: list[Term]) -> bool:
    return all(_has(word.keys, told) for word in name)
