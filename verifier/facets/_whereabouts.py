"""How a clause names places: which of them it denies ("no site was in Japan"), and whether it tells them as the only ones.

Between the word that denies and the place only words of placing may stand: "the trial in Japan did not help" denies no
place. Where people are denied, or all of the sites, the place is left open: a site may have had no patients.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from verifier.facets._framed import plain
from verifier.facets._placed import frame
from verifier.lexicon import Phrases, pattern, words

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.;:!?]")
_CLOSED = re.compile(r"\s*(?:$|[.,;:!?)])")  # what stands behind "in Japan alone"
_PEOPLE = re.compile(
    r"(?i)\b(?:patients?|people|participants?|volunteers?|adults|children|women|men|nobody|no[- ]one|anyone|anybody|patient(?:en|innen)|teilnehm\w+|probanden|"
    r"niemand\w*|personnes?|volontaires?|pacientes?|voluntarios|nadie|personas)\b"
)
_SITES = re.compile(
    r"(?i)\b(?:sites?|cent(?:er|re)s?|hospitals?|clinics?|zentr\w+|kliniken?|standorte?|centros?|h[oô]pit\w+|sedes?)\b"
)
_EVERY = re.compile(r"(?i)\b(?:all|every|each|alle[nrs]?|jede[nrs]?|tous|toutes|chaque|todos|todas|cada)\b")


class Whereabouts(msgspec.Struct, frozen=True, gc=False):
    """What a clause makes of the places that it names.

    turned: for each place "not" where it is denied, "open" where that is not clear, else "". alone: "only" where they are
    told as all there are, "open" where they may be. words: where the words stand that do so.
    """

    turned: tuple[str, ...]
    alone: str = ""
    words: tuple[Span, ...] = ()


def whereabouts(text: str, places: list[Span], numbers: list[Span]) -> Whereabouts:
    """What a clause makes of some places in it, given in the order of the text; numbers: those of its sites and countries."""
    turned = [""] * len(places)
    onlys = list(_onlys().finditer(text))
    nots = [m for m in _nots().finditer(text) if not any(only.start() <= m.start() < only.end() for only in onlys)]
    if not nots and not onlys:
        return Whereabouts(tuple(turned))
    bare = _bare(text, [*places, *numbers, *(match.span() for match in (*nots, *onlys))])
    held: list[Span] = []
    for match in nots:
        only = next((other for other in onlys if 0 <= other.start() - match.end() <= 1), None)
        onlys = [other for other in onlys if other is not only]
        how = "open" if only or pattern("place", "elsewhere").fullmatch(match[0]) else _denied(bare, match)
        ahead = [n for n, place in enumerate(places) if _joined(bare, match.end(), place[0])]
        behind = [] if ahead else [n for n, place in enumerate(places) if _closing(bare, place[1], match)]
        for n in ahead or behind:
            turned[n] = how
        held += [match.span()] if ahead or behind else []
    alone = ""
    for match in onlys:
        if how := _alone(bare, match, places):
            alone = alone if alone == "open" else how
            held.append(match.span())
    return Whereabouts(tuple(turned), alone, tuple(held))


def _bare(text: str, spans: list[Span]) -> str:
    """A text with blanks in place of some stretches."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _denied(bare: str, match: re.Match[str]) -> str:
    """How a denial bears on its places: that nobody came from there, or not all sites lay there, leaves them open."""
    near = match[0] + re.split(_STOP, bare[match.end() :])[0] + bare[: match.start()]
    return "open" if _PEOPLE.search(near) or _EVERY.search(near) else "not"


def _joined(bare: str, start: int, end: int) -> bool:
    """Whether nothing but words of placing stands from one place of a text to another one behind it."""
    if start > end or _STOP.search(bare, start, end):
        return False
    return all(word in _known() for word in _WORD.findall(plain(bare[start:end])))


def _closing(bare: str, at: int, match: re.Match[str]) -> bool:
    """Whether a denial behind a place is of it, and of nothing that the clause says next: "Japan was not among them"."""
    if not _joined(bare, at, match.start()):
        return False
    stop = re.search(r"[.;:!?,]|$", bare[match.end() :])
    return stop is not None and _joined(bare, match.end(), match.end() + stop.start())


def _alone(bare: str, match: re.Match[str], places: list[Span]) -> str:
    """Whether a word of "only" makes some places all there are: "only", "open" where it may be of something else, else ""."""
    ahead = next((place for place in places if _joined(bare, match.end(), place[0])), None)
    if ahead is not None:
        between = bare[match.end() : ahead[0]]
        loose = _PEOPLE.search(match[0] + between) or _SITES.search(between)
        return "open" if loose else "only"
    behind = any(_joined(bare, place[1], match.start()) for place in places)
    return "" if not behind else "only" if _CLOSED.match(bare, match.end()) else "open"


@cache
def _known() -> frozenset[str]:
    """The words of placing, and those that a denial of a place may have besides."""
    return frame().union(plain(word) for word in words("place", "placing-denied"))


@cache
def _nots() -> Phrases:
    """Words that deny, and those that except a place."""
    return pattern("place", "no-place", "elsewhere")


@cache
def _onlys() -> Phrases:
    """Words by which places are all there are."""
    return pattern("place", "no-other")
