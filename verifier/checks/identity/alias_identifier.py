"""The number is an old one: the registry leads it to another number.

What it looks for:
    An NCT number that ClinicalTrials.gov lists among the nctIdAliases of another record, or redirects.

Why it matters:
    Double registrations are merged. The old number still works on the registry's site, but searches and link lists
    know only the new one.

What to do:
    Print the number that the registry uses now.

Fires on:
    "The membrane study was completed in 2018 (NCT02380456)", which leads to NCT02300909.

Silent on:
    The same sentence with the number that the registry uses.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One note when the record found bears another number than the one cited."""
    found = case.found
    if found and found.asked != found.record.identifier:
        yield Finding(
            check="alias-identifier",
            level=LEVEL,
            effect="none",
            message=f"{found.asked} is a former number of this record, which is now {found.record.identifier}",
            quote=str(found.record.identifier),
            where="identificationModule.nctId" if found.record.kind == "trial" else "PMID",
            advice=f"cite it as {found.record.identifier}",
        )
