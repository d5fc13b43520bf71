"""Ordinary sentences on one field of a trial, as most pages write them: states, counts, sponsors, in four languages."""

from __future__ import annotations

import time

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier import lexicon
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity
from verifier.lexicon import Phrases
from verifier.line import Line
from verifier.text import clauses

RUNNING = {"overall_status": "ACTIVE_NOT_RECRUITING"}
ENDED = {"overall_status": "TERMINATED"}
WITHDRAWN = {"overall_status": "WITHDRAWN", "enrollment": 0}
LUNG = {"conditions": ("Non-Small Cell Lung Cancer",), "enrollment": 48}


def outcome(claim, language="en", title="Cells for the Optic Nerve", **facts):
    record = trial(title=title, **facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return (
        Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record)).outcome
    )


@pytest.mark.parametrize(
    ("claim", "language", "facts", "lowered"),
    [
        ("We expect the study to be completed in May 2029.", "en", RUNNING, False),
        ("The trial has been completed.", "en", RUNNING, True),
        ("El estudio ya no admite pacientes, pero todavía no ha concluido.", "es", RUNNING, False),
        ("El estudio ha concluido.", "es", RUNNING, True),
        ("El estudio todavía no ha concluido.", "es", {}, True),
        ("Die Rekrutierung für diese Studie ist beendet, die Studie selbst läuft noch.", "de", RUNNING, False),
        ("Die Studie ist beendet.", "de", RUNNING, True),
        ("L'étude clinique s'est terminée en juin.", "fr", ENDED, False),
        ("L'étude a été menée à son terme et achevée comme prévu.", "fr", ENDED, True),
        ("The study began enrolling patients in the spring.", "en", ENDED, False),
        ("The study has started enrolling patients.", "en", ENDED, True),
        ("The researchers did not randomise the participants of the trial.", "en", {}, False),
        ("The trial was cancelled before enrolment began.", "en", WITHDRAWN, False),
        ("Enrolment began in May.", "en", WITHDRAWN, True),
        ("Patients in Oslo are taking part in the study.", "en", RUNNING, False),
        ("Patients in Oslo are taking part in the study.", "en", {}, True),
        ("L'étude, qui a inclus 18 patients, est en cours.", "fr", ENDED | {"enrollment": 18}, True),
        ("L'étude, qui a inclus 18 patients, est en cours.", "fr", RUNNING, False),
        ("Die Resultate der Studie wurden ins Register eingestellt.", "de", {"has_results": True}, False),
        ("Die Studie wurde eingestellt.", "de", {}, True),
        ("L'objectif de recrutement pour l'essai est de 18 participants.", "fr", {}, False),
        ("L'essai est en recrutement.", "fr", {}, True),
        ("L'essai était conduit en ouvert.", "fr", WITHDRAWN | {"masking": "NONE"}, False),
        ("L'âge requis pour l'essai allait de 18 à 60 ans.", "fr", {"minimum_age": "18 Years"}, False),
        (
            "The study is designed to have 18 participants once enrolment is done.",
            "en",
            {"overall_status": "RECRUITING"},
            False,
        ),
        ("Enrolment is done.", "en", {"overall_status": "RECRUITING"}, True),
        ("This trial uses 22 years as its lower age cut-off.", "en", {"minimum_age": "22 Years"}, False),
        ("Nothing about the treatment was kept from participants or staff in the study.", "en", {}, False),
        ("The protocol of this study kept patients and staff from knowing the treatment.", "en", {}, True),
        ("The entry rules of the study allowed for healthy volunteers.", "en", {"healthy_volunteers": False}, True),
        ("The entry rules of the study allowed for healthy volunteers.", "en", {"healthy_volunteers": True}, False),
        ("Wer war der Sponsor der Studie? Northfield Cell Institute.", "de", {}, False),
        ("This trial is active but no longer recruiting.", "en", {}, True),
        ("This trial is active but no longer recruiting.", "en", RUNNING, False),
        ("This study was ended earlier than planned.", "en", {}, True),
        ("This study was ended earlier than planned.", "en", ENDED, False),
        ("Cet essai est actuellement ouvert au recrutement.", "fr", ENDED, True),
        ("El reclutamiento del ensayo clínico ha terminado y el seguimiento continúa.", "es", RUNNING, False),
        ("The trial was initiated and sponsored by Northfield Cell Institute.", "en", WITHDRAWN, False),
        ("ClinicalTrials.gov gives the status of the trial as unknown.", "en", {"overall_status": "UNKNOWN"}, False),
        (
            "The study is not open to the public and enrols by invitation.",
            "en",
            {"overall_status": "ENROLLING_BY_INVITATION"},
            False,
        ),
        ("In total, 18 participants were expected to take part in this study.", "en", {}, False),
        ("This trial was brought to an end in March 2021.", "en", ENDED, False),
        ("This trial was brought to its planned end.", "en", ENDED, True),
        ("¿Sigue en marcha el ensayo? Está parado temporalmente.", "es", {"overall_status": "SUSPENDED"}, False),
        ("L'essai est-il encore en cours ? Il est à l'arrêt.", "fr", ENDED, False),
        ("NCT00000042 has been running for two years.", "en", RUNNING, False),
    ],
)
def test_a_state_in_an_ordinary_sentence(claim, language, facts, lowered):
    assert (outcome(claim, language, **facts) in ("contradicted", "unsupported", "overstated")) is lowered


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("Insgesamt haben 48 Patienten mit nicht-kleinzelligem Lungenkrebs an der Studie teilgenommen.", "de", "fits"),
        ("48 personnes atteintes d'un cancer du poumon non à petites cellules ont participé à l'étude.", "fr", "fits"),
        ("A phase 2 study in patients with NSCLC.", "en", "fits"),
        ("A study of 2 patients with NSCLC.", "en", "contradicted"),
        ("Patients with NSCLC were in the study for 12 weeks.", "en", "fits"),
    ],
)
def test_a_disease_with_its_prefix_and_a_number_that_is_no_count(claim, language, told):
    got = outcome(
        claim, language, title="A Phase 2, 12 weeks study of a drug in NSCLC", **LUNG | {"phases": ("PHASE2",)}
    )
    assert got in (("supported", "unknown") if told == "fits" else (told,))


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("Le promoteur officiel de l'étude clinique NCT00000042 était Northfield Cell Institute.", "fr", "supported"),
        ("El promotor oficial del estudio es Northfield Cell Institute.", "es", "supported"),
        ("Le promoteur officiel de l'étude était Southmere University.", "fr", "contradicted"),
    ],
)
def test_an_official_sponsor(claim, language, told):
    assert outcome(claim, language) == told


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("under ?way", "It is underway."),
        ("under ?way", "It is under way."),
        ("NCT ?\\d{8} was", "So NCT01234567 was."),
        ("100 ?% safe", "It is 100% safe."),
        ("(?:has|have)? ?posted", "Who posted it?"),
    ],
)
def test_a_space_that_may_lack_may_lack(entry, text):
    assert Phrases([lexicon._expression(entry)]).search(text) is not None


def test_a_spell_is_no_spread_of_something_else():
    """ "For two years" is not borne out by a mean of 14.7 seconds (±2.3)."""
    assert not same(Quantity(2.0, "year", "amount", 0, 9), Quantity(2.3, "", "amount", 0, 3, places=1))
    assert not same(
        Quantity(15.0, "year", "amount", 0, 8), Quantity(14.7, "", "amount", 0, 4, places=1, noun="seconds")
    )
    assert same(Quantity(14.7, "month", "amount", 0, 4, places=1), Quantity(14.7, "", "amount", 0, 4, places=1))


@pytest.mark.parametrize(
    ("claim", "language", "facts"),
    [
        ("Mindestens 15 Personen nahmen teil.", "de", {"minimum_age": "12 Years", "maximum_age": "24 Years"}),
        ("Höchstens 30 Patienten wurden aufgenommen.", "de", {"minimum_age": "12 Years", "maximum_age": "24 Years"}),
        ("One team treated both groups.", "en", {"intervention_model": "PARALLEL", "allocation": "RANDOMIZED"}),
        ("Patients received one drug in both groups.", "en", {"intervention_model": "PARALLEL"}),
    ],
)
def test_a_bound_on_people_is_no_age_and_one_of_the_staff_no_group(claim, language, facts):
    assert outcome(claim, language, **facts) in ("supported", "unknown")


def test_what_the_comparison_group_got_is_not_that_there_is_one():
    facts = {"intervention_model": "PARALLEL", "allocation": "RANDOMIZED"}
    assert outcome("The comparison group got the drug too.", **facts) == "unknown"
    assert outcome("At most 12 Personen nahmen teil.", "de", maximum_age="12 Years") != "supported"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial began in Apr\u0131l 2016.", "en"),
        ("Patients aged \u017fixty and over were eligible.", "en"),
        ("Lo\u017f paciente\u017f fueron dividido\u017f en do\u017f grupo\u017f.", "es"),
        ("F\u0131ve arms were compared; s\u0131x groups.", "en"),
        ("D\u0131e Stud\u0131e hat dre\u0131 Gruppen.", "de"),
        ("dre\u0131 Tage pro Woche", "de"),
        ("One pill every \u017fecond day.", "en"),
        ("Two th\u0131rds of pat\u0131ents.", "en"),
        ("G\u0131ven tw\u0131ce a day.", "en"),
        ("jeder Zwanz\u0131gste", "de"),
        ("Magne\u017fium halve\u017f the ri\u017f\u212a of migraine.", "en"),
        ("The typ\u0131cal worker was \u0131n h\u0131s fort\u0131es.", "en"),
        ("They were" + " of age" * 26 + " x", "en"),  # once exponential
    ],
)
def test_letters_that_count_as_others_and_words_that_repeat_end_no_run(claim, language):
    began = time.process_time()
    assert outcome(claim, language) in ("unknown", "overstated", "unsupported")
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("claim", "language", "told"),
    [
        ("No more than 40 people took part.", "en", "supported"),
        ("No more than 10 people took part.", "en", "contradicted"),
        ("Not fewer than 15 people took part.", "en", "supported"),
        ("Not fewer than 60 people took part.", "en", "contradicted"),
        ("A maximum of 40 people took part.", "en", "supported"),
        ("Over a hundred people took part.", "en", "contradicted"),
        ("Wenigstens 15 Personen nahmen teil.", "de", "supported"),
        ("Como máximo 40 personas participaron.", "es", "supported"),
    ],
)
def test_a_count_with_the_words_that_bound_it(claim, language, told):
    assert outcome(claim, language) == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The sponsor terminated the trial.", "unknown"),
        ("The trial was abandoned.", "unknown"),
        ("The trial has been suspended.", "supported"),
        ("The trial has been stopped.", "supported"),
    ],
)
def test_a_suspended_trial_has_not_ended_for_good(claim, told):
    assert outcome(claim, overall_status="SUSPENDED") == told
