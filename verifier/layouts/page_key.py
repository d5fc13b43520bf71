"""L09 and L11: the identifier is the key of a page or of a section; what stands under it is about that study.

    <h1>NCT09999904</h1> This trial expects 13 patients ...          (L09, a sentence a claim)
    <h2>NCT09999903</h2> Recruitment status: Recruiting              (L11, a copy of a registry entry, a line a claim)

The key is a heading, a line of details ("Study summary · PMID 90000008"), or the name of the page. A sentence that
names another study is not bound to it, nor are furniture, questions and invitations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._prose import only_labels
from verifier.layouts._view import Bound, View
from verifier.model import Block, Mention
from verifier.text import has_verb

CODES = ("L09", "L11")
RANK = 50

_FIELD = re.compile(r"\s*(?P<name>[^\W\d_][^:.!?\n]{1,40}?)\s?:\s+(?P<value>\S.*)", re.DOTALL)
_SEPARATED = re.compile(r"\s[\u00b7|\u2022\u2013\u2014/]\s|\u2197")
_DETAILS = re.compile(
    r"(?i)\W*(?:pubmed|pmid|nct|clinicaltrials|doi|pmcid|journal|published|study|studie|étude|estudio|trial|source|registry|id|read|paper)"
)
_INVITES = re.compile(
    r"(?i)\W{0,8}(?:share|buy|read|click|subscribe|contact|call|book|order|see|learn|download|sign|get|follow|©|copyright|teilen|kaufen|jetzt|partager|acheter|comprar|compartir|rufen|fragen|haben\s+sie|lesen|appelez|lisez|llame|lea|mirror|last\s+updated|retrieved)\b"
)
_NUMBERS = 2  # numbers that one study may be named by
_SHORTEST = 3  # words of a sentence that says something of a study
_DETAIL_WORDS = 24
_EARLY = 60  # words of prose that may stand above the key of a page


def bind(view: View) -> Iterator[Bound]:
    """Bind what stands under the key of a section, then under the key of the page."""
    for number, block, free in list(view.free_blocks()):
        if block.kind == "heading" and block.level != 1 and len({m.identifier for m in free}) == 1:
            under = _section(view, number)
            for mention in free:
                yield from about(view, mention, under)
    yield from _page(view)


def _section(view: View, heading: int) -> list[int]:
    """The blocks under a heading: to the next heading of its rank, and within its frame when it has one."""
    first = view.blocks[heading]
    frame = _frame(view, first)
    under: list[int] = []
    for at in range(heading + 1, len(view.blocks)):
        block = view.blocks[at]
        if block.kind == "heading" and block.level <= first.level:
            break
        if frame is not None and block.path[: len(frame)] != frame:
            break
        under.append(at)
    return under


def _frame(view: View, heading: Block) -> tuple[int, ...] | None:
    path = heading.path
    return path if path and view.document.containers.get(path[-1]) == "card" else None


def _page(view: View) -> Iterator[Bound]:
    """A page about one study (by one or two numbers): it names no other, and the key stands apart from its text."""
    free = [m for _, _, mentions in view.free_blocks() for m in mentions]
    if not free or len({m.identifier for m in free}) > _NUMBERS:
        return
    first_of = {m.block: m for m in reversed(free)}
    keys = [m for number, m in sorted(first_of.items()) if _is_key(view, m)]
    others = {m.identifier for m in free} - {m.identifier for m in keys}
    if not keys or others or not any(_is_early(view, m.block) for m in keys):
        return
    apart = {m.block for m in keys if m.source != "name"}
    top = 0 if keys[0].source == "name" else min(apart)
    for mention in {m.identifier: m for m in reversed(keys)}.values():
        yield from about(view, mention, [n for n in range(top, len(view.blocks)) if n not in apart])


def _is_key(view: View, mention: Mention) -> bool:
    block = view.blocks[mention.block]
    if mention.source == "name" or block.role == "meta" or (block.kind == "heading" and block.level == 1):
        return True
    if block.kind not in ("paragraph", "item", "caption") or block.role != "main":
        return False
    rest = view.bare(mention.block)
    if only_labels(rest) and len(rest.split()) < _DETAIL_WORDS:
        return True  # "Register number: NCT1", though "register" may be a verb elsewhere
    short = len(rest.split()) < _DETAIL_WORDS and not has_verb(_INVITES.sub("", rest, count=1))
    return short and (_SEPARATED.search(block.text) is not None or _DETAILS.match(block.text) is not None)


def _is_early(view: View, number: int) -> bool:
    """Whether a line stands above the prose of the page."""
    words = 0
    for block in view.blocks[:number]:
        words += len(block.text.split()) if block.role == "main" and block.kind == "paragraph" else 0
        if words >= _EARLY:
            return False
    return True


def about(view: View, mention: Mention, under: list[int]) -> Iterator[Bound]:
    """Bind what blocks tell of the study that a key names: fields line by line, prose sentence by sentence."""
    for number in under:
        block = view.blocks[number]
        if block.role != "main" or _names_another(view, number, mention):
            continue
        if pair := _labelled(view, number, block):
            yield _pair(view, mention, number, *pair)
            continue
        if block.kind not in ("paragraph", "item") or is_term(view, number):
            continue
        field = _FIELD.fullmatch(block.text)
        if field and len(block.text.split()) < 40:
            bound = view.bound(mention, "L11", number, 0, len(block.text))
            yield bound._replace(fields=tuple(_fields(view, number)))
            continue
        for start, end in view.sentences(number):
            sentence = block.text[start:end]
            if _tells(sentence) and not view.mentions_in(number, start, end):
                yield view.bound(mention, "L09", number, start, end)


def _labelled(view: View, number: int, block: Block) -> tuple[str, str] | None:
    """A name and its value in two blocks: a term and its definition, or a row of two cells."""
    before = view.blocks[number - 1] if number else block
    if block.kind == "item" and block.label and not block.label.isdecimal():
        if before.text == block.label and view.mentions_of(number - 1):
            return None  # the term is the key itself
        return block.label, block.text
    if block.kind == "cell" and block.column == 1 and (before.row, before.column) == (block.row, 0):
        return before.text, block.text
    return None


def is_term(view: View, number: int) -> bool:
    """Whether a block is the term that the next one defines."""
    following = view.blocks[number + 1] if number + 1 < len(view.blocks) else None
    return following is not None and following.kind == "item" and following.label == view.blocks[number].text


def _pair(view: View, mention: Mention, number: int, name: str, value: str) -> Bound:
    claim = " ".join(f"{name} {value}".split())
    blocks = (number - 1, number)
    place = view.blocks[number - 1].place
    return Bound(mention, "L11", claim, place, number, fields=((name, value),), parts=(claim,), blocks=blocks)


def _fields(view: View, number: int) -> Iterator[tuple[str, str]]:
    """The "name: value" pairs of a line."""
    text = view.blocks[number].text
    for start, end in view.sentences(number):
        if pair := _FIELD.fullmatch(text[start:end]):
            yield pair["name"], pair["value"].rstrip(".")


def _names_another(view: View, number: int, mention: Mention) -> bool:
    return any(m.identifier != mention.identifier for m in view.mentions_of(number))


def _tells(sentence: str) -> bool:
    """Whether a sentence says something that a record could bear out."""
    if len(sentence.split()) < _SHORTEST or sentence.endswith("?") or _INVITES.match(sentence):
        return False
    return "\u00b7" not in sentence
