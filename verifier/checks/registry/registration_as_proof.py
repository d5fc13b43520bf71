"""A registration without results is offered as proof.

What it looks for:
    A trial whose record holds no results (hasResults false, or neither that field nor results), cited by a claim that tells an effect as a fact, as
    proven, or as found, when nothing in the record's own text tells of anything found.

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

from verifier.model import Case, Finding
from verifier.wording.assertion import AS_FACT, strongest

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when an effect is told as fact on the strength of a registration alone."""
    comparison = strongest(case.compared("results", "narrower", "absent"))
    if comparison and comparison.detail in (*AS_FACT, "finds"):
        ended = case.compared("results", "narrower")  # results-not-posted then says what to cite
        yield Finding(
            check="registration-as-proof",
            level=LEVEL,
            effect="weakens",
            message="a registration says what a study means to find out: without results it cannot show the effect that is claimed",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say that the trial studies the question" + ("" if ended else ", or cite the paper that answers it"),
        )
