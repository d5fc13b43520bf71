"""Where the cells come from: bone marrow, cord, fat and so on, and the patient's own or a donor's.

Facets `cell_source` and `cell_donor`. `different` only when claim and record both name a source and share none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from verifier import lexicon
from verifier.facets._words import concepts, language, subject
from verifier.lexicon import pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("cell_source", "cell_donor")
_KINDS = ("autologous", "donor")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The sources of cells that the clause names beside those of the record, and whose cells they are."""
    del today  # cells do not age here
    group_of, shown = _group_of(), source.facet(groups)
    said = {group_of[hit.concept]: hit for hit in reading.facet(concepts) if hit.concept in group_of} if shown else {}
    for group, hit in said.items():
        quote = Quote(reading.text[hit.start : hit.end], "claim")
        if group in shown:
            yield Comparison("cell_source", "same", quote, Quote(*shown[group]), reading.part, group)
        else:
            other = next(iter(shown))
            yield Comparison("cell_source", "different", quote, Quote(*shown[other]), reading.part, other)
    yield from _donor(reading, source)


def groups(source: Source) -> dict[str, tuple[str, str]]:
    """The groups of sources that a record names, each with the words that name it and where they stand."""
    group_of, named = _group_of(), source.facet(subject).named
    return {group_of[concept]: named[concept] for concept in named if concept in group_of}


@cache
def _group_of() -> dict[str, str]:
    """Concept of cells -> the group of sources that it belongs to."""
    groups: dict[str, list[str]] = lexicon.load("cells")["groups"]
    return {concept: group for group, listed in groups.items() for concept in listed}


def _donor(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The patient's own cells against a donor's: only where the record speaks of one of them alone."""
    whose, speech = source.facet(_whose), reading.facet(language)
    if not any(whose.values()) or spoken(speech, "cells", *_KINDS).search(reading.text) is None:
        return
    for kind, other in (_KINDS, _KINDS[::-1]):
        said = spoken(speech, "cells", kind).search(reading.text)
        if said is None:
            continue
        own, foreign = whose[kind], whose[other]
        if own is not None:
            yield Comparison("cell_donor", "same", Quote(said[0], "claim"), own, reading.part, kind)
        elif foreign is not None:
            yield Comparison("cell_donor", "different", Quote(said[0], "claim"), foreign, reading.part, other)


def _whose(source: Source) -> dict[str, Quote | None]:
    """The first words of each kind in the record."""
    return {kind: _first(source, kind) for kind in _KINDS}


def _first(source: Source, kind: str) -> Quote | None:
    words = pattern("cells", kind)
    for sentence in source.sentences:
        if match := words.search(sentence.text):
            return Quote(match[0], sentence.where)
    return None
