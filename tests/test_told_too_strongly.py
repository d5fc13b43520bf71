"""What makes a claim stronger than its record, and what does not: the rules' verdicts on invented records."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper, trial
from verifier.compare import read
from verifier.line import Line
from verifier.model import Intervention
from verifier.wording.assertion import strength


def ruled(claim, record, **more):
    """The verdict of the rules alone."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier, **more), found(record))


def lowered(claim, record, **more) -> list[str]:
    """The checks that lower a claim."""
    return [f.check for f in ruled(claim, record, **more).findings if f.effect == "weakens"]


MINKS = paper(
    "Lung scars grow with age. In patients with scarred lungs the enzyme zorase was less active than in healthy lungs. "
    "Mice with scarred lungs were given willow bark. Willow bark loosened the scars of the mice. "
    "The gene Zor3 was cut by Rax-2 in these mice.",
    title="Zorase and willow bark in scarred lungs",
)
PLAN = paper(
    "Sore knees keep a third of bakers from work. Bakers with sore knees seldom see a doctor. This study will test "
    "whether kneeling pads ease the knees of 200 bakers. Pads may also spare their backs. Results are due next year.",
    title="Kneeling pads for bakers: study protocol",
)
PADS = paper(
    "Half of all bakers have sore knees. We gave 300 bakers kneeling pads at random. Knee pain fell with pads. "
    "Pads may spare the backs of bakers with sore knees. Few bakers left the study.",
    title="Kneeling pads for bakers with sore knees",
)


@pytest.mark.parametrize(
    ("claim", "power"),
    [
        ("Willow bark has replaced the scalpel for scarred lungs.", "states"),
        ("Scarred lungs are caused by too little zorase.", "states"),
        ("The team has measured zorase in scarred lungs.", "reports"),
        ("Patients who were measured had little zorase.", "reports"),
    ],
)
def test_what_is_told_of_now_is_told_as_a_fact(claim, power):
    assert [reading.facet(strength) for reading in read(cite(claim, MINKS.identifier))] == [power]


@pytest.mark.parametrize(
    ("claim", "too_strong"),
    [
        ("Willow bark loosens scars in the lungs.", True),
        ("Willow bark loosens lung scars in people.", True),
        ("Zorase is less active in the scarred lungs of patients.", False),  # found in people
        ("Rax-2 is what cuts Zor3.", False),  # of molecules
    ],
)
def test_animals_weaken_what_was_found_in_them(claim, too_strong):
    assert ("animal-study" in lowered(claim, MINKS)) is too_strong


@pytest.mark.parametrize(
    ("claim", "too_strong"),
    [
        ("Kneeling pads ease the knees of bakers.", True),
        ("Bakers with sore knees seldom see a doctor.", False),  # what was known before
    ],
)
def test_a_protocol_bears_its_background(claim, too_strong):
    assert ("protocol-only" in lowered(claim, PLAN)) is too_strong


@pytest.mark.parametrize(
    ("claim", "too_strong"),
    [
        ("Kneeling pads spare the backs of bakers with sore knees.", True),
        ("Half of all bakers have sore knees.", False),  # said plainly elsewhere
    ],
)
def test_a_doubt_counts_where_nothing_says_it_plainly(claim, too_strong):
    assert ("certainty-inflated" in lowered(claim, PADS)) is too_strong


GUIDE = paper(
    "Lung scars are found late. Experts agree that patients with scarred lungs should be seen by a specialist. "
    "Oxygen may be given. Breathing training has a place.",
    title="Scarred lungs: an updated guideline",
    publication_types=("Practice Guideline",),
)
SHAM = trial(
    "A single injection of zorase into the disc is held against a sham injection in people with a herniated disc. "
    "Leg pain is asked for by telephone. Each person is seen for a year.",
    "Zorase for herniated disc",
    conditions=("Herniated Disc",),
    interventions=(Intervention("DRUG", "Zorase"),),
)


@pytest.mark.parametrize(
    ("claim", "record", "language"),
    [
        ("Milk thistle softens scarred lungs.", GUIDE, "en"),  # a guideline that has no word of it
        ("Scarred lungs are healed by drinking celery juice.", GUIDE, "en"),
        ("Brennnesseltee heilt vernarbte Lungen.", GUIDE, "de"),
        ("Copper bracelets ward off scarred lungs.", GUIDE, "en"),
        ("Leeches ease a slipped disc.", SHAM, "en"),
        ("Garlic thwarts scarred lungs as well as any training.", GUIDE, "en"),
    ],
)
def test_a_treatment_that_is_said_to_act_must_be_in_the_record(claim, record, language):
    assert ruled(claim, record, language=language).outcome == "unsupported"


@pytest.mark.parametrize(
    ("claim", "record"),
    [
        ("One jab of zorase melts the slipped disc.", SHAM),  # what is in the jab acts
        ("Oxygen helps people with scarred lungs.", GUIDE),
        ("Experts on milk thistle and scarred lungs met.", GUIDE),
    ],
)
def test_what_holds_a_treatment_or_acts_on_nothing_is_not_missed(claim, record):
    assert ruled(claim, record).outcome != "unsupported"
