"""Measures under their lay and their technical names, how much of a change, and whose effect a sentence tells."""

from __future__ import annotations

import datetime as dt

import pytest

from verifier import lexicon
from verifier.facets._arms import arms
from verifier.facets._effects import effects
from verifier.facets._endpoints import named
from verifier.lexicon.tokens import tokens
from verifier.line import Line
from verifier.model import Citation, Found, Identifier, PaperFacts, Passage, Place, Record


def record(title, results):
    identifier = Identifier("PMID", "1")
    passages = (
        Passage("ArticleTitle", title, "title"),
        Passage("Abstract", "Patients were randomly assigned.", "METHODS"),
        Passage("Abstract", results, "RESULTS"),
    )
    facts = PaperFacts(publication_types=("Randomized Controlled Trial",))
    return Found(Record(identifier, "paper", title, passages, facts, depth="abstract"), "x", "", "", identifier)


def outcome(claim, title, results):
    at, found = Place(1), record(title, results)
    citation = Citation("k", "d", at, found.record.identifier, "PMID:1", claim, (claim,), at, "L01", language="en")
    return Line(None, dt.date(2026, 11, 20)).verdict(citation, found).outcome


def keys(text):
    return {key for measure in named(tokens(text)) for key in measure.keys}


@pytest.mark.parametrize(
    ("lay", "technical"),
    [
        ("flare-ups", "exacerbations"),
        ("fits", "seizure frequency"),
        ("babies born too early", "preterm birth"),
        ("holes in teeth", "caries increment"),
        ("pressure in the eye", "intraocular pressure"),
        ("the breast cancer came back", "disease-free survival"),
    ],
)
def test_a_measure_is_met_under_its_other_names(lay, technical):
    assert keys(lay) & keys(technical)


def test_no_measure_where_none_is_named():
    assert not keys("The committee met on Tuesday.")
    assert not keys("flare-ups") & keys("intraocular pressure")


def test_kin_are_measures_of_the_file():
    table = lexicon.load("endpoints")
    known = {measure for name in ("good", "bad", "plain") for measure in table[name]}
    kin = {name.strip() for one, line in table["kin"].items() for name in (one, *line.split(","))}
    assert kin <= known


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("Patients lost significantly more weight than the others.", ["down"]),
        ("Pain fell about two points more than with placebo.", ["down"]),
        ("They gained less weight.", ["down"]),
        ("More patients recovered.", ["up", "better"]),
    ],
)
def test_a_word_that_says_how_much_is_no_effect_of_its_own(text, senses):
    assert [effect.sense for effect in effects(text)] == senses


def test_arms_that_both_fell():
    found = record(
        "Drug in obesity", "Change in body weight was -14.9% with alphadrug and -2.4% with placebo (P<0.001)."
    )
    from verifier.compare import prepare

    (pair,) = prepare(found).facet(arms)
    assert (pair.sense, pair.worth) == ("down", 1)


@pytest.mark.parametrize(
    ("claim", "title", "results"),
    [
        (
            "Atropine drops slowed short-sightedness in children.",
            "Atropine eye drops for childhood myopia",
            "Myopia progression was significantly slower in the atropine group.",
        ),
        (
            "Older men had a stronger sex drive on testosterone.",
            "Testosterone in older men",
            "Sexual desire was stronger with testosterone than with placebo.",
        ),
    ],
)
def test_a_claim_in_lay_words_is_borne_out(claim, title, results):
    assert outcome(claim, title, results) == "supported"
    assert outcome(claim.replace("slowed", "hastened").replace("stronger", "weaker"), title, results) != "supported"


def test_what_befell_the_controls_bears_nothing_out():
    title, results = "Drug in heart failure", "Fatigue improved with alphadrug and worsened with placebo (P<0.001)."
    assert outcome("Fatigue worsened on alphadrug.", title, results) != "supported"


@pytest.mark.parametrize(
    ("claim", "title", "results"),
    [
        (
            "More women had a baby with alphadrug than with betadrug.",
            "Alphadrug in infertility",
            "The live-birth rate was 22.5% in the alphadrug group and 7.2% in the betadrug group (P<0.001).",
        ),
        (
            "Fewer patients died when given alphadrug.",
            "Alphadrug in sepsis",
            "In the alphadrug group 12.9% of patients and in the usual care group 25.7% died within 28 days (P<0.001).",
        ),
    ],
)
def test_outcomes_by_arm(claim, title, results):
    assert outcome(claim, title, results) == "supported"
    turned = claim.replace("More", "Fewest").replace("Fewer", "More").replace("est ", "er ")
    assert outcome(turned, title, results) != "supported"


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("The drug led to fewer deaths.", ["down"]),
        ("The drug kept older people from falling.", ["down"]),
        ("The drug did not keep older people from falling.", ["null"]),
        ("The drug kept patients out of hospital.", ["down"]),
    ],
)
def test_effects_in_plain_words(text, senses):
    assert [effect.sense for effect in effects(text)] == senses
