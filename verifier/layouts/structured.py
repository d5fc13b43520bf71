"""L15: structured data: a claim and its citations are fields of one object.

    {"claim": "Loses 25% weight", "citations": [{"text": "Doe, Lancet", "url": "https://pubmed.../90000010/"}]}

The claim is the nearest field that says something, in the object that holds the identifier or in one around it;
the text beside the identifier is the reference, to be compared with the title of the record. Of the state that a
program of the page keeps (any other JSON in a script) only fields that are named as claims are read: most of it is no
reader's business.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from verifier.layouts._view import Bound, View
from verifier.model import Mention

CODES = ("L15",)
RANK = 10

_CLAIM = re.compile(
    r"(?i)(?:claims?|claim[_-]?(?:text|reviewed)|statements?|assertion|facts?|finding|result|conclusion|quote|answer|sentence|says|behauptung|aussage|affirmation|afirmaci[oó]n)"
)
_LOOSER = re.compile(
    r"(?i)(?:text|description|body|content|summary|abstract|headline|name|title|caption|label|article_?body|evidence|benefit|effect|outcome)"
)
_WORK = re.compile(
    r"(?i)(?:text|title|name|citation|reference|source|authors?|journal|year|date|published|label|headline)"
)
_OF_A_WORK = re.compile(r"(?i)(?:authors?|journal|container-?title|volume|issue|issued|publisher|pages|doi|issn|year)")
_SCHOLARLY = re.compile(r"ScholarlyArticle|MedicalStudy|MedicalTrial|Publication|Report")
_CITES = re.compile(
    r"(?i)(?:citations?|sources?|references?|evidence|is_?based_?on|cites?|backing|quellen?|fuentes?|nct|pmids?|study|trial|studies|trials)"
)
_SHORTEST = 3  # words
_FIELDS = 40  # fields of one object that are looked at


def bind(view: View) -> Iterator[Bound]:
    """Bind the identifiers of every object to the claim beside or around them."""
    objects: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, block in enumerate(view.blocks):
        if block.kind == "field" and block.path:
            objects[block.path].append(number)
    if not objects:
        return
    done: set[tuple[str, tuple[int, ...]]] = set()
    for _, block, free in view.free_blocks():
        if block.kind != "field" or not block.path:
            continue
        for mention in free:
            once = (str(mention.identifier), block.path)
            bound = _bound(view, mention, objects)
            if once in done or bound is None:
                yield Bound(mention, "L15", "", mention.place)
                continue
            done.add(once)
            yield bound


def _bound(view: View, mention: Mention, objects: dict[tuple[int, ...], list[int]]) -> Bound | None:
    path = view.blocks[mention.block].path
    if view.blocks[mention.block].role == "reference":
        return None  # an entry of a bibliography: its title is no claim of the page
    found = _said(view, path, objects, _CLAIM)
    if view.blocks[mention.block].role == "state":
        return _of_state(view, mention, found, objects)
    if found is None and _CITES.fullmatch(view.blocks[mention.block].label):
        found = _said(view, path, objects, _LOOSER, own=mention.block, around=False)
    if found is None:
        found = _said(view, path[:-1], objects, _LOOSER)
    if found is None and not _is_work(view, objects[path]):
        found = _said(view, path, objects, _LOOSER, own=mention.block)
    return None if found is None else _whole(view, mention, found, objects)


def _of_state(
    view: View, mention: Mention, found: int | None, objects: dict[tuple[int, ...], list[int]]
) -> Bound | None:
    """The claim beside an identifier in the state of a program, where it is plain text."""
    if found is None or "<" in view.blocks[found].text:
        return None
    return _whole(view, mention, found, objects)


def _whole(view: View, mention: Mention, found: int, objects: dict[tuple[int, ...], list[int]]) -> Bound:
    """The identifier bound to a whole field, with what its own object tells of the work."""
    fields = objects[view.blocks[mention.block].path][:_FIELDS]
    beside = [view.blocks[n] for n in fields if n != found and _WORK.fullmatch(view.blocks[n].label)]
    reference = ", ".join(block.text for block in beside)
    return view.bound(mention, "L15", found, 0, len(view.blocks[found].text), reference)


def _is_work(view: View, fields: list[int]) -> bool:
    """Whether an object describes a published work: it has authors, a journal or a volume of its own."""
    told = [view.blocks[number] for number in fields[:_FIELDS]]
    return any(
        _OF_A_WORK.fullmatch(block.label) or (block.label == "@type" and _SCHOLARLY.search(block.text))
        for block in told
    )


def _said(
    view: View,
    path: tuple[int, ...],
    objects: dict[tuple[int, ...], list[int]],
    label: re.Pattern[str],
    own: int = -1,
    around: bool = True,
) -> int | None:
    """The field with such a label, in the object or the nearest one around it."""
    for depth in range(len(path), 0 if around else len(path) - 1, -1):
        for number in objects.get(path[:depth], ())[:_FIELDS]:
            block = view.blocks[number]
            if (
                number != own
                and label.fullmatch(block.label)
                and len(block.text.split()) >= _SHORTEST
                and "://" not in block.text
                and not block.text.endswith("?")
            ):
                return number
    return None
