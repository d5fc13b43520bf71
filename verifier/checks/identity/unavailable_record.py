"""The registry could not be asked, so nothing is said about this citation.

What it looks for:
    A look-up that ended in an outage, throttling, a block, a timeout, an unreadable answer, or offline work
    without a stored copy.

Why it matters:
    An outage is nobody's fault. To call a source missing because a server was down would accuse the page wrongly;
    to pass over it in silence would look like a pass.

What to do:
    Run again later; `verifier doctor` shows whether the registries can be reached from here.

Fires on:
    Any claim while ClinicalTrials.gov answers 503 and no copy is stored.

Silent on:
    The same claim when a stored copy serves: it is used, with its date.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding, Unavailable

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the look-up could not be made."""
    lookup = case.lookup
    if isinstance(lookup, Unavailable) and lookup.reason != "malformed" and not case.citation.malformed:
        yield Finding(
            check="unavailable-record",
            level=LEVEL,
            effect="undecided",
            message=lookup.message or f"the registry could not be asked for {lookup.identifier} ({lookup.reason})",
            advice=lookup.advice or "run again later; `verifier doctor` shows whether the registry can be reached",
        )
