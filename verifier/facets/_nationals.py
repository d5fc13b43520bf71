"""Where a study was done, told by an adjective beside the word for it: "the Korean trial", "una cohorte danesa".

Only what stands right at the study counts, with words between that say how it was built ("a Danish randomised trial"):
"a trial of Chinese herbs" and "the Japanese encephalitis study" place nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from verifier import lexicon
from verifier.lexicon import LANGUAGES, Guarded, by_first_letter, words

_AHEAD = ("en", "de")  # languages in which the adjective stands before its noun


def nationals(text: str, speech: str) -> Iterator[tuple[str, str]]:
    """Each adjective of a country or a part of the world that a text gives a study: as written, and whose it is."""
    for match in _placed(speech if speech in LANGUAGES else "en").finditer(text):
        yield match["land"], next(land for land, forms in _forms().items() if forms.fullmatch(match["land"]))


def is_national(word: str) -> bool:
    """Whether a word is an adjective of a country or a part of the world."""
    return any(forms.fullmatch(word) for forms in _forms().values())


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """Country or part of the world -> its adjectives in all languages."""
    return {land: re.compile(f"(?i)(?:{'|'.join(own)})") for land, own in _adjectives().items()}


@cache
def _adjectives() -> dict[str, list[str]]:
    """The same as expressions."""
    listed: dict[str, list[str]] = lexicon.load("place")["national"]
    return {land: [form.replace("*", r"\w{0,4}") for form in own] for land, own in listed.items()}


@cache
def _placed(speech: str) -> Guarded:
    """An adjective of a country right at the word for a study, in one language."""
    listed = [form for own in _adjectives().values() for form in own]
    land = rf"(?<![\w-])(?P<land>{by_first_letter(listed)})(?![\w-])"
    manner = rf"(?:{'|'.join(words('place', 'manner', speech))})"
    work = rf"(?:{'|'.join(words('place', 'work', speech))})(?!\w)"
    if speech in _AHEAD:
        placed = rf"{land}\s+(?i:(?:{manner},?\s+){{0,3}}(?:{work}))"
    else:
        placed = rf"(?<!\w)(?i:(?:{work})\s+(?:{manner}\s+){{0,3}}){land}"
    return Guarded(re.compile(placed), "|".join(listed))
