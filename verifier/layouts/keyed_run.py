"""L11: several studies told of one below the other, each opened by a line with its number.

    Identifier / NCT09999903 / Recruitment status: Recruiting.   Identifier / NCT09999904 / Planned size: 40.
    Herbal gel for itching (NCT09999903) / The gel calmed itching within a week.   Low-sugar diet (NCT09999904) / ...

A line with a number, alone or beside a title, may open what is told of a study or close it ("Source: ..."). It opens
where nothing is told above the first such line and something is told below each: then each number keeps what stands
between it and the next, or the next heading. Title and text may share a paragraph, a line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import is_address, only_labels
from verifier.layouts._view import Bound, View, is_reference_heading
from verifier.layouts.page_key import about, is_term
from verifier.model import Block, Mention
from verifier.text import has_verb

CODES = ("L11",)
RANK = 34

_PROSE = ("paragraph", "item")
_BOLD = 120  # characters of a bold line that is a title
_TITLE = 16  # words of a title beside a number
_SENTENCE = re.compile(r"[.!?;]\s*$")


def bind(view: View) -> Iterator[Bound]:
    """Bind what stands under each number of a run."""
    keys = {number: mention for number, _, free in view.free_blocks() if (mention := _key(view, number, free))}
    for run in _runs(view, sorted(keys)):
        if len({keys[number].identifier for number in run}) < 2:
            continue
        under = [_under(view, number, keys) for number in run]
        if _told_above(view, run[0]) or not all(_tells(view, blocks) for blocks in under):
            continue
        for number, blocks in zip(run, under, strict=True):
            yield from about(view, keys[number], list(blocks))
    yield from _in_one_block(view)


def _key(view: View, number: int, free: list[Mention]) -> Mention | None:
    """The one identifier of a line that says nothing else, or only a title beside it."""
    block = view.blocks[number]
    if block.role != "main" or block.kind not in _PROSE or len({mention.identifier for mention in free}) != 1:
        return None
    if free[0].source != "text" or is_address(free[0]) or view.under_references(number) or block.label.isdecimal():
        return None
    return free[0] if _is_title(view, number, free[0], view.bare(number), block.text) else None


def _is_title(view: View, number: int, mention: Mention, rest: str, text: str) -> bool:
    """Whether a line says nothing beside its number, or names a study without telling of it.

    A line that names a study opens with its number, or stands out as a title does: a claim may have no verb that is known.
    """
    if only_labels(rest):
        return True
    block = view.blocks[number]
    bold = any(mark.kind == "strong" and mark.start == 0 and 2 * mark.end > len(text) for mark in block.marks)
    if not (bold or only_labels(text[: mention.start]) or is_term(view, number)):
        return False
    if len(rest.split()) > _TITLE or _SENTENCE.search(text) or rest.lstrip()[:1].islower() or rest.rstrip()[-1:] == ":":
        return False
    return not has_verb(rest) and not looks_like_reference(text)


def _runs(view: View, numbers: list[int]) -> Iterator[list[int]]:
    """Keys that follow each other, with nothing but their own text and headings between them."""
    run: list[int] = []
    for number in numbers:
        between = view.blocks[run[-1] + 1 : number] if run else ()
        if any(block.role == "main" and block.kind == "cell" for block in between):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _under(view: View, number: int, keys: dict[int, Mention]) -> range:
    """The blocks below a key: to the next key, or the next heading but one that stands right below the key."""
    first = number + 1
    if first < len(view.blocks) and view.blocks[first].kind == "heading" and _share_frame(view, number, first):
        first += 1
    end = first
    while end < len(view.blocks) and end not in keys and not _opens(view.blocks[end]):
        end += 1
    return range(first, end)


def _opens(block: Block) -> bool:
    """Whether a block opens something else: a heading, or a line that is bold as a whole."""
    bold = any(mark.kind == "strong" and mark.start == 0 and mark.end >= len(block.text) for mark in block.marks)
    return block.kind == "heading" or (block.kind in _PROSE and bold and len(block.text) < _BOLD)


def _share_frame(view: View, number: int, other: int) -> bool:
    """Whether two blocks stand in one section of their own."""
    path, beside = view.blocks[number].path, view.blocks[other].path
    return len(path) > 1 and path[: len(beside)] == beside[: len(path)]


def _told_above(view: View, number: int) -> bool:
    """Whether a passage stands right above the first key that it may be the source of."""
    at = number - 1
    while at >= 0 and view.blocks[at].role == "main" and view.blocks[at].kind in _PROSE:
        if _says(view.blocks[at]) and not view.mentions_of(at):
            return True
        at -= 1
    return False


def _tells(view: View, blocks: range) -> bool:
    """Whether something is told in a run of blocks that belongs to the page's text and cites nothing itself."""
    told = [view.blocks[at] for at in blocks if view.blocks[at].role == "main" and not view.mentions_of(at)]
    return any(_says(block) for block in told)


def _says(block: Block) -> bool:
    return block.kind in _PROSE and len(block.text.split()) > 2 and not only_labels(block.text)


def _in_one_block(view: View) -> Iterator[Bound]:
    """Bind paragraphs whose first line is a title with its number, where several are made so."""
    found: list[tuple[int, Mention]] = []
    for number, block, free in view.free_blocks():
        title, broken, told = block.text.partition("\n")
        if not broken or block.role != "main" or block.kind not in _PROSE or len(free) != 1:
            continue
        mention = free[0]
        beside = title[: mention.start] + title[mention.end :]
        if mention.source != "text" or mention.end > len(title) or is_address(mention) or is_reference_heading(title):
            continue
        if (
            len(view.mentions_of(number)) == 1
            and _is_title(view, number, mention, beside, title)
            and len(told.split()) > 2
        ):
            found.append((number, mention))
    if len({mention.identifier for _, mention in found}) > 1:
        for number, mention in found:
            yield from about(view, mention, [number])
