"""Which thing a number belongs to in a list of numbers: "rash (69%), fever (35%)", "7.0% in Placebo; 47.2% in CZP".

A right number under the wrong label is a wrong number.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._quantities import Quantity, same
from verifier.facets._terms import Term, keys_between, met, numbers, terms
from verifier.model import Reading, Source

_CUT = re.compile(
    r"[;,]|\b(?:and|against|versus|vs|compared (?:with|to)|but|while|whereas|und|gegen|contre|frente a)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?i)\s*(?:was|were|is|of|:|=|reached|to|at|an?|about|only|rate|\(|n =|,|\s)*$")
_COMMON = 0.5  # weight under which a word tells no label from another


def elsewhere(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether the sentence gives this number to one thing and the clause gives it to another of its list."""
    shown = source.facet(sentence_quantities)[number]
    own = [quantity for quantity in shown if quantity.kind in ("amount", "fraction") and _alike(said, quantity)]
    at = [quantity for quantity in own if same(said, quantity)]
    if len(own) < 2 or len(at) != 1:
        return False
    claimed = _labels(reading, said)
    stretches = _stretches(source, number, own)
    if not claimed or stretches is None:
        return False
    keys = {quantity: keys_between(source, number, *stretches[quantity]) for quantity in own}
    mine = keys[at[0]]
    telling = [t for t in claimed if sum(met(t, listed) for listed in keys.values()) == 1]
    return bool(telling) and not any(met(term, mine) for term in telling) and bool(_unclaimed(reading, keys, at[0]))


def _alike(said: Quantity, shown: Quantity) -> bool:
    return (said.unit == shown.unit and said.unit != "") or (said.kind == shown.kind == "fraction")


def _labels(reading: Reading, said: Quantity) -> list[Term]:
    """The telling words in the part of the clause in which the number stands."""
    cuts = [match.span() for match in _CUT.finditer(reading.text)]
    left = max((end for _, end in cuts if end <= said.start), default=0)
    right = min((start for start, _ in cuts if start >= said.end), default=len(reading.text))
    near = [t for t in reading.facet(terms) if left <= t.start < right and (t.weight >= _COMMON or t.kind == "generic")]
    others = [q for q in reading.facet(numbers) if q is not said and left <= q.start < right]
    if near or others:
        return near
    return [t for t in reading.facet(terms) if t.start < said.start and t.weight >= _COMMON]


def _stretches(source: Source, number: int, own: list[Quantity]) -> dict[Quantity, tuple[int, int]] | None:
    """For each number of a list the stretch that names it: before a bracket, or after "in" up to the next number."""
    text = source.sentences[number].text
    found: dict[Quantity, tuple[int, int]] = {}
    if sum(text.rfind("(", 0, q.start) > text.rfind(")", 0, q.start) for q in own) == len(own):
        for quantity in own:
            opened = text.rfind("(", 0, quantity.start)
            before = max(text.rfind(mark, 0, opened) for mark in (")", ",", ";", ":"))
            joined = max(
                (m.end() for m in re.finditer(r"\b(?:and|or|were|was)\b", text[before + 1 : opened])), default=0
            )
            found[quantity] = (before + 1 + joined, opened)
        return found if len(set(found.values())) == len(own) else None
    if ";" in text and text.startswith("Result:"):
        for quantity in own:
            left = text.rfind(";", 0, quantity.start) + 1
            right = text.find(";", quantity.end)
            found[quantity] = (left, right if right >= 0 else len(text))
        return found if len(set(found.values())) == len(own) else None
    return None


def _unclaimed(reading: Reading, keys: dict[Quantity, frozenset[str]], own: Quantity) -> set[str]:
    """What only the number's own label says, and the clause does not."""
    others = frozenset().union(*(listed for quantity, listed in keys.items() if quantity is not own))
    said = {key for term in reading.facet(terms) for key in term.keys}
    return {key for key in keys[own] - others if not key.startswith("concept:")} - said


def labelled_otherwise(reading: Reading, said: Quantity, source: Source) -> int | None:
    """The sentence that gives another number right after the very word after which the clause gives this one."""
    if said.kind not in ("amount", "estimate") or said.unit in ("people", "year", "week", "month", "day"):
        return None
    label = [
        t for t in reading.facet(terms) if t.end <= said.start and _LINK.fullmatch(reading.text, t.end, said.start)
    ]
    if not label or label[-1].weight < _COMMON:
        return None
    for number, listed in enumerate(source.facet(sentence_quantities)):
        text = source.sentences[number].text
        for shown in listed:
            if shown.kind not in ("amount", "estimate") or (shown.unit and said.unit and shown.unit != said.unit):
                continue
            before = max(0, shown.start - 40)
            tail = re.search(
                r"([^\W\d_]+)[\s:=(]*(?:(?:was|were|is|of|an?|reached|at)\s+)*$", text[before : shown.start]
            )
            if tail and met(label[-1], keys_between(source, number, before + tail.start(1), before + tail.end(1))):
                return number
    return None
