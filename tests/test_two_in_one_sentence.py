"""Sentences that tell of two outcomes, or of two agents, each with a way of its own."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line

FARMERS = paper(
    "We followed 679 farmers. Exposure to ondrane was associated with higher prolactin and lower cortisol. Zorbide was inversely "
    "associated with prolactin and positively associated with cortisol. Farmers were asked about their work.",
    title="Ondrane, zorbide and hormones in farmers",
)
WOUNDS = paper(
    "Mice with wounds were given kelmide. Kelmide led to decreased survival of the mice with wounds, which went with increased "
    "bleeding. The mice were watched for a week.",
    title="Kelmide in mice with wounds",
)


def outcome(claim, record):
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Ondrane lowers prolactin.", "contradicted"),
        ("Ondrane raises prolactin.", "supported"),
        ("Ondrane raises cortisol.", "contradicted"),
        ("Ondrane lowers cortisol.", "supported"),
        ("Zorbide raises prolactin.", "contradicted"),
        ("Zorbide lowers prolactin.", "supported"),
        ("Zorbide lowers cortisol.", "contradicted"),
        ("Zorbide raises cortisol.", "supported"),
        ("Zorbide is linked with lower prolactin.", "supported"),
        ("Zorbide is inversely associated with cortisol.", "contradicted"),
        ("Farmers exposed to ondrane had lower prolactin.", "contradicted"),
    ],
)
def test_each_agent_has_its_own_way_with_each_outcome(claim, expected):
    assert outcome(claim, FARMERS) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("In mice with wounds kelmide led to better survival and to less bleeding.", "contradicted"),
        ("In mice with wounds kelmide led to decreased survival.", "supported"),
    ],
)
def test_a_second_effect_turns_nothing_of_the_first(claim, expected):
    assert outcome(claim, WOUNDS) == expected
