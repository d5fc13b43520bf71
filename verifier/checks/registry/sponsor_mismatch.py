"""The sponsor in the claim is not the sponsor in the registry.

What it looks for:
    "sponsored by X", "Sponsor: X" or "run by X" beside leadSponsor, collaborators and the responsible organisation.
    Legal forms, initials and the order of words make no difference. Who paid for a trial or was a partner in it bears
    the claim out where the record names that body; that it does not is no mismatch.

Why it matters:
    A great name lends weight. Trials paid for by those who sell the treatment are told as those of universities or
    of the NIH, which runs the registry and not the trials in it.

What to do:
    Give the lead sponsor as registered.

Fires on:
    "It is sponsored by the National Institutes of Health", citing a trial of a private clinic.

Silent on:
    "Sponsor: Apricity Health, Inc." for "Apricity Health, Inc"; a collaborator named as sponsor.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record names another sponsor."""
    for comparison in case.compared("sponsor", "different"):
        yield Finding(
            check="sponsor-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=_message(comparison),
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice=f"give the sponsor as registered: {case.source.trial.lead_sponsor}"
            if case.source and case.source.trial
            else "",
        )


def _message(comparison: Comparison) -> str:
    """Whom the claim names, and whom the record."""
    said, shown = marked(comparison.said.text), comparison.shown.text
    if comparison.detail == "sole":
        return f"the claim speaks of one body ({said}); the record names {shown} beside the lead sponsor"
    return f"the claim names {said}; the lead sponsor is {shown}"
