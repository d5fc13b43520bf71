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
_OUT = r"(?:published |appeared |publiée? |parue? |publicad[oa] |erschienen |veröffentlicht )?"
_MAGAZINE = (
    r"(?:the |der |dem |la |le |el |l['’])?(?:journal |revista |revue |Zeitschrift |Fachzeitschrift |Fachblatt )?"
)
_IN = rf"{_OUT}(?:in|im|en|dans|for|von) ?{_MAGAZINE}"
_JOURNAL = r"(?P<journal>[A-Z][\w&.-]*(?: (?:[A-Z][\w&.-]*|of|and|the|for|in|de|et|la|le|und|für|der)){0,7})"
_OF = rf"{_OUT}(?:in |en |im Jahre? |aus dem Jahre? |from |of |du |de |von |vom Jahr |de l['’]année |del año )?"
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
# A capital, or a word for fellow authors, shortly before a year: without it only words of telling make a work of a name.
_DATED = re.compile(
    rf"(?:[A-ZÀ-Þ][\w'’.&-]{{0,40}}(?: [A-Z]{{1,3}}| et al)?|cols?|coll|others|colleagues|collègues|colaboradores|autres|otros)[.,]? ?(?:\(|\[|in |en |im |of |de |von )?(?:Jahr )?{_YEAR}"
)
_IN_PLACE = re.compile(rf"(?:i(?<!\w.)[nm]|e(?<!\w.)n|d(?<!\w.)ans) {_MAGAZINE}{_JOURNAL}")
_TRAILING = re.compile(r"[ .,]+(?:(?:de|of|the|et|and|for|in|la|le)[ .,]*)*$")
_MORE = re.compile(
    r"(?P<company>,? et al\b\.?| (?:and|und|y|et)(?: (?:his|her|their|the|seine[nr]?|ihre[nr]?|ses|sus|son|su))?"
    r" (?:others|colleagues|co-?workers|co-?authors|team|group|anderen?|Kolleg\w+|Mitarb\w*\.?|Team|autres|collègues"
    rf"|équipe|otros|colegas|colaboradores|equipo|coll?\.|cols?\b\.?))|(?: [A-Z]{{1,3}}(?=[,.] ))?(?:,? (?:and|und|y|et|e|&) (?P<other>{_PARTICLE}{_ONE}))?"
)
_OWNED = re.compile(
    rf"['’]s?(?: {_YEAR})?(?: [a-z][\w-]*){{0,2}} (?:trial|study|paper|review|article|work|experiment)\b"
    r"|(?<=[^\W\d_]{2}s)(?: [a-zäöüß]+){0,2} (?:Studie|Arbeit|Untersuchung|Artikel)\b"  # "Does Studie"
)
_STUDY = re.compile(r" (?:trial|study|paper|review|article)\b")
_GROUP = re.compile(r" (?:group|team|lab)\b")
_YEAR_BEFORE = re.compile(rf"(?:^|[\s(])(?:[Ii]n|[Ii]m Jahre?|[Ee]n|[Tt]he|[Dd]ie|[Dd]er) {_YEAR},? $")
_PLACE_BEFORE = re.compile(rf"(?:^|\s){_IN}{_JOURNAL}(?:,? {_OF}\(?{_YEAR}\)?)?, $", re.ASCII)
_FAR = re.compile(rf"[^.;:?!()]{{0,140}}? {_IN}{_JOURNAL}(?:,? {_OF}|,? ?\(){_YEAR}")
_OPENED = re.compile(r"[:,;(\[|]\s*$|^$")
_ENDED = re.compile(r"[.?!] $")
_DASHED = re.compile(r"\s[-–—]\s$")  # a name behind a dash may have signed what stands before it
_CAPITAL_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|[&+@])[ ]?$")
_CLOSED = re.compile(r"\W*$|\s*[)\];:]|\s*[.?!]\s")
_SPACES = re.compile(r"[ ,)]{1,3}")
_ARTICLE = re.compile(r"\b(?:the|die|der|la|le|el|l['’]) ?$")
_STANDING = ("The", "Die", "Der", "Das", "Les", "Los", "Dr", "Prof")
_SHORT = 5  # characters of an article and the space behind it
_LONGEST = 3000  # characters of a text that are read
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
    text = text[:_LONGEST]
    found = None
    if "19" in text or "20" in text:
        found = _DATED.search(text) or (_SOME_YEAR.search(text) and pattern("reference", "tells").search(text))
    found = found or next((m for m in _IN_PLACE.finditer(text) if is_journal(m["journal"])), None)
    return tuple(_asides(text)) if found else ()


def is_journal(name: str) -> bool:
    """Whether a name is that of a journal, by itself or by a word or abbreviation that journals bear."""
    bare = name.removeprefix("The ").strip(" .")
    if pattern("reference", "journal", "journal-begins").fullmatch(bare):
        return True
    pieces = re.findall(r"[^\W\d_]+", bare)
    told = any(pattern("reference", "journal-word").fullmatch(piece) for piece in pieces)
    return len(pieces) > 1 and (told or pattern("reference", "journal-begins").match(bare) is not None)


def _asides(text: str) -> Iterator[Aside]:
    behind = 0
    for match in _NAME.finditer(text):
        if match.start() < behind:
            continue
        start, end = _bare(text, *match.span("name"))
        first = match.start() if start == match.start("name") else start  # where its initials begin
        found = None if _goes_on(text, first) else _read(text, first, start, end)
        if found and not any(_no_author(name, found) for name in found.names):
            behind = start + len(found.text)
            yield found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A name of two words without the one that is none: "Studie Doe", "der Studie von Doe", "The Doe", "Does Studie"."""
    first, _, second = text[start:end].partition(" ")
    if second and first[:1].islower():  # an article before a word that leads to a name, or a particle of the name
        opener, _, behind = second.partition(" ")
        first, second = (opener, behind) if behind and _opens(opener) else (first, second)
    if second and _opens(first):
        return end - len(second), end
    return (start, start + len(first)) if second and is_nobody(second) else (start, end)


def _opens(word: str) -> bool:
    """Whether a word with a capital stands before names and is part of none."""
    return word in _STANDING or bool(_leads().fullmatch(word) or pattern("reference", "weak-leads").fullmatch(word))


def _goes_on(text: str, at: int) -> bool:
    """Whether a name at a place is the end of a longer one ("Root&Rise Ember", "Stiftung Warentest")."""
    before = _CAPITAL_BEFORE.search(text, max(0, at - _WINDOW), at)
    return before is not None and not _opens(before[0].rstrip(" .,"))


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


def _read(text: str, first: int, start: int, end: int) -> Aside | None:
    """The work that a name at a place of a text stands for, if it is placed as one; first: where its initials begin."""
    more = _MORE.match(text, end)
    after = more.end() if more else end
    owned = _OWNED.match(text, after)
    study = None if owned else _STUDY.match(text, after)
    group = None if owned or study else _GROUP.match(text, after)
    after = next((found.end() for found in (owned, study, group) if found), after)
    place = _placed(text, after)
    tells = _tells(text, place.end if place else after)
    if tells and place is None:
        place = _placed(text, tells) or _far(text, tells)
    if tells or owned or study:
        place = _with_what_stands_before(text, first, place or _Place("", None, after, after))
    if place is None:
        return None
    if owned and owned["year"]:
        place = place._replace(year=int(owned["year"]))
    if not (place.journal or place.year) or (study and not (place.journal and place.year)) or (group and not tells):
        return None
    led = _led(text, first, place, study=bool(study or group))
    told = bool(led or tells or owned or study or (more and more["company"]))
    if not told and not _stands_alone(text, first, end, place):
        return None
    names = [text[start:end], *([more["other"]] if more and more["other"] else [])]
    if owned and text[end - 1] == "s":
        names.append(text[start : end - 1])
    rest = f"{text[:start]} {text[after : place.start]} {text[max(place.end, tells) :]}"
    return Aside(tuple(names), place.journal, place.year, text[start : max(place.end, end)], told, rest)


def _with_what_stands_before(text: str, start: int, place: _Place) -> _Place:
    """A place with the journal and the year that stand before the name ("In Gut in 2020, Doe found", "the 2020 Doe trial")."""
    if place.journal and place.year:
        return place
    window = max(0, start - 2 * _WINDOW)
    found = _PLACE_BEFORE.search(text, window, start)
    journal = _TRAILING.sub("", found["journal"]) if found else ""
    if found and is_journal(journal):
        return place._replace(journal=journal, year=int(found["year"]) if found["year"] else place.year)
    dated = None if place.year else _YEAR_BEFORE.search(text, window, start)
    return place._replace(year=int(dated["year"])) if dated else place


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


def _led(text: str, start: int, place: _Place, *, study: bool) -> bool:
    """Whether a word that leads to an author ends right before a place ("wrote", "selon", "Studie").

    study: a word for a study stands behind the name, which then may have an article ("found the Doe trial").
    "By", "nach" and the like lead to anything: they count beside a journal, or a year in brackets.
    """
    article = _ARTICLE.search(text, max(0, start - _SHORT), start) if study else None
    end = article.start() if article else start
    while end and text[end - 1] == " ":
        end -= 1
    first = max(0, end - _WINDOW)
    if _leads().ending(text, first, end):
        return True
    cited = place.journal or "(" in text[place.start : place.end]
    return bool(cited) and pattern("reference", "weak-leads").ending(text, first, end) is not None


def _stands_alone(text: str, first: int, end: int, place: _Place) -> bool:
    """Whether a name with its year or journal stands as references do, between a sign and the end."""
    if place.year is None or not _CLOSED.match(text, place.end):
        return False
    before = text[max(0, first - 4) : first]
    if place.journal:
        bracketed = text.startswith((" (", "("), place.start)  # "Doe (Gut 2020)"
        return bool(bracketed or _OPENED.search(before) or _DASHED.search(before) or _ENDED.search(before))
    alone = _OPENED.search(before) and before and " " not in text[first:end]
    return (
        bool(alone)
        and not text.startswith((":", " :"), place.end)
        and pattern("reference", "event").search(text) is None
    )


@cache
def _leads() -> Phrases:
    """The words that stand before an author."""
    return pattern("reference", "written-by", "told-by", "tells", "leads")


@cache
def _body() -> Phrases:
    """The names of bodies, and words by which they are known."""
    return pattern("sponsor", "body", "owner")
