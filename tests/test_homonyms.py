"""Everyday verbs that are spelt as a disease or a treatment name none where they tell of a study."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, case, cite, trial
from verifier import shelves
from verifier.compare import read
from verifier.facets._words import concepts


def named(claim, language="en"):
    return {
        hit.concept
        for reading in read(cite(claim, NCT, language=language))
        for hit in reading.facet(concepts)
        if hit.kind != "generic"
    }


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The study wound up in May 2021.", "en"),
        ("The study was wound down by its backers.", "en"),
        ("It is still running in Ghent.", "en"),
        ("Running since 2018, the study has yet to report.", "en"),
        ("The study has been running for three years.", "en"),
        ("Nurses were masked as well.", "en"),
        ("The backers of the study got cold feet.", "en"),
        ("It was a stroke of luck for the team.", "en"),
        ("The study died quietly.", "en"),
        ("The pilot was plagued by delays.", "en"),
        ("The study came to a premature end.", "en"),
        ("Die Studie sucht noch 40 Freiwillige.", "de"),
        ("L'essai a été arrêté prématurément.", "fr"),
        ("L'essai est en marche.", "fr"),
        ("El ensayo sigue en marcha.", "es"),
        ("El ensayo se detuvo prematuramente.", "es"),
    ],
)
def test_what_is_told_of_a_study_names_no_disease_and_no_treatment(claim, language):
    assert named(claim, language) == set()


@pytest.mark.parametrize(
    ("claim", "language", "concept"),
    [
        ("The gel closed the wound in a week.", "en", "wound"),
        ("The trial tests running against rest.", "en", "exercise"),
        ("People took up running for their hearts.", "en", "exercise"),
        ("It shortens a cold by a day.", "en", "common cold"),
        ("A stroke of the left side was treated.", "en", "stroke"),
        ("Two patients of the study died.", "en", "death"),
        ("Preterm babies gained weight.", "en", "preterm birth"),
        ("Menschen mit einer Sucht nahmen teil.", "de", "addiction"),
        ("Les enfants nés prématurés vont mieux.", "fr", "preterm birth"),
    ],
)
def test_the_disease_and_the_treatment_themselves_are_read(claim, language, concept):
    assert concept in named(claim, language)


def test_a_true_word_on_the_end_of_a_trial_is_not_told_to_be_of_something_else():
    told = case("The study wound up in March 2021.", trial())
    found = [
        f.check for check in shelves.load_all("checks").values() if check.SCOPE == "case" for f in check.check(told)
    ]
    assert not {"condition-mismatch", "off-topic"} & set(found)
