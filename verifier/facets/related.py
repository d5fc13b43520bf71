"""Which records are of one study, and whether a claim counts several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.lexicon import Gate, pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("related",)
# Links by which a trial's record names a paper of its own (BACKGROUND references are other people's work).
_OWN = frozenset({"result", "derived", "registration"})


def counts_several(reading: Reading) -> bool:
    """Whether the clause speaks of several studies."""
    return pattern("related", "several").search(reading.text) is not None


def trials_of(source: Source) -> frozenset[str]:
    """The NCT numbers of the study that a record tells of; a paper that names many is no report of one."""
    paper, trial = source.paper, source.trial
    if trial:
        return frozenset({source.record.identifier.value, *trial.aliases})
    named = paper.trial_numbers if paper else ()
    return frozenset(named) if len(named) <= 2 else frozenset()


def of_one_study(one: Source, other: Source) -> bool:
    """Whether two records tell of one study."""
    if trials_of(one) & trials_of(other):
        return True
    return any(
        link.kind in _OWN and link.identifier == second.record.identifier
        for first, second in ((one, other), (other, one))
        for link in first.record.links
    )


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("related", "several"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """A claim of several studies beside the one that this record tells of."""
    del today
    said = pattern("related", "several").search(reading.text)
    if said:
        where = source.record.passages[0].where if source.record.passages else "title"
        yield Comparison("related", "absent", Quote(said[0], "claim"), Quote(source.record.title, where), reading.part)
