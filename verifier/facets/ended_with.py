"""With how many people a trial ended, told by the number alone: "was meant for 114 and ended with five".

Facet `enrolment`; detail as in `enrolment`. Only where the registry counts those who came, and the number stands for people.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._quantities import quantities
from verifier.lexicon import Gate, Guarded
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("enrolment",)
OF = "trial"

_ENDED = Guarded(
    re.compile(
        r"(?i)\b(?:ended|finished|closed|stopped|was (?:closed|stopped|halted)) (?:up )?with (?:only |just |a mere |no more than )?(?P<number>\d{1,6}|[a-z]+(?:-[a-z]+)?)(?=\s*(?:$|[.,;)]))"
    ),
    "with",
)


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(_ENDED)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The number with which the clause says that the trial ended, beside the people who were enrolled."""
    del today
    trial = source.trial
    found = _ENDED.search(reading.text) if trial else None
    if trial is None or found is None or trial.enrollment is None or trial.enrollment_type == "ESTIMATED":
        return
    told = quantities(f"{found['number']} people")
    if len(told) == 1 and told[0].unit == "people" and told[0].kind == "amount":
        relation = "same" if told[0].value == trial.enrollment else "different"
        shown = Quote(str(trial.enrollment), "designModule.enrollmentInfo.count")
        detail = f"exactly/{trial.enrollment_type}"
        yield Comparison("enrolment", relation, Quote(found[0], "claim"), shown, reading.part, detail)
