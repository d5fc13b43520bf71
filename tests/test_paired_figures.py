"""Two figures of one sentence stay with the names that the sentence gives them; a ratio goes the way it was found."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line

LEAD = (
    "BACKGROUND: Itch is common. METHODS: We studied 400 adults. Adults were drawn by lot. Nurses kept logs. RESULTS: "
)
BRACKETS = "Remission occurred in the statin group (45%) and in the aspirin group (12%)."
THREE = "Remission was reached by children (45%), women (30%) and men (12%)."
AMONG = "Among adults with eczema (n = 80) 45% had remission, and among adults with psoriasis (n = 70) 12% had."
YEARS = "The rate of itch was 12.3% in 2010 and 45.1% in 2018."
ORDER = "Remission rose from 12% in the first year to 45% in the second year."
PERIODS = "Itch was reported by 22.5% in period 1 and 26.3% in period 3."
RATIO = "Remission occurred in 42% with statins and 20% with aspirin."
EDGE = "Remission was more frequent with statins than with placebo (P = .05)."


def outcome(claim: str, told: str, language: str = "en") -> str:
    """The verdict of the rules alone on a claim beside one result of an invented paper."""
    record = paper(LEAD + told, title="Statins and skin itch in adults")
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).outcome


@pytest.mark.parametrize(
    ("told", "claim", "language"),
    [
        (BRACKETS, "Remission occurred in the aspirin group (45%) and in the statin group (12%).", "en"),
        (BRACKETS, "Remission occurred in 45% of the aspirin group and 12% of the statin group.", "en"),
        (BRACKETS, "12% had remission with statins, against 45% with aspirin.", "en"),
        (BRACKETS, "Eine Remission hatten 45 % der Aspiringruppe und 12 % der Statingruppe.", "de"),
        (THREE, "Remission was reached by men (45%), women (30%) and children (12%).", "en"),
        (THREE, "Remission was reached by 45% of men and 12% of children.", "en"),
        (AMONG, "45% of adults with psoriasis and 12% of those with eczema had remission.", "en"),
        (YEARS, "The rate of itch was 45.1% in 2010 and 12.3% in 2018.", "en"),
        (YEARS, "Der Anteil mit Juckreiz lag 2010 bei 45,1 % und 2018 bei 12,3 %.", "de"),
        (YEARS, "Der Anteil mit Juckreiz sank von 45,1 % im Jahr 2010 auf 12,3 % im Jahr 2018.", "de"),
        (ORDER, "Remission was 45% in the first year and 12% in the second year.", "en"),
        (PERIODS, "Itch was reported by 26.3% in period 1 and 22.5% in period 3.", "en"),
    ],
)
def test_figures_given_to_each_others_names_are_found(told, claim, language):
    assert outcome(claim, told, language) == "contradicted"


@pytest.mark.parametrize(
    ("told", "claim", "language"),
    [
        (BRACKETS, "Remission occurred in the statin group (45%) and in the aspirin group (12%).", "en"),
        (BRACKETS, "Remission occurred in 12% with aspirin and 45% with statins.", "en"),
        (THREE, "Remission was reached by 45% of children and 12% of men.", "en"),
        (YEARS, "The rate of itch was 12.3% in 2010 and 45.1% in 2018.", "en"),
        (YEARS, "Der Anteil mit Juckreiz lag 2010 bei 12,3 % und 2018 bei 45,1 %.", "de"),
        (ORDER, "Remission was 12% in the first year and 45% in the second year.", "en"),
        (RATIO, "About twice as many had remission with statins as with aspirin.", "en"),
        (EDGE, "Statins raised remission.", "en"),
    ],
)
def test_figures_with_their_own_names_are_confirmed(told, claim, language):
    assert outcome(claim, told, language) == "supported"


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        (RATIO, "About half as many had remission with statins as with aspirin."),
        ("Statins cut itch by 12% against placebo (P = 0.01).", "Statins halved itch against placebo."),
        ("A total of 332 adults had itch after statins.", "Fewer than 300 adults had itch after statins."),
        (EDGE, "Statins significantly raised remission."),
        (EDGE, "Statins did not significantly raise remission."),
    ],
)
def test_what_the_figures_do_not_carry_is_not_confirmed(told, claim):
    assert outcome(claim, told) != "supported"


@pytest.mark.parametrize(
    "text", ["Itch fell in 45% and 12%, respectively, with statins and aspirin.", "Itch fell in 45% or 12%."]
)
def test_figures_without_names_of_their_own_contradict_nothing(text):
    assert outcome("Itch fell in 12% with statins and 45% with aspirin.", text) != "contradicted"
