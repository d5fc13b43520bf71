"""What the claim says a treatment does better than, beside what the record compared it with.

Facet `comparator`. `same` when the record names the comparator, `different` when it says itself that the two were
not compared, `absent` when it names no such thing at all: a thing that the vocabulary knows, or one beside a record
that compares nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._drugs import is_drug
from verifier.facets._effects import claimed
from verifier.facets._terms import Term, everywhere, met, sentence_terms, terms, text_keys
from verifier.facets._words import language
from verifier.facets.against import told_side
from verifier.facets.topic import WIDE
from verifier.lexicon import Gate, pattern, spoken
from verifier.lexicon.tokens import fold, stem
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("comparator",)

_UNSPECIFIC = {f"concept:{concept}" for concept in WIDE}
_GENERIC = ("=placebo", "=patient", "=treat", "=compare", "=child", "=second", "=before", "=first")
_CLAUSE = re.compile(r"[,;:(.]|$")
_STOP = re.compile(r"[,;:(.]|\b(?:in|on|at|for|after|among|with|when|bei|chez|en|by)\b", re.IGNORECASE)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("comparison", "better"), pattern("against", "versus"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The comparator of a clause beside the record; nothing where the clause compares nothing."""
    del today  # what was compared stays compared
    speech = reading.facet(language)
    better = spoken(speech, "comparison", "better").search(reading.text)
    if better is None:
        yield from _beside_nobody(reading, source)
        return
    than = spoken(speech, "comparison", "than").search(reading.text, better.end(), better.end() + 40)
    start = than.end() if than else better.end()
    if than is None and better[0].lower().split()[-1] not in (
        "beats",
        "beat",
        "outperforms",
        "outperform",
        "outperformed",
    ):
        return
    stop = _STOP.search(reading.text, start + 1)
    end = stop.start() if stop else len(reading.text)
    against = [t for t in reading.facet(terms) if start <= t.start < end]
    if any(t.keys[0] == "=placebo" for t in against) or pattern("design", "said-placebo").search(
        reading.text, start, end
    ):
        return  # "sham surgery" is no surgery: a dummy treatment is a matter of the design
    against = [t for t in against if t.keys[0] not in _GENERIC and t.kind != "generic" and t.weight >= 0.5]
    if not against or (speech != "en" and not any(_known(term) for term in against)):
        return  # what is compared with in words that nobody can put into English is in no record
    said = Quote(reading.text[better.start() : against[-1].end], "claim")
    compared = _compared(reading, source, against, said)
    if compared is not None and not (compared.relation == "absent" and _goes_on(reading, source, end)):
        yield compared


def _beside_nobody(reading: Reading, source: Source) -> Iterator[Comparison]:
    """A result that a clause holds against another treatment, where all of a trial's people got the same.

    Other sides than a treatment are a matter of the design, which is read of interventional trials alone.
    """
    trial, told = source.trial, told_side(reading)
    if trial is None or told is None or len(trial.arms) > 1:
        return
    fields = (("intervention_model", "SINGLE_GROUP"), ("observational_model", "CASE_ONLY"))
    alone = next((name for name, value in fields if getattr(trial, name) == value), "")
    if alone and reading.facet(claimed) and (told[0] == "treatment" or trial.observational_model):
        where = "designInfo." + re.sub(r"_(\w)", lambda match: match[1].upper(), alone)
        versus = spoken(reading.facet(language), "against", "versus").search(reading.text)
        end = reading.text.find(told[1].text, versus.start() if versus else 0) + len(told[1].text)
        said = Quote(reading.text[versus.start() : end], "claim") if versus else told[1]
        yield Comparison(
            "comparator", "different", said, Quote(getattr(trial, alone), where), reading.part, "single group"
        )


def _known(term: Term) -> bool:
    """Whether a word of another language is one that has English ones beside it, or names a concept."""
    return term.keys[0].startswith(("=", "concept:"))


def _goes_on(reading: Reading, source: Source, end: int) -> bool:
    """Whether the record names what the words go on to: "than flooding the patient | with saline"."""
    stop = _CLAUSE.search(reading.text, end)
    after = [t for t in reading.facet(terms) if end <= t.start < (stop.start() if stop else end)]
    named = [t for t in after if t.kind != "generic" and t.keys[0] not in (*_GENERIC, *_UNSPECIFIC)]
    return any(met(term, source.facet(_held_against)) for term in named)


def _compared(reading: Reading, source: Source, against: list[Term], said: Quote) -> Comparison | None:
    denied = spoken("en", "comparison", "not-compared")
    for sentence, keys in zip(source.sentences, source.facet(sentence_terms), strict=True):
        if denied.search(sentence.text) and any(met(term, keys) for term in against):
            return Comparison("comparator", "different", said, sentence.quote, reading.part, "not compared")
    keys = source.facet(_held_against)
    named = [t for t in against if t.kind == "intervention" and t.keys[0] not in _UNSPECIFIC]
    if any(met(term, keys) and not _of_its_class(reading, term, keys) for term in named or against):
        return Comparison("comparator", "same", said, _first(source, against), reading.part)
    trial = source.trial
    if trial is not None and trial.intervention_model == "SINGLE_GROUP":
        shown = Quote(trial.intervention_model, "designInfo.interventionModel")
        return Comparison("comparator", "different", said, shown, reading.part, "single group")
    if not named and source.facet(_compares):
        return None  # "the old operation" may be what the record names otherwise
    title = source.record.passages[0] if source.record.passages else None
    shown = Quote(title.text, title.where) if title else Quote("", "")
    return Comparison("comparator", "absent", said, shown, reading.part)


def _of_its_class(reading: Reading, term: Term, keys: frozenset[str]) -> bool:
    """Whether a drug is met by the name of its class alone: "antipsychotics" do not name risperidone."""
    name = reading.text[term.start : term.end]
    return is_drug(name) and keys.isdisjoint((stem(fold(name)), stem(fold(name), reading.facet(language))))


def _compares(source: Source) -> bool:
    """Whether a record tells of any comparison: what it was made with may go by another name there."""
    trial = source.trial
    if trial is not None:
        return len(trial.arms) > 1
    return any(pattern("design", "comparison").search(sentence.text) for sentence in source.sentences)


def _held_against(source: Source) -> frozenset[str]:
    """What a record can have compared: the arms and outcomes of a trial, all that a paper names."""
    trial = source.trial
    if trial is None:
        return source.facet(everywhere)
    arms = " ".join(f"{arm.label} {arm.description}" for arm in trial.arms)
    given = " ".join(f"{item.name} {' '.join(item.other_names)} {item.description}" for item in trial.interventions)
    posted = " ".join(group for o in (trial.results.outcomes if trial.results else ()) for group in o.groups)
    named = text_keys(f"{source.record.title} {trial.official_title} {arms} {given} {posted}")
    return named | {"=control"}


def _first(source: Source, against: list[Term]) -> Quote:
    for sentence, keys in zip(source.sentences, source.facet(sentence_terms), strict=True):
        if any(met(term, keys) for term in against):
            return sentence.quote
    return Quote("", "")
