"""Whether a record speaks of what a clause says, so that how much the record weighs matters to a reader.

A study of twelve people is thin evidence for what it found; it is no evidence at all, thin or not, for what it did not
look at. Most of the words of a clause must stand in the record, and the thing that is said to change among them,
before the clause may be called too strong for it. A review speaks of more than its abstract: its subject is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.facets._align import align
from verifier.facets._changed import parts
from verifier.facets._effects import claimed
from verifier.facets._plainly import PLAINLY, of_another
from verifier.facets._terms import Term, everywhere, met, sentence_terms, terms
from verifier.facets._told import told
from verifier.facets.certainty import causes
from verifier.facets.source_kind import kinds, pools_others
from verifier.facets.topic import WIDE
from verifier.lexicon import pattern, words
from verifier.model import Case, Comparison, Reading, Source

_SHARE = 0.4  # of the telling words of a clause, met by its closest sentences, the title and the fields
_CHANGED = 0.5  # of what the clause says to change, met anywhere in the record
# Words of the effect itself, which is what a clause may tell too strongly: "a proven cure for asthma".
_EFFECT = frozenset({"=cure", "=treat", "=effective", "=risk", "=ill", "=prove", "proof", "=cause"})
_MATTERS = ("heals", "unmoved", "placebo", "sham", "random", "blind")
_PEOPLE = frozenset({"=patient", "=child"})  # who is told of, not what changes
_MATTER = ("condition", "symptom", "intervention", "outcome")  # "gave families blood cancer": the cancer is no effect
_MOST = 0.6  # of what acts, in the title of a review
_TOPICS = ("condition", "intervention", "cell_source")


def bears(case: Case, part: int | None) -> bool:
    """Whether the record speaks of a clause of the claim, or of any clause where `part` is None."""
    return case.source is None or any(
        _bears(case, case.source, reading) for reading in case.readings if part in (None, reading.part)
    )


def unspoken(case: Case) -> bool:
    """Whether a claim tells of healing, of nothing changing, or of a way of building studies, without a word of it in the record.

    However much else a judge finds alike ("thinking positive heals" beside a paper on positivism), such a record does
    not say so.
    """
    return any(
        pattern("guarded", matter).search(reading.text) is not None and not spoken_of(matter, case)
        for reading in case.readings
        for matter in _MATTERS
    )


def spoken_of(matter: str, case: Case) -> bool:
    """Whether the record has a word for a way of building studies, for healing, or for no change: in its prose, arms or types."""
    if case.source is None:
        return False
    if matter == "heals" and case.compared("condition", "same", "broader"):
        return True
    paper = case.source.paper
    told = [f" {passage.text.lower()}" for passage in case.source.record.passages]
    told += [kind.lower() for kind in paper.publication_types] if paper else []
    return any(stem in text for text in told for stem in words("guarded", matter, "record"))


def by_its_field(case: Case, reading: Reading, own: Sequence[Comparison]) -> Comparison | None:
    """The field that a whole clause is about, where it says the same and the clause names no other matter.

    own: what was compared of the clause.
    """
    said, plain = reading.facet(told), [c for c in own if c.detail.startswith(PLAINLY)]
    if case.source is None or (said is not None and of_another(reading, case.source, said)):
        return None
    if any(c.relation != "same" for c in plain) or any(c.relation == "different" for c in own):
        return None
    return None if not plain or any(c.facet in _TOPICS and c.relation == "absent" for c in own) else plain[0]


def _bears(case: Case, source: Source, reading: Reading) -> bool:
    own = [c for c in case.comparisons if c.part == reading.part]
    if any(c.facet in ("direction", "statement", "posted") and c.relation == "same" for c in own):
        return True
    pooled = source.facet(pools_others) or "review" in source.facet(kinds)
    if pooled and any(c.facet in _TOPICS and c.relation == "same" for c in own):
        return True
    conditions = {c.relation for c in own if c.facet == "condition"}
    if conditions and conditions.isdisjoint(("same", "broader")):
        return pooled and _of_its_subject(reading, source)
    missing = align(reading, source).missing
    if _weight(_telling(reading, missing)) > (1 - _SHARE) * _weight(_telling(reading, reading.facet(terms))):
        return False
    changed = [term for term in _telling(reading, reading.facet(parts).outcome) if _PEOPLE.isdisjoint(term.keys)]
    if pooled and _of_its_subject(reading, source):
        return True
    keys = source.facet(everywhere)
    return _weight(term for term in changed if met(term, keys)) >= _CHANGED * _weight(changed)


def _of_its_subject(reading: Reading, source: Source) -> bool:
    """Whether the title of a work that sums up others has what a clause says to act."""
    acting = [term for term in _telling(reading, reading.facet(parts).subject) if term.weight >= 1]
    return bool(acting) and _weight(t for t in acting if met(t, source.facet(sentence_terms)[0])) >= _MOST * _weight(
        acting
    )


def _telling(reading: Reading, listed: tuple[Term, ...]) -> list[Term]:
    """The terms that tell what a clause is about: those of its effect, and those that tell nothing, left out."""
    spans = [(effect.start, effect.end) for effect in reading.facet(claimed)] + list(reading.facet(causes))
    return [
        term
        for term in listed
        if term.keys[0].removeprefix("concept:") not in WIDE
        and _EFFECT.isdisjoint(term.keys)
        and not any(start <= term.start < end and term.kind not in _MATTER for start, end in spans)
    ]


def _weight(listed: Iterable[Term]) -> float:
    return sum(term.weight for term in listed)
