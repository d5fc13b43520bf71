"""What a paper tells in a clause's own words, in their order; one word turned round, added or hedged, and it does not."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line

LENS = paper(
    "Myopia is common in schoolchildren. Defocus lenses are a cheap option that can slow or halt the growth of the eye in "
    "myopia. These lenses have been passed as safe by regulators, and may be of use in adults too. Outdoor play might shield "
    "toddlers from myopia. Night lamps have been associated with raised eye pressure and increased glare. Evening reading "
    "has been associated with raised heart rate and reduced sleep.",
    title="Lenses for schoolchildren with myopia: a review",
    publication_types=("Journal Article", "Review"),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Defocus lenses can slow or halt the growth of the eye in myopia", True),
        ("Defocus lenses slow or halt the growth of the eye in myopia", False),
        ("The growth of the eye can slow or halt defocus lenses in myopia", False),
        ("Defocus lenses cannot slow or halt the growth of the eye in myopia", False),
        ("Defocus lenses can slow or halt the growth of the ear in myopia", False),
        ("Regulators have passed these lenses as safe", True),
        ("Regulators have passed these lenses as useful in adults", False),
        ("Outdoor play shields toddlers from myopia", False),
        ("Night lamps have been linked with raised eye pressure and more glare", True),
        ("Night lamps have been linked with raised eye pressure and less glare", False),
        ("Evening reading has been linked with raised heart rate and more sleep", False),
        ("Night lamps have been linked with raised eye pressure and more headaches", False),
    ],
)
def test_a_clause_in_the_words_of_a_sentence(claim, supported):
    verdict = Line(None, TODAY).verdict(cite(claim, LENS.identifier), found(LENS))
    assert (verdict.outcome == "supported") is supported
