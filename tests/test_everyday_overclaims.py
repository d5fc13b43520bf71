"""Claims in everyday words that go beyond their record: causes, ends of troubles, cures, animals; and careful ones that do not."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.facets.species import studied
from verifier.line import Line
from verifier.model import MeshHeading


def ruled(claim, record, language="en"):
    """The verdict of the rules alone."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


def lowered(claim, record, language="en") -> list[str]:
    """The checks that lower a claim."""
    return [f.check for f in ruled(claim, record, language).findings if f.effect in ("weakens", "unrelated")]


COHORT = paper(
    "Paracetamol is taken for years. We followed 4,000 pensioners in a cohort. Long use of paracetamol was associated with "
    "kidney disease. Diarrhoea comes from too much paracetamol. Frail pensioners died more often of kidney disease than others.",
    title="Paracetamol and kidney disease: a cohort study",
)
LENSES = paper(
    "Keratopathy thins the cornea. Copper drops have been tried in keratopathy. They slowed the thinning of the cornea. "
    "Lenses sharpen sight in keratopathy. We describe how drops and lenses are used.",
    title="Copper drops and lenses in keratopathy",
)
BREAM = paper(
    "Sperm of the gilthead bream was frozen in two solutions. Freezing damaged the membranes of the sperm. Fewer sperm "
    "moved after thawing. The damage was less in the second solution. We conclude that solutions matter in freezing.",
    title="Freezing the sperm of the gilthead bream",
    mesh=(MeshHeading("", "Animals"), MeshHeading("", "Sea Bream"), MeshHeading("", "Spermatozoa")),
)
COFFEE = paper(
    "Coffee is drunk all over the world. We asked 900 nurses how much coffee they drank. Nurses who drank most slept "
    "worst. They were followed for a year. Coffee after noon may be best left out by nurses.",
    title="Coffee and the sleep of nurses",
)


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Paracetamol wrecks the kidneys of pensioners.", "en"),
        ("Paracetamol gives pensioners kidney disease.", "en"),
        ("Taking paracetamol for long made pensioners ill in the kidneys.", "en"),
        ("Paracetamol macht die Nieren kaputt.", "de"),
        ("Le paracétamol abîme les reins.", "fr"),
        ("El paracetamol estropea los riñones.", "es"),
    ],
)
def test_harm_in_everyday_words_is_a_cause(claim, language):
    assert "causal-overclaim" in lowered(claim, COHORT, language)


@pytest.mark.parametrize(
    "claim",
    [
        "Long use of paracetamol went with kidney disease.",
        "Paracetamol is linked to damage to the kidneys.",
        "Paracetamol can wreck the kidneys, some doctors fear.",
        "Too much paracetamol gives people diarrhoea.",  # told as a cause
        "Damaged kidneys were commoner with long use of paracetamol.",
    ],
)
def test_what_goes_together_or_is_told_as_a_cause_is_none_too_many(claim):
    assert "causal-overclaim" not in lowered(claim, COHORT)


def test_what_kills_is_not_borne_out_by_who_died():
    assert ruled("Kidney disease killed the frail pensioners.", COHORT).outcome != "supported"


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Copper drops have done away with keratopathy.", True),
        ("Copper drops cure keratopathy.", True),
        ("Copper drops have made keratopathy a thing of the past.", True),
        ("Copper drops slow keratopathy down.", False),
        ("Copper drops do not cure keratopathy.", False),
        ("Copper drops show promise in keratopathy.", False),
    ],
)
def test_the_end_of_a_trouble_is_more_than_less_of_it(claim, fires):
    assert ("certainty-inflated" in lowered(claim, LENSES)) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Freezing ruins a man's sperm.", True),
        ("Freezing damages the membranes of sperm.", False),  # whose is left open: fish go by many names
        ("Freezing damages the sperm of sea bream.", False),
    ],
)
def test_animals_by_their_heading_alone_weaken_what_is_told_of_people(claim, fires):
    record = BREAM
    assert ("animal-study" in lowered(claim, record)) is fires


def test_a_heading_of_people_beside_that_of_animals_tells_nothing():
    both = paper("One. Two. Three. Four.", mesh=(MeshHeading("", "Animals"), MeshHeading("", "Humans")))
    assert Line(None, TODAY).sources(found(both)).facet(studied) is None


@pytest.mark.parametrize(
    ("claim", "language", "fires"),
    [
        ("Dogs that drink coffee sleep worse.", "en", True),
        ("Los perros que toman café duermen peor.", "es", True),
        ("Dog owners who drink coffee sleep worse.", "en", False),
        ("Nurses who drink coffee sleep worse.", "en", False),
    ],
)
def test_animals_that_a_record_never_names(claim, language, fires):
    verdict = ruled(claim, COFFEE, language)
    assert ("population-mismatch" in [f.check for f in verdict.findings if f.effect == "unrelated"]) is fires


def test_a_record_that_may_have_studied_animals_is_left_open():
    genes = paper(
        "Egrin keeps cells at rest. Deletion of egrin in lymphocytes led to a deadly illness. Egrin is needed. It acts early.",
        title="Egrin and lymphocytes",
    )
    assert "population-mismatch" not in lowered("Mice without egrin fell ill.", genes)
