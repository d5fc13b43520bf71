"""What an editor would strike out of a report: wrong counts, things said twice, names taken for treatments."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.content import condition_mismatch, intervention_mismatch
from verifier.conclude import conclude
from verifier.facets.enrolment import sample
from verifier.model import Finding, Intervention
from verifier.wording.assertion import strength
from verifier.wording.works import told

LUNGS = trial(
    "A tracer is given once. The scan is read by two people. Uptake in the chest is measured. People are seen for a day.",
    title="Scans of the Chest With a Tracer in Asthma",
    conditions=("Severe Asthma", "Bronchiectasis"),
    interventions=(Intervention("DRUG", "Tracer"),),
)


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("In this trial 14 men received zinc (n = 7) or starch (n = 7) for a week.", 14),
        ("In this trial 30 adults received zinc (n = 20) or starch (n = 10) for a week.", 30),
        ("In this trial 20 patients and 12 healthy volunteers received zinc for a week.", 32),
    ],
)
def test_groups_that_make_up_a_whole_are_not_added_to_it(sentence, people):
    about = case("Zinc cures colds.", paper(f"Colds are common. {sentence} Colds lasted a day less.", title="Zinc"))
    assert about.source.facet(sample)[0] == people


def test_one_thing_is_told_once():
    said = Finding("not-significant", "error", "contradicts", "it tells an effect", "No difference.", "Abstract", 0)
    assert conclude(case("Zinc cures colds.", LUNGS), [said, said]).findings == (said,)


def test_what_a_trial_is_about_is_quoted_as_registered():
    (found,) = condition_mismatch.check(case("The tracer heals migraine.", LUNGS))
    assert (found.quote, found.where) == ("Severe Asthma; Bronchiectasis", "conditions")


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("The ZINC-FIR trial of our syrup in 300 women is registered.", False),
        ("Zinc was given in a trial of our syrup in 300 women.", True),
        ("ZINC helped in the FIR-ELM trial.", True),
    ],
)
def test_a_piece_of_a_trials_name_is_no_treatment(claim, named):
    assert bool(list(intervention_mismatch.check(case(claim, LUNGS)))) is named


@pytest.mark.parametrize(
    ("text", "author", "journal"),
    [
        ("Plums heal bones, reports Doe in Gut 2020", "Doe", "Gut"),
        ("Plums heal bones, said van Doe in Journal of Plums, 2020.", "van Doe", "Journal of Plums"),
        ("Pflaumen heilen Knochen, berichtet Doe im Plum Journal 2020", "Doe", "Plum Journal"),
        ("Plums heal bones, reports Doe in May 2020", "", ""),
        ("The clinic reports Gains in Strength 2020", "", "Strength"),
    ],
)
def test_who_tells_it_is_the_author(text, author, journal):
    work = told(text)
    assert (work.author, work.journal) == (author, journal)


@pytest.mark.parametrize("named", ["the disease-causing potential of mites", "the membrane potential of mites"])
def test_a_power_is_no_doubt_and_open_questions_are(named):
    about = paper(
        "Mites live in beds. Sprays that kill mites are in large trials. Many unanswered questions remain about mites. "
        f"Mites bind to the skin. We set out {named} in beds.",
        title="Mites in beds",
    )
    shown = [c.shown.text for c in case("Sprays have been proven to end asthma", about).compared("certainty")]
    assert shown == ["Many unanswered questions remain about mites."]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("Tea was not associated with gout.", False),
        ("There was no significant relationship with gout.", False),
        ("Tea was associated with gout.", True),
        ("Tea was not only associated with gout but with pain.", True),
        ("No adult drank less, and tea was associated with gout.", True),
    ],
)
def test_an_association_that_is_denied_is_none(found, told):
    about = paper(
        f"Tea is drunk. We asked 900 adults with gout. Milk was not counted. Rice was eaten. {found}", title="Tea"
    )
    assert bool(case("Tea causes gout", about).compared("causation")) is told


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("The tracer study closed early once the scans proved too slow.", False),
        ("The tracer study closed early once the scans proved to be unsafe.", False),
        ("The tracer is proven to end asthma.", True),
        ("The tracer proved effective in asthma.", True),
    ],
)
def test_what_turned_out_badly_is_no_claim_of_proof(claim, proof):
    (reading,) = case(claim, LUNGS).readings
    assert (strength(reading) == "proves") is proof
