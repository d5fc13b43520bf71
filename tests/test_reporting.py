"""Who says what a claim claims ("studies show that", "says a review of the field") changes nothing of what it claims."""

from __future__ import annotations

import pytest

from tests.casebook import PMID, TODAY, cite, found, paper
from verifier.compare import read
from verifier.facets._terms import terms
from verifier.line import Line
from verifier.model import Judgement
from verifier.wording.reporting import matter, reported

ZINC = paper(
    "Zinc is taken by many in winter. In this trial 310 adults with a cold took zinc or placebo. Zinc shortened the fever "
    "of adults with a cold (2.1 v 3.4 days; P=0.002). Zinc had no effect on cough. Zinc shortened fever in adults with a cold.",
    title="Zinc for fever in adults with a cold: a randomized trial",
    publication_types=("Randomized Controlled Trial",),
)


def outcome(claim):
    return Line(None, TODAY).verdict(cite(claim, PMID), found(ZINC)).outcome


@pytest.mark.parametrize(
    "frame",
    [
        "Studies show that {}.",
        "We know from research that {}.",
        "According to a review of the field, {}.",
        "As recent research shows, {}.",
        "Scientists say {}.",
        "It has long been known that {}.",
        "{}, says a review of the field.",
        "{}, the investigators found.",
        "{}, as an editorial notes.",
    ],
)
def test_who_says_it_changes_no_verdict(frame):
    assert outcome(frame.format("zinc shortened the fever of adults with a cold")) == "supported"
    assert outcome(frame.format("zinc prolonged the fever of adults with a cold")) == "contradicted"


@pytest.mark.parametrize(
    ("text", "speech", "said"),
    [
        ("Doctors observed that zinc helps.", "en", "Doctors observed that"),
        ("The upshot: zinc helps.", "en", "The upshot"),
        ("Laut einer neuen Übersicht hilft Zink.", "de", "Laut einer neuen Übersicht"),
        ("Zink hilft, so die Autoren.", "de", "so die Autoren"),
        ("L'étude conclut que le zinc aide.", "fr", "L'étude conclut que"),
        ("El zinc ayuda, según una revisión.", "es", "según una revisión"),
        ("Patients found that zinc helps.", "en", ""),
        ("In studies of zinc fever fell.", "en", ""),
        ("Zinc helps, tests show less.", "en", ""),
        ("Studies show that", "en", ""),
    ],
)
def test_the_words_that_say_who_says_it_are_found(text, speech, said):
    assert "".join(text[start:end] for start, end in reported(text, speech)) == said


def test_a_country_tells_more_than_who_says_it():
    (reading,) = read(cite("Researchers in Norway noticed that zinc helps.", PMID))
    told = [reading.text[term.start : term.end] for term in terms(reading)]
    assert told == ["Norway", "zinc", "helps"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Interestingly, studies show that zinc doesn't cure a cold.", "zinc does not cure a cold."),
        ("Zinc shortens fever, says a review of the field.", "Zinc shortens fever."),
        ("According to a review, zinc shortens fever.", "zinc shortens fever."),
        ("A review of zinc in fever.", "A review of zinc in fever."),
        ("The authors agree that so.", "The authors agree that so."),  # nothing is left
    ],
)
def test_what_a_claim_tells_of_the_matter_is_told_without_who_says_it(text, told):
    assert matter(text, "en") == told


def test_a_judge_is_asked_about_the_matter_alone():
    class Asked:
        name = "asked"

        def judge(self, pairs):
            seen.extend(pair.claim for pair in pairs)
            return [Judgement("asked", "", 0.0, 0.0, 0.5, ()) for _ in pairs]

    seen: list[str] = []
    claim = "We know from research that zinc keeps colds of all sorts at bay in spring."
    Line(Asked(), TODAY).verdict(cite(claim, PMID), found(ZINC))
    assert seen == ["zinc keeps colds of all sorts at bay in spring."]
