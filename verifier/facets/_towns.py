"""The towns in which a clause says that a study took place, beside those of its sites.

Of several towns each is read by itself: "in Athens and Madrid" is not borne out by Athens. A town that is not registered
excludes nothing, since it may lie in a region or a quarter of another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from verifier.facets._place_names import country_names
from verifier.facets._whereabouts import Whereabouts, whereabouts
from verifier.facets._words import concepts
from verifier.model import Comparison, Quote, Reading, TrialFacts

WHERE = "contactsLocationsModule.locations"
NOT_BEGUN = ("WITHDRAWN", "NOT_YET_RECRUITING")

_NAME = r"[A-ZÀ-Þ][a-zà-þ'’.-]+(?:[ -][A-ZÀ-Þ][a-zà-þ'’.-]+){0,2}"
_TOWN = re.compile(
    rf"\b(?:in|à|en)\s+({_NAME})(?=\s*(?:$|[.,;:)]|\s(?:and|or|with|und|oder|et|ou|y|o|from|statt|until|only|alone)\b))"
)
_NEXT = re.compile(rf"(,\s+|,?\s+(?:and|or|nor|und|oder|noch|et|ou|ni|y|e|o)\s+)(?:(?:in|à|en)\s+)?({_NAME})(?![\w-])")


def in_towns(
    reading: Reading, trial: TrialFacts, settled: Callable[[str], bool], named: Callable[[str], bool]
) -> Iterator[Comparison]:
    """The towns of a clause beside those of the sites.

    settled: whether a text ends with words that tell of a place and of nothing else ("took place"). named: whether a name
    is of something else, such as a body of the record.
    """
    text = reading.text
    towns = {folded(city): city for _, city, _ in trial.locations if city}
    for listed in _chains(reading, named) if towns else ():
        where = whereabouts(text, [(start, end) for start, end, _ in listed], [])
        known = [folded(name) in towns for _, _, name in listed]
        if not any(known) and not settled(text[: listed[0][0]].rstrip()):
            continue
        for number, (_, _, name) in enumerate(listed):
            told = {folded(other) for _, _, other in listed}
            city = towns.get(folded(name), "")
            shown = Quote(city or next(iter(towns.values())), f"{WHERE}.city")
            at_site = bool(city) or any(folded(name) in folded(facility) for facility, _, _ in trial.locations)
            relation = _relation(where, number, trial, at_site=at_site, others=not told.issuperset(towns))
            yield Comparison("place", relation, Quote(name, "claim"), shown, reading.part, "town")


def _relation(where: Whereabouts, number: int, trial: TrialFacts, *, at_site: bool, others: bool) -> str:
    """How one town stands to those of the sites; others: whether there are more of these than the clause names."""
    turned = where.turned[number]
    if turned == "not" and at_site and trial.overall_status not in NOT_BEGUN:
        return "different"
    return "same" if at_site and not turned and not (where.alone and others) else "absent"


def _chains(reading: Reading, named: Callable[[str], bool]) -> Iterator[list[tuple[int, int, str]]]:
    """The towns that a clause names behind "in", those together that it names one after the other, each with its place."""
    text, hits, end = reading.text, reading.facet(concepts), 0
    for match in _TOWN.finditer(text):
        listed = [(match.start(1), match.end(1), match[1])]
        if match.start() < end:
            continue
        joints = []
        while following := _NEXT.match(text, listed[-1][1]):
            listed.append((following.start(2), following.end(2), following[2]))
            joints.append(following[1])
        end = listed[-1][1]
        if not any(joint.strip() != "," for joint in joints):
            listed = listed[:1]  # "in Springfield, Ohio"
        towns = [
            (start, stop, name.rstrip("."))
            for start, stop, name in listed
            if not country_names().fullmatch(name.rstrip("."))
            and not any(hit.start < stop and start < hit.end for hit in hits)
            and (len(listed) < 2 or start == listed[0][0] or not named(name))
        ]
        if towns:
            yield towns


def folded(name: str) -> str:
    """A name in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
