"""Figures of two arms that were posted for another time than a page tells them of."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, trial
from verifier.line import Line
from verifier.model import Measurement, PostedOutcome, Results

GROUPS = ("Neck Brace", "Warm Compress")
VALUES = {"at one-month post-treatment": ("3.12", "3.58"), "at six-month post-treatment": ("2.41", "4.27")}


def record():
    outcomes = tuple(
        PostedOutcome(
            "PRIMARY",
            "Neck Pain on a Visual Analogue Scale",
            status="POSTED",
            parameter="MEAN",
            unit="units on a scale",
            time_frame=frame,
            measurements=tuple(Measurement(g, "", v, analysed="30") for g, v in zip(GROUPS, values, strict=True)),
        )
        for frame, values in VALUES.items()
    )
    return trial(title="A Brace for Neck Pain", results=Results(outcomes=outcomes), has_results=True)


@pytest.mark.parametrize(
    ("claim", "language", "relation"),
    [
        ("Six months later neck pain was 2.41 with the brace and 4.27 with the compress", "en", "same"),
        ("A month after treatment neck pain was 2.41 with the brace and 4.27 with the compress", "en", "different"),
        ("A month after treatment neck pain was 3.12 with the brace and 3.58 with the compress", "en", "same"),
        ("Six months later neck pain was 3.12 with the brace and 3.58 with the compress", "en", "different"),
        ("Three months later neck pain was 2.41 with the brace and 4.27 with the compress", "en", "broader"),
        ("Two years later it stood at 2.41 against 4.27 for those who had been told to wait and see", "en", "broader"),
    ],
)
def test_the_time_of_a_figure(claim, language, relation):
    assert [c.relation for c in case(claim, record(), language=language).compared("by-arm")] == [relation]


def test_figures_of_another_time_are_a_wrong_number():
    claim = "A month after treatment neck pain was 2.41 with the brace and 4.27 with the compress"
    trial_ = record()
    verdict = Line(None, TODAY).verdict(cite(claim, trial_.identifier), found(trial_))
    assert verdict.outcome == "contradicted"
    assert any("another time" in finding.message for finding in verdict.findings)
