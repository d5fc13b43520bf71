"""Words that look like a sponsor, a disease, a comparator or a germ, and are another or none."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.line import Line

HEART = paper(
    "Closing the left appendage early may be weighed where fibrillation comes back. Stroke was the outcome in 300 patients. "
    "No harm was seen. The authors call for trials.",
    title="Early closure of the left appendage and stroke",
)
FLUIDS = paper(
    "We review fluids in acute pancreatitis. Moderate hydration led to less overload. Trials of other fluids are under way. "
    "Nutrition should start early. Antibiotics are not needed.",
    title="Fluids in acute pancreatitis",
)
SCREEN = paper(
    "The drug zorimab came out of a screen on M. smegmatis. It was given to 40 patients. Cultures turned negative. "
    "No harm was seen. Larger trials follow. Growth of E. coli was not studied with it.",
    title="Zorimab from a screen on M. smegmatis",
)


def verdict(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Helio Labs is the sponsor of NCT09999999.", "supported"),
        ("Norden Pharma is the sponsor of NCT09999999.", "unknown"),
    ],
)
def test_the_number_of_a_trial_is_no_sponsor(claim, outcome):
    record = trial(lead_sponsor="Helio Labs", organization="Helio Labs")
    assert verdict(claim.replace("NCT09999999", str(record.identifier)), record).outcome == outcome


@pytest.mark.parametrize(
    ("claim", "record", "language"),
    [
        ("Les auteurs conseillent d’agir tôt sur l’auricule gauche.", HEART, "fr"),
        ("En la pancreatitis aguda, hidratar con moderación es mejor que hacerlo a lo grande", FLUIDS, "es"),
    ],
)
def test_what_only_looks_like_a_disease_or_a_comparator_makes_no_claim_unsupported(claim, record, language):
    assert verdict(claim, record, language).outcome not in ("unsupported", "contradicted")


@pytest.mark.parametrize(
    ("claim", "borne"),
    [
        ("Zorimab came out of a screen on M. smegmatis.", True),
        ("Zorimab came out of a screen on E. coli.", False),
    ],
)
def test_another_germ_is_not_the_one_that_a_clause_names(claim, borne):
    assert (verdict(claim, SCREEN).outcome == "supported") is borne
