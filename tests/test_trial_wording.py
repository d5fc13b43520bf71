"""Trials in everyday words: who could join, why a study stopped, how many took part, how it was built."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, cite
from verifier.compare import read
from verifier.facets import _sizes, _states, counted, eligibility, sponsor, stop_reason
from verifier.wording.assertion import strength


def clause(text: str):
    (reading,) = read(cite(text, NCT))
    return reading


@pytest.mark.parametrize(
    ("text", "kinds", "denied"),
    [
        ("The trial was given up because too few patients signed up", {"recruitment"}, set()),
        ("The trial was ended for commercial reasons and not because of harm", {"business"}, {"safety"}),
        ("Slow sign-ups put an end to the study", {"recruitment"}, set()),
        ("The maker ran out of money and dropped its pilot study", {"funding"}, set()),
        ("The study never began, as the drug could not be obtained", {"supply"}, set()),
        ("The study ended after recruiting 50 people", set(), set()),
    ],
)
def test_reasons_for_a_stop(text, kinds, denied):
    told = stop_reason.said(clause(text))
    assert (told.kinds, told.denied) == (kinds, denied)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Places are still free in the study", "recruiting"),
        ("The study takes nobody new", "closed"),
        ("The study never got going", "never"),
        ("The maker put its trial on ice", "suspended"),
        ("The study ran its full course", "completed"),
        ("The study is over", "ended"),
        ("Veterans can join by invitation", "invitation"),
    ],
)
def test_states_in_everyday_words(text, meaning):
    assert meaning in [state.meaning for state in _states.said(clause(text))]


def test_a_state_is_no_effect():
    for text in ("The study was cut short", "The trial never got going", "Over-30s could not take part"):
        assert strength(clause(text)) == "describes"


@pytest.mark.parametrize(
    ("text", "value", "top"),
    [
        ("The drug was given to several hundred patients", 200, 999),
        ("The drug was tried in two dozen people", 24, 0),
        ("Nobody has joined the study", 0, 0),
        ("The study took in 31 people", 31, 0),
    ],
)
def test_sizes_in_everyday_words(text, value, top):
    assert (value, top) in [(size.value, size.top) for size in _sizes.claimed(clause(text))]


def test_part_of_the_people_is_no_size():
    assert _sizes.claimed(clause("The drug was compared with placebo and helped in 12 patients")) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("open to the over-70s", 70, 200),
        ("only children under ten could take part", 0, 10),
        ("was for 18- to 30-year-olds", 18, 30),
        ("teenagers could join", 11, 19),
    ],
)
def test_ages(text, low, high):
    assert (low, high) in [(group.low, group.high) for group in eligibility.ages(text)]


def test_who_ran_it():
    assert sponsor.said(clause("UNICEF led a trial of talks in schools")) == "UNICEF"
    assert sponsor.said(clause("Pfizer's study of the app has ended")) == "Pfizer"
    assert sponsor.said(clause("Researchers led a trial of talks in schools")) == ""
    assert sponsor.same_body("Moderna", "ModernaTX, Inc.")
    assert not sponsor.same_body("Roche", "Rochester General Hospital")


def test_serious_events_are_counted_as_people_say_them():
    told = counted._with_serious("Four of the two dozen people went through a serious medical event")
    assert told is not None
    assert told[0] == 4
    assert counted._with_serious("Not one serious side effect was seen") is None


@pytest.mark.parametrize("text", ["14jährige", "14-JÄHRIGE", "a 14-year-old", "14-jährigen", "Vierzehnjährige"])
def test_an_age_may_be_one_word_with_its_figure(text):
    assert [(group.low, group.high) for group in eligibility.ages(f"Here {text} took part.")] == [(14, 14)]
