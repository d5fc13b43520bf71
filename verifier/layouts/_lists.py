"""Reference lists: the entries of a page's numbered lists, footnotes and bibliographies, with their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.layouts._markers import KEY
from verifier.layouts._one_line import run
from verifier.layouts._view import View
from verifier.model import Block, Mention
from verifier.text import has_verb, opens_with_verb


class Entry(NamedTuple):
    """One entry of a list. `group` is the number of its list in the document, in order."""

    key: str
    group: int
    block: int
    start: int
    end: int
    mentions: tuple[Mention, ...]
    text: str
    note: bool = False
    opens: int = 0  # where its number or sign stands


_NO_LISTS = frozenset(("navigation", "banner", "header", "footer", "data", "state", "meta"))
# Headers of a column that numbers the works of a list; "Phase", "Stage" or "Rank" number something else.
_NUMBERED = re.compile(
    r"(?i)\W*(?:no|nr|n|num(?:ber|mer|éro|ero)?|refs?|reference|key|notes?|footnotes?|source|quelle|fuente)?\W*"
)
_FEWEST = 2  # entries of a list in the footer of a page: "1 High Street" is none
_SHORT = 8  # characters of a block that is only a number
_SUPERSCRIPTS = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
# "[1] Doe ...", "1. Doe ...", "1) Doe", "1 Doe", "(1) Doe", "^1 Doe", "* Doe", at the beginning of a line.
_ENTRY = re.compile(
    r"(?:^|\n)\s*(?:\[\^?(?P<square>[\w-]{1,24})\]:?|\((?P<round>\d{1,3})\)|\^?(?P<plain>\d{1,3})(?:[.):]\s|\s+(?=[A-Z\u00c0-\u00de\"\u201c(]))|(?P<small>[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3})|(?P<sign>[*\u2020\u2021\u00a7]{1,2})\s?(?=\w))"
)
# "a. Doe ...", "iv) Doe", "S3 Doe": no numbers, so they count only where a list is sure to stand.
_OTHER_KEY = re.compile(rf"(?:^|\n)\s*(?P<key>{KEY})(?:[.):]\s|\s+(?=[A-Z\u00c0-\u00de\"\u201c(]))")
_KEY_ALONE = re.compile(
    rf"\W{{0,2}}(\d{{1,3}}|{KEY})\W{{0,2}}|([\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{{1,3}})|([*\u2020\u2021\u00a7]{{1,2}})"
)
_INLINE_ENTRY = re.compile(r"\[(?P<square>\d{1,3})\]")
_SAME = re.compile(r"(?i)\W*(?:ibid(?:em)?|id(?:em)?|ebd|ebenda|op\.?\s?cit|loc\.?\s?cit|same\s+as\s+above)\b")
_AUTHORS = re.compile(
    r"""\W*(?:\d{1,3}\W+)?(?:
        (?:(?:[dv][aeo]n?\s|de\s(?:la\s)?|von\s|van\s(?:der\s)?)?[A-Z\u00c0-\u00de][\w'\u2019\u2010-]+(?:\s[A-Z\u00c0-\u00de][\w'\u2019-]+)?,?\s+(?:[A-Z\u00c0-\u00de]\.?[-\s]?){1,3}(?:[.,;:&]|\s(?:et|and|&|und|y)\b|\s*\((?:19|20)\d\d))
      | (?:[A-Z\u00c0-\u00de][\w'\u2019\u2010-]+(?:\s[A-Z]{1,3})?,?\s+(?:et\s+al|u\.\s?a|y\s+cols)\b))""",
    re.VERBOSE,
)
# Words before a capital letter that is no initial: "Vitamin D, taken daily".
_LETTERED = re.compile(
    r"(?i)\W*(?:vitamin\w*|hepatitis|hépatite|group|gruppe|groupe|grupo|type|typ|tipo|omega|phase|part|plan|class|grade|stage|factor|table|figure|case|study|trial|option)\s"
)
_VOLUME = re.compile(r"\b(?:19|20)\d\d\b[^.]{0,20}?;\s?\d+\s?(?:\([^)]{1,12}\))?\s?:\s?[a-z]?\d+")
_AFTER_AUTHORS = re.compile(
    r".{0,80}?(?:et\s+al|u\.\s?a|y\s+cols)\.?,?\s*(?:\(?(?:19|20)\d\d[a-z]?\)?)?\s*(?P<rest>.*)", re.DOTALL
)


def looks_like_reference(text: str) -> bool:
    """Whether a text prints a work (authors, title, journal, year) instead of saying something about it."""
    if ";" in text and ":" in text and _VOLUME.search(text):
        return True
    if not _AUTHORS.match(text) or _LETTERED.match(text):
        return False
    told = _AFTER_AUTHORS.match(text[:400])
    if told is None:
        return True
    rest = re.sub(r"^\((?:[^()]{0,80})\)\s*", "", told["rest"])
    said = rest.lstrip(":\u2013\u2014- ")
    tells = rest.startswith((":", "\u2013", "\u2014", "- ")) and (has_verb(said) or not said[:1].isupper())
    return not opens_with_verb(rest) and not rest.startswith(":") and not tells


def entries(view: View) -> list[Entry]:
    """Give the entries of all lists that could be lists of references, in document order."""
    found: list[Entry] = []
    groups = 0
    last: tuple[object, int, int] | None = None  # what the list is told by, its last block, its last number
    for number, block in enumerate(view.blocks):
        if (block.role in _NO_LISTS and not (block.role == "footer" and view.mentions_of(number))) or block.kind in (
            "heading",
            "code",
        ):
            continue
        keyed = list(_row(view, number, block) if block.kind == "cell" else _keyed(view, number, block))
        if not keyed or (block.role == "footer" and len(keyed) < _FEWEST):
            continue
        mark = _list_of(view, block)
        first = keyed[0][0]
        if last is not None and last[0] == mark and block.kind == "item" and found[-1].key == first:
            found[-1] = _longer(found[-1], view, number)
            continue
        goes_on = last is not None and last[0] == mark and (mark[0] == "note" or _follows(last, number, first))
        if not goes_on:
            groups += 1
        for key, opens, start, end in keyed:
            mentions = tuple(view.mentions_in(number, start, end))
            told = block.text[start:end].strip()
            found.append(Entry(key, groups, number, start, end, mentions, told, _is_note(block, key, start), opens))
        final = keyed[-1][0]
        last = (mark, number, int(final) if final.isdecimal() else 0)
    return _inherited(_without_tables(view, found))


def _without_tables(view: View, found: list[Entry]) -> list[Entry]:
    """The entries without those in rows of tables, where a list proper has their keys."""
    proper = {entry.key for entry in found if entry.mentions and view.blocks[entry.block].row < 0}
    rows = {entry.key for entry in found if view.blocks[entry.block].row >= 0}
    return [entry for entry in found if view.blocks[entry.block].row < 0] if proper & rows else found


def _is_note(block: Block, key: str, start: int) -> bool:
    """Whether an entry is a footnote: marked as one, or with a key of the form "[^name]"."""
    return block.kind == "note" or block.text[max(0, start - 70) : start].rstrip(":").endswith(f"[^{key}]")


def _longer(entry: Entry, view: View, number: int) -> Entry:
    """An entry of several paragraphs: the item goes on in the next block."""
    mentions = (*entry.mentions, *view.mentions_of(number))
    return entry._replace(mentions=mentions, text=f"{entry.text} {view.blocks[number].text}")


def _list_of(view: View, block: Block) -> tuple[str, int]:
    if block.kind == "note":
        return "note", 0
    if block.kind == "item":
        lists = [number for number in block.path if view.document.containers.get(number) == "list"]
        return "item", lists[-1] if lists else 0
    return "lines", 0


def _follows(last: tuple[object, int, int], block: int, key: str) -> bool:
    """Whether an entry carries on the list before it: the next numbers, close by."""
    return key.isdecimal() and int(key) > last[2] and block - last[1] <= 3


def _keyed(view: View, number: int, block: Block) -> Iterator[tuple[str, int, int, int]]:
    """The entries of one block: key, where the key stands, start, end."""
    if block.kind == "note" and block.label:
        yield block.label, 0, 0, len(block.text)
        return
    if block.kind == "item" and block.label.isdecimal():
        yield block.label, 0, 0, len(block.text)
        return
    if number and (alone := _key_above(view, number)):
        yield alone, 0, 0, len(block.text)
        return
    pattern = _ENTRY if _ENTRY.match(block.text) or not _other_key(view, number, block) else _OTHER_KEY
    first = pattern.match(block.text)
    if view.mentions_of(number) and "\n" not in block.text and (opened := run(block, view.mentions_of(number))):
        for entry, end in zip(opened, [*(later.at for later in opened[1:]), len(block.text)], strict=True):
            yield entry.key, 0, entry.start, end
        return
    if not view.mentions_of(number) and block.kind != "item" and not first:
        return
    starts = list(pattern.finditer(block.text)) if "\n" in block.text else [first] if first else []
    if not starts or block.text[: starts[0].start()].count("\n") > 3:
        return
    if len(starts) == 1 and starts[0].start() == 0 and _key(starts[0]).isdecimal() and block.text[:1] == "[":
        inline = list(_INLINE_ENTRY.finditer(block.text))
        numbers = [int(match["square"]) for match in inline]
        if len(inline) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            starts = inline
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(block.text)
        yield _key(match), match.start(), match.end(), end


def _other_key(view: View, number: int, block: Block) -> bool:
    """Whether a block opens with a key that is no number, and is sure to be an entry: a letter may be a word."""
    match = _OTHER_KEY.match(block.text)
    if match is None or not view.mentions_of(number):
        return False
    return block.kind == "item" or view.under_references(number) or looks_like_reference(block.text[match.end() :])


def _key_above(view: View, number: int) -> str:
    """The key of a footnote that stands in a block of its own above its text, "" for none."""
    above = view.blocks[number - 1]
    if above.kind in ("heading", "cell", "field") or not view.mentions_of(number):
        return ""
    alone = key_alone(above.text)
    return alone if alone and _same_frame(above, view.blocks[number]) else ""


def key_alone(text: str) -> str:
    """The key that a text is made of, "" when it is more or none."""
    alone = _KEY_ALONE.fullmatch(text) if len(text) < _SHORT else None
    return next(filter(None, alone.groups()), "").translate(_SUPERSCRIPTS) if alone else ""


def _row(view: View, number: int, block: Block) -> Iterator[tuple[str, int, int, int]]:
    """The entry of a list that is laid as a table: the key in the row's first cell, the work in another."""
    first = number - block.column
    if block.column > 0 and first >= 0 and view.mentions_of(number):
        opens = view.blocks[first]
        named = opens.row == block.row and opens.column == 0 and _NUMBERED.fullmatch(opens.header)
        if named and (key := key_alone(opens.text)) and not has_verb(view.bare(number)):
            yield key, 0, 0, len(block.text)


def _same_frame(above: Block, block: Block) -> bool:
    return not above.path or block.path[: len(above.path)] == above.path


def _key(match: re.Match[str]) -> str:
    for value in match.groupdict().values():
        if value:
            return str(value).translate(_SUPERSCRIPTS)
    return ""


def _inherited(found: list[Entry]) -> list[Entry]:
    """Let an "Ibid." without a number of its own name the work of the entry before it."""
    out: list[Entry] = []
    for entry in found:
        if not entry.mentions and out and out[-1].group == entry.group and _SAME.match(entry.text):
            out.append(entry._replace(mentions=out[-1].mentions))
        else:
            out.append(entry)
    return out
