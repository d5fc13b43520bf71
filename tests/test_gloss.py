"""Clauses of other languages put into English words: names, small words, compounds, what is in no list."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import lexicon
from verifier.gloss import LANGUAGES, english


@pytest.mark.parametrize(
    ("language", "clause", "meant"),
    [
        ("es", "Dormir poco se asocia con la tensión alta en las mujeres", ("sleep", "associate", "women")),
        ("fr", "Le danger des microplastiques n'est pas encore établi", ("risk", "not still established")),
        ("de", "Das Mittel war in der Studie wirkungslos", ("drug", "study", "ineffective")),
        ("de", "Bei Mäusen senkte die Salbe den Schmerz nicht", ("mice", "decreased", "not")),
    ],
)
def test_words_stand_for_their_english_ones(language, clause, meant):
    told = english(clause, language).lower()
    assert all(word in told for word in meant), told


def test_what_turns_a_meaning_round_is_kept():
    assert "without pain" in english("Die Behandlung ist schmerzlos", "de")
    assert "no" in english("Keine Besserung mit der Salbe", "de").lower().split()
    assert "nobody" in english("Nadie tuvo dolor", "es").lower()
    assert "ineffective" in english("Le traitement est inefficace", "fr")


def test_names_numbers_and_abbreviations_stay():
    told = english("Bei ALS half Edaravon in 24 Wochen 12,5 % der Patienten", "de")
    assert "ALS" in told
    assert "Edaravon" in told
    assert "24" in told
    assert "Platon" in english("Pour Platon, la vraie santé est dans le sommeil", "fr")
    assert "12,5%" in told.replace(" ", "")


def test_a_clause_of_which_too_little_is_known_is_not_put_at_all():
    assert english("xyzzy plugh frobnik grault der", "de") == ""
    assert english("El volumen se imprimió chapucero, deslavazado, garrapiñado", "es") == ""
    assert english("Cells restore sight.", "en") == ""
    assert english("", "de") == ""


def test_a_long_hostile_clause_takes_no_time():
    began = time.perf_counter()
    for clause in (
        "donaudampfschifffahrtsgesellschaft" * 300,
        "los " * 5000,
        "l'" * 5000,
        "Ärzte-" * 3000,
        "a" * 10**6,
    ):
        for language in LANGUAGES:
            english(clause, language)
    assert time.perf_counter() - began < 3


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_put_or_left(text, language):
    told = english(text, language)
    assert told == english(text, language)
    assert len(told) <= 40 * len(text) + 1


def test_no_word_of_a_language_has_two_meanings_in_the_list_of_small_words():
    for language in LANGUAGES:
        listed = [
            word.strip()
            for line in lexicon.load("gloss")["words"].values()
            for group in line.split("|")
            if group.strip().startswith(language + " ")
            for word in group.strip()[3:].split(",")
        ]
        assert sorted(listed) == sorted(set(listed)), language
