"""The sentence around a citation: what of it the citation covers, where its clauses cite several works."""

from __future__ import annotations

import re

from verifier.layouts._prose import only_labels
from verifier.layouts._view import View
from verifier.text import Span, clauses, has_verb

_NAMED = 4  # words: a shorter passage without a verb only names a study
_LEAD_IN = re.compile(
    r"(?i)(?:according\s+to|in|as|by|from|after|since|under|with|based\s+on|laut|nach|in|gemäß|selon|d['\u2019]après|dans|según|en|de\s+acuerdo\s+con|tras)\b"
)
JOINT = re.compile(r"(?i);\s+|,\s+(?:and|but|while|whereas|und|aber|während|et|mais|y|pero|mientras)\s+")
_COMMA = re.compile(r",\s+")
# A passage that is nothing but the name of a study: "A trial of 50 people", "Die Studie von Maier", "The SUN trial".
_STUDY = re.compile(
    r"""(?ix)^(?:[\w'\u2019-]+\s+){0,3}?(?:l['\u2019]|d['\u2019])?(?:trial|study|registry|review|paper|report|meta-?analysis|studie|arbeit|übersicht|essai|étude|revue|ensayo|estudio|revisión)
        (?:\s+(?:by|of|from|in|with|von|der|des|mit|an|in|aus|de|du|des|sur|chez|avec|con|en|del)\b.{0,60})?$"""
)


def only_names(before: str, after: str) -> bool:
    """Whether the words before a parenthesis only name a study or lead in, so that what was found comes after it.

    "According to a review (PMID 1), heat does not help"; "The SUN trial (NCT1) and ... showed"; "that of Roe (PMID 2) none".
    """
    if not before or has_verb(before) or len(after.split()) < 2 or only_labels(after):
        return False
    if _LEAD_IN.match(before) or _STUDY.search(before):
        return True
    short = len(before.split()) <= _NAMED
    return short and after[:1] == " " and JOINT.match("," + after) is None


def whole_sentence(view: View, block: int, span: Span) -> Span:
    """The sentence around a citation, cut to the clause where other clauses cite other works."""
    text = view.blocks[block].text
    first, last = view.sentence_at(block, span[0])
    last = max(last, view.sentence_at(block, max(span[1] - 1, span[0]))[1])
    inside = view.mentions_in(block, first, last)
    if len({m.identifier for m in inside}) > 1:
        for start, end in clauses(text[first:last]):
            here = {m.identifier for m in inside if first + start <= m.start < first + end}
            if first + start <= span[0] < first + end and len(here) == 1:
                return first + start, first + end
        return between_others(view, block, span, (first, last))
    return first, last


def between_others(view: View, block: int, span: Span, sentence: Span) -> Span:
    """The part of a sentence from the joining word after the citation before to the one before the next citation."""
    text = view.blocks[block].text
    start, end = sentence
    after = [m for m in view.mentions_in(block, span[1], end) if view.covered(block, m)[0] >= span[1]]
    if after:
        end = _last_joint(text, span[1], view.covered(block, after[0])[0], end)
    before = max(start, view.cited_until(block, span[0]))
    joint = JOINT.search(text, before, span[0]) if before > start else None
    return (joint.end() if joint else start), end


def _last_joint(text: str, start: int, end: int, default: int) -> int:
    """Where the part after a citation ends: at the last joining word, or comma, with something said before it."""
    for pattern in (JOINT, _COMMA):
        places = [match.start() for match in pattern.finditer(text, start, end)]
        told = [at for at in places if len(text[start:at].split()) > 1]
        if told:
            return told[-1]
    return default
