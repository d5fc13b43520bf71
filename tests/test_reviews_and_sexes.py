"""Editorials offered as studies, figures that no review pooled, sexes that did not differ, effects in few people."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, ESTIMATED, TODAY, cite, found, paper, trial
from verifier.line import Line

EDITORIAL = paper(
    "The kidney can be protected in many ways. We comment on the ways that are known to protect the kidney.",
    title="Ways to protect the kidney",
    publication_types=("Editorial",),
)
REVIEW = paper(
    "We reviewed 21 studies of walking and memory. Twelve found a link between walking and memory. Because the tests differed, it was "
    "not possible to determine the overall effect of walking on memory. More work is needed.",
    title="Walking and memory: a systematic review",
    publication_types=("Systematic Review",),
)
SNACKS = paper(
    "We asked 4,000 adults what they eat. Snacks were eaten more by the young. Household status and gender were generally not associated "
    "with the eating of snacks. Towns had more snacks.",
    title="Who eats snacks",
)
FEW = trial("A laser is tried on the skin.", title="Laser for the Skin", enrollment=3, enrollment_type=ACTUAL)
PLAN = trial("A laser is tried on the skin.", title="Laser for the Skin", enrollment=3, enrollment_type=ESTIMATED)
MANY = trial("A laser is tried on the skin.", title="Laser for the Skin", enrollment=300, enrollment_type=ACTUAL)


def ruled(claim, record, language="en"):
    """What the rules find: the checks by their effects."""
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))
    return {finding.check: finding.effect for finding in verdict.findings}


@pytest.mark.parametrize(
    ("claim", "language", "fires"),
    [
        ("A large study of 900 people shows how to protect the kidney.", "en", True),
        ("Wie die Niere zu schützen ist, zeigt eine große Studie mit 900 Menschen.", "de", True),
        ("An editorial tells how to protect the kidney.", "en", False),
        ("The kidney can be protected in many ways.", "en", False),
    ],
)
def test_an_editorial_is_no_study(claim, language, fires):
    assert (ruled(claim, EDITORIAL, language).get("review-source") == "weakens") is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Pooling all 21 studies, the overall effect of walking on memory was 0.4.", True),
        ("The overall effect of walking on memory could not be determined.", False),
        ("Twelve of 21 studies found a link between walking and memory.", False),
    ],
)
def test_no_figure_where_none_could_be_pooled(claim, fires):
    assert (ruled(claim, REVIEW).get("direction-mismatch") == "contradicts") is fires


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("Women eat clearly more snacks than men.", True),
        ("Men eat fewer snacks than women.", True),
        ("Women eat no more snacks than other women.", False),
        ("The young eat more snacks than the old.", False),
        ("Women sleep longer than men.", False),
    ],
)
def test_sexes_that_did_not_differ(claim, fires):
    assert (ruled(claim, SNACKS).get("not-significant") == "contradicts") is fires


@pytest.mark.parametrize(("record", "fires"), [(FEW, True), (PLAN, False), (MANY, False)])
def test_an_effect_in_any_verb_rests_on_those_who_joined(record, fires):
    assert ("small-sample" in ruled("The laser tightened the skin for good.", record)) is fires
