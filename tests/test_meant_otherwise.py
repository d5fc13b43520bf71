"""Everyday words that mean no illness, no treatment and no proof; what a record counts, tells or names is what it was of."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, paper, trial
from verifier.conclude import conclude
from verifier.facets.against import side
from verifier.line import Line
from verifier.model import Arm, Judgement, MeshHeading, Quote

CELLS = paper(
    "Macrophages meet germs early. We cultured macrophages with a growth factor. Glycolysis rose in the treated cells. "
    "Cytokines fell. Survival in sepsis may depend on it.",
    title="A growth factor turns up glycolysis in macrophages",
)
SEEDS = paper(
    "Drug discovery is slow. Firms tend to license seeds from academia. We set up a fund for projects in our town. "
    "Twenty-two seeds were turned into projects. Eight of the projects got money. One drug was licensed abroad. "
    "More staff are needed.",
    title="A fund for drug discovery in a small town",
)
REFUSED = paper(
    "Parents may refuse blood for a child. We tell of three children whose parents refused blood from vaccinated donors "
    "before heart operations. We weigh the ethics of each case. Courts were asked twice. Talks with parents helped.",
    title="Blood of vaccinated donors refused for children who need heart operations",
)
TRAPS = paper(
    "Stroke harms the brain. We looked for traps of neutrophils. Traps of neutrophils were found throughout brain tissue of "
    "people with stroke. Platelets fed them. A peptide blocked them. Its use is to be tested. Doses were low. It was safe. "
    "Costs were fair. It left the platelets alone. The sample was small. We thank the donors.",
    title="Traps of neutrophils in stroke",
)
DEPRESSION = paper(
    "Depression is common. We review ketamine. It acts rapidly in depression. New drugs follow it. Much is open.",
    title="Ketamine, a rapid drug for depression: a review",
    publication_types=("Journal Article", "Review"),
    mesh=tuple(MeshHeading("D", name) for name in ("Humans", "Ketamine", "Depression")),
)


def verdict(claim, record, language="en"):
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


@pytest.mark.parametrize(
    "claim",
    [
        "The growth factor lets white cells burn more sugar",
        "White cells burn through their sugar under the growth factor",
        "The factor makes the cells burn extra glucose",
        "The factor works in cells from milk teeth",
        "Cells kept in the cold chain took up less of the factor",
        "Cells from egg donors took up more of the factor",
    ],
)
def test_what_cells_burn_and_what_names_hold_is_no_illness_and_no_treatment(claim):
    compared = case(claim, CELLS).comparisons
    assert not [c.said.text for c in compared if c.facet in ("condition", "intervention")]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Honey eases burns after sunbathing", ["Honey", "burns"]),
        ("Milk keeps teeth white", ["Milk", "teeth"]),
        ("Zinc shortens a cold", ["Zinc", "cold"]),
        ("The cream heals a burn", ["burn"]),
    ],
)
def test_an_illness_and_a_treatment_stay_what_they_are(claim, said):
    compared = case(claim, CELLS).comparisons
    assert sorted(c.said.text for c in compared if c.facet in ("condition", "intervention")) == sorted(said)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("All twenty-two of them have since been licensed by firms from academia", "unknown"),
        ("Twenty-two seeds were turned into projects", "supported"),
    ],
)
def test_a_count_is_of_what_its_sentence_tells(claim, outcome):
    assert verdict(claim, SEEDS).outcome == outcome


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Three children given blood from vaccinated donors before heart operations went on to have clots", "unknown"),
        ("Three children whose parents refused blood from vaccinated donors before heart operations came down with gout", "unknown"),
        ("The paper tells of three children whose parents refused blood from vaccinated donors before heart operations", "supported"),
    ],
)  # fmt: skip
def test_what_a_clause_tells_last_is_somewhere_in_the_paper(claim, outcome):
    assert verdict(claim, REFUSED).outcome == outcome


@pytest.mark.parametrize(
    ("early", "outcome"),
    [
        ("Traps of neutrophils were found throughout brain tissue of people with stroke.", "supported"),
        ("Traps of neutrophils were often found throughout brain tissue of people with stroke.", "unknown"),
    ],
)
def test_what_was_seen_is_told_early_in_an_abstract_without_headings(early, outcome):
    text = TRAPS.passages[1].text
    told = "Traps of neutrophils were found throughout brain tissue of people with stroke."
    record = paper(text.replace(told, early), title=TRAPS.title)
    claim = "Traps of neutrophils were found throughout the brain tissue of people with stroke"
    assert verdict(claim, record).outcome == outcome


@pytest.mark.parametrize(
    ("claim", "lowered"),
    [
        ("Ketamin wirkt bei Depressionen rasch", False),
        ("Ketamin wirkt innerhalb von Stunden gegen Depressionen", False),
        ("Ketamin wirkt über die Glutamatrezeptoren bei Depressionen", False),
        ("Ketamin wirkt gegen Depressionen", True),
    ],
)
def test_how_fast_something_works_is_no_proof_in_german(claim, lowered):
    findings = [finding.check for finding in verdict(claim, DEPRESSION, "de").findings]
    assert ("review-source" in findings) == lowered


@pytest.mark.parametrize(
    ("label", "named"),
    [("Control Arm", False), ("Group B", False), ("Control group", False), ("Saline", True), ("Usual care arm", True)],
)
def test_the_label_of_an_arm_names_the_other_side_or_none(label, named):
    record = trial(arms=(Arm("App", "EXPERIMENTAL"), Arm(label, "PLACEBO_COMPARATOR")))
    source = case("The app helps.", record).source
    assert (side(source) is not None) == named


SEPSIS = paper(
    "Germs kill many mice. Glycolysis in macrophages was turned up with a growth factor. In mice with sepsis, this led to "
    "decreased survival, which went with increased clotting. Doses were low. Costs were fair.",
    title="Glycolysis in macrophages and survival in sepsis",
)


@pytest.mark.parametrize(
    "claim",
    [
        "Glycolysis in macrophages led to better survival and to less clotting in mice with sepsis",
        "Glycolysis in macrophages led to better survival in mice with sepsis",
    ],
)
def test_less_of_a_second_thing_turns_nothing_of_the_first(claim):
    assert verdict(claim, SEPSIS).outcome == "contradicted"


def test_a_judge_is_not_heard_on_a_passage_that_tells_the_opposite():
    about = case("In mice with sepsis that extra sugar burning led to better survival and less clotting", SEPSIS)
    (turned,) = [c.shown for c in about.comparisons if c.facet == "direction"]
    other = Quote("Doses were low.", "Abstract")
    assert conclude(about, [], Judgement("test", "supports", 0.9, 0.9, 0.9, (turned,))).outcome == "unknown"
    assert conclude(about, [], Judgement("test", "supports", 0.9, 0.9, 0.9, (other,))).outcome == "supported"


ALONE = {
    "study_type": "OBSERVATIONAL",
    "observational_model": "CASE_ONLY",
    "intervention_model": "",
    "conditions": ("Coronary Disease",),
    "arms": (Arm("People with a stent", ""),),
}


@pytest.mark.parametrize(
    ("claim", "facts", "named"),
    [
        (
            "The new stent cut heart attacks by a third compared with older stents",
            ALONE,
            ["compared with older stents"],
        ),
        ("The new stent cut heart attacks by a third compared with usual care", ALONE, ["compared with usual care"]),
        ("The new stent cut heart attacks by a third compared with baseline", ALONE, []),
        ("People with the new stent are seen after a year", ALONE, []),
        (
            "The new stent cut heart attacks by a third compared with older stents",
            ALONE | {"arms": (Arm("New stent", ""), Arm("Older stent", "")), "observational_model": "COHORT"},
            [],
        ),
    ],
)
def test_nothing_is_held_against_where_all_got_the_same(claim, facts, named):
    record = trial("People with a stent are seen after a year.", title="A Registry of a Stent", **facts)
    assert [c.said.text for c in case(claim, record).compared("comparator", "different")] == named
