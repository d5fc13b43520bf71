"""What is concluded: Quote, Comparison, Finding, Judgement, Verdict."""

from __future__ import annotations

import msgspec

from verifier.model.document import Citation

LEVELS = ("note", "warning", "error")
EFFECTS = ("confirms", "none", "weakens", "unrelated", "contradicts", "breaks", "undecided")
RELATIONS = ("same", "narrower", "broader", "different", "absent")
# In the order that --fail-on counts them.
OUTCOMES = ("supported", "unknown", "overstated", "unsupported", "contradicted", "broken")


class Quote(msgspec.Struct, frozen=True):
    """Words of a source and where they stand.

    text is a substring of the field or passage named by `where` ("statusModule.overallStatus",
    "Abstract/RESULTS", "claim"); for a field that is no text it is the field's value as a string.
    """

    text: str
    where: str


class Comparison(msgspec.Struct, frozen=True):
    """One facet of the claim beside the same facet of the record.

    relation: what the record shows, seen from the claim: same; narrower (the record covers less than the claim
    says); broader (more); different (something that excludes it); absent (the record says nothing on it).
    part: number of the clause of the claim, from 0. detail: facet-specific word that checks may read.
    """

    facet: str
    relation: str
    said: Quote
    shown: Quote
    part: int = 0
    detail: str = ""


class Finding(msgspec.Struct, frozen=True):
    """What one check has to say, and the words it rests on. advice: wording or action for the editor."""

    check: str
    level: str
    effect: str
    message: str
    quote: str = ""
    where: str = ""
    part: int | None = None
    advice: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """The judge's word on one claim and one record.

    relevance and stance are probabilities: that the record speaks to the claim, and, if so, that it supports it.
    label: supports, contradicts, silent, or "" when the judge does not know. confidence: calibrated probability
    that the label is right. leaning: the label it leans to, where that is not sure enough to be said alone but may be
    heard behind rules that compared claim and record and found nothing against; else "".
    """

    judge: str
    label: str
    confidence: float
    relevance: float
    stance: float
    quotes: tuple[Quote, ...] = ()
    leaning: str = ""


class RecordSummary(msgspec.Struct, frozen=True):
    """What a report says of the record: title, status, when it was fetched, digest, address.

    kind: paper, trial or "" when there is no record. passages: the prose that a report may show around a quote,
    as (where, label, text), title left out; every quote of the verdict is a substring of one of them or of a
    field. dates: what a timeline shows, as (label, date, type), date as the registry gives it ("2021-10"), type
    ACTUAL, ESTIMATED or "". facts: further fields worth a line, as (label, value): journal, authors, phase,
    enrolment, sponsor. note: said when an expired copy had to serve.
    """

    title: str = ""
    status: str = ""
    fetched: str = ""
    digest: str = ""
    url: str = ""
    note: str = ""
    kind: str = ""
    passages: tuple[tuple[str, str, str], ...] = ()
    dates: tuple[tuple[str, str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """The outcome for one citation, with everything it rests on."""

    citation: Citation
    outcome: str
    reason: str  # the line of the table that decided, in plain words
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    judgement: Judgement | None = None
    depth: str = ""
    record: RecordSummary = RecordSummary()
