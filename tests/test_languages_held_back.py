"""Claims in German, French and Spanish: what their words bear out, and what holds a confirmation back."""

from __future__ import annotations

import pytest
from casebook import case, paper, trial

from verifier.confirm import confirm
from verifier.facets import _states, stop_reason
from verifier.facets._endpoints import named
from verifier.lexicon.tokens import tokens

SNACKS = paper(
    "We asked 900 adults about sweet drinks. Intake of sweet drinks was higher in men and women with children. "
    "In general, intake of sweet drinks was not associated with gender. Results in the young were mixed.",
    title="Who drinks sweet drinks? A survey of adults",
)


def confirms(claim: str, language: str, record=SNACKS) -> bool:
    return any(one.effect == "confirms" for one in confirm(case(claim, record, language=language)))


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Männer trinken mehr Getränke als Frauen"),
        ("fr", "Les hommes boivent plus de boissons que les femmes"),
        ("es", "Los hombres toman más bebidas que las mujeres"),
    ],
)
def test_who_has_more_than_whom_is_not_told_by_shared_words(language, claim):
    assert not confirms(claim, language)


BURNS = paper(
    "In 40 of 84 patients skin was grafted. Older patients with burns stayed longer. Pain was severe in all patients.",
    title="Burns in older patients: a cohort",
)


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Jüngere Patienten mit Verbrennungen blieben länger"),
        ("fr", "Les patients jeunes brûlés restaient plus longtemps"),
        ("es", "Los pacientes jóvenes con quemaduras se quedaron más tiempo"),
    ],
)
def test_a_word_of_another_language_has_its_opposite_too(language, claim):
    assert not confirms(claim, language, BURNS)


def test_a_null_result_is_no_plan():
    plan = trial(
        "Cream against placebo for twelve weeks.",
        title="Cream for eczema",
        allocation="RANDOMIZED",
        conditions=("Eczema",),
    )
    assert not confirms("La crème n'a pas fait mieux que le placebo au bout de douze semaines", "fr", plan)


def test_the_words_of_one_language_name_no_measure_of_another():
    assert not list(named(tokens("au bout de la nuit", "fr"), "fr"))
    assert next(iter(named(tokens("a bout of asthma"))), None) is not None


DRUG = paper(
    "We randomised 300 adults. Zolimab, as compared with placebo, improved overall survival in adults with melanoma.",
    title="Zolimab for melanoma: a randomised trial",
)


@pytest.mark.parametrize(
    ("language", "turned", "right"),
    [
        ("en", "Placebo was superior to zolimab for overall survival", "Zolimab was superior to placebo for overall survival"),
        ("de", "Placebo war Zolimab beim Überleben überlegen", "Zolimab war Placebo beim Überleben überlegen"),
        ("fr", "Le placebo était supérieur au zolimab pour la survie", "Le zolimab était supérieur au placebo pour la survie"),
        ("es", "El placebo fue superior al zolimab en supervivencia", ""),
    ],
)  # fmt: skip
def test_who_was_superior_to_whom_is_read_in_order(language, turned, right):
    assert not confirms(turned, language, DRUG)
    assert not right or confirms(right, language, DRUG)


@pytest.mark.parametrize(
    ("language", "claim", "meaning"),
    [
        ("de", "Für die Studie werden noch Patienten gesucht", "recruiting"),
        ("fr", "L'étude inclut toujours de nouveaux malades", "recruiting"),
        ("es", "El registro sigue incorporando enfermos", "recruiting"),
        ("de", "Die App wird derzeit an Patienten erprobt", "ongoing"),
        ("fr", "L'essai n'a jamais vu le jour", "never"),
        ("es", "El ensayo ya llegó a su fin", "ended"),
        ("de", "Der Versuch wurde planmäßig zu Ende geführt", "completed"),
    ],
)
def test_the_state_of_a_trial_in_other_words(language, claim, meaning):
    (reading,) = case(claim, trial(), language=language).readings
    assert meaning in {state.meaning for state in _states.said(reading)}


def test_a_medicine_that_takes_pain_away_recruits_nobody():
    (reading,) = case("Das Mittel nimmt Patienten den Schmerz", trial(), language="de").readings
    assert not _states.said(reading)


def test_money_that_ran_out_is_a_reason_by_itself():
    (reading,) = case("Am Ende fehlte das Geld", trial(), language="de").readings
    assert "funding" in stop_reason.said(reading).kinds


CLASSES = paper(
    "We asked 138 pupils and their teachers. Among the pupils, 76.8% considered homework useful, while 27.5% of teachers "
    "expressed doubts about homework.",
    title="Homework: a survey of pupils and teachers",
)


@pytest.mark.parametrize(
    ("language", "turned", "right"),
    [
        ("en", "27.5% of pupils expressed doubts about homework", "27.5% of teachers expressed doubts about homework"),
        ("es", "El 27,5 % de los alumnos expresó dudas sobre el homework", "El 27,5 % de los profesores expresó dudas sobre el homework"),
    ],
)  # fmt: skip
def test_a_share_is_that_of_the_group_that_it_stands_by(language, turned, right):
    assert not confirms(turned, language, CLASSES)
    assert confirms(right, language, CLASSES)


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("de", "die Zeit bis zum Fortschreiten", "PFS"),
        ("fr", "la survie sans progression", "time to progression"),
        ("es", "la supervivencia libre de progresión", "progression free survival"),
        ("fr", "la charge virale", "viral load"),
        ("de", "Knochendichte", "bone mineral density"),
    ],
)
def test_a_measure_is_met_under_its_name_in_another_language(language, text, other):
    (mine,) = named(tokens(text, language), language)
    (theirs,) = named(tokens(other))
    assert mine.keys & theirs.keys
