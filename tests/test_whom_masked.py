"""Of whom a clause says that they did not know what was given, beside those whom the trial kept from knowing."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses

ALL = ("PARTICIPANT", "CARE_PROVIDER", "INVESTIGATOR", "OUTCOMES_ASSESSOR")
TWO = {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL"}


def outcome(claim, masked, language="en"):
    masking = ("NONE", "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")[len(masked)]
    record = trial(masking=masking, who_masked=masked, **TWO)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return (
        Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record)).outcome
    )


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Only the patients were blinded.", "en"),
        ("Just the volunteers did not know which drug they were given.", "en"),
        ("Only the pupils were masked.", "en"),
        ("Solely the participants were unaware of what they got.", "en"),
        ("Nur die Teilnehmer waren verblindet.", "de"),
        ("Seuls les patients étaient en aveugle.", "fr"),
    ],
)
def test_one_party_alone(claim, language):
    assert outcome(claim, ALL, language) == "contradicted"
    assert outcome(claim, ("PARTICIPANT", "OUTCOMES_ASSESSOR"), language) == "contradicted"
    assert outcome(claim, ("PARTICIPANT",), language) != "contradicted"


def test_the_one_party_that_was_blinded_is_borne_out():
    assert outcome("Only the patients were blinded.", ("PARTICIPANT",)) == "supported"
    assert outcome("Only the outcome assessors were blinded.", ("OUTCOMES_ASSESSOR",)) != "contradicted"
    assert outcome("Not only the patients were blinded.", ALL) != "contradicted"


def test_doctors_may_be_the_investigators():
    assert outcome("Only the doctors were blinded.", ("CARE_PROVIDER", "INVESTIGATOR")) == "unknown"
    assert outcome("The doctors were blinded.", ("INVESTIGATOR",)) == "unknown"


@pytest.mark.parametrize(
    "claim",
    [
        "The pupils were blinded.",
        "Those treated did not know what they were given.",
        "Adolescents did not know which drug they got.",
        "Masking: double (participant, outcomes assessor)",
    ],
)
def test_people_who_were_not_kept_from_knowing(claim):
    others = ("INVESTIGATOR", "OUTCOMES_ASSESSOR")
    assert outcome(claim, others) == "contradicted"
    assert outcome(claim, ("PARTICIPANT", "OUTCOMES_ASSESSOR")) != "contradicted"


def test_the_party_in_brackets():
    assert outcome("A single-blind (participant) trial.", ("OUTCOMES_ASSESSOR",)) == "contradicted"
    assert outcome("A single-blind (participant) trial.", ("PARTICIPANT",)) == "supported"
    assert outcome("Masking: triple (participant, outcomes assessor)", ("PARTICIPANT", "OUTCOMES_ASSESSOR")) == (
        "contradicted"
    )


def test_somebody_of_no_known_role_leaves_it_open():
    assert outcome("The statisticians were blinded.", ("PARTICIPANT",)) == "unknown"
    assert outcome("The groups were blinded.", ("PARTICIPANT",)) != "contradicted"
    assert outcome("The patients, the nurses and the outcome assessors were blinded.", ("PARTICIPANT",)) == "unknown"


def test_a_single_blind_trial_of_which_others_were_kept_from_knowing():
    claim = "It was a single-blind trial in which the patients did not know their treatment."
    assert outcome(claim, ("OUTCOMES_ASSESSOR",)) == "contradicted"
    assert outcome("The Acme Therapeutics study was blinded.", ("PARTICIPANT",)) != "contradicted"
