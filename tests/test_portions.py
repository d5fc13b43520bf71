"""Shares of people told in words beside counts: how much each may mean, in abstracts and in what trials posted."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.content import number_mismatch, safety_overclaim
from verifier.confirm import confirm
from verifier.facets._portions import portions_of
from verifier.facets._shares import shares
from verifier.model import EventGroup, Measurement, PostedOutcome, Results

WARD = paper(
    "Burns in old age are common. We studied all patients of one centre. Of 120 patients, 90 (75%) had a skin graft, 30 (25%) "
    "were given dressings, and 12 (10%) died in hospital. The most common complications were pneumonia (n = 48, 40%), "
    "delirium (n = 18, 15%), and thrombosis (n = 6, 5%). Of patients with dementia, 8 of 10 needed a nursing home. "
    "Pain was reported by 82.5% of patients. None of the patients had a stroke. Most patients regained their mobility.",
    title="Burns in old patients: a cohort",
)
RELIEF = PostedOutcome(
    "PRIMARY",
    "Participants with at least 50% reduction in arm pain",
    unit="Participants",
    parameter="COUNT_OF_PARTICIPANTS",
    groups=("Steroid injection", "Saline injection"),
    measurements=(
        Measurement("Steroid injection", "1 month", "24", analysed="30"),
        Measurement("Saline injection", "1 month", "9", analysed="30"),
        Measurement("Steroid injection", "6 months", "15", analysed="30"),
        Measurement("Saline injection", "6 months", "6", analysed="30"),
    ),
)
STEROID = trial(
    "Steroid injections are compared with saline for arm pain.",
    title="Steroid injection for arm pain",
    has_results=True,
    results=Results(
        outcomes=(RELIEF,),
        event_groups=(
            EventGroup("Steroid injection", 0, 30, 1, 30, 12, 30),
            EventGroup("Saline injection", 0, 30, 0, 30, 6, 30),
        ),
    ),
)


def wrong(claim, record, **more):
    built = case(claim, record, **more)
    return [found.check for check in (number_mismatch, safety_overclaim) for found in check.check(built)]


def said(claim, record, **more):
    return any(found.effect == "confirms" for found in confirm(case(claim, record, **more)))


@pytest.mark.parametrize(
    ("text", "speech", "share"),
    [
        ("nearly all of the patients", "en", 0.95),
        ("one patient in five had it", "en", 0.2),
        ("fewer than a tenth of the children", "en", 0.05),
        ("more than two thirds of them", "en", 0.8),
        ("every third patient", "en", 1 / 3),
        ("hardly anyone", "en", 0.02),
        ("drei von vier Kindern", "de", 0.75),
        ("presque tous les patients", "fr", 0.95),
        ("uno de cada cuatro pacientes", "es", 0.25),
    ],
)
def test_what_a_share_in_words_may_mean(text, speech, share):
    (found,) = portions_of(text, speech)
    assert found.borne_out(share)
    assert not found.gainsaid(share)
    assert found.gainsaid(1 - share if abs(share - 0.5) > 0.2 else share + 0.5)


@pytest.mark.parametrize(
    "text", ["cut by a third", "half as many as before", "half an hour", "just a few dozen people", "a first half"]
)
def test_what_is_no_share_of_people(text):
    assert [one for one in portions_of(text) if not one.some] == []


def test_each_figure_of_a_list_has_its_own_stretch():
    told = {WARD.passages[1].text[0:0] + str(round(one.low, 2)) for one in shares(case("x", WARD).source)}
    assert {"0.75", "0.25", "0.1", "0.4", "0.15", "0.05", "0.8"} <= told


@pytest.mark.parametrize(
    "claim",
    [
        "Most of the patients died in hospital.",
        "Only a few had a skin graft.",
        "Nearly all of them had delirium.",
        "A third had thrombosis.",
        "Hardly anyone had pain.",
        "One in five had a stroke.",
    ],
)
def test_a_share_that_the_abstract_gives_otherwise(claim):
    assert wrong(claim, WARD) == ["number-mismatch"]


@pytest.mark.parametrize(
    "claim",
    [
        "Three in four had a skin graft.",
        "Only one in ten died in hospital.",
        "Four in ten had pneumonia.",
        "Few of them had thrombosis.",
        "Most of the patients with dementia needed a nursing home.",
        "Nobody had a stroke.",
    ],
)
def test_a_share_that_the_abstract_bears_out(claim):
    assert wrong(claim, WARD) == []
    assert said(claim, WARD)


@pytest.mark.parametrize(
    "claim",
    [
        "Most patients needed a nursing home.",  # told of those with dementia alone
        "Most of them did not die at home.",
        "Nine in ten survived the first week.",
        "Half of them had pneumonia more often than before.",
    ],
)
def test_where_the_shares_are_of_others_nothing_is_said(claim):
    assert wrong(claim, WARD) == []


@pytest.mark.parametrize(
    ("claim", "fired"),
    [
        ("A month after the steroid, arm pain was halved in most of the patients.", False),
        ("At six months half of those on the steroid had their arm pain halved.", False),
        ("After one month arm pain was halved in only one in ten.", True),
        ("Hardly anyone had their arm pain halved at six months.", False),  # 20 % in one of the arms
        ("At one month nearly all of those given saline had their arm pain halved.", True),
    ],
)
def test_posted_counts_by_arm_and_time(claim, fired):
    assert (wrong(claim, STEROID) == ["number-mismatch"]) is fired


@pytest.mark.parametrize(
    ("claim", "fired"),
    [
        ("Several people died.", ["number-mismatch"]),
        ("Varias personas murieron.", ["number-mismatch"]),
        ("Not one of the patients fell seriously ill.", ["safety-overclaim"]),
        ("Nearly everyone had a side effect.", ["number-mismatch"]),
        ("Hardly anyone given the steroid had an adverse event.", ["safety-overclaim"]),
        ("Four in ten on the steroid had an adverse event.", []),
        ("Nobody died.", []),
        ("More people died on saline than on the steroid.", []),
        ("The steroid may cause side effects in most people.", []),
    ],
)
def test_people_harmed_beside_the_counts_of_the_registry(claim, fired):
    speech = "es" if "personas" in claim else "en"
    assert sorted(set(wrong(claim, STEROID, language=speech))) == fired


def test_harm_told_of_nobody_does_not_bear_out_some():
    assert not said("Several people died during the study.", STEROID)
    told = case("Nobody died during the study.", STEROID).compared("safety", "same")
    assert [comparison.shown.where for comparison in told][:1] == ["adverseEvents.eventGroups.deathsNumAffected"]


@pytest.mark.parametrize(
    "claim",
    ["Hardly anyone on the steroid had relief of arm pain.", "One in three had steroid injections for arm pain."],
)
def test_a_share_is_not_borne_out_by_words_alone(claim):
    assert not said(claim, STEROID)


PLAYERS = paper(
    "Players need salt. We followed 40 players of one club over a season. No players met the advice on salt in the hour before "
    "a match and only 25% met it during matches. Sprints were counted by satellite. Players should be taught about salt.",
    title="Salt and sprints of players in the autumn season",
)


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("About a quarter of them met the advice on salt during the match.", False),
        ("Nearly everyone met the advice on salt in the hour before a match.", True),
    ],
)
def test_a_share_told_shortly_behind_another_is_gainsaid_by_neither(claim, fires):
    assert ("number-mismatch" in wrong(claim, PLAYERS)) is fires
