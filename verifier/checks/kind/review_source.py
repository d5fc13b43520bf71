"""The source is a review or an editorial, and the page offers it as a trial or as proof.

What it looks for:
    The publication type "Review" or a title that says so, cited by a claim that calls its source a trial, or that
    calls an effect proven; an editorial, a letter or a comment cited as a trial. Meta-analyses and systematic reviews
    are not meant.

Why it matters:
    A review retells other studies, often of promise and problems alike; it shows no effect of its own.

What to do:
    Cite the study that showed the effect, or say what the review itself concludes.

Fires on:
    "A trial showing that surgery is the only treatment", citing a state-of-the-art review.

Silent on:
    "A review of what D-dimer tells us"; "exercise raises insulin sensitivity", which the review says.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a review is taken for a trial or for proof."""
    for comparison in case.compared("source-kind", "narrower"):
        kind, _, taken = comparison.detail.partition("/")
        if (kind, taken) in (("review", "as-trial"), ("review", "proves"), ("opinion", "as-trial")):
            yield Finding(
                check="review-source",
                level=LEVEL,
                effect="weakens",
                message=f"the source is {_called(comparison)}; {_offered(case, comparison)}",
                quote=comparison.shown.text,
                where=comparison.shown.where,
                part=comparison.part,
                advice="cite the study that showed it, or say what the review itself concludes",
            )
            return


def _called(comparison: Comparison) -> str:
    """What the source is, in words: "a review", or the name of its publication type."""
    name = comparison.shown.text.lower()
    if comparison.detail.startswith("review"):
        return "a review"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _offered(case: Case, comparison: Comparison) -> str:
    """What the page takes it for, in the page's words where it has any: "Clinical trial of ergothioneine ... proof"."""
    called = pattern("source_kind", "as-trial").search(case.citation.claim)
    if called:
        return f"the page calls it {marked(called[0])}"
    proof = pattern("assertion", "proof").search(case.readings[comparison.part].text)
    return f"the page offers it as proof ({marked(proof[0])})" if proof else "the page offers it as proof"
