"""The identifier does not have the form that its registry gives out.

What it looks for:
    An NCT number without exactly eight digits, a PMID with more than eight digits or a leading zero, letters or
    characters that do not belong. The number that may have been meant is shown apart and never used in its place: the
    complete number on the same page that is one digit away, else the one with its leading zeros.

Why it matters:
    Readers cannot follow it, and a repaired guess may lead to another work: ClinicalTrials.gov numbers differ by
    one digit between unrelated trials. The form is NLM's own (API v2: path pattern of nctId).

What to do:
    Compare the number with the registry's page and print it as it stands there.

Fires on:
    "A trial confirmed it (NCT0263871)": seven digits where the registry gives eight.

Silent on:
    "NCT 02638714" with a space: the eight digits are all there.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the number is malformed; its candidate is named, not used."""
    citation = case.citation
    if not citation.malformed and citation.identifier.well_formed:
        return
    reason = citation.malformed or "it does not have the form of such numbers"
    kind = {"NCT": "NCT number"}.get(citation.identifier.scheme, citation.identifier.scheme)
    advice = "compare it with the registry's own page and correct it"
    if citation.candidate:
        advice += f"; {citation.candidate} is close to it, but was not held against this claim"
    yield Finding(
        check="malformed-identifier",
        level=LEVEL,
        effect="breaks",
        message=f"{marked(citation.written)} is not a valid {kind}: {reason}",
        quote=citation.written,
        where="page",
        advice=advice,
    )
