"""One study is counted as several.

What it looks for:
    Two records cited on one claim that speaks of several or independent studies, where the paper names the trial's
    number (DataBankList or abstract), the trial names the paper as its result, or two papers name the same trial.

Why it matters:
    A trial, its protocol and its paper are one study. Counted as two or three they look like a body of evidence.

What to do:
    Cite them as one study.

Fires on:
    "Two independent studies show the effect", citing a trial and the paper that reports that trial.

Silent on:
    "A trial found no difference", citing the same two records: a registration beside its paper is good practice.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets.related import counts_several, of_one_study
from verifier.model import Case, Finding, Page

SCOPE = "page"
LEVEL = "warning"


def check(page: Page) -> Iterator[tuple[str, Finding]]:
    """One finding for each citation of a claim of several studies that shares its study with another."""
    for case in page.cases:
        if not any(reading.facet(counts_several) for reading in case.readings):
            continue
        other = next((mate for mate in page.cases if _beside(case, mate) and _same_study(case, mate)), None)
        if other and case.source:
            yield (
                case.citation.key,
                Finding(
                    check="same-study-twice",
                    level=LEVEL,
                    effect="weakens",
                    message=f"{case.citation.identifier} and {other.citation.identifier} are one study",
                    quote=case.source.record.title,
                    where=case.source.record.passages[0].where if case.source.record.passages else "title",
                    advice="cite them as one study",
                ),
            )


def _beside(case: Case, mate: Case) -> bool:
    """Whether two citations of different records stand on the same claim."""
    return (
        mate.citation.identifier != case.citation.identifier
        and mate.citation.claim == case.citation.claim
        and mate.source is not None
    )


def _same_study(case: Case, mate: Case) -> bool:
    """Whether two records are of one study."""
    return bool(case.source and mate.source and of_one_study(case.source, mate.source))
