"""L06: a card on one study that ends in its source.

    Back pain RCT (2013) / Placebo-controlled, 120 people. / Result: less pain and better mood.
    Source: Doe et al., Spine 2013 (PMID: 90000006)

Everything from the heading of the card to the line before the source belongs to the identifier; author and journal
on the source line are the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import lead_trimmed, names_work, only_labels, only_points, says_something
from verifier.layouts._view import CLAIM_ROLES, Bound, View
from verifier.model import Block, Mention
from verifier.text import clauses, has_verb

CODES = ("L06",)
RANK = 40

SOURCE = re.compile(
    r"""(?ix)\W{0,8}(?:sources?|references?|réf\.?|ref\.?|lit\.?|citations?|cited|based\s+on|evidence|study|published(?:\s+in)?|read\s+(?:the\s+)?(?:paper|study|more)|from|paper
        |quellen?|beleg|studie|veröffentlicht(?:\s+in)?|nachweis|références?|étude|preuves?|evidencias?|evidenz|pruebas?|publié(?:\s+dans)?|d['\u2019]après|fuentes?|referencias?|estudio|publicado(?:\s+en)?|según)\s*[:\u2013\u2014|]"""
)
_LONGEST_LINE = 400  # characters of a source line
_MOST_WORDS = 120  # words of a card within one block
_TILE, _TILE_WORDS = 5, 30  # lines and words of a frame that holds one figure and its source
_LONGEST = 12  # blocks of a card without a frame of its own


def bind(view: View) -> Iterator[Bound]:
    """Bind source lines to what stands above them in their card."""
    for number, block, free in view.free_blocks():
        if block.role not in CLAIM_ROLES or block.kind in ("heading", "cell", "note", "field"):
            continue
        if not _is_source(view, number, block):
            for mention in free:
                yield from _own_line(view, number, mention)
            continue
        blocks = [at for at in _body(view, number) if view.blocks[at].text.strip()]
        if blocks and _heads_the_page(view, number, blocks):
            continue
        if blocks:
            yield from _bound(view, free, blocks, block)
        else:
            yield from _left_over(view, number, free)


def _is_source(view: View, number: int, block: Block) -> bool:
    """Whether a block only says where the card comes from."""
    rest = view.bare(number)
    if SOURCE.match(block.text):
        return len(rest.split()) < 40 and "\n" not in block.text and _names_work(SOURCE.sub("", rest, count=1))
    if _frame(view, number) is not None and (only_points(rest) or looks_like_reference(block.text)):
        return True
    if only_labels(rest) and _tile(view, number):
        return True
    return block.role == "main" and names_work(rest) and _alone(view, number)


def _heads_the_page(view: View, number: int, blocks: list[int]) -> bool:
    """Whether a source line stands between a byline under the title and the page that tells of the work."""
    if _frame(view, number) is not None or view.blocks[blocks[0] - 1].level != 1 or number + 1 == len(view.blocks):
        return False
    below = view.blocks[number + 1]
    told = any(has_verb(view.blocks[at].text) or any(c.isdecimal() for c in view.blocks[at].text) for at in blocks)
    return not told and (below.kind == "heading" or below.role == "main")


def _tile(view: View, number: int) -> bool:
    """Whether a line closes a frame of a few short lines: "87%", "of users slept better", "NCT09999901"."""
    around = _around(view, number)
    if not around or (number + 1 < len(view.blocks) and view.blocks[number + 1].path[: len(around)] == around):
        return False
    first = number
    while first and number - first <= _TILE and view.blocks[first - 1].path[: len(around)] == around:
        first -= 1
    above = range(first, number)
    words = sum(len(view.blocks[at].text.split()) for at in above)
    cited = any(view.mentions_of(at) or view.blocks[at].kind in ("heading", "cell", "item") for at in above)
    return 2 <= len(above) <= _TILE and words <= _TILE_WORDS and not cited


def _alone(view: View, number: int) -> bool:
    """Whether a line that prints a work stands below prose and is no entry of a list of works."""
    if not number or view.under_references(number) or view.blocks[number].label:
        return False
    above = view.blocks[number - 1]
    below = number + 1
    listed = below < len(view.blocks) and view.mentions_of(below) and names_work(view.bare(below))
    return above.kind == "paragraph" and has_verb(above.text) and not listed


def _names_work(text: str) -> bool:
    """Whether what follows "Source:" names a work and makes no statement of its own."""
    return not has_verb(text) or looks_like_reference(text.strip())


def _own_line(view: View, number: int, mention: Mention) -> Iterator[Bound]:
    """A card within one block: its last line, or last sentence, is the source."""
    text = view.blocks[number].text
    at = view.covered(number, mention)[0]
    start = next((s for s in (_line_start(text, at), view.sentence_at(number, at)[0]) if SOURCE.match(text, s)), 0)
    begin = view.cited_until(number, start)
    told = text[begin:start]
    if not start or not says_something(told) or len(told.split()) > _MOST_WORDS:
        return
    if _names_work(SOURCE.sub("", text[start : mention.start], count=1)):
        reference = text[start : start + _LONGEST_LINE].partition("\n")[0]
        yield view.bound(
            mention, "L06", number, *lead_trimmed(text, begin, start), SOURCE.sub("", reference, count=1).strip()
        )


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1


def _frame(view: View, number: int) -> tuple[int, ...] | None:
    """The card around a block."""
    path = view.blocks[number].path
    for depth in range(len(path), 0, -1):
        if view.document.containers.get(path[depth - 1]) == "card":
            return path[:depth]
    return None


def _body(view: View, number: int) -> list[int]:
    """The blocks that a source line closes: from the heading, or from the source line before it."""
    frame = _frame(view, number)
    around = frame or _around(view, number)
    body: list[int] = []
    for at in range(number - 1, max(-1, number - 1 - (60 if frame else _LONGEST)), -1):
        block = view.blocks[at]
        if block.role != view.blocks[number].role or block.path[: len(around)] != around:
            break
        if block.text.endswith("?") and block.kind != "heading" and frame is None:
            break  # the question that this part of the page answers
        if block.kind in ("cell", "field") or view.mentions_of(at):
            if block.kind == "heading" or SOURCE.match(block.text) or frame is None:
                break
            continue
        if block.kind == "heading":
            if frame or block.level > 1:
                body.append(at)
            break
        body.append(at)
    return body[::-1]


def _around(view: View, number: int) -> tuple[int, ...]:
    """The containers that a source line shares with the block before it: what it speaks of stands there."""
    path, before = view.blocks[number].path, view.blocks[max(0, number - 1)].path
    depth = 0
    while depth < min(len(path), len(before)) and path[depth] == before[depth]:
        depth += 1
    return path[:depth]


def _left_over(view: View, number: int, free: list[Mention]) -> Iterator[Bound]:
    """Below a paragraph with citations of its own, a source line stands for what these leave over."""
    above = number - 1
    if above < 0 or view.blocks[above].kind not in ("paragraph", "item") or not view.mentions_of(above):
        return
    block = view.blocks[above]
    if block.role != view.blocks[number].role or only_labels(view.bare(above)) or SOURCE.match(block.text):
        return
    start, end = lead_trimmed(block.text, view.cited_until(above, len(block.text)), len(block.text))
    if says_something(block.text[start:end]):
        reference = " ".join(SOURCE.sub("", view.blocks[number].text, count=1).split())
        for mention in free:
            yield view.bound(mention, "L06", above, start, end, reference)


def _bound(view: View, free: list[Mention], blocks: list[int], source: Block) -> Iterator[Bound]:
    texts = [" ".join(view.blocks[n].text.split()) for n in blocks]
    claim = " ".join(texts)
    told = [text for n, text in zip(blocks, texts, strict=True) if view.blocks[n].kind != "heading"] or texts
    parts = tuple(text[start:end] for text in told for start, end in clauses(text))
    fields = tuple(
        (name.strip(), value.strip())
        for name, sign, value in (t.partition(":") for t in told)
        if sign and len(name) < 40
    )
    reference = " ".join(SOURCE.sub("", source.text, count=1).split())
    if only_points(reference) and not only_labels(reference):
        reference = ""  # "Learn more"
    for mention in free:
        yield Bound(
            mention,
            "L06",
            claim,
            view.blocks[blocks[0]].place,
            blocks[0],
            reference=reference,
            fields=fields,
            parts=parts,
            context=claim,
            blocks=tuple(blocks),
        )
