"""L03: the number stands only in the address of a link.

    Walking speed <a href="https://pubmed.ncbi.nlm.nih.gov/90000003/">improved in older adults</a>.

Where the anchor is a statement, it is the claim, with its subject when that stands just before it. Where it names
a paper ("the 2019 trial", "this entry") or a service, the claim is the passage around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import (
    lead_trimmed,
    only_cites,
    only_labels,
    only_points,
    says_something,
    since_last,
    stands_inside,
)
from verifier.layouts._sentence import only_names, whole_sentence
from verifier.layouts._view import CLAIM_ROLES, Bound, View
from verifier.model import Mention
from verifier.text import Span, has_verb, opens_with_verb

CODES = ("L03",)
RANK = 120

_WORK = re.compile(
    r"""(?ix)\W*(?:(?:the|a|an|this|that|these|one|our|its|see|his|her|their|another|recent|new|die|der|das|diese|eine|einer|la|le|l['\u2019]|une?|cette|cet|ce|el|un|una|este|esta|los|las)\s*)*
        (?:[\w'\u2019-]+\s+){0,5}?(?:\(?(?:19|20)\d\d\)?\s+)?
        (?:trials?|stud(?:y|ies)|papers?|reviews?|reports?|meta-?analys[ei]s|entry|abstract|article|research|evidence|source|link|here|record|registration|paper|publication|data|findings
          |studien?|arbeit|artikel|hier|quelle|bericht|études?|essai|ici|article|revue|ensayos?|estudios?|aquí|artículo|fuente|revisión|pubmed|pmid|doi|clinicaltrials\.gov|nct)
        (?:\s+(?:from|by|in|of|published|von|aus|de|en)\s+.{1,60})?\W*"""
)
_SET_OFF = re.compile(r"[\u2013\u2014:;|-]\s*$")
_POINTS = re.compile(
    r"(?i)[\s,;:.(\u2013\u2014-]*(?:(?:\(?see(?:\s+also)?|as\s+shown\s+(?:in|by)|according\s+to|reported\s+in|read|source|sources|via|cf\.?|siehe|vgl\.?|laut|quelle|voir|selon|source|véase|ver|según|fuente)\s*:?\s*(?:the|this|in|die|der|la|le|el)?\s*)$"
)
_LISTED = 8  # links of one claim that may stand below each other
_LONGEST_NAME = 240  # characters of the name of a work
_LONGEST_POINTER = 80  # characters of "as shown in the"


def bind(view: View) -> Iterator[Bound]:
    """Bind links whose address holds the number."""
    for number, block, free in view.free_blocks():
        if block.role not in CLAIM_ROLES or block.kind in ("heading", "code", "field"):
            continue
        for mention in free:
            if mention.source in ("link", "attribute"):
                yield from _linked(view, number, mention)


def _linked(view: View, block: int, mention: Mention) -> Iterator[Bound]:
    text = view.blocks[block].text
    anchor = text[mention.start : mention.end]
    if _is_statement(anchor):
        yield view.bound(mention, "L03", block, *_with_subject(view, block, mention))
        return
    if not text and (caption := _caption(view, block)):
        yield view.bound(mention, "L03", caption, 0, len(view.blocks[caption].text))
        return
    start, end = _around(view, block, mention)
    if says_something(text[start:end]) and not only_points(text[start:end]):
        yield view.bound(mention, "L03", block, start, end, "" if only_points(anchor) else anchor)
        return
    previous = _sentence_before(view, block, mention)
    if previous is not None:
        bound = view.bound(mention, "L03", *previous, "" if only_points(anchor) else anchor)
        answer = text[start:end] if bound.claim.endswith("?") else ""
        yield bound._replace(claim=" ".join(f"{bound.claim} {answer}".split()))


def _caption(view: View, block: int) -> int:
    """The caption of the figure that an image stands in, 0 for none."""
    below = block + 1
    found = below < len(view.blocks) and view.blocks[below].kind == "caption" and not view.mentions_of(below)
    return below if found else 0


def _is_statement(anchor: str) -> bool:
    if only_labels(anchor) or looks_like_reference(anchor) or len(anchor.split()) < 2:
        return False
    if len(anchor) < _LONGEST_NAME and _WORK.fullmatch(anchor) and not has_verb(anchor):
        return False
    return has_verb(anchor) or len(anchor.split()) >= 6


def _with_subject(view: View, block: int, mention: Mention) -> Span:
    """The anchor, with the words before it when it is only a predicate ("Walking speed [improved ...]")."""
    text = view.blocks[block].text
    if not opens_with_verb(text[mention.start : mention.end]):
        return mention.start, mention.end
    first, _ = view.sentence_at(block, mention.start)
    start, _ = lead_trimmed(text, since_last(view, block, mention.start, first), mention.start)
    before, said = text[start : mention.start].split(), text[mention.start : mention.end].split()
    return (start if len(before) <= len(said) else mention.start), mention.end


def _around(view: View, block: int, mention: Mention) -> Span:
    """The passage that a link to a named work stands in: up to the link where the link only closes it."""
    text = view.blocks[block].text
    first, last = view.sentence_at(block, mention.start)
    bracket = view.bracket_at(block, mention.start, mention.end)
    if bracket and _only_introduces(view, block, bracket, first):
        return whole_sentence(view, block, bracket)
    start = since_last(view, block, bracket[0] if bracket else mention.start, first)
    after = text[mention.end : bracket[1] - 1 if bracket else max(last, mention.end)]
    marker = bracket is not None or only_labels(text[mention.start : mention.end])
    if only_labels(after) or (marker and says_something(text[start : mention.start])):
        pointing = _POINTS.search(text, max(start, mention.start - _LONGEST_POINTER), mention.start)
        if pointing:
            return lead_trimmed(text, start, pointing.start())
        if marker or _SET_OFF.search(text, max(start, mention.start - _LONGEST_POINTER), mention.start):
            return lead_trimmed(text, start, bracket[0] if bracket else mention.start)
    return first, last


def _only_introduces(view: View, block: int, bracket: Span, first: int) -> bool:
    """Whether what stands before a bracketed link only names who found it: "Doe and colleagues ([2017]) found ..."."""
    text = view.blocks[block].text
    start, end = lead_trimmed(text, since_last(view, block, bracket[0], first), bracket[0])
    after = text[bracket[1] : view.sentence_at(block, bracket[0])[1]]
    return start < end and (stands_inside(view, block, bracket) or only_names(text[start:end], after))


def _sentence_before(view: View, block: int, mention: Mention) -> tuple[int, int, int] | None:
    earlier = view.sentence_before(block, mention.start)
    if earlier is not None:
        return block, *earlier
    above = block - 1
    while above > max(0, block - _LISTED) and view.mentions_of(above) and only_cites(view, above):
        above -= 1  # several links, each a block of its own, below one claim
    if (
        above >= 0
        and view.blocks[above].kind in ("paragraph", "item")
        and view.sentences(above)
        and not view.mentions_of(above)
    ):
        return above, *view.sentences(above)[-1]
    return None
