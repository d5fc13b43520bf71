"""What something is held against is no treatment that a claim is about."""

from __future__ import annotations

import pytest

from tests.casebook import case, cite, paper, trial
from verifier.checks.content import comparison_invented, intervention_mismatch, not_significant
from verifier.model import Arm, Intervention

APP = trial(
    "An app teaches people with migraine to breathe. Headache days are counted. People are seen for a month. It is free.",
    title="A Breathing App for Migraine",
    conditions=("Migraine",),
    interventions=(Intervention("DEVICE", "Breathing app"), Intervention("OTHER", "Reading")),
    arms=(Arm("Breathing app", "EXPERIMENTAL"), Arm("Reading", "ACTIVE_COMPARATOR")),
    intervention_model="PARALLEL",
    allocation="RANDOMIZED",
)  # fmt: skip


def mismatched(claim: str, speech: str = "en") -> bool:
    """Whether the record of the app is said to be about another treatment."""
    return bool(list(intervention_mismatch.check(case(claim, APP, language=speech))))


@pytest.mark.parametrize(
    ("speech", "claim"),
    [
        ("en", "It works better than ibuprofen."),
        ("en", "It beats a ketogenic diet."),
        ("en", "Compared with melatonin, it has no side effects."),
        ("en", "It was tested versus melatonin."),
        ("en", "People took up breathing instead of ibuprofen."),
        ("en", "Unlike ibuprofen, it is free."),
        ("en", "It is as good as ibuprofen."),
        ("en", "It is superior to ibuprofen."),
        ("en", "It replaces ibuprofen."),
        ("en", "A randomised comparison of breathing lessons with ibuprofen."),
        ("de", "Sie wirkt besser als Ibuprofen."),
        ("de", "Im Vergleich zu Melatonin hat sie keine Nebenwirkungen."),
        ("de", "Atmen statt Ibuprofen."),
        ("de", "Anders als Ibuprofen kostet sie nichts."),
        ("fr", "Elle marche mieux que l'ibuprofène."),
        ("fr", "Respirer au lieu d'ibuprofène."),
        ("fr", "Contrairement à l'ibuprofène, elle est gratuite."),
        ("es", "Funciona mejor que el ibuprofeno."),
        ("es", "Respirar en lugar de ibuprofeno."),
        ("es", "A diferencia del ibuprofeno, es gratis."),
    ],
)
def test_what_it_is_held_against_is_not_what_the_claim_is_about(speech, claim):
    assert not mismatched(claim, speech)


@pytest.mark.parametrize(
    ("speech", "claim"),
    [
        ("en", "Ibuprofen works better than nothing in gout."),
        ("en", "Vitamin C prevents gout."),
        ("de", "Ibuprofen wirkt besser als nichts bei Gicht."),
        ("fr", "L'ibuprofène marche mieux que rien contre la goutte."),
        ("es", "El ibuprofeno funciona mejor que nada en la gota."),
    ],
)
def test_what_is_said_to_act_is(speech, claim):
    assert mismatched(claim, speech)


def test_a_class_does_not_name_its_drug():
    about = paper(
        "Antipsychotics are not satisfactory in agitation. We gave citalopram or placebo to 186 people with agitation. "
        "Agitation was measured. Citalopram eased agitation. The heart slowed.",
        title="Citalopram for agitation",
    )
    claim = "Citalopram calms people better than risperidone does."
    assert [f.check for f in comparison_invented.check(case(claim, about))] == ["comparison-invented"]
    assert not list(comparison_invented.check(case("Citalopram calms better than placebo does.", about)))
    assert cite(claim, about.identifier).claim == claim


def test_one_diet_is_not_another():
    assert list(comparison_invented.check(case("The app has been shown to beat a low-FODMAP diet.", APP)))


def test_no_effect_is_told_once():
    about = paper(
        "We gave 90 adults zinc or starch for colds. Colds did not differ in length between zinc and starch (P = 0.4). "
        "Zinc had no effect on the length of colds (P = 0.5). Sleep was good. Nobody left.",
        title="Zinc for colds",
    )
    assert len(list(not_significant.check(case("Zinc shortens colds.", about)))) <= 1
