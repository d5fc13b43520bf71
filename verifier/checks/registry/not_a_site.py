"""The claim places a trial where the registry lists no site of it.

What it looks for:
    "The trial runs at X Hospital", "recruiting in Germany", "at 12 sites across Europe" in the clause, beside the
    facilities, cities and countries of contactsLocationsModule and their number; for hospitals the sponsor, the
    collaborators and all prose as well. A number of sites must be far off; a town excludes nothing. Trials without registered sites, and
    hospitals beside sites that the registry leaves unnamed ("Research Site"), are passed over. A country with sites that the
    claim denies ("no site was in Spain"), or tells as the only one where there are others, counts as well.

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

from verifier.model import Case, Comparison, Finding, TrialFacts
from verifier.wording.plain import marked, together

_NAMED = 4  # countries that a message names

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each place of the claim that is none of the registered ones."""
    if case.source is None or case.source.trial is None:
        return
    for comparison in case.compared("place", "different"):
        body = comparison.detail == "body"
        yield Finding(
            check="not-a-site",
            level=LEVEL if body else "error",
            effect="weakens" if body else "contradicts",
            message=_message(comparison, case.source.trial),
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the sites as registered",
        )


def _message(comparison: Comparison, trial: TrialFacts) -> str:
    """What the claim says of the places, and what the registry lists."""
    said, number = marked(comparison.said.text), len(trial.locations)
    sites = "one site" if number == 1 else f"{number:,} sites"
    if comparison.detail.startswith("sites"):
        return f"the claim counts {said}; the registry lists {sites}"
    told = f"the claim places the trial in {said}"
    if comparison.detail == "body":
        return f"{told}; none of the registry's {sites} is of that name"
    countries = list(dict.fromkeys(country for _, _, country in trial.locations if country))
    return f"{told}; the registry lists {sites} in {_few(countries)}"


def _few(countries: list[str]) -> str:
    """The countries by name; of many the first, and how many more."""
    if len(countries) <= _NAMED:
        return together(countries)
    return f"{', '.join(countries[:_NAMED])} and {len(countries) - _NAMED} more countries"
