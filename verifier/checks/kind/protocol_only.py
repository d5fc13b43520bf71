"""The source is the plan of a study, not its result.

What it looks for:
    The publication type "Clinical Trial Protocol" or a title that says "protocol", cited by a claim that tells a
    result.

Why it matters:
    A protocol says what will be measured. Whatever it hopes for, it found nothing yet.

What to do:
    Cite the paper that reports the results, or say that the study is planned.

Fires on:
    "A peer-reviewed trial found longer survival", citing the study protocol.

Silent on:
    "A trial is planned in 334 patients", citing the same protocol.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result is told of a protocol."""
    for comparison in case.compared("source-kind", "narrower"):
        kind, _, taken = comparison.detail.partition("/")
        if kind == "protocol" and taken != "describes":
            yield Finding(
                check="protocol-only",
                level=LEVEL,
                effect="weakens",
                message="the source is a study protocol: it plans the study and reports no results",
                quote=comparison.shown.text,
                where=comparison.shown.where,
                part=comparison.part,
                advice="cite the paper that reports the results, or say that the study is planned",
            )
            return
