"""Clauses all of whose words are known for one field of a trial are read in any order of their words; what says more is not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.casebook import NCT, TODAY, cite, found, trial
from verifier.compare import read
from verifier.facets._told import told
from verifier.line import Line
from verifier.model import Arm, Intervention

SALT = trial(
    overall_status="RECRUITING",
    study_type="INTERVENTIONAL",
    allocation="RANDOMIZED",
    intervention_model="PARALLEL",
    masking="DOUBLE",
    who_masked=("PARTICIPANT", "INVESTIGATOR"),
    primary_purpose="TREATMENT",
    sex="ALL",
    minimum_age="18 Years",
    maximum_age="70 Years",
    healthy_volunteers=False,
    conditions=("Eczema",),
    arms=(Arm("Salt baths", "EXPERIMENTAL"), Arm("Plain baths", "ACTIVE_COMPARATOR")),
    interventions=(Intervention("Salt baths", "OTHER"),),
)


def outcome(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, NCT, language=language), found(record)).outcome


def meaning(claim, language="en"):
    """What the words of a clause say, in any order, with its numbers."""
    said = read(cite(claim, NCT, language=language))[0].facet(told)
    return (said.meaning, *said.numbers) if said else None


@pytest.mark.parametrize(
    ("claim", "language", "said"),
    [
        ("Men as well as women were admitted to the study.", "en", ("sex-all",)),
        ("Sex was not an eligibility criterion.", "en", ("sex-all",)),
        ("Enrolment is open to all genders.", "en", ("sex-all",)),
        ("Men were ineligible for the trial.", "en", ("sex-women",)),
        ("You must be a woman to take part in this trial.", "en", ("sex-women",)),
        ("The study restricted enrolment to men.", "en", ("sex-men",)),
        ("Healthy subjects were not excluded from the trial.", "en", ("healthy-yes",)),
        ("No healthy volunteers were enrolled in the study.", "en", ("healthy-no",)),
        ("It was chance that decided who received which treatment.", "en", ("random-yes",)),
        ("Participants had no choice of group: they were assigned at random.", "en", ("random-yes",)),
        ("The study is non-randomised, so patients were not assigned by chance.", "en", ("random-no",)),
        ("Blinding was not used.", "en", ("mask-open",)),
        ("The study followed a double-blind design.", "en", ("mask-double",)),
        ("Doctors and patients alike knew which drug was being given.", "en", ("mask-open",)),
        ("Participants are not told which group they are in.", "en", ("mask-cared",)),
        ("There was just one arm in this study.", "en", ("model-one",)),
        ("Patients are assigned to parallel groups.", "en", ("model-parallel",)),
        ("The trial had no control arm.", "en", ("model-none",)),
        ("The registry classifies this study as observational.", "en", ("type-observational",)),
        ("The salt study tested a therapy rather than merely observing patients.", "en", ("type-intervening",)),
        ("The lower age limit was 18 years.", "en", ("from-age", 18)),
        ("No one older than 65 could be enrolled.", "en", ("to-age", 65)),
        ("Eligible participants must be between 18 and 65 years old.", "en", ("ages", 18, 65)),
        ("There were three study arms.", "en", ("arms", 3)),
        ("The rules of the trial kept healthy volunteers out.", "en", ("healthy-no",)),
        ("Patients and staff were kept from knowing the treatment.", "en", ("mask-both",)),
        ("Neither doctors nor patients chose the group, as it was drawn by lot.", "en", ("random-yes",)),
        ("The trial has a lower age limit of 18 and an upper one of 65.", "en", ("ages", 18, 65)),
        ("Participants were to be no younger than 18 years.", "en", ("from-age", 18)),
        ("Number of arms: three", "en", ("arms", 3)),
        ("The researchers intervene.", "en", ("type-intervening",)),
        ("The study limits itself to observing its participants.", "en", ("type-observing",)),
        ("Nobody served as a control.", "en", ("model-none",)),
        ("Die Studie war Frauen vorbehalten.", "de", ("sex-women",)),
        ("Das Geschlecht spielte für die Teilnahme keine Rolle.", "de", ("sex-all",)),
        ("Die Studie schließt auch gesunde Freiwillige ein.", "de", ("healthy-yes",)),
        ("Die Studie schließt gesunde Freiwillige aus.", "de", ("healthy-no",)),
        ("Eine Randomisierung fand nicht statt.", "de", ("random-no",)),
        ("Die Studie ist als interventionell eingestuft.", "de", ("type-interventional",)),
        ("Aufgenommen wurden Patienten im Alter von 18 bis 65 Jahren.", "de", ("ages-open", 18, 65)),
        ("Aucune restriction de sexe n'était prévue.", "fr", ("sex-all",)),
        ("L'essai n'incluait que des femmes.", "fr", ("sex-women",)),
        ("Les participants ignoraient quel traitement ils recevaient.", "fr", ("mask-cared",)),
        ("L'âge minimal était de 18 ans.", "fr", ("from-age", 18)),
        ("Solo se admitieron hombres.", "es", ("sex-men",)),
        ("No se asignó ningún tratamiento a los participantes.", "es", ("type-observing",)),
        ("Los participantes se dividieron en grupos paralelos.", "es", ("model-parallel",)),
        ("Los pacientes fueron divididos en dos grupos.", "es", ("arms", 2)),
    ],
)
def test_each_word_tells_of_one_field(claim, language, said):
    assert meaning(claim, language) == said


@pytest.mark.parametrize(
    "claim",
    [
        "Not only women could take part in the trial.",
        "The trial included women.",
        "Women who were pregnant could not take part.",
        "Only women responded to the treatment.",
        "Half of the participants were men.",
        "The healthy volunteers in the trial got placebo.",
        "A healthy diet was included in the trial.",
        "Only healthy volunteers could take part.",
        "Not all participants were randomised.",
        "Chance, not the doctors, decided who got which treatment.",
        "The patients had a chance to get the treatment.",
        "The earlier study was not randomised in any way.",
        "Only the doctors knew which treatment was given.",
        "Patients knew which treatment they got, the doctors did not.",
        "The blind were included in the trial.",
        "The control group got the same treatment.",
        "There was no difference between the groups.",
        "In an earlier observational study, patients were followed.",
        "The effect was observed in patients.",
        "The trial lasted at least 2 years.",
        "The study followed people aged 50 for 10 years.",
        "This study enrolled 10 people, who had to be at least 18 years old.",
        "At least 18 people took part.",
        "Two of the groups improved.",
        "Was the trial open to both sexes?",
        "Women refused to take part.",
        "Only men applied.",
        "No healthy volunteers signed up.",
        "A computer group was formed.",
        "Sex made no difference.",
        "The control group was not randomised.",
        "The control group was treated.",
        "Patients in the control group received no intervention.",
        "Patients knew that the treatment worked.",
        "Patients were told about the treatment.",
        "The researchers did not know what the patients took.",
        "One group got the drug.",
        "Three groups received the drug.",
        "The same patients were treated.",
        "Parallel to this, patients were treated.",
        "Doctors assigned the patients to a treatment.",
        "The patients were followed without treatment.",
        "The oldest participant was 80 years old.",
        "The youngest participant was 19.",
        "Nobody: it was settled at random.",
        "Neither the drug nor chance was blamed.",
        "The researchers intervened too late.",
    ],
)
def test_what_says_more_or_something_else_is_left_to_other_readers(claim):
    assert meaning(claim) is None


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Die Studie war offen.", "de"),
        ("Schwangere Frauen durften nicht teilnehmen.", "de"),
        ("L'étude a duré plus de 2 ans.", "fr"),
        ("Les femmes enceintes étaient exclues.", "fr"),
        ("El estudio duró más de 2 años.", "es"),
    ],
)
def test_the_same_in_other_languages(claim, language):
    assert meaning(claim, language) is None


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Both sexes are eligible for this study.", "Men are ineligible for this study."),
        ("There is no sex limit in the eczema trial.", "Enrolment in the eczema trial is limited to men."),
        ("The eligibility criteria exclude healthy volunteers.", "The eligibility criteria allow healthy volunteers."),
        ("Allocation in the trial was random.", "No random allocation takes place in the trial."),
        ("Blinding was double.", "Blinding was not used."),
        ("The study compares groups of patients in parallel.", "Everyone in the study gets the same treatment."),
        ("The study is listed as an interventional one.", "The study is listed as an observational one."),
        ("The lower age limit is 18 years.", "The lower age limit is 40 years."),
        ("The patients are split into two groups.", "The patients are split into five groups."),
    ],
)
def test_the_field_bears_it_out_or_gainsays_it(right, wrong):
    assert outcome(right, SALT) == "supported"
    assert outcome(wrong, SALT) == "contradicted"


def test_a_trial_that_is_called_by_what_its_record_lacks_is_another():
    other = Line(None, TODAY).verdict(cite("The asthma study is listed as interventional.", NCT), found(SALT))
    assert other.outcome == "unknown"


WATCHED = trial(
    study_type="OBSERVATIONAL", allocation="", intervention_model="", masking="", overall_status="RECRUITING"
)


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("This observational study was sponsored by Northfield Cell Institute.", "en"),
        ("Diese Beobachtungsstudie wird von Northfield Cell Institute gesponsert.", "de"),
        ("Cette étude observationnelle est promue par Northfield Cell Institute.", "fr"),
        ("Este estudio observacional está patrocinado por Northfield Cell Institute.", "es"),
    ],
)
def test_a_study_called_by_a_kind_that_it_is_not_of_is_gainsaid(claim, language):
    assert outcome(claim, SALT, language) == "contradicted"
    assert outcome(claim, WATCHED, language) != "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        "This observational study followed people of an eczema trial.",
        "An observational study is sponsored by Northfield Cell Institute.",
        "Unlike an earlier observational study, it was sponsored by Northfield Cell Institute.",
    ],
)
def test_another_study_may_be_of_another_kind(claim):
    assert outcome(claim, SALT) != "contradicted"


def test_groups_counted_in_passing_are_held_against_the_arms():
    claim = "People are randomly assigned to one of {} groups."
    assert outcome(claim.format("two"), SALT) == "supported"
    assert outcome(claim.format("four"), SALT) == "contradicted"


def test_how_long_people_were_recruited_is_no_age():
    assert outcome("The trial recruited patients over 5 years.", SALT) != "contradicted"
    assert outcome("The trial recruited patients over 40 years of age.", SALT) == "contradicted"


def test_a_small_trial_may_by_chance_have_had_one_sex():
    few, many = (replace(SALT, facts=replace(SALT.facts, enrollment=n, enrollment_type="ACTUAL")) for n in (9, 300))
    assert outcome("All participants in the trial were women.", few) == "unknown"
    assert outcome("All participants in the trial were women.", many) == "contradicted"
    assert outcome("Only women could join the trial.", few) == "contradicted"
