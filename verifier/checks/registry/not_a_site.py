"""The claim places a trial where the registry lists no site of it.

What it looks for:
    "The trial runs at X Hospital", "recruiting in Germany" in the clause, beside the facilities, cities and countries
    of contactsLocationsModule, the sponsor, the collaborators and all prose. Trials without registered sites, and
    hospitals beside sites that the registry leaves unnamed ("Research Site"), are passed over.

Why it matters:
    Pages borrow the trials of others: 59 businesses that sell unproven cells were found to point to evidence that is
    not theirs (Cook et al., Stem Cell Reports 2021). Who asks there for the trial is offered something else.

What to do:
    Give the sites as registered, or ask the sponsor whether this one takes part.

Fires on:
    "The trial is running at Northfield Clinic", citing a trial with one site, in another country.

Silent on:
    "The trial is running at the University of Miami", citing a trial with "University of Miami Hospital" among its
    sites; "people in Germany are waiting for it".
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each place of the claim that is none of the registered ones."""
    if case.source is None or case.source.trial is None:
        return
    listed = case.source.trial.locations
    for comparison in case.compared("place", "different"):
        country = comparison.detail == "country"
        sites = "one site" if len(listed) == 1 else f"{len(listed)} sites"
        where = "in that country" if country else "of that name"
        yield Finding(
            check="not-a-site",
            level="error" if country else LEVEL,
            effect="contradicts" if country else "weakens",
            message=f"the claim places the trial in {marked(comparison.said.text)}; none of the registry's {sites} is {where}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the sites as registered",
        )
