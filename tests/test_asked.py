"""What a page says a study asks is no statement of its own: indirect questions in four languages, and their answers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses
from verifier.wording.asked import left_open
from verifier.wording.doings import doings
from verifier.wording.people import people


def checks(claim, language="en", **facts):
    record = trial(**facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    verdict = Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record))
    return {finding.check for finding in verdict.findings if finding.effect not in ("none", "confirms")}


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("This study wants to see how the body takes up the cells and gets rid of them.", "en"),
        ("The trial looks at how the new nerve slows the damage.", "en"),
        ("The investigators wish to understand what makes the cells work better in some people.", "en"),
        ("Doctors would like to know if the cells restore the nerve.", "en"),
        ("It is being run to find out which dose heals the nerve fastest.", "en"),
        ("Volunteers take a labelled dose so that doctors can trace where it goes and how it leaves the body.", "en"),
        ("The trial is exploring, in twenty adults, why the cells work better in women.", "en"),
        ("Nobody knows yet whether the cells stop the loss of sight.", "en"),
        ("Forscher wollen herausfinden, wie die Zellen das Sehen verbessern.", "de"),
        ("L'essai évalue comment les cellules améliorent la vue.", "fr"),
        ("Quieren saber si las células curan el nervio.", "es"),
    ],
)
def test_a_question_of_a_study_is_no_effect(claim, language):
    assert "registration-as-proof" not in checks(claim, language)


@pytest.mark.parametrize(
    "claim",
    [
        "The trial shows how the cells restore the nerve.",
        "Find out how the cells stop blindness in its tracks.",
        "You need to know how this implant heals the nerve.",
        "The study looked at how the implant acts and found that it restores the nerve.",
        "The study tested the implant, which restores the nerve.",
        "The implant, studied in people who are losing their sight, restores the nerve.",
    ],
)
def test_what_is_told_beside_a_question_stays_an_effect(claim):
    assert "registration-as-proof" in checks(claim)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The team asks how it heals, and it does heal.", "The team asks, and it does heal."),
        ("Asked whether it heals and found that it does.", "Asked and found that it does."),
        ("We studied patients who improved.", "We studied patients who improved."),
        ("In this study the team showed how it heals.", "In this study the team showed how it heals."),
        ("Sie fragt sich, ob es hilft.", "Sie fragt sich."),
    ],
)
def test_only_the_question_is_left_out(text, left):
    assert left_open(text) == left


@given(
    st.text("aeinorstw ,.?'", max_size=80), st.sampled_from(["asks whether ", "to learn how ", "veut savoir si ", ""])
)
def test_whatever_is_read_nothing_is_added(text, lead):
    assert len(left_open(lead + text)) <= len(lead + text)


@pytest.mark.parametrize(
    "text",
    [
        "In PMID 37822558, keen parents had keen teenagers.",
        "PMID: 37822558, patients were well.",
        "As reference [14] patients were told.",
        "By March 14, patients were better.",
        "See No. 12 (patients).",
        "At 18, and not before, a person may join.",
    ],
)
def test_a_number_that_is_a_label_counts_nobody(text):
    assert people(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In March 14 patients joined.", 14),
        ("There were 37 [adult] patients.", 37),
    ],
)
def test_a_number_beside_people_still_counts_them(text, count):
    assert [found.value for found in people(text)] == [count]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("In the study the mean pain score dropped by a third", []),
        ("The trial's mean pain score dropped", []),
        ("Blood pressure in the study dropped", []),
        ("The trial was dropped", ["stopped"]),
        ("The trial's been stopped", ["stopped"]),
        ("The study of the new gel was dropped in May", ["stopped"]),
    ],
)
def test_what_is_measured_drops_and_no_study_does(text, states):
    assert [doing.meaning for doing in doings(text)] == states


def test_the_first_question_of_a_process_is_read_as_any_other():
    """What a text has is asked for when the lists are made: here nothing was read before."""
    script = (
        "from verifier.wording.asked import places_left_open as p;"
        "print([p('The trial asks if the gel heals.'), p('Die Studie klärt, ob es hilft.')] != [(), ()],"
        " p('The trial asks if the gel heals.') == ((14, 31),))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["True", "True"]
