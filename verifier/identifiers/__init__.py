"""Text and links -> Mentions: each identifier of a document, as written and as meant, found once.

Every identifier is found here and only here; layouts claim Mentions but never search. A malformed number is
reported with its candidate apart and never silently repaired.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from verifier.identifiers.addresses import in_address, other_in_address
from verifier.identifiers.hits import Hit, nct, pmid
from verifier.identifiers.meant import by_neighbours
from verifier.identifiers.plain import Plain, plain
from verifier.identifiers.printed import SCHEME as WORK
from verifier.identifiers.printed import works
from verifier.identifiers.written import identifiers, search, signs, signs_of
from verifier.model import Block, Document, Identifier, Mention, OtherMention, Place

__all__ = ["find", "find_in_text", "in_address"]

_PMID_NAME = re.compile(
    r"(?i)(?:citation[_-]?)?(?:pm[\s_-]?ids?|pub[\s_-]?med(?:[\s_-]?(?:ids?|nr|no|number|nummer))?)(?:\s*\(s\))?[.:]?"
)
_NCT_NAME = re.compile(
    r"(?i)(?:nct|clinicaltrials(?:\.gov)?)[\s_-]?(?:ids?|no|nr|number|nummer|identifier|num)?[.:]?|registry[\s_-]?id|trial[\s_-]?(?:id|number)"
)
_BARE_PMIDS = re.compile(r"\s*[1-9]\d{3,8}(?:\s*[,;/|]?\s+[1-9]\d{4,8}|[,;/|][1-9]\d{4,8})*\s*[.*†‡]?\s*")
_BARE_NCT = re.compile(r"\s*(0\d{7})\s*")
_NAMED_KINDS = ("cell", "field")
_TOLD = frozenset(("image", "title"))  # marks whose value is a text: what stands for an image, what a pointer shows
_NUMBER = re.compile(r"\d+")
_PRINTING = ("main", "aside", "reference")
_OWN_LINE = 120  # characters of a line that holds the number of the work printed before it
_NEAR = 60  # characters between a printed number and a link to the same record
_LONGEST_NAME = 40
_MANY = 64  # mentions of a block that its links are compared with, so that time stays linear


def find(document: Document) -> tuple[tuple[Mention, ...], tuple[OtherMention, ...]]:
    """Find every PMID and NCT number of a document, and the numbers of other registries.

    Returns:
        Mentions in document order, then the others in document order. Spans are exact: `written` is the text
        between `start` and `end` of the block, or for an identifier that stands only in an address, that address.
    """
    mentions: list[Mention] = []
    others: list[OtherMention] = []
    forms = [plain(block.text) for block in document.blocks]
    signed = signs_of([form.text for form in forms])
    for number, block in enumerate(document.blocks):
        at = signed.get(number)
        if at is None and not block.marks and not _scheme_named(block):
            continue  # most blocks
        form = forms[number]
        hits, elsewhere = search(form.text, at) if at else ([], [])
        mentions.extend(_in_block(number, block, form, hits))
        others.extend(_others_in_block(number, block, form, elsewhere))
    others = sorted((*others, *_printed(document, mentions, others)), key=lambda other: (other.block, other.start))
    mentions[:0] = _in_name(document, {mention.identifier for mention in mentions})
    return tuple(by_neighbours(mentions)), tuple(others)


def _printed(document: Document, mentions: list[Mention], others: list[OtherMention]) -> Iterator[OtherMention]:
    """Works that are printed without any number, in their own entry or in a line of its own behind it."""
    numbered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        numbered[mention.block].append((mention.start, mention.end))
    for other in others:
        numbered[other.block].append((other.start, other.end))
    for number, block in enumerate(document.blocks):
        if block.role not in _PRINTING or block.kind in ("heading", "code"):
            continue
        behind = number + 1 in numbered and len(document.blocks[number + 1].text) < _OWN_LINE
        for work in works(block.text):
            beside = any(start < work.stop and work.start < end for start, end in numbered.get(number, ()))
            if not beside and not behind:
                written, place = block.text[work.start : work.end], block.place_at(work.start)
                yield OtherMention(WORK, written, work.value, number, work.start, work.end, place)


def _in_name(document: Document, printed: set[Identifier]) -> list[Mention]:
    """Identifiers that only the name of the page holds ("drug-pilot-pubmed-90000008.html")."""
    name = document.name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    hits = in_address(f"/{name}") if document.blocks else []
    place = Place(1, 0)
    return [
        Mention(identifier, name, 0, 0, 0, place, "name", hit.malformed, hit.candidate)
        for hit in hits
        if (identifier := Identifier(hit.scheme, hit.value)) not in printed
    ]


def find_in_text(text: str) -> tuple[tuple[Mention, ...], tuple[OtherMention, ...]]:
    """Find the identifiers of a bare text; places count its lines and characters, the block is number 0."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    jumps = tuple((start, start, line) for line, start in enumerate(starts, 1))
    block = Block("paragraph", text, Place(1, 0), map=jumps)
    form = plain(text)
    hits, elsewhere = search(form.text, signs(form.text))
    return tuple(by_neighbours(_in_block(0, block, form, hits))), tuple(_others_in_block(0, block, form, elsewhere))


def _in_block(number: int, block: Block, form: Plain, hits: list[Hit]) -> list[Mention]:
    printed = [_mention(number, block, form, hit) for hit in hits]
    if not printed and (scheme := _scheme_named(block)):
        printed.extend(_named(number, block, form, scheme))
    if block.marks:
        printed.extend(_linked(number, block, printed))
    return sorted(printed, key=lambda m: (m.start, m.end)) if printed else printed


def _mention(number: int, block: Block, form: Plain, hit: Hit, source: str = "text") -> Mention:
    start, end = form.start(hit.start), form.end(hit.end)
    written, place = block.text[start:end], block.place_at(start)
    if "\n" in written and hit.scheme == "PMID":  # its label ends one line, the number stands on the next
        place = replace(place, line=block.place_at(end - 1).line)
    return Mention(
        identifier=Identifier(hit.scheme, hit.value),
        written=written,
        block=number,
        start=start,
        end=end,
        place=place,
        source=source,
        malformed=hit.malformed,
        candidate=hit.candidate,
    )


def _scheme_named(block: Block) -> str:
    """The registry whose numbers a cell or a field is said to hold by its header or its name, "" for none."""
    if block.kind not in _NAMED_KINDS:
        return ""
    name = block.header or block.label
    return _scheme_of(name) if 0 < len(name) <= 2 * _LONGEST_NAME else ""


@lru_cache(maxsize=1024)
def _scheme_of(name: str) -> str:
    name = name.strip()
    if len(name) > _LONGEST_NAME:
        return ""
    return "PMID" if _PMID_NAME.fullmatch(name) else "NCT" if _NCT_NAME.fullmatch(name) else ""


def _named(number: int, block: Block, form: Plain, scheme: str) -> Iterator[Mention]:
    """Bare digits in a field or a table column that says what they are ("PMID", "NCT number")."""
    source = "text" if block.kind == "cell" else "field"
    if scheme == "PMID" and _BARE_PMIDS.fullmatch(form.text):
        for match in _NUMBER.finditer(form.text):
            yield _mention(number, block, form, pmid(match[0], match.start(), match.end()), source)
    elif scheme == "NCT" and (match_nct := _BARE_NCT.fullmatch(form.text)):
        yield _mention(number, block, form, nct(match_nct[1], match_nct.start(1), match_nct.end(1)), source)


def _linked(number: int, block: Block, printed: list[Mention]) -> Iterator[Mention]:
    """Identifiers that stand only in the address of a link or in the text of an attribute (alt, title)."""
    seen: list[Mention] = list(printed)
    for mark in block.marks:
        hits = in_address(mark.value) if mark.kind == "link" else _in_told(mark.value) if mark.kind in _TOLD else []
        for hit in hits:
            identifier = Identifier(hit.scheme, hit.value)
            if any(m.identifier == identifier and _near(m, mark.start, mark.end) for m in seen):
                continue
            mention = Mention(
                identifier=identifier,
                written=mark.value,
                block=number,
                start=mark.start,
                end=mark.end,
                place=block.place_at(mark.start),
                source="link" if mark.kind == "link" else "attribute",
                malformed=hit.malformed,
                candidate=hit.candidate,
            )
            if len(seen) < _MANY:
                seen.append(mention)
            yield mention


def _in_told(text: str) -> list[Hit]:
    return identifiers(plain(text).text) if text else []


def _near(mention: Mention, start: int, end: int) -> bool:
    """Whether a link repeats a number that is printed in it or right beside it; two links are two citations."""
    if mention.source == "text":
        return mention.start < end + _NEAR and start < mention.end + _NEAR
    return mention.start < end and start < mention.end


def _others_in_block(number: int, block: Block, form: Plain, hits: list[Hit]) -> list[OtherMention]:
    if not hits and not block.marks:
        return []
    found: list[OtherMention] = []
    for hit in hits:
        start, end = form.start(hit.start), form.end(hit.end)
        written = block.text[start:end]
        found.append(OtherMention(hit.scheme, written, hit.value, number, start, end, block.place_at(start)))
    values = {(other.scheme, other.value) for other in found}
    for mark in block.marks:
        for hit in other_in_address(mark.value) if mark.kind == "link" else ():
            if (hit.scheme, hit.value) not in values:
                values.add((hit.scheme, hit.value))
                place = block.place_at(mark.start)
                found.append(OtherMention(hit.scheme, mark.value, hit.value, number, mark.start, mark.end, place))
    return sorted(found, key=lambda other: (other.start, other.end))
