"""Names of treatments that stand for a process or a part of the body are no topic of a claim."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper
from verifier.checks.content import intervention_mismatch
from verifier.facets._studied import counted
from verifier.model.record import MeshHeading

MUSCLE = paper(
    "We studied what muscle cells secrete. Irisin rose after the gene was forced on in 20 adults with type 2 diabetes. "
    "Fat browned with irisin in all of them. Weight fell by 2 kg. We conclude that irisin matters to the body.",
    title="Irisin and the browning of fat in adults with diabetes treated with metformin",
)


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Muscle cells secrete insulin-like growth factors in adults with diabetes.", False),
        ("Fasting insulin was linked to irisin in adults with diabetes.", False),
        ("The interferon response of muscle cells rose with irisin.", False),
        ("Irisin slowed the insulin enzyme of adults with diabetes.", False),
        ("Blood tests taken at the last visit showed more irisin in adults with diabetes.", False),
        ("Blood tests browned the fat of adults with diabetes.", True),
        ("Insulin browned the fat of adults with diabetes.", True),
    ],
)
def test_a_substance_of_the_body_is_no_treatment(claim, named):
    about = case(claim, MUSCLE)
    assert any(c.facet == "intervention" and c.relation == "different" for c in about.comparisons) is named
    assert bool(list(intervention_mismatch.check(about))) is named


CHEWING = paper(
    "Forty adults chewed carrot and gum. A gum took 28 chewing cycles and a soft piece six.",
    title="Chewing of solid food",
)


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("A gum took 28 chewing strokes in adults and a soft piece six.", False),
        ("Stroke volume rose while 40 adults chewed gum.", False),
        ("A gum wards off strokes in adults.", True),
    ],
)
def test_a_stroke_of_a_movement_is_no_disease(claim, named):
    about = case(claim, CHEWING)
    assert any(c.facet == "condition" and c.said.text.lower().startswith("stroke") for c in about.comparisons) is named


KIDNEYS = paper(
    "Acute post-streptococcal glomerulonephritis follows sore throats in children. We reviewed its care. Most children recover.",
    title="Management of acute post-streptococcal glomerulonephritis in children",
)


@pytest.mark.parametrize(
    ("claim", "different"),
    [
        ("The kidney trouble that follows streptococcal infection mostly heals.", False),
        ("Children with cold drinks and kidney trouble recover.", False),
        ("Most children with a cold recover.", True),
        ("Most children with asthma recover.", True),
    ],
)
def test_an_illness_in_the_record_s_own_name_is_no_other_illness(claim, different):
    about = case(claim, KIDNEYS)
    assert any(c.facet == "condition" and c.relation == "different" for c in about.comparisons) is different


def test_a_heading_among_many_does_not_say_what_a_record_is_about():
    record = paper(
        "We review how the auricle is closed. Closing it is easy. Drugs are given after it. Most people recover. Few bleed.",
        title="Closing the left auricle",
        mesh=(MeshHeading("D020521", "Stroke"),),
    )
    (other,) = (c for c in case("Closing the auricle prevents dementia", record).comparisons if c.facet == "condition")
    assert (other.relation, other.shown.text) == ("different", "Closing the left auricle")


def test_people_told_in_a_list_are_not_half_of_those_studied():
    told = "We compared syrup and water. {} were included. Syrup helped. Water did not. Nobody was harmed by either of them."
    listed = paper(told.format("22 HFpEF, 17 HFmrEF and 15 HFrEF patients as well as 19 healthy volunteers"))
    plain = paper(told.format("15 patients as well as 19 healthy volunteers"))
    assert counted(case("Syrup helped", listed).source) is None
    assert counted(case("Syrup helped", plain).source)[0] == 34
