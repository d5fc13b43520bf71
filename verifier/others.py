"""Numbers of other schemes -> PMIDs: PMC ids and DOIs by the ID converter and by search, citations by ECitMatch.

A PMID found for a DOI is believed only when the record itself carries that DOI, since NCBI's search falls back
to guessing when it does not know one. A match of a printed citation is a candidate and never more. What was said of a
number is remembered for the run, so that nothing is asked twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from verifier.errors import StoreError, TamperedError
from verifier.heads import moment
from verifier.identifiers.printed import SCHEME as WORK
from verifier.model import Aside, Found, Identifier, PaperFacts, Unavailable
from verifier.model.exchange import Fault, Fetch
from verifier.registries import idconv, pubmed
from verifier.resolve import Resolver, stamp, utc_now
from verifier.store import Store

SCHEMES = ("PMC", "DOI")
NOT_ASKED = "not asked"
OFFLINE = "not asked (offline)"
SEARCHES = 1_000  # DOIs that the converter does not know, searched one by one in a run: seven minutes at NCBI's pace
_KEEP = 30 * 86_400  # seconds that a link may be used unasked; links hardly ever change
_REMEMBERED = 100_000  # answers of a run that are kept at hand

Key = tuple[str, str]  # scheme and number
T = TypeVar("T")
V = TypeVar("V")


class Converted(msgspec.Struct, frozen=True):
    """What became of a number: the PMID that it is, or why none can be named.

    missing: PMC itself says that it has no such article.
    """

    identifier: Identifier | None = None
    why: str = ""
    missing: bool = False


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What ECitMatch said of a work, and when, as it stands in the store."""

    pmids: tuple[str, ...]
    asked: str

    def __post_init__(self) -> None:
        """Refuse what this package cannot have written."""
        moment(self.asked)
        if not all(Identifier("PMID", pmid).well_formed for pmid in self.pmids):
            raise ValueError("no PMIDs")


class Citation(msgspec.Struct, frozen=True):
    """A printed citation, for ECitMatch; empty fields are left open."""

    journal: str = ""
    year: str = ""
    volume: str = ""
    page: str = ""
    author: str = ""


class Others:
    """Finds PMIDs for PMC ids and DOIs, and candidates for printed works.

    Args:
        store: where links are kept. fetch: `http.Client(...).send`, or None: nothing is asked.
        resolver: looks up the records that must confirm a DOI. clock: the time in UTC.

    `trouble` says why something could not be kept, when the store could not be written; "" when all is well.
    """

    def __init__(
        self, store: Store, fetch: Fetch | None, resolver: Resolver, *, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._store, self._fetch, self._resolver, self._clock = store, fetch, resolver, clock
        self._said: dict[Key, Converted] = {}
        self._matched: dict[str, Aside] = {}
        self._searches = 0
        self.trouble = ""

    def resolve(self, numbers: Iterable[Key]) -> dict[Key, Converted]:
        """(scheme, number) -> what became of it, for schemes PMC and DOI; others are not asked."""
        asked = list(dict.fromkeys(numbers))
        found = {key: self._said[key] for key in asked if key in self._said}
        for scheme in SCHEMES:
            values = [key[1] for key in asked if key[0] == scheme and key not in found]
            kept = self._still({value: known for value in values if (known := self._kept(scheme, value))}, scheme)
            due = [value for value in values if value not in kept]
            told = {**kept, **(self._ask(scheme, due) if self._fetch else dict.fromkeys(due, Converted(why=OFFLINE)))}
            found.update(((scheme, value), converted) for value, converted in told.items())
        _remember(self._said, found)
        return {key: found.get(key, Converted(why=f"{key[0]} is not a scheme that is asked")) for key in asked}

    def asides(self, numbers: Iterable[Key]) -> dict[Key, Aside]:
        """What is to be told of numbers that led to no PMID, and of printed works, of which none ever does."""
        asked = list(dict.fromkeys(numbers))
        found = {key: Aside(note=said.why) for key, said in self.resolve(k for k in asked if k[0] in SCHEMES).items()}
        works = self.works([value for scheme, value in asked if scheme == WORK])
        return {**found, **{(WORK, value): aside for value, aside in works.items()}}

    def works(self, values: Sequence[str]) -> dict[str, Aside]:
        """Candidates for printed works, each as `journal|year|volume|page|author`; or why there are none."""
        known = {v: told for v in values if (told := self._matched.get(v) or self._kept_work(v)) is not None}
        due = [value for value in values if value not in known]
        answers = self._match(due, self._fetch) if self._fetch else dict.fromkeys(due, Aside(note=OFFLINE))
        _remember(self._matched, answers)
        return {**known, **answers}

    def candidates(self, citations: Sequence[Citation]) -> dict[Citation, tuple[Identifier, ...]]:
        """PMIDs that ECitMatch names for printed citations: candidates, to be compared, never assumed."""
        lines = {pubmed.citation_line((c.journal, c.year, c.volume, c.page, c.author)): c for c in citations}
        told = self.works(list(lines))
        return {lines[line]: aside.candidates for line, aside in told.items() if aside.candidates}

    def _match(self, values: Sequence[str], fetch: Fetch) -> dict[str, Aside]:
        """Ask ECitMatch; only what it answered for itself is kept."""
        told: dict[str, Aside] = {}
        for request, about in pubmed.citation_requests(values):
            reply = fetch(request, pubmed.examine_citations)
            if isinstance(reply, Fault):
                told.update(dict.fromkeys(about, Aside(note=f"{reply.message}; {reply.advice}")))
                continue
            matches = pubmed.citation_matches(reply)
            for number, value in enumerate(about):
                if number in matches:
                    told[value] = _aside(matches[number])
                    self._put_work(value, matches[number])
                else:
                    told[value] = Aside(note="NCBI's citation matcher did not answer for it; try again later")
        return told

    def _kept_work(self, value: str) -> Aside | None:
        """What ECitMatch said of a work before, while that may be used."""
        try:
            row = self._store.note(f"work:{value}", _Kept)
        except TamperedError as error:
            self.trouble, row = str(error), None
        return _aside(row.pmids) if row is not None and self._young(row.asked) else None

    def _young(self, asked: str) -> bool:
        """Whether an answer of that time may be used unasked; offline every one may."""
        return self._fetch is None or (self._clock() - moment(asked)).total_seconds() < _KEEP

    def _put_work(self, value: str, pmids: tuple[str, ...]) -> None:
        try:
            self._store.put_note(f"work:{value}", _Kept(pmids, stamp(self._clock())))
        except StoreError as error:
            self.trouble = str(error)

    def _kept(self, scheme: str, value: str) -> Identifier | None:
        """The PMID that a number was found to be before, while that may be used."""
        try:
            link = self._store.link(Identifier(scheme, value.lower()))
        except TamperedError as error:
            self.trouble, link = str(error), None
        return link[0] if link is not None and self._young(link[1]) else None

    def _still(self, kept: Mapping[str, Identifier], scheme: str) -> dict[str, Converted]:
        """Of the PMIDs found before, those whose record carries the number still, or cannot be asked for now."""
        lookups = self._resolver.resolve(kept.values())
        return {
            value: Converted(identifier)
            for value, identifier in kept.items()
            if isinstance(lookup := lookups[identifier], Unavailable)
            or (isinstance(lookup, Found) and _carries(lookup.record.facts, scheme, value))
        }

    def _ask(self, scheme: str, values: Sequence[str]) -> dict[str, Converted]:
        """The converter first; for a DOI that it does not know, the search, confirmed by the record."""
        assert self._fetch is not None
        told: dict[str, Converted] = {}
        guesses: dict[str, list[str]] = {}
        for request, about in idconv.requests(scheme, values):
            reply = self._fetch(request, idconv.examine)
            if isinstance(reply, Fault):
                told.update(dict.fromkeys(about, Converted(why=f"{reply.message}; {reply.advice}")))
                continue
            for value, (pmid, words) in idconv.answers(scheme, about, reply).items():
                if pmid:
                    guesses[value] = [pmid]
                elif scheme == "PMC":
                    told[value] = Converted(why=words, missing=True)
        if scheme == "DOI":
            for value in (value for value in values if value not in told and value not in guesses):
                found = self._searched(value, self._fetch)
                guesses[value] = found if isinstance(found, list) else []
                if isinstance(found, Fault):
                    told[value] = Converted(why=f"{found.message}; {found.advice}")
        told.update(self._confirmed(scheme, guesses, told))
        return {value: told.get(value, Converted(why="the converter did not answer for it")) for value in values}

    def _searched(self, doi: str, fetch: Fetch) -> list[str] | Fault:
        """The PMIDs that PubMed's search names for one DOI; after so many in a run it is not searched any more."""
        if self._searches >= SEARCHES:
            return Fault("offline", f"{NOT_ASKED}: {SEARCHES} DOIs were searched one by one", "check fewer documents")
        self._searches += 1
        reply = fetch(pubmed.doi_search(doi), pubmed.examine_confirmation)
        return reply if isinstance(reply, Fault) else sorted(pubmed.changes(reply))

    def _confirmed(
        self, scheme: str, guesses: Mapping[str, Sequence[str]], told: Mapping[str, Converted]
    ) -> dict[str, Converted]:
        """Of the PMIDs named for each number, the one whose record carries that number itself."""
        pmids = [Identifier("PMID", pmid) for pmids in guesses.values() for pmid in pmids]
        lookups = self._resolver.resolve(pmids)
        confirmed: dict[str, Converted] = {}
        for value, candidates in guesses.items():
            if value in told:
                continue
            confirmed[value] = Converted(why="no record in PubMed carries it")
            for pmid in candidates:
                identifier = Identifier("PMID", pmid)
                lookup = lookups[identifier]
                if isinstance(lookup, Found) and _carries(lookup.record.facts, scheme, value):
                    confirmed[value] = Converted(identifier)
                    self._put_link(Identifier(scheme, value.lower()), identifier)
        return confirmed

    def _put_link(self, number: Identifier, identifier: Identifier) -> None:
        try:
            self._store.put_link(number, identifier, asked=stamp(self._clock()))
        except StoreError as error:
            self.trouble = str(error)


def unasked(numbers: Iterable[Key]) -> dict[Key, Aside]:
    """What is to be told where nobody is asked for PMIDs."""
    return {key: Aside(note=NOT_ASKED) for key in numbers if key[0] in (*SCHEMES, WORK)}


def _aside(pmids: Sequence[str]) -> Aside:
    """The candidates for a work, or that there are none."""
    if not pmids:
        return Aside(note="NCBI's citation matcher names no single work for it")
    return Aside(tuple(Identifier("PMID", pmid) for pmid in pmids))


def _remember(held: dict[T, V], told: Mapping[T, V]) -> None:
    """Keep answers at hand; all are forgotten when they become too many."""
    if len(held) + len(told) > _REMEMBERED:
        held.clear()
    held.update(told)


def _carries(facts: object, scheme: str, value: str) -> bool:
    """Whether a record carries that DOI or PMC id as its own."""
    own = (facts.doi if scheme == "DOI" else facts.pmc) if isinstance(facts, PaperFacts) else ""
    return own.lower() == value.lower()
