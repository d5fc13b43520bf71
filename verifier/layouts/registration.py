"""L10: the registration of a study, at the end of what is told about it.

    ... improved sensitivity. (ClinicalTrials.gov NCT09999905)        Trial registration: NCT 09999906

It belongs to the whole study, that is to all that the section tells before it, not to the last sentence. Several
numbers, of other registries too, may name one study.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._prose import only_labels
from verifier.layouts._view import CLAIM_ROLES, OPENING, Bound, View
from verifier.model import Mention
from verifier.text import clauses

CODES = ("L10",)
RANK = 35

_LABEL = re.compile(
    r"""(?ix)\W*(?:(?:clinical\s+)?(?:trial|study)s?\s+(?:registration|registry|register|identifier|number|id)|registration|registered(?:\s+(?:at|in|with|under|as))?|clinicaltrials?\.gov
        |registry|nct(?:\s+(?:number|no|id))?|studienregist(?:er|rierung)|registrierung|registernummer|registriert|enregistrement|numéro\s+d['\u2019]enregistrement|registre|registro(?:\s+del\s+ensayo)?|número\s+de\s+registro)\b"""
)
_ALONE = re.compile(
    r"(?i)\W*(?:trial\s+)?(?:registration|registry|registered|clinicaltrials?\.gov|studienregist|registrierung|enregistrement|registro)"
)
_LONGEST = 200  # words of a section that a registration may stand for


def bind(view: View) -> Iterator[Bound]:
    """Bind registration lines and closing parentheses to what is told before them."""
    for number, block, free in view.free_blocks():
        if block.role not in CLAIM_ROLES or block.kind in ("heading", "cell", "note", "field"):
            continue
        if _LABEL.match(block.text) and only_labels(view.bare(number)):
            blocks = _told_before(view, number)
            for mention in free:
                yield _bound(view, mention, blocks) if blocks else Bound(mention, "L10", "", mention.place)
        else:
            for mention in free:
                yield from _closing(view, number, mention)


def _told_before(view: View, number: int) -> list[int]:
    """The prose of the section above a registration line, from the last registration on, within reason."""
    told: list[int] = []
    words = 0
    section = view.section(number)
    for at in range(number - 1, section.start - 1, -1):
        block = view.blocks[at]
        if block.kind not in ("paragraph", "item") or block.role != view.blocks[number].role or view.mentions_of(at):
            break
        words += len(block.text.split())
        if told and words > _LONGEST:
            break
        told.append(at)
    return told[::-1]


def _closing(view: View, number: int, mention: Mention) -> Iterator[Bound]:
    """A parenthesis or a sentence of its own that ends a paragraph with the registration of what it told."""
    text = view.blocks[number].text
    if len(text) > _LONGEST * 12:
        return
    span = view.covered(number, mention)
    if span[0] < min(mention.start, len(text)) and text[span[0]] in OPENING:
        start, own = span[0], _ALONE.match(text, span[0]) is not None
        rest = text[span[1] :]
    else:
        start = view.sentence_at(number, mention.start)[0]
        own = _LABEL.match(text, start) is not None and only_labels(text[start : mention.start])
        rest = text[mention.end :]
    closes = own and only_labels(rest) and text[:start].rstrip()[-1:] in (".", "!", "?")
    if closes and len(text.split()) <= _LONGEST and view.mentions_of(number)[0].start >= start:
        yield view.bound(mention, "L10", number, 0, start)


def _bound(view: View, mention: Mention, blocks: list[int]) -> Bound:
    if len(blocks) == 1:
        return view.bound(mention, "L10", blocks[0], 0, len(view.blocks[blocks[0]].text))
    texts = [" ".join(view.blocks[n].text.split()) for n in blocks]
    parts = tuple(text[start:end] for text in texts for start, end in clauses(text))
    claim = " ".join(texts)
    place = view.blocks[blocks[0]].place
    return Bound(mention, "L10", claim, place, blocks[0], parts=parts, context=claim, blocks=tuple(blocks))
