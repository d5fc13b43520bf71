"""People whom a title leaves out ("without diabetes"), beside clauses on those who have it."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.line import Line

WITHOUT = trial(
    "Ondrastatin is compared with placebo.",
    title="Ondrastatin in Adults Without Diabetes",
    conditions=("Heart Disease",),
)
EITHER = trial(
    "Ondrastatin is compared with placebo.",
    title="Ondrastatin in Adults With or Without Diabetes",
    conditions=("Heart Disease",),
)
PAPER = paper(
    "We followed 400 adults for three years. Ondrastatin lowered the number of strokes.",
    title="Ondrastatin in adults without asthma",
)


@pytest.mark.parametrize(
    ("claim", "record", "fires"),
    [
        ("Adults with diabetes took ondrastatin.", WITHOUT, True),
        ("Ondrastatin was given to people who have diabetes.", WITHOUT, True),
        ("Ondrastatin lowered strokes in people with asthma.", PAPER, True),
        ("Ondrastatin lowered strokes in people without asthma.", PAPER, False),
        ("Ondrastatin was tried in adults with no diabetes.", WITHOUT, False),
        ("Ondrastatin was tried to keep adults from diabetes.", WITHOUT, False),
        ("Adults with heart disease took ondrastatin to prevent diabetes.", WITHOUT, False),
        ("Adults with diabetes took ondrastatin.", EITHER, False),
    ],
)
def test_those_whom_a_title_leaves_out(claim, record, fires):
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier), found(record))
    told = [f.check for f in verdict.findings if f.effect == "contradicts"]
    assert ("population-mismatch" in told) is fires
