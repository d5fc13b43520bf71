"""What pages tell of trials in passing: who knew, why it stopped, what was meant to be, who may join, what never was."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, ESTIMATED, TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses

MASKED = {"masking": "QUADRUPLE", "allocation": "RANDOMIZED", "intervention_model": "PARALLEL"}
GONE = {
    "overall_status": "TERMINATED",
    "enrollment": 8,
    "why_stopped": "Product no longer available, Helio Labs filed for bankruptcy",
}
EMPTY = {"overall_status": "WITHDRAWN", "enrollment": 0, "enrollment_type": ACTUAL, "why_stopped": "loss of funding"}
FEW = {"overall_status": "TERMINATED", "enrollment": 6, "why_stopped": "Low enrollment"}
AIMS = {"overall_status": "TERMINATED", "enrollment": 1, "why_stopped": "Business objectives have changed"}
UNTOLD = {"overall_status": "UNKNOWN", "enrollment": 100, "enrollment_type": ESTIMATED}
INVITED = {"overall_status": "ENROLLING_BY_INVITATION"}
HELD = {"overall_status": "SUSPENDED", "enrollment": 60, "enrollment_type": ESTIMATED}


def outcome(claim, record, language="en"):
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    citation = cite(claim, record.identifier, parts=parts, language=language)
    return Line(None, TODAY).verdict(citation, found(record)).outcome


@pytest.mark.parametrize(
    ("claim", "facts", "told"),
    [
        ("Nurses and patients in Northfield 12 knew who had received the real cells.", MASKED, "contradicted"),
        ("The people in the Northfield trial knew whether theirs was the sham injection.", MASKED, "contradicted"),
        ("Patients in the study were told which injection was the real one.", MASKED, "contradicted"),
        ("Neither the patients in the trial nor their nurses knew who had received the cells.", MASKED, "supported"),
        ("Few of the patients in the trial found out which injection they had had.", MASKED, "unknown"),
    ],
)
def test_who_knew_what_somebody_got(claim, facts, told):
    assert outcome(claim, trial(**facts)) == told


@pytest.mark.parametrize(
    ("claim", "facts", "told"),
    [
        ("stopped: the maker went bankrupt and the product is gone", GONE, "supported"),
        ("stopped: the cells made some patients ill", GONE, "contradicted"),
        ("withdrawn: the money could not be found", EMPTY, "supported"),
        ("withdrawn: the cells never came to market and could not be had", EMPTY | {"why_stopped": "The cells were not marketed and not available"}, "supported"),
        ("The study was ended early because some patients felt worse.", FEW, "contradicted"),
        ("It was halted after the cells made volunteers anxious.", FEW, "contradicted"),
        ("It was halted because the moon was full.", FEW, "unknown"),
        ("It was closed after one patient, because the company's aims had changed.", AIMS, "supported"),
        ("It was closed after one patient, because the cells poisoned him.", AIMS, "contradicted"),
        ("It ended with six people, since no hospital sent any patients.", FEW, "supported"),
    ],
)  # fmt: skip
def test_why_a_trial_stopped(claim, facts, told):
    assert outcome(claim, trial(**facts)) == told


@pytest.mark.parametrize(
    ("claim", "facts", "told"),
    [
        ("The cells rescued most optic nerves.", EMPTY, "overstated"),
        ("The remote programme helped one patient in three to see.", EMPTY, "overstated"),
        ("The cells restored the sight of half the patients.", EMPTY, "overstated"),
        ("Forty patients got the cells in Northfield.", EMPTY, "contradicted"),
        ("In the trial the cells restored sight.", EMPTY, "contradicted"),
        ("Not one patient was enrolled for the cells.", EMPTY, "supported"),
        ("The team thought again about the cells and withdrew the trial.", EMPTY, "unknown"),
        ("Suspended before any patient was enrolled.", HELD, "unknown"),
    ],
)
def test_what_is_told_of_a_trial_that_nobody_joined(claim, facts, told):
    assert outcome(claim, trial(**facts)) == told


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Bei hundert Kranken wollte man ablesen, ob das Mittel wirken wird", "de"),
        ("Geprüft werden sollte, ob die Zellen den Sehnerv heilen; untersucht werden sollten hundert", "de"),
        ("On voulait savoir, chez cent malades, si les cellules guérissent le nerf optique", "fr"),
        ("Se quería averiguar en cien enfermos si las células curan el nervio óptico", "es"),
    ],
)
def test_a_plan_of_another_language_claims_no_effect(claim, language):
    assert outcome(claim, trial(**UNTOLD), language) in ("supported", "unknown")


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("Bei Nordfeld kann sich jeder Interessierte selbst anmelden", "de", "contradicted"),
        ("Tout malade peut s'y inscrire lui-même", "fr", "contradicted"),
        ("Cualquiera puede apuntarse por su cuenta", "es", "contradicted"),
        ("Anyone interested may sign up on their own", "en", "contradicted"),
        ("Only people who are invited can take part", "en", "supported"),
    ],
)
def test_who_may_join(claim, language, told):
    assert outcome(claim, trial(**INVITED), language) == told


LASER = trial(
    "Laser light is given after the operation to see how fast the wound closes. People with a bleeding disorder are kept out.",
    title="Laser Light After Operations of the Knee in Non-smokers",
    overall_status="UNKNOWN",
    enrollment=40,
    enrollment_type=ESTIMATED,
    conditions=("Knee Surgery",),
)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Laser light after operations of the knee", "supported"),
        ("Laser light in place of operations of the knee", "unknown"),
        ("Laser light before operations of the knee", "unknown"),
        ("Laser light after operations of the knee in smokers", "unknown"),
        ("Status: Unknown. Planned participants: 40. One arm", "supported"),
        ("Status: Unknown. Planned participants: 40. Two arms", "unknown"),
    ],
)
def test_what_a_trial_is_about_is_told_as_it_stands(claim, told):
    assert outcome(claim, LASER) == told


def test_a_state_that_the_registry_does_not_know_is_one():
    assert outcome("Status: unknown. Enrolment: 18", trial()) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "kind", "allocation", "told"),
    [
        ("Nobody is assigned a treatment.", "OBSERVATIONAL", "", "supported"),
        ("No treatment is assigned.", "INTERVENTIONAL", "RANDOMIZED", "contradicted"),
        ("No treatment is assigned.", "INTERVENTIONAL", "NA", "unknown"),
    ],
)
def test_a_study_that_assigns_nothing(claim, kind, allocation, told):
    assert outcome(claim, trial(study_type=kind, allocation=allocation)) == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The cells mend more nerves than the drops.", "overstated"),
        ("NCT01234567 demonstrates that the cells do not harm the optic nerve.", "overstated"),
        ("The cells doubled the share of patients who read well.", "overstated"),
        ("The study enrols more patients than planned.", "unknown"),
    ],
)
def test_an_effect_told_of_now_beside_a_registration(claim, told):
    summary = "Cells are given for optic nerve disease. Earlier work has shown that cells mend nerves."
    assert outcome(claim, trial(summary)) == told


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("Zwanzig Augenkranke benutzten dort die Tropfen", "de", "contradicted"),
        ("Trente malades y ont reçu les cellules", "fr", "contradicted"),
        ("Veinte enfermos usaron las gotas", "es", "contradicted"),
        ("Dreißig Erkrankte sollten dort behandelt werden", "de", "unknown"),
    ],
)
def test_people_of_a_trial_that_nobody_joined_in_other_languages(claim, language, told):
    assert outcome(claim, trial(**EMPTY), language) == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The study of cells for optic nerve disease was meant for up to 60 patients and ended with one.", "supported"),
        ("The study of cells for optic nerve disease was meant for up to 90 patients and ended with one.", "unknown"),
        ("The study of cells for optic nerve disease was meant for up to 60 patients and ended with twelve.", "contradicted"),
        ("NCT01234567 closed in March 2021 after treating one patient, because the company's aims had changed.", "supported"),
        ("NCT01234567 closed in May 2019 after treating one patient, because the company's aims had changed.", "contradicted"),
    ],
)  # fmt: skip
def test_what_was_meant_and_what_came(claim, told):
    assert outcome(claim, trial("Up to 60 patients will be given cells for optic nerve disease.", **AIMS)) == told


def row(*cells, names):
    """The outcome of a row of a table on a trial that ended with six people."""
    record = trial(**FEW)
    parts, fields = tuple(cells), tuple(zip(names, cells, strict=True))
    citation = cite(" ".join(cells), record.identifier, parts=parts, fields=fields)
    return Line(None, TODAY).verdict(citation, found(record)).outcome


@pytest.mark.parametrize(
    ("cells", "names", "told"),
    [
        (("Terminated", "6", "enrolment too low", "20260114"), ("status", "n", "comment", "checked_on"), "supported"),
        (("Terminated", "6", "enrolment too low", "20240114"), ("status", "n", "comment", "ended_on"), "unknown"),
        (("P6.", "It was stopped because enrolment was low."), ("no", "text"), "supported"),
        (
            ("Terminated", "7", "enrolment too low", "20260114"),
            ("status", "n", "comment", "checked_on"),
            "contradicted",
        ),
    ],
)
def test_labels_and_days_of_looking_up_say_nothing(cells, names, told):
    assert row(*cells, names=names) == told


def test_who_takes_everybody_invites_nobody():
    assert outcome("The Northfield trial takes anyone who applies.", trial(**INVITED)) == "contradicted"
    assert outcome("The Northfield trial takes anyone aged 18 or over.", trial(**INVITED)) != "contradicted"
