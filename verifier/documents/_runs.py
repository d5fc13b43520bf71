"""HTML source cut into runs of text, and tree texts found again among them in one forward scan.

The tree comes from lexbor, which keeps no positions. The runs between the tags of the source are the same texts
in nearly the same order: each text of the tree is matched to the run under the cursor, a few runs are looked
ahead, and runs passed over are kept for texts that the parser moved (content misplaced in tables).
"""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass, field

# A tag: quotes count only after "=", and an unclosed quote is an ordinary character, as far as the run goes.
_TAG = re.compile(
    r"""<(?:
        !--(?:-?>|(?:.*?(?:--!?>|\Z)))
      | (?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*)(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+(?:>|\Z)
      | [!?/][^>]*(?:>|\Z)
    )""",
    re.DOTALL | re.VERBOSE,
)
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"}
)
# Elements whose end tag may be left out never nest by themselves.
_OPTIONAL = frozenset(
    {"p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "tbody", "thead", "tfoot", "colgroup", "rt", "rp",
     "html", "head", "body"}
)  # fmt: skip
_FLAT = _VOID | _OPTIONAL
# A formatting element that is not closed is opened anew in every following paragraph: some such pages would grow
# without bound, so only so many may stand open.
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
_MOST_FORMATTING = 16
_DEEPEST = 2000  # lexbor takes time quadratic in the depth of nesting; no written page is deeper
_AHEAD = 48


@dataclass(slots=True)
class Cut:
    """A source cut at its tags. `calm` is the markup to parse: as long as the source, over-deep tags blanked."""

    calm: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tags: dict[str, list[int]] = field(default_factory=dict)  # where <meta, <img ... begin


def cut(source: str, *, note: frozenset[str] = frozenset()) -> Cut:
    """Cut a decoded source into runs; offsets are the source's own."""
    text = source.replace("\r\n", " \n").replace("\r", "\n").replace("\0", " ")
    result = Cut(text)
    depth = _Depth()
    blanks: list[tuple[int, int]] = []
    at = 0
    while (tag := _TAG.search(text, at)) is not None:
        first, last = tag.span()
        if first > at:
            result.starts.append(at)
            result.ends.append(first)
        at = last
        name = (tag["name"] or "").lower()
        if not name:
            continue
        if name in note and not tag["slash"]:
            result.tags.setdefault(name, []).append(first)
        if name not in _FLAT and depth.too_deep(name, closing=bool(tag["slash"])):
            blanks.append((first, last))
        elif name in RAW and not tag["slash"]:
            at = _skip_raw(text, name, last, result)
    if at < len(text):
        result.starts.append(at)
        result.ends.append(len(text))
    result.calm = _blank(text, blanks)
    return result


def _skip_raw(text: str, name: str, at: int, result: Cut) -> int:
    """Take the content of a raw element as one run; give the offset of its end tag."""
    closing = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(text, at)
    end = closing.start() if closing else len(text)
    if end > at:
        result.starts.append(at)
        result.ends.append(end)
    return end


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    if not spans:
        return text
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


class _Depth:
    """How deep the open elements stand, as the source tells it."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: dict[str, int] = {}
        self._skipped: dict[str, int] = {}
        self._formatting: dict[str, int] = {}

    def too_deep(self, name: str, *, closing: bool) -> bool:
        """Follow one tag that can nest; say whether it is to be blanked."""
        if closing:
            return self._close(name)
        formatting = name in _FORMATTING
        if len(self._open) >= _DEEPEST or (formatting and sum(self._formatting.values()) >= _MOST_FORMATTING):
            self._skipped[name] = self._skipped.get(name, 0) + 1
            return True
        if formatting:
            self._formatting[name] = self._formatting.get(name, 0) + 1
        self._open.append(name)
        self._count[name] = self._count.get(name, 0) + 1
        return False

    def _close(self, name: str) -> bool:
        if self._skipped.get(name, 0):
            self._skipped[name] -= 1
            return True
        if self._formatting.get(name, 0):
            self._formatting[name] -= 1
        if self._count.get(name, 0):
            while (last := self._open.pop()) != name:
                self._count[last] -= 1
            self._count[name] -= 1
        return False


class Aligner:
    """Finds the texts of a tree among the runs of its source."""

    def __init__(self, cut_source: Cut, base: int = 0) -> None:
        self._base = base
        self._text = cut_source.calm
        self._starts = cut_source.starts
        self._ends = cut_source.ends
        self._next = 0
        self._passed: deque[int] = deque(maxlen=4096)
        self.lost = 0

    @property
    def offset(self) -> int:
        """About where the scan stands."""
        return self._base + (self._starts[self._next] if self._next < len(self._starts) else len(self._text))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Give the pieces of source that make up `text`, in order; [] when it cannot be found."""
        index = self._next
        while index < len(self._starts):  # nearly always the very next run that is not white space
            start, end = self._starts[index], self._ends[index]
            if end - start == len(text) and self._text.startswith(text, start):
                self._next = index + 1
                return [(self._base + start, self._base + end)]
            if not self._text[start:end].isspace():
                break
            index += 1
        wanted = text.strip()
        if not wanted:
            return []
        limit = min(len(self._starts), self._next + _AHEAD)
        index = self._next
        while index < limit:
            if count := self._spans(index, wanted):
                self._passed.extend(i for i in range(self._next, index) if self._decoded(i).strip())
                self._next = index + count
                return [self._span(i) for i in range(index, index + count)]
            if not self._text[self._starts[index] : self._ends[index]].strip():
                limit = min(len(self._starts), limit + 1)
            index += 1
        return self._among_passed(wanted)

    def _span(self, index: int) -> tuple[int, int]:
        return self._base + self._starts[index], self._base + self._ends[index]

    def _among_passed(self, wanted: str) -> list[tuple[int, int]]:
        for place, index in enumerate(self._passed):
            if place >= _AHEAD:
                break
            if self._decoded(index).strip() == wanted:
                del self._passed[place]
                return [self._span(index)]
        self.lost += 1
        return []

    def _decoded(self, index: int) -> str:
        raw = self._text[self._starts[index] : self._ends[index]]
        return html.unescape(raw) if "&" in raw else raw

    def _spans(self, index: int, wanted: str) -> int:
        """How many runs from `index` on make up the wanted text; 0 when they do not."""
        first = self._decoded(index).lstrip()
        if first.rstrip() == wanted:
            return 1
        if not first or not wanted.startswith(first):
            return 0
        # The parser joined runs across tags that it ignored.
        done, count = len(first), 1
        while done < len(wanted) and index + count < len(self._starts):
            piece = self._decoded(index + count)
            count += 1
            if wanted.startswith(piece, done):
                done += len(piece)
            elif wanted[done:] == piece.rstrip():
                return count
            else:
                return 0
        return count if done >= len(wanted) else 0
