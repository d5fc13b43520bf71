"""Clauses that only say what one field of a trial holds, in many words, and clauses that only look like them."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, TODAY, cite, found, trial
from verifier.facets._plainly import _plain
from verifier.line import Line
from verifier.model import Arm, Intervention
from verifier.text import clauses

TWO = (Arm("Walking", "EXPERIMENTAL"), Arm("Usual care", "ACTIVE_COMPARATOR"))
PARALLEL = {
    "study_type": "INTERVENTIONAL",
    "allocation": "RANDOMIZED",
    "intervention_model": "PARALLEL",
    "masking": "DOUBLE",
    "who_masked": ("PARTICIPANT", "INVESTIGATOR"),
    "arms": TWO,
    "interventions": (Intervention("Walking", "BEHAVIORAL"),),
    "overall_status": "RECRUITING",
    "healthy_volunteers": False,
    "sex": "ALL",
    "minimum_age": "30 Years",
    "maximum_age": "70 Years",
    "has_results": False,
}
ALONE = PARALLEL | {
    "allocation": "NA",
    "intervention_model": "SINGLE_GROUP",
    "masking": "NONE",
    "who_masked": (),
    "arms": TWO[:1],
    "healthy_volunteers": True,
    "sex": "FEMALE",
    "has_results": True,
}
WATCHED = {"study_type": "OBSERVATIONAL", "overall_status": "COMPLETED", "sex": "MALE"}


def verdict(claim, facts, language="en", **more):
    record = trial(**(facts | more))
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record))


def outcome(claim, facts, language="en", **more):
    return verdict(claim, facts, language, **more).outcome


@pytest.mark.parametrize(
    ("claim", "language", "right", "wrong"),
    [
        ("People in the trial were allotted to their groups by lot.", "en", PARALLEL, ALONE),
        ("The study left it to chance who got what.", "en", PARALLEL, ALONE),
        ("Nobody in this trial was randomised.", "en", ALONE, PARALLEL),
        ("There was no random allocation in the study.", "en", WATCHED, PARALLEL),
        ("In der Studie entschied das Los, wer welche Behandlung bekam.", "de", PARALLEL, ALONE),
        ("Les participants de l'essai ont été répartis au hasard.", "fr", PARALLEL, ALONE),
        ("No hubo sorteo en el ensayo.", "es", ALONE, PARALLEL),
        ("Neither the participants nor the researchers in the study knew who was given what.", "en", PARALLEL, ALONE),
        ("Niemand in der Studie war verblindet.", "de", ALONE, PARALLEL),
        ("El ensayo fue abierto, sin enmascaramiento.", "es", ALONE, PARALLEL),
        ("Everyone in the study received the same treatment.", "en", ALONE, PARALLEL),
        ("The trial compares its patients with nobody else.", "en", ALONE, PARALLEL),
        ("Two groups are set side by side in this trial.", "en", PARALLEL, ALONE),
        ("El estudio no tiene grupo de control.", "es", ALONE, PARALLEL),
        ("The study merely follows its participants.", "en", WATCHED, PARALLEL),
        ("Nothing is given in the study: people are only observed.", "en", WATCHED, PARALLEL),
        ("L'essai est un essai interventionnel.", "fr", PARALLEL, WATCHED),
        ("This is a randomised trial.", "en", PARALLEL, ALONE),
        ("Bei der Studie handelt es sich um eine Beobachtungsstudie.", "de", WATCHED, PARALLEL),
        ("Il s'agit d'un essai randomisé.", "fr", PARALLEL, ALONE),
        ("Se trata de un estudio observacional.", "es", WATCHED, PARALLEL),
        ("It was concealed from patients and doctors in the trial who got what.", "en", PARALLEL, ALONE),
        ("Die Teilnehmer der Studie wussten, was sie bekamen.", "de", ALONE, PARALLEL),
        ("No control group exists in the study.", "en", ALONE, PARALLEL),
        ("The trial takes healthy volunteers.", "en", ALONE, PARALLEL),
        ("You need not be ill to take part in the trial.", "en", ALONE, PARALLEL),
        ("The study did not take healthy volunteers.", "en", PARALLEL, ALONE),
        ("An der Studie können auch gesunde Freiwillige teilnehmen.", "de", ALONE, PARALLEL),
        ("Both men and women can join the trial.", "en", PARALLEL, ALONE),
        ("Men cannot join the trial.", "en", ALONE, PARALLEL),
        ("The study was closed to women.", "en", WATCHED, PARALLEL),
        ("The trial has posted no results.", "en", PARALLEL, ALONE),
        ("Im Register stehen die Ergebnisse der Studie.", "de", ALONE, PARALLEL),
        ("Aucun résultat de l'étude n'est publié dans le registre.", "fr", PARALLEL, ALONE),
    ],
)
def test_what_a_field_says_is_borne_out_and_what_it_does_not_is_gainsaid(claim, language, right, wrong):
    assert outcome(claim, right, language) == "supported"
    assert outcome(claim, wrong, language) == "contradicted"


@pytest.mark.parametrize(
    ("right", "wrong", "language"),
    [
        ("No one under 30 is let into the study.", "No one under 45 is let into the study.", "en"),
        ("The youngest allowed in the trial are 30.", "The youngest allowed in the trial are 12.", "en"),
        ("The upper age limit of the trial is 70 years.", "The upper age limit of the trial is 80 years.", "en"),
        ("The study is for those aged 30-70.", "The study is for those aged 40-70.", "en"),
        ("Die Studie nimmt Personen von 30 bis 70 Jahren auf.", "Die Studie nimmt Personen von 18 bis 70 Jahren auf.", "de"),
        ("Il faut avoir au moins 30 ans pour participer à l'essai.", "Il faut avoir au moins 18 ans pour participer à l'essai.", "fr"),
        ("The trial has two arms.", "The trial has four arms.", "en"),
        ("Die Studie hat zwei Gruppen.", "Die Studie hat drei Gruppen.", "de"),
    ],
)  # fmt: skip
def test_ages_and_arms_are_counted(right, wrong, language):
    assert outcome(right, PARALLEL, language) == "supported"
    assert outcome(wrong, PARALLEL, language) == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "The study may become open-label.",
        "The open-label part of the trial lasted a year.",
        "A sister trial takes healthy volunteers.",
        "The questionnaire has four arms.",
        "An observational study came before the trial.",
    ],
)
def test_what_says_more_or_says_it_of_something_else_is_no_such_clause(claim):
    assert outcome(claim, PARALLEL) == "unknown"
    assert outcome(claim, ALONE) == "unknown"


@pytest.mark.parametrize(
    "claim",
    [
        "People in the open-label extension knew what they were given.",
        "A randomised trial by others came before.",
        "The trial picked randomly chosen hospitals.",
        "The earlier study was randomised.",
        "People in one arm of the trial were blinded.",
        "The extension of the trial was open-label.",
        "An earlier trial had no control group.",
        "The statements of nurses who were selected at random were recorded.",
    ],
)
def test_the_design_of_another_study_or_of_a_part_is_held_against_no_record(claim):
    for record in (PARALLEL, ALONE):
        assert outcome(claim, record) not in ("contradicted", "supported")


@pytest.mark.parametrize(
    "claim", ["Unlike an earlier study, the trial was randomised.", "The trial was randomised, unlike earlier ones."]
)
def test_a_study_that_is_set_off_from_another_is_still_read(claim):
    assert outcome(claim, PARALLEL) != "contradicted"
    assert outcome(claim, ALONE) == "contradicted"


def test_a_trial_that_is_described_by_other_words_than_its_own_is_not_borne_out():
    assert outcome("The optic trial was randomised.", PARALLEL) == "supported"
    assert outcome("The walnut trial was randomised.", PARALLEL) == "unknown"


def test_a_record_that_says_two_things_settles_nothing():
    torn = ALONE | {"arms": TWO}
    assert outcome("The trial is randomised.", torn) == "unknown"
    assert outcome("The trial is not randomised.", torn) == "unknown"
    assert outcome("The trial has a comparison group.", torn) == "unknown"
    assert (
        outcome("The trial was open-label.", PARALLEL, who_masked=("OUTCOMES_ASSESSOR",), masking="SINGLE") == "unknown"
    )
    assert outcome("The trial has three arms.", PARALLEL, allocation="NON_RANDOMIZED") == "unknown"
    assert outcome("The study tests a treatment.", PARALLEL, primary_purpose="DIAGNOSTIC") == "unknown"


def test_what_a_field_counts_or_denies_is_not_borne_out_by_prose():
    groups = "People with optic nerve disease are split into groups of walkers and others at four hospitals."
    claim = "People with optic nerve disease were split into four groups at hospitals."
    assert outcome(claim, PARALLEL | {"summary": groups}) == "unknown"
    later = "Walking in people with optic nerve disease. A randomised study of walking will follow."
    assert outcome("A randomised study of walking in people with optic nerve disease.", ALONE | {"summary": later}) == (
        "unknown"
    )


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Ergebnisse sind im Register noch immer nirgends zu sehen.", "de"),
        ("Results are on ClinicalTrials.gov, but not of this trial.", "en"),
        ("Results are in the registry for none of its outcomes.", "en"),
    ],
)
def test_results_that_are_not_to_be_found_are_not_posted(claim, language):
    assert outcome(claim, PARALLEL, language) == "unknown"


def test_a_part_of_those_admitted_may_be_told_of():
    assert outcome("People from 40 to 50 may join the trial.", PARALLEL) == "unknown"
    assert outcome("People from 20 to 50 may join the trial.", PARALLEL) == "contradicted"
    assert outcome("People over 60 could join the trial.", PARALLEL) != "contradicted"
    assert outcome("Only people over 60 could join the trial.", PARALLEL) == "contradicted"


def test_who_can_join_is_no_word_on_the_state_of_a_trial_and_nobody_can_join_a_closed_one():
    closed = {"overall_status": "ACTIVE_NOT_RECRUITING"}
    assert outcome("Both men and women can join the trial.", PARALLEL, **closed) == "unknown"
    assert outcome("Both men and women could join the trial.", PARALLEL, **closed) == "supported"
    assert outcome("The trial did not take healthy volunteers.", PARALLEL, overall_status="COMPLETED") == "supported"


def test_nobody_was_drawn_by_lot_in_a_trial_that_nobody_joined():
    empty = {"overall_status": "WITHDRAWN", "enrollment": 0, "enrollment_type": ACTUAL}
    assert outcome("Chance decided who got what in the trial.", PARALLEL, **empty) == "unknown"
    assert outcome("The trial was randomised.", PARALLEL, **empty) == "supported"


def test_findings_tell_the_clause_and_the_field():
    def told(claim, check):
        return [finding.message for finding in verdict(claim, PARALLEL).findings if finding.check == check]

    assert told("The trial has four arms.", "design-mismatch") == [
        "the claim says “The trial has four arms.”; the record says: 2 arms"
    ]
    assert told("The trial is for women only.", "population-mismatch") == [
        "the claim says “The trial is for women only.”; in the record people of any sex could take part"
    ]
    assert told("The trial has two arms.", "confirmed") == ["the registry lists 2 arms"]


def test_what_stands_before_a_citation_at_the_end_of_a_clause_is_cut_as_at_its_end():
    assert next(_plain("The trial was open-label. (PMID: 12345678)", "en")) == "§ was open-label"
