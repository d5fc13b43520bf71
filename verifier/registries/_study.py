r"""One study of ClinicalTrials.gov as a Record: what the modules of the API's study JSON mean.

A field that a study lacks is left out of its JSON, never null, and whole modules may be missing, so every
accessor answers with an empty value. Text comes as Markdown with escapes ("\<=50") and is un-escaped once,
here. Enumerations stay in the API's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from verifier.model import (
    Arm,
    Identifier,
    Intervention,
    Link,
    Notice,
    Outcome,
    PartialDate,
    Passage,
    Record,
    Results,
    Submission,
    TrialFacts,
)
from verifier.registries._markup import unescape
from verifier.registries._results import posted_passages, posted_results

Tree = dict[str, Any]
_OUTCOMES = (("primary", "primaryOutcomes"), ("secondary", "secondaryOutcomes"), ("other", "otherOutcomes"))
# References: RESULT is named by the sponsor as reporting this trial, DERIVED was found by NLM through the number;
# BACKGROUND is literature that the protocol cites and reports nothing of the trial.
_REFERENCES = {"RESULT": "result", "DERIVED": "derived", "BACKGROUND": "background"}


def trial(study: Tree) -> Record | None:
    """Read a study; None when it does not carry an NCT number of its own."""
    protocol = branch(study, "protocolSection")
    identification = branch(protocol, "identificationModule")
    number = text(identification, "nctId")
    if not re.fullmatch(r"NCT\d{8}", number):
        return None
    facts = _facts(study, protocol)
    status = branch(protocol, "statusModule")
    title = text(identification, "briefTitle") or text(identification, "officialTitle")
    return Record(
        identifier=Identifier("NCT", number),
        kind="trial",
        title=title,
        passages=tuple(_passages(protocol, facts)),
        facts=facts,
        notices=tuple(_notices(protocol)),
        links=tuple(_links(protocol)),
        published=text(branch(status, "studyFirstPostDateStruct"), "date") or text(status, "studyFirstSubmitDate"),
        revised=text(branch(status, "lastUpdatePostDateStruct"), "date"),
        depth="posted results" if facts.results and facts.results.outcomes else "registry",
        url=f"https://clinicaltrials.gov/study/{number}",
    )


def branch(tree: Any, *keys: str) -> Tree:
    """The object below these keys, {} where there is none."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def items(tree: Any, *keys: str) -> list[Any]:
    """The list below these keys, [] where there is none."""
    found = branch(tree, *keys[:-1]).get(keys[-1])
    return found if isinstance(found, list) else []


def text(tree: Any, key: str) -> str:
    """A text field, un-escaped; "" where there is none."""
    value = tree.get(key) if isinstance(tree, dict) else None
    return unescape(value) if isinstance(value, str) else ""


def texts(tree: Any, *keys: str) -> tuple[str, ...]:
    """A list of texts, un-escaped."""
    return tuple(unescape(value) for value in items(tree, *keys) if isinstance(value, str))


# Numbers of people from here on are entries that fill a field (99999999, 188814085): nobody counted them.
_NO_COUNT = 99_999_999
# A year, with or without month and day: what the API gives as a date (partial dates are documented there).
_DATE = re.compile(r"(?:1[89]|2[01])[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def whole(tree: Any, key: str) -> int | None:
    """A whole number, None where there is none (true and false are no numbers)."""
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(tree: Any, key: str) -> bool | None:
    """A truth value, None where the registry is silent."""
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, bool) else None


def _date(tree: Tree, key: str) -> PartialDate | None:
    """A date struct; None where there is none, or what stands there is no date of the registry's form."""
    struct = branch(tree, key)
    date = text(struct, "date")
    return PartialDate(date, text(struct, "type")) if _DATE.fullmatch(date) else None


def _facts(study: Tree, protocol: Tree) -> TrialFacts:
    """All fields that checks compare, module by module."""
    results = posted_results(branch(study, "resultsSection"))
    return TrialFacts(
        **_status(branch(protocol, "statusModule")),
        **_design(branch(protocol, "designModule")),
        **_identity(protocol),
        **_subjects(study, protocol),
        **_people(protocol),
        **_annotations(study),
        has_results=flag(study, "hasResults"),
        results=results if results != Results() else None,
    )


def _status(module: Tree) -> Tree:
    return {
        "overall_status": text(module, "overallStatus"),
        "last_known_status": text(module, "lastKnownStatus"),
        "why_stopped": text(module, "whyStopped"),
        "verified": text(module, "statusVerifiedDate"),
        "start": _date(module, "startDateStruct"),
        "primary_completion": _date(module, "primaryCompletionDateStruct"),
        "completion": _date(module, "completionDateStruct"),
        "first_submitted": text(module, "studyFirstSubmitDate"),
        "first_posted": text(branch(module, "studyFirstPostDateStruct"), "date"),
        "last_update_posted": text(branch(module, "lastUpdatePostDateStruct"), "date"),
        "results_first_posted": text(branch(module, "resultsFirstPostDateStruct"), "date"),
        "expanded_access": text(branch(module, "expandedAccessInfo"), "nctId"),
    }


def _design(module: Tree) -> Tree:
    info, enrolment = branch(module, "designInfo"), branch(module, "enrollmentInfo")
    count = whole(enrolment, "count")
    return {
        "study_type": text(module, "studyType"),
        "phases": texts(module, "phases"),
        "allocation": text(info, "allocation"),
        "intervention_model": text(info, "interventionModel"),
        "masking": text(branch(info, "maskingInfo"), "masking"),
        "who_masked": texts(info, "maskingInfo", "whoMasked"),
        "primary_purpose": text(info, "primaryPurpose"),
        "observational_model": text(info, "observationalModel"),
        "patient_registry": flag(module, "patientRegistry") is True,
        "enrollment": count if count is not None and 0 <= count < _NO_COUNT else None,
        "enrollment_type": text(enrolment, "type"),
    }


def _identity(protocol: Tree) -> Tree:
    module, sponsors = branch(protocol, "identificationModule"), branch(protocol, "sponsorCollaboratorsModule")
    return {
        "acronym": text(module, "acronym"),
        "official_title": text(module, "officialTitle"),
        "organization": text(branch(module, "organization"), "fullName"),
        "org_study_id": text(branch(module, "orgStudyIdInfo"), "id"),
        "secondary_ids": tuple(filter(None, (text(entry, "id") for entry in items(module, "secondaryIdInfos")))),
        "aliases": texts(module, "nctIdAliases"),
        "lead_sponsor": text(branch(sponsors, "leadSponsor"), "name"),
        "sponsor_class": text(branch(sponsors, "leadSponsor"), "class"),
        "collaborators": tuple(filter(None, (text(entry, "name") for entry in items(sponsors, "collaborators")))),
    }


def _subjects(study: Tree, protocol: Tree) -> Tree:
    """What the trial is about: conditions, interventions, arms, outcomes."""
    conditions, arms = branch(protocol, "conditionsModule"), branch(protocol, "armsInterventionsModule")
    derived = branch(study, "derivedSection")
    return {
        "conditions": texts(conditions, "conditions"),
        "keywords": texts(conditions, "keywords"),
        "condition_mesh": _terms(derived, "conditionBrowseModule", "meshes"),
        "condition_ancestors": _terms(derived, "conditionBrowseModule", "ancestors"),
        "intervention_mesh": _terms(derived, "interventionBrowseModule", "meshes"),
        "intervention_ancestors": _terms(derived, "interventionBrowseModule", "ancestors"),
        "interventions": tuple(
            Intervention(text(i, "type"), text(i, "name"), text(i, "description"), texts(i, "otherNames"))
            for i in items(arms, "interventions")
        ),
        "arms": tuple(
            Arm(text(a, "label"), text(a, "type"), text(a, "description"), texts(a, "interventionNames"))
            for a in items(arms, "armGroups")
        ),
        "outcomes": tuple(
            Outcome(kind, text(o, "measure"), text(o, "description"), text(o, "timeFrame"))
            for kind, key in _OUTCOMES
            for o in items(protocol, "outcomesModule", key)
        ),
    }


def _terms(derived: Tree, module: str, key: str) -> tuple[str, ...]:
    return tuple(filter(None, (text(entry, "term") for entry in items(derived, module, key))))


def _people(protocol: Tree) -> Tree:
    """Who may take part and where, and what FDA has to do with it."""
    module, oversight = branch(protocol, "eligibilityModule"), branch(protocol, "oversightModule")
    return {
        "eligibility": text(module, "eligibilityCriteria"),
        "sex": text(module, "sex"),
        "minimum_age": text(module, "minimumAge"),
        "maximum_age": text(module, "maximumAge"),
        "std_ages": texts(module, "stdAges"),
        "healthy_volunteers": flag(module, "healthyVolunteers"),
        "locations": tuple(
            (text(place, "facility"), text(place, "city"), text(place, "country"))
            for place in items(protocol, "contactsLocationsModule", "locations")
        ),
        "fda_drug": flag(oversight, "isFdaRegulatedDrug"),
        "fda_device": flag(oversight, "isFdaRegulatedDevice"),
    }


def _annotations(study: Tree) -> Tree:
    """Results handed in but not posted, violations that FDA has announced, countries without sites any more."""
    module = branch(study, "annotationSection", "annotationModule")
    return {
        "removed_countries": texts(branch(study, "derivedSection", "miscInfoModule"), "removedCountries"),
        "submissions": _submissions(study),
        "fdaaa_violation": bool(branch(module, "violationAnnotation")),
    }


_EVENTS = (("releaseDate", "RELEASE"), ("unreleaseDate", "UNRELEASE"), ("resetDate", "RESET"))


def _submissions(study: Tree) -> tuple[Submission, ...]:
    """Every hand-in of results that are not posted and what became of it, the latest last; one without a date stays behind the one before it."""
    told = [
        Submission(text(entry, "type"), text(entry, "date"), f"unpostedAnnotation.unpostedEvents[{number}].date")
        for number, entry in enumerate(
            items(study, "annotationSection", "annotationModule", "unpostedAnnotation", "unpostedEvents")
        )
    ]
    known = {(one.event, one.date) for one in told}
    cycles = items(study, "derivedSection", "miscInfoModule", "submissionTracking", "submissionInfos")
    for number, cycle in enumerate(cycles):
        for key, event in _EVENTS:
            if text(cycle, key) and (event, text(cycle, key)) not in known:
                told.append(Submission(event, text(cycle, key), f"submissionTracking.submissionInfos[{number}].{key}"))
    latest, dated = "", []
    for one in told:
        latest = one.date or latest
        dated.append((latest, one))
    return tuple(one for _, one in sorted(dated, key=lambda pair: pair[0]))


def _passages(protocol: Tree, facts: TrialFacts) -> Iterator[Passage]:
    """The study's prose in reading order, each piece under its field's name."""
    identification, description = branch(protocol, "identificationModule"), branch(protocol, "descriptionModule")
    for key, label in (("briefTitle", "title"), ("officialTitle", "title")):
        if words := text(identification, key):
            yield Passage(key, words, label)
    for key in ("briefSummary", "detailedDescription"):
        if words := text(description, key):
            yield Passage(key, words, "summary" if key == "briefSummary" else "description")
    if facts.why_stopped:
        yield Passage("whyStopped", facts.why_stopped, "why stopped")
    if facts.conditions:
        yield Passage("conditions", "; ".join(facts.conditions), "conditions")
    for number, entry in enumerate(facts.interventions):
        names = [entry.name, *entry.other_names]
        yield Passage(
            f"interventions[{number}]", _joined(_kind(entry.type), ", ".join(names), entry.description), "intervention"
        )
    for number, arm in enumerate(facts.arms):
        yield Passage(f"armGroups[{number}]", _joined(_kind(arm.type), arm.label, arm.description), "arm")
    counts = dict.fromkeys(("primary", "secondary", "other"), 0)
    for outcome in facts.outcomes:
        where = f"{outcome.kind}Outcomes[{counts[outcome.kind]}]"
        counts[outcome.kind] += 1
        frame = f"[{outcome.time_frame}]" if outcome.time_frame else ""
        yield Passage(
            where,
            " ".join(filter(None, (_joined("", outcome.measure, outcome.description), frame))),
            f"{outcome.kind} outcome",
        )
    if facts.eligibility:
        yield Passage("eligibilityCriteria", facts.eligibility, "eligibility")
    if population := text(branch(protocol, "eligibilityModule"), "studyPopulation"):
        yield Passage("studyPopulation", population, "eligibility")
    if facts.results:
        yield from posted_passages(facts.results)


def _kind(word: str) -> str:
    """An enumeration's word as people write it: ACTIVE_COMPARATOR -> Active comparator."""
    return word.replace("_", " ").capitalize()


def _joined(kind: str, name: str, description: str) -> str:
    """Join to `Drug: Remdesivir. Given intravenously ...`, with what is there."""
    head = f"{kind}: {name}" if kind and name else kind or name
    if not description or description == name:
        return head
    return f"{head}{'' if head.endswith(('.', '?', '!')) else '.'} {description}" if head else description


def _links(protocol: Tree) -> Iterator[Link]:
    """Papers that the record names, with what they are to the trial."""
    for number, reference in enumerate(items(protocol, "referencesModule", "references")):
        pmid, kind = text(reference, "pmid"), _REFERENCES.get(text(reference, "type"), "background")
        if re.fullmatch(r"[1-9]\d{0,7}", pmid):
            where = f"references[{number}]"
            yield Link(kind, Identifier("PMID", pmid), where, text(reference, "citation"))


def _notices(protocol: Tree) -> Iterator[Notice]:
    """Retractions of papers that report the trial, as the record itself carries them."""
    for number, reference in enumerate(items(protocol, "referencesModule", "references")):
        for entry in items(reference, "retractions"):
            words = " ".join(filter(None, (text(reference, "citation"), text(entry, "source"))))
            yield Notice("retracted-reference", f"references[{number}].retractions", words, text(reference, "pmid"))
