"""A registration is offered as an approval by an authority.

What it looks for:
    "FDA-approved", "approved by the NIH", "zugelassen", "autorisé par" and the like in a claim that cites a trial. A
    registration never shows an approval; a denial ("not approved by the FDA") and the vote of an ethics board are
    not meant.

Why it matters:
    NLM does not review or approve the safety and science of registered studies. The FDA is aware that patients are
    "referred to clinicaltrials.gov, or told that a product is registered with FDA" to suggest that the law is kept
    (FDA, 3 June 2021).

What to do:
    Take the word out, or cite the authority's own decision.

Fires on:
    "Our protocol is modelled on the FDA-approved study", citing a registered trial.

Silent on:
    "The trial is registered at ClinicalTrials.gov"; "the treatment has not been approved by the FDA".
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when an approval is claimed of a registration."""
    for comparison in case.compared("approval", "narrower"):
        yield Finding(
            check="approval-implied",
            level=LEVEL,
            effect="weakens",
            message=f"the claim says {marked(comparison.said.text)}; a registration shows no approval by any authority",
            part=comparison.part,
            advice="take the word out, or cite the authority's own decision",
        )
        return
