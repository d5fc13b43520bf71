"""L16: identifiers listed without a claim ("Key PMIDs: a, b, c"), and bibliographies that no marker points to.

They are listed as printed. Nothing is attached to them: what the rest of the page says was not said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import is_address, only_labels
from verifier.layouts._view import Bound, View
from verifier.model import Block
from verifier.text import has_verb

CODES = ("L16",)
RANK = 70

_LIST_LABEL = re.compile(r"\W*+(?:[^\W\d_][\w'\u2019-]*+\s?){1,5}:\s*(?:PMIDs?:?\s*|NCTs?:?\s*)?", re.IGNORECASE)


def bind(view: View) -> Iterator[Bound]:
    """Claim lists of bare identifiers and entries of bibliographies, without a claim."""
    for number, block, free in view.free_blocks():
        if block.kind in ("cell", "field", "heading") or not _lists_only(view, number, block):
            continue
        for mention in free:
            yield Bound(mention, "L16", "", mention.place)


def _lists_only(view: View, number: int, block: Block) -> bool:
    mentions = view.mentions_of(number)
    if block.role == "reference" or looks_like_reference(block.text):
        return not any(is_address(m) for m in mentions) or looks_like_reference(block.text)
    before = block.text[: mentions[0].start]
    if len(mentions) < 3 or not only_labels(view.bare(number)[len(before) :]):
        return False
    return only_labels(before) or (_LIST_LABEL.fullmatch(before) is not None and not has_verb(before))
