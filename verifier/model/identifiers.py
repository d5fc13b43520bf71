"""Identifiers and where they stand: Identifier, Place, Mention."""

from __future__ import annotations

import re

import msgspec

# PMID: 1-8 digits without a leading zero; NCT number: exactly eight digits, not all zero (registries.md of the two services:
# NLM's E-utilities documentation and the path pattern of ClinicalTrials.gov API v2).
_FORMS = {"PMID": re.compile(r"[1-9]\d{0,7}"), "NCT": re.compile(r"NCT(?!0{8})\d{8}")}


class Identifier(msgspec.Struct, frozen=True, order=True, cache_hash=True):
    """One number of one registry.

    `value` is what the registry itself uses: "31978945" for scheme PMID, "NCT01920867" for scheme NCT.
    A malformed number keeps its digits as printed ("NCT0263871") and is never completed.
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        """Give the form people write: "PMID:31978945" or "NCT01920867"; `parse` reads it back."""
        return self.value if self.scheme == "NCT" else f"{self.scheme}:{self.value}"

    @property
    def well_formed(self) -> bool:
        """Whether the value has the shape its registry gives out (not whether it exists)."""
        form = _FORMS.get(self.scheme)
        return form is None or form.fullmatch(self.value) is not None

    @classmethod
    def parse(cls, text: str) -> Identifier:
        """Read "PMID:31978945", "PMID 31978945" or "NCT01920867".

        Raises:
            ValueError: the text is not one identifier in one of these forms.
        """
        written = text.strip()
        if match := re.fullmatch(r"(?i)(NCT)(\d+)", written):
            return cls("NCT", "NCT" + match[2])
        if match := re.fullmatch(r"([A-Za-z]+)\s*[: ]\s*(\S+)", written):
            return cls(match[1].upper(), match[2])
        raise ValueError(f"{text!r} is not an identifier; write PMID:31978945 or NCT01920867")


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """Where something stands in the decoded source: 1-based line, 0-based character offset, page of a PDF."""

    line: int
    offset: int = 0
    page: int | None = None


class Mention(msgspec.Struct, frozen=True, cache_hash=True):
    """An identifier as it stands in a document, found once.

    `start`/`end` are character offsets in the text of block number `block`; for an identifier that stands only
    in a link's address or a data field they cover the text that carries it (the anchor) and `source` says so.
    `malformed` is empty for a well-formed number, else the reason in plain words; `candidate` is what it may
    have been meant to be, and is never used without saying so.
    """

    identifier: Identifier
    written: str
    block: int
    start: int
    end: int
    place: Place
    source: str = "text"  # text | link | field | attribute | name (of the document)
    malformed: str = ""
    candidate: Identifier | None = None


class OtherMention(msgspec.Struct, frozen=True):
    """A PMC id, a DOI or another registry's number: listed, no verdict unless it is resolved to a PMID.

    Also a work that is printed without any number (scheme citation); its value names journal, year, volume, page and
    author between bars. It may lead to candidates, and never to a verdict.
    """

    scheme: str  # PMC | DOI | ISRCTN | EudraCT ... | citation
    written: str
    value: str
    block: int
    start: int
    end: int
    place: Place


class Aside(msgspec.Struct, frozen=True):
    """What was told of another registry's number, or of a printed work, beside the page.

    candidates: PMIDs that a printed work may be, to be compared by a person and never assumed. note: why no PMID is
    known, in plain words; "" where one is, or where nobody could be asked for it.
    """

    candidates: tuple[Identifier, ...] = ()
    note: str = ""
