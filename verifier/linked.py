"""Reports of a trial that its record names: their words beside the record's own, where no results are posted.

A reference of type RESULT is named by the sponsor as a report of the trial, DERIVED was found by NLM through the
number. BACKGROUND is literature that the protocol cites, and reports nothing of the trial. A report that stands
retracted or under concern is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from verifier.model import Found, Identifier, Link, Lookup, Passage, TrialFacts
from verifier.resolve import Resolver

_MOST = 3  # reports of one trial that are read: those named by the sponsor first
_DOUBTED = frozenset(("retracted", "concern"))


class LinkedReports:
    """Adds the passages of linked reports to trials without posted results. resolver: looks the reports up."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def deepen(self, lookups: Mapping[Identifier, Lookup]) -> dict[Identifier, Lookup]:
        """The same lookups; a trial without posted results also speaks with the words of its reports.

        Each added passage says in `where` whose words it holds ("PMID:123/Abstract/RESULTS"), and the depth of the
        record names the reports.
        """
        wanted = {identifier: reports(lookup) for identifier, lookup in lookups.items() if isinstance(lookup, Found)}
        found = self._resolver.resolve(sorted({link.identifier for links in wanted.values() for link in links}))
        deepened = dict(lookups)
        for identifier, links in wanted.items():
            trial = deepened[identifier]
            papers = [paper for link in links if isinstance(paper := found[link.identifier], Found) and _sound(paper)]
            if papers and isinstance(trial, Found):
                deepened[identifier] = _joined(trial, papers)
        return deepened


def reports(lookup: Found) -> tuple[Link, ...]:
    """The reports that a trial's record names, where it holds no results itself."""
    facts = lookup.record.facts
    if not isinstance(facts, TrialFacts) or facts.has_results:
        return ()
    named = [link for link in lookup.record.links if link.kind in ("result", "derived")]
    return tuple(sorted(named, key=lambda link: link.kind != "result")[:_MOST])


def _sound(paper: Found) -> bool:
    return not any(notice.kind in _DOUBTED for notice in paper.record.notices)


def _joined(trial: Found, papers: list[Found]) -> Found:
    """The trial's record with its reports' passages; its digest is that of all the payloads."""
    passages = list(trial.record.passages)
    for paper in papers:
        own = str(paper.record.identifier)
        passages += [Passage(f"{own}/{p.where}", p.text, p.label) for p in paper.record.passages]
    names = " and ".join(str(paper.record.identifier) for paper in papers)
    digest = hashlib.sha256("+".join([trial.digest, *(paper.digest for paper in papers)]).encode()).hexdigest()
    depth = f"{trial.record.depth}, with its report {names}"
    record = msgspec.structs.replace(trial.record, passages=tuple(passages), depth=depth)
    return msgspec.structs.replace(trial, record=record, digest=digest)
