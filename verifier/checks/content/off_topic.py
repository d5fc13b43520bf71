"""Hardly a telling word of the claim stands anywhere in the record.

What it looks for:
    An English clause with at least three telling words (names of conditions and treatments, things, actions; not
    "patients", "study" or "treatment") of which no more than a fifth stands, under any known name, in title,
    abstract, headings or fields of a paper with an abstract. Where a condition, a treatment or a number of the clause
    is the record's own it stays silent, and so it does where the page names the record's author.

Why it matters:
    A citation that has nothing to do with its sentence is a major quotation error (Mogull, PLoS ONE 2017). This is
    the net for subjects that no list of conditions and treatments knows. A claim in everyday words may share no word
    with its source and yet be right, so nothing is concluded from it but that the two could not be compared.

What to do:
    Look the source up again; cite one on this subject.

Fires on:
    "Copper bracelets bring luck at the races", citing a trial of asthma inhalers.

Silent on:
    "Inhalers keep the worst attacks away", citing the same trial. A record of which only the title can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.checks.content._topics import foreign
from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each clause of which the record has hardly a word."""
    for comparison in foreign(case):
        yield Finding(
            check="off-topic",
            level=LEVEL,
            effect="undecided",
            message="the claim and the record share hardly a word and could not be compared",
            quote=case.source.sentences[0].text if case.source else "",
            where=case.source.sentences[0].where if case.source else "",
            part=comparison.part,
            advice="look the source up again, or cite one on this subject",
        )
