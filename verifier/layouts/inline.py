"""L01 and L02: the identifier stands in the prose, in a parenthesis after the claim or as a word of the sentence.

    In one small trial the cream halved itching (PMID: 90000001). NCT09999901 is the only controlled study of it.

A parenthesis belongs to the clause that ends at it, back to the last full stop or the last citation. When it stands
between a subject and its predicate ("A trial (PMID 1) found ..."), or the number is itself a word of the sentence,
the claim is the sentence. "Doe et al. 2018 (PMID: 1): ..." announces the claim that follows the colon. All
identifiers of one parenthesis share the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import (
    LABELS,
    enumerated,
    lead_trimmed,
    names_work,
    only_cites,
    only_labels,
    only_points,
    says_something,
    since_last,
    stands_inside,
)
from verifier.layouts._sentence import JOINT, between_others, only_names, whole_sentence
from verifier.layouts._view import CLAIM_ROLES, OPENING, Bound, View, is_reference_heading
from verifier.model import Mention
from verifier.text import Span, has_verb, opens_with_verb, trimmed

CODES = ("L01", "L02")
RANK = 130
_NAMED = 4  # words: a shorter passage without a verb only names a study
_AHEAD = 200  # characters looked at after a colon
_BACK = 3  # sentences looked back over
_LISTED = 8  # numbers of one claim that may stand below each other
_LISTING = 600  # characters of a sentence that only lists
_WORD = re.compile(r"[^\W\d_]{2,}")
_TIE = 80  # characters of the words and signs that tie a number to its sentence

_ANNOUNCES = re.compile(r"\s*(?:[:\u2013\u2014]|-\s)\s*(?=\S)")
# Words that tie a number to the sentence it ends: "registered as NCT1", "as shown in PMID 2", "the trial NCT3".
_BOUND_IN = re.compile(
    r"(?i)(?:\b(?:as|in|by|under|of|is|are|from|with|to|at|and|or|for|see|trial|study|number|paper|record|als|unter|von|mit|aus|und|studie|nummer|comme|dans|par|sous|de|et|essai|étude|numéro|como|en|por|con|y|ensayo|estudio|número|[a-z]*says|says)|[\u2013\u2014:(\[,])\s*(?:PubMed|ClinicalTrials\.gov|ID|[\s:#])*$"
)
_BEFORE_END = re.compile(
    r"(?i)(?:[,;:.\u2013\u2014|-]|\b(?:see|siehe|vgl\.?|voir|cf\.?|véase|ver|source|quelle|fuente|ref\.?))\s*(?:PubMed|ClinicalTrials\.gov|identifier|registry|ID|[\s:#(\[])*$"
)
_ANAPHORA = re.compile(
    r"""(?ix)(?:it|they|this\s+(?:trial|study|paper|review|registry)|the\s+(?:trial|study|paper|review|same\s+(?:trial|study))|both\s+(?:trials|studies)
        |die\s+studie|diese\s+studie|cette\s+étude|l['\u2019]étude|cet\s+essai|l['\u2019]essai|el\s+(?:ensayo|estudio)|este\s+(?:ensayo|estudio))\b"""
)


class _Before(NamedTuple):
    """What was bound last in a block: the citation's own span, what it was bound to, and how far that reaches."""

    span: Span = (-1, -1)
    found: tuple[Bound, ...] = ()
    reach: int = 0


def bind(view: View) -> Iterator[Bound]:
    """Bind what the prose cites."""
    for number, block, free in view.free_blocks():
        if block.role not in CLAIM_ROLES or block.kind in ("heading", "code"):
            continue
        last = _Before()
        for mention in free:
            if mention.source != "text":
                continue
            span = view.covered(number, mention)
            found = list(_bound(view, number, mention, span, last))
            yield from found
            if found:
                reach = found[0].end if found[0].block == number and found[0].end > span[1] else last.reach
                last = _Before(span, tuple(found), reach)


def _bound(view: View, block: int, mention: Mention, span: Span, last: _Before) -> Iterator[Bound]:
    text = view.blocks[block].text
    if last.found and last.span[1] > view.sentence_at(block, span[0])[0]:
        between = text[last.span[1] : span[0]]
        if span == last.span or (span[0] >= last.span[1] and only_labels(between) and "." not in between):
            yield from (bound._replace(mention=mention) for bound in last.found)  # several numbers on one claim
            return
    if text[span[0]] in OPENING and span[0] < mention.start:
        yield from _in_parenthesis(view, block, mention, span, last.reach)
    else:
        yield from _as_word(view, block, mention)


def _in_parenthesis(view: View, block: int, mention: Mention, span: Span, reach: int) -> Iterator[Bound]:
    text = view.blocks[block].text
    sentence = view.sentence_at(block, span[0])
    first = max(sentence[0], reach if reach <= span[0] else 0)
    start, end = lead_trimmed(text, since_last(view, block, span[0], first), span[0])
    before, after = text[start:end], text[span[1] : sentence[1]]
    announced = _ANNOUNCES.match(text, span[1], len(text))
    if announced and not has_verb(before):
        yield view.bound(mention, "L01", block, *_announced(view, block, announced.end(), mention), reference=before)
        return
    if before and stands_inside(view, block, span):
        whole = whole_sentence(view, block, span)
        yield view.bound(mention, "L02", block, start if first > sentence[0] else whole[0], whole[1])
        return
    start = _own_clause(text, start, end, first)
    if only_names(text[start:end], after):
        yield view.bound(mention, "L02", block, start, between_others(view, block, span, sentence)[1])
        return
    if start > first and (shared := _enumerated(view, block, (start, end), sentence[0])):
        yield view.bound(mention, "L01", block, start, end)._replace(claim=shared)
        return
    passage = _passage(view, block, span, (start, end), first)
    if passage is not None:
        yield view.bound(mention, "L01", *passage, reference=_reference(view, block, span))


def _enumerated(view: View, block: int, own: Span, first: int) -> str:
    """The claim of a later thing of an enumeration: "It works in adults (PMID 1), children (PMID 2)"."""
    text = view.blocks[block].text
    before = view.mentions_in(block, first, own[0])
    if not before:
        return ""
    claim = enumerated(text, first, view.covered(block, before[0])[0], text[own[0] : own[1]])
    return " ".join(claim.split())


def _passage(view: View, block: int, span: Span, own: Span, first: int) -> tuple[int, int, int] | None:
    """The passage that a parenthesis closes: its own words, more of the sentence when they are a scrap, or a neighbour."""
    text = view.blocks[block].text
    start, end = own
    words = text[start:end].split()
    before = view.sentence_before(block, first)
    if words and before is not None and text[before[1] - 1] == "?":
        return block, before[0], end  # "Does it help? Yes (PMID 1)."
    scrap = (
        words
        and start > first
        and len(words) < _NAMED
        and not (has_verb(text[start:end]) or opens_with_verb(text[start:end]))
    )
    if scrap and JOINT.search(text, max(first, start - 12), start) is None:
        return block, first, end  # "It works in adults (PMID 1), children (PMID 2)"
    if says_something(text[start:end]):
        return block, start, end
    if not words and not text[: span[0]].strip() and says_something(text[span[1] : span[1] + _AHEAD]):
        following = view.sentence_at(block, span[1] + 1)
        return block, max(following[0], span[1]), following[1]
    return _previous(view, block, span)


def _own_clause(text: str, start: int, end: int, first: int) -> int:
    """Leave the rest of the clause to the citation before it: "[In rats, it (PMID 1)] helped; in people it did not"."""
    if start == first or not opens_with_verb(text[start:end]):
        return start
    joint = JOINT.search(text, start, end)
    return joint.end() if joint and says_something(text[joint.end() : end]) else start


def _announced(view: View, block: int, at: int, mention: Mention) -> Span:
    """The passage after a colon: to the end of its sentence, or to the next citation."""
    text = view.blocks[block].text
    last = view.sentence_at(block, at)[1]
    following = view.mentions_in(block, max(at, mention.end) + 1, last)
    end = following[0].start if following else last
    return at, end if end > at else len(text)


def _previous(view: View, block: int, span: Span) -> tuple[int, int, int] | None:
    """What a parenthesis that stands alone after a full stop belongs to: the sentence before it, or the block before."""
    text = view.blocks[block].text
    before = view.sentence_before(block, span[0])
    for _ in range(_BACK):
        if before is None:
            break
        if not only_labels(text[before[0] : before[1]]):
            return block, *before
        before = view.sentence_before(block, before[0])
    above = block - 1
    while above > max(0, block - _LISTED) and view.mentions_of(above) and only_cites(view, above):
        above -= 1  # several numbers, each a block of its own, below one claim
    if (
        before is None
        and above >= 0
        and view.blocks[above].kind in ("paragraph", "item")
        and not view.mentions_of(above)
    ):
        sentence = view.sentences(above)
        if sentence and view.blocks[above].role == view.blocks[block].role:
            return above, *sentence[-1]
    return None


def _reference(view: View, block: int, span: Span) -> str:
    """What the parenthesis prints of the work beside its numbers."""
    text, at, pieces = view.blocks[block].text, span[0], []
    for mention in view.mentions_in(block, *span):
        pieces.append(text[at : mention.start])
        at = max(at, mention.end)
    inside = "".join([*pieces, text[at : span[1]]]).strip("()[] ,;:")
    return "" if only_labels(inside) else inside


def _as_word(view: View, block: int, mention: Mention) -> Iterator[Bound]:
    text = view.blocks[block].text
    if mention.malformed and text[mention.end : mention.end + 1].isalpha():
        start, end = _glued_cells(view, block, mention)
        if start < end:
            yield view.bound(mention, "L02", block, start, end)
            return
    first, last = view.sentence_at(block, mention.start)
    begin = since_last(view, block, mention.start, first)
    before, after = text[begin : mention.start], text[mention.end : last]
    announced = _ANNOUNCES.match(text, mention.end)
    if names_work(view.bare(block)) or _in_list(view, block, mention):
        return  # "Roe, Sleep 2019, PMID 1" says nothing of its own
    if only_labels(before) and announced and says_something(text[announced.end() : announced.end() + _AHEAD]):
        yield view.bound(mention, "L02", block, *_announced(view, block, announced.end(), mention))
        return
    closes = only_labels(after)
    if closes and begin == first and not only_labels(before) and only_points(before) and before.lstrip()[:1].isupper():
        return  # "More on this: PMID 1"
    near = max(begin, mention.start - _TIE)
    if closes and (tie := _BEFORE_END.search(text, near, mention.start)):
        start, end = lead_trimmed(text, begin, tie.start())
        if says_something(text[start:end]):
            yield view.bound(mention, "L01", block, start, end)
            return
    if closes and not _BOUND_IN.search(text, near, mention.start) and has_verb(before):
        yield view.bound(mention, "L01", block, *lead_trimmed(text, begin, mention.start))
        return
    if closes and only_labels(before):
        if begin > first and not only_labels(text[first:begin]):
            return  # the list goes on
        previous = _previous(view, block, (first, first))
        if previous is not None:
            yield view.bound(mention, "L01", *previous)
        return
    if last - first < _LISTING and _lists(text[first:last]):
        return
    start, end = whole_sentence(view, block, (mention.start, mention.end))
    yield view.bound(mention, "L02", block, start, end)
    yield from _taken_up(view, block, mention, end)


def _lists(sentence: str) -> bool:
    """Whether a sentence only names what it lists: "Key PMIDs: 1, 2, 3"."""
    return len(_WORD.findall(LABELS.sub(" ", sentence))) < 2 and not has_verb(sentence)


def _in_list(view: View, block: int, mention: Mention) -> bool:
    """Whether the line of a text prints a work below the heading of a list of works."""
    text = view.blocks[block].text
    start = text.rfind("\n", 0, mention.start) + 1
    if not start or not is_reference_heading(text[: text.find("\n")]):
        return False
    return looks_like_reference(text[start : start + _AHEAD])


def _glued_cells(view: View, block: int, mention: Mention) -> Span:
    """What follows a number whose last digit may be the next cell's, up to the next number or the end of the line."""
    text = view.blocks[block].text
    line = text.find("\n", mention.end)
    end = line if line >= 0 else len(text)
    following = view.mentions_in(block, mention.end, end)
    return trimmed(text, mention.end, following[0].start if following else end)


def _taken_up(view: View, block: int, mention: Mention, at: int) -> Iterator[Bound]:
    """The sentences that follow and speak of the same study, until another one is named."""
    text = view.blocks[block].text
    while at < len(text):
        start, end = view.sentence_at(block, at)
        if start < at:
            start, end = view.sentence_at(block, end + 1)
        if start < at or not _ANAPHORA.match(text, start) or view.mentions_in(block, start, end):
            return
        yield view.bound(mention, "L02", block, start, end)
        at = end + 1
