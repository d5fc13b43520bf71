"""How a treatment gets into the body: the way that a clause names beside those of the record.

Facet `route`. `same` when the record names the way; `different` when it names another one for what it gives and this
one nowhere. A record that only speaks of injections or infusions leaves open which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._words import field_text, language
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("route",)

ROUTES = ("vein", "joint", "mouth", "skin", "lungs", "nose", "under-skin", "muscle", "spine", "eye", "heart")
_READ = 5  # sentences from which a record can be said not to name something
# "Instead of tablets", "without injections", "than by mouth": a way that is not the treatment's own.
_OTHER = re.compile(
    r"(?i)\b(?:than|instead of|rather than|without|not|no|versus|vs\.?|against|unlike|or|and|compared (?:with|to)|from|over"
    r"|statt|ohne|nicht|kein\w*|au lieu de|sans|pas de|en lugar de|sin)\s+(?:\w+\s+){0,2}$"
)
# "Oral hygiene", "oral thrush", "gel electrophoresis": words of ways that are none here.
_NO_ROUTE = re.compile(
    r"(?i)^(?:ly)?\W*(?:health|hygiene|thrush|cavity|mucos\w*|cancer|lesions?|candid\w*|lichen|surgery|surgeons?|presentation"
    r"|electrophoresis|box|bacteria|microb\w*|flora|ulcers?|examination|history|glucose tolerance|mucositis)\b"
)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("routes", *ROUTES))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The one way that a clause names beside the record's; nothing where it names several, or none."""
    del today  # how a treatment was given does not change
    if spoken(reading.facet(language), "routes", *ROUTES).search(reading.text) is None:
        return
    named = {route: match for route in ROUTES if (match := _said(reading, route))}
    if len(named) != 1:
        return
    ((route, match),) = named.items()
    shown = source.facet(given)
    said = Quote(match[0], "claim")
    if route in shown:
        yield Comparison("route", "same", said, shown[route], reading.part, route)
    elif shown and len(source.sentences) >= _READ:
        other, quote = next(iter(shown.items()))
        yield Comparison("route", "different", said, quote, reading.part, other)


def given(source: Source) -> dict[str, Quote]:
    """The ways that a record names, each with the first words that do; all it says, criteria of eligibility too."""
    texts = [(sentence.text, sentence.where) for sentence in source.sentences]
    texts += [(text, where) for where, text in source.facet(field_text)]
    if trial := source.trial:
        texts += [(item.description, "interventions.description") for item in trial.interventions]
        texts += [(f"{arm.label} {arm.description}", "armGroups.description") for arm in trial.arms]
    found: dict[str, Quote] = {}
    for route in ROUTES:
        words = pattern("routes", route)
        for text, where in texts:
            match = next((m for m in words.finditer(text) if not _NO_ROUTE.match(text[m.end() :])), None)
            if match:
                found[route] = Quote(match[0], where)
                break
    return found


def _said(reading: Reading, route: str) -> re.Match[str] | None:
    """The place where a clause names a way in, its own."""
    text = reading.text
    for match in spoken(reading.facet(language), "routes", route).finditer(text):
        if not _OTHER.search(text, 0, match.start()) and not _NO_ROUTE.match(text[match.end() :]):
            return match
    return None
