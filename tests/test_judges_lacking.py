"""What of a claim a source lacks: figures, times, topics; what is only put otherwise is not lacking."""

from __future__ import annotations

import pytest

from verifier.judges import _numbers, _topics
from verifier.measure import Row, source_of

ABSTRACT = (
    "We randomly assigned 577 adults with type 2 diabetes to semaglutide or placebo for 24 weeks.",
    "Of 288 people on semaglutide, 72 had nausea; HbA1c fell by 1.46 points (95% CI 1.2 to 1.7; p < 0.001).",
    "The hazard ratio for a heart attack was 0.80, and weight fell fivefold more.",
)


def source():
    return source_of(Row("r", "", "Semaglutide in type 2 diabetes", tuple(("", text) for text in ABSTRACT), "silent"))


@pytest.mark.parametrize(
    "claim",
    [
        "It lowered HbA1c by 1.5 points.",
        "About 580 people took part.",
        "A quarter, 25%, felt sick.",
        "Nausea came to 72 of 288 people.",
        "The risk of a heart attack fell by 20%.",
        "Weight fell 5 times as much.",
        "Two groups were compared in a phase 3 trial (Smith et al., 2019) [12, 14].",
        "On March 16 the trial of GLP-1 drugs began.",
        "No number at all.",
        "",
    ],
)
def test_a_number_put_otherwise_is_no_number_that_is_lacking(claim):
    assert _numbers.unmet(claim, source()) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("claim", "lacking"),
    [
        ("It lowered HbA1c by 2.9 points.", (1.0, 0.0)),
        ("Of 577 people, 40% felt sick.", (0.5, 0.0)),
        ("Nausea came to 72 of 600 people.", (1.0, 0.0)),
        ("Over 52 weeks HbA1c fell by 1.46 points.", (0.0, 1.0)),
        ("It helps in type 4 diabetes.", (1.0, 0.0)),
    ],
)
def test_a_changed_number_is_lacking(claim, lacking):
    assert _numbers.unmet(claim, source()) == lacking


@pytest.mark.parametrize(
    ("claim", "lacking"),
    [
        ("Semaglutide helps people with type 2 diabetes.", 0.0),
        ("Semaglutide helps people with schizophrenia.", 0.5),
        ("Ivermectin helps people with type 2 diabetes.", 0.5),
        ("Heart attacks were fewer.", 0.0),
        ("It rained.", 0.0),
        ("", 0.0),
    ],
)
def test_topics_that_the_source_does_not_name(claim, lacking):
    assert _topics.lacking(claim, source()) == lacking


def test_long_and_hostile_claims_take_bounded_work():
    for claim in ("1 " * 50_000, "9" * 50_000, "asthma " * 20_000, "[1" * 20_000, "\x00%"):
        figures, times = _numbers.unmet(claim, source())
        assert 0 <= figures <= 1
        assert 0 <= times <= 1
        assert 0 <= _topics.lacking(claim, source()) <= 1
