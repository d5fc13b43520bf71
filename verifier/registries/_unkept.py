"""What of an article no record keeps, cut out before it is parsed: references, affiliations, history.

A modern article is two thirds references, and of the rest a third is affiliations and dates of its handling. An
element is cut from its opening to its closing tag, an empty one stays in its place, and the place is looked at after
the parse: what stands anywhere else than where NLM's DTD has it may be read by us, so such an article is parsed whole.

In XML without comments, CDATA and processing instructions each "<" begins a tag. What lies between an opening tag
and the first closing tag of that name is then the whole element, unless another of that name is inside: then a
closing tag is left over, and what is left is no XML.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from verifier.registries._markup import children

# Opening tags as NLM writes them, by the path of their elements; an outer one before what it may hold.
_UNKEPT = {
    "PubmedData/ReferenceList": b"<ReferenceList>",
    "PubmedData/History": b"<History>",
    "MedlineCitation/InvestigatorList": b"<InvestigatorList>",
    "MedlineCitation/Article/GrantList": b'<GrantList CompleteYN="Y">',
    "MedlineCitation/Article/AuthorList/Author/AffiliationInfo": b"<AffiliationInfo>",
}
_NAMES = {path: path.rpartition("/")[2] for path in _UNKEPT}
_OPENS = ord("<")
# Both without their last sign: "</History >" closes one too, and no other name may begin like it.
_TAGS = {path: (f"</{name}".encode(), f"<{name}/".encode()) for path, name in _NAMES.items()}


def without_unkept(payload: bytes) -> bytes | None:
    """An article with what no record keeps as empty elements; None where that cannot be told by its tags."""
    if _hides(payload):
        return None
    for path, opening in _UNKEPT.items():
        first, *rest = payload.split(opening)
        if not rest:
            continue
        closing, empty = _TAGS[path]
        kept = [first]
        for piece in rest:
            _, closed, after = piece.partition(closing)
            if not closed or not after.startswith(b">"):  # another one inside, or a closing tag as NLM writes none
                return None
            kept.append(after)
        payload = empty.join(kept)
    return payload


def _hides(payload: bytes) -> bool:
    """Whether a text has comments, CDATA or instructions, in which tags are no tags.

    The signs that begin them behind a "<" are rare, so that these are looked for: a tenth of the time of a search.
    """
    for sign in b"!?":
        at = payload.find(sign)
        while at > 0:
            if payload[at - 1] == _OPENS:
                return True
            at = payload.find(sign, at + 1)
    return False


def in_place(article: Element) -> bool:
    """Whether all that may have been cut from an article stood where no record looks."""
    for path, name in _NAMES.items():
        there = len(list(article.iter(name)))
        if there and there != len(children(article, *path.split("/"))):
            return False
    return True
