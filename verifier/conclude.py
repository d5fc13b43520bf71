"""Findings -> outcome: one table, read from the top; the first line that holds decides.

    breaks                                         broken
    the record could not be asked                  unknown
    a rule contradicts                             contradicted
    a rule finds it unrelated                      unsupported
    undecided (title only, field empty, language)  unknown
    the judge contradicts, above its threshold     contradicted    finding `source-contradicts`
    the judge is silent, above its threshold       unsupported     finding `source-silent`
    weakens                                        overstated
    every checkable part confirmed                 supported
    the judge supports or clearly leans to it      supported       finding `source-supports`
    else                                           unknown

A judge gives a label only above its own threshold. Without one it may lean to *supports* clearly enough to be heard
behind rules that found nothing against; else a judgement without a label says nothing of its own here.

What the rules read out of a paper's prose, that it tells the opposite or that it says so, is shown to the judge as well.
Where it leans clearly the other way, labelled or not, the finding becomes `undecided` before the table is read: two
readers who disagree cannot tell. Fields, numbers and notices need no second reader.

That a study is small, open or in mice lowers a claim only where the record speaks of what the claim says, by the words
of both or by the judge's; it is a note beside any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from verifier.borne import bears, unspoken
from verifier.facets._quantities import SPELLS
from verifier.model import (
    LEVELS,
    Case,
    Finding,
    Found,
    Judgement,
    PaperFacts,
    Quote,
    Record,
    RecordSummary,
    TrialFacts,
    Unavailable,
    Verdict,
)
from verifier.withheld import disputed

# label of a judgement -> (finding, level, effect, message)
_JUDGED = {
    "contradicts": ("source-contradicts", "error", "contradicts", "the passage quoted says otherwise"),
    "silent": ("source-silent", "warning", "unrelated", "nothing in the record speaks to this claim"),
    "supports": ("source-supports", "note", "confirms", "the passage quoted says this"),
}
# How much a source weighs is moot where it does not bear the claim at all: these are left out of such verdicts, so that
# a reader is not told of a small sample in a study of something else.
_WEIGHT = frozenset(
    {
        "case-report",
        "open-label",
        "phase-overreach",
        "post-hoc-or-subgroup",
        "registration-as-proof",
        "results-not-posted",
        "results-pending",
        "safety-only",
        "small-sample",
        "stopped-early",
        "uncontrolled-study",
    }
)
# How strong, and on whom, the evidence is: it lowers a claim only where the record speaks of what the claim says.
_EVIDENCE = frozenset(
    {
        "animal-study",
        "case-report",
        "causal-overclaim",
        "certainty-inflated",
        "in-vitro-study",
        "open-label",
        "population-mismatch",
        "post-hoc-or-subgroup",
        "review-source",
        "safety-only",
        "small-sample",
        "surrogate-outcome",
        "uncontrolled-study",
    }
)
# Whom or what the source studied is moot too where it does not speak to the claim.
_MOOT = {
    "contradicted": _WEIGHT | {"certainty-inflated", "causal-overclaim"},
    "unsupported": _WEIGHT
    | {"animal-study", "causal-overclaim", "certainty-inflated", "in-vitro-study", "protocol-only", "review-source"}
    | {"stale-record"},
}
# Findings that rest on reading the prose of a paper, and the stance from which a judge stands against them (0: the
# passages surely contradict the claim, 1: they surely support it).
_AGAINST_CONTRADICTION = 0.57
_AGAINST_CONFIRMATION = 0.14
_ON_TOPIC = 0.5  # relevance from which a stance says anything
_READ = {"direction-mismatch": "contradicts", "not-significant": "contradicts", "confirmed": "confirms"}
_SHOWING = ("direction", "number", "statement")  # facets that quote a sentence on what the claim says
NO_EVIDENCE = "neither the rules nor the judge could settle it"
NO_RULE = "the rules could not settle it, and no judge was asked"


def conclude(case: Case, findings: Iterable[Finding], judgement: Judgement | None = None) -> Verdict:
    """The verdict on one citation: its findings folded by the table above, and everything they rest on.

    findings: what checks and confirmations said. judgement: the judge's word, None when it was not asked.
    """
    ruled = tuple(_doubted(finding, judgement) if _is_read(case, finding) else finding for finding in findings)
    judged = _judged(judgement, case) if judgement is None or _credible(judgement, case) else ()
    if _first(judged, "confirms") is None:
        ruled = tuple(_weighed(finding, case) for finding in ruled)
    ruled = tuple(finding for finding in ruled if not _told_by(finding, judged))
    outcome, reason = _fold(case, ruled, judged)
    if reason == NO_EVIDENCE and judgement is None:
        reason = NO_RULE
    ruled = tuple(dict.fromkeys(finding for finding in ruled if not _moot(finding, outcome)))  # told once, not twice
    judged = tuple(finding for finding in judged if not _told_by_rules(finding, ruled))
    return Verdict(
        citation=case.citation,
        outcome=outcome,
        reason=reason,
        findings=tuple(sorted((*ruled, *judged), key=_weight)),
        comparisons=case.comparisons,
        judgement=judgement,
        depth=case.found.record.depth if case.found else "",
        record=summarise(case.found),
    )


def settled(case: Case, findings: Iterable[Finding]) -> bool:
    """Whether the rules alone decide, so that no judge need be asked."""
    ruled = tuple(findings)
    if any(_is_read(case, finding) for finding in ruled):
        return False
    effects = {finding.effect for finding in ruled}
    if not isinstance(case.lookup, Found) or effects & {"breaks", "contradicts", "unrelated", "undecided"}:
        return True
    return "confirms" in effects and "weakens" not in effects


def _is_read(case: Case, finding: Finding) -> bool:
    """Whether a finding that decides rests on how the rules read the prose of a paper."""
    paper = case.found is not None and case.found.record.kind == "paper"
    return paper and _READ.get(finding.check) == finding.effect


def _doubted(finding: Finding, judgement: Judgement | None) -> Finding:
    """The finding as it is, or as undecided where the judge leans clearly the other way."""
    if judgement is None or judgement.relevance < _ON_TOPIC:
        return finding
    confirms = finding.effect == "confirms"
    doubt = judgement.stance <= _AGAINST_CONFIRMATION if confirms else judgement.stance >= _AGAINST_CONTRADICTION
    if not doubt:
        return finding
    leaning = "contradicting" if confirms else "supporting"
    sure = 1 - judgement.stance if confirms else judgement.stance
    message = f"{finding.message}; but the judge reads the source as {leaning} the claim ({100 * sure:.0f} % sure)"
    return replace(finding, effect="undecided", level="note", message=message)


def _told_by(finding: Finding, judged: tuple[Finding, ...]) -> bool:
    """Whether a note only quotes the passage that the judge's own finding quotes."""
    note = finding.check == "confirmed" and finding.effect == "none"
    return note and any((finding.quote, finding.where) == (other.quote, other.where) for other in judged)


def _told_by_rules(finding: Finding, ruled: tuple[Finding, ...]) -> bool:
    """Whether the judge only says "this supports it" of a passage that a rule confirms by, or holds against the claim."""
    if finding.effect != "confirms":
        return False
    return any(rule.effect != "none" and (rule.quote, rule.where) == (finding.quote, finding.where) for rule in ruled)


def _weighed(finding: Finding, case: Case) -> Finding:
    """The finding as it is, or as a note where it weighs evidence that is about something else than the claim."""
    if finding.effect != "weakens" or finding.check not in _EVIDENCE or bears(case, finding.part):
        return finding
    return replace(finding, effect="none", level="note")


def _fold(case: Case, ruled: tuple[Finding, ...], judged: tuple[Finding, ...]) -> tuple[str, str]:
    """The table: (outcome, the reason in plain words)."""
    if finding := _first(ruled, "breaks"):
        return "broken", _because(finding)
    if isinstance(case.lookup, Unavailable):
        return "unknown", case.lookup.message or f"the registry could not be asked ({case.lookup.reason})"
    lines = (
        (ruled, "contradicts", "contradicted"),
        (ruled, "unrelated", "unsupported"),
        (ruled, "undecided", "unknown"),
        (judged, "contradicts", "contradicted"),
        (judged, "unrelated", "unsupported"),
        (ruled, "weakens", "overstated"),
        (ruled, "confirms", "supported"),
        (judged, "confirms", "supported"),
    )
    for source, effect, outcome in lines:
        if finding := _first(source, effect):
            return outcome, _because(finding)
    return "unknown", NO_EVIDENCE


def _moot(finding: Finding, outcome: str) -> bool:
    """Whether a finding says nothing to a reader of that outcome: a record of another work has no say at all."""
    if outcome == "broken":
        told = finding.effect in ("breaks", "undecided") and finding.check != "off-topic"
        return not told and not finding.check.endswith("identifier")
    return finding.check in _MOOT.get(outcome, ())


def _first(findings: tuple[Finding, ...], effect: str) -> Finding | None:
    """The first finding of that effect, in the order that reports show."""
    return min((f for f in findings if f.effect == effect), key=_weight, default=None)


def _because(finding: Finding) -> str:
    """The reason that one finding gives."""
    return f"{finding.check}: {finding.message}"


def _weight(finding: Finding) -> tuple[int, int, int, str, str]:
    """The order of findings: the graver the effect and level first, then by part and name."""
    effects = ("breaks", "contradicts", "unrelated", "undecided", "weakens", "confirms", "none")
    part = -1 if finding.part is None else finding.part
    return effects.index(finding.effect), -LEVELS.index(finding.level), part, finding.check, finding.message


def _credible(judgement: Judgement, case: Case) -> bool:
    """Whether a judge's word may count beside what the rules saw.

    That a record does not speak to a claim is easily said of a claim in lay words: on pages written for a test the
    judge was right on one such word in seven. It counts where the rules too know the claim's topic and miss it.
    That it supports one counts where the record has a word of the healing, or the kind of study, that the claim tells,
    and where the rules saw nothing for which they would withhold a confirmation themselves, nor the opposite told there.
    """
    if judgement.label != "silent":
        if "supports" not in (judgement.label, judgement.leaning):
            return True
        return not (unspoken(case) or disputed(case) or _turned_there(judgement, case))
    topics = {c.relation for c in case.comparisons if c.facet in ("condition", "intervention", "cell_source")}
    return bool(topics & {"different", "absent"}) and "same" not in topics


def _turned_there(judgement: Judgement, case: Case) -> bool:
    """Whether the passage that a judge rests on tells, as the rules read it, the opposite of what the claim does."""
    turned = {c.shown for c in case.comparisons if c.facet == "direction" and c.detail == "opposite"}
    return bool(turned) and _telling(judgement, case) in turned


def _judged(judgement: Judgement | None, case: Case) -> tuple[Finding, ...]:
    """The judge's word as a finding, with the passage it rests on."""
    word = (judgement.label or judgement.leaning) if judgement else ""
    if judgement is None or word not in _JUDGED:
        return ()
    check, level, effect, message = _JUDGED[word]
    first = judgement.quotes[0] if judgement.quotes else None
    quote = _telling(judgement, case) if effect == "confirms" else first
    sure = f"{judgement.confidence:.0%} sure" if judgement.label else f"leaning clearly to it, {judgement.stance:.0%}"
    said = f"{message}, as the judge “{judgement.judge}” reads it ({sure.replace('%', ' %')})"
    return (Finding(check, level, effect, said, quote.text if quote else "", quote.where if quote else ""),)


def _telling(judgement: Judgement, case: Case) -> Quote | None:
    """Of the passages that the judge read the one in which the rules found most of the claim; the first where in none."""
    same = [c for c in case.comparisons if c.relation == "same" and c.facet in _SHOWING and c.detail not in SPELLS]
    borne = Counter(comparison.shown for comparison in same)
    return max(judgement.quotes, key=lambda quote: borne[quote], default=None)


def summarise(found: Found | None) -> RecordSummary:
    """What a report says of the record itself."""
    if found is None:
        return RecordSummary()
    record = found.record
    facts, dates, status = _paper(record) if record.kind == "paper" else _trial(record)
    return RecordSummary(
        title=record.title,
        status=status,
        fetched=found.last,
        digest=found.digest,
        url=record.url,
        note=found.note,
        kind=record.kind,
        passages=tuple((p.where, p.label, p.text) for p in record.passages if p.label != "title"),
        dates=dates,
        facts=tuple((label, value) for label, value in facts if value),
    )


_Told = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str, str], ...], str]


def _paper(record: Record) -> _Told:
    """Fields, dates and status of a paper."""
    facts = record.facts
    if not isinstance(facts, PaperFacts):
        return (), (), ""
    names = [author.last for author in facts.authors]
    authors = ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")
    told = (
        ("journal", facts.journal),
        ("authors", authors),
        ("publication types", ", ".join(facts.publication_types)),
        ("doi", facts.doi),
    )
    dates = (("published", record.published, ""),) if record.published else ()
    return told, dates, ", ".join(dict.fromkeys(notice.kind for notice in record.notices))


def _trial(record: Record) -> _Told:
    """Fields, dates and status of a trial."""
    facts = record.facts
    if not isinstance(facts, TrialFacts):
        return (), (), ""
    size = "" if facts.enrollment is None else f"{facts.enrollment} {facts.enrollment_type}".strip()
    told = (
        ("phase", ", ".join(facts.phases)),
        ("enrolment", size),
        ("sponsor", facts.lead_sponsor),
        ("allocation", facts.allocation),
        ("masking", facts.masking),
        ("results posted", {True: "yes", False: "no", None: ""}[facts.results is not None or facts.has_results]),
    )
    known = (
        ("start", facts.start),
        ("primary completion", facts.primary_completion),
        ("completion", facts.completion),
    )
    dates = [(label, partial.date, partial.type) for label, partial in known if partial]
    if facts.verified:
        dates.append(("last verified", facts.verified, ""))
    if facts.results_first_posted:
        dates.append(("results posted", facts.results_first_posted, ""))
    return told, tuple(dates), facts.overall_status


def eased(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts of one page, with what is silent beside a good source put as a note.

    Several sources may stand behind one claim; where one of them bears it, another that does not speak to it misleads
    nobody. Its outcome stays, its findings alarm no more.
    """
    borne = {_shared(verdict) for verdict in verdicts if verdict.outcome == "supported" and verdict.citation.group}
    return tuple(_as_note(v) if v.outcome == "unsupported" and _shared(v) in borne else v for v in verdicts)


def _shared(verdict: Verdict) -> tuple[object, ...]:
    """What citations on one claim have in common."""
    citation = verdict.citation
    return citation.claim_place, citation.claim, frozenset((citation.identifier, *citation.group))


def _as_note(verdict: Verdict) -> Verdict:
    findings = tuple(
        replace(finding, level="note") if finding.effect == "unrelated" else finding for finding in verdict.findings
    )
    reason = f"{verdict.reason}; another source cited for the same claim bears it"
    return replace(verdict, findings=findings, reason=reason)
