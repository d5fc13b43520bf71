"""Whether a claim and a record are about different things, read from the comparisons of their topics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets._changed import main_effect
from verifier.facets._drugs import is_drug
from verifier.facets._terms import everywhere, met, terms
from verifier.facets._words import concepts, language
from verifier.facets.source_kind import kinds, pools_others
from verifier.model import Case, Comparison, Quote, Reading
from verifier.wording.acting import acts_now
from verifier.wording.assertion import tells_result

_APART = 0.45  # share of a clause's telling words under which the record says nothing near it
_BORNE = 0.75  # share from which the record speaks of the clause all the same: a name that is not known for what it is
_FEW, _TELLING = 6, 0.5  # telling words of a short clause, and the weight from which a word tells something
_WHOLE = 5  # sentences of an abstract that can be said not to speak of something
_READ = 3  # sentences from which a record can be said not to name something
_OF = re.compile(r"(?i)\w\s+(?:out )?of\s+(?:the\s+)?\w|\d\s*/\s*\d")  # a share told by both its numbers
_NUMBERS = 3  # numbers of a claim that one record has by no chance
_ENOUGH = 3  # telling words of a clause that can be said to be about something else
_HARDLY = 0.2  # share of them under which it is
_SPOKEN = 1  # words of English that show that a text is in English
_GUIDELINE = re.compile(r"(?i)\b(?:guidelines?|guidance|recommendations|consensus|position statement)\b")
# What bodies have of themselves: "calcium rose" tells of no treatment.
_OF_THE_BODY = frozenset(
    [
        "calcium",
        "potassium",
        "magnesium",
        "iron",
        "zinc",
        "salt",
        "sugar",
        "insulin",
        "testosterone",
        "estrogen",
        "progesterone",
        "oxytocin",
        "interferon",
    ]
) | {"growth hormone"}
_LEAD = 12  # characters that may stand before what a clause begins with
# "One jab of the enzyme": what is in it is what acts; a jab of nothing may be of anything.
_HOLDS = re.compile(r"(?i)(?:jabs?|shots?)\b|[\w -]+ of $")
_NEAR = 40  # characters before an agent in which its "by" stands
_BY = re.compile(
    r"(?i)\b(?:by|thanks to|through|durch|dank|mit|par|grâce à|por|gracias (?:a|al))\s+(?:(?:an?|the|daily|regular|drinking|eating|taking|using|wearing|das|die|den|le|la|les|el|los|du|de)\s+){0,2}$"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:the|of|in|to|and|is|are|was|were|for|with|on|by|from|that|have|has|can|than|after|an?|you|your)\b"
)


def foreign(case: Case) -> Iterator[Comparison]:
    """The statement of each clause of which a paper has hardly a telling word: no topic, no number, no name."""
    source = case.source
    if source is None or source.paper is None or len(source.sentences) < _WHOLE or case.compared("reference", "same"):
        return
    if source.facet(pools_others) or "review" in source.facet(kinds):
        return  # a review speaks of more than its abstract
    keys = source.facet(everywhere)
    own = {c.part for facet in ("condition", "intervention", "number") for c in case.compared(facet, "same", "broader")}
    for comparison in case.compared("statement"):
        reading = case.readings[comparison.part]
        near = float(comparison.detail or 0) > _HARDLY or case.compared("population", "same")
        if own or near or reading.facet(language) != "en" or len(_ENGLISH.findall(reading.text)) < _SPOKEN:
            continue
        telling = [term for term in reading.facet(terms) if term.weight >= 1]
        shared = sum(met(term, keys) for term in telling)
        if len(telling) >= _ENOUGH and shared <= _HARDLY * len(telling):
            yield comparison


def _short(case: Case, comparison: Comparison) -> bool:
    """Whether what is absent is half of what a short clause on an effect speaks of."""
    reading = case.readings[comparison.part]
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    pooled = case.source is not None and case.source.facet(pools_others)  # a review speaks of more than its abstract
    return len(telling) <= _FEW and reading.facet(tells_result) and not pooled


def whole_title(case: Case, comparison: Comparison) -> Quote:
    """What a comparison shows; where it is a piece of the record's title, the title."""
    title = case.source.record.title if case.source else ""
    return Quote(title, comparison.shown.where) if comparison.shown.text in title else comparison.shown


def elsewhere(case: Case, facet: str, other: str) -> Iterator[Comparison]:
    """The first comparison of each clause whose concepts of this facet the record does not have.

    A clause counts when none of its concepts, nor of the whole claim's, is the record's own or under one roof with it;
    concepts on which the record is silent count only where it has nothing of the claim's `other` facet either, or
    hardly any other word of the clause.
    """
    source = case.source
    if source is None or len(source.sentences) < _READ or case.compared(facet, "same", "broader"):
        return
    counted = case.compared("number")
    if len({c.said.text for c in counted}) >= _NUMBERS and all(c.relation == "same" for c in counted):
        return  # a record with every number of a claim is about it, whatever the claim calls the disease
    if any(c.detail == "fraction" and c.relation == "same" and _OF.search(c.said.text) for c in counted):
        return  # "three of eleven" is met by no chance
    foreign = case.compared(other, "different", "absent") and not case.compared(other, "same", "broader")
    apart = {c.part for c in case.compared("statement") if float(c.detail or 0) < _APART}
    borne = {c.part for c in case.compared("statement") if float(c.detail or 0) >= _BORNE}
    if _GUIDELINE.search(source.record.title):
        apart = set()  # it advises on more than its abstract tells
    seen: set[int] = set(borne)
    for comparison in case.compared(facet, "different", "absent"):
        sure = comparison.relation == "different" or foreign or comparison.part in apart or _short(case, comparison)
        if sure and comparison.part not in seen:
            seen.add(comparison.part)
            yield comparison


def acting(case: Case) -> Iterator[Comparison]:
    """The treatment that each clause says to act, where the record has no word of it: "| fasting | makes the drug work"."""
    source = case.source
    if source is None or len(source.sentences) < _READ:
        return
    stated = {c.part for facet in ("statement", "posted") for c in case.compared(facet, "same")}
    for comparison in case.compared("intervention", "different", "absent"):
        reading = case.readings[comparison.part]
        effect = reading.facet(main_effect)
        begins = effect.start if effect else len(reading.text) if acts_now(reading.text) else -1
        if begins < 0 or comparison.part in stated or not reading.facet(tells_result):
            continue
        if _drug_acts(reading, comparison.said.text, begins):
            yield comparison
            continue
        given = [hit for hit in reading.facet(concepts) if hit.kind == "intervention"]
        agent = next((hit for hit in given if _acts(reading, hit.start, begins)), None)
        if agent is None or agent.concept in _OF_THE_BODY or _HOLDS.match(reading.text, agent.start, agent.end + 4):
            continue
        named = reading.text[agent.start : agent.end] == comparison.said.text
        if named and not _in_a_longer_name(reading, agent.end, begins, source.facet(everywhere)):
            yield comparison


def _drug_acts(reading: Reading, said: str, effect: int) -> bool:
    """Whether a drug that the list does not know is what a clause says to act."""
    at = reading.text.find(said)
    listed = any(hit.start <= at < hit.end for hit in reading.facet(concepts))
    return not listed and is_drug(said) and _acts(reading, at, effect)


def of_another(case: Case) -> set[int]:
    """The clauses on another treatment than the record's: what it found of its own denies nothing of them."""
    return {c.part for c in (*elsewhere(case, "intervention", "condition"), *acting(case))}


def _acts(reading: Reading, at: int, effect: int) -> bool:
    """Whether what stands at a place is said to act: it opens a clause before its effect, or stands behind its "by"."""
    if at < effect:
        return at <= _LEAD
    return _BY.search(reading.text, max(effect, at - _NEAR), at) is not None


def _in_a_longer_name(reading: Reading, end: int, effect: int, keys: frozenset[str]) -> bool:
    """Whether the word behind a name, which the record has, is the head of it: "mask ventilation" is ventilation."""
    behind = next((term for term in reading.facet(terms) if term.start >= end), None)
    if behind is None or behind.start == effect:
        return False
    return reading.text[end : behind.start] in (" ", "-") and met(behind, keys)
