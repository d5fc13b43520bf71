"""Whether a claim and a record are about different things, read from the comparisons of their topics."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison

_INDEXED = 5  # MeSH headings from which a paper counts as indexed: what it is about is then named there
_READ = 3  # sentences from which a record can be said not to name something


def elsewhere(case: Case, facet: str, other: str) -> Iterator[Comparison]:
    """The first comparison of each clause whose concepts of this facet the record does not have.

    A clause counts when none of its concepts, nor of the whole claim's, is the record's own or under one roof with it;
    concepts on which the record is silent count only where it has nothing of the claim's `other` facet either, or is
    indexed and names nothing of the kind.
    """
    source = case.source
    if source is None or len(source.sentences) < _READ or case.compared(facet, "same", "broader"):
        return
    foreign = case.compared(other, "different", "absent") and not case.compared(other, "same", "broader")
    paper = source.paper
    indexed = paper is not None and len(paper.mesh) >= _INDEXED
    seen: set[int] = set()
    for comparison in case.compared(facet, "different", "absent"):
        sure = comparison.relation == "different" or foreign or (facet == "condition" and indexed)
        if sure and comparison.part not in seen:
            seen.add(comparison.part)
            yield comparison
