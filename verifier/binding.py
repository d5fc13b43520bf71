"""Document -> Extract: every identifier, each with the claim that the page attaches to it.

Identifiers are found once (`identifiers.find`). The layouts are asked in the order of their rank; each claims
Mentions that none has claimed before it and gives the passages they cover. What nobody claims is listed as
printed, without a claim.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from types import ModuleType

from verifier import shelves
from verifier.identifiers import find
from verifier.layouts._view import Bound, View
from verifier.model import Citation, Document, Extract, Identifier, Mention, OtherMention, Place, Uncited
from verifier.text import clauses, fold
from verifier.uncited import Checkable, checkable

Resolved = Mapping[tuple[str, str], Identifier]  # (scheme, number) -> PMID
_CONTEXT = 1000  # characters of context kept
_LONGEST = 5000  # characters of one claim
_GROUP = 24  # identifiers of one claim that are named beside each other
_CLAIMING = frozenset(("main", "aside"))
_NO_CLAIMS = frozenset(("code", "note", "heading"))
_STATE = "state"  # role of what a program of the page keeps


def bind(document: Document, *, uncited: bool = True, resolved: Resolved | None = None) -> Extract:
    """Give all citations of a document, in document order, and what is only listed.

    Args:
        document: as read.
        uncited: whether to look for checkable claims that name no source.
        resolved: PMIDs of DOIs and PMC ids, by (scheme, number): these count as citations of that PMID then.
    """
    mentions, others = _for_readers(document, *find(document))
    if resolved:
        mentions = _with_resolved(mentions, others, resolved)
    view = View(document, mentions)
    bounds = _ask_layouts(view) if mentions else []
    spoken_for = list(
        {(bound.mention, bound.block, bound.start, bound.claim): bound for bound in bounds if bound.claim}.values()
    )
    citations = _citations(view, [_bounded(bound) for bound in sorted(spoken_for, key=_position)])
    bound_mentions = {bound.mention for bound in spoken_for}
    listed = tuple(m for m in mentions if m not in bound_mentions and document.blocks[m.block].role != _STATE)
    found = _uncited(view, bounds) if uncited else ()
    return Extract(document=document, citations=citations, listed=listed, others=others, uncited=found)


def _for_readers(
    document: Document, mentions: tuple[Mention, ...], others: tuple[OtherMention, ...]
) -> tuple[tuple[Mention, ...], tuple[OtherMention, ...]]:
    """Without what only repeats, in the state of a program of the page, what the page itself shows.

    Many pages carry all of their text once more in a script.
    """
    kept = [document.blocks[mention.block].role == _STATE for mention in mentions]
    if not any(kept) and not any(document.blocks[other.block].role == _STATE for other in others):
        return mentions, others
    shown = {mention.identifier for mention, state in zip(mentions, kept, strict=True) if not state}
    own = tuple(m for m, state in zip(mentions, kept, strict=True) if not state or m.identifier not in shown)
    return own, tuple(other for other in others if document.blocks[other.block].role != _STATE)


def _with_resolved(
    mentions: tuple[Mention, ...], others: tuple[OtherMention, ...], resolved: Resolved
) -> tuple[Mention, ...]:
    """The mentions, and those of other schemes whose PMID is known and not printed in the same block anyway."""
    printed = {(mention.block, mention.identifier) for mention in mentions}
    added = []
    for other in others:
        identifier = resolved.get((other.scheme, other.value))
        if identifier is not None and (other.block, identifier) not in printed:
            printed.add((other.block, identifier))
            added.append(Mention(identifier, other.written, other.block, other.start, other.end, other.place))
    return tuple(sorted((*mentions, *added), key=lambda mention: (mention.block, mention.start)))


def _ask_layouts(view: View) -> list[Bound]:
    bounds: list[Bound] = []
    for layout in layouts():
        found: list[Bound] = list(layout.bind(view))
        view.claim(found)
        bounds.extend(found)
    return bounds


@cache
def layouts() -> tuple[ModuleType, ...]:
    """The layouts in the order in which they are asked."""
    found = shelves.load_all("layouts").values()
    return tuple(sorted(found, key=lambda module: (module.RANK, module.__name__)))


def _bounded(bound: Bound) -> Bound:
    """A passage of a length that people write: thousands of numbers in one endless sentence must not repeat it whole."""
    if len(bound.claim) <= _LONGEST:
        return bound
    return bound._replace(claim=bound.claim[:_LONGEST].rsplit(None, 1)[0], parts=())


def _position(bound: Bound) -> tuple[int, int, int, int]:
    return bound.mention.block, bound.mention.start, bound.block, bound.start


def _citations(view: View, bounds: list[Bound]) -> tuple[Citation, ...]:
    together: dict[tuple[int, int, int, str], list[Identifier]] = defaultdict(list)
    for bound in bounds:
        together[_passage(bound)].append(bound.mention.identifier)
    ordinals: Counter[tuple[str, str]] = Counter()
    citations: list[Citation] = []
    for bound in bounds:
        identifier = bound.mention.identifier
        said = fold(bound.claim)
        ordinals[str(identifier), said] += 1
        beside = together[_passage(bound)][: _GROUP + 1]
        group = dict.fromkeys(i for i in beside if i != identifier)
        citations.append(_citation(view, bound, said, ordinals[str(identifier), said], tuple(group)))
    return tuple(citations)


def _passage(bound: Bound) -> tuple[int, int, int, str]:
    """What tells one claim of a page from another."""
    return bound.place.line, bound.place.offset, bound.block, bound.claim


def _citation(view: View, bound: Bound, said: str, ordinal: int, group: tuple[Identifier, ...]) -> Citation:
    mention, claim = bound.mention, bound.claim
    parts = bound.parts or tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return Citation(
        key=key(view.document.name, mention.identifier, said, ordinal),
        document=view.document.name,
        place=mention.place,
        identifier=mention.identifier,
        written=mention.written,
        claim=claim,
        parts=parts,
        claim_place=bound.place,
        layout=bound.layout,
        group=group,
        malformed=mention.malformed,
        candidate=mention.candidate,
        reference=bound.reference,
        heading=view.heading(max(bound.block, 0) if bound.block >= 0 else mention.block),
        context=bound.context or _context(view, bound),
        language=view.document.language,
        fields=bound.fields,
    )


def key(document: str, identifier: Identifier, said: str, ordinal: int) -> str:
    """The name of a citation for baselines and histories: it survives edits elsewhere in the page.

    Args:
        document: name of the document.
        identifier: what is cited.
        said: the folded claim.
        ordinal: 1 for the first time that this document says so of this identifier, then 2 ...
    """
    material = "\x1f".join((document, str(identifier), said, str(ordinal)))
    return hashlib.sha256(material.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _uncited(view: View, bounds: list[Bound]) -> tuple[Uncited, ...]:
    """Checkable sentences of the main text that no citation covers; of a case story its most telling sentence."""
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for bound in bounds:
        for number in bound.blocks or (bound.block,):
            covered[number].append((bound.start, bound.end))
    found: list[tuple[Place, str, Checkable]] = []
    for number, block in enumerate(view.blocks):
        if block.role not in _CLAIMING or block.kind in _NO_CLAIMS or view.mentions_of(number) or number in covered:
            continue
        for start, end in view.sentences(number):
            text = " ".join(block.text[start:end].split())
            reason = checkable(text)
            if reason is not None:
                found.append((block.place_at(start), text, reason))
    told = max((reason.weight for _, _, reason in found if reason.form == "story"), default=0)
    out: list[Uncited] = []
    for place, text, reason in found:
        if reason.form == "story":
            if reason.weight < told:
                continue
            told += 1  # the first of equals
        out.append(Uncited(view.document.name, place, text, reason.why, reason.advice))
    return tuple(out)


def _context(view: View, bound: Bound) -> str:
    """The sentences that a claim stands in, as printed."""
    if bound.block < 0:
        return ""
    text = view.blocks[bound.block].text
    first, _ = view.sentence_at(bound.block, bound.start)
    _, last = view.sentence_at(bound.block, max(bound.end - 1, bound.start))
    return text[min(first, bound.start) : max(last, bound.end)][:_CONTEXT]
