"""Words without exception, in the claim and in what bears it out."""

from __future__ import annotations

import pytest

from verifier.compare import prepare, read
from verifier.facets._align import align
from verifier.facets._bearing import against
from verifier.model import Citation, Found, Identifier, PaperFacts, Passage, Place, Record

SENTENCES = (
    "The drugs were active against the whole collection of strains.",
    "Nerve pain occurred in 0% of patients on the drug.",
    "Matching was 89% in one group and 50% in the other group.",
    "The drugs were active against most of the strains.",
)


def bears(claim, sentence, language="en"):
    identifier, at = Identifier("PMID", "1"), Place(1)
    record = Record(identifier, "paper", "", (Passage("Abstract", sentence, ""),), PaperFacts(), depth="abstract")
    source = prepare(Found(record, "x", "", "", identifier))
    citation = Citation("k", "d", at, identifier, "PMID:1", claim, (claim,), at, "L01", language=language)
    (reading,) = read(citation)
    return not against(reading, source, align(reading, source))


@pytest.mark.parametrize(
    ("claim", "sentence", "language"),
    [
        ("The drugs were active against every strain.", SENTENCES[0], "en"),
        ("Unter dem Mittel hatte niemand Nervenschmerzen.", SENTENCES[1], "de"),
        ("Matching was 89% in one group but only 50% in the other group.", SENTENCES[2], "en"),
    ],
)
def test_what_says_as_much_in_other_words(claim, sentence, language):
    assert bears(claim, sentence, language)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The drugs were active against every strain.", SENTENCES[3]),
        ("The drugs were the only ones active against the strains.", SENTENCES[0]),
        ("Nerve pain never occurred in patients on the drug.", "Nerve pain occurred in 10% of patients on the drug."),
    ],
)
def test_what_does_not(claim, sentence):
    assert not bears(claim, sentence)
