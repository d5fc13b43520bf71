"""L02: what a page tells of a study in the paragraph after the one that names it, or before.

    A trial of the lamp is under way (NCT09999901).        The trial compares it with a dim one.
    A pill slowed hearing loss by 40 percent.              The study, published in [Hearing Research], ran two years.

A paragraph that opens with "The trial", "This study" speaks of the one study that the paragraph above names. News tell
first what was found and then where it was published: the sentence above belongs to that work too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._prose import only_cites
from verifier.layouts._view import Bound, View
from verifier.model import Mention
from verifier.text import has_verb

CODES = ("L02",)
RANK = 140

_STUDY = r"(?:trial|study|paper|review)"
_GOES_ON = re.compile(
    rf"""(?ix)(?:(?:the|this)\s+(?:same\s+)?{_STUDY}|die(?:se)?\s+studie|diese\s+arbeit|cette\s+étude|l['\u2019]étude|cet\s+essai|l['\u2019]essai
        |(?:el|este)\s+(?:ensayo|estudio))\s"""
)
_PUBLISHED = re.compile(
    r"""(?ix)(?:the|these|this|their|its|die|diese|der|l['\u2019]|les|ces|cette|el|la|los|este|estos)\s?(?:new\s+|latest\s+|neue\s+|nouvelle\s+)?
        (?:study|trial|research|findings?|results?|work|paper|review|analysis|studie|ergebnisse|arbeit|étude|résultats|travaux|estudio|resultados|ensayo)\b
        [^.;]{0,60}?\b(?:published|appeare?[ds]?|reported|presented|posted|veröffentlicht|erschien\w*|publiée?s?|parue?s?|publicad[oa]s?|publicó)\b"""
)
_PROSE = ("paragraph", "item")


def bind(view: View) -> Iterator[Bound]:
    """Bind paragraphs that take up the study of the one above, and findings told before their source."""
    for number in range(1, len(view.blocks)):
        above, block = view.blocks[number - 1], view.blocks[number]
        if block.role != "main" or above.role != "main" or block.kind not in _PROSE or above.kind not in _PROSE:
            continue
        if not view.mentions_of(number):
            study = _only_one(view.mentions_of(number - 1)) if _GOES_ON.match(block.text) else None
            if study is not None and not only_cites(view, number - 1):
                yield from _following(view, number, study)
        elif not view.mentions_of(number - 1) and _PUBLISHED.match(block.text):
            first = view.sentences(number)[0]
            study = _only_one(view.mentions_in(number, *first))
            told = view.sentences(number - 1)[-1:]
            if study is not None and told and has_verb(above.text[told[0][0] : told[0][1]]):
                yield view.bound(study, "L02", number - 1, *told[0])


def _only_one(mentions: list[Mention]) -> Mention | None:
    """The study that is named, when only one is."""
    return mentions[0] if mentions and len({mention.identifier for mention in mentions}) == 1 else None


def _following(view: View, number: int, study: Mention) -> Iterator[Bound]:
    """The sentences of a paragraph that speak of the study, from the first on."""
    text = view.blocks[number].text
    for start, end in view.sentences(number):
        if not _GOES_ON.match(text, start):
            return
        yield view.bound(study, "L02", number, start, end)
