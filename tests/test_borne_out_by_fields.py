"""What a trial's fields and posted values bear out in other words, and the same with one thing changed, which they do not."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.line import Line
from verifier.model import Arm, Intervention, Measurement, Passage, PostedOutcome, Results
from verifier.registries import clinicaltrials


def outcome(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).outcome


BALLOON = trial(
    "A heated balloon is placed in the nose of people with hay fever.",
    "Heated Nasal Balloon for Hay Fever",
    overall_status="WITHDRAWN",
    why_stopped="loss of funding",
    enrollment=0,
    conditions=("Hay Fever",),
    lead_sponsor="Eastbrook University",
    removed_countries=("Norway",),
)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The trial of the heated nasal balloon for hay fever lost its funding", "supported"),
        ("The heated nasal balloon trial for hay fever ran out of money", "supported"),
        ("The hay fever trial of a heated nasal balloon could not find enough patients", "unknown"),
        ("The trial of the heated nasal balloon for hay fever lost its staff", None),
        ("The trial of the heated nasal balloon for hay fever lost its funding after 12 patients had joined", None),
        ("The Norwegian trial of a heated nasal balloon for hay fever was withdrawn", "supported"),
        ("The Swedish trial of a heated nasal balloon for hay fever was withdrawn", "unknown"),
        ("The European trial of a heated nasal balloon for hay fever was withdrawn", "supported"),
        ("The Asian trial of a heated nasal balloon for hay fever was withdrawn", "unknown"),
    ],
)
def test_what_befell_a_trial_and_where(claim, told):
    said = outcome(claim, BALLOON)
    assert said == told if told else said != "supported"


@pytest.mark.parametrize(
    ("claim", "language", "supported"),
    [
        ("El ensayo se retiró sin incluir a nadie", "es", True),
        ("Das Register wurde zurückgezogen, ohne je jemanden aufzunehmen", "de", True),
        ("L'étude a été retirée sans inclure personne", "fr", True),
        ("El ensayo se completó tras incluir a todos", "es", False),
        ("El ensayo incluyó a 12 pacientes", "es", False),
        ("El ensayo sueco se retiró sin incluir a nadie", "es", False),
    ],
)
def test_nobody_came_in_other_languages(claim, language, supported):
    assert (outcome(claim, BALLOON, language) == "supported") is supported


def test_the_countries_of_sites_that_were_taken_back_are_kept():
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT01234567", "briefTitle": "A trial"},
            "statusModule": {"overallStatus": "WITHDRAWN"},
        },
        "derivedSection": {"miscInfoModule": {"removedCountries": ["Norway"]}},
    }
    assert clinicaltrials.read(json.dumps(study)).facts.removed_countries == ("Norway",)


ARMS = (
    Arm("Radiotherapy plus oxolatin", "EXPERIMENTAL", "Whole brain radiotherapy with oxolatin", ("Drug: Oxolatin",)),
    Arm("Radiotherapy", "NO_INTERVENTION", "Whole brain radiotherapy"),
)
BRAIN = trial(
    "People whose lung cancer has spread to the brain are given whole brain radiotherapy and oxolatin.",
    "Oxolatin and Whole Brain Radiotherapy in Lung Cancer With Brain Metastases",
    allocation="RANDOMIZED",
    intervention_model="PARALLEL",
    arms=ARMS,
    interventions=(Intervention("DRUG", "Oxolatin"),),
    conditions=("Brain Metastases", "Lung Cancer"),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("It randomises people whose lung cancer reached the brain to radiotherapy with or without oxolatin", True),
        ("It randomises people whose lung cancer reached the brain to radiotherapy with or without steroids", False),
        ("It randomises people whose lung cancer reached the brain to oxolatin with or without radiotherapy", False),
        ("It randomises people whose lung cancer reached the liver to radiotherapy with or without oxolatin", False),
    ],
)
def test_with_or_without_is_told_by_the_arms(claim, supported):
    assert (outcome(claim, BRAIN) == "supported") is supported


def test_a_drug_that_only_keeps_people_out_is_not_what_was_tried():
    record = trial(
        "Erlotinib is given between courses of chemotherapy after lung cancer surgery.",
        "Erlotinib Between Chemotherapy in Lung Cancer",
        overall_status="WITHDRAWN",
        enrollment=0,
        conditions=("Lung Cancer",),
    )
    barred = Passage("eligibilityCriteria", "Exclusion: people who took gefitinib before.", "eligibility")
    record = replace(record, passages=(*record.passages, barred))
    assert outcome("The trial of erlotinib between chemotherapy in lung cancer was withdrawn", record) == "supported"
    assert outcome("The trial of gefitinib between chemotherapy in lung cancer was withdrawn", record) == "unknown"


def values(one, other):
    return Measurement("LX-1", "", one, analysed="21"), Measurement("LX-2", "", other, analysed="20")


GAMES = trial(
    "Two tablet games are compared in people with multiple sclerosis.",
    "Two Tablet Games in Multiple Sclerosis",
    has_results=True,
    conditions=("Multiple Sclerosis",),
    results=Results(
        outcomes=(
            PostedOutcome(
                "PRIMARY",
                "Change in reading speed after 6 weeks, game 1 vs. game 2",
                status="POSTED",
                parameter="MEAN",
                measurements=values("7.20", "4.65"),
            ),
            PostedOutcome(
                "SECONDARY",
                "Change in fatigue after 6 weeks, game 1 vs. game 2",
                status="POSTED",
                parameter="MEAN",
                measurements=values("2.35", "9.10"),
            ),
        )
    ),
)


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Reading speed rose by 7.20 points with one game and 4.65 with the other.", True),
        ("Reading speed rose by 4.65 points with one game and 7.20 with the other.", True),
        ("Reading speed rose by 7.20 points with one game and 2.35 with the other.", False),
        ("Fatigue rose by 7.20 points with one game and 4.65 with the other.", False),
        ("Reading speed fell by 7.20 points with one game and 4.65 with the other.", False),
        ("Memory rose by 7.20 points with one game and 4.65 with the other.", False),
    ],
)
def test_one_arm_and_the_other_without_a_name(claim, supported):
    assert (outcome(claim, GAMES) == "supported") is supported


BURNS = paper(
    "METHODS: All people over 75 with burns who came to one centre were included. RESULTS: Two thirds of the patients were "
    "discharged alive. Skin grafts were done in 82.4% of them. Opioid doses were cut by a third.",
    title="Older people with burns in one centre",
)


@pytest.mark.parametrize(
    ("claim", "language", "supported"),
    [
        ("Two-thirds of the burned patients were discharged alive.", "en", True),
        ("A third of the burned patients were discharged alive.", "en", False),
        ("A third of the burned patients had opioids.", "en", False),
        ("More than four in five burned patients had skin grafts.", "en", True),
        ("More than nine in ten burned patients had skin grafts.", "en", False),
        ("Fewer than four in five burned patients had skin grafts.", "en", False),
        ("Près des deux tiers des brûlés sont sortis vivants", "fr", True),
        ("Plus des trois quarts des brûlés sont sortis vivants", "fr", False),
    ],
)
def test_a_share_in_words(claim, language, supported):
    assert (outcome(claim, BURNS, language) == "supported") is supported


def counts(*listed):
    return tuple(Measurement("Wrist injection", when, value, analysed="41") for when, value in listed)


WRIST = trial(
    "A steroid is injected into the wrist of people with arm pain and finger pain. An earlier study saw relief in 63%.",
    "Steroid Injection at the Wrist",
    has_results=True,
    enrollment=41,
    conditions=("Pain",),
    results=Results(
        outcomes=(
            PostedOutcome(
                "PRIMARY",
                "Participants with at least 50% reduction in finger pain",
                status="POSTED",
                parameter="COUNT_OF_PARTICIPANTS",
                unit="participants",
                time_frame="3 months, 12 months",
                measurements=counts(("3 months", "31"), ("12 months", "26")),
            ),
            PostedOutcome(
                "SECONDARY",
                "Participants with at least 50% reduction in elbow pain",
                status="POSTED",
                parameter="COUNT_OF_PARTICIPANTS",
                unit="participants",
                time_frame="3 months, 12 months",
                measurements=counts(("3 months", "17"), ("12 months", "14")),
            ),
        )
    ),
)
POSTED = [
    Passage(
        f"outcomeMeasures[{number}]",
        f"{outcome.title} Result: "
        + "; ".join(f"{m.category}: {m.value} Participants in {m.group} (n = 41)" for m in outcome.measurements),
        "result",
    )
    for number, outcome in enumerate(WRIST.facts.results.outcomes)
]
WRIST = replace(WRIST, passages=(*WRIST.passages, *POSTED))


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("A year after the wrist injection, 26 of 41 people had their finger pain cut by half or more.", True),
        ("Three months after the wrist injection, 31 of 41 people had their finger pain cut by half or more.", True),
        ("A year after the wrist injection, 31 of 41 people had their finger pain cut by half or more.", False),
        ("A year after the wrist injection, 14 of 41 people had their finger pain cut by half or more.", False),
        ("A year after the wrist injection, 26 of 41 people had their elbow pain cut by half or more.", False),
        ("A year after the wrist injection, 26 of 41 people had more finger pain.", False),
    ],
)
def test_so_many_of_so_many_are_those_of_the_outcome_and_the_time(claim, supported):
    assert (outcome(claim, WRIST) == "supported") is supported
