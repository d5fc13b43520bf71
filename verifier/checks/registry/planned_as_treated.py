"""A planned number of people is told as the number treated.

What it looks for:
    enrollmentInfo.type ESTIMATED beside a claim in the past tense that so many people took part or were treated.

Why it matters:
    The number that a trial hopes to enrol says nothing about how many it did; many never come near it.

What to do:
    Write "plans to enrol", or give the actual number when the registry has it.

Fires on:
    "500 people were treated in the study", citing an estimated enrolment of 500.

Silent on:
    "The study plans to enrol 500 people", citing the same; an actual enrolment.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets._words import language
from verifier.lexicon import suggested
from verifier.model import Case, Finding
from verifier.wording.assertion import tells_enrolled
from verifier.wording.plain import head_count

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when people are said to have taken part whom the record only expects."""
    for comparison in case.compared("enrolment", "same"):
        planned = comparison.detail.endswith("/ESTIMATED") and not comparison.detail.startswith(("field", "column"))
        if planned and case.readings[comparison.part].facet(tells_enrolled):
            speech = case.readings[comparison.part].facet(language)
            yield Finding(
                check="planned-as-treated",
                level=LEVEL,
                effect="weakens",
                message=f"the record plans for {head_count(int(comparison.shown.text))} (enrolment type: estimated) and does not say how many took part",
                quote=comparison.shown.text,
                where=comparison.shown.where,
                part=comparison.part,
                advice=f"write “{suggested(speech, 'plans', comparison.shown.text)}”",
            )
            return
