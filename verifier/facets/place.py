"""Where a trial is done: the country, town or hospital that a clause places it in, and how many sites it counts.

Facet `place`; detail is `country`, `part` (of the world), `town`, `body`, `countries`, `sites/N`, N of them listed, or
`mentioned` (an adjective, "the Danish trial": it may be of who runs it, and gainsays nothing). Fields:
contactsLocationsModule.locations (facility, city, country), derivedSection.miscInfoModule.removedCountries. A trial without registered sites says nothing here, nor one
with sites that the registry leaves unnamed on hospitals. Every place of a clause is read by itself, and so is what it denies
("no site was in Japan") or tells as all there is ("in Norway only"). A town that is not registered excludes nothing: it may lie
in a region or a quarter of another name; it is `absent`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from verifier.facets._called import of_this_trial
from verifier.facets._nationals import nationals
from verifier.facets._place_names import bounds, country_names, land_of, number_behind, number_of, parts
from verifier.facets._placed import Placed, without
from verifier.facets._plainly import PLAINLY
from verifier.facets._towns import NOT_BEGUN, WHERE, in_towns
from verifier.facets._whereabouts import Whereabouts, whereabouts
from verifier.facets._words import language
from verifier.facets.counted import number_word
from verifier.facets.sponsor import named_in, same_body
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("place",)
OF = "trial"
REMOVED = "derivedSection.miscInfoModule.removedCountries"

_PROPER = r"(?:[A-ZÀ-Þ][\w'’.-]*)(?:\s+(?:of|for|the|and|&|de|der|du|del|[A-ZÀ-Þ][\w'’.-]*)){0,7}"
_AT = re.compile(rf"(?:at|in|am|an der|im|à|en)\s+(?:the\s+|our\s+|den?\s+|der\s+|l['’])?({_PROPER})")
_IN = re.compile(r"(?:in|across|throughout|en|au|aux)\s+(?:the\s+|den\s+)?$")
_IN_LANDS = re.compile(r"\s+(?:in|across|throughout|en|dans)\s+(?:the\s+|den\s+)?")
_THEN = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|und|et|y))\s+(?:(?:in\s+)?(?:the\s+)?)?$")
_AND = re.compile(r"\b(?:in|en|à)\s+[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?(?:,|\s(?:and|und|et|y))\s(?:(?:in|en)\s)?$")
_BODIES = 6  # hospitals of a clause that are looked for among what may be a thousand sites
_BOUND = 14  # characters before a number in which the word that bounds it stands
_CARED_FOR = re.compile(  # where people were before, not where the study is done
    r"(?i)\b(?:patients|people|adults|women|men|children|those)\s+(?:\w+\s+)?(?:treated|seen|cared for|admitted|operated on|born|diagnosed)\s+(?:at|in|across|from)\s+(?:\w+\s+){1,3}$"
)
_LEAST_ONE = re.compile(
    r"(?i)\b(?:at least|no fewer than|not just|more than|one or more|mindestens|au moins|al menos)\b[^,.;]{0,40}$"
)
_OVER = ("COMPLETED", "TERMINATED", "WITHDRAWN")
_FAR_OFF, _FEW = 1.5, 3  # how many times as many sites, and how many more of them, no slip of counting makes


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The places and the number of sites that a clause gives its trial, beside the registered sites."""
    del today  # a site stays listed when it has closed
    trial = source.trial
    if trial is None:
        return
    yield from _of_a_land(reading, trial)
    if not trial.locations:
        return
    plainly = list(_plainly(reading, source, trial))
    if plainly:
        yield from plainly
        return
    found = [*_in_countries(reading, trial), *_towns(reading, trial)]
    found += [*_at_bodies(reading, source, trial), *_counts(reading, trial)]
    yield from found
    yield from _strangers(reading, trial, found)


def _towns(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The towns of a clause; a body of the record that is named behind one ("in Oslo and Acme paid") is no town."""
    own = (trial.lead_sponsor, trial.organization, *trial.collaborators)
    return in_towns(
        reading,
        trial,
        settled=lambda before: _ends(before.removesuffix(" in").removesuffix(" en"), "settled"),
        named=lambda name: any(same_body(name, body) for body in own if body),
    )


def _of_a_land(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The country that a clause gives its trial by an adjective, beside those where it has, or once had, a site."""
    listed = [(name, f"{WHERE}.country") for _, _, name in trial.locations if name]
    listed += [(name, REMOVED) for name in trial.removed_countries]
    for said, land in nationals(reading.text, reading.facet(language)):
        meant = parts().get(land, frozenset({land}))
        text, where = next((entry for entry in listed if land_of(entry[0]) in meant), ("", ""))
        apart = land in parts() and {land_of(name) for name, _ in listed} - meant
        relation = "same" if text and not apart else "absent"
        yield Comparison("place", relation, Quote(said, "claim"), Quote(text, where), reading.part, "mentioned")


def _plainly(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """What a clause that says nothing else tells of the countries, or of the number of sites."""
    text = reading.text
    lands = list(country_names().finditer(text))
    numbers = list(number_of("counted").finditer(text)) or list(number_behind().finditer(text))
    single = pattern("place", "one-site").search(text)
    if not lands and not numbers and single is None:
        return
    counts = [*numbers, *(number_of("lands").finditer(text) if lands else ()), *([single] if single else ())]
    told, counted = [match.span() for match in lands], [match.span() for match in counts]
    where = whereabouts(text, told, counted)
    said = without(reading, [*told, *counted, *where.words])
    over = trial.overall_status in _OVER
    if said is None or (over and (said.now or said.ahead)) or not of_this_trial(reading, source, said.others):
        return
    if lands:
        yield from _plain_lands(reading, trial, lands, where, said, list(_counts(reading, trial)) if counts else [])
    else:
        yield from _plain_sites(reading, trial, [number_word(match[1]) for match in numbers])


def _plain_lands(
    reading: Reading,
    trial: TrialFacts,
    told: list[re.Match[str]],
    where: Whereabouts,
    said: Placed,
    counts: list[Comparison],
) -> Iterator[Comparison]:
    """The countries that such a clause names: all of them must be those of sites, or none of those that it denies.

    counts: what the clause counts besides them; each must be right for its whole to be.
    """
    known = tuple(dict.fromkeys(name for _, _, name in trial.locations if name))
    lands = [land_of(match[0]) for match in told]
    if not known or any(land in parts() and not how for land, how in zip(lands, where.turned, strict=True)):
        return
    relations = [_of_one(land, how, where.alone, lands, trial) for land, how in zip(lands, where.turned, strict=True)]
    relations = ["absent" if said.doer and relation == "different" else relation for relation in relations]
    all_fit = {*relations, *(count.relation for count in counts)} == {"same"}
    for match, land, relation in zip(told, lands, relations, strict=True):
        meant = parts().get(land, frozenset({land}))
        shown = Quote(next((name for name in known if land_of(name) in meant), known[0]), f"{WHERE}.country")
        detail = PLAINLY if all_fit else "country"
        yield Comparison("place", relation, Quote(match[0], "claim"), shown, reading.part, detail)
    yield from counts


def _of_one(land: str, turned: str, alone: str, told: list[str], trial: TrialFacts) -> str:
    """How a country of a clause stands to those of the sites; turned, alone: as `Whereabouts` has them."""
    listed = {land_of(name) for _, _, name in trial.locations if name}
    once = {land_of(name) for name in trial.removed_countries}
    if turned:
        return "absent" if turned == "open" else _denied(parts().get(land, frozenset({land})), listed, once, trial)
    if land not in listed:
        return "absent" if land in once else "different"
    if alone and not listed.issubset(told):
        return "different" if alone == "only" else "absent"
    return "same"


def _denied(meant: frozenset[str], listed: set[str], once: set[str], trial: TrialFacts) -> str:
    """How the denial of a country, or of all countries of a part of the world, stands to those of the sites."""
    if meant & listed:
        return "absent" if trial.overall_status in NOT_BEGUN else "different"
    unsure = meant & once or (len(meant) > 1 and not listed.issubset(frozenset().union(*parts().values())))
    return "absent" if unsure else "same"


def _plain_sites(reading: Reading, trial: TrialFacts, told: list[int]) -> Iterator[Comparison]:
    """The number of sites that such a clause tells, or that there is one."""
    facilities = {facility for facility, _, _ in trial.locations if facility}
    listed, number = len(trial.locations), told[0] if told else 1
    known = {listed} if number == 1 else {listed, len(facilities) or listed}
    relation = _counted(number, "", known, listed) if len(told) < 2 else "absent"
    if not told and listed >= _FEW:
        relation = "different"
    detail = f"{PLAINLY}/sites/{listed}" if relation == "same" else f"sites/{listed}"
    yield Comparison("place", relation, Quote(reading.text, "claim"), Quote("", WHERE), reading.part, detail)


def _in_countries(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The countries and parts of the world of a clause beside those of the sites."""
    known = tuple(dict.fromkeys(name for _, _, name in trial.locations if name))
    listed = {land_of(name) for name in known}
    for said, country, how, alone in _countries(reading.text) if known else ():
        part = parts().get(country)
        fits = listed & part if part else listed & {country}
        kept = not listed - (part or {country})
        if how:
            relation = _of_one(country, how, "", [], trial)
        elif alone == "open" and not kept:
            relation = "absent"
        else:
            relation = "different" if not fits or (alone and not kept) else "same" if not part or kept else "absent"
        text = next((n for n in known if (land_of(n) in fits) is not (alone == "only" and not kept)), known[0])
        shown = Quote(text, f"{WHERE}.country")
        yield Comparison("place", relation, Quote(said, "claim"), shown, reading.part, "part" if part else "country")


def _strangers(reading: Reading, trial: TrialFacts, found: list[Comparison]) -> Iterator[Comparison]:
    """The countries that a clause names and in which no site is listed: what else it says bears out no place."""
    listed = {land_of(name) for _, _, name in trial.locations if name}
    if not listed:
        return
    for match in country_names().finditer(reading.text):
        land = land_of(match[0])
        if not listed & parts().get(land, {land}) and all(match[0] not in c.said.text for c in found):
            shown = Quote(trial.locations[0][2], f"{WHERE}.country")
            yield Comparison("place", "absent", Quote(match[0], "claim"), shown, reading.part, "country")


def _at_bodies(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """The hospital at which a clause says that the study is done."""
    facilities = tuple(dict.fromkeys(facility for facility, _, _ in trial.locations))
    cities = tuple(dict.fromkeys(city for _, city, _ in trial.locations))
    for name in islice(dict.fromkeys(_bodies(reading.text)), _BODIES):
        site = next((facility for facility in facilities if same_body(name, facility)), None)
        others = (trial.lead_sponsor, trial.organization, *trial.collaborators, *cities)
        here = site is not None or named_in(name, source) or any(same_body(name, other) for other in others if other)
        if not here and any(pattern("place", "nameless").search(facility) for facility, _, _ in trial.locations):
            continue
        shown = Quote(site or trial.locations[0][0], f"{WHERE}.facility")
        yield Comparison("place", "same" if here else "different", Quote(name, "claim"), shown, reading.part, "body")


def _counts(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The number of sites, or of countries, of a clause beside the number registered."""
    text = reading.text
    for match in number_of("counted").finditer(text):
        known, bound = _listed(text, match.end(), trial), _bound(text, match.start(1))
        framed = _ends(text[: match.end()], "held") and _CARED_FOR.search(text[: match.start(1)] + "x ") is None
        if number_word(match[1]) == 1 and _LEAST_ONE.search(text, 0, match.end()):
            continue  # "one or more clinics in Chile"
        relation = _counted(number_word(match[1]), bound, known, len(trial.locations))
        shown = Quote("", WHERE)  # how long a list is stands nowhere in it
        detail = f"sites/{len(trial.locations)}"
        yield Comparison(
            "place",
            relation if framed or relation == "same" else "absent",
            Quote(match[0], "claim"),
            shown,
            reading.part,
            detail,
        )
    single = pattern("place", "one-site").search(text) if len(trial.locations) >= _FEW else None
    if single and _LEAST_ONE.search(text, 0, single.end()) is None:
        shown = Quote("", WHERE)
        yield Comparison(
            "place", "different", Quote(single[0], "claim"), shown, reading.part, f"sites/{len(trial.locations)}"
        )
    lands = {land_of(country) for _, _, country in trial.locations if country}
    for match in number_of("lands").finditer(text) if lands else ():
        fits = _counted(number_word(match[1]), _bound(text, match.start(1)), {len(lands)}, len(lands)) == "same"
        words_ = Quote(match[0], "claim")
        yield Comparison(
            "place", "same" if fits else "absent", words_, Quote("", f"{WHERE}.country"), reading.part, "countries"
        )


def _listed(text: str, at: int, trial: TrialFacts) -> set[int]:
    """How many sites a number of them may count: all, or those of the countries that stand right behind it."""
    joined = _IN_LANDS.match(text, at)
    land = country_names().match(text, joined.end()) if joined else None
    if land is None or land_of(land[0]) in parts():
        facilities = {facility for facility, _, _ in trial.locations if facility}
        by_country = Counter(land_of(country) for _, _, country in trial.locations)
        named = {land_of(match[0]) for match in country_names().finditer(text)} if land is None else set()
        return {len(trial.locations), len(facilities) or len(trial.locations), *(by_country[name] for name in named)}
    named = {land_of(match[0]) for match in country_names().finditer(text, land.start())}
    by_country = Counter(land_of(country) for _, _, country in trial.locations if land_of(country) in named)
    return {by_country[land_of(land[0])], by_country.total()}


def _bound(text: str, at: int) -> str:
    """Whether a number is told as the least or the most there are: "over", "under" or ""."""
    before = text[max(0, at - _BOUND) : at].rstrip()
    return next((way for way in ("over", "under") if re.search(rf"(?i){bounds(way)}$", before)), "")


def _counted(number: int, bound: str, known: set[int], listed: int) -> str:
    """How a number of places stands to those that it may count; one near these, or all listed, may be a slip of counting."""
    if number in known or (bound == "over" and number < max(known)) or (bound == "under" and number > min(known)):
        return "same"
    far = all(max(number, n) >= _FAR_OFF * max(1, min(number, n)) and abs(number - n) >= _FEW for n in {*known, listed})
    return "different" if far else "absent"


def _countries(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Where in the world a clause says that the study is done: as written, as the registry names it, whether it denies it or tells it alone.

    What it denies counts wherever it stands: the words that deny are about places.
    """
    listed = list(country_names().finditer(text))
    where = whereabouts(text, [match.span() for match in listed], []) if listed else Whereabouts(())
    last = -1  # where the last one that was said so ends
    for match, turned in zip(listed, where.turned, strict=True):
        before = _IN.search(text, max(0, match.start() - 30), match.start())
        joined = last >= 0 and _THEN.fullmatch(text, last, match.start()) is not None
        town = _AND.search(text, 0, match.start())  # "in Lyon and in Norway"
        joined = joined or (town is not None and _ends(text[: town.start()], "held"))
        if turned or joined or (before and _ends(text[: before.start()], "held")):
            last = -1 if turned else match.end()
            yield match[0], land_of(match[0]), turned, where.alone


def _bodies(text: str) -> Iterator[str]:
    """The hospitals, clinics and institutes at which a clause says that the study is done."""
    for match in _AT.finditer(text):
        name = match[1].rstrip(".,'’- ")
        if pattern("sponsor", "body").search(name) and len(name.split()) > 1 and _ends(text[: match.start()], "held"):
            yield name


def _ends(before: str, meaning: str) -> bool:
    """Whether a text ends with words that place a study where the next words say."""
    near = f"{before[-80:].rstrip()} "
    return any(match.end() >= len(near) - 1 for match in pattern("place", meaning).compiled.finditer(near))
