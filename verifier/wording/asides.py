"""Works that a text names in passing: "..., Doe, Gut 2020", "as Doe showed in Cell in 2021", "l'étude Doe 2018".

Nothing but a capital tells a name from a town, a brand or a prize, so what is found here may be no work at all: it says
something only beside a record of another subject. A name is taken where a word of telling stands by it, or where it
stands as references do, behind a comma, a colon or in brackets; and only with a year or a journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.lexicon import Phrases, pattern
from verifier.wording.works import PARTICLES, is_nobody, plain

_CAP = r"[A-ZÀ-ÖØ-ÞŁŠŽČĆŚŻŞÇİĞŐ](?:['’][A-ZÀ-ÖØ-Þ])?[^\W\d_]*[^\W\d_A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’](?!s\b))*"
_ONE = rf"{_CAP}(?:-{_CAP})?"
_PARTICLE = r"(?:(?:van|von|de|der|den|di|da|del|della|dos|el|al|la|le|ten|ter|zu|Mc|Mac)[ -]?){0,3}"
_NAME = re.compile(
    rf"(?<![\w&'’.@#/-])(?:[A-Z]\.[ -]?){{0,2}}(?P<name>{_PARTICLE}{_ONE}(?: {_PARTICLE}{_ONE})?)(?![\w@])"
)
_YEAR = r"(?P<year>(?:19[5-9]|20[0-4])\d)(?![\d%/-]|[.,]\d)"
_IN = r"(?:in|im|en|dans|for|von)(?: the| der| dem| la| le| el| las?| l['’])? ?"
_JOURNAL = r"(?P<journal>[A-Z][\w&.-]*(?: (?:[A-Z][\w&.-]*|of|and|the|for|in|de|et|la|le|und|für|der)){0,7})"
_OF = r"(?:in |en |im Jahr |from |of |du |de |von |vom Jahr )?"
_PLACES = tuple(
    re.compile(form)
    for form in (
        rf"(?:,? {_IN}|[,.] |,? \(){_JOURNAL}(?:,? {_OF}|,? ?\(){_YEAR}\)?",  # ", Gut 2020", " in Gut in 2020"
        rf"(?:,? {_OF}|,? ?\(){_YEAR}\)?(?:,? {_IN}|[,:] | \(){_JOURNAL}",  # " 2018, Hautarzt", " in 2019 in the Lancet"
        rf"(?:,? {_OF}|,? ?\(){_YEAR}\)?",
        rf"(?:,? {_IN}| \(){_JOURNAL}",
    )
)
_SOME_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
# A capital shortly before a year, and behind "in": without them only words of telling make a work of what is named.
_DATED = re.compile(
    rf"[A-ZÀ-Þ][\w'’.&-]*(?: [A-Z]{{1,3}}| et al)?[.,]? ?(?:\(|\[|in |en |im |of |de |von )?(?:Jahr )?{_YEAR}"
)
_IN_CAPITALS = re.compile(r"(?:\b(?:in|im|en|dans)(?: the| der| la| le)? |\()[A-Z]")
_TRAILING = re.compile(r"[ .,]+(?:(?:de|of|the|et|and|for|in|la|le)[ .,]*)*$")
_MORE = re.compile(
    r"(?P<company>,? et al\b\.?| (?:and|und|y|et)(?: (?:his|her|their|the|seine[nr]?|ihre[nr]?|ses|sus|son|su))?"
    r" (?:others|colleagues|co-?workers|co-?authors|team|group|anderen?|Kolleg\w+|Mitarbeiter\w*|Team|autres|collègues"
    rf"|équipe|otros|colegas|colaboradores|equipo))|(?: [A-Z]{{1,3}}(?=[,.] ))?(?:,? (?:and|und|y|et|e|&) (?P<other>{_PARTICLE}{_ONE}))?"
)
_OWNED = re.compile(
    rf"['’]s?(?: {_YEAR})?(?: [a-z][\w-]*){{0,2}} (?:trial|study|paper|review|article|work|experiment)\b"
)
_STUDY = re.compile(r" (?:trial|study|paper|review|article)\b")
_FAR = re.compile(rf"[^.;:?!()]{{0,140}}? {_IN}{_JOURNAL}(?:,? {_OF}|,? ?\(){_YEAR}")
_OPENED = re.compile(r"[:,;(\[]\s*$")
_CAPITAL_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|[&+@])[ ]?$")
_CLOSED = re.compile(r"\W*$|\s*[)\];]|\s*[.?!]\s")
_SPACES = re.compile(r"[ ,)]{1,3}")
_ARTICLE = re.compile(r"\b(?:the|die|der|la|le|el|l['’]) ?$")
_SHORT = 5  # characters of an article and the space behind it
_WINDOW = 40  # characters before a name in which a word of telling ends


class Aside(NamedTuple):
    """What is said of a work in passing: the names of authors, "" or None where journal or year are not told.

    told: words of telling stand by it; else it is a name with a journal, or a bare one with a year. rest: what else the
    text says.
    """

    names: tuple[str, ...]
    journal: str
    year: int | None
    text: str
    told: bool
    rest: str


class _Place(NamedTuple):
    """Journal and year that stand together, and where."""

    journal: str
    year: int | None
    start: int
    end: int


def asides(text: str) -> tuple[Aside, ...]:
    """The works that a text names in passing, in its order."""
    dated = ("19" in text or "20" in text) and _SOME_YEAR.search(text) is not None
    if not (dated and _DATED.search(text)) and not (
        (dated or _IN_CAPITALS.search(text)) and pattern("reference", "tells").search(text)
    ):
        return ()
    return tuple(_asides(text))


def is_journal(name: str) -> bool:
    """Whether a name is that of a journal, by itself or by a word or abbreviation that journals bear."""
    bare = name.removeprefix("The ").strip(" .")
    if pattern("reference", "journal").match(bare):
        return True
    pieces = re.findall(r"[^\W\d_]+", bare)
    return len(pieces) > 1 and any(pattern("reference", "journal-word").fullmatch(piece) for piece in pieces)


def _asides(text: str) -> Iterator[Aside]:
    behind = 0
    for match in _NAME.finditer(text):
        start, end = match.span("name")
        if start < behind:
            continue
        start = _without_lead(text, start, end)
        found = _read(text, start, end) if start < end else None
        if found and not any(_no_author(name, found) for name in found.names):
            behind = start + len(found.text)
            yield found


def _without_lead(text: str, start: int, end: int) -> int:
    """Where a name begins behind a word of telling that begins with a capital as well ("Studie Brandl")."""
    first, _, rest = text[start:end].partition(" ")
    if not rest:
        return start
    return start + len(first) + 1 if _leads().fullmatch(first) or first in ("Dr", "Prof") else start


def _no_author(name: str, work: Aside) -> bool:
    """Whether a name has a word that no author bears: "Researchers", a town, a company, a prize; or is a journal's."""
    pieces = [piece for piece in re.split(r"[ -]", name) if plain(piece) not in PARTICLES]
    if any(is_nobody(piece) for piece in pieces) or is_journal(name) or _body().fullmatch(name):
        return True
    if work.told and work.journal:
        return False  # "as Winter wrote in Gut"
    places = (*pieces, name)
    return any(pattern("reference", "no-author").fullmatch(place) for place in places) or bool(
        pattern("place", "country").fullmatch(name)
    )


def _read(text: str, start: int, end: int) -> Aside | None:
    """The work that a name at a place of a text stands for, if it is placed as one."""
    more = _MORE.match(text, end)
    names = (text[start:end], *((more["other"],) if more and more["other"] else ()))
    after = more.end() if more else end
    owned = _OWNED.match(text, after)
    study = _STUDY.match(text, after) if owned is None else None
    after = owned.end() if owned else study.end() if study else after
    place = _placed(text, after)
    tells = _tells(text, place.end if place else after)
    if tells and place is None:
        place = _placed(text, after := tells) or _far(text, tells)
    if owned and owned["year"]:
        place = place._replace(year=int(owned["year"])) if place else _Place("", int(owned["year"]), after, after)
    if place is None:
        return None
    led = _led(text, start)
    told = led or bool(tells or owned or (more and more["company"]))
    if study is not None:
        told = bool(place.journal) and place.year is not None
    if not told and not _stands_alone(text, start, place, names):
        return None
    if not led and _CAPITAL_BEFORE.search(text, max(0, start - _WINDOW), start):
        return None  # the end of a longer name
    printed = text[start : max(place.end, end)]
    rest = f"{text[:start]} {text[after : place.start]} {text[max(place.end, tells) :]}"
    return Aside(names, place.journal, place.year, printed, told, rest)


def _placed(text: str, at: int) -> _Place | None:
    """Journal and year right behind a place of a text; one of them is enough."""
    for form in _PLACES:
        found = form.match(text, at)
        groups = found.groupdict() if found else {}
        journal = _TRAILING.sub("", groups.get("journal") or "")
        if found is None or (journal and not is_journal(journal)):
            continue
        last = bool(journal) and found.end("journal") == found.end()  # what follows a journal may begin like its words
        end = found.start("journal") + len(journal) if last else found.end()
        return _Place(journal, int(groups["year"]) if groups.get("year") else None, at, end)
    return None


def _far(text: str, at: int) -> _Place | None:
    """Journal and year farther behind in the same clause ("Doe found that it rose in Gut in 2019")."""
    found = _FAR.match(text, at)
    journal = _TRAILING.sub("", found["journal"]) if found else ""
    if found is None or not is_journal(journal):
        return None
    return _Place(journal, int(found["year"]), found.start("journal"), found.end())


def _tells(text: str, at: int) -> int:
    """Where a word of telling ends that stands right behind a place; 0 without one."""
    spaces = _SPACES.match(text, at)
    found = pattern("reference", "tells").match(text, spaces.end()) if spaces else None
    return found.end() if found else 0


def _led(text: str, start: int) -> bool:
    """Whether a word that leads to an author ends right before a place ("wrote", "selon", "Studie")."""
    article = _ARTICLE.search(text, max(0, start - _SHORT), start)
    end = article.start() if article else start
    while end and text[end - 1] == " ":
        end -= 1
    return _leads().ending(text, max(0, end - _WINDOW), end) is not None


def _stands_alone(text: str, start: int, place: _Place, names: tuple[str, ...]) -> bool:
    """Whether a name with its year or journal stands as references do, between a sign and the end."""
    if place.year is None or not _OPENED.search(text, max(0, start - 4), start) or not _CLOSED.match(text, place.end):
        return False
    return bool(place.journal) or (" " not in names[0] and pattern("reference", "event").search(text) is None)


@cache
def _leads() -> Phrases:
    """The words that stand before an author."""
    return pattern("reference", "written-by", "told-by", "tells", "leads")


@cache
def _body() -> Phrases:
    """The names of bodies, and words by which they are known."""
    return pattern("sponsor", "body", "owner")
