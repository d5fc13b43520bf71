"""What a clause says a trial set out to measure first, beside its registered outcomes: "its main measure was survival".

Facet `endpoint`; detail is the rank that the clause gives, primary or secondary. `same`: a registered outcome of that
rank has the words; `different`: only one of the other rank has them; `absent`: no outcome has them, by these words.
Fields: outcomesModule.primaryOutcomes, secondaryOutcomes (measure, description).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._terms import Term, met, sentence_terms, terms, text_keys
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("endpoint",)
OF = "trial"

_RANKS = ("primary", "secondary")
_STOP = re.compile(r"[.;:(]|,\s+(?:and|with|while|but|which|und|et|y)\b|\b(?:while|whereas|but|which)\b")
_SEVERAL = re.compile(r",|\b(?:and|und|et|y)\b")
_BORNE, _FAR = 0.75, 0.5  # shares of the telling words from which an outcome is the one, and under which it is not
_FAR_BACK = 90  # characters before "was the primary outcome" that name it


class Said(NamedTuple):
    """An outcome with the rank that the clause gives it: where it stands in the clause, and where both do."""

    rank: str
    start: int
    end: int
    first: int
    last: int


def said(reading: Reading) -> tuple[Said, ...]:
    """The outcomes to which the clause gives a rank ("its primary endpoint was X", "X is a secondary outcome")."""
    text = reading.text
    found = []
    for rank in _RANKS:
        for match in pattern("endpoint_rank", rank).finditer(text):
            span = _behind(text, match.end()) or _before(text, match.start())
            if span:
                found.append(Said(rank, *span, min(span[0], match.start()), max(span[1], match.end())))
    return tuple(found)


def _behind(text: str, at: int) -> tuple[int, int] | None:
    """What stands behind "the primary endpoint was", unless it tells what became of it."""
    joined = _joint().match(text, at)
    if joined is None or pattern("endpoint_rank", "fate").match(text, joined.end()):
        return None
    stop = _STOP.search(text, joined.end())
    end = stop.start() if stop else len(text)
    return (joined.end(), end) if text[joined.end() : end].strip() else None


def _before(text: str, at: int) -> tuple[int, int] | None:
    """What stands before "was the primary endpoint"."""
    joint = _last_joint().search(text[:at], max(0, at - 40))
    if joint is None:
        return None
    end = joint.start()
    stops = [match.end() for match in _STOP.finditer(text, max(0, end - _FAR_BACK), end)]
    start = stops[-1] if stops else max(0, end - _FAR_BACK)
    return (start, end) if text[start:end].strip() else None


@cache
def _last_joint() -> re.Pattern[str]:
    """What joins a thing named to the rank behind it, at the end of a text: "was to be its "."""
    joints = pattern("endpoint_rank", "is").pattern
    own = r"(?:the|its|their|an?|his|her|this|our|main|der|die|das|le|la|el)"
    return re.compile(rf"(?:(?:{joints})\s+)+(?:{own}\s+){{0,2}}$", re.IGNORECASE)


@cache
def _joint() -> re.Pattern[str]:
    """What joins a rank to what is named behind it: "was", "will be", a colon; of a study, at most, in between."""
    joints = pattern("endpoint_rank", "is").pattern
    return re.compile(rf"(?:\s+of\s+(?:the|this)\s+\w+)?\s*(?:(?:{joints})\s+|[:=–]\s*)(?:the |an? )?", re.IGNORECASE)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each outcome that the clause ranks beside the registered ones of that rank and of the other."""
    del today  # what was to be measured is read from the record as it stands
    if source.trial is None or not any(outcome.kind == "primary" for outcome in source.trial.outcomes):
        return
    for rank, start, end, first, last in reading.facet(said):
        named = [term for term in reading.facet(terms) if start <= term.start < end]
        words = reading.text[start:end].strip(" ,")
        if not named:
            continue
        (own, shown), (other, elsewhere) = (_nearest(words, named, source, kind) for kind in _ordered(rank))
        another = own < _FAR and other >= _BORNE and _named_so(words, elsewhere.text)
        other_name = _named_so(words, elsewhere.text) and not _named_so(words, shown.text)
        relation = "same" if own >= _BORNE and not other_name else "different" if another else "absent"
        quote = elsewhere if relation == "different" else shown
        told = Quote(reading.text[first:last].strip(" ,"), "claim")
        yield Comparison("endpoint", relation, told, quote, reading.part, rank)


def _ordered(rank: str) -> tuple[str, str]:
    return ("primary", "secondary") if rank == "primary" else ("secondary", "primary")


def _nearest(words: str, named: list[Term], source: Source, rank: str) -> tuple[float, Quote]:
    """How much of what is named the nearest registered outcome of a rank has, from 0 to 1, and its measure."""
    best, shown = 0.0, Quote("", f"{rank}Outcomes")
    safety = pattern("design", "safety-outcome")
    total = sum(term.weight for term in named) or 1.0
    listed = [o for o in source.trial.outcomes if o.kind == rank] if source.trial else []
    for number, outcome in enumerate(listed):
        keys = source.facet(measure_keys).get(f"{rank}Outcomes[{number}]", frozenset())
        share = sum(term.weight for term in named if met(term, keys)) / total
        if safety.search(words) and safety.search(outcome.measure):
            share = 1.0
        better = share > best or (share == best and _named_so(words, outcome.measure) > _named_so(words, shown.text))
        if better or not shown.text:
            best, shown = max(share, best), Quote(outcome.measure, f"{rank}Outcomes[{number}].measure")
    if best < _BORNE and _SEVERAL.search(words):  # "survival and quality of life": each is an outcome of its own
        every = frozenset[str]().union(
            *(keys for at, keys in source.facet(measure_keys).items() if at.startswith(rank))
        )
        best = 1.0 if all(met(term, every) for term in named) else best
    return best, shown


def _named_so(words: str, measure: str) -> bool:
    """Whether an outcome bears a name word by word, or its initials: another rank is told by the name alone."""
    telling = re.findall(r"[^\W\d_]{4,}", words.lower())
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", words)).upper()
    short = len(initials) > 1 and re.search(rf"\b{initials}\b", measure) is not None
    return short or (bool(telling) and all(word[:6] in measure.lower() for word in telling))


def measure_keys(source: Source) -> dict[str, frozenset[str]]:
    """For each registered outcome the keys that meet its measure; its description names other things too."""
    measures = {
        f"{kind}Outcomes[{number}]": outcome.measure
        for kind in _RANKS
        for number, outcome in enumerate(o for o in (source.trial.outcomes if source.trial else ()) if o.kind == kind)
    }
    found = {where: text_keys(measure) for where, measure in measures.items()}
    for sentence, keys in zip(source.sentences, source.facet(sentence_terms), strict=True):
        if sentence.where in measures and sentence.text.rstrip(".") in measures[sentence.where]:
            found[sentence.where] |= keys
    return found
