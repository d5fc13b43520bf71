"""Who could take part by the criteria of a trial: whom a clause lets in, or shuts out, beside both lists of the record.

Facet `eligibility`, detail `criteria` (`shut` where the clause shuts people out). Only clauses that speak of taking part
are read, and only those of their words that the trial's title, conditions and treatments do not have: "pregnant women
could join". `different` where a criterion for exclusion names these people, whatever else the clause says of them, and
`same` where the clause shuts them out itself. Where a list only has some word of theirs it stays open (`absent`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.facets._criteria import STEM, Criterion, criteria
from verifier.facets._gloss import glossary
from verifier.facets._terms import Term, met, terms, text_keys, word_keys
from verifier.facets._told import told
from verifier.facets._words import language, words
from verifier.lexicon import Gate, pattern, spoken
from verifier.lexicon.tokens import stem
from verifier.model import Comparison, Quote, Reading, Source
from verifier.vocabulary import builtin

FACETS = ("eligibility",)
OF = "trial"

_WHERE = "eligibilityCriteria"
_SURE = ("endpoint:", "=pregnant")  # keys of words that mean the same
_WIDE = frozenset({"pregnancy", "surgery", "cancer", "infection", "mental illness", "injury", "pain"})


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("people", "admits"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """What both lists of a trial say of those whom a clause lets in or shuts out; nothing where they have no word of them."""
    del today  # who could take part is read from the record as it stands
    listed = source.facet(criteria)
    if not listed or reading.facet(told) or pattern("people", "admits").search(reading.text) is None:
        return  # what a whole clause on a field says is read by `plainly`
    named = set_apart(reading, source)
    spoken_of = [c for c in listed if any(met(t, c.whole) for t in named)]
    if not spoken_of:
        return
    text = reading.text
    shuts = spoken(reading.facet(language), "criteria", "shuts-out").search(text) is not None
    plain = spoken(reading.facet(language), "criteria", "otherwise").search(text) is None
    keys = frozenset().union(*(_meant(t, reading) | _itself(t, reading) for t in reading.facet(terms)))
    telling = frozenset().union(*(_itself(t, reading) for t in named))
    barred = next((c for c in spoken_of if c.shuts and _covered(c, keys, telling)), None)
    detail = "shut" if shuts else "criteria"
    if barred is not None and plain and not any(not c.shuts and _covered(c, keys, telling) for c in spoken_of):
        whole = all(any(met(t, c.whole) for c in spoken_of if c.shuts) for t in named)
        relation = "different" if not shuts else "same" if whole else "absent"
        yield Comparison(
            "eligibility", relation, _said(text, named, barred), Quote(barred.text, _WHERE), reading.part, detail
        )
    elif any(c.shuts for c in spoken_of) or shuts:
        near = spoken_of[0]
        yield Comparison(
            "eligibility", "absent", _said(text, named, near), Quote(near.text, _WHERE), reading.part, detail
        )


def set_apart(reading: Reading, source: Source) -> list[Term]:
    """The words by which a clause sets some people apart from others that its trial may take: "pregnant", "kidney failure"."""
    return [t for t in reading.facet(marks_of_people) if _telling(t).isdisjoint(source.facet(_about))]


def _said(text: str, named: list[Term], criterion: Criterion) -> Quote:
    """The words of a clause that a criterion has, and what stands between them."""
    own = [term for term in named if met(term, criterion.whole)]
    return Quote(text[min(t.start for t in own) : max(t.end for t in own)], "claim")


def marks_of_people(reading: Reading) -> tuple[Term, ...]:
    """The telling words of a clause that may say what its people have or are, those of groups and of joining aside."""
    text = reading.text
    joining = [m.span() for m in pattern("people", "admits").finditer(text)]
    return tuple(
        term
        for term in reading.facet(terms)
        if term.weight >= 1
        and term.kind not in ("generic", "intervention")
        and not any(start <= term.start < end for start, end in joining)
        and pattern("people", "child", "adult").fullmatch(text, term.start, term.end) is None
        and (
            term.kind == "condition"
            or pattern("people", "male", "female").fullmatch(text, term.start, term.end) is None
            or "=pregnant" in term.keys
        )
    )


def _about(source: Source) -> frozenset[str]:
    """The keys of what a trial is called, studies and gives, who runs it and where: they set none of its people apart."""
    trial = source.trial
    if trial is None:
        return frozenset()
    places = (name for place in trial.locations for name in place)
    given = (f"{item.name} {' '.join(item.other_names)}" for item in trial.interventions)
    titles = (source.record.title, trial.official_title, trial.acronym, trial.lead_sponsor)
    return text_keys(" ; ".join((*titles, *trial.collaborators, *trial.conditions, *given, *places)))


def _meant(term: Term, reading: Reading) -> frozenset[str]:
    """The keys of a name in a clause and of each of its words, with the concepts above the one that it names."""
    above = builtin().above
    concepts = [key.removeprefix("concept:") for key in term.keys if key.startswith("concept:")]
    return _spelled(term, reading).union(term.keys, (f"concept:{roof}" for one in concepts for roof in above(one)))


def _spelled(term: Term, reading: Reading) -> frozenset[str]:
    """The keys of a name in a clause and of each of its words, without the concepts that are too wide."""
    own = (token for token in reading.facet(words) if term.start <= token.start < term.end)
    return _telling(term).union(key for token in own for key in word_keys(token, reading.facet(language)))


def _itself(term: Term, reading: Reading) -> frozenset[str]:
    """The words of a name in a clause themselves, in English, and the names of measures; of what they mean being pregnant alone."""
    speech = reading.facet(language)
    own = [token for token in reading.facet(words) if term.start <= token.start < term.end]
    meant = (stem(word) for token in own for word in (token.word, *glossary(speech).get(token.stem, ())))
    return frozenset((*(f"{STEM}{word}" for word in meant), *(k for k in term.keys if k.startswith(_SURE))))


def _telling(term: Term) -> frozenset[str]:
    """The keys of a word of a clause without the concepts that are too wide to say which people are meant."""
    return frozenset(key for key in term.keys if key.removeprefix("concept:") not in _WIDE)


def _covered(criterion: Criterion, keys: frozenset[str], telling: frozenset[str]) -> bool:
    """Whether one thing that a criterion names is all said in a clause, with a word that sets its people apart."""
    return any(
        all(not word.isdisjoint(keys) for word in thing) and any(not word.isdisjoint(telling) for word in thing)
        for thing in criterion.things
    )
