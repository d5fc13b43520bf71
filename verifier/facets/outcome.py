"""What a claim says to change in people, beside what the record speaks of at all.

Facet `outcome`, for the outcomes of the lexicon. `same` when the record has any word for it; `narrower` when it
has none and tells what is measured in its stead (bone density for fractures); `absent` when it has neither. A disease
or symptom that a clause says to change is `absent` (`detail` names its kind) when the record, which speaks of what is
said to change it, has no word of it, nor of anything that covers it.
The words of a record are taken so widely that its silence is sure; a work that sums up others is not asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from verifier import lexicon
from verifier.facets._changed import main_effect, parts
from verifier.facets._effects import tells
from verifier.facets._terms import Term, empty_words, everywhere, met
from verifier.facets._words import field_text, language, subject, undecided, words
from verifier.facets.source_kind import pools_others
from verifier.facets.topic import WIDE
from verifier.lexicon import pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.vocabulary import builtin
from verifier.wording.assertion import tells_result

FACETS = ("outcome",)

_READ = 5  # sentences from which a record can be said not to speak of something
_ASIDE = ("eligibilityCriteria",)
_NAMED = ("condition", "symptom")
# "After a heart attack", "people with fractures": who they were, and nothing that changed.
_WHOSE = re.compile(
    r"(?i)\b(?:with|after|following|since|post|despite|had|having|history of|because of|due to|treated for|from|than"
    r"|nach|mit|après|avec|tras|con)\W+(?:(?:an?|the|their|old|recent|previous|first|acute|einem|une?|los?)\W+){0,2}$"
)
# "Relapsing MS", "Survivors": names of diseases and people, no outcome.
_PEOPLE = re.compile(r"(?i)^\W*(?:survivors?|patients?|victims?|units?|clinics?|beds?|staff|workers?)\b")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each outcome of the lexicon that a clause says to change, beside the record."""
    del today  # what was measured stays measured
    if not reading.facet(tells_result) or reading.facet(main_effect) is None or not _readable(source):
        return
    named = tuple(_by_name(reading, source))
    yield from named or _governed(reading, source)


def _by_name(reading: Reading, source: Source) -> Iterator[Comparison]:
    """Each outcome of the lexicon that a clause speaks of."""
    if spoken(reading.facet(language), "outcomes", *_meanings()).search(reading.text) is None:
        return
    for name in names():
        said = next(_said(reading, name), None)
        if said is None:
            continue
        relation, shown = source.facet(_spoken_of)[name]
        yield Comparison("outcome", relation, Quote(said[0], "claim"), shown, reading.part, name)


def _governed(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The disease or symptom that a clause says to change, where the record is silent on it and on all around it."""
    said = reading.facet(parts)
    keys = source.facet(everywhere)
    own = [term for term in said.outcome if term.weight >= 1]
    kinds = _NAMED if source.paper is not None else _NAMED[:1]  # a registration need not name what it may relieve
    named = next((term for term in own if term.kind in kinds), None)
    if named is None or any(met(term, keys) for term in own) or undecided(reading, named.start, named.end):
        return
    if named.keys[0].removeprefix("concept:") in WIDE and reading.text[: named.end].endswith("ed"):
        return  # "cures patients infected with it": whom a clause is about
    if not any(met(term, keys) for term in said.subject if term.weight >= 1) or _touched(reading, named, source):
        return
    quote = Quote(reading.text[named.start : named.end], "claim")
    yield Comparison("outcome", "absent", quote, source.sentences[0].quote, reading.part, named.kind)


def _touched(reading: Reading, named: Term, source: Source) -> bool:
    """Whether a record has a word of a concept's name, or speaks of what covers it ("heart disease" for heart attacks)."""
    concept = named.keys[0].removeprefix("concept:")
    above = {f"concept:{wider}" for wider in builtin().above(concept) if wider not in WIDE}
    if not above.isdisjoint(source.facet(everywhere)):
        return True
    stems = source.facet(subject).stems
    return any(
        token.stem in stems
        for token in reading.facet(words)
        if named.start <= token.start < named.end and token.word not in empty_words(reading.facet(language))
    )


@cache
def names() -> tuple[str, ...]:
    """The outcomes that the lexicon knows."""
    return tuple(meaning.removeprefix("said-") for meaning in _meanings())


@cache
def _meanings() -> tuple[str, ...]:
    """The tables of the lexicon by which claims speak of outcomes."""
    return tuple(meaning for meaning in lexicon.load("outcomes") if meaning.startswith("said-"))


def _said(reading: Reading, name: str) -> Iterator[re.Match[str]]:
    """The places where a clause speaks of an outcome as changed."""
    text = reading.text
    for match in spoken(reading.facet(language), "outcomes", f"said-{name}").finditer(text):
        if not _WHOSE.search(text, 0, match.start()) and not _PEOPLE.match(text[match.end() :]):
            yield match


def _readable(source: Source) -> bool:
    """Whether a record was read so far that its silence tells something."""
    return len(source.sentences) >= _READ and not source.facet(pools_others)


def _spoken_of(source: Source) -> dict[str, tuple[str, Quote]]:
    """For each outcome how the record stands to it, with the words that show it; its title where it is silent."""
    prose = [(s.text, s.where) for s in source.sentences if s.where not in _ASIDE]
    fields = [(text, where) for where, text in source.facet(field_text)]
    count = len(source.sentences)
    told = [(s.text, s.where) for n, s in enumerate(source.sentences) if tells(s, n, count)]
    found = {}
    for name in names():
        shown = _first((*prose, *fields), f"shown-{name}")
        stead = _first(told, f"surrogate-{name}") if shown is None else None
        if shown is not None:
            found[name] = ("same", shown)
        elif stead is not None:
            found[name] = ("narrower", stead)
        else:
            found[name] = ("absent", source.sentences[0].quote)
    return found


def _first(texts: tuple[tuple[str, str], ...] | list[tuple[str, str]], meaning: str) -> Quote | None:
    """The first words of that meaning."""
    words = pattern("outcomes", meaning)
    return next((Quote(match[0], where) for text, where in texts if (match := words.search(text))), None)
