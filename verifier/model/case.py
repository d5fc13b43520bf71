"""What checks and judges are handed: Source, Reading, Case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from verifier.model.document import Citation
from verifier.model.record import Found, Lookup, PaperFacts, Record, TrialFacts
from verifier.model.verdict import Comparison, Judgement, Quote

T = TypeVar("T")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a record: an exact substring of the passage named by `where`."""

    text: str
    where: str
    label: str = ""
    index: int = 0

    @property
    def quote(self) -> Quote:
        """The sentence as a quote."""
        return Quote(self.text, self.where)


class _Prepared(dict[Callable[..., Any], Any]):
    """A holder of facets, each read once, when first asked for.

    The facets are the values of a dict, by their readers: asked a hundred times a claim, one that was read is found
    without a call of Python. To all else it is an object like any other: itself alone is equal to it, and none is empty.
    """

    __slots__ = ()
    __eq__, __ne__, __repr__ = object.__eq__, object.__ne__, object.__repr__
    __hash__ = object.__hash__  # type: ignore[assignment]  # a dict has none

    def __bool__(self) -> bool:
        return True

    def __missing__(self, reader: Callable[..., Any]) -> Any:
        found = self[reader] = reader(self)
        return found

    if TYPE_CHECKING:

        def facet(self, reader: Callable[..., T]) -> T:
            """Give `reader(self)`, computed once. `reader` is a module-level function of a facet."""
    else:
        facet = dict.__getitem__

    def known(self) -> dict[Callable[..., Any], Any]:
        """The facets that were read so far, by their readers."""
        return dict(self)

    def remember(self, reader: Callable[..., T], value: T) -> None:
        """Take a facet as read, where it was read from the same text before."""
        self[reader] = value

    def forget(self, *readers: Callable[..., Any]) -> None:
        """Let go of facets; they are read anew if somebody asks again."""
        for reader in readers:
            self.pop(reader, None)


class Source(_Prepared):
    """A record prepared for comparison: its sentences, and its facets as they are asked for.

    Built once per process and digest. `paper` or `trial` holds its facts, the other is None. `sentences` are exact
    substrings of the record's passages. `vocabulary` is an index of concepts beside the built-in list
    (verifier.mesh.Mesh), or None.
    """

    __slots__ = ("digest", "paper", "record", "sentences", "trial", "vocabulary")

    def __init__(
        self, record: Record, digest: str, sentences: tuple[Sentence, ...], vocabulary: Any | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.record = record
        self.digest = digest
        self.sentences = sentences
        facts = record.facts
        self.paper: PaperFacts | None = facts if isinstance(facts, PaperFacts) else None
        self.trial: TrialFacts | None = facts if isinstance(facts, TrialFacts) else None


class Reading(_Prepared):
    """One clause of a claim prepared for comparison. `part` is its number; `whole` the whole claim.

    cut: whether the clause goes on behind `text`, unread: nothing then bears out all of it. language: ISO 639-1 code
    of the claim, "" when unknown.
    """

    __slots__ = ("citation", "cut", "language", "part", "text")

    def __init__(self, text: str, part: int, citation: Citation, *, cut: bool = False) -> None:
        self.text = text
        self.cut = cut
        self.part = part
        self.citation = citation
        self.language = citation.language

    @property
    def whole(self) -> str:
        """The whole passage that the citation covers."""
        return self.citation.claim


class Case:
    """One citation with all that is known about it; what a check of scope "case" reads."""

    def __init__(
        self,
        citation: Citation,
        lookup: Lookup,
        source: Source | None,
        readings: tuple[Reading, ...],
        comparisons: tuple[Comparison, ...],
        today: dt.date,
    ) -> None:
        self.citation = citation
        self.lookup = lookup
        self.source = source
        self.readings = readings
        self.comparisons = comparisons
        self.today = today

    @property
    def found(self) -> Found | None:
        """The lookup when the record was found."""
        return self.lookup if isinstance(self.lookup, Found) else None

    def compared(self, facet: str, *relations: str) -> tuple[Comparison, ...]:
        """The comparisons of one facet, optionally only those of the given relations."""
        return tuple(c for c in self.comparisons if c.facet == facet and (not relations or c.relation in relations))


class Page:
    """All cases of one document; what a check of scope "page" reads."""

    def __init__(self, document: str, cases: tuple[Case, ...]) -> None:
        self.document = document
        self.cases = cases


class Pair(msgspec.Struct, frozen=True):
    """What a judge is asked: does this source say this? `comparisons` are what the rules already saw."""

    claim: str
    source: Source
    comparisons: tuple[Comparison, ...] = ()
    language: str = ""


class Judge(Protocol):
    """A judge answers many pairs at once, in their order; one Judgement each, label "" when it does not know."""

    name: str

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Judge each pair."""
        ...
