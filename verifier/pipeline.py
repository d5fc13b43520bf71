"""The line of eight verbs, and the class that runs it.

    read -> extract -> resolve -> compare -> check -> judge -> conclude -> report

Documents go through in windows: many are read, their distinct identifiers are resolved together in full batches,
then each is judged and its events are handed on, so that memory does not grow with the number of documents.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from verifier import __version__, binding, compare, conclude, confirm, examine, inputs, shelves
from verifier.errors import DocumentError, UsageError
from verifier.http import USER_AGENT, Client
from verifier.model import (
    Case,
    Citation,
    Document,
    DocumentRead,
    Event,
    Extract,
    Finding,
    Found,
    Identifier,
    Judge,
    Judgement,
    ListedOnly,
    Lookup,
    OtherFound,
    Page,
    Pair,
    Place,
    RunEnded,
    RunStarted,
    Unavailable,
    UncitedFound,
    Unreadable,
    Verdict,
    VerdictReady,
)
from verifier.resolve import Resolver, utc_now
from verifier.run import Run, Tally
from verifier.store import Store
from verifier.text import clauses

# A window closes at whichever comes first: documents, distinct identifiers (ten full batches), or characters of text.
WINDOW_DOCUMENTS = 64
WINDOW_IDENTIFIERS = 2000
WINDOW_CHARACTERS = 20_000_000

DEFAULT_JUDGE = "overlap"
Progress = Callable[[str, int, int], None]  # stage, done, of how many (0 when it cannot be told)


class Verifier:
    """Checks documents against the registries' records; use it as a context manager, or call `close`.

    store: folder of the record cache, or None for one that lives only as long as this object.
    email: sent to NCBI with each request, as it asks. api_key: of NCBI, for ten requests a second instead of three.
    offline: nothing is asked of anybody; what the store does not hold is "unavailable".
    max_age: how old a stored record may be ("30d", "12h"); it only lowers the age allowed for its kind.
    judge: name on the judge shelf, a Judge, or None for rules only.
    today: what counts as now; default the clock's day. as_of: judge with the payloads known that day; implies today.
    uncited: whether checkable claims without a source are listed.
    progress: called with (stage, done, of how many).
    bases: other addresses of the services, by name (eutils, ctgov, idconv).
    transport, sleep, clock: replace the network and time, for tests; clock gives the time in UTC.

    Not safe to share between threads; use one in each.

    Raises:
        StoreError: the store cannot be opened. UsageError: an option cannot be read.
    """

    def __init__(
        self,
        store: str | Path | None = None,
        *,
        email: str = "",
        api_key: str = "",
        offline: bool = False,
        max_age: str | None = None,
        judge: str | Judge | None = DEFAULT_JUDGE,
        today: dt.date | None = None,
        as_of: dt.date | None = None,
        uncited: bool = True,
        progress: Progress | None = None,
        bases: Mapping[str, str] | None = None,
        gaps: Mapping[str, float] | None = None,
        user_agent: str = USER_AGENT,
        transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self.today = today or as_of or clock().date()
        self.uncited = uncited
        self._progress = progress or _silent
        self._judge: Judge | None = shelves.load("judges", judge).load() if isinstance(judge, str) else judge
        self._checks = shelves.load_all("checks")
        self._sources = compare.Sources()
        self._closing = ExitStack()
        folder = store or self._closing.enter_context(tempfile.TemporaryDirectory(prefix="verifier-"))
        self.store = self._closing.enter_context(Store(folder))
        client = None
        if not offline and as_of is None:
            client = self._closing.enter_context(
                Client(
                    bases=bases,
                    email=email,
                    api_key=api_key,
                    user_agent=user_agent,
                    transport=transport,
                    sleep=sleep,
                    gaps=gaps,
                )
            )
        self._resolver = Resolver(
            self.store,
            client.send if client else None,
            clock=clock,
            max_age=seconds(max_age) if max_age else None,
            as_of=as_of,
        )

    def __enter__(self) -> Self:
        """Use as `with Verifier(...) as verifier:`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store and the connections."""
        self.close()

    def close(self) -> None:
        """Close the store and the connections."""
        self._closing.close()

    # ------------------------------------------------------------------ the line, for many documents

    def events(self, documents: Iterable[Document | Unreadable]) -> Iterator[Event]:
        """Everything a report needs, in the order of the documents, window by window."""
        judge = self._judge.name if self._judge else "none"
        yield RunStarted(version=__version__, today=self.today.isoformat(), judge=judge)
        tally = Tally()
        for window in _windows(self._extracted(documents)):
            for event in self._window(window, tally):
                tally.add(event)
                yield event
        yield RunEnded(counts=tally.counts())

    def _extracted(self, documents: Iterable[Document | Unreadable]) -> Iterator[Extract | Unreadable]:
        """Read -> extract."""
        for number, document in enumerate(documents, 1):
            self._progress("read", number, 0)
            yield document if isinstance(document, Unreadable) else binding.bind(document, uncited=self.uncited)

    def _window(self, window: Sequence[Extract | Unreadable], tally: Tally) -> Iterator[Event]:
        """Resolve -> compare -> check -> judge -> conclude, for one window."""
        extracts = [piece for piece in window if isinstance(piece, Extract)]
        asked = {c.identifier for extract in extracts for c in extract.citations if not c.malformed}
        lookups = self._resolver.resolve(sorted(asked), progress=self._progress)
        tally.looked_up(lookups)
        pages = [self._page(extract.document.name, extract.citations, lookups) for extract in extracts]
        verdicts = iter(self._judged(pages, tally))
        for piece in window:
            if isinstance(piece, Unreadable):
                yield DocumentRead(name=piece.name, digest=piece.digest, error=piece.error)
            else:
                yield from _told(piece, next(verdicts))

    def _page(self, name: str, citations: tuple[Citation, ...], lookups: dict[Identifier, Lookup]) -> Page:
        """The cases of one document: each citation with its record, read and compared."""
        return Page(name, tuple(self._case(citation, lookups) for citation in citations))

    def _case(self, citation: Citation, lookups: dict[Identifier, Lookup]) -> Case:
        """One citation beside its record."""
        lookup = lookups.get(citation.identifier) or Unavailable(citation.identifier, "malformed", citation.malformed)
        readings = compare.read(citation)
        if not isinstance(lookup, Found):
            return Case(citation, lookup, None, readings, (), self.today)
        source = self._sources(lookup)
        return Case(citation, lookup, source, readings, compare.compare(readings, source, self.today), self.today)

    def _judged(self, pages: Sequence[Page], tally: Tally) -> list[tuple[Verdict, ...]]:
        """Check -> judge -> conclude: the judge is asked once for all that the rules leave open."""
        findings = [self._examined(page, tally) for page in pages]
        cases = [
            (case, found)
            for page, each in zip(pages, findings, strict=True)
            for case, found in zip(page.cases, each, strict=True)
        ]
        unsettled = [case for case, found in cases if case.source is not None and not conclude.settled(case, found)]
        said = dict(zip(map(id, unsettled), self._ask(unsettled), strict=True))
        return [
            tuple(
                conclude.conclude(case, found, said.get(id(case))) for case, found in zip(page.cases, each, strict=True)
            )
            for page, each in zip(pages, findings, strict=True)
        ]

    def _examined(self, page: Page, tally: Tally) -> list[tuple[Finding, ...]]:
        """What checks and confirmations say of each case of a page."""
        by_key = examine.examine_page(page, self._checks)
        found = []
        for case in page.cases:
            found.append(
                (*examine.examine(case, self._checks), *by_key.get(case.citation.key, ()), *confirm.confirm(case))
            )
            tally.examined(len(self._checks) if case.source else 0, 0 if case.source else len(self._checks))
        return found

    def _ask(self, cases: Sequence[Case]) -> list[Judgement | None]:
        """The judge's word on each case; None for each where there is no judge."""
        if self._judge is None or not cases:
            return [None] * len(cases)
        self._progress("judge", 0, len(cases))
        return [*self._judge.judge([_pair(case) for case in cases])]

    # ------------------------------------------------------------------ doors

    def check(self, *names: str | Path) -> Run:
        """Check files, folders or patterns; a document that cannot be read has its place in the run."""
        return Run(list(self.events(inputs.open_inputs([str(name) for name in names]))))

    def check_text(self, text: str, *, kind: str = "text", name: str = "text") -> Run:
        """Check a text that is at hand; kind is a document type (`verifier explain` lists them)."""
        return Run(list(self.events([inputs.read_document(name, text.encode(), kind=kind)])))

    def stream(self, names: Iterable[str | Path]) -> Iterator[Verdict]:
        """Verdicts as they are ready; memory does not grow with the number of documents."""
        for event in self.events(inputs.open_inputs([str(name) for name in names])):
            if isinstance(event, VerdictReady):
                yield event.verdict

    def extract(self, name: str | Path) -> Extract:
        """What one document cites; nothing is fetched.

        Raises:
            DocumentError: the document cannot be read.
        """
        (document,) = inputs.open_inputs([str(name)])
        if isinstance(document, Unreadable):
            raise DocumentError(f"{document.name}: {document.error}")
        return binding.bind(document, uncited=self.uncited)

    def lookup(self, identifier: Identifier | str) -> Lookup:
        """One record: found, missing or unavailable."""
        asked = Identifier.parse(identifier) if isinstance(identifier, str) else identifier
        return self._resolver.resolve([asked])[asked]

    def payload(self, identifier: Identifier) -> bytes | None:
        """What the registry sent for a record that was looked up, or None."""
        head = self.store.head(identifier)
        if head is not None and head.alias:
            head = self.store.head(Identifier(identifier.scheme, head.alias))
        version = head.current if head else None
        text = self.store.payload(version.digest) if version else None
        return None if text is None else text.encode()

    def verify(self, claim: str, identifier: Identifier | str) -> Verdict:
        """Whether a record backs a claim, without a document around it."""
        asked = Identifier.parse(identifier) if isinstance(identifier, str) else identifier
        page = self._page("claim", (_cited(claim, asked),), self._resolver.resolve([asked]))
        return self._judged([page], Tally())[0][0]


def verify(claim: str, identifier: Identifier | str, **options: Any) -> Verdict:
    """Whether one record backs one claim: the one-line door. `options` are those of Verifier."""
    with Verifier(**options) as verifier:
        return verifier.verify(claim, identifier)


def seconds(age: str) -> float:
    """Read an age: "90s", "15m", "12h", "30d".

    Raises:
        UsageError: it is not written like that.
    """
    match = re.fullmatch(r"(\d+)\s*([smhd])", age.strip())
    if match is None:
        raise UsageError(f"{age!r} is not an age; write 90s, 15m, 12h or 30d")
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def _cited(claim: str, identifier: Identifier) -> Citation:
    """A claim given by a program, as a citation without a page around it."""
    said = " ".join(claim.split())
    malformed = "" if identifier.well_formed else f"{identifier} is not a well-formed number"
    return Citation(
        key=binding.key("claim", identifier, said, 1),
        document="claim",
        place=Place(1),
        identifier=identifier,
        written=str(identifier),
        claim=said,
        parts=tuple(said[start:end] for start, end in clauses(said)) or (said,),
        claim_place=Place(1),
        layout="given",
        malformed=malformed,
    )


def _pair(case: Case) -> Pair:
    """What the judge is asked of a case whose record was found."""
    assert case.source is not None
    return Pair(case.citation.claim, case.source, case.comparisons, case.citation.language)


def _told(extract: Extract, verdicts: tuple[Verdict, ...]) -> Iterator[Event]:
    """The events of one document."""
    document = extract.document
    visible = tuple((block.kind, block.text, block.place.line) for block in document.blocks if block.text)
    yield DocumentRead(document.name, document.digest, document.language, title=document.title, blocks=visible)
    for verdict in verdicts:
        yield VerdictReady(verdict)
    for mention in extract.listed:
        yield ListedOnly(document.name, mention)
    for other in extract.others:
        yield OtherFound(document.name, other)
    for claim in extract.uncited:
        yield UncitedFound(claim)


def _windows(pieces: Iterator[Extract | Unreadable]) -> Iterator[list[Extract | Unreadable]]:
    """Gather pieces until a window is full."""
    window: list[Extract | Unreadable] = []
    identifiers: set[Identifier] = set()
    characters = 0
    for piece in pieces:
        window.append(piece)
        if isinstance(piece, Extract):
            identifiers.update(citation.identifier for citation in piece.citations)
            characters += sum(len(block.text) for block in piece.document.blocks)
        if len(window) >= WINDOW_DOCUMENTS or len(identifiers) >= WINDOW_IDENTIFIERS or characters >= WINDOW_CHARACTERS:
            yield window
            window, identifiers, characters = [], set(), 0
    if window:
        yield window


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing of progress."""
