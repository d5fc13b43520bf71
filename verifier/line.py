"""compare -> check -> judge -> conclude: the part of the line that asks nobody.

Given what documents cite and what the registries hold, a Line says what follows, as events. Each record is prepared
once per process, and a claim that stands on many pages is compared and judged once: what it rests on is the claim,
the record and the day, never the page around it.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

import msgspec
import msgspec.structs

from verifier import binding, compare, conclude, confirm, examine, shelves
from verifier.mesh import Mesh
from verifier.model import (
    Aside,
    Case,
    Citation,
    Comparison,
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
    Mention,
    OtherFound,
    OtherMention,
    Page,
    Pair,
    Place,
    Reading,
    Source,
    Unavailable,
    Uncited,
    UncitedFound,
    Unreadable,
    Verdict,
    VerdictReady,
)
from verifier.second import Second
from verifier.wording.reporting import matter

T = TypeVar("T")
Progress = Callable[[str, int, int], None]  # stage, done, of how many (0 when it cannot be told)
Readings = tuple[Reading, ...]
Asides = Mapping[tuple[str, str], Aside]  # by scheme and number
_NO_ASIDE = Aside()
_NOWHERE = Place(0)
# Claims remembered with their comparisons and findings: a few kilobytes each.
REMEMBERED = 4096


# Roles of blocks that a report shows as the page's text.
PROSE = ("main", "aside", "reference")


class Gathered(msgspec.Struct, frozen=True):
    """What one document gave, without its text (unless a report shows it): light enough to wait in a window."""

    read: DocumentRead
    citations: tuple[Citation, ...] = ()
    listed: tuple[Mention, ...] = ()
    others: tuple[OtherMention, ...] = ()
    uncited: tuple[Uncited, ...] = ()
    resolved: tuple[tuple[OtherMention, Identifier], ...] = ()  # those of the others whose PMID was asked for

    @property
    def identifiers(self) -> set[Identifier]:
        """The well-formed identifiers that have claims."""
        return {citation.identifier for citation in self.citations if not citation.malformed}


class Told(msgspec.Struct, frozen=True):
    """The events of a window, and what was counted on the way: (scheme, value, kind of lookup), checks.

    troubles: what went wrong on the way without stopping the run. prepared: how many records were prepared anew.
    let_go: how many prepared records were let go of, since too many were held.
    """

    events: tuple[Event, ...]
    lookups: tuple[tuple[str, str, str], ...] = ()
    checks_done: int = 0
    checks_skipped: int = 0
    troubles: tuple[str, ...] = ()
    prepared: int = 0
    let_go: int = 0


class Memory(Generic[T]):
    """The last things computed, by what they were computed from; the least recently used is let go."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self.computed = 0

    def get(self, key: Hashable) -> T | None:
        """What was computed for this key, if it is remembered."""
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        return None

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()

    def put(self, key: Hashable, value: T) -> T:
        """Remember a value."""
        self.computed += 1
        self._held[key] = value
        if len(self._held) > self._size:
            self._held.popitem(last=False)
        return value


class Line:
    """Concludes for many documents at a time.

    judge: who is asked what the rules leave open, or None. today: what counts as now.
    show_text: whether events carry the text of documents and records, as the HTML report needs.
    vocabulary: an index of MeSH beside the built-in list of concepts.
    second: another judge, asked about every record that was found and shown beside the verdict.
    progress: called with (stage, done, of how many) while claims are compared, and before a judge is asked.
    """

    def __init__(
        self,
        judge: Judge | None,
        today: dt.date,
        *,
        uncited: bool = True,
        show_text: bool = True,
        vocabulary: Mesh | None = None,
        second: Second | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.judge = judge
        self._progress = progress or (lambda _stage, _done, _total: None)
        self.second = second
        self.today = today
        self.sources = compare.Sources(vocabulary=vocabulary)
        self._uncited = uncited
        self._show_text = show_text
        self._checks = shelves.load_all("checks")
        self._examined: Memory[tuple[Case, tuple[Finding, ...]]] = Memory()
        self._said: Memory[Judgement] = Memory()
        self._said_second: Memory[Judgement] = Memory()

    def forget(self) -> None:
        """Let go of what was said of claims; prepared records stay."""
        self._examined.clear()
        self._said.clear()

    def gather(self, document: Document | Unreadable, resolved: binding.Resolved | None = None) -> Gathered:
        """What a document cites; `resolved`: PMIDs of DOIs and PMC ids, which count as citations then."""
        if isinstance(document, Unreadable):
            return Gathered(DocumentRead(document.name, document.digest, error=document.error))
        extract: Extract = binding.bind(document, uncited=self._uncited, resolved=resolved)
        blocks: tuple[tuple[str, str, int], ...] = ()
        if self._show_text:
            blocks = _shown(extract)
        told = (document.name, document.digest, document.language)
        read = DocumentRead(*told, title=document.title, blocks=blocks, notes=document.notes)
        known = resolved or {}
        found = tuple((o, known[o.scheme, o.value]) for o in extract.others if (o.scheme, o.value) in known)
        return Gathered(read, extract.citations, extract.listed, extract.others, extract.uncited, found)

    def tell(
        self, window: Sequence[Gathered], lookups: Mapping[Identifier, Lookup], asides: Asides | None = None
    ) -> Told:
        """The events of a window of documents, in their order; `asides`: what was told of other numbers and works."""
        with _uncollected():
            return self._tell(window, lookups, asides or {})

    def _tell(self, window: Sequence[Gathered], lookups: Mapping[Identifier, Lookup], asides: Asides) -> Told:
        prepared, let_go = self.sources.prepared, self.sources.let_go
        pages = self._pages(window, lookups)
        verdicts = self._verdicts(pages)
        events = [event for piece, own in zip(window, verdicts, strict=True) for event in _told(piece, own, asides)]
        cases = [case for page in pages for case in page.cases]
        sources = [case.source for case in cases if case.source is not None]
        for source in sources:
            compare.lighten(source)
        self.sources.settle()
        return Told(
            tuple(events),
            tuple((i.scheme, i.value, type(lookup).__name__) for i, lookup in lookups.items()),
            checks_done=len(sources) * len(self._checks),
            checks_skipped=(len(cases) - len(sources)) * len(self._checks),
            prepared=self.sources.prepared - prepared,
            let_go=self.sources.let_go - let_go,
        )

    def verdict(self, citation: Citation, lookup: Lookup) -> Verdict:
        """The verdict on one citation that stands alone."""
        self.sources.settle()
        page = Page(citation.document, tuple(self._cases([citation], {citation.identifier: lookup})))
        return self._verdicts([page])[0][0]

    def _pages(self, window: Sequence[Gathered], lookups: Mapping[Identifier, Lookup]) -> list[Page]:
        """Every citation of a window beside its record."""
        cited = [citation for piece in window for citation in piece.citations]
        cases: list[Case] = []
        while len(cases) < len(cited):
            cases += self._cases(cited[len(cases) : len(cases) + compare.AT_ONCE], lookups)
            self._progress("compare", len(cases), len(cited))
        told = iter(cases)
        return [Page(piece.read.name, tuple(next(told) for _ in piece.citations)) for piece in window]

    def _cases(self, citations: Sequence[Citation], lookups: Mapping[Identifier, Lookup]) -> list[Case]:
        """Some citations beside their records, each compared now or before."""
        looked = [
            lookups.get(citation.identifier) or Unavailable(citation.identifier, "malformed", citation.malformed)
            for citation in citations
        ]
        contents = [_content(citation, lookup) for citation, lookup in zip(citations, looked, strict=True)]
        compared = {each: _compared(known[0]) for each in contents if (known := self._examined.get(each)) is not None}
        beside: dict[Hashable, tuple[Readings, Source]] = {}
        for citation, lookup, content in zip(citations, looked, contents, strict=True):
            if content in compared or content in beside:
                continue
            readings = compare.read(citation)
            if isinstance(lookup, Found):
                beside[content] = readings, self.sources(lookup)
            else:
                compared[content] = None, readings, ()
        now = compare.compare_all(tuple(beside.values()), self.today)
        for (content, (readings, source)), told in zip(beside.items(), now, strict=True):
            compared[content] = source, readings, told
        told_of = zip(citations, looked, contents, strict=True)
        return [Case(citation, lookup, *compared[content], self.today) for citation, lookup, content in told_of]

    def _own_findings(self, case: Case) -> tuple[Finding, ...]:
        """What checks of scope "case" and confirmations say, computed once for equal claims on one record."""
        key = _content(case.citation, case.lookup)
        known = self._examined.get(key)
        if known is None:
            found = (*examine.examine(case, self._checks), *confirm.confirm(case))
            known = self._examined.put(key, (case, found))
        return known[1]

    def _verdicts(self, pages: Sequence[Page]) -> list[tuple[Verdict, ...]]:
        """Check -> judge -> conclude: the judge is asked once for all that the rules leave open."""
        examined = [self._page_findings(page) for page in pages]
        cases = [pair for page, own in zip(pages, examined, strict=True) for pair in zip(page.cases, own, strict=True)]
        unsettled = [case for case, found in cases if case.source is not None and not conclude.settled(case, found)]
        said = self._ask(self.judge, unsettled, self._said)
        concluded = [conclude.conclude(case, found, said.get(_question(case))) for case, found in cases]
        if self.second is not None:
            concluded = self._beside(self.second, [case for case, _ in cases], concluded)
        verdicts = iter([self._shown(verdict) for verdict in concluded])
        return [conclude.eased(tuple(next(verdicts) for _ in page.cases)) for page in pages]

    def _page_findings(self, page: Page) -> list[tuple[Finding, ...]]:
        """The findings of each case of a page, those of the whole page among them."""
        by_key = examine.examine_page(page, self._checks)
        return [(*self._own_findings(case), *by_key.get(case.citation.key, ())) for case in page.cases]

    def _beside(self, second: Second, cases: Sequence[Case], verdicts: Sequence[Verdict]) -> list[Verdict]:
        """The verdicts with a second opinion on each claim whose record was found and is the one meant."""
        asked = [
            case
            for case, verdict in zip(cases, verdicts, strict=True)
            if case.source is not None and verdict.outcome != "broken"
        ]
        said = self._ask(second.judge, asked, self._said_second)
        return [
            second.beside(verdict, said[question])
            if verdict.outcome != "broken" and (question := _question(case)) in said
            else verdict
            for case, verdict in zip(cases, verdicts, strict=True)
        ]

    def _ask(self, judge: Judge | None, cases: Sequence[Case], memory: Memory[Judgement]) -> dict[Hashable, Judgement]:
        """A judge's word by question; each distinct question is asked once, all together."""
        if judge is None:
            return {}
        distinct = {_question(case): case for case in cases}
        known = {question: word for question in distinct if (word := memory.get(question)) is not None}
        unknown = [question for question in distinct if question not in known]
        if unknown:
            self._progress("judge", 0, len(unknown))
            words = judge.judge([_pair(distinct[question]) for question in unknown])
            known.update({q: memory.put(q, word) for q, word in zip(unknown, words, strict=True)})
        return known

    def _shown(self, verdict: Verdict) -> Verdict:
        """The verdict with or without the record's prose, as the report needs it."""
        if self._show_text or not verdict.record.passages:
            return verdict
        return msgspec.structs.replace(verdict, record=msgspec.structs.replace(verdict.record, passages=()))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: a window leaves none, and it would look again and again at every record held."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _content(citation: Citation, lookup: Lookup) -> Hashable:
    """What findings rest on: the citation without its place in a page, and the record's digest."""
    bare = msgspec.structs.replace(citation, key="", document="", place=_NOWHERE, claim_place=_NOWHERE)
    return bare, (lookup.digest, lookup.note, lookup.asked) if isinstance(lookup, Found) else lookup


def _compared(case: Case) -> tuple[Source | None, Readings, tuple[Comparison, ...]]:
    """What an equal claim on an equal record takes over from a case."""
    return case.source, case.readings, case.comparisons


def _question(case: Case) -> Hashable:
    """What a judge's word rests on."""
    return case.citation.claim, case.citation.language, case.source.digest if case.source else ""


def _pair(case: Case) -> Pair:
    """What the judge is asked of a case whose record was found."""
    assert case.source is not None
    citation = case.citation
    prose = citation.language == "en" and not citation.fields
    claim = matter(citation.claim, citation.language) if prose else citation.claim
    return Pair(claim, case.source, case.comparisons, citation.language)


def _told(piece: Gathered, verdicts: tuple[Verdict, ...], asides: Asides) -> Iterator[Event]:
    """The events of one document."""
    name = piece.read.name
    yield piece.read
    for verdict in verdicts:
        yield VerdictReady(verdict)
    for mention in piece.listed:
        yield ListedOnly(name, mention)
    resolved = dict(piece.resolved)
    for other in piece.others:
        yield OtherFound(name, other, resolved.get(other), asides.get((other.scheme, other.value), _NO_ASIDE))
    for claim in piece.uncited:
        yield UncitedFound(claim)


def _shown(extract: Extract) -> tuple[tuple[str, str, int], ...]:
    """The page's text as reports show it: its prose, and what stands elsewhere only where it cites something."""
    cited = {line for c in extract.citations for line in (c.place.line, c.claim_place.line)}
    return tuple(
        (block.kind, block.text, block.place.line)
        for block in extract.document.blocks
        if block.text and (block.role in PROSE or block.place.line in cited)
    )
