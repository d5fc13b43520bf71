"""What the registries hold: Record, PaperFacts, TrialFacts, Lookup."""

from __future__ import annotations

import msgspec

from verifier.model.identifiers import Identifier


class Passage(msgspec.Struct, frozen=True):
    """A piece of a record's prose, with the name of the field it comes from.

    where: the registry's own name of the field ("Abstract/RESULTS", "briefSummary", "primaryOutcomes[0]").
    """

    where: str
    text: str
    label: str = ""  # section label in plain words: title, background, methods, results, conclusions ...


class Notice(msgspec.Struct, frozen=True):
    """A notice attached to a record.

    kind: retracted, retraction-notice, concern, concern-notice, corrected, correction-notice, reinstated,
    republished, republication, retracted-reference, updated (a newer version exists), update-of (this is the newer version), preprint-of, comment.
    where: the field that says so ("CommentsCorrections[RefType=RetractionIn]").
    """

    kind: str
    where: str
    quote: str = ""
    pmid: str = ""


class Link(msgspec.Struct, frozen=True):
    """Another record that this one names. kind: registration, result, derived, background, same-as."""

    kind: str
    identifier: Identifier
    where: str
    quote: str = ""


class MeshHeading(msgspec.Struct, frozen=True):
    """A MeSH descriptor of a record: its unique id, name, whether it is a major topic, and qualifiers."""

    ui: str
    name: str
    major: bool = False
    qualifiers: tuple[str, ...] = ()


class Author(msgspec.Struct, frozen=True):
    """An author: last name and initials, or the name of a group as `last`."""

    last: str
    initials: str = ""


class PaperFacts(msgspec.Struct, frozen=True, tag="paper"):
    """Fields of a PubMed record (names as in the PubMed DTD)."""

    publication_types: tuple[str, ...] = ()
    journal: str = ""
    journal_abbreviation: str = ""
    authors: tuple[Author, ...] = ()
    year: int | None = None
    doi: str = ""
    pmc: str = ""
    mesh: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    chemicals: tuple[str, ...] = ()
    trial_numbers: tuple[str, ...] = ()  # DataBankList and the abstract's text
    citation_status: str = ""  # MedlineCitation@Status; only MEDLINE records carry MeSH
    languages: tuple[str, ...] = ()
    vernacular_title: str = ""
    truncated: bool = False
    book: bool = False
    more_authors: bool = False  # AuthorList@CompleteYN="N": not all authors are listed (once ten or 25 at most)


class PartialDate(msgspec.Struct, frozen=True):
    """A date as the registry gives it: "2021-10-01", "2021-10" or "2021"; type ACTUAL, ESTIMATED or ""."""

    date: str
    type: str = ""


class Intervention(msgspec.Struct, frozen=True):
    """An intervention of a trial."""

    type: str
    name: str
    description: str = ""
    other_names: tuple[str, ...] = ()


class Arm(msgspec.Struct, frozen=True):
    """An arm of a trial; type as in armGroups.type (EXPERIMENTAL, PLACEBO_COMPARATOR ...)."""

    label: str
    type: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """A registered outcome. kind: primary, secondary, other."""

    kind: str
    measure: str
    description: str = ""
    time_frame: str = ""


class Measurement(msgspec.Struct, frozen=True):
    """One posted value: strings as the registry gives them ("0.65", "NA"); group is the arm's title."""

    group: str
    category: str
    value: str
    spread: str = ""
    lower: str = ""
    upper: str = ""
    analysed: str = ""  # number of people analysed in that group
    comment: str = ""


class Analysis(msgspec.Struct, frozen=True):
    """One posted statistical analysis: strings as the registry gives them ("<0.0001")."""

    groups: tuple[str, ...]
    p_value: str = ""
    p_comment: str = ""
    method: str = ""
    parameter: str = ""
    value: str = ""
    ci_percent: str = ""
    ci_lower: str = ""
    ci_upper: str = ""
    non_inferiority: str = ""  # SUPERIORITY, NON_INFERIORITY, EQUIVALENCE ...
    comment: str = ""


class PostedOutcome(msgspec.Struct, frozen=True):
    """An outcome measure of resultsSection."""

    kind: str  # PRIMARY, SECONDARY, OTHER_PRE_SPECIFIED, POST_HOC
    title: str
    description: str = ""
    population: str = ""
    status: str = ""  # POSTED | NOT_POSTED
    unit: str = ""
    parameter: str = ""
    dispersion: str = (
        ""  # what the spread of a value is: "Standard Deviation", "Standard Error", "95% Confidence Interval"
    )
    time_frame: str = ""
    groups: tuple[str, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    analyses: tuple[Analysis, ...] = ()


class EventGroup(msgspec.Struct, frozen=True):
    """Adverse events of one arm: people affected and at risk; None where the registry is silent."""

    title: str
    deaths: int | None = None
    deaths_at_risk: int | None = None
    serious: int | None = None
    serious_at_risk: int | None = None
    other: int | None = None
    other_at_risk: int | None = None


class AdverseEvent(msgspec.Struct, frozen=True):
    """One adverse event term with (arm, affected, at risk) triples."""

    term: str
    serious: bool
    counts: tuple[tuple[str, int, int], ...] = ()


class Results(msgspec.Struct, frozen=True):
    """resultsSection of a trial, as far as claims speak of it."""

    outcomes: tuple[PostedOutcome, ...] = ()
    event_groups: tuple[EventGroup, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    started: tuple[tuple[str, int], ...] = ()  # (arm, people) from participantFlow STARTED
    completed: tuple[tuple[str, int], ...] = ()
    limitations: str = ""


class Submission(msgspec.Struct, frozen=True):
    """What became of results that were handed in to the registry.

    event: RELEASE (handed in), UNRELEASE (taken back by the sponsor), RESET (sent back after the registry's review).
    date: YYYY-MM-DD, "" where the registry does not know it. where: the field that says so.
    """

    event: str
    date: str
    where: str


class TrialFacts(msgspec.Struct, frozen=True, tag="trial"):
    """Fields of a ClinicalTrials.gov record; enumerations are the API's own words (overallStatus, phases ...)."""

    overall_status: str = ""
    last_known_status: str = ""
    why_stopped: str = ""
    verified: str = ""  # statusVerifiedDate, YYYY-MM
    start: PartialDate | None = None
    primary_completion: PartialDate | None = None
    completion: PartialDate | None = None
    first_submitted: str = ""
    first_posted: str = ""
    last_update_posted: str = ""
    results_first_posted: str = ""
    has_results: bool | None = None  # None where the record has no such field
    study_type: str = ""
    phases: tuple[str, ...] = ()
    allocation: str = ""
    intervention_model: str = ""
    masking: str = ""
    who_masked: tuple[str, ...] = ()
    primary_purpose: str = ""
    observational_model: str = ""
    patient_registry: bool = False
    enrollment: int | None = None
    enrollment_type: str = ""
    acronym: str = ""
    official_title: str = ""
    organization: str = ""
    org_study_id: str = ""
    secondary_ids: tuple[str, ...] = ()
    lead_sponsor: str = ""
    sponsor_class: str = ""
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    condition_mesh: tuple[str, ...] = ()
    condition_ancestors: tuple[str, ...] = ()
    intervention_mesh: tuple[str, ...] = ()
    intervention_ancestors: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    eligibility: str = ""
    sex: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    std_ages: tuple[str, ...] = ()
    healthy_volunteers: bool | None = None
    locations: tuple[tuple[str, str, str], ...] = ()  # facility, city, country
    removed_countries: tuple[str, ...] = ()  # where all sites were taken off the record
    fda_drug: bool | None = None
    fda_device: bool | None = None
    expanded_access: str = ""
    submissions: tuple[Submission, ...] = ()
    fdaaa_violation: bool = False
    aliases: tuple[str, ...] = ()
    results: Results | None = None


class Record(msgspec.Struct, frozen=True):
    """A registry's record in one shape for both registries.

    kind: paper or trial. passages: title first, then the prose in reading order. depth: how deep it was read
    (title, abstract, full text; registry, posted results). published and revised are dates as strings.
    """

    identifier: Identifier
    kind: str
    title: str
    passages: tuple[Passage, ...]
    facts: PaperFacts | TrialFacts
    notices: tuple[Notice, ...] = ()
    links: tuple[Link, ...] = ()
    published: str = ""
    revised: str = ""
    depth: str = ""
    url: str = ""


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The registry has it.

    digest: SHA-256 of the canonical payload. first, last: when this payload was first and last seen (ISO 8601,
    UTC). asked: the identifier as cited, which differs from record.identifier for an alias. note: said when an
    expired copy had to serve because the registry was down.
    """

    record: Record
    digest: str
    first: str
    last: str
    asked: Identifier
    note: str = ""


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """The registry proved that it has no such record. asked: when (ISO 8601, UTC); proof: its own words."""

    identifier: Identifier
    asked: str
    proof: str = ""


class Unavailable(msgspec.Struct, frozen=True, tag="unavailable"):
    """It could not be asked: nobody's fault, and never a sign that the record does not exist.

    reason: offline, throttled, blocked, outage, timeout, network, truncated, unreadable, too-large, suspect,
    wrong-record, malformed. message says what happened, advice what to do.
    """

    identifier: Identifier
    reason: str
    message: str = ""
    advice: str = ""


Lookup = Found | Missing | Unavailable
