"""Null results in plain words: borne out where the record denies the same, gainsaid where it tells a difference."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import condition_mismatch, direction_mismatch, not_significant, number_mismatch
from verifier.confirm import confirm
from verifier.facets._effects import effects

READINGS = paper(
    "Blood pressure is measured in many ways. We compared readings of doctors, nurses and patients at home. Systolic readings "
    "of doctors were 5.2 mmHg higher than those of nurses (P<0.001). The difference between the systolic readings of nurses and those at home was "
    "not significant (0.5 mmHg; P=0.76). There was no increase in infections with amlodipine. Frailty was strongly associated with "
    "falls (P=0.003). Swelling of the ankles was not observed in any of the patients. Two thirds were malnourished.",
    title="Who measures blood pressure: doctors, nurses or patients",
)


def fired(claim):
    built = case(claim, READINGS)
    checks = (direction_mismatch, not_significant, number_mismatch, condition_mismatch)
    return [found.check for check in checks for found in check.check(built)]


def said(claim):
    return any(found.effect == "confirms" for found in confirm(case(claim, READINGS)))


def test_a_null_result_between_two_others_gainsays_nothing():
    assert fired("Systolic readings of doctors were about five points higher than those of nurses.") == []


def test_a_null_result_told_in_other_words_is_not_gainsaid():
    claim = "Infections were no more frequent with amlodipine."
    assert fired(claim) == []
    assert [found.relation for found in case(claim, READINGS).compared("direction", "same")] == ["same"]


@pytest.mark.parametrize("claim", ["Frailty had no bearing on falls.", "Frailty told nothing about falls."])
def test_an_association_gainsays_that_there_is_none(claim):
    assert not said(claim)
    assert [effect.sense for effect in effects(claim)] == ["null"]


def test_not_in_any_is_in_none():
    assert fired("Not one of the patients had swelling of the ankles.") == []


def test_a_condition_by_its_adjective_is_the_condition():
    assert fired("Two thirds of the patients were malnourished.") == []
