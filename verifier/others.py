"""Numbers of other schemes -> PMIDs: PMC ids and DOIs by the ID converter and by search, citations by ECitMatch.

A PMID found for a DOI is believed only when the record itself carries that DOI, since NCBI's search falls back
to guessing when it does not know one. A match of a printed citation is a candidate and never more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from verifier.model import Found, Identifier, PaperFacts
from verifier.model.exchange import Fault, Fetch
from verifier.registries import idconv, pubmed
from verifier.resolve import Resolver, stamp, utc_now
from verifier.store import Store

SCHEMES = ("PMC", "DOI")
_KEEP = 30 * 86_400  # seconds that a link may be used unasked; links hardly ever change


class Converted(msgspec.Struct, frozen=True):
    """What became of a number: the PMID that it is, or why none can be named.

    missing: PMC itself says that it has no such article.
    """

    identifier: Identifier | None = None
    why: str = ""
    missing: bool = False


class Citation(msgspec.Struct, frozen=True):
    """A printed citation, for ECitMatch; empty fields are left open."""

    journal: str = ""
    year: str = ""
    volume: str = ""
    page: str = ""
    author: str = ""


class Others:
    """Finds PMIDs for PMC ids and DOIs.

    Args:
        store: where links are kept. fetch: `http.Client(...).send`, or None: nothing is asked.
        resolver: looks up the records that must confirm a DOI. clock: the time in UTC.
    """

    def __init__(
        self, store: Store, fetch: Fetch | None, resolver: Resolver, *, clock: Callable[[], dt.datetime] = utc_now
    ) -> None:
        self._store, self._fetch, self._resolver, self._clock = store, fetch, resolver, clock

    def resolve(self, numbers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Converted]:
        """(scheme, number) -> what became of it, for schemes PMC and DOI; others are not asked."""
        asked = list(dict.fromkeys(numbers))
        found: dict[tuple[str, str], Converted] = {}
        for scheme in SCHEMES:
            values = [value for s, value in asked if s == scheme]
            kept = {value: known for value in values if (known := self._kept(scheme, value))}
            due = [value for value in values if value not in kept]
            told = {**kept, **(self._ask(scheme, due) if self._fetch else dict.fromkeys(due, Converted(why="offline")))}
            found.update(((scheme, value), converted) for value, converted in told.items())
        return {key: found.get(key, Converted(why=f"{key[0]} is not a scheme that is asked")) for key in asked}

    def candidates(self, citations: Sequence[Citation]) -> dict[Citation, tuple[Identifier, ...]]:
        """PMIDs that ECitMatch names for printed citations: candidates, to be compared, never assumed."""
        if self._fetch is None or not citations:
            return {}
        fields = [(c.journal, c.year, c.volume, c.page, c.author) for c in citations]
        found: dict[Citation, tuple[Identifier, ...]] = {}
        for request, about in pubmed.citation_requests(fields):
            reply = self._fetch(request, pubmed.examine_citations)
            if not isinstance(reply, Fault):
                for number, pmids in pubmed.citation_matches(reply).items():
                    found[citations[about + number]] = tuple(Identifier("PMID", pmid) for pmid in pmids)
        return found

    def _kept(self, scheme: str, value: str) -> Converted | None:
        link = self._store.link(Identifier(scheme, value.lower()))
        if link is None:
            return None
        age = self._clock() - dt.datetime.fromisoformat(link[1])
        return Converted(link[0]) if self._fetch is None or age.total_seconds() < _KEEP else None

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
            for value in values:
                if value not in told and value not in guesses:
                    found = self._searched(value, self._fetch)
                    guesses[value] = found if isinstance(found, list) else []
                    if isinstance(found, Fault):
                        told[value] = Converted(why=f"{found.message}; {found.advice}")
        told.update(self._confirmed(scheme, guesses, told))
        return {value: told.get(value, Converted(why="the converter did not answer for it")) for value in values}

    @staticmethod
    def _searched(doi: str, fetch: Fetch) -> list[str] | Fault:
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
                    self._store.put_link(Identifier(scheme, value.lower()), identifier, asked=stamp(self._clock()))
        return confirmed


def _carries(facts: object, scheme: str, value: str) -> bool:
    """Whether a record carries that DOI or PMC id as its own."""
    own = (facts.doi if scheme == "DOI" else facts.pmc) if isinstance(facts, PaperFacts) else ""
    return own.lower() == value.lower()
