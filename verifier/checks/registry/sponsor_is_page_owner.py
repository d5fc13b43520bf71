"""The page cites a trial of its own owner.

What it looks for:
    The lead sponsor's name in the host name of the page's address.

Why it matters:
    A clinic's own registration is no outside proof. Of 18 trials with paying patients 11 did not say so in the
    registry (Turner, Regenerative Medicine 2017).

What to do:
    Say that the trial is the page owner's own.

Fires on:
    A page of https://northfieldcells.example that cites a trial sponsored by "Northfield Cells Inc".

Silent on:
    A page elsewhere that cites the same trial; documents without an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets.sponsor import telling
from verifier.model import Finding, Page

SCOPE = "page"
LEVEL = "note"
_HOST = re.compile(r"https?://([^/:?#\s]{4,253})", re.IGNORECASE)
_TELLING = 8  # letters that a name must have so that it is no chance hit in a host name


def check(page: Page) -> Iterator[tuple[str, Finding]]:
    """One note for each citation of a trial whose sponsor's name stands in the page's host name."""
    host = _HOST.match(page.document)
    if host is None:
        return
    letters = re.sub(r"[^a-z0-9]", "", host[1].lower())
    for case in page.cases:
        trial = case.source.trial if case.source else None
        name = "".join(telling(trial.lead_sponsor)) if trial else ""
        if trial and len(name) >= _TELLING and name in letters:
            yield (
                case.citation.key,
                Finding(
                    check="sponsor-is-page-owner",
                    level=LEVEL,
                    effect="none",
                    message=f"the lead sponsor, {trial.lead_sponsor}, seems to be the owner of this page ({host[1]})",
                    quote=trial.lead_sponsor,
                    where="sponsorCollaboratorsModule.leadSponsor.name",
                    advice="say that the trial is the page owner's own",
                ),
            )
