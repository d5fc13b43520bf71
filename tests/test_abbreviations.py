"""Letters that stand for several things: the definition beside them decides, and without one nothing is said."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.content import condition_mismatch, intervention_mismatch
from verifier.facets._words import sentence_concepts
from verifier.model import Intervention

VALVES = paper(
    "Mitral stenosis (MS) narrows a valve of the heart. We followed 90 adults with MS. Plum syrup was given for a year. "
    "Valves were measured. MS got worse in ten.",
    title="Plum syrup in mitral stenosis",
)
BRAIN = paper(
    "Prophylactic cranial irradiation (PCI) spares the brain. We followed 90 adults with small cell lung cancer after PCI. "
    "Brain metastases were counted. Ten had one. Others had none.",
    title="Irradiation of the brain in small cell lung cancer",
)


def mismatched(claim: str, record) -> list[str]:
    """The checks of subject that a claim fires."""
    about = case(claim, record)
    return [finding.check for check in (condition_mismatch, intervention_mismatch) for finding in check.check(about)]


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("Plum syrup slows MS.", VALVES),
        ("Plum syrup slows RA.", VALVES),  # rheumatoid arthritis, or the right atrium
        ("PCI keeps the brain free.", BRAIN),
        ("PRP keeps the brain free.", BRAIN),
        ("MSM keeps the brain free.", BRAIN),
    ],
)
def test_letters_without_a_meaning_say_nothing(claim, record):
    assert mismatched(claim, record) == []


@pytest.mark.parametrize(
    "claim",
    [
        "Plum syrup slows multiple sclerosis.",
        "Plum syrup slows ADHD.",
    ],
)
def test_names_and_letters_that_are_explained_do(claim):
    assert mismatched(claim, VALVES) == ["condition-mismatch"]


def test_letters_that_a_record_explains_are_read_so():
    named = {hit.concept for hits in case("PCI helps.", BRAIN).source.facet(sentence_concepts) for hit in hits}
    assert "coronary stent" not in named


def test_letters_that_a_page_explains_are_read_so():
    heart = trial(
        "Stents are put in. People are seen for a year. Pain is counted. It is free.",
        title="PCI for Angina",
        conditions=("Angina",),
        interventions=(Intervention("PROCEDURE", "PCI"),),
    )
    claim = "Prophylactic cranial irradiation (PCI) keeps the brain free; PCI lowers angina."
    assert not [c for c in case(claim, heart).compared("intervention") if c.said.text == "PCI"]
