"""Who was studied: the age group and sex of the claim beside those of the record, and the animals that it names.

Facet `population`. A trial's own fields decide (stdAges, sex); for a paper the headings of MeSH do, and only where
its text does not name the group, or its own count of people does ("679 men"). `different` means that the record leaves
the claimed people out altogether; with the detail "animal", that a paper has no word of any animal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._told import told
from verifier.facets._words import language
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.assertion import tells_of_the_study

FACETS = ("population",)

_GROUPS = ("child", "adult", "male", "female")
_MESH = {
    "child": ("Child", "Child, Preschool", "Infant", "Infant, Newborn", "Adolescent"),
    "adult": ("Adult", "Aged", "Middle Aged", "Young Adult", "Aged, 80 and over"),
    "male": ("Male",),
    "female": ("Female",),
}
_COUNT = re.compile(r"(?<![\d.])\d{2,}\s+(?:[\w-]+\s+){0,3}$")  # "679 men", "102 healthy men"
_WHOLE = 4  # sentences of a record, its title among them, that can be said not to name an animal
_RIVALS = {"child": "adult", "adult": "child", "male": "female", "female": "male"}
_DENIED = re.compile(
    r"(?i)(?:\bnot|\bno|\bnon|\bnone|\bexcept|\bwithout|\bunlike|\bkein\w*|\bnicht|\bsans|\bsin|\bthan|\bown)\W+(?:\w+\W+){0,3}$"
)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("people", *_GROUPS), pattern("species", "beasts"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each group of people that the clause names beside the record's."""
    del today  # the people studied do not change
    speech = reading.facet(language)
    grouped = spoken(speech, "people", *_GROUPS).search(reading.text) is not None
    if grouped and source.trial and (pattern("people", "admits").search(reading.text) or reading.facet(told)):
        return  # who could take part is read by `eligibility`
    for group in _GROUPS if grouped else ():
        match = spoken(speech, "people", group).search(reading.text)
        shown = source.facet(_groups)[group] if match else None
        if match is None or shown is None or _DENIED.search(reading.text[: match.start()]):
            continue
        relation, quote = shown
        yield Comparison("population", relation, Quote(match[0], "claim"), quote, reading.part, group)
    yield from _animals(reading, source)


def _animals(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The animals of which a clause tells something, beside a paper that has no word of any."""
    paper = source.paper
    if paper is None or len(source.sentences) < _WHOLE:
        return
    named = spoken(reading.facet(language), "species", "beasts").search(reading.text)
    if (
        named is None
        or reading.facet(tells_of_the_study)
        or _DENIED.search(reading.text[: named.start()])
        or "Animals" in {h.name for h in paper.mesh}
    ):
        return
    text = " ".join(sentence.text for sentence in source.sentences)
    if pattern("species", "animals", "beasts", "laboratory-animals", "not-in-people").search(text):
        return
    shown = Quote(source.sentences[0].text, source.sentences[0].where)
    yield Comparison("population", "different", Quote(named[0], "claim"), shown, reading.part, "animal")


def _groups(source: Source) -> dict[str, tuple[str, Quote] | None]:
    """How the record stands to each group, and the words of it that tell so; None where it tells nothing."""
    return {group: _shown(source, group) for group in _GROUPS}


def _shown(source: Source, group: str) -> tuple[str, Quote] | None:
    if trial := source.trial:
        return _trial_people(source, group) if trial.sex or trial.std_ages else None
    paper = source.paper
    if paper is None:
        return None
    named = {heading.name for heading in paper.mesh}
    if named & set(_MESH[group]):
        heading = next(name for name in _MESH[group] if name in named)
        return "same", Quote(heading, "MeshHeading")
    words = pattern("people", group)
    for sentence in source.sentences:
        if match := words.search(sentence.text):
            return "same", Quote(match[0], sentence.where)
    rival = next((name for name in _MESH[_RIVALS[group]] if name in named), None)
    if rival:
        return "different", Quote(rival, "MeshHeading")
    return _counted(source, _RIVALS[group]) if group in ("male", "female") and not named else None


def _counted(source: Source, rival: str) -> tuple[str, Quote] | None:
    """The sentence in which a paper without headings counts men, or women, and so none of the others."""
    words = pattern("people", rival)
    for sentence in source.sentences:
        if (found := words.search(sentence.text)) and _COUNT.search(sentence.text, 0, found.start()):
            return "different", Quote(found[0], sentence.where)
    return None


def _trial_people(source: Source, group: str) -> tuple[str, Quote] | None:
    trial = source.trial
    assert trial is not None
    if group in ("male", "female"):
        if trial.sex in ("", "ALL"):
            return ("same", Quote(trial.sex, "sex")) if trial.sex else None
        return ("same" if trial.sex.lower() == group else "different"), Quote(trial.sex, "sex")
    if not trial.std_ages:
        return None
    wanted = {"CHILD"} if group == "child" else {"ADULT", "OLDER_ADULT"}
    quote = Quote(", ".join(trial.std_ages), "stdAges")
    if wanted & set(trial.std_ages):
        return "same", quote
    if group == "child" and re.fullmatch(r"(?:1[0-7]|[0-9]) Years?", trial.minimum_age):
        return "same", Quote(trial.minimum_age, "minimumAge")
    limit = ("minimumAge", trial.minimum_age) if group == "child" else ("maximumAge", trial.maximum_age)
    return "different", Quote(limit[1], limit[0]) if limit[1] else quote  # the limit itself says more than its group
