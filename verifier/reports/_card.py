"""One verdict as the HTML report shows it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from verifier.model import Finding, Verdict
from verifier.reports._inert import clipped, web_address
from verifier.reports._marks import quoted
from verifier.reports._order import gravest_first, own_reason
from verifier.reports._timeline import Timeline, timeline
from verifier.reports._words import FACETS, RELATION_SIGNS, RELATIONS, SIGNS, in_cells
from verifier.wording.plain import DEPTHS

LONGEST_CLAIM = 1500
LONGEST_PASSAGE = 3000
LABELS = {"doi": "DOI"}


@dataclass(frozen=True)
class Passage:
    """A piece of a record's prose with the quoted words marked."""

    label: str
    where: str
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True)
class Advice:
    """What to do about a finding: wording that can be taken over, or an action."""

    label: str
    text: str


@dataclass
class Card:
    """One verdict as shown. id: its anchor; mark: the anchor of its claim in the page's text, "" when not shown.

    name: the document's name without the folder that all documents share. facts: (label, value) of the record.
    """

    id: str
    number: int
    verdict: Verdict
    name: str
    sign: str
    address: str
    claim: str
    parts: list[str]
    reason: str
    depth: str
    checks: list[str]
    findings: list[tuple[Finding, Advice | None]]
    facts: list[tuple[str, str]]
    rows: list[tuple[str, str, str, str, str]]
    passages: list[Passage]
    timeline: Timeline | None
    mark: str = ""


def prepare(verdict: Verdict, number: int, anchor: str, name: str, today: str) -> Card:
    """Prepare one verdict."""
    findings = gravest_first(verdict.findings)
    return Card(
        id=anchor,
        number=number,
        verdict=verdict,
        name=name,
        sign=SIGNS[verdict.outcome],
        address=web_address(verdict.record.url),
        claim=clipped(in_cells(verdict.citation.claim, verdict.citation), LONGEST_CLAIM),
        parts=[in_cells(part, verdict.citation) for part in verdict.citation.parts],
        reason=own_reason(verdict),
        depth=DEPTHS.get(verdict.depth, verdict.depth),
        checks=sorted({finding.check for finding in findings}),
        findings=[(finding, _advice(finding.advice)) for finding in findings],
        facts=[(LABELS.get(label, label.capitalize()), readable(value)) for label, value in verdict.record.facts],
        rows=_rows(verdict),
        passages=_passages(verdict),
        timeline=timeline(verdict.record.dates, today),
    )


def _rows(verdict: Verdict) -> list[tuple[str, str, str, str, str]]:
    """Facets that claim and record both speak of, what differs first: (facet, said, shown, sign, relation).

    Where "said" is the claim as a whole a finding tells more than a row would, so only differences are shown.
    """
    whole = {verdict.citation.claim, *verdict.citation.parts}
    order = list(RELATION_SIGNS)
    rows = []
    for one in sorted(verdict.comparisons, key=lambda one: -order.index(one.relation)):
        if one.said.text in whole and one.relation != "different":
            continue
        rows.append(
            (
                FACETS.get(one.facet, re.sub("[-_]", " ", one.facet).capitalize()),
                "the claim as a whole" if one.said.text in whole else clipped(one.said.text, 300) or "nothing",
                readable(clipped(one.shown.text, 300)) or "nothing",
                RELATION_SIGNS[one.relation],
                RELATIONS[one.relation],
            )
        )
    return list(dict.fromkeys(rows))


def _advice(text: str) -> Advice | None:
    """Tell wording that can be taken over from an action."""
    if match := re.match(r"suggested wording:\s*", text, re.IGNORECASE):
        return Advice("Suggested wording", text[match.end() :])
    return Advice("What to do", text) if text else None


def readable(value: str) -> str:
    """A registry's own words for people: "PHASE1, PHASE2" is "Phase 1, Phase 2", "20 ACTUAL" is "20 (actual)"."""
    value = re.sub(r"\b(EARLY_)?PHASE(\d)\b", lambda m: ("Early phase " if m[1] else "Phase ") + m[2], value)
    value = re.sub(r"(?<=\d) (ACTUAL|ESTIMATED)$", lambda m: f" ({m[1].lower()})", value)
    if re.fullmatch(r"NA", value):
        return "not applicable"
    return value.replace("_", " ").lower() if re.fullmatch(r"[A-Z]+(_[A-Z]+)+|[A-Z]{4,}", value) else value


def _passages(verdict: Verdict) -> list[Passage]:
    """The record's prose with the verdict's quotes marked: all of a paper's, of a trial's what is quoted and a start."""
    words: dict[str, list[str]] = defaultdict(list)
    anywhere = []
    shown = [comparison.shown for comparison in verdict.comparisons]
    judged = verdict.judgement.quotes if verdict.judgement else ()
    for text, where in [(f.quote, f.where) for f in verdict.findings] + [(q.text, q.where) for q in (*shown, *judged)]:
        words[where].append(text)
        if len(text) > 20:
            anywhere.append(text)
    prepared = []
    for number, (where, label, text) in enumerate(verdict.record.passages):
        pieces = quoted(text[: LONGEST_PASSAGE * 4], words[where] + anywhere)
        marked = any(is_quote for _, is_quote in pieces)
        if verdict.record.kind == "trial" and not marked and number > 0:
            continue
        prepared.append(Passage(label, where, [(_shortened(words, is_quote), is_quote) for words, is_quote in pieces]))
    return prepared


def _shortened(text: str, is_quote: bool) -> str:
    """Keep quotes whole; cut the prose between them when it is very long, from the middle."""
    if is_quote or len(text) <= LONGEST_PASSAGE:
        return text
    half = LONGEST_PASSAGE // 2
    return f"{text[:half]} […] {text[-half:]}"
