"""What stands side by side in a clause, a record or a sentence is held apart: effects, shares, ways in, definitions."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, case, cite, found, paper, trial
from verifier.facets._changed import parts
from verifier.facets._effects import effects
from verifier.line import Line
from verifier.model import Passage
from verifier.wording.acting import acts_now

WARD = paper(
    "We read the charts of 103 people with cowpox. Of these 103, 96 were men and 69 (67%) had asthma. Six (6%) of them "
    "were admitted to hospital. Of six (6%) people admitted to hospital, four (67%) had asthma. One person died.",
    title="Cowpox in a port town",
)
NETS = paper(
    "White cells throw nets in stroke. More net fragments in plasma went with worse stroke outcomes in 80 patients. "
    "Depletion of platelets reduced nets and improved stroke outcomes in mice. Treated mice had smaller infarcts and "
    "enhanced survival. Levels of high-mobility group box 1 rose in stroke patients.",
    title="Nets of white cells in ischaemic stroke",
)
SURVEY = paper(
    "Inclusion criteria included: representative samples of men and women, assessing how much snack food adults ate. "
    "We read 55 studies. Age was linked with intake in 32 of them. Sex was not. More work is needed.",
    title="Who eats snack food? A systematic review",
    publication_types=("Systematic Review",),
)
REVIEW = paper(
    "Pancreatitis is common. Moderate fluids have advantages over aggressive ones. Epidural analgesia eased pain in some. "
    "Antibiotics are of no use. Trials are under way.",
    title="Update on acute pancreatitis",
    publication_types=("Review",),
)


def ruled(claim, record, language="en"):
    """The verdict of the rules alone."""
    return Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record))


@pytest.mark.parametrize(
    ("text", "worths"),
    [
        ("had smaller infarcts and lived longer", [1, 1]),
        ("had less pain and shorter lives", [1, -1]),
        ("The levels of high-mobility group box 1 increased.", [0]),
        ("mobility increased", [1]),
    ],
)
def test_an_effect_is_good_or_bad_by_its_own_outcome(text, worths):
    assert [effect.worth for effect in effects(text)] == worths


def test_what_changes_ends_where_the_next_effect_begins():
    (reading,) = case("The gel eased pain and improved sleep.", NETS).readings
    text = reading.text
    assert "sleep" not in [text[term.start : term.end] for term in reading.facet(parts).outcome]
    (reading,) = case("The gel eased pain and swelling.", NETS).readings
    assert [reading.text[t.start : t.end] for t in reading.facet(parts).outcome] == ["pain", "swelling"]


@pytest.mark.parametrize(
    ("claim", "gainsaid"),
    [
        ("came out of their stroke worse", False),  # who did is not said
        ("had smaller infarcts and lived longer", False),
        ("Depletion of platelets made stroke outcomes worse in mice.", True),
    ],
)
def test_a_clause_without_a_subject_is_not_gainsaid_by_another(claim, gainsaid):
    assert (ruled(claim, NETS).outcome == "contradicted") is gainsaid


@pytest.mark.parametrize(
    ("claim", "confirmed"),
    [
        ("Two thirds of the 103 ended up in hospital", False),
        ("Two thirds of the 103 people had asthma.", True),
        ("Two thirds of those admitted to hospital had asthma.", True),
    ],
)
def test_a_share_is_of_the_count_that_the_clause_takes_it_of(claim, confirmed):
    assert (ruled(claim, WARD).outcome == "supported") is confirmed


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("Männer essen davon deutlich mehr als Frauen", "de"),
        ("Les hommes en mangent plus que les femmes", "fr"),
        ("Los hombres comen más que las mujeres", "es"),
    ],
)
def test_who_does_more_is_told_by_results_alone_in_every_language(claim, language):
    assert ruled(claim, SURVEY, language).outcome == "unknown"


def test_a_way_in_is_that_of_the_treatment_and_not_of_another_in_a_review():
    checks = [f.check for f in ruled("In acute pancreatitis a drip of saline has been given up.", REVIEW).findings]
    assert "route-mismatch" not in checks


def test_a_definition_among_posted_outcomes_tells_no_result():
    record = trial("The drug is given to people with lung cancer.", conditions=("Lung Cancer",))
    defined = Passage(
        "outcomeMeasures[0]",
        "Primary outcome: Response rate. Stable disease: Neither sufficient shrinkage nor sufficient increase in response.",
        "posted results",
    )
    record = type(record)(
        **{
            name: getattr(record, name) if name != "passages" else (*record.passages, defined)
            for name in record.__struct_fields__
        }
    )
    checks = [f.check for f in ruled("Adding the drug raises response rates in lung cancer.", record).findings]
    assert "not-significant" not in checks


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The app lets you bring a friend along", False),
        ("The app lets people track their meals", False),
        ("The pill lets people sleep through the night", True),
    ],
)
def test_what_a_product_lets_people_do_is_no_effect(text, acts):
    assert acts_now(text) is acts


MORTALITY = paper(
    "We read the charts of 4,120 people admitted with cowpox fever. Those with heart disease had a higher risk of death. "
    "Age and sex made no odds. Half were women. We conclude that heart disease raises the risk of death in cowpox fever.",
    title="Heart disease and death in cowpox fever",
)


@pytest.mark.parametrize(
    ("claim", "gainsaid"),
    [
        ("Statins lowered the risk of death in people with cowpox fever and heart disease.", False),
        ("Heart disease lowered the risk of death in people with cowpox fever.", True),
    ],
)
def test_what_befalls_the_ill_gainsays_no_treatment_that_the_record_does_not_name(claim, gainsaid):
    assert (ruled(claim, MORTALITY).outcome == "contradicted") is gainsaid


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("In the absence of Pif1 helicase, the damage led to more mutations.", "up"),
        ("Mice lacking neurogenesis show increased anxiety.", "up"),
        ("Patients without asthma had increased oxygen use.", "up"),
        ("It works without increased bleeding.", "null"),
        ("There was a lack of improved sleep.", "null"),
    ],
)
def test_what_is_lacking_denies_no_effect_of_its_lack(text, sense):
    assert effects(text)[-1].sense == sense


STEERED = paper(
    "Neurons fire in bursts. Here we show that firing can be steered by zorin in mice. Zorin may trigger seizures in some. "
    "The cells were kept for a week. All were counted. Zorin might be of use in epilepsy.",
    title="Zorin and firing in mice",
)


@pytest.mark.parametrize(
    ("claim", "inflated"),
    [
        ("Zorin steers the firing of neurons in mice.", False),  # that it can be done was shown
        ("Zorin can trigger seizures in mice.", False),  # so says the record
        ("Zorin triggers seizures in mice.", True),
        ("It is certain that zorin can trigger seizures in mice.", True),
    ],
)
def test_what_can_be_is_neither_doubt_nor_certainty(claim, inflated):
    checks = [f.check for f in ruled(claim, STEERED).findings]
    assert ("certainty-inflated" in checks) is inflated


def test_the_course_of_a_sentence_gainsays_no_clause_that_names_one_thing_alone():
    record = paper(
        "Strokes are common. Depletion of platelets reduced nets and improved stroke outcomes. Fragments rose in plasma. "
        "All were followed for a year. Mice were used as well.",
        title="Nets in ischaemic stroke",
    )
    assert ruled("came out of their stroke worse", record).outcome != "contradicted"
