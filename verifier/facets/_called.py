"""By which words a clause may call the trial that it cites: those of its titles, its diseases and their other names, its number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.facets._framed import plain
from verifier.facets._words import concepts
from verifier.lexicon.tokens import tokens
from verifier.model import Reading, Source
from verifier.vocabulary import builtin

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"nct\d{8}")


def of_this_trial(reading: Reading, source: Source, others: Iterable[str]) -> bool:
    """Whether the trial is called by all of some words of a clause, in small letters and without accents.

    "The lung cancer study" is one of NSCLC: a disease may stand under any of its names.
    """
    lacking = set(others) - source.facet(called)
    lacking = {word for word in lacking if not _NUMBER.fullmatch(word)}
    if not lacking:
        return True
    own = source.facet(named)
    text = reading.text
    known = (text[hit.start : hit.end] for hit in reading.facet(concepts) if hit.concept in own)
    return lacking.issubset(_WORD.findall(plain(" ".join(known))))


def called(source: Source) -> frozenset[str]:
    """The words of a record's titles and of the diseases that it lists."""
    return frozenset(_WORD.findall(plain(_titles(source))))


def named(source: Source) -> frozenset[str]:
    """The concepts of a record's titles and of the diseases that it lists."""
    text = _titles(source)
    return frozenset(hit.concept for hit in builtin().find(text, tokens(text)))


def _titles(source: Source) -> str:
    listed = source.trial.conditions if source.trial else ()
    titles = (passage.text for passage in source.record.passages if passage.label == "title")
    return "; ".join((*titles, *listed))
