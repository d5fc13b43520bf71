"""The names of countries and of parts of the world, and numbers of sites and countries, as clauses write them."""

from __future__ import annotations

import re
from functools import cache

from verifier import lexicon
from verifier.facets.counted import number_words
from verifier.lexicon import pattern, words


def land_of(country: str) -> str:
    """The name under which a country is compared ("Korea, Republic of" is "South Korea")."""
    return _others().get(country, country)


@cache
def _others() -> dict[str, str]:
    """Other names of countries -> the registry's."""
    pairs: list[str] = lexicon.load("place")["also"]["pairs"]
    return {pair.partition(" = ")[0]: pair.partition(" = ")[2] for pair in pairs}


@cache
def parts() -> dict[str, frozenset[str]]:
    """Parts of the world -> the countries that lie in them."""
    return {part: frozenset(listed) for part, listed in lexicon.load("place")["parts"].items()}


@cache
def country_names() -> re.Pattern[str]:
    """The names of countries and of parts of the world, in their own capitals."""
    known = sorted((*words("place", "country"), *_others(), *parts()), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


@cache
def number_of(meaning: str) -> re.Pattern[str]:
    """A number of sites or countries, with a word or two that describe them: "67 sites", "three Spanish hospitals".

    "Two of the sites" counts a part of them, and "four countries had sites" no sites.
    """
    other = "|".join(("of", number_words(), *(words("place", "lands") if meaning == "counted" else ())))
    return re.compile(
        rf"(?<![\w.,-])({number_words()})\s+(?:(?!(?:{other})\s)[\w-]+\s+){{0,2}}?{pattern('place', meaning).pattern}",
        re.IGNORECASE,
    )


@cache
def number_behind() -> re.Pattern[str]:
    """The same with the number at its end: "the number of sites is seven"."""
    numbers = "number|anzahl|zahl|nombre|número"
    between = rf"(?:\s+(?!(?:{number_words()})\b)[\w'’().-]+){{0,9}}?\s+"
    return re.compile(
        rf"\b(?:{numbers})\s+(?:of\s+|der\s+|von\s+|de\s+)?(?:[\w-]+\s+)?{pattern('place', 'counted').pattern}{between}({number_words()})(?!\w)",
        re.IGNORECASE,
    )


@cache
def bounds(way: str) -> str:
    """The words before a number that make it the least ("over") or the most ("under") there are."""
    return rf"(?:^|(?<=\s))(?:{'|'.join(map(re.escape, words('numbers', way)))})"
