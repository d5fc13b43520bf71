"""Scores that fell, symptoms that are down and what a trial "found": results, which a registration alone does not show."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.compare import read
from verifier.facets._came import tells_a_result
from verifier.line import Line

REGISTERED = trial(
    "This study looks at whether the Ondra app lowers depression, pain and blood sugar in teenagers.",
    title="Ondra App for Teenagers",
    conditions=("Depression",),
)
BEFORE = trial(
    "In an earlier pilot we found that depression scores fell in teenagers with the Ondra app. This study repeats it.",
    title="Ondra App for Teenagers",
    conditions=("Depression",),
)


def checks(claim, record):
    """The names of what the rules find."""
    return [f.check for f in Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).findings]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Depression scores fell in teenagers.", True),
        ("Result: blood sugar came down and stayed down.", True),
        ("18 teenagers, pain down", True),
        ("The trial found that one in ten of them fainted.", True),
        ("Teenagers were less depressed after three months.", True),
        ("It showed fewer relapses.", True),
        ("The study tested whether depression scores fell.", False),
        ("It found that too few teenagers joined.", False),
        ("Enrolment dropped by half.", False),
        ("It found no sponsor.", False),
        ("Teenagers who were more depressed could join.", False),
        ("The servers went down in May.", False),
    ],
)
def test_what_tells_a_result(claim, told):
    assert tells_a_result(read(cite(claim, REGISTERED.identifier))[0]) is told
    assert ("registration-as-proof" in checks(claim, REGISTERED)) is told


def test_what_the_record_tells_of_before_is_no_claim_on_the_trial():
    assert "registration-as-proof" not in checks("Depression scores fell in teenagers with the Ondra app.", BEFORE)


def test_a_paper_is_no_registration():
    record = paper("Depression scores fell in 60 teenagers with the Ondra app.", title="Ondra app")
    assert "registration-as-proof" not in checks("Depression scores fell in teenagers.", record)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Studies like this were to show which app works best in depressed teenagers.", False),
        ("A study that should tell doctors whether the Ondra app lifts depression in teenagers.", False),
        ("The study was set up to prove that the Ondra app lifts depression in teenagers.", False),
        ("It was the first study to show that the Ondra app lifts depression in teenagers.", True),
        ("The study was able to show how the Ondra app lifts depression in teenagers.", True),
        ("The study was set up to prove that the Ondra app helps, and it lifts depression in teenagers.", True),
    ],
)
def test_what_a_study_is_yet_to_show_is_no_result(claim, told):
    assert ("registration-as-proof" in checks(claim, REGISTERED)) is told
