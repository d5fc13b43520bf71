"""A registration without results is offered as proof.

What it looks for:
    A trial whose record holds no results (hasResults false, or neither that field nor results), cited by a claim that tells an effect as a fact, as
    proven, or as found, or who fared how ("had less pain than", "got over it"), when nothing in the record's own text tells of anything found.

Why it matters:
    A registration says what somebody means to find out. "Tokens of scientific legitimacy": trials have been
    registered to attract paying patients (Sipp et al., Science Translational Medicine 2017). The sentence cited is
    often the hypothesis of the record itself.

What to do:
    Say that the trial studies the question, or cite the paper that answers it.

Fires on:
    "The trial proves that the injection prolongs life", citing a record without results.

Silent on:
    "The trial tests whether the injection prolongs life"; a record with posted results.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.results import none_of_what_came
from verifier.model import Case, Finding, Quote
from verifier.wording.assertion import AS_FACT, strongest

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when an effect is told as fact on the strength of a registration alone."""
    comparison = strongest(case.compared("results", "narrower", "absent"))
    if comparison and comparison.detail in (*AS_FACT, "finds"):
        yield _finding(comparison.shown, comparison.part)
        return
    for reading in case.readings:
        shown = none_of_what_came(reading, case.source) if case.source else None
        if shown is not None:
            yield _finding(shown, reading.part)
            return


def _finding(shown: Quote, part: int | None) -> Finding:
    """What is told of a clause, by where the record says that it has no results."""
    return Finding(
        check="registration-as-proof",
        level=LEVEL,
        effect="weakens",
        message="the record registers a study and has no posted results: it cannot show the effect that is claimed",
        quote=shown.text,
        where=shown.where,
        part=part,
        advice="say that the trial studies the question, or cite the paper that answers it",
    )
