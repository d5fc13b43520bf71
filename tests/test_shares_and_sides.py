"""Shares in words, figures by arm and rhythms: a right number of another side, or of nobody, is none of the clause's."""

from __future__ import annotations

import pytest

from tests.casebook import PMID, TODAY, case, cite, found, paper
from verifier.line import Line

MITES = paper(
    "BACKGROUND: Dust mites cause colds in bakers. METHODS: Bakers were given orvalin (20 mg; n = 40) or chalk (n = 31) for 24 weeks. "
    "Orvalin was taken once daily, chalk every 3 weeks. Samples came from four bakeries in two towns. RESULTS: The time to the first cold was longer in the orvalin arm "
    "than in the chalk arm (14.2 v 9.6 weeks). Median sick leave was 3.1 days in the orvalin group and 8.4 days in the chalk group. "
    "Of nine bakers in hospital, six (67%) had asthma. Hives were seen in 12 bakers (17%), the most common complaint being sneezing. "
    "Four workers progressed to heart failure. Sixty-two percent of the bakers reported more than ten years in the trade. "
    "The six-month rate of freedom from colds was 80% in the orvalin group and 67% in the chalk group. CONCLUSIONS: Orvalin may spare bakers.",
    title="Orvalin against colds in bakers",
)


def outcome(claim: str) -> str:
    """What the record on the bakers makes of a claim."""
    return Line(None, TODAY).verdict(cite(claim, PMID), found(MITES)).outcome


@pytest.mark.parametrize(
    "claim",
    [
        "Bakers went 9.6 weeks without a cold on orvalin and 14.2 weeks on chalk.",
        "Thirty-one bakers took orvalin and 40 took chalk.",
        "Median sick leave was 8.4 days in the bakers on orvalin.",
        "None of the bakers in hospital had asthma.",
        "None of them progressed to heart failure.",
        "All of them had more than ten years in the trade.",
        "Hives were seen in more than half of the bakers.",
    ],
)
def test_the_number_of_the_other_side_is_told(claim):
    assert outcome(claim) == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "Bakers went 14.2 weeks without a cold on orvalin and 9.6 weeks on chalk.",
        "Forty bakers took orvalin and 31 took chalk.",
        "Median sick leave was 3.1 days in the bakers on orvalin.",
        "Two thirds of the bakers in hospital had asthma.",
        "Some of them progressed to heart failure.",
        "Most of the bakers had more than ten years in the trade.",
        "Two thirds of the bakers were given orvalin.",
        "Hives were seen in fewer than a third of the bakers.",
    ],
)
def test_the_right_one_is_not(claim):
    assert outcome(claim) != "contradicted"


@pytest.mark.parametrize("claim", ["Chalk was taken every week.", "The samples came from a single bakery."])
def test_what_the_record_gives_otherwise_is_not_stated(claim):
    assert outcome(claim) != "supported"


def test_who_died_of_something_is_not_told_by_who_lived():
    cancer = paper(
        "METHODS: Sixty people with sarcoma were given tablets of orlimab. RESULTS: Tumours shrank in 30 people. The two-year survival "
        "rate of all people was 66%. There were no deaths by the drug. CONCLUSIONS: Orlimab may be of use.",
        title="Orlimab and death from sarcoma",
    )
    claim = "No one with sarcoma died because of orlimab."
    assert Line(None, TODAY).verdict(cite(claim, PMID), found(cancer)).outcome != "contradicted"


COUNTED = paper(
    "BACKGROUND: Orchards differ. METHODS: We visited orchards. Twenty-eight orchards were visited, 19 growing plums and 9 growing quinces. "
    "RESULTS: Owners were heard. Thirteen owners reported losses by hail, and ten owners reported losses by frost. The orchards lay high. "
    "CONCLUSIONS: Hail does more harm than frost in high orchards.",
    title="Losses in high orchards",
)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("Nine of the 28 orchards were growing plums.", True),
        ("Nineteen of the 28 orchards were growing quinces.", True),
        ("Nineteen of the 28 orchards were growing plums.", False),
        ("Nine of the 28 orchards were growing quinces.", False),
        ("Thirteen of the 28 owners reported losses by hail.", False),
        ("Twenty-eight orchards were visited.", False),
    ],
)
def test_a_count_stands_before_what_it_counts(claim, wrong):
    verdict = Line(None, TODAY).verdict(cite(claim, PMID), found(COUNTED))
    assert (verdict.outcome == "contradicted") is wrong


def test_a_count_of_so_many_may_be_told_by_two_sentences():
    checked = case("Thirteen of the 28 owners reported losses by hail.", COUNTED)
    assert [c.relation for c in checked.compared("number")] == ["same", "same"]  # a quote for each count


DREAMS = paper(
    "BACKGROUND: Sailors dream. METHODS: We heard 31 sailors. RESULTS: Sixteen sailors told mixed dreams, followed by merry dreams (n = 11) and "
    "grim dreams (n = 4). Most slept badly. Storms were feared. CONCLUSIONS: Dreams differ.",
    title="What sailors dream at sea",
)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("Merry dreams were the commonest kind.", True),
        ("Grim dreams were the most frequent.", True),
        ("Mixed dreams were the commonest kind.", False),
        ("Grim dreams were the least frequent.", False),
        ("Dreams were the commonest topic.", False),
    ],
)
def test_what_follows_another_is_not_first(claim, wrong):
    verdict = Line(None, TODAY).verdict(cite(claim, PMID), found(DREAMS))
    assert (verdict.outcome == "contradicted") is wrong
