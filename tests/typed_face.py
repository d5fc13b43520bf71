"""What a type checker must see of the library's face; `make check` reads this file, nothing runs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_type

from verifier import Extract, Found, Missing, Run, Unavailable, Verdict, Verifier, verify
from verifier.model import Counts, Finding, Identifier, Judgement

verdict = verify("It works.", "PMID:1", offline=True)
assert_type(verdict, Verdict)
assert_type(verdict.outcome, str)
assert_type(verdict.findings, tuple[Finding, ...])
assert_type(verdict.judgement, Judgement | None)
assert_type(verdict.citation.identifier, Identifier)

with Verifier(store="store", offline=True, judge=None) as verifier:
    assert_type(verifier, Verifier)
    run = verifier.check("page.html")
    assert_type(run, Run)
    assert_type(run.verdicts, tuple[Verdict, ...])
    assert_type(run.counts, Counts)
    assert_type(run.render("json"), str)
    assert_type(verifier.stream(["page.html"]), Iterator[Verdict])
    assert_type(verifier.extract("page.html"), Extract)
    found = verifier.lookup("NCT00000001")
    assert_type(found, Found | Missing | Unavailable)
    if isinstance(found, Found):
        assert_type(found.record.title, str)

assert_type(Run.read(run.render("json")), Run)
