"""Which thing a number belongs to in a list of numbers: "rash (69%), fever (35%)", "7.0% in Placebo; 47.2% in CZP".

A right number under the wrong label is a wrong number.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity
from verifier.facets._terms import Term, keys_between, met, numbers, terms
from verifier.model import Reading, Source

_CUT = re.compile(
    r"[;,]|\b(?:and|against|versus|vs|compared (?:with|to)|but|while|whereas|und|gegen|contre|frente a)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?i)\s*(?:was|were|is|of|:|=|reached|to|at|an?|about|only|rate|\(|n =|,|\s)*$")
_LEAD = re.compile(r"(?i)[^a-z,;]{0,24}(?:[a-z]{1,12}[^a-z,;]{0,4})?")  # "(n = 12", "(only 12", "(12"
_WORD = re.compile(r"[^\W\d_]{2,}")
_LAST = re.compile(r"([^\W\d_]+)[\s:=(]*(?:(?:was|were|is|of|an?|reached|at)\s+)*$")
_SAYS = re.compile(r"(?i)[:=]|\b(?:was|were|is|of|reached|to|at|rate)\b")
_TIMES = ("people", "year", "week", "month", "day", "hour", "minute")
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
    if all(_opens(text, quantity) for quantity in own):
        for quantity in own:
            opened = text.rfind("(", 0, quantity.start)
            before = max(text.rfind(mark, 0, opened) for mark in (")", ",", ";", ":"))
            joined = max(
                (m.end() for m in re.finditer(r"\b(?:and|or|were|was)\b", text[before + 1 : opened])), default=0
            )
            found[quantity] = (before + 1 + joined, opened)
            if not _WORD.search(text, *found[quantity]):
                return None  # "16 733 (20.7%) of those under 55": the name comes after
        return found if len(set(found.values())) == len(own) else None
    if ";" in text and text.startswith("Result:"):
        for quantity in own:
            left = text.rfind(";", 0, quantity.start) + 1
            right = text.find(";", quantity.end)
            found[quantity] = (left, right if right >= 0 else len(text))
        return found if len(set(found.values())) == len(own) else None
    return None


def _opens(text: str, quantity: Quantity) -> bool:
    """Whether a number opens a bracket, so that what stands before the bracket is its name."""
    opened = text.rfind("(", 0, quantity.start)
    return opened > text.rfind(")", 0, quantity.start) and _LEAD.fullmatch(text, opened + 1, quantity.start) is not None


def _unclaimed(reading: Reading, keys: dict[Quantity, frozenset[str]], own: Quantity) -> set[str]:
    """What only the number's own label says, and the clause does not."""
    others = frozenset().union(*(listed for quantity, listed in keys.items() if quantity is not own))
    said = {key for term in reading.facet(terms) for key in term.keys}
    return {key for key in keys[own] - others if not key.startswith("concept:")} - said


def labelled_otherwise(reading: Reading, said: Quantity, source: Source) -> int | None:
    """The sentence that gives another number right after the very word after which the clause gives this one."""
    if said.kind not in ("amount", "estimate") or said.unit in _TIMES:
        return None
    label = [
        t for t in reading.facet(terms) if t.end <= said.start and _LINK.fullmatch(reading.text, t.end, said.start)
    ]
    if not label or label[-1].weight < _COMMON:
        return None
    bare = not said.unit and said.kind == "amount"
    if bare and not _SAYS.search(reading.text, label[-1].end, said.start) and not _named(reading.text, said):
        return None  # "arm A (1)", "3/1/2011"
    found = None
    for number, listed in enumerate(source.facet(sentence_quantities)):
        for shown in listed:
            if not _comparable(said, shown) or not _led_by(label[-1], source, number, shown):
                continue
            if same(said, shown):
                return None
            found = number if found is None else found
    return found


def _named(text: str, said: Quantity) -> bool:
    """Whether a number is part of the name before it: "serine 65"."""
    ahead = text[said.end : said.end + 1]
    return not said.places and text[said.start - 1 : said.start] in (" ", "-") and ahead not in ("/", "-")


def _comparable(said: Quantity, shown: Quantity) -> bool:
    """Whether two numbers may be values of one thing: of one unit, and the claim's no finer than the record's."""
    points = ("", "point")
    one_unit = shown.unit == said.unit or (shown.unit in points and said.unit in points)
    finer = shown.places == said.places if said.unit == "" and said.kind == "amount" else shown.places >= said.places
    return shown.kind == said.kind and one_unit and finer


def _led_by(label: Term, source: Source, number: int, shown: Quantity) -> bool:
    """Whether a number of a sentence stands right after a word that means the label."""
    before = max(0, shown.start - 40)
    tail = _LAST.search(source.sentences[number].text[before : shown.start])
    return tail is not None and met(label, keys_between(source, number, before + tail.start(1), before + tail.end(1)))
