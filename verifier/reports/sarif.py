"""SARIF 2.1.0 for code hosts and editors: each finding at its line, the rules with the checks' own manuals.

Fingerprints come from the citation's key, the check and the clause, never from the line, so that a finding is
known again after the page was edited elsewhere. Offsets count Unicode code points. Documents that could not be
read are notifications, not results; what only confirms a claim is left out.
Format: OASIS SARIF 2.1.0, sections 3.13-3.58.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from urllib.parse import quote

from verifier.model import Event, Finding, Verdict
from verifier.reports._inert import clipped, escaped, inert, web_address
from verifier.reports._manuals import manual_of
from verifier.reports._order import Run, gather

SUFFIX = ".sarif"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LONGEST = 2000


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write one log with one run."""
    run = gather(events)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run)]}
    out.write(escaped(json.dumps(log, ensure_ascii=False, indent=2)))
    out.write("\n")


def _run(run: Run) -> dict[str, Any]:
    """The one run: its rules, results and notifications."""
    told = [(verdict, finding) for verdict in run.verdicts for finding in verdict.findings if _is_result(finding)]
    names = sorted({finding.check for _, finding in told})
    index = {name: position for position, name in enumerate(names)}
    levels = {finding.check: finding.level for _, finding in told}
    marks = _fingerprints(told)
    results = [_result(verdict, finding, index, mark) for (verdict, finding), mark in zip(told, marks, strict=True)]
    return {
        "tool": {
            "driver": {
                "name": "verifier",
                "version": inert(run.version) or "unknown",
                "rules": [_rule(name, levels[name]) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(run)}],
        "results": results,
        "properties": {"today": inert(run.today), "judge": inert(run.judge), "outcomes": run.outcomes},
    }


def _is_result(finding: Finding) -> bool:
    """Whether there is something to look at; what only confirms a claim would bury the rest."""
    return finding.effect != "confirms" and finding.check != "confirmed"


def _rule(name: str, level: str) -> dict[str, Any]:
    """A rule with its manual, where there is one."""
    identity = inert(name) or "unnamed"
    friendly = "".join(part.capitalize() for part in re.findall("[A-Za-z0-9]+", identity))
    rule: dict[str, Any] = {"id": identity, "defaultConfiguration": {"level": level}}
    if friendly.casefold() not in ("", identity.casefold()):  # 3.49.7: a name says more than the id does
        rule["name"] = friendly
    if manual := manual_of(name):
        first, _, rest = manual.partition("\n")
        rule["shortDescription"] = {"text": first}
        rule["fullDescription"] = {"text": rest.strip().partition("\n\n")[0] or first}
        rule["help"] = {"text": manual}
    return rule


def _fingerprints(told: list[tuple[Verdict, Finding]]) -> Iterator[str]:
    """What each finding is known by; where a check finds several things in one clause they are counted."""
    seen: Counter[str] = Counter()
    for verdict, finding in told:
        part = "" if finding.part is None else f"/{finding.part}"
        mark = f"{verdict.citation.key}/{finding.check}{part}"
        seen[mark] += 1
        yield _plain(mark if seen[mark] == 1 else f"{mark}#{seen[mark]}")


def _result(verdict: Verdict, finding: Finding, index: dict[str, int], mark: str) -> dict[str, Any]:
    """One finding at its citation."""
    citation = verdict.citation
    words = f"{citation.identifier}: {finding.message}"
    if finding.quote:
        words += f" — “{finding.quote}” ({finding.where})"
    if finding.advice:
        words += f" → {finding.advice}"
    result: dict[str, Any] = {
        "ruleId": inert(finding.check) or "unnamed",
        "ruleIndex": index[finding.check],
        "level": finding.level,
        "message": {"text": _plain(words)},
        "locations": [_location(verdict)],
        "partialFingerprints": {"citation/v1": mark},
        "properties": {"outcome": verdict.outcome, "depth": inert(verdict.depth), "claim": _plain(citation.claim)},
    }
    if address := web_address(verdict.record.url):
        result["hostedViewerUri"] = address
    return result


def _location(verdict: Verdict) -> dict[str, Any]:
    """Where the identifier stands."""
    citation = verdict.citation
    place: dict[str, Any] = {"artifactLocation": {"uri": reference(citation.document)}}
    if citation.place.line >= 1:
        place["region"] = {
            "startLine": citation.place.line,
            "charOffset": citation.place.offset,
            "charLength": len(citation.written),
            "snippet": {"text": _plain(citation.written)},
        }
    return {"physicalLocation": place}


def reference(name: str) -> str:
    """Give a document's name as a URI reference: web addresses stay, paths are percent-encoded, absolute ones as file:."""
    if web_address(name):
        return quote(name, safe=":/?#[]@!$&'()*+,;=%~")
    path = quote(name.replace("\\", "/").encode("utf-8", "replace"), safe="/")
    # "/a" would be a reference into the viewer's own root, "//a" one to another host.
    return f"file://{path}" if path.startswith("/") else path


def _notifications(run: Run) -> list[dict[str, Any]]:
    """What could not be read."""
    return [
        {
            "level": "error",
            "message": {"text": _plain(document.error)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": reference(document.name)}}}],
        }
        for document in run.documents
        if document.error
    ]


def _plain(text: str) -> str:
    """Message text: one line, no placeholders ({0}) that a viewer would fill, not too long, never empty."""
    safe = clipped(inert(text[: LONGEST * 4]), LONGEST)
    return safe.replace("{", "{{").replace("}", "}}") or "(nothing)"
