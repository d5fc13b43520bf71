"""Works printed without any number: who, in which journal, which year, volume and page.

    Doe J, Roe R. Stem cells in retinal disease. Invented J Med. 2019;10(2):56-61.       Vancouver
    Doe, J., & Roe, R. (2019). Stem cells in retinal disease. Invented J Med, 10(2), 56–61.   APA
    Doe J, Roe R (2019) Stem cells in retinal disease. Invented J Med 10:56–61           Springer
    Doe, J. & Roe, R. Stem cells in retinal disease. Invented J. Med. 10, 56 (2019).     Nature

A work is told only where all five are printed in one of these forms and the entry begins with its first author: what
is found here may be sent to a registry, and half a reference fits the wrong paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

SCHEME = "citation"  # of an OtherMention that is such a work


class Work(NamedTuple):
    """A printed work, from `start` to `end` of its text; its entry ends at `stop`. None of its parts is empty."""

    start: int
    end: int
    stop: int
    journal: str
    year: str
    volume: str
    page: str
    author: str

    @property
    def value(self) -> str:
        """Journal, year, volume, page and author in one line, as NCBI's citation matcher takes them."""
        return "|".join(self[3:])


_LONGEST = 700  # characters of one entry
_SHORTEST = 18
_FIRST = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_NAME = rf"(?:(?:[Dd][aeiu]l?|[Vv]an(?:\s[Dd]e[nr]?)?|[Vv]on|[Dd]e\s[Ll]a|[Ll]e|[Tt]er|[Aa]l|[Ee]l)[\s-])?[{_FIRST}][\w'\u2019\u2010-]+(?:[\s-][{_FIRST}][\w'\u2019-]+)?"
_AUTHOR = re.compile(
    rf"(?P<last>{_NAME}),?\s+(?:(?P<initials>(?:[{_FIRST}]\.?[\s-]?){{1,3}})(?=[,.;:&(]|(?<=[\s.])[{_FIRST}(]|\s*(?:and|et|und|y|&)\s)|(?=et\s+al\b))"
)
_LABEL = re.compile(
    r"\s*(?:\[?\(?[0-9]{1,3}[.)\]]*\s+|[*\u2022\u2020\u2021^-]\s*)?(?:(?i:reference|source|see|from|in|study)\s?[:.]?\s+)?"
)
_MONTH = r"(?:[\s.,]+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w{0,6}\.?(?:[\s-]+[0-9]{1,2})?)?"
_ISSUE = r"(?:\s?\((?:[^()]{1,24})\))?"
_PAGE = r"(?P<page>[A-Za-z]{0,2}[0-9]{1,8}[A-Za-z]?)(?![0-9])"
_VANCOUVER = re.compile(
    rf"(?<=[\s.,(])\(?(?P<year>(?:19|20)[0-9][0-9])\)?{_MONTH}\s?;\s?(?P<volume>[0-9]{{1,4}}){_ISSUE}\s?:\s?(?:pp?\.\s?)?{_PAGE}"
)
_APA = re.compile(rf",?\s(?:vol\.\s?)?(?P<volume>[0-9]{{1,4}}){_ISSUE}\s?[,:]\s?(?:pp?\.\s?|Article\s)?{_PAGE}")
_APA_YEAR = re.compile(r"\(((?:19|20)[0-9][0-9])[a-z]?(?:,[^()]{1,20})?\)[.,:]?\s")
_NATURE = re.compile(
    rf"\s(?P<volume>[0-9]{{1,4}}){_ISSUE},\s{_PAGE}(?:\s?[-\u2013]\s?\w{{1,8}})?\s\((?P<year>(?:19|20)[0-9][0-9])\)"
)
_FORMS = (_VANCOUVER, _NATURE, _APA)
_TRIES = 5  # places of one entry that are looked at for each form
_WORD = rf"(?:[{_FIRST}][\w'\u2019&-]*|of|the|and|in|for|&|de|la|et|der|und|f\u00fcr)"
_JOURNAL = re.compile(rf"[{_FIRST}][\w'\u2019&-]*\.?:?(?:\s{_WORD}\.?:?){{0,9}}(?:\s\([{_FIRST}][\w\s,.]{{1,24}}\))?$")
_ENTRIES = re.compile(r"\n|(?<=[.)0-9])\s+(?=\[?[0-9]{1,3}[.)\]]+\s+[^\W\d_])")
# Signs that a text may print a work, quicker to look for than the work.
_SIGNS = (
    re.compile(r"(?:19|20)[0-9][0-9]"),
    re.compile(r"[0-9][)\s]{0,2}[,:]\s?(?:pp?\.\s?|Article\s)?[A-Za-z]{0,2}[0-9]"),
)
_TAIL = re.compile(r"\s?[-\u2013]\s?\w{1,8}")


def works(text: str) -> Iterator[Work]:
    """The works that a text prints in full, one for each entry at most."""
    if len(text) <= _SHORTEST or not all(sign.search(text) for sign in _SIGNS):
        return
    start = 0
    for stop in (*(match.start() for match in _ENTRIES.finditer(text)), len(text)):
        if stop - start > _SHORTEST and (found := _entry(text, start, stop)) is not None:
            yield found
        start = stop


def _entry(text: str, start: int, stop: int) -> Work | None:
    """The work of one entry, or of a parenthesis in a sentence, printed in any of the three forms."""
    for match in (match for form in _FORMS for match in islice(form.finditer(text, start, stop), _TRIES)):
        opened = _bracket(text, start, match.start())
        begin = opened if opened is not None else _LABEL.match(text, start, stop).end()  # type: ignore[union-attr]
        author = _AUTHOR.match(text, begin, match.start())
        if author is None or match.end() - begin > _LONGEST:
            continue
        year, head = _year(text, match, author.end())
        journal = _journal(text[head : match.start()])
        if year and journal:
            tail = _TAIL.match(text, match.end(), stop)
            name = f"{author['last']} {re.sub(r'[^A-Z]', '', author['initials'] or '')}".strip()
            end = tail.end() if tail else match.end()
            if opened is not None:
                closing = {"(": ")", "[": "]"}[text[opened - 1]]
                stop = max(end, text.find(closing, end, stop))
            return Work(begin, end, stop, journal, year, match["volume"], match["page"], name)
    return None


def _year(text: str, match: re.Match[str], head: int) -> tuple[str, int]:
    """The year of a work, and where what stands before its journal begins."""
    if "year" in match.re.groupindex:
        return match["year"], head
    found = _APA_YEAR.search(text, head - 1, match.start())
    return (found[1], found.end()) if found else ("", head)


def _bracket(text: str, start: int, at: int) -> int | None:
    """Behind the parenthesis that is open at a place, if one is."""
    depth = 0
    for position in range(at - 1, max(start, at - _LONGEST) - 1, -1):
        depth += {")": 1, "]": 1, "(": -1, "[": -1}.get(text[position], 0)
        if depth < 0:
            return position + 1
    return None


def _journal(before: str) -> str:
    """The journal at the end of what stands before its year or volume: "Stem Cell Res Ther", "N. Engl. J. Med."."""
    pieces = re.split(r"(?<=[.?!])\s+", before.strip().rstrip(",;"))
    taken = [pieces.pop()]
    # A short word alone is the end of an abbreviation with full stops.
    while pieces and len(taken[0].split()) == 1 and len(taken[0]) < 8 and _abbreviated(pieces[-1]):
        taken.insert(0, pieces.pop())
    name = " ".join(taken).replace(".", "").strip(" ,;:")
    return name if _JOURNAL.fullmatch(name) else ""


def _abbreviated(piece: str) -> bool:
    """Whether a piece that ends with a full stop looks like the beginning of an abbreviated title: "N.", "Stem Cell Res."."""
    words = piece.rstrip(".").split()
    return piece.endswith(".") and 0 < len(words) < 5 and all(w[:1].isupper() and len(w) < 7 for w in words)
