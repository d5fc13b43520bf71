"""The words that all reports for people share: names of outcomes, facets and relations, signs beside colours."""

from __future__ import annotations

import re
from itertools import pairwise

from verifier.identifiers.printed import SCHEME as WORK
from verifier.model import Citation, OtherFound
from verifier.reports._order import Run

# A sign for each outcome, so that colour is never the only mark.
SIGNS = {
    "supported": "✓",
    "unknown": "?",
    "overstated": "▲",
    "unsupported": "○",
    "contradicted": "✗",
    "broken": "⚠",
}
MEANINGS = {
    "supported": "the source says it, at that strength",
    "unknown": "it could not be decided; the reason is given",
    "overstated": "the source says something weaker or narrower",
    "unsupported": "the source does not speak to the claim",
    "contradicted": "the source says otherwise",
    "broken": "the identifier is malformed, not in the registry, or belongs to another work",
}
RELATIONS = {
    "same": "the same",
    "narrower": "the record covers less",
    "broader": "the record covers more",
    "different": "not the same",
    "absent": "the record says nothing on it",
}
# In the order of weight, the least first.
RELATION_SIGNS = {"absent": "·", "same": "=", "broader": "›", "narrower": "‹", "different": "≠"}
LEVEL_SIGNS = {"error": "✗", "warning": "▲", "note": "•"}
FACETS = {
    "status": "Status",
    "enrolment": "Number of people",
    "size": "Size",
    "control": "Control group",
    "blinding": "Blinding",
    "randomisation": "Randomisation",
    "results": "Results",
    "notice": "Notice",
    "phase": "Phase",
    "sponsor": "Sponsor",
    "title": "Title",
    "design": "Design",
    "species": "Species",
    "direction": "Direction",
    "certainty": "Certainty",
    "numbers": "Figures",
    "condition": "Condition",
    "place": "Place",
    "endpoint": "Registered outcome",
    "date": "Date",
    "eligibility": "Who could take part",
    "against": "Compared with",
    "safety": "Harm",
    "intervention": "Treatment",
    "outcome": "Outcome",
    "population": "Population",
    "approval": "Approval",
    "reference": "Work named",
    "posted": "Posted result",
    "number": "Figure",
}
# The registries' field names in words; a name that is not here stands as it is.
FIELDS = {
    "statusModule.overallStatus": "overall status",
    "statusModule.whyStopped": "why it stopped",
    "statusModule.statusVerifiedDate": "last verified",
    "designModule.enrollmentInfo.count": "number of people",
    "designModule.phases": "phase",
    "designModule.designInfo.maskingInfo.masking": "masking",
    "designModule.designInfo.interventionModel": "intervention model",
    "designModule.designInfo.allocation": "allocation",
    "designModule.studyType": "study type",
    "sponsorCollaboratorsModule.leadSponsor.name": "lead sponsor",
    "hasResults": "results posted",
    "statusModule.startDateStruct": "start",
    "statusModule.completionDateStruct": "end",
    "statusModule.primaryCompletionDateStruct": "primary completion",
    "contactsLocationsModule.locations": "sites",
    "contactsLocationsModule.locations.country": "countries of the sites",
    "contactsLocationsModule.locations.city": "towns of the sites",
    "contactsLocationsModule.locations.facility": "sites",
    "derivedSection.miscInfoModule.removedCountries": "countries without sites any more",
    "sponsorCollaboratorsModule.collaborators.name": "collaborators",
    "eligibilityModule.healthyVolunteers": "healthy volunteers",
    "minimumAge": "lowest age",
    "maximumAge": "highest age",
    "stdAges": "age groups",
    "conditions": "conditions",
    "briefTitle": "title",
    "ArticleTitle": "title",
    "page": "on the page",
    "claim": "in the claim",
}


# Places of a record that are tables: what is shown of them is put into words here, and is nobody's sentence.
_TABLES = re.compile(r"outcomeMeasures\[\d+\](?:\.analyses\[\d+\])?|adverseEvents\.eventGroups\[\d+\]|participantFlow")


def cited(words: str, where: str) -> str:
    """Words of a record in quotation marks; what a table of results shows goes without."""
    return words if is_table(where) else f"“{words}”"


def is_table(where: str) -> bool:
    """Whether a place of a record is a table of results."""
    return _TABLES.fullmatch(where) is not None


def amount(number: int, noun: str, plural: str = "") -> str:
    """Give "1 document", "2 documents"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def tally(run: Run) -> str:
    """What a run looked at: documents, citations and the identifiers they name."""
    identifiers = len({verdict.citation.identifier for verdict in run.verdicts})
    known = f" ({run.counts.known:,} more, known from a baseline, are not told)" if run.counts.known else ""
    return (
        f"{amount(len(run.documents), 'document')}, {amount(len(run.verdicts), 'citation')} "
        f"of {amount(identifiers, 'identifier')}{known}"
    )


def silence(run: Run) -> str:
    """Why nothing is told of a document that was read."""
    if run.counts.known:
        return "nothing that the baseline does not know"
    return "no PMID or NCT number stands beside a claim"


def standing(other: OtherFound) -> str:
    """What became of another registry's number, or of a work printed without one: never more than is known."""
    aside = other.aside
    if other.resolved is not None:
        return f"is {other.resolved}, and was checked as that"
    if aside.candidates:
        named = " or ".join(str(candidate) for candidate in aside.candidates)
        return (
            f"is printed without a number and may be {named}, which was not checked: compare it, then print the number"
        )
    if other.mention.scheme == WORK:
        return f"is printed without a number; which PMID it may have: {aside.note or 'not asked'}"
    return f"was not checked; its PMID: {aside.note}" if aside.note else "is another registry's and was not checked"


def in_cells(text: str, citation: Citation) -> str:
    """Words of a claim with a dot between the cells of a table row that they are made of: "Completed · 40 · Gel"."""
    at = 0
    for (_, left), (_, right) in pairwise(citation.fields):
        found = text.find(f"{left} {right}", at) if left and right else -1
        if found == 0 or (found > 0 and text[found - 1] == " "):
            at = found + len(left) + 3
            text = f"{text[: found + len(left)]} · {text[found + len(left) + 1 :]}"
    return text
