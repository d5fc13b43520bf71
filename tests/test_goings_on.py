"""What goes on with a trial, in everyday words: borne out by the field it is about, never by words that both share."""

from __future__ import annotations

import pytest

from tests.casebook import ACTUAL, TODAY, case, cite, paper, trial
from verifier.checks.content import certainty_inflated, comparison_invented, number_mismatch
from verifier.checks.registry import registration_as_proof
from verifier.checks.status import status_mismatch, withdrawn_trial
from verifier.compare import read
from verifier.confirm import confirm
from verifier.facets import _states, stop_reason
from verifier.lexicon import words
from verifier.model import Identifier, Measurement, PartialDate, PostedOutcome, Results
from verifier.wording.assertion import denied, strength, tells_enrolled

NCT = Identifier("NCT", "NCT01234567")
PURPOSE = "The purpose of this study is to see whether a lamp helps patients with winter depression to sleep."


def meanings(text):
    (reading,) = read(cite(text, NCT))
    return {state.meaning for state in _states.said(reading)}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("The lamp study is already admitting night nurses", "recruiting"),
        ("The registry carries on enlisting truck drivers", "recruiting"),
        ("The trial continues to take in pensioners", "recruiting"),
        ("The study has several openings left", "recruiting"),
        ("Enrolment is still going on", "recruiting"),
        ("It's not too late to sign up", "recruiting"),
        ("The study is open for applications", "recruiting"),
        ("The project rounds up volunteers", "recruiting"),
        ("The team is no longer inviting any students", "closed"),
        ("The register has shut its books", "closed"),
        ("The trial is booked out", "closed"),
        ("The last participant joined in March", "closed"),
        ("It is too late to enrol", "closed"),
        ("The trial is about to kick off", "not-yet"),
        ("The study opens next spring", "not-yet"),
        ("The trial has yet to admit anyone", "not-yet"),
        ("It never got past the planning stage", "never"),
        ("The pilot attracted nobody", "never"),
        ("The pilot petered out", "stopped"),
        ("The trial on lamps and sleep came to a close", "ended"),
        ("The study is in limbo", "suspended"),
        ("The study has opened its doors", "begun"),
        ("The project remains far from over", "ongoing"),
    ],
)
def test_states_of_a_trial(text, meaning):
    assert meaning in meanings(text)


@pytest.mark.parametrize(
    "text",
    [
        "It looks at people who are taking sleeping pills",
        "The study is looking for a better lamp",
        "The trial enrolled no patients with epilepsy",
        "Is taking patients' blood at night a burden?",
        "The registry goes on gathering samples",
    ],
)
def test_other_things_are_no_state(text):
    assert not meanings(text) & {"recruiting", "closed", "never", "ongoing"}


def confirmed(claim, record):
    return any(finding.effect == "confirms" for finding in confirm(case(claim, record)))


LAMP = trial(
    PURPOSE, "A Lamp for Winter Depression", overall_status="ACTIVE_NOT_RECRUITING", conditions=("Depression",)
)


@pytest.mark.parametrize(
    ("claim", "borne"),
    [
        ("The lamp study looks at sleep in patients with winter depression", True),
        ("The lamp study is testing sleep in patients with winter depression", True),
        ("The lamp study is snapping up patients with winter depression", False),
        ("The lamp study no longer sees patients with winter depression", False),
        ("The lamp study welcomes patients with winter depression", False),
        ("Patients with winter depression keep the lamp", False),
        ("The difference in sleep was significant in patients with winter depression", False),
    ],
)
def test_what_goes_on_needs_its_own_field(claim, borne):
    assert confirmed(claim, LAMP) is borne


def test_people_are_taken_in_and_the_record_says_otherwise():
    for claim in ("The lamp study is already taking patients", "The lamp study goes on signing up patients"):
        assert [finding.check for finding in status_mismatch.check(case(claim, LAMP))] == ["status-mismatch"]


WITHDRAWN = trial(
    overall_status="WITHDRAWN",
    enrollment=0,
    enrollment_type=ACTUAL,
    completion=PartialDate("2021-03", ACTUAL),
    why_stopped="The drug was not available",
)


def row(*cells):
    return case(" ".join(cells), WITHDRAWN, parts=cells)


def test_a_row_tells_the_withdrawal_and_its_reason_in_two_cells():
    told = row("2 Withdrawn 0", "Cells for optic nerve disease; the drug could not be obtained")
    assert not list(withdrawn_trial.check(told))
    assert {c.relation for c in stop_reason.compare(told.readings[1], told.source, TODAY)} == {"same"}
    other = row("2 Withdrawn 0", "Cells for optic nerve disease; watched for side effects")
    assert not list(stop_reason.compare(other.readings[1], other.source, TODAY))
    healed = row("2 Withdrawn 0", "Cells improved sight in optic nerve disease")
    assert [finding.check for finding in withdrawn_trial.check(healed)] == ["withdrawn-trial"]


def test_what_a_registration_adds_and_means_to_do_is_no_effect():
    for claim in (
        "NCT01234567 adds cells to eye drops and is meant to take in 18 people",
        "The cell pilot in Northfield ended after 18 people when the money was gone",
    ):
        about = case(claim, trial())
        assert not list(registration_as_proof.check(about))
    (reading,) = read(cite("The cells restore sight", NCT))
    assert reading.facet(strength) == "asserts"


@pytest.mark.parametrize(
    ("claim", "power"),
    [
        ("Do the cells restore sight? Northfield", "states"),
        ("Do the cells restore sight? Yes, they do", "asserts"),
        ("Why the cells restore sight", "asserts"),
    ],
)
def test_what_is_asked_is_no_effect_unless_it_is_answered(claim, power):
    assert read(cite(claim, NCT))[0].facet(strength) == power


def test_nobody_who_came_is_nobody_enrolled():
    one, other = (read(cite(text, NCT))[0] for text in ("Nobody signed up", "Forty people signed up"))
    assert not tells_enrolled(one)
    assert tells_enrolled(other)


def chewing(claim):
    listed = (
        ("Snack: Apple", "21"),
        ("Snack: Wafer", "13"),
        ("Snack: Wafer With Cream", "12"),
        ("Snack: Toffee", "34"),
    )
    seconds = PostedOutcome(
        "PRIMARY",
        "Time to eat a piece",
        status="POSTED",
        unit="seconds",
        parameter="MEAN",
        measurements=tuple(Measurement(group, "", value, analysed="15") for group, value in listed),
    )
    record = trial(title="Eating of snacks", results=Results(outcomes=(seconds,)), has_results=True)
    return [finding.quote for finding in number_mismatch.check(case(claim, record))]


@pytest.mark.parametrize(
    ("claim", "posted"),
    [
        ("A piece of apple was eaten in 34 seconds", ["21"]),
        ("A piece of toffee was eaten in 34 seconds", []),
        ("A piece of toffee was eaten in 21 seconds", ["34"]),
        ("A wafer was eaten in 12 seconds", []),
        ("A piece of apple was eaten in 20 seconds", []),
        ("A piece was eaten in 34 seconds", []),
        ("A piece of apple took 13 seconds less than toffee", []),
    ],
)
def test_a_figure_belongs_to_its_own_label(claim, posted):
    assert chewing(claim) == posted


def test_an_entry_may_name_a_table_of_its_file():
    spelled = [entry for entry in words("status", "recruiting", "en") if "keeps on" in entry]
    assert spelled
    assert all("<" not in entry.replace("(?<", "") and "enlisting" in entry for entry in spelled)


@pytest.mark.parametrize(
    ("text", "language", "meaning"),
    [
        ("Die Studie ist auf der Suche nach Patienten", "de", "recruiting"),
        ("Die Studie hat noch Plätze frei", "de", "recruiting"),
        ("Die Studie hat ihre Listen geschlossen", "de", "closed"),
        ("L'étude est à la recherche de volontaires", "fr", "recruiting"),
        ("L'essai a fermé ses listes", "fr", "closed"),
        ("El ensayo está en busca de pacientes", "es", "recruiting"),
        ("Ya no quedan plazas en el estudio", "es", "closed"),
    ],
)
def test_states_in_other_languages(text, language, meaning):
    (reading,) = read(cite(text, NCT, language=language))
    assert meaning in {state.meaning for state in _states.said(reading)}


@pytest.mark.parametrize(
    ("text", "left_open"),
    [
        ("A full picture of how radiotherapy works is missing", True),
        ("Ketamine works fast in depression", True),
        ("Ketamine works for depression", False),
    ],
)
def test_how_something_works_is_no_word_on_whether_it_does(text, left_open):
    assert denied(text, text.index("works")) is left_open


def test_what_a_review_does_not_name_it_may_well_compare():
    told = "We review pancreatitis. Care has changed. Moderate resuscitation is better than aggressive one. Few die of it now."
    claim = "In pancreatitis, gentle fluids beat flooding the patient."
    review = paper(told, title="Update on pancreatitis", publication_types=("Review",))
    assert not list(comparison_invented.check(case(claim, review)))


def test_two_plain_sentences_tell_a_clause_of_two_halves():
    claim = "Plum helps keep up muscle and bone, while pear carries touch and pain"
    doubt = "Such fruit may point to promising targets in muscle and pain."
    plain = f"Plum keeps up muscle and bone. Pear carries touch and pain. {doubt} Little else is known of them."
    hedged = f"Fruit is sold. Much is open. {doubt} Nobody has seen more of it. Pears grow."
    for told, doubted in ((plain, False), (hedged, True)):
        review = paper(told, title="Fruit in the body", publication_types=("Review",))
        assert bool(list(certainty_inflated.check(case(claim, review)))) is doubted
