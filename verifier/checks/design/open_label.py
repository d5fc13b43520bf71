"""Everybody knew who was given what: the study was not blinded.

What it looks for:
    maskingInfo.masking NONE of an interventional trial; in a paper "open-label", "unblinded", "open randomised",
    unless it also speaks of blinding.

Why it matters:
    Those who know what they were given report, and are judged, accordingly; outcomes that are felt or rated move
    most. Clinics offer such studies as proof (Turner, Regenerative Medicine 2017).

What to do:
    Say that the study was open; be careful where the outcome is felt or rated.

Fires on:
    "It is proven that the drops improve sight", citing a trial with masking NONE: lowers the claim. "The drug
    lengthened survival from 1.5 to 4.8 months", citing an open-label trial: noted beside it.

Silent on:
    A double-blind trial; a trial whose record does not say; a claim that says itself that the study was open.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.results import registered_only
from verifier.model import Case, Finding
from verifier.wording.assertion import strongest

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result rests on an open study; a warning where it is called proven."""
    comparison = strongest(case.compared("blinding", "narrower"))
    if comparison is None:
        return
    proven = comparison.detail == "proves"
    planned = case.source is not None and case.source.facet(registered_only)
    yield Finding(
        check="open-label",
        level="warning" if proven else LEVEL,
        effect="weakens" if proven else "none",
        message="the study is registered as open-label: nobody is blinded"
        if planned
        else "the study was open-label: nobody was blinded",
        quote=comparison.shown.text,
        where=comparison.shown.where,
        part=comparison.part,
        advice="if the sentence stays, say that the study is open-label"
        if planned
        else "say that the study was open-label",
    )
