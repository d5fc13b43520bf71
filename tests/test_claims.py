"""Claims written about recorded records: what is spoken is right, and never grossly wrong."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import score_claims


def test_rules_speak_rightly(shared):
    found = score_claims.verdicts(shared / "records", None)
    accuracy, spoken, of_spoken, severe = score_claims.figures(found)
    assert [(row["claim"], verdict.outcome) for row, verdict in severe] == []
    assert of_spoken >= 0.9
    assert spoken >= 0.6
    assert accuracy >= 0.6
