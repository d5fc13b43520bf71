"""The identifier has the right form, but the registry has no such record.

What it looks for:
    A PMID that efetch does not return, or an NCT number that ClinicalTrials.gov answers with "not found" or leaves
    out of a batch. Only the registry's own word counts: an outage never does.

Why it matters:
    A source that does not exist cannot back anything. Identifiers that lead nowhere are the mark of invented or
    mistyped references; invented references in the biomedical literature were found to carry real-looking PMIDs
    (Topaz et al., Lancet 2026).

What to do:
    Find the work that was meant and correct the number; take the claim out when there is no such work.

Fires on:
    "Magnesium halves the risk of migraine (PMID 99999999)", and PubMed has no record 99999999.

Silent on:
    The same sentence while PubMed cannot be reached: that is unavailable-record, and says nothing about the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding, Missing

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the registry proved that it has no such record."""
    if isinstance(case.lookup, Missing) and not case.citation.malformed:
        registry = "ClinicalTrials.gov" if case.citation.identifier.scheme == "NCT" else "PubMed"
        yield Finding(
            check="missing-record",
            level=LEVEL,
            effect="breaks",
            message=f"{registry} answered on {case.lookup.asked[:10]} that it has no record {case.citation.identifier}",
            advice="find the work that was meant and correct the number, or take the claim out",
        )
