"""How a study was built, as its record shows: control, blinding, randomisation, dummies, each with the words that say so.

Trials: designModule.designInfo and the arms. Papers: publication types, and the words of title and abstract where they
leave no doubt. A record that does not say is not taken for uncontrolled or open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets.source_kind import is_case_report, kinds, pools_others
from verifier.lexicon import pattern
from verifier.model import Quote, Sentence, Source, TrialFacts

INFO = "designModule.designInfo"
_MEASURES = ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes", "outcomeMeasures", "eligibility")


class Design(NamedTuple):
    """What a record shows of its design; each a quote of the field or words that say so, None where it is silent."""

    uncontrolled: Quote | None = None
    open: Quote | None = None
    randomised: Quote | None = None
    not_randomised: Quote | None = None
    blinded: Quote | None = None
    controlled: Quote | None = None
    placebo: Quote | None = None
    no_placebo: Quote | None = None
    watched: Quote | None = None


def design(source: Source) -> Design:
    """The design of the study that a record tells of."""
    return _of_trial(source) if source.trial else _of_paper(source)


def told_random(source: Source) -> bool:
    """Whether the prose of a record tells of randomisation all the same; the time frame of a measure does not."""
    found = words(source, "randomised", "not-randomised")
    if found is None or source.trial is None:
        return found is not None
    places = {p.where for p in source.record.passages if pattern("design", "randomised").search(p.text)}
    return any(not place.startswith(_MEASURES) for place in places)


def _of_trial(source: Source) -> Design:
    """Design of a registered trial, from its fields alone."""
    trial = source.trial
    if trial is not None and trial.study_type == "OBSERVATIONAL":  # nobody is assigned to anything there
        watched = Quote(trial.study_type, "designModule.studyType")
        return Design(not_randomised=watched, no_placebo=watched, watched=watched)
    if trial is None or trial.study_type != "INTERVENTIONAL":
        return Design()
    single = trial.intervention_model == "SINGLE_GROUP"
    loose = trial.allocation == "NON_RANDOMIZED" or (single and trial.allocation in ("NA", ""))
    blinded = trial.masking in ("SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")
    return Design(
        blinded=Quote(trial.masking, f"{INFO}.maskingInfo.masking") if blinded else None,
        controlled=_compared(trial),
        placebo=_sham(trial),
        no_placebo=_without_sham(source, trial),
        uncontrolled=Quote("SINGLE_GROUP", f"{INFO}.interventionModel") if single else None,
        open=Quote("NONE", f"{INFO}.maskingInfo.masking") if trial.masking == "NONE" else None,
        randomised=Quote("RANDOMIZED", f"{INFO}.allocation") if trial.allocation == "RANDOMIZED" else None,
        not_randomised=_loose(trial.allocation, single) if loose else None,
    )


def _compared(trial: TrialFacts) -> Quote | None:
    """The arm that shows that there was something to compare with."""
    kinds = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "ACTIVE_COMPARATOR", "NO_INTERVENTION")
    arm = next((arm for arm in trial.arms if arm.type in kinds), None)
    if arm:
        return Quote(arm.type, "armsInterventionsModule.armGroups.type")
    return Quote("RANDOMIZED", f"{INFO}.allocation") if trial.allocation == "RANDOMIZED" else None


def _sham(trial: TrialFacts) -> Quote | None:
    """The arm that got something that only looks like the treatment."""
    arm = next((arm for arm in trial.arms if arm.type in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR")), None)
    if arm:
        return Quote(arm.type, "armsInterventionsModule.armGroups.type")
    named = next((given for given in trial.interventions if re.search(r"(?i)\b(?:placebo|sham)\b", given.name)), None)
    return Quote(named.name, "armsInterventionsModule.interventions.name") if named else None


def _speaks_of_sham(source: Source) -> bool:
    """Whether the record has a word of placebo or sham anywhere, whatever the types of its arms."""
    return any(
        pattern("design", "sham").search(passage.text)
        for passage in source.record.passages
        if passage.label != "eligibility"  # whom it takes says nothing of what it gives
    )


def _without_sham(source: Source, trial: TrialFacts) -> Quote | None:
    """The field that shows that nobody got a dummy treatment: one open arm alone, or arms that are all named."""
    if _sham(trial):
        return None
    if trial.intervention_model == "SINGLE_GROUP" and len(trial.arms) == 1 and trial.masking == "NONE":
        return Quote(trial.intervention_model, f"{INFO}.interventionModel")
    return None if _speaks_of_sham(source) else _others(trial)


def _others(trial: TrialFacts) -> Quote | None:
    """The arms of a trial that names them all, none of them a placebo."""
    kinds = [arm.type for arm in trial.arms if arm.type]
    return (
        Quote(kinds[-1], "armsInterventionsModule.armGroups.type") if kinds and len(kinds) == len(trial.arms) else None
    )


def _loose(allocation: str, single: bool) -> Quote:
    """The field that says that nobody was randomised."""
    if single and allocation != "NON_RANDOMIZED":
        return Quote("SINGLE_GROUP", f"{INFO}.interventionModel")
    return Quote(allocation, f"{INFO}.allocation")


def _of_paper(source: Source) -> Design:
    """Design of a paper, from its publication types and its own words."""
    paper = source.paper
    if paper is None:
        return Design()
    opened = None if words(source, "blinded") else words(source, "open")
    if source.facet(pools_others):
        return Design(open=opened if "protocol" in source.facet(kinds) else None)
    randomised = words(source, "randomised", "not-randomised")
    if "Randomized Controlled Trial" in paper.publication_types:
        randomised = Quote("Randomized Controlled Trial", "PublicationType")
    return Design(
        uncontrolled=None if randomised or source.facet(is_case_report) else _uncontrolled(source),
        open=opened,
        blinded=words(source, "said-blinded"),
        controlled=randomised or words(source, "said-controlled", "uncontrolled"),
        randomised=randomised,
        not_randomised=None if randomised else words(source, "not-randomised"),
    )


def _uncontrolled(source: Source) -> Quote | None:
    """The words by which a paper says that it had no control group."""
    plain = words(source, "uncontrolled")
    if plain or words(source, "comparison"):
        return None if words(source, "has-controls", "uncontrolled") else plain
    return words(source, "series") if words(source, "treated") else None


def words(source: Source, meaning: str, unless: str = "") -> Quote | None:
    """The first sentence of the record with a word of that meaning, skipping what `unless` reads otherwise."""
    for sentence in source.sentences:
        if sentence.label in ("background", "objective"):
            continue
        if _has(sentence, meaning, unless):
            return sentence.quote
    return None


def _has(sentence: Sentence, meaning: str, unless: str) -> bool:
    """Whether a sentence has a word of one meaning that is no part of a word of the other."""
    barred = [m.span() for m in pattern("design", unless).finditer(sentence.text)] if unless else []
    found: Iterator[re.Match[str]] = pattern("design", meaning).finditer(sentence.text)
    return any(all(m.end() <= start or m.start() >= end for start, end in barred) for m in found)
