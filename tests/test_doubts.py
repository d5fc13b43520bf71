"""What a word of doubt is about: a claim is too sure only where the record doubts what the claim says."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper


def doubted(claim: str, told: str, title: str = "Willow tea and joint pain in adults") -> list[str]:
    """The sentences of a record that leave a claim in doubt."""
    about = paper(
        f"Joints ache. We asked 900 adults with joint pain. Milk was not counted. Rice was eaten. {told}", title=title
    )
    return [c.shown.text for c in case(claim, about).compared("certainty", "narrower")]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Willow tea eases joint pain.", "Willow tea may ease joint pain."),
        ("Willow tea eases joint pain.", "Rest did not help, but willow tea could possibly ease joint pain."),
        ("Willow tea eases joint pain in adults.", "Willow tea shows potential in easing joint pain in adults."),
        ("Willow tea eases joint pain.", "Our results suggest that willow tea may ease joint pain."),
        ("Willow tea is proven to ease joint pain.", "Willow tea eased joint pain; larger trials are needed."),
        ("Willow tea cures joint pain.", "Willow tea warrants further investigation in joint pain."),
        ("Willow tea cures joint pain.", "Joint pain could be eased by willow tea."),
        ("Sore throats are worse in winter than in spring.", "Sore throats may be worse in winter than in spring."),
    ],
)
def test_a_doubt_about_what_is_claimed_is_told(claim, told):
    assert doubted(claim, told) == [told]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        # about another thing in the same sentence
        ("Willow tea eases joint pain.", "Willow tea eased joint pain, but its taste may limit its use."),
        ("Willow tea eases joint pain.", "Willow tea eased joint pain, which may have dramatic consequences for sales."),
        ("Joint pain is common in adults.", "Joint pain is common in adults, and rest seems to help."),
        ("The outlook in joint pain is poor.", "Swollen feet may be a sign of poor outlook in joint pain."),
        ("Willow for joint clinics is in short supply.", "An understanding of willow could lead to better joint clinics."),
        # no doubt at all
        ("Willow tea eases joint pain.", "This study showed that willow tea could ease joint pain from 64 to 28 points."),
        ("Adults with joint pain drink willow tea.", "Adults with joint pain were likely to drink willow tea."),
        ("Adults with joint pain drink willow tea.", "Adults with joint pain were more likely to drink willow tea."),
        ("Willow tea does not ease joint pain.", "Willow tea does not seem to ease joint pain."),
        ("Experts read 13 joint variants.", "Experts read joint variants: 13 likely benign, 14 likely pathogenic."),
        ("Willow tea eases joint pain.", "These results suggest that willow tea eases joint pain."),
        # of the other way
        ("Willow tea lowers joint pain.", "Willow tea may raise joint pain."),
        # of another comparison
        ("Willow tea eases joint pain better than nettle.", "Willow tea may ease joint pain better than arnica."),
        # a noun of its own
        ("Knots and lumps in joint pain are frequent in adults.", "Lumps are frequent in adults and a potential target of tea."),
    ],
)  # fmt: skip
def test_a_doubt_about_something_else_is_none(claim, told):
    assert doubted(claim, told) == []


def test_a_doubt_about_a_disease_beside_is_no_doubt_of_proof():
    told = "The common link between joint pain and gout may be a long inflammation. Tea was drunk. Rice helped. Milk was bad."
    assert doubted("Willow tea has been proven to cure joint pain.", told) == []
