"""The report "verifier/1": one plain dictionary for each event, shared by the json and jsonl reports.

The names are those of schema/verifier-1.json. Spans are character offsets in the decoded document, lines count
from 1. Nothing depends on the clock, on the order of a set or on where the records came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from verifier.model import (
    Comparison,
    Counts,
    DocumentRead,
    Event,
    Finding,
    Judgement,
    ListedOnly,
    OtherFound,
    Quote,
    RunEnded,
    RunStarted,
    UncitedFound,
    Verdict,
    VerdictReady,
)

SCHEMA = "verifier/1"
LISTS = ("documents", "verdicts", "others", "listed", "uncited")


def report(events: Iterable[Event]) -> dict[str, Any]:
    """Collect a whole run into one report."""
    whole: dict[str, Any] = {"schema": SCHEMA, "version": "", "today": "", "judge": ""}
    for name in LISTS:
        whole[name] = []
    whole["counts"] = counts(Counts())
    for event in events:
        place, data = shape(event)
        if place == "run":
            whole.update(data)
        elif place == "counts":
            whole["counts"] = data
        else:
            whole[place].append(data)
    return whole


def shape(event: Event) -> tuple[str, dict[str, Any]]:
    """Give the place of an event in the report, and what stands there."""
    match event:
        case RunStarted():
            return "run", {"version": event.version, "today": event.today, "judge": event.judge}
        case DocumentRead():
            return "documents", {
                "name": event.name,
                "digest": event.digest,
                "language": event.language,
                "error": event.error,
                **({"notes": list(event.notes)} if event.notes else {}),
            }
        case VerdictReady():
            return "verdicts", verdict(event.verdict)
        case ListedOnly():
            return "listed", {
                "document": event.document,
                "line": event.mention.place.line,
                "identifier": str(event.mention.identifier),
                "written": event.mention.written,
                "malformed": event.mention.malformed,
            }
        case OtherFound():
            return "others", {
                "document": event.document,
                "line": event.mention.place.line,
                "written": event.mention.written,
                "scheme": event.mention.scheme,
                "resolved": str(event.resolved) if event.resolved else None,
                "candidates": [str(candidate) for candidate in event.aside.candidates],
                "note": event.aside.note,
            }
        case UncitedFound():
            uncited = event.uncited
            return "uncited", {
                "document": uncited.document,
                "line": uncited.place.line,
                "claim": uncited.claim,
                "why": uncited.why,
                "advice": uncited.advice,
            }
        case RunEnded():
            return "counts", counts(event.counts)


def verdict(one: Verdict) -> dict[str, Any]:
    """One verdict; span: where the identifier starts and ends as written."""
    citation = one.citation
    start = citation.place.offset
    return {
        "key": citation.key,
        "document": citation.document,
        "line": citation.place.line,
        "span": [start, start + len(citation.written)],
        "identifier": str(citation.identifier),
        "written": citation.written,
        "malformed": citation.malformed,
        "candidate": str(citation.candidate) if citation.candidate else None,
        "claim": citation.claim,
        "parts": list(citation.parts),
        "claim_line": citation.claim_place.line,
        "layout": citation.layout,
        "outcome": one.outcome,
        "reason": one.reason,
        "depth": one.depth,
        "judgement": judgement(one.judgement),
        "findings": [finding(each) for each in one.findings],
        "comparisons": [comparison(each) for each in one.comparisons],
        "record": {
            "title": one.record.title,
            "status": one.record.status,
            "fetched": one.record.fetched,
            "digest": one.record.digest,
            "url": one.record.url,
            "note": one.record.note,
        },
    }


def judgement(one: Judgement | None) -> dict[str, Any] | None:
    """The judge's word, or None when it was not asked. Probabilities are rounded to four places."""
    if one is None:
        return None
    return {
        "judge": one.judge,
        "label": one.label,
        "confidence": round(one.confidence, 4),
        "relevance": round(one.relevance, 4),
        "stance": round(one.stance, 4),
        "quotes": [quote(each) for each in one.quotes],
        "leaning": one.leaning,
    }


def finding(one: Finding) -> dict[str, Any]:
    """One finding; part is the number of the clause of the claim, or None for the whole."""
    return {
        "check": one.check,
        "level": one.level,
        "effect": one.effect,
        "message": one.message,
        "quote": one.quote,
        "where": one.where,
        "part": one.part,
        "advice": one.advice,
    }


def comparison(one: Comparison) -> dict[str, Any]:
    """One facet of the claim beside the record's."""
    return {
        "facet": one.facet,
        "relation": one.relation,
        "said": quote(one.said),
        "shown": quote(one.shown),
        "part": one.part,
    }


def quote(one: Quote) -> dict[str, str]:
    """Words and where they stand."""
    return {"text": one.text, "where": one.where}


def counts(one: Counts) -> dict[str, Any]:
    """What was done, outcomes in alphabetical order."""
    data: dict[str, Any] = msgspec.to_builtins(one)
    data["outcomes"] = dict(sorted(one.outcomes.items()))
    return data
