"""How a study was built: control, blinding, randomisation; what claim and record say of it.

Trials: designModule.designInfo. Papers: publication types, and the words of title and abstract where they leave
no doubt. A record that does not say is not taken for uncontrolled or open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from verifier.facets._built import INFO, Design, design, told_random, words
from verifier.facets._denial import denied_around
from verifier.facets._fields import fields
from verifier.facets._told import told
from verifier.facets._whom_masked import kept_from, of_the_field, unseeing
from verifier.facets._words import concepts
from verifier.lexicon import Gate, Guarded, pattern
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.assertion import strength, tells_result

FACETS = ("control", "blinding", "randomisation", "design")
_TYPES = {"type-observing": "OBSERVATIONAL", "type-intervening": "INTERVENTIONAL"}
_OTHER_KIND = {"INTERVENTIONAL": "called-observational", "OBSERVATIONAL": "called-interventional"}
_CITED = re.compile(r"^\s*[\[(](?:\d{1,3}|NCT\d{8})[\])]")
# Who calls a study double-blind means two parties and more.
_BLIND = {"single": frozenset({"SINGLE"}), "double": frozenset({"DOUBLE", "TRIPLE", "QUADRUPLE"})}
_NONE = re.compile(
    r"(?i)\b(?:no|not|n't|without|lack\w*|neither|never|nothing|nobody|none|nor|no one|ohne|kein\w*|sans|pas de|sin)\s+(?:\w+\s+){0,2}$"
)
_AGAINST = Guarded(  # what one thing is tried against: "compares A with", "A versus", "tested against"
    re.compile(
        r"(?i)\b(?:versus|vs\.?|(?:compar(?:e[sd]?|ing|ison)|pit(?:s|ted)?|weigh(?:s|ed)|rac(?:es|ed))\b[^.;:]{0,80}?\b(?:against|with|to|versus)"
        r"|(?:test(?:s|ed)?|tries|tried|randomi[sz](?:es|ed)|set|sets|trial of|study of)\b[^.;:]{0,80}?\b(?:against|versus))\s+"
    ),
    r"versus|vs|against|compar\w+|pit\w*|weigh\w+|rac(?:es|ed)",
)
_EARLIER = re.compile(
    r"(?i)\b(?:histor\w*|past|earlier|before|baseline|previous\w*|records|registr\w+|itself|themselves)\b"
)
_MEANT = ("blinded", "open", "controlled", "uncontrolled", "placebo", "no-placebo")
_SAID = tuple(f"said-{meaning}" for meaning in _MEANT)
_SET_OFF = r"unlike|in contrast (?:to|with)|contrary to|anders als|im gegensatz zu|contrairement aux?|a diferencia de"
_SET_OFF_BEFORE = re.compile(
    rf"(?i)\s*(?:{_SET_OFF}|after|following|building on)\b[^,.;]*,"
)  # "unlike earlier trials, ..."
_SET_OFF_BEHIND = Guarded(
    re.compile(rf"(?i),?\s*\b(?:{_SET_OFF}|as opposed to)\b[^,.;]*$"), f"{_SET_OFF}|as opposed".replace(" ", r"\s+")
)
_SHORT = 40  # characters of a clause that may tell the number of groups alone
_NUMBERS = (  # one, two ... as [arms] has them
    frozenset({"one", "single", "1", "ein", "eine", "einarmig", "un"}),
    frozenset({"two", "2", "zwei", "deux", "dos"}),
    frozenset({"three", "3", "drei", "trois", "tres"}),
    frozenset({"four", "4", "vier", "quatre", "cuatro"}),
    frozenset({"five", "5"}),
    frozenset({"six", "6"}),
)
_NEAR = 24  # characters between "against" and what it is
_BELIEF = re.compile(r"(?i)[- ](?:effects?|response|responders?|answer)\b")  # "a placebo effect" names no group


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Weak design beside a claim that tells a result, and design words of the claim beside the record's."""
    del today
    shown = source.facet(design)
    weak = shown.uncontrolled or shown.open
    if weak and reading.facet(tells_result) and not pattern("design", "owned").search(reading.text):
        part, said = reading.part, Quote(reading.text, "claim")
        if shown.uncontrolled:
            yield Comparison("control", "narrower", said, shown.uncontrolled, part, reading.facet(strength))
        if shown.open:
            yield Comparison("blinding", "narrower", said, shown.open, part, reading.facet(strength))
    yield from _called(reading, source)
    if source.trial and reading.facet(told):
        return  # read by `plainly`
    signs = _signs().may_match(reading.text) and not _elsewhere(reading.text)
    if signs:
        yield from _claimed(reading, source, shown)
        yield from _randomisation(reading, source, shown)
    if reading.facet(fields):
        yield from _typed(reading, source)
    if signs:
        yield from _watched(reading, source)
        yield from _arms(reading, source)
        yield from _set_against(reading, source, shown)


@cache
def _signs() -> Gate:
    """The words without which a clause tells nothing of a design, its labelled fields aside."""
    random = ("randomised", "not-randomised", "said-random")
    return Gate(pattern("design", *_SAID, *random, "said-unassigned", "said-observational", "arms"), _AGAINST)


def _elsewhere(text: str) -> bool:
    """Whether a clause tells of another study, or of a part of its own: what it says of the design is said of that.

    What it only sets its study off from ("unlike an earlier trial, ...") is passed over.
    """
    before = _SET_OFF_BEFORE.match(text)
    told = text[before.end() :] if before else text
    told = _SET_OFF_BEHIND.compiled.sub("", told) if _SET_OFF_BEHIND.may_match(text) else told
    return pattern("design", "elsewhere").search(told) is not None


def _set_against(reading: Reading, source: Source, shown: Design) -> Iterator[Comparison]:
    """A treatment that the clause says another one is tried against, beside a trial of one arm."""
    trial = source.trial
    if trial is None or shown.uncontrolled is None or shown.controlled or len(trial.arms) > 1:
        return
    for match in _AGAINST.finditer(reading.text):
        given = (hit for hit in reading.facet(concepts) if hit.kind in ("intervention", "generic"))
        other = next((hit for hit in given if match.end() <= hit.start <= match.end() + _NEAR), None)
        if other is not None and not _EARLIER.search(reading.text):
            said = Quote(reading.text[match.start() : other.end], "claim")
            yield Comparison("control", "different", said, shown.uncontrolled, reading.part, "compared")
            return


def _typed(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The kind of study, or its masking, under its label ("Study type: observational") beside the record's."""
    trial = source.trial
    for field in reading.facet(fields) if trial and trial.study_type else ():
        told = next((name for name in _TYPES if pattern("fields", name).match(field.value)), "")
        if field.kind == "type" and told and trial:
            relation = "same" if trial.study_type == _TYPES[told] else "different"
            shown = Quote(trial.study_type, "designModule.studyType")
            yield Comparison("design", relation, Quote(field.value, "claim"), shown, reading.part, told)
        if field.kind == "masking" and trial and (relation := of_the_field(field.value, trial)):
            shown = Quote(trial.masking, f"{INFO}.maskingInfo.masking")
            yield Comparison("blinding", relation, Quote(field.value, "claim"), shown, reading.part, "field")


def _called(reading: Reading, source: Source) -> Iterator[Comparison]:
    """The study called in passing by a kind that it is not of: "this observational study began in 2017"."""
    trial = source.trial
    other = _OTHER_KIND.get(trial.study_type) if trial else None
    found = pattern("design", other).search(reading.text) if other else None
    if trial is None or found is None or _elsewhere(reading.text):
        return
    beside = f"{reading.text[: found.start()]} {_CITED.sub('', reading.text[found.end() :])}"
    others = pattern("design", "any-study").compiled.findall(beside)
    if not any(other.islower() or other.startswith("NCT") for other in others):  # else it may be one within a trial
        shown = Quote(trial.study_type, "designModule.studyType")
        yield Comparison("design", "different", Quote(found[0], "claim"), shown, reading.part, "called")


def _watched(reading: Reading, source: Source) -> Iterator[Comparison]:
    """That nobody is assigned to anything ("no treatment assigned") beside the kind of study that the record has."""
    trial = source.trial
    found = pattern("design", "said-unassigned", "said-observational").search(reading.text)
    if trial is None or found is None or trial.study_type not in _TYPES.values():
        return
    shown = Quote(trial.study_type, "designModule.studyType")
    if trial.study_type == "OBSERVATIONAL":
        yield Comparison("design", "same", Quote(found[0], "claim"), shown, reading.part, "type-observing")
    elif pattern("design", "said-unassigned").search(reading.text) and trial.allocation == "RANDOMIZED":
        yield Comparison("design", "different", Quote(found[0], "claim"), shown, reading.part, "type-observing")


def _arms(reading: Reading, source: Source) -> Iterator[Comparison]:
    """A clause that tells the number of groups alone ("One arm") beside the arms of a trial."""
    trial = source.trial
    short = trial is not None and len(reading.text) <= _SHORT
    found = pattern("design", "arms").fullmatch(reading.text.strip(" .;:")) if short else None
    if trial is None or found is None or not trial.intervention_model:
        return
    word = re.split(r"[ -]", found[0].lower())
    number = next((n for n, names in enumerate(_NUMBERS, 1) if not names.isdisjoint(word)), 1)
    single = trial.intervention_model == "SINGLE_GROUP"
    shown = Quote(trial.intervention_model, f"{INFO}.interventionModel")
    same = single if number == 1 else len(trial.arms) == number
    against = (number == 1 and trial.allocation == "RANDOMIZED") or (number > 1 and single and len(trial.arms) == 1)
    relation = "same" if same else "different" if against else "absent"
    yield Comparison("design", relation, Quote(found[0], "claim"), shown, reading.part, "arms")


def _claimed(reading: Reading, source: Source, shown: Design) -> Iterator[Comparison]:
    """Blinding and control as the claim has them ("double-blind", "placebo-controlled", "single-arm")."""
    called = {meaning: found for meaning in _MEANT if (found := _said(reading.text, meaning))}
    if not called:
        return
    rows = (
        ("blinding", "blinded", shown.blinded, shown.open or shown.watched),
        ("blinding", "open", shown.open, shown.blinded),
        ("control", "controlled", shown.controlled, shown.uncontrolled),
        ("control", "uncontrolled", shown.uncontrolled, shown.controlled),
        ("control", "placebo", shown.placebo, shown.no_placebo),
        ("control", "no-placebo", shown.no_placebo, shown.placebo),
    )
    both = "blinded" in called and "open" in called
    for facet, meaning, agrees, excludes in rows:
        found = called.get(meaning)
        if facet == "blinding" and both:  # a blinded trial with an open part
            continue
        if found and (agrees or excludes):
            said, quote = Quote(found[0], "claim"), agrees or excludes
            if meaning == "controlled" and source.paper and pattern("design", "sham").search(found[0]):
                quote = words(source, "sham") or quote
            if quote:
                relation = "same" if agrees else "different"
                if meaning == "blinded" and agrees:
                    relation = _parties(found[0], agrees, source)
                    relation = (
                        unseeing(reading.text, _undenied(reading.text, meaning), source)
                        if relation == "same"
                        else relation
                    )
                elif meaning == "open" and excludes and not agrees:
                    relation, quote = kept_from(found[0], source, excludes)
                relation = "absent" if denied_around(reading.text, found) else relation
                yield Comparison(facet, relation, said, quote, reading.part, meaning)


def _parties(words: str, masking: Quote, source: Source) -> str:
    """How "single-blind" or "double-blind" stands to the masking in a trial's field; its own prose may say it as well."""
    told = next((name for name in _BLIND if pattern("design", f"{name}-blind").search(words)), "")
    fitting = _BLIND.get(told, frozenset({masking.text}))
    if masking.text in fitting or not masking.where.startswith("designModule"):
        return "same"
    own = any(pattern("design", f"{told}-blind").search(passage.text) for passage in source.record.passages)
    return "same" if own else "different"


def _said(text: str, meaning: str) -> re.Match[str] | None:
    """The first word for a design that the clause does not deny ("without a control group" tells of none)."""
    return next(_undenied(text, meaning), None)


def _undenied(text: str, meaning: str) -> Iterator[re.Match[str]]:
    """The words for a design that the clause does not deny."""
    denies = meaning in ("uncontrolled", "no-placebo", "open")
    for match in pattern("design", f"said-{meaning}").finditer(text):
        if meaning == "placebo" and _BELIEF.match(text, match.end()):
            continue
        if denies or not _NONE.search(text[max(0, match.start() - 24) : match.start()]):
            yield match


def _randomisation(reading: Reading, source: Source, shown: Design) -> Iterator[Comparison]:
    """Words of randomisation in the claim beside the record's; only where the claim says it of the study cited."""
    text = reading.text
    against = pattern("design", "not-randomised").search(text)
    if against:
        said = Quote(against[0], "claim")
        if shown.not_randomised:
            yield Comparison("randomisation", "same", said, shown.not_randomised, reading.part, "not-randomised")
        elif shown.randomised:
            yield Comparison("randomisation", "different", said, shown.randomised, reading.part, "not-randomised")
        return
    told_of = pattern("design", "sampled-at-random").sub("", text)
    found = pattern("design", "randomised", "said-random").search(told_of)
    if found and not _NONE.search(told_of[max(0, found.start() - 24) : found.start()]):
        said = Quote(found[0], "claim")
        if shown.randomised:
            relation = "absent" if denied_around(told_of, found) else "same"
            yield Comparison("randomisation", relation, said, shown.randomised, reading.part, "randomised")
        elif shown.not_randomised:
            relation = "absent" if told_random(source) or denied_around(told_of, found) else "different"
            yield Comparison("randomisation", relation, said, shown.not_randomised, reading.part, "randomised")
