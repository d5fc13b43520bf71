"""What the HTML report shows, prepared from a run: cards, page texts, index, clusters. The template only lays it out."""

from __future__ import annotations

import inspect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from verifier.model import OUTCOMES, DocumentRead, ListedOnly, OtherFound, Uncited
from verifier.reports._card import Card, prepare
from verifier.reports._inert import clipped
from verifier.reports._manuals import manual_of
from verifier.reports._marks import Finder, Segment, Span, segments
from verifier.reports._order import Run, urgency
from verifier.reports._words import SIGNS

LONGEST_BLOCK = 4000
# Runs of more blocks without a claim are folded.
LONGEST_RUN = 6


@dataclass(frozen=True)
class Line:
    """One block of the page's text: kind, line in the source, its segments."""

    kind: str
    line: int
    segments: list[Segment]


@dataclass
class Sheet:
    """One document as shown. runs: its lines; a run that is folded holds lines without a claim."""

    id: str
    read: DocumentRead
    name: str
    cards: list[Card] = field(default_factory=list)
    runs: list[tuple[bool, list[Line]]] = field(default_factory=list)
    listed: list[ListedOnly] = field(default_factory=list)
    others: list[OtherFound] = field(default_factory=list)
    uncited: list[Uncited] = field(default_factory=list)

    @property
    def outcomes(self) -> Counter[str]:
        """How many verdicts of each outcome."""
        return Counter(card.verdict.outcome for card in self.cards)

    @property
    def worst(self) -> str:
        """The most urgent outcome, "" when there is no verdict."""
        found = self.outcomes
        return next((outcome for outcome in reversed(OUTCOMES) if found[outcome]), "")

    @property
    def rank(self) -> int:
        """How urgent the worst outcome is, for sorting."""
        return OUTCOMES.index(self.worst) if self.worst else -1


@dataclass(frozen=True)
class Manual:
    """A check as its manual tells it: a summary, then titled paragraphs."""

    name: str
    number: int
    paragraphs: list[tuple[str, str]]


@dataclass
class View:
    """The whole report. folder: what the names of all documents begin with, taken off them; index: worst first."""

    run: Run
    folder: str
    sheets: list[Sheet]
    index: list[Sheet]
    cards: list[Card]
    first: list[Card]
    clusters: list[list[Card]]
    manuals: list[Manual]
    bar: list[tuple[str, str, int, float, float]]

    def most_urgent(self, owners: Sequence[int]) -> Card:
        """Of the cards that share a piece of text, the one to look at first."""
        return min((self.cards[owner - 1] for owner in owners), key=lambda card: urgency(card.verdict))


def view(run: Run) -> View:
    """Prepare a run."""
    folder = common_folder([read.name for read in run.documents])
    sheets = _sheets(run, folder)
    cards = [card for sheet in sheets for card in sheet.cards]
    for sheet in sheets:
        _mark(sheet)
    clusters = _clusters(cards)
    index = sorted(sheets, key=lambda sheet: (-sheet.rank, -sheet.outcomes[sheet.worst]))
    return View(run, folder, sheets, index, cards, _first(cards), clusters, _manuals(cards), _bar(run))


def common_folder(names: Sequence[str]) -> str:
    """The folder that all names begin with, "" for a single name or when they share none."""
    if len(names) < 2:
        return ""
    shared: list[str] = []
    for steps in zip(*(name.split("/")[:-1] for name in names), strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return "/".join(shared) + "/" if any(shared) else ""


def _sheets(run: Run, folder: str) -> list[Sheet]:
    """One sheet for each document, with what belongs to it."""
    sheets: dict[str, Sheet] = {}

    def sheet(name: str, read: DocumentRead | None = None) -> Sheet:
        made = Sheet(f"d-{len(sheets) + 1}", read or DocumentRead(name), name.removeprefix(folder))
        return sheets.setdefault(name, made)

    for read in run.documents:
        sheet(read.name, read)

    used: Counter[str] = Counter()
    for number, verdict in enumerate(run.verdicts, 1):
        anchor = _anchor(verdict.citation.key, number)
        used[anchor] += 1
        if used[anchor] > 1:
            anchor = f"{anchor}-{used[anchor]}"
        found = sheet(verdict.citation.document)
        found.cards.append(prepare(verdict, number, anchor, found.name, run.today))
    for listed in run.listed:
        sheet(listed.document).listed.append(listed)
    for other in run.others:
        sheet(other.document).others.append(other)
    for uncited in run.uncited:
        sheet(uncited.document).uncited.append(uncited)
    return list(sheets.values())


def _anchor(key: str, number: int) -> str:
    """The stable anchor of a verdict: its citation's key where that can stand in an address."""
    return f"v-{key}" if re.fullmatch(r"[A-Za-z0-9_-]{1,80}", key) else f"v-{number}"


def _mark(sheet: Sheet) -> None:
    """Lay the claims over the page's text and fold the long runs without one."""
    blocks = sheet.read.blocks
    spans: dict[int, list[Span]] = defaultdict(list)
    finder = Finder(blocks)
    for card in sheet.cards:
        for span in finder.locate(card.verdict.citation, card.number):
            spans[span.block].append(span)
            card.mark = f"c-{card.number}"
    run: list[Line] = []
    for index, (kind, text, line) in enumerate(blocks):
        if spans[index]:
            _close(sheet, run)
            run = []
            sheet.runs.append((False, [Line(kind, line, segments(text, spans[index]))]))
        else:
            run.append(Line(kind, line, [Segment(clipped(text, LONGEST_BLOCK))]))
    _close(sheet, run)


def _close(sheet: Sheet, run: list[Line]) -> None:
    """Put away a run of lines without a claim; a long one keeps its edges open."""
    if len(run) <= LONGEST_RUN:
        if run:
            sheet.runs.append((False, run))
        return
    sheet.runs += [(False, run[:1]), (True, run[1:-2]), (False, run[-2:])]


def _first(cards: Iterable[Card]) -> list[Card]:
    """The three citations to mend first: the most urgent, no claim twice, nothing that is only undecided."""
    chosen: dict[str, Card] = {}
    for card in sorted(cards, key=lambda card: urgency(card.verdict)):
        if card.verdict.outcome not in ("supported", "unknown"):
            chosen.setdefault(_same(card), card)
    return list(chosen.values())[:3]


def _clusters(cards: Iterable[Card]) -> list[list[Card]]:
    """Cards of the same claim and identifier that stand on several pages, the most pages first."""
    alike: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        alike[_same(card)].append(card)
    several = [group for group in alike.values() if len({card.verdict.citation.document for card in group}) > 1]
    return sorted(several, key=lambda group: -len(group))


def _same(card: Card) -> str:
    """What makes two citations the same: their identifier and the words of their claim."""
    claim = re.sub(r"\W+", " ", card.verdict.citation.claim[:LONGEST_BLOCK].casefold()).strip()
    return f"{card.verdict.citation.identifier}\n{claim}"


def _manuals(cards: Sequence[Card]) -> list[Manual]:
    """The manuals of everything that spoke."""
    names = sorted({name for card in cards for name in card.checks})
    return [
        Manual(name, number, [_titled(one) for one in manual_of(name).split("\n\n") if one.strip()])
        for number, name in enumerate(names, 1)
    ]


def _titled(paragraph: str) -> tuple[str, str]:
    """A paragraph of a manual as (title, text): "Why it matters:" stands on a line of its own."""
    head, _, rest = paragraph.partition("\n")
    if rest and head.endswith(":"):
        return head[:-1], inspect.cleandoc(rest)
    return "", paragraph


def _bar(run: Run) -> list[tuple[str, str, int, float, float]]:
    """The chart of outcomes: (outcome, sign, count, x, width) in hundredths of the whole."""
    total = sum(run.outcomes.values())
    bar = []
    x = 0.0
    for outcome, number in run.outcomes.items():
        width = 100 * number / total
        bar.append((outcome, SIGNS[outcome], number, round(x, 3), round(width, 3)))
        x += width
    return bar
