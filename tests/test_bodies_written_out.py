"""A sponsor's name as the registry prints it is read whole, and a clause that says no more than who runs a trial is read whole too."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line


def verdict(claim, name, language="en", **facts):
    record = trial(lead_sponsor=name, **facts)
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


@pytest.mark.parametrize(
    ("claim", "name", "language"),
    [
        ("Tarn Biologics, Inc. sponsors the study.", "Tarn Biologics, Inc.", "en"),
        ("Tarn Biologics is behind this trial.", "Tarn Biologics, Inc.", "en"),
        ("The study was paid for and run by Ostra Cancer Center.", "Ostra Cancer Center", "en"),
        ("The sponsor of the study is Hôpitaux du Nord - Groupe Est.", "Hôpitaux du Nord - Groupe Est", "en"),
        ("Responsibility for the trial rests with University Hospital, Lund.", "University Hospital, Lund", "en"),
        ("In the register, the sponsor line reads Better Days Health.", "Better Days Health", "en"),
        ("Als Sponsor der Studie trat Ostra Klinik auf.", "Ostra Klinik", "de"),
        ("Die Studie wurde von Tarn Biologics, Inc. durchgeführt.", "Tarn Biologics, Inc.", "de"),
        ("L'essai était placé sous la responsabilité de Tarn S.r.l., son promoteur.", "Tarn S.r.l.", "fr"),
        ("El ensayo tenía como promotor a Ostra, A/S.", "Ostra, A/S", "es"),
    ],
)
def test_who_runs_a_trial(claim, name, language):
    assert verdict(claim, name, language).outcome == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Tarn Biologics, Inc. never sponsored the study.",
        "Tarn Biologics, Inc. sponsors the study and has cured 40 patients.",
        "Tarn Biologics, Inc. and Ostra Klinik sponsor the study.",
        "Tarn Biologics, Inc. was asked to sponsor the study.",
    ],
)
def test_what_a_clause_says_beside_is_not_borne_out_with_it(claim):
    assert verdict(claim, "Tarn Biologics, Inc.").outcome != "supported"


@pytest.mark.parametrize(
    "claim",
    ["The study was paid for and run by Ostra Hospital.", "The sponsor of the study is Ostra Hospital."],
)
def test_another_sponsor_is_told(claim):
    told = verdict(claim, "Tarn Biologics, Inc.")
    assert [f.check for f in told.findings if f.effect == "contradicts"] == ["sponsor-mismatch"]


def test_a_disease_in_the_name_of_a_sponsor_is_no_topic():
    told = verdict("Ostra Cancer Center conducted the trial.", "Ostra Cancer Center", completion=None)
    assert not [c for c in told.comparisons if c.facet == "condition"]


@pytest.mark.parametrize("name", ["Inc " * 40, "Inc " * 20_000, "A", "...", "\u0130nc. " * 30])
def test_a_sponsor_of_any_letters_is_read(name):
    assert verdict("Tarn Biologics sponsors the study.", name).outcome != "supported"
