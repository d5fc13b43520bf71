"""Everyday words that mean no illness, no treatment and no proof; what a record counts, tells or names is what it was of."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, paper, trial
from verifier.conclude import conclude
from verifier.facets._terms import everywhere, met, terms
from verifier.facets.against import side
from verifier.line import Line
from verifier.model import Arm, Judgement, MeshHeading, PartialDate, Quote

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


STOPPED = {"overall_status": "TERMINATED", "why_stopped": "Business decision, not related to safety."}


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("The trial was ended for business reasons and not because the drug was unsafe.", "supported"),
        ("The trial was ended because the drug was unsafe.", "contradicted"),
        ("The trial was ended, not because of money but because people were harmed.", "contradicted"),
        ("The trial was ended for safety and not because of business reasons.", "contradicted"),
    ],
)
def test_what_a_claim_denies_of_a_stop_may_stand_some_words_behind_the_denial(claim, outcome):
    assert verdict(claim, trial(**STOPPED)).outcome == outcome


@pytest.mark.parametrize(
    ("claim", "relations"),
    [
        ("No woman ever came to the trial that was meant for women.", []),
        ("No women were allowed to join.", ["different"]),
        ("Women could not join.", ["different"]),
        ("Men were turned away.", ["same"]),
    ],
)
def test_who_came_is_not_who_could(claim, relations):
    assert [c.relation for c in case(claim, trial(sex="FEMALE")).compared("eligibility")] == relations


def test_what_is_explained_by_something_comes_from_it():
    record = paper(
        "Twins were asked how content they are. Earlier work linked mood to genes. In our sample, about 33% of the differences "
        "in contentment were explained by genes. A marker was associated with contentment. More twins are needed.",
        title="Genes and contentment in twins",
    )
    findings = [
        finding.check
        for finding in verdict("A third of the differences in contentment comes from genes.", record).findings
    ]
    assert "causal-overclaim" not in findings
    other = paper(record.passages[1].text.replace("were explained by", "were associated with"), title=record.title)
    findings = [
        finding.check
        for finding in verdict("A third of the differences in contentment comes from genes.", other).findings
    ]
    assert "causal-overclaim" in findings


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("The trial should have ended in June 2024.", "supported"),
        ("The trial was supposed to be finished by June 2024.", "supported"),
        ("The trial ended in June 2024.", "contradicted"),
        ("The trial has been completed.", "contradicted"),
    ],
)
def test_what_should_have_ended_has_not(claim, outcome):
    facts = {
        "overall_status": "RECRUITING",
        "completion": PartialDate("2024-06", "ESTIMATED"),
        "enrollment_type": "ESTIMATED",
    }
    found_to_be = verdict(claim, trial(**facts)).outcome
    assert found_to_be == outcome or (outcome == "supported" and found_to_be != "contradicted")


@pytest.mark.parametrize(
    "claim", ["Two thirds of the moulds resisted both sprays.", "Half of the moulds resisted neither spray."]
)
def test_both_is_not_at_least_one(claim):
    record = paper(
        "Moulds were taken from greenhouses. Two sprays were tried. Types were found that resisted both sprays (67%), or one spray "
        "alone (16%). Moulds that resisted at least one of the sprays were found in 33 of the 35 greenhouses. Costs were fair.",
        title="Moulds that resist sprays in greenhouses",
    )
    assert verdict(claim, record).outcome != "contradicted"


@pytest.mark.parametrize(
    ("claim", "effect"),
    [
        ("Blocking the receptor might one day help patients with sepsis survive.", "none"),
        ("Blocking the receptor helps patients with sepsis survive.", "weakens"),
    ],
)
def test_what_may_one_day_be_is_told_of_nobody(claim, effect):
    record = paper(
        "Sepsis kills. We blocked a receptor in mice with sepsis. More mice survived. Blocking the receptor raised survival in "
        "mice. The receptor may be a target in patients with sepsis.",
        title="A receptor and survival in sepsis",
        mesh=(MeshHeading("D", "Mice"), MeshHeading("D", "Sepsis")),
    )
    effects = {finding.effect for finding in verdict(claim, record).findings if finding.check == "animal-study"}
    assert effects == {effect}


GUIDELINE = paper(
    "Urine is tested often. We set up a group of experts. Chromogenic agar is recommended as primary medium in urine cultures. "
    "Strips are to be checked. Particles are counted.",
    title="A European guideline on urine tests",
    publication_types=("Journal Article", "Practice Guideline"),
)


@pytest.mark.parametrize(
    ("language", "claim", "outcome"),
    [
        ("en", "The European guideline recommends chromogenic agar for urine cultures.", "supported"),
        ("en", "The European guideline recommends blood agar for urine cultures.", "unknown"),
        ("de", "Die europäische Leitlinie empfiehlt chromogenen Agar für Urinkulturen.", "supported"),
        ("de", "Die europäische Leitlinie empfiehlt Blutagar für Urinkulturen.", "unknown"),
    ],
)
def test_what_is_advised_is_what_the_record_advises(language, claim, outcome):
    assert verdict(claim, GUIDELINE, language).outcome == outcome


def test_germs_go_by_their_names_in_every_language():
    record = paper(
        "Children were seen. Infection with streptococci was common in them.", title="Streptococci in children"
    )
    for language, word in (("de", "Streptokokken"), ("fr", "streptocoques"), ("es", "estreptococos")):
        (reading,) = case(word, record, language=language).readings
        assert met(reading.facet(terms)[0], case(word, record).source.facet(everywhere)), language
