"""A run gathered from its events, and the order in which people read it: the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from verifier.model import (
    LEVELS,
    OUTCOMES,
    Counts,
    DocumentRead,
    Event,
    Finding,
    ListedOnly,
    OtherFound,
    RunEnded,
    RunStarted,
    Uncited,
    UncitedFound,
    Verdict,
    VerdictReady,
)

# How urgently a person must look: a broken or contradicted citation before an unknown one.
URGENCY = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}


@dataclass
class Run:
    """All events of one run by kind, each kind in the order of the documents."""

    version: str = ""
    today: str = ""
    judge: str = ""
    documents: list[DocumentRead] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    listed: list[ListedOnly] = field(default_factory=list)
    others: list[OtherFound] = field(default_factory=list)
    uncited: list[Uncited] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def cited(self) -> set[str]:
        """Names of the documents that have a verdict."""
        return {verdict.citation.document for verdict in self.verdicts}

    @property
    def outcomes(self) -> dict[str, int]:
        """How many verdicts of each outcome that occurs, the worst first."""
        counted = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: counted[outcome] for outcome in reversed(OUTCOMES) if counted[outcome]}


def gather(events: Iterable[Event]) -> Run:
    """Collect a stream of events; a stream that was cut short gives what it held."""
    run = Run()
    for event in events:
        match event:
            case RunStarted():
                run.version, run.today, run.judge = event.version, event.today, event.judge
            case DocumentRead():
                run.documents.append(event)
            case VerdictReady():
                run.verdicts.append(event.verdict)
            case ListedOnly():
                run.listed.append(event)
            case OtherFound():
                run.others.append(event)
            case UncitedFound():
                run.uncited.append(event.uncited)
            case RunEnded():
                run.counts = event.counts
    return run


def worst_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Sort by outcome, then by the highest level of a finding; equals keep the order of the documents."""
    return sorted(verdicts, key=urgency)


def urgency(verdict: Verdict) -> tuple[int, int]:
    """The sort key of a verdict: smaller is more urgent."""
    worst = max((LEVELS.index(finding.level) for finding in verdict.findings), default=-1)
    return -URGENCY[verdict.outcome], -worst


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings before notes; equals keep their order."""
    return sorted(findings, key=lambda finding: -LEVELS.index(finding.level))


def own_reason(verdict: Verdict) -> str:
    """The reason of the outcome, "" where it only repeats a finding that is shown anyway."""
    told = {f"{finding.check}: {finding.message}" for finding in verdict.findings}
    return "" if verdict.reason in told else verdict.reason
