"""One figure told as a rise and as a fall; the most active that a record puts among the least; drugs told as approved."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.line import Line

GOUT = paper(
    "Adults with gout took ondrazole. Urate fell by 1.8 mg/dL with ondrazole and rose by 0.3 mg/dL with placebo. Nausea was "
    "seen in four.",
    title="Ondrazole in gout",
)
GERMS = paper(
    "Klebsiella was tested against eight drugs. Ondracillin and zorbapenem were the least active options. Tribactam was active "
    "against all isolates.",
    title="Drugs against klebsiella",
)
COLITIS = trial(
    "Solumab is tested in colitis.", title="Solumab in Colitis", overall_status="RECRUITING", conditions=("Colitis",)
)


def ruled(claim, record):
    """The checks that weaken or contradict a claim, and the outcome."""
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier), found(record))
    return [f.check for f in verdict.findings if f.effect in ("weakens", "contradicts")], verdict.outcome


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Urate rose by 1.8 mg/dL in those who took it for a year.", "contradicted"),
        ("Urate fell by 0.3 mg/dL in the others.", "contradicted"),
        ("Urate fell by 1.8 mg/dL with ondrazole.", "supported"),
        ("Urate rose by 0.3 mg/dL with placebo.", "not contradicted"),
    ],
)
def test_which_way_a_figure_went(claim, outcome):
    told = ruled(claim, GOUT)[1]
    assert told != "contradicted" if outcome == "not contradicted" else told == outcome


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Ondracillin was among the most active drugs.", True),
        ("Ondracillin was among the most active choices.", True),
        ("Ondracillin was among the least active choices.", False),
        ("Tribactam was among the most active choices.", False),
    ],
)
def test_the_most_active_among_the_least(claim, fires):
    assert ("direction-mismatch" in ruled(claim, GERMS)[0]) is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Solumab is approved for adults with colitis.", True),
        ("Solumab has now been licensed to treat colitis.", True),
        ("Solumab has not been approved for adults.", False),
        ("The study was approved by the ethics board for adults.", False),
        ("Solumab, which is approved for adults with asthma, is tested in colitis.", False),
        ("The trial is approved to start.", False),
    ],
)
def test_a_drug_told_as_approved(claim, fires):
    assert ("approval-implied" in ruled(claim, COLITIS)[0]) is fires
