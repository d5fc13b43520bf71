"""Who is compared with whom: the two sides of a clause beside the two sides of a sentence.

"Lower after miscarriage than after birth" is not borne out by "lower after birth": that the words meet is not enough
where a clause sets one thing against another.
"""

from __future__ import annotations

import re

from verifier.facets._changed import parts
from verifier.facets._direction import Stand
from verifier.facets._effects import Effect, claimed, stated
from verifier.facets._terms import Term, keys_between, met, terms
from verifier.facets._words import language
from verifier.lexicon import spoken
from verifier.model import Reading, Source
from verifier.wording.assertion import tells_of_the_study

_THAN = re.compile(
    r"(?i)\b(?:than|(?:when |as )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to|\d times (?:that of|the|as|more|higher|greater)?|rather than|instead of|(?:superior|inferior|preferable) to|outperform\w*|beats?|surpass\w*)\b"
)
_CONTROLS = re.compile(r"(?i)\b(?:placebo|sham|controls?|usual care|untreated|vehicle|saline|dummy|wait\w*)\b")
# Sides that every controlled study has, named or not.
_USUAL = frozenset(
    {
        "=placebo",
        "=usual",
        "=before",
        "control",
        "=compare",
        "=random",
        "=alone",
        "nothing",
        "=treat",
        "=drug",
        "=trial",
        "=wait",
        "list",
    }
)
_TELLING = 0.5
_OPPOSITE = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_TAIL = re.compile(r"(?i)[,;:(]|\b(?:for|in|with|at|on|regarding|pour|dans|en|sur|para|chez)\b|$")
_GIVEN = ("intervention", "generic")
_GROUPS = ("child", "adult", "male", "female")


def compares(reading: Reading) -> re.Match[str] | None:
    """Where a clause sets one thing against another, in its own language."""
    speech = reading.facet(language)
    if speech == "en":
        return _THAN.search(reading.text)
    return spoken(speech, "direction", "than").search(reading.text)


def controls_ahead(reading: Reading) -> bool:
    """Whether a clause says that the control did better or worse than what was tried: "placebo did better than the drug"."""
    than = compares(reading)
    if than is None:
        return False
    before = [term for term in reading.facet(terms) if term.start < than.start() and term.kind in _GIVEN]
    return bool(before) and all("=placebo" in term.keys for term in before)


def says_than(reading: Reading) -> bool:
    """Whether a clause says who had more or less than whom."""
    return spoken(reading.facet(language), "direction", "than").search(reading.text) is not None


def tells_who(reading: Reading) -> bool:
    """Whether a clause tells who did better than whom; a trial that compares the two of them tells nothing yet."""
    plans = reading.citation.identifier.scheme == "NCT" and tells_of_the_study(reading)
    return says_than(reading) and not plans


def in_order(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence sets the same things against each other, in the clause's order; True where it sets none."""
    than = compares(reading)
    if than is None:
        return True
    if ".analyses[" in source.sentences[number].where:
        return False  # "placebo versus drug: P<0.001" tells nothing of who did better
    text = source.sentences[number].text
    apart = _people(reading.text, than, reading.facet(language))
    if apart and not any(apart & _people(text, there, "en") for there in _THAN.finditer(text)):
        return False
    outcome = reading.facet(parts).outcome
    turns = [(effect.start, effect.end) for effect in reading.facet(claimed)]
    told = [term for term in reading.facet(terms) if term.weight >= _TELLING and term.start >= than.end()]
    told = [term for term in told if not any(start <= term.start < end for start, end in turns)]
    tail = _TAIL.search(reading.text, than.end())
    behind = [term for term in told if _superior(than) and tail is not None and term.start < tail.start()]
    behind = behind or [term for term in told if term not in outcome]
    behind = [term for term in behind if _USUAL.isdisjoint(term.keys)]
    if not behind:
        return True
    return any(_sided(source, number, there, behind) for there in _THAN.finditer(text))


def both_ways(own: tuple[Effect, ...], there: tuple[Effect, ...]) -> bool:
    """Whether a sentence has the opposite of an effect beside it, and the clause has only the one: whose it is stays open."""
    senses, said = {effect.sense for effect in there}, {effect.sense for effect in own}
    if any(_OPPOSITE.get(sense, "") in senses - said for sense in said):
        return True
    worths = {effect.worth for effect in there if effect.sense in said} - {0}
    return any(-effect.worth in worths for effect in there if effect.sense not in said)


def of_controls(reading: Reading, source: Source, way: Stand) -> bool:
    """Whether the effect that agrees is that of the controls alone: "improved with the drug and declined with placebo"."""
    if way.relation != "same" or way.effect is None or way.effect.end == 0 or _CONTROLS.search(reading.text):
        return False
    listed, text = source.facet(stated)[way.sentence], source.sentences[way.sentence].text
    others = [one for one in listed if one.sense not in ("null", way.effect.sense)]
    left = max([0, *(one.end for one in others if one.end <= way.effect.start)])
    right = min([len(text), *(one.start for one in others if one.start >= way.effect.end)])
    own = _CONTROLS.search(text, max(left, way.effect.start), right)
    return bool(others) and own is not None and not _THAN.search(text, way.effect.end, own.end())


def turned_round(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence sets the same things against each other the other way round, so that its opposite says the same.

    "B had less than A" is what "A had more than B" says: what the clause has before its "than" stands behind that of the
    sentence, or what it has behind stands before; and nothing stands on its own side.
    """
    than = compares(reading)
    if than is None:
        return False
    outcome = reading.facet(parts).outcome
    told = [t for t in reading.facet(terms) if t.weight >= _TELLING and t not in outcome and _USUAL.isdisjoint(t.keys)]
    told = [t for t in told if not any(effect.start <= t.start < effect.end for effect in reading.facet(claimed))]
    ahead = [term for term in told if term.start < than.start()]
    behind = [term for term in told if term.start >= than.end()]
    ahead, behind = _only(ahead, behind), _only(behind, ahead)
    return any(
        _crossed(source, number, there, ahead, behind) for there in _THAN.finditer(source.sentences[number].text)
    )


def _crossed(source: Source, number: int, there: re.Match[str], ahead: list[Term], behind: list[Term]) -> bool:
    first = keys_between(source, number, 0, there.start())
    last = keys_between(source, number, there.end(), len(there.string))
    own = [*((t, first, last) for t in ahead), *((t, last, first) for t in behind)]
    if any(met(term, here) and not met(term, beyond) for term, here, beyond in own):
        return False
    return any(met(term, beyond) and not met(term, here) for term, here, beyond in own)


def _only(own: list[Term], others: list[Term]) -> list[Term]:
    """The terms of one side of a clause that the other side has not."""
    keys = {key for term in others for key in term.keys}
    return [term for term in own if keys.isdisjoint(term.keys)]


def _superior(than: re.Match[str]) -> bool:
    """Whether one thing is called better than another outright, so that the other stands right behind."""
    return than[0].lower().startswith(("superior", "supérieur", "inferior", "inférieur"))


def _people(text: str, than: re.Match[str], speech: str) -> set[str]:
    """The groups of people, by sex and age, that only stand behind a "than": "men drank more than women"."""
    found = {group: spoken(speech, "people", group) for group in _GROUPS}
    return {
        group
        for group, words in found.items()
        if words.search(text, than.end()) and not words.search(text, 0, than.start())
    }


def _sided(source: Source, number: int, there: re.Match[str], behind: list[Term]) -> bool:
    """Whether what the clause has behind its "than" stands behind that of the sentence, and not before it."""
    after = keys_between(source, number, there.end(), len(there.string))
    before = keys_between(source, number, 0, there.start())
    return any(met(term, after) and not met(term, before) for term in behind)
