"""Where a trial is done: the country or the hospital that a clause places it in, beside its registered sites.

Facet `place`; detail is `country` or `body`. Fields: contactsLocationsModule.locations (facility, city, country).
A trial without registered sites, or with sites that the registry leaves unnamed, says nothing on hospitals.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from verifier import lexicon
from verifier.facets.sponsor import named_in, same_body
from verifier.lexicon import pattern, words
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("place",)
WHERE = "contactsLocationsModule.locations"

_PROPER = r"(?:[A-ZÀ-Þ][\w'’.-]*)(?:\s+(?:of|for|the|and|&|de|der|du|del|[A-ZÀ-Þ][\w'’.-]*)){0,7}"
_AT = re.compile(rf"(?:at|in|am|an der|im|à|en)\s+(?:the\s+|our\s+|den?\s+|der\s+|l['’])?({_PROPER})")
_IN = re.compile(r"(?:in|across|throughout|en|au|aux)\s+(?:the\s+|den\s+)?$")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The country and the body that a clause places its trial in, beside the registered sites."""
    del today  # a site stays listed when it has closed
    trial = source.trial
    if trial is None or not trial.locations:
        return
    for said, country in _countries(reading.text):
        known = tuple(dict.fromkeys(name for _, _, name in trial.locations if name))
        if not known:
            continue
        relation = "same" if any(_name(name) == country for name in known) else "different"
        shown = Quote(next((n for n in known if _name(n) == country), known[0]), f"{WHERE}.country")
        yield Comparison("place", relation, Quote(said, "claim"), shown, reading.part, "country")
    for name in _bodies(reading.text):
        site = next((place[0] for place in trial.locations if same_body(name, place[0])), None)
        others = (
            trial.lead_sponsor,
            trial.organization,
            *trial.collaborators,
            *(city for _, city, _ in trial.locations),
        )
        here = site is not None or named_in(name, source) or any(same_body(name, other) for other in others if other)
        if not here and any(pattern("place", "nameless").search(facility) for facility, _, _ in trial.locations):
            continue
        shown = Quote(site or trial.locations[0][0], f"{WHERE}.facility")
        yield Comparison("place", "same" if here else "different", Quote(name, "claim"), shown, reading.part, "body")


def _countries(text: str) -> Iterator[tuple[str, str]]:
    """The countries in which a clause says that the study is done: as written, and as the registry names them."""
    for match in _country().finditer(text):
        before = _IN.search(text, max(0, match.start() - 30), match.start())
        if before and _held(text[: before.start()]):
            yield match[0], _name(match[0])


def _bodies(text: str) -> Iterator[str]:
    """The hospitals, clinics and institutes at which a clause says that the study is done."""
    for match in _AT.finditer(text):
        name = match[1].rstrip(".,'’- ")
        if pattern("sponsor", "body").search(name) and len(name.split()) > 1 and _held(text[: match.start()]):
            yield name


def _held(before: str) -> bool:
    """Whether a text ends with words that place a study where the next words say."""
    near = f"{before[-80:].rstrip()} "
    return any(match.end() >= len(near) - 1 for match in pattern("place", "held").compiled.finditer(near))


def _name(country: str) -> str:
    """The name under which a country is compared ("Korea, Republic of" is "South Korea")."""
    return _others().get(country, country)


@cache
def _others() -> dict[str, str]:
    """Other names of countries -> the registry's."""
    pairs: list[str] = lexicon.load("place")["also"]["pairs"]
    return {pair.partition(" = ")[0]: pair.partition(" = ")[2] for pair in pairs}


@cache
def _country() -> re.Pattern[str]:
    """The names of countries, in their own capitals."""
    known = sorted((*words("place", "country"), *_others()), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
