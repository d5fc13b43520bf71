"""A patient registry or observational study is called a clinical trial.

What it looks for:
    studyType OBSERVATIONAL or EXPANDED_ACCESS, or a patient registry, beside a claim that says "clinical trial",
    "controlled trial" or "randomised".

Why it matters:
    Nobody is assigned to a treatment there: people are followed, whatever they get. "Outcome registries" are one of
    the ways in which clinics borrow the look of research (Sipp et al., Science Translational Medicine 2017).

What to do:
    Call it an observational study, or a registry.

Fires on:
    "A clinical trial shows less pain with the cells", citing an observational record.

Silent on:
    "An observational study follows 15 children"; an interventional trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "note"
_TYPES = {
    "OBSERVATIONAL": "an observational study",
    "EXPANDED_ACCESS": "an expanded-access programme, which gives a treatment outside a trial",
}


def check(case: Case) -> Iterator[Finding]:
    """One note when a study without assignment is called a trial."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.study_type not in _TYPES:
        return
    for reading in case.readings:
        called = pattern("design", "called-trial").search(reading.text)
        if called:
            yield Finding(
                check="observational-as-trial",
                level=LEVEL,
                effect="none",
                message=f"the claim says {marked(called[0])}; the record is of {_TYPES[trial.study_type]}",
                quote=trial.study_type,
                where="designModule.studyType",
                part=reading.part,
                advice=f"call it {_TYPES[trial.study_type]}",
            )
            return
