"""The line of eight verbs, and the class that runs it.

    read -> extract -> resolve -> compare -> check -> judge -> conclude -> report

Documents go through in windows: many are read, their distinct identifiers are resolved together in full batches,
then each is judged and its events are handed on, so that memory does not grow with the number of documents.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from verifier import __version__, binding, inputs, shelves
from verifier.config import seconds
from verifier.errors import DocumentError, UsageError
from verifier.fulltext import FullText
from verifier.http import USER_AGENT, Client
from verifier.identifiers import find
from verifier.language import guess
from verifier.lexicon import LANGUAGES
from verifier.line import Asides, Gathered, Line, Progress, Told
from verifier.linked import LinkedReports
from verifier.mesh import Mesh
from verifier.model import (
    Citation,
    Document,
    Event,
    Extract,
    Identifier,
    Judge,
    Lookup,
    OtherMention,
    Place,
    RunEnded,
    RunStarted,
    Unreadable,
    Verdict,
    VerdictChange,
    VerdictReady,
)
from verifier.model.exchange import Fetch
from verifier.others import SCHEMES, Others, unasked
from verifier.resolve import Resolver, utc_now
from verifier.run import Run, Tally
from verifier.second import Second
from verifier.second import load as load_second
from verifier.store import Store
from verifier.text import clauses

# A window closes at whichever comes first: documents, distinct identifiers (ten full batches), or characters of text.
WINDOW_DOCUMENTS = 2048
WINDOW_IDENTIFIERS = 2000
WINDOW_CHARACTERS = 20_000_000

DEPTHS = ("abstract", "fulltext")
DEFAULT_JUDGE = "trained"


class Verifier:
    """Checks documents against the registries' records; use it as a context manager, or call `close`.

    store: folder of the record cache, or None for one that lives only as long as this object.
    email: sent to NCBI with each request, as it asks. api_key: of NCBI, for ten requests a second instead of three.
    offline: nothing is asked of anybody; what the store does not hold is "unavailable".
    max_age: how old a stored record may be ("30d", "12h"); it only lowers the age allowed for its kind.
    judge: name on the judge shelf, a Judge, or None for rules only.
    today: what counts as now; default the clock's day. as_of: judge with the payloads known that day; implies today.
    depth: "abstract", or "fulltext" to read papers that stand open in PubMed Central whole.
    links: whether a claim on a trial without posted results is judged on the reports that its record names too.
    resolve_others: whether DOIs and PMC ids are resolved to PMIDs, and checked as those.
    uncited: whether checkable claims without a source are listed. show_text: whether events carry the text of
        documents and records, as the HTML report needs.
    vocabulary: an index built by `verifier vocabulary update`, beside the built-in list of concepts.
    progress: called with (stage, done, of how many).
    second: another judge (name or Judge), shown beside each verdict. second_options: its own, and of `second.load`:
        `lowers` (its disagreement makes what the first judge read `unknown`), `endpoint` (the address it may ask).
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
        depth: str = "abstract",
        links: bool = False,
        resolve_others: bool = False,
        uncited: bool = True,
        show_text: bool = True,
        vocabulary: str | Path | None = None,
        progress: Progress | None = None,
        second: str | Judge | None = None,
        second_options: Mapping[str, Any] | None = None,
        bases: Mapping[str, str] | None = None,
        gaps: Mapping[str, float] | None = None,
        user_agent: str = USER_AGENT,
        transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self.progress = progress or _silent
        self.line = Line(
            shelves.load("judges", judge).load() if isinstance(judge, str) else judge,
            today or as_of or clock().date(),
            uncited=uncited,
            show_text=show_text,
            vocabulary=Mesh(Path(vocabulary)) if vocabulary else None,
            progress=self.progress,
        )
        self._noted: dict[str, None] = {}
        self.prepared, self.let_go = 0, 0  # how often a record was prepared, or let go of, in all processes of the run
        self._closing = ExitStack()
        self.store = self._opened(store)
        self.clock = clock
        self.fetch: Fetch | None = None
        if not offline and as_of is None:
            client = Client(
                bases=bases,
                email=email,
                api_key=api_key,
                user_agent=user_agent,
                transport=transport,
                sleep=sleep,
                gaps=gaps,
                gate_folder=self.store.path,
            )
            self.fetch = self._closing.enter_context(client).send
        age = seconds(max_age) if max_age else None
        self.resolver = Resolver(self.store, self.fetch, clock=clock, max_age=age, as_of=as_of)
        self.line.second = self._second(second, dict(second_options or {}), offline=offline, transport=transport)
        self._deepen: list[FullText | LinkedReports] = [LinkedReports(self.resolver)] if links else []
        self._deepen += self._full_text(depth, as_of)
        self._others = Others(self.store, self.fetch, self.resolver, clock=clock) if resolve_others else None

    def _opened(self, folder: str | Path | None) -> Store:
        """The store in this folder; without one, in a folder that goes when this object is closed."""
        folder = folder or self._closing.enter_context(tempfile.TemporaryDirectory(prefix="verifier-"))
        return self._closing.enter_context(Store(folder))

    def _second(self, judge: str | Judge | None, options: dict[str, Any], **asked: Any) -> Second | None:
        """The second judge, loaded where it is named; its door is closed with this object's."""
        if isinstance(judge, str):
            return load_second(judge, self.store, close=self._closing.enter_context, **asked, **options)
        return None if judge is None else Second(judge, **options)

    def _full_text(self, depth: str, as_of: dt.date | None) -> list[FullText]:
        if depth not in DEPTHS:
            raise UsageError(f"depth {depth!r}: choose one of {', '.join(DEPTHS)}")
        return [FullText(self.store, self.fetch, clock=self.clock, as_of=as_of)] if depth == "fulltext" else []

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

    @property
    def troubles(self) -> tuple[str, ...]:
        """What went wrong on the way without stopping the run: records that could not be kept, full texts not had."""
        own = [self.resolver.trouble, *(deeper.trouble for deeper in self._deepen if isinstance(deeper, FullText))]
        own.append(self._others.trouble if self._others else "")
        return tuple(dict.fromkeys(filter(None, (*own, *self._noted))))

    def note(self, troubles: Iterable[str]) -> None:
        """Add the troubles of those who work for this run elsewhere."""
        self._noted.update(dict.fromkeys(troubles))

    # ------------------------------------------------------------------ the line, for many documents

    def events(self, documents: Iterable[Document | Unreadable]) -> Iterator[Event]:
        """Everything a report needs, in the order of the documents, window by window."""
        yield self.started()
        tally = Tally()
        for window in windows(self.gathered(documents)):
            told = self.tell(window)
            tally.add(told)
            self.prepared += told.prepared
            self.let_go += told.let_go
            yield from told.events
        yield RunEnded(counts=tally.counts())

    def started(self) -> RunStarted:
        """The event that opens a run."""
        judge = self.line.judge.name if self.line.judge else "none"
        return RunStarted(version=__version__, today=self.line.today.isoformat(), judge=judge)

    def tell(
        self,
        window: Sequence[Gathered],
        lookups: Mapping[Identifier, Lookup] | None = None,
        asides: Asides | None = None,
    ) -> Told:
        """Resolve what a window of documents cites, and say what follows; `lookups` and `asides` are known already."""
        known = dict(lookups or {})
        asked = set().union(*(piece.identifiers for piece in window)) - known.keys()
        known.update(self.resolved(sorted(asked)))
        return self.line.tell(window, dict(sorted(known.items())), self.asides(window) if asides is None else asides)

    def asides(self, window: Sequence[Gathered]) -> Asides:
        """What can be told of other numbers, and of works printed without one, as far as that was asked for."""
        asked = dict.fromkeys((other.scheme, other.value) for piece in window for other in piece.others)
        return self._others.asides(asked) if self._others else unasked(asked)

    def resolved(self, identifiers: Sequence[Identifier]) -> dict[Identifier, Lookup]:
        """Look up identifiers, as deep as was asked for."""
        lookups = self.resolver.resolve(identifiers, progress=self.progress)
        for deeper in self._deepen:
            lookups = deeper.deepen(lookups)
        return lookups

    def gathered(self, documents: Iterable[Document | Unreadable]) -> Iterator[Gathered]:
        """Read -> extract."""
        for number, document in enumerate(documents, 1):
            self.progress("read", number, 0)
            others = () if self._others is None or isinstance(document, Unreadable) else find(document)[1]
            yield self.line.gather(document, self.numbers(others))

    def numbers(self, others: Iterable[OtherMention]) -> dict[tuple[str, str], Identifier]:
        """PMIDs of DOIs and PMC ids, by (scheme, number), where these are to be resolved."""
        if self._others is None:
            return {}
        told = self._others.resolve((other.scheme, other.value) for other in others if other.scheme in SCHEMES)
        return {key: found.identifier for key, found in told.items() if found.identifier is not None}

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
        return binding.bind(document)

    def lookup(self, identifier: Identifier | str) -> Lookup:
        """One record: found, missing or unavailable.

        Raises:
            UsageError: the text is no identifier.
        """
        asked = _asked(identifier)
        return self.resolved([asked])[asked]

    def payload(self, identifier: Identifier) -> bytes | None:
        """What the registry sent for a record that was looked up, or None."""
        head = self.store.head(identifier)
        if head is not None and head.alias:
            head = self.store.head(Identifier(identifier.scheme, head.alias))
        version = head.current if head else None
        text = self.store.payload(version.digest) if version else None
        return None if text is None else text.encode()

    def refresh(self, **options: Any) -> Iterator[VerdictChange]:
        """Run a night over the documents watched in this store; the verdicts that are no longer what they were.

        `options` are those of refresh.Refresher. `verifier refresh` tells more: what changed, what could not be asked.
        """
        from verifier.refresh import Refresher

        refresher = Refresher(self, **options)
        for night in refresher.nights():
            yield from night.verdicts
            refresher.told()

    def verify(self, claim: str, identifier: Identifier | str, *, language: str = "") -> Verdict:
        """Whether a record backs a claim, without a document around it.

        language: ISO 639-1 code of the claim; without one its small words tell, and where they do not it is English.

        Raises:
            UsageError: the text is no identifier.
        """
        asked = _asked(identifier)
        return self.line.verdict(_cited(claim, asked, language), self.resolved([asked])[asked])


def verify(claim: str, identifier: Identifier | str, *, language: str = "", **options: Any) -> Verdict:
    """Whether one record backs one claim: the one-line door. `options` are those of Verifier."""
    with Verifier(**options) as verifier:
        return verifier.verify(claim, identifier, language=language)


def _asked(identifier: Identifier | str) -> Identifier:
    """The identifier that a caller means; digits alone are a PMID."""
    if isinstance(identifier, Identifier):
        return identifier
    text = identifier.strip()
    try:
        return Identifier.parse(f"PMID:{text}" if text.isascii() and text.isdigit() else text)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _spoken(claim: str) -> str:
    """The language of a claim among those that the rules read beside English; of one sentence no more is sure."""
    told = guess([claim])
    return told if told in LANGUAGES else ""


def _cited(claim: str, identifier: Identifier, language: str = "") -> Citation:
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
        language=language or _spoken(said),
    )


def windows(pieces: Iterable[Gathered]) -> Iterator[list[Gathered]]:
    """Gather documents until a window is full."""
    window: list[Gathered] = []
    identifiers: set[Identifier] = set()
    characters = 0
    for piece in pieces:
        window.append(piece)
        identifiers |= piece.identifiers
        characters += sum(len(text) for _, text, _ in piece.read.blocks)
        if len(window) >= WINDOW_DOCUMENTS or len(identifiers) >= WINDOW_IDENTIFIERS or characters >= WINDOW_CHARACTERS:
            yield window
            window, identifiers, characters = [], set(), 0
    if window:
        yield window


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing of progress."""
