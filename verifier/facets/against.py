"""What a claim says a treatment was held against, beside what the record held it against.

Facet `against`; detail is the kind of the claim's other side: dummy, usual, nothing or treatment. `same` when the record
names it anywhere; `different` when it does not and names another side itself, in the arms of a trial or behind "versus"
and the like in a paper; nothing is said where it names none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._words import Subject, concepts, field_text, language, sentence_concepts, subject
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.vocabulary import builtin

FACETS = ("against",)

_KINDS = ("dummy", "usual", "nothing")
_READ = 5  # sentences from which a record can be said not to name something
_SIDES = ("ACTIVE_COMPARATOR", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION")
_STOP = re.compile(r"[,;:(.]|\b(?:in|at|for|after|among|when|while|but|over|bei|chez|en)\b", re.IGNORECASE)
_BARE_ARM = re.compile(
    r"(?i)controls?|arms?|groups?|cohorts?|comparat(?:or|ors|ive)|comparison|active|standard|reference|usual|the|and|part|phase|sequence|number|one|two|second"
)
_FAR = 60  # characters in which the other side is named
# "Compared with baseline", "than before", "than women": the same people at another time, or other people.
_NO_SIDE = re.compile(
    r"(?i)^\W*(?:the |their |his |her |its )?(?:baseline|before|previous\w*|earlier|expected|usual\b(?! (?:care|treat))|those who|people who"
    r"|healthy|normal|men|women|boys|girls|children|adults|\d)"
)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("against", "versus"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The other side of a clause beside the record's; nothing where either names none."""
    del today  # what was compared stays compared
    told = told_side(reading)
    if told is None or len(source.sentences) < _READ:
        return
    kind, said, concept = told
    about = source.facet(subject)
    here = _named(source, about, kind, concept)
    if here is not None:
        given = kind != "treatment" or not _only_spoken_of(source, here)
        yield Comparison("against", "same" if given else "absent", said, here, reading.part, kind)
        return
    other = source.facet(side)
    if other is not None:
        yield Comparison("against", "different", said, other, reading.part, kind)


def told_side(reading: Reading) -> tuple[str, Quote, str] | None:
    """The other side that a clause names: its kind, its words, and the concept where it is a treatment."""
    text, speech = reading.text, reading.facet(language)
    for match in spoken(speech, "against", "versus").finditer(text):
        if _NO_SIDE.match(text[match.end() :]):
            continue
        stop = _STOP.search(text, match.end() + 1, match.end() + _FAR)
        end = stop.start() if stop else min(len(text), match.end() + _FAR)
        for kind in _KINDS:
            if words := spoken(speech, "against", kind).search(text, match.end(), end):
                return kind, Quote(words[0], "claim"), ""
        hits = [h for h in reading.facet(concepts) if match.end() <= h.start < end and h.kind == "intervention"]
        if len(hits) == 1 and len([h for h in reading.facet(concepts) if h.kind == "intervention"]) > 1:
            return "treatment", Quote(text[hits[0].start : hits[0].end], "claim"), hits[0].concept
    return None


def _named(source: Source, about: Subject, kind: str, concept: str) -> Quote | None:
    """The words by which a record names that other side, anywhere."""
    if kind == "treatment":
        above = builtin().above
        near = next((c for c in about.named if c == concept or concept in above(c) or c in above(concept)), None)
        return Quote(*about.named[near]) if near else None
    return source.facet(_kinds)[kind]


def _only_spoken_of(source: Source, here: Quote) -> bool:
    """Whether a trial that lists its arms has a treatment in its summary alone: no arm was given it, by its name."""
    trial = source.trial
    if trial is None or not trial.arms or not here.where.endswith(("briefSummary", "detailedDescription")):
        return False
    given = " ".join(f"{arm.label} {arm.description} {' '.join(arm.interventions)}" for arm in trial.arms)
    given += " ".join(f" {item.name} {item.description} {' '.join(item.other_names)}" for item in trial.interventions)
    return here.text.lower() not in f"{given} {source.record.title} {trial.official_title}".lower()


def _kinds(source: Source) -> dict[str, Quote | None]:
    """For each kind of other side the first words by which a record names it, in prose, fields and arms."""
    texts = [(sentence.text, sentence.where) for sentence in source.sentences]
    texts += [(text, where) for where, text in source.facet(field_text)]
    if trial := source.trial:
        texts += [(f"{arm.type} {arm.label} {arm.description}".replace("_", " "), "armGroups") for arm in trial.arms]
        texts += [(f"{item.name} {item.description}", "interventions") for item in trial.interventions]
    return {
        kind: next((Quote(m[0], where) for text, where in texts if (m := pattern("against", kind).search(text))), None)
        for kind in _KINDS
    }


def held_against(reading: Reading) -> tuple[tuple[int, int], ...]:
    """The stretches of a clause that name what something is held against: "better than | diazepam |", "instead of | drops |"."""
    text = reading.text
    found = []
    for match in spoken(reading.facet(language), "against", "versus", "beside").finditer(text):
        stop = _STOP.search(text, match.end() + 1, match.end() + _FAR)
        found.append((match.end(), stop.start() if stop else min(len(text), match.end() + _FAR)))
    return tuple(found)


def _says_what(label: str) -> bool:
    """Whether the label of an arm says what was given there: "Control Arm" and "Group B" may have got anything."""
    if pattern("against", *_KINDS).search(label):
        return True
    words = [word for word in re.findall(r"[^\W\d_]{3,}", label) if _BARE_ARM.fullmatch(word) is None]
    return bool(words)


def side(source: Source) -> Quote | None:
    """The other side that a record names itself; None where it names none, or leaves it open."""
    if trial := source.trial:
        arms = [arm for arm in trial.arms if arm.type in _SIDES]
        if len(trial.arms) < 2 or len(arms) != 1 or not _says_what(arms[0].label):
            return None
        return Quote(arms[0].label, "armGroups.label")
    for number, sentence in enumerate(source.sentences):
        for match in pattern("against", "versus").finditer(sentence.text):
            end = match.end() + _FAR
            stop = _STOP.search(sentence.text, match.end() + 1, end)
            end = stop.start() if stop else end
            words = pattern("against", *_KINDS).search(sentence.text, match.end(), end)
            if words:
                return Quote(words[0], sentence.where)
            hits = source.facet(sentence_concepts)[number]
            hit = next((h for h in hits if match.end() <= h.start < end and h.kind == "intervention"), None)
            if hit:
                return Quote(sentence.text[hit.start : hit.end], sentence.where)
    return None
