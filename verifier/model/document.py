"""Documents and what is cited in them: Document, Block, Mark, Citation, Uncited."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from verifier.model.identifiers import Identifier, Mention, OtherMention, Place


class Mark(msgspec.Struct, frozen=True, gc=False):
    """Something that covers characters `start` to `end` of a block's text.

    Kinds: link (value = the address as written), sup, sub, strong, emphasis, code, anchor (value = its name),
    note (value = key of a footnote), ref (value = name of a reference), image (value = alternative text).
    """

    kind: str
    start: int
    end: int
    value: str = ""


class Block(msgspec.Struct, frozen=True, gc=False):
    """A run of text that a reader sees as one piece: a paragraph, a heading, a list item, a table cell.

    text: white space folded, entities decoded; offsets of mentions and marks count its characters.
    kind: heading, paragraph, item, cell, caption, note, field, code.
    role: main, navigation, header, footer, banner (cookies), aside, meta (title and description), data
        (structured data), state (what a program of the page keeps and may show), reference (a bibliography entry).
        Identifiers count in all roles, in a state only beside a claim and where the page itself does not show them;
        claims are sought in main, aside, meta, data, state and reference.
    map: (offset in text, offset in the decoded source, line in the source) at every jump, ascending, so that
        `place_at` is exact.
    path: ids of the containers around it, outermost first (sections, cards, lists, tables, rows, objects);
        two blocks share a card or a row when they share that id. Ids are unique in a document.
    label: number of a list item, key of a footnote, name of a field. anchor: the element's id.
    row, column, header: coordinates in a table, counted from 0, and the text of the column's header.
    """

    kind: str
    text: str
    place: Place
    marks: tuple[Mark, ...] = ()
    map: tuple[tuple[int, int, int], ...] = ()
    role: str = "main"
    level: int = 0
    path: tuple[int, ...] = ()
    label: str = ""
    anchor: str = ""
    row: int = -1
    column: int = -1
    header: str = ""

    def place_at(self, position: int) -> Place:
        """Where character `position` of the text stands in the source."""
        index = bisect_right(self.map, position, key=lambda jump: jump[0]) - 1
        if index < 0:
            return self.place
        at, offset, line = self.map[index]
        return Place(line, offset + (position - at), self.place.page)


class Document(msgspec.Struct, frozen=True):
    """A document as read: its blocks in reading order.

    kind is the reader that made it (html, text, markdown ...); digest is SHA-256 of the bytes; language an ISO
    639-1 code or "" when it cannot be told; containers tells for each container id what it is (section, card,
    list, table, row, object, header, footer).
    """

    name: str
    kind: str
    blocks: tuple[Block, ...]
    digest: str
    language: str = ""
    title: str = ""
    containers: dict[int, str] = {}
    notes: tuple[str, ...] = ()


class Unreadable(msgspec.Struct, frozen=True):
    """A document that could not be read, with the reason and what to do; the run goes on."""

    name: str
    error: str
    digest: str = ""


class FetchedPage(msgspec.Struct, frozen=True):
    """A page as it came: the address asked for and the one that answered, and when (UTC, ISO 8601)."""

    url: str
    answered: str
    content_type: str
    headers: tuple[tuple[str, str], ...]
    data: bytes
    date: str
    digest: str
    unchanged: bool = False  # the server says that it is what was seen before; there are no bytes then

    @property
    def stamp(self) -> str:
        """What the server marks this version of the page with, to be sent when it is asked for again; "" for none."""
        told = dict(self.headers)
        return told.get("etag", "") or told.get("last-modified", "")


class Citation(msgspec.Struct, frozen=True):
    """One identifier and the claim that the page attaches to it.

    claim: the whole passage the citation covers, the unit shown and scored. parts: its clauses, checked one by
        one; the worst decides.
    key: digest of document name, identifier, normalised claim and ordinal; never of the line, so that a
        citation keeps its key when the page is edited elsewhere.
    group: the other identifiers cited on the same claim.
    reference: what the page prints about the work itself (authors, title, journal, year), "" when nothing.
    context: heading and sentence around the claim, as printed. layout: code of the layout that bound it.
    fields: (name, value) of the labelled things that the claim is made of: the cells of a table row with the headers
        of their columns ("n", "386"), the lines of a card or a registry copy ("Recruitment status", "Recruiting").
    """

    key: str
    document: str
    place: Place
    identifier: Identifier
    written: str
    claim: str
    parts: tuple[str, ...]
    claim_place: Place
    layout: str
    group: tuple[Identifier, ...] = ()
    malformed: str = ""
    candidate: Identifier | None = None
    reference: str = ""
    heading: str = ""
    context: str = ""
    language: str = ""
    fields: tuple[tuple[str, str], ...] = ()


class Uncited(msgspec.Struct, frozen=True):
    """A claim that could be checked but names no source: listed, never judged."""

    document: str
    place: Place
    claim: str
    why: str = ""
    advice: str = ""


class Extract(msgspec.Struct, frozen=True):
    """All that `extract` gives for one document."""

    document: Document
    citations: tuple[Citation, ...]
    listed: tuple[Mention, ...] = ()  # printed without a claim
    others: tuple[OtherMention, ...] = ()
    uncited: tuple[Uncited, ...] = ()
