"""How often something was given, and numbers that are no result."""

from __future__ import annotations

import datetime as dt

import pytest

from verifier.compare import compare, prepare, read
from verifier.facets._effects import effects
from verifier.facets._quantities import quantities
from verifier.facets.rhythm import rhythms
from verifier.model import Citation, Found, Identifier, PaperFacts, Passage, Place, Record

ABSTRACT = (
    "Ninety adults with poor sleep were studied. They took 300 mg of leaf extract twice a day or placebo for six weeks. "
    "Sleep-onset latency was shorter with the extract (P = 0.01). Total sleep time did not differ between the groups (P = 0.4)."
)


def compared(claim):
    identifier, at = Identifier("PMID", "1"), Place(1)
    record = Record(identifier, "paper", "", (Passage("Abstract", ABSTRACT, ""),), PaperFacts(), "", depth="abstract")
    source = prepare(Found(record, "x", "", "", identifier))
    citation = Citation("k", "d", at, identifier, "PMID:1", claim, (claim,), at, "L01", language="en")
    return compare(read(citation), source, dt.date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "daily"),
    [
        ("300 mg once a day", 1),
        ("twice daily", 2),
        ("three times per week", 3 / 7),
        ("dreimal täglich", 3),
        ("deux fois par jour", 2),
        ("dos veces al día", 2),
        ("5 mg b.i.d.", 2),
    ],
)
def test_rhythms_in_four_languages(text, daily):
    assert [value for value, _ in rhythms(text)] == [pytest.approx(daily, abs=0.001)]


@pytest.mark.parametrize("text", ["one a day keeps the doctor away", "more than once", "the day after", "daily"])
def test_what_tells_no_rhythm(text):
    assert not rhythms(text)


def test_another_rhythm_of_the_same_dose_is_another_number():
    found = [c for c in compared("They took 300 mg of leaf extract once a day.") if c.detail == "rhythm"]
    assert [c.relation for c in found] == ["different"]
    assert found[0].shown.text in ABSTRACT
    assert not [c for c in compared("They took 300 mg of leaf extract twice daily.") if c.detail == "rhythm"]
    assert not [c for c in compared("They called the nurse once a day.") if c.detail == "rhythm"]


def test_a_null_result_in_other_words_is_no_denial():
    found = {c.facet: c for c in compared("Total sleep time did not change.") if c.facet in ("direction", "statement")}
    assert found["direction"].relation == "same"


def test_sooner_asleep_is_not_gainsaid_by_sleeping_as_long():
    found = [
        c for c in compared("Those on the extract fell asleep sooner than those on placebo.") if c.facet == "direction"
    ]
    assert all(c.relation != "different" for c in found)


@pytest.mark.parametrize(
    "text", ["pain on a ten-point scale", "a 100 mm visual analogue scale", "an 11-point numeric rating scale"]
)
def test_the_length_of_a_scale_is_no_result(text):
    assert not quantities(text)


def test_time_to_recovery_is_bad_to_have_and_time_to_relapse_good():
    assert effects("a shorter time to recovery")[0].worth == 1
    assert effects("a shorter time to relapse")[0].worth == -1
