"""Where a trial is done: the country, town or hospital that a clause places it in, and how many sites it counts.

Facet `place`; detail is `country`, `part` (of the world), `town`, `body`, `countries`, `sites/N`, N of them listed, or
`mentioned` (an adjective, "the Danish trial": it may be of who runs it, and gainsays nothing). Fields:
contactsLocationsModule.locations (facility, city, country), derivedSection.miscInfoModule.removedCountries. A trial without registered sites says nothing here, nor one
with sites that the registry leaves unnamed on hospitals. A town that is not registered excludes nothing: it may lie in a
region or a quarter of another name; it is `absent`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from verifier import lexicon
from verifier.facets._called import of_this_trial
from verifier.facets._nationals import nationals
from verifier.facets._placed import Placed, without
from verifier.facets._plainly import PLAINLY
from verifier.facets._words import concepts, language
from verifier.facets.counted import number_word, number_words
from verifier.facets.sponsor import named_in, same_body
from verifier.lexicon import pattern, words
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("place",)
OF = "trial"
WHERE = "contactsLocationsModule.locations"
REMOVED = "derivedSection.miscInfoModule.removedCountries"

_PROPER = r"(?:[A-ZÀ-Þ][\w'’.-]*)(?:\s+(?:of|for|the|and|&|de|der|du|del|[A-ZÀ-Þ][\w'’.-]*)){0,7}"
_AT = re.compile(rf"(?:at|in|am|an der|im|à|en)\s+(?:the\s+|our\s+|den?\s+|der\s+|l['’])?({_PROPER})")
_TOWN = re.compile(
    r"\b(?:in|à|en)\s+([A-ZÀ-Þ][a-zà-þ'’.-]+(?:[ -][A-ZÀ-Þ][a-zà-þ'’.-]+){0,2})(?=\s*(?:$|[.,;:)]|\s(?:and|with|und|et|y|from|statt|until)\b))"
)
_IN = re.compile(r"(?:in|across|throughout|en|au|aux)\s+(?:the\s+|den\s+)?$")
_IN_LANDS = re.compile(r"\s+(?:in|across|throughout|en|dans)\s+(?:the\s+|den\s+)?")
_THEN = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|und|et|y))\s+(?:(?:in\s+)?(?:the\s+)?)?$")
_AND = re.compile(r"\b(?:in|en|à)\s+[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?(?:,|\s(?:and|und|et|y))\s(?:(?:in|en)\s)?$")
_ONLY = re.compile(
    r"(?i)\b(?:only|solely|exclusively|nur|ausschließlich|uniquement|solo|solamente)\s+(?:in|en|across)?\s*(?:the\s+|den\s+)?$"
)
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
    yield from _in_countries(reading, trial)
    yield from _in_towns(reading, trial)
    yield from _at_bodies(reading, source, trial)
    yield from _counts(reading, trial)


def _of_a_land(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The country that a clause gives its trial by an adjective, beside those where it has, or once had, a site."""
    listed = [(name, f"{WHERE}.country") for _, _, name in trial.locations if name]
    listed += [(name, REMOVED) for name in trial.removed_countries]
    for said, land in nationals(reading.text, reading.facet(language)):
        meant = _parts().get(land, frozenset({land}))
        text, where = next((entry for entry in listed if _name(entry[0]) in meant), ("", ""))
        apart = land in _parts() and {_name(name) for name, _ in listed} - meant
        relation = "same" if text and not apart else "absent"
        yield Comparison("place", relation, Quote(said, "claim"), Quote(text, where), reading.part, "mentioned")


def _plainly(reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """What a clause that says nothing else tells of the countries, or of the number of sites."""
    text = reading.text
    lands = list(_country().finditer(text))
    numbers = list(_number_of("counted").finditer(text)) or list(_number_behind().finditer(text))
    single = pattern("place", "one-site").search(text)
    found = (
        [match.span() for match in lands] or [match.span() for match in numbers] or ([single.span()] if single else [])
    )
    if not found or bool(lands) is bool(numbers or single) or any(_ONLY.search(text[: m.start()]) for m in lands):
        return
    said = without(reading, found)
    over = trial.overall_status in _OVER
    if said is None or (over and (said.now or said.ahead)) or not of_this_trial(reading, source, said.others):
        return
    if lands:
        yield from _plain_lands(reading, trial, lands, said)
    else:
        yield from _plain_sites(reading, trial, [number_word(match[1]) for match in numbers])


def _plain_lands(reading: Reading, trial: TrialFacts, told: list[re.Match[str]], said: Placed) -> Iterator[Comparison]:
    """The countries that such a clause names: all of them must be those of sites."""
    known = tuple(dict.fromkeys(name for _, _, name in trial.locations if name))
    named = {_name(name) for name in known} | {_name(name) for name in trial.removed_countries}
    lands = [_name(match[0]) for match in told]
    if not known or any(land in _parts() for land in lands):
        return
    all_fit = named.issuperset(lands)
    for match, land in zip(told, lands, strict=True):
        relation = "same" if land in named else "absent" if said.doer else "different"
        shown = Quote(next((name for name in known if _name(name) == land), known[0]), f"{WHERE}.country")
        detail = PLAINLY if all_fit else "country"
        yield Comparison("place", relation, Quote(match[0], "claim"), shown, reading.part, detail)


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
    named = {_name(name) for name in known}
    for said, country, alone in _countries(reading.text) if known else ():
        part = _parts().get(country)
        fits = named & part if part else named & {country}
        kept = not named - (part or {country})
        relation = "different" if not fits or (alone and not kept) else "same" if not part or kept else "absent"
        text = next((n for n in known if (_name(n) in fits) is not (alone and not kept)), known[0])
        shown = Quote(text, f"{WHERE}.country")
        yield Comparison("place", relation, Quote(said, "claim"), shown, reading.part, "part" if part else "country")


def _in_towns(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The town in which a clause says that the study took place."""
    towns = {_folded(city): city for _, city, _ in trial.locations if city}
    hits = reading.facet(concepts)
    for match in _TOWN.finditer(reading.text):
        name, start = match[1].rstrip("."), match.start(1)
        if _country().fullmatch(name) or any(hit.start < match.end(1) and start < hit.end for hit in hits):
            continue
        said = Quote(name, "claim")
        if city := towns.get(_folded(name)):
            yield Comparison("place", "same", said, Quote(city, f"{WHERE}.city"), reading.part, "town")
        elif towns and _ends(reading.text[: match.start()], "settled"):
            listed = any(_folded(name) in _folded(facility) for facility, _, _ in trial.locations)
            shown = Quote(next(iter(towns.values())), f"{WHERE}.city")
            yield Comparison("place", "same" if listed else "absent", said, shown, reading.part, "town")


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
    for match in _number_of("counted").finditer(text):
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
    lands = {_name(country) for _, _, country in trial.locations if country}
    for match in _number_of("lands").finditer(text) if lands else ():
        fits = _counted(number_word(match[1]), _bound(text, match.start(1)), {len(lands)}, len(lands)) == "same"
        words_ = Quote(match[0], "claim")
        yield Comparison(
            "place", "same" if fits else "absent", words_, Quote("", f"{WHERE}.country"), reading.part, "countries"
        )


def _listed(text: str, at: int, trial: TrialFacts) -> set[int]:
    """How many sites a number of them may count: all, or those of the countries that stand right behind it."""
    joined = _IN_LANDS.match(text, at)
    land = _country().match(text, joined.end()) if joined else None
    if land is None or _name(land[0]) in _parts():
        facilities = {facility for facility, _, _ in trial.locations if facility}
        by_country = Counter(_name(country) for _, _, country in trial.locations)
        named = {_name(match[0]) for match in _country().finditer(text)} if land is None else set()
        return {len(trial.locations), len(facilities) or len(trial.locations), *(by_country[name] for name in named)}
    named = {_name(match[0]) for match in _country().finditer(text, land.start())}
    by_country = Counter(_name(country) for _, _, country in trial.locations if _name(country) in named)
    return {by_country[_name(land[0])], by_country.total()}


def _bound(text: str, at: int) -> str:
    """Whether a number is told as the least or the most there are: "over", "under" or ""."""
    before = text[max(0, at - _BOUND) : at].rstrip()
    return next((way for way in ("over", "under") if re.search(rf"(?i){_bounds(way)}$", before)), "")


def _counted(number: int, bound: str, known: set[int], listed: int) -> str:
    """How a number of places stands to those that it may count; one near these, or all listed, may be a slip of counting."""
    if number in known or (bound == "over" and number < max(known)) or (bound == "under" and number > min(known)):
        return "same"
    far = all(max(number, n) >= _FAR_OFF * max(1, min(number, n)) and abs(number - n) >= _FEW for n in {*known, listed})
    return "different" if far else "absent"


def _countries(text: str) -> Iterator[tuple[str, str, bool]]:
    """Where in the world a clause says that the study is done: as written, as the registry names it, whether only there."""
    last = -1  # where the last one that was said so ends
    for match in _country().finditer(text):
        before = _IN.search(text, max(0, match.start() - 30), match.start())
        joined = last >= 0 and _THEN.fullmatch(text, last, match.start()) is not None
        town = _AND.search(text, 0, match.start())  # "in Lyon and in Norway"
        joined = joined or (town is not None and _ends(text[: town.start()], "held"))
        if joined or (before and _ends(text[: before.start()], "held")):
            last = match.end()
            yield match[0], _name(match[0]), _ONLY.search(text[: match.start()]) is not None


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


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _name(country: str) -> str:
    """The name under which a country is compared ("Korea, Republic of" is "South Korea")."""
    return _others().get(country, country)


@cache
def _others() -> dict[str, str]:
    """Other names of countries -> the registry's."""
    pairs: list[str] = lexicon.load("place")["also"]["pairs"]
    return {pair.partition(" = ")[0]: pair.partition(" = ")[2] for pair in pairs}


@cache
def _parts() -> dict[str, frozenset[str]]:
    """Parts of the world -> the countries that lie in them."""
    return {part: frozenset(listed) for part, listed in lexicon.load("place")["parts"].items()}


@cache
def _country() -> re.Pattern[str]:
    """The names of countries and of parts of the world, in their own capitals."""
    known = sorted((*words("place", "country"), *_others(), *_parts()), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


@cache
def _number_of(meaning: str) -> re.Pattern[str]:
    """A number of sites or countries, with a word or two that describe them: "67 sites", "three Spanish hospitals"."""
    return re.compile(
        rf"(?<![\w.,])({number_words()})\s+(?:(?!(?:{number_words()})\s)[\w-]+\s+){{0,2}}?{pattern('place', meaning).pattern}",
        re.IGNORECASE,
    )


@cache
def _number_behind() -> re.Pattern[str]:
    """The same with the number at its end: "the number of sites is seven"."""
    numbers = "number|anzahl|zahl|nombre|número"
    between = rf"(?:\s+(?!(?:{number_words()})\b)[\w'’().-]+){{0,9}}?\s+"
    return re.compile(
        rf"\b(?:{numbers})\s+(?:of\s+|der\s+|von\s+|de\s+)?(?:[\w-]+\s+)?{pattern('place', 'counted').pattern}{between}({number_words()})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _bounds(way: str) -> str:
    """The words before a number that make it the least ("over") or the most ("under") there are."""
    return rf"(?:^|(?<=\s))(?:{'|'.join(map(re.escape, words('numbers', way)))})"
