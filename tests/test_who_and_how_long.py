"""Who was studied and for how long, what held after adjustment, and what is advised against, in a page's own words."""

from __future__ import annotations

import pytest

from tests.casebook import PMID, TODAY, cite, found, paper
from verifier.line import Line

COUGH = paper(
    "BACKGROUND: Mill workers cough. METHODS: We interviewed 96 mill workers. RESULTS: Their mean age was 47.5 years. "
    "Workers received orvalin syrup over 30 weeks and were followed up for a median of 16 months. "
    "Night dust was associated with cough. This association was robust after adjustment for smoking and body weight. The link of "
    "cough with noise was no longer significant after controlling for age. Of 96 workers in all, 81 (84%) identified as male. Lung scans showed scars in 4 of 23 workers. A scan took "
    "a mean time of 12 minutes. CONCLUSIONS: Syrup of orvalin is recommended as first treatment of cough in mills.",
    title="Cough of mill workers and orvalin syrup",
)
KNITTERS = paper(
    "METHODS: We heard 40 knitters. RESULTS: Participants were predominantly female. Most knitted daily. The panel made no "
    "recommendations on needles. CONCLUSIONS: Knitters differ.",
    title="How knitters see their hands",
)


def outcome(claim: str, record=COUGH, language="en") -> str:
    """What a record makes of a claim."""
    return Line(None, TODAY).verdict(cite(claim, PMID, language=language), found(record)).outcome


@pytest.mark.parametrize(
    "claim",
    [
        "Most of them were women.",
        "The workers were aged twenty on average.",
        "The typical worker was in his twenties.",
        "The workers were followed for six years.",
        "Once smoking and weight were allowed for, the link vanished.",
        "The authors advise against orvalin syrup for cough.",
        "The link with noise held up after age was accounted for.",
    ],
)
def test_what_the_record_gives_otherwise_is_told(claim):
    assert outcome(claim) == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "Most of them were men.",
        "The workers were aged 47 on average.",
        "The typical worker was in his forties.",
        "The workers were followed for about a year and a half.",
        "The link held after smoking and weight were allowed for.",
        "The authors recommend orvalin syrup for cough.",
        "Once age was accounted for, the link with noise was gone.",
        "The authors advise against orvalin syrup in those who smoke.",
        "The workers were at least twenty years old.",
        "Scars of the lung were seen in 4 of 23 workers.",
    ],
)
def test_what_it_gives_so_or_leaves_open_is_not(claim):
    assert outcome(claim) not in ("contradicted", "unsupported")


def test_who_took_part_may_be_told_by_a_word_for_most():
    assert outcome("Most were men.", KNITTERS) == "contradicted"
    assert outcome("Most were women.", KNITTERS) != "contradicted"


def test_a_number_that_counts_something_else_is_no_spell_of_time():
    record = paper(
        "METHODS: We followed 15 patients. RESULTS: Two serious events were observed. Three patients left. One died. "
        "CONCLUSIONS: The drug orlimab is of use in gout.",
        title="Orlimab in gout",
    )
    assert outcome("The patients were followed for two years.", record) != "supported"


def test_none_of_so_many_needs_the_number_where_it_is_denied():
    record = paper(
        "METHODS: We scanned hearts. RESULTS: We showed scars on the heart scan in 3 of 11 patients. In other papers, none of them "
        "included a heart scan of patients. CONCLUSIONS: Heart scans may be of use.",
        title="Heart scans of patients with cramps",
    )
    assert outcome("None of the eleven patients had an abnormal heart scan.", record) != "supported"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("El equipo habló con 960 jóvenes.", "es"),
        ("L'équipe a interrogé 960 jeunes.", "fr"),
        ("Die Gruppe befragte 960 Jugendliche.", "de"),
    ],
)
def test_whom_a_team_spoke_to_is_counted_in_other_languages(claim, language):
    youths = paper(
        "METHODS: A total of 96 street youths were interviewed. RESULTS: Most had no clear information. CONCLUSIONS: They need it.",
        title="What street youths know",
    )
    assert outcome(claim, youths, language) == "contradicted"
    assert outcome(claim.replace("960", "96"), youths, language) != "contradicted"
