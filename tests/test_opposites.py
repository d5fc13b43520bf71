"""Words that exclude each other, and words of degree: what a sentence says otherwise, or not at all, it does not bear out."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import certainty_inflated, direction_mismatch, not_significant
from verifier.checks.species import in_vitro_study
from verifier.confirm import confirm
from verifier.facets._effects import effects

FERRITIN = paper(
    "BACKGROUND: Ferritin stores iron. METHODS: We examined livers of 40 mice in two laboratories. RESULTS: The channel protein "
    "FOX9 was markedly down-regulated in the liver of iron-loaded mice. Loss of FOX9 accelerated the repair of liver tissue. "
    "The liver cells contain the enzyme CAT2. Agreement between the two laboratories was poor. Mild swelling of the liver was "
    "rarely seen in young mice. CONCLUSIONS: FOX9 governs liver repair.",
    title="FOX9 in the iron-loaded liver of mice",
)


def confirmed(claim: str) -> bool:
    """Whether the record on the mouse liver states a claim."""
    return any(finding.effect == "confirms" for finding in confirm(case(claim, FERRITIN)))


@pytest.mark.parametrize(
    "claim",
    [
        "In the liver of iron-loaded mice the channel protein FOX9 was markedly down-regulated",
        "The channel protein FOX9 was markedly down-regulated in the liver of iron-loaded mice.",
        "The liver cells contain the enzyme CAT2.",
    ],
)
def test_the_same_is_stated(claim):
    assert confirmed(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The channel protein FOX9 was markedly up-regulated in the liver of iron-loaded mice.",
        "The channel protein FOX9 was markedly overexpressed in the liver of iron-loaded mice.",
        "Loss of FOX9 slowed the repair of liver tissue.",
        "The liver cells lack the enzyme CAT2.",
        "Agreement between the two laboratories was excellent.",
        "Mild swelling of the liver was usually seen in young mice.",
    ],
)
def test_the_opposite_is_not(claim):
    assert not confirmed(claim)


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Falls were twice as frequent with the drug as without it.", ["up"]),
        ("Falls were as frequent with the drug as without it.", ["null"]),
        ("A block of the greater occipital nerve was given.", []),
        ("Tumours of the lower third of the stomach were found.", []),
        ("Nerve stimulation helped.", ["better"]),
        ("The gene was over-expressed.", ["up"]),
        ("The syrup turns the gag reflex up even more.", ["up"]),
        ("Coffee drives blood sugar up.", ["up"]),
        ("The patch dialled hot flushes down.", ["down"]),
        ("The syrup sent fever down, within an hour.", ["down"]),
        ("Most people turned the offer down.", []),
        ("They turned out to be early, and walked up the hill.", []),
        ("The team drove the van up the coast.", []),
        ("Half of them turned to the helpline, two hours up the road.", []),
    ],
)
def test_what_tells_a_direction(text, senses):
    assert [effect.sense for effect in effects(text) if text[effect.start : effect.end] != "block"] == senses


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Mothers without a ban on smoking were more depressed.", ["up"]),
        ("Relief came without more pain.", ["better", "null"]),
        ("Mutations were found in patients and controls.", []),
        ("Falls are a leading cause of injury.", []),
        ("Admission rates were equal.", ["null"]),
        ("The drug was not found to be cheap.", ["null"]),
    ],
)
def test_what_a_negation_reaches(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


PACING = paper(
    "BACKGROUND: Pacing of the stomach is new. METHODS: We compared 40 adults with pacing and 40 with tablets. "
    "RESULTS: Nausea was reduced by tablets but was not affected by pacing. Dizziness was more frequent in young women. Weight rose in both "
    "groups. CONCLUSIONS: Tablets remain the choice.",
    title="Pacing of the stomach against tablets in adults with nausea",
)


@pytest.mark.parametrize(
    ("claim", "checks"),
    [
        ("Nausea did not change with pacing.", set()),  # the change is that of the tablets
        ("Acupuncture lowers dizziness in adults.", set()),  # of needles nothing is told
        ("Nausea was increased by tablets.", {"direction-mismatch"}),
    ],
)
def test_an_effect_is_of_what_it_is_told_of(claim, checks):
    laid = case(claim, PACING)
    found = {f.check for check in (direction_mismatch, not_significant) for f in check.check(laid)}
    assert found == checks


RECEPTOR = paper(
    "BACKGROUND: The receptor RX5 stands on many cells. METHODS: We cultured keratinocytes for ten days in "
    "the laboratory. Each dish was stained twice. RESULTS: The receptor RX5 does not bind the peptide ligand in cultured "
    "keratinocytes. Ultraviolet light activates the receptor RX5 within minutes, which might cause sunburn. Swollen vesicles "
    "were seen in 12% of the cultured dishes. CONCLUSIONS: RX5 is a sensor of light.",
    title="RX5 in keratinocytes",
)


def lowered(claim: str) -> set[str]:
    """The checks that speak against a claim on the receptor."""
    laid = case(claim, RECEPTOR)
    found = [f for check in (direction_mismatch, in_vitro_study, certainty_inflated) for f in check.check(laid)]
    return {finding.check for finding in found if finding.effect != "none"}


@pytest.mark.parametrize(
    "claim",
    [
        "The receptor RX5 binds the peptide ligand in cultured keratinocytes.",
        "Swollen vesicles were seen in most of the cultured dishes.",
    ],
)
def test_what_is_denied_is_gainsaid(claim):
    assert "direction-mismatch" in lowered(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The receptor RX5 does not bind the peptide ligand in cultured keratinocytes.",
        "Swollen vesicles were seen in some of the cultured dishes.",
        "Cells that could not bind the peptide ligand grew in cultured keratinocytes.",
    ],
)
def test_what_is_said_as_denied_is_not(claim):
    assert "direction-mismatch" not in lowered(claim)


def test_human_cells_are_no_people():
    assert "in-vitro-study" not in lowered("Ultraviolet light activates RX5 in human keratinocytes.")
    assert "in-vitro-study" in lowered("Ultraviolet light activates RX5 in humans.")


def test_a_doubt_about_something_else_leaves_the_claim_certain():
    assert "certainty-inflated" not in lowered("Ultraviolet light activates the receptor RX5 in keratinocytes.")
    assert "certainty-inflated" in lowered("Ultraviolet light on the receptor RX5 causes sunburn.")


ALBUMIN = paper(
    "METHODS: A panel of 12 nephrologists weighed 80 studies. RESULTS: Measurements of both urine albumin and "
    "beta protein are recommended to detect kidney disease in patients at risk. Dipsticks are not recommended for screening.",
    title="Urine tests for kidney disease: a guideline",
)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Measurements of urine albumin are recommended to detect kidney disease.", True),
        ("The panel advises against measurements of urine albumin to detect kidney disease.", False),
        ("It recommends against measuring urine albumin to detect kidney disease.", False),
        ("Urine albumin should not be measured to detect kidney disease.", False),
        ("Dipsticks are not recommended for screening.", True),
    ],
)
def test_advice_against_something_is_no_advice_for_it(claim, said):
    assert any(finding.effect == "confirms" for finding in confirm(case(claim, ALBUMIN))) is said
