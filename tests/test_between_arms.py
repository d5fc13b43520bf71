"""Outcomes told by the figures of two arms, and papers that show no difference from first to last."""

from __future__ import annotations

import datetime as dt

import pytest

from verifier.compare import compare, prepare, read
from verifier.facets._arms import arms
from verifier.model import Citation, Found, Identifier, PaperFacts, Passage, Place, Record

TITLE = "Alphadrug versus betadrug in gout: a randomised trial."
START = " We studied adults with gout. They were treated for six weeks. Visits were weekly. Everyone was followed."
TOLD = " Headache occurred in 16.2% of alphadrug patients versus 8.8% of betadrug patients (P = .03)."
NULL = " Pain did not differ between the groups (P = 0.6). Alphadrug was no better than betadrug in gout."


def source(results):
    identifier = Identifier("PMID", "1")
    passages = (Passage("ArticleTitle", TITLE, "title"), Passage("Abstract", START + results, ""))
    record = Record(identifier, "paper", TITLE, passages, PaperFacts(), depth="abstract")
    return prepare(Found(record, "x", "", "", identifier))


def directions(claim, results, language="en"):
    at, identifier = Place(1), Identifier("PMID", "1")
    citation = Citation("k", "d", at, identifier, "PMID:1", claim, (claim,), at, "L01", language=language)
    found = compare(read(citation), source(results), dt.date(2026, 11, 20))
    return [(c.relation, c.detail) for c in found if c.facet == "direction"]


@pytest.mark.parametrize(
    ("told", "sense"),
    [
        (TOLD, "up"),
        (" Pain fell by 2.6 points with alphadrug and by 1.1 with betadrug (P = 0.002).", "down"),
        (" Healing was seen in 50% with alphadrug and 46% with betadrug (P = 0.62).", "null"),
    ],
)
def test_two_arms_tell_a_direction(told, sense):
    assert [pair.sense for pair in source(told).facet(arms)] == [sense]


@pytest.mark.parametrize(
    "told",
    [
        " Scores went from 6.1 in spring to 3.4 in autumn (P = 0.01).",
        " Healing was seen in 50% with alphadrug and 46% with betadrug.",
        " We found 12 patients in Rome and nobody else.",
    ],
)
def test_what_sets_no_arms_against_each_other(told):
    assert not source(told).facet(arms)


def test_the_claim_is_held_against_the_arm_it_speaks_of():
    assert ("same", "same") in directions("Headache was commoner with alphadrug.", TOLD)
    assert ("different", "opposite") in directions("Headache was rarer with alphadrug.", TOLD)
    assert ("same", "same") in directions("Headache was rarer with betadrug than with alphadrug.", TOLD)


def test_a_paper_without_any_effect_gainsays_one():
    assert ("different", "null overall") in directions("Alphadrug clearly helps people with gout.", NULL)
    assert ("different", "null overall") in directions("Alphadrug hilft bei Gicht.", NULL, "de")


@pytest.mark.parametrize(
    ("claim", "results"),
    [
        ("Alphadrug does not help people with gout.", NULL),
        ("Alphadrug helps people with gout.", " Swelling was less with alphadrug (P = 0.01)." + NULL),
        ("Alphadrug was tested in gout.", NULL),
    ],
)
def test_what_such_a_paper_leaves_open(claim, results):
    assert ("different", "null overall") not in directions(claim, results)


def test_as_well_as_the_usual_is_no_difference():
    results = " There was no significant difference in responders. Alphadrug reduces gout as well as usual treatment."
    assert ("different", "null overall") in directions(
        "Alphadrug helped more people with gout than usual treatment.", results
    )
