"""The plain judge, and what every judge on the shelf must keep to."""

from __future__ import annotations

import pytest

from verifier import shelves
from verifier.judges import _cues, _numbers, overlap
from verifier.judges._words import analyse, number_form, rarity, stem
from verifier.measure import Row, source_of
from verifier.model.case import Pair

ABSTRACT = (
    ("background", "Migraine is common in adults."),
    ("methods", "We gave erenumab or placebo to 577 adults with chronic migraine for twelve weeks."),
    ("results", "Erenumab reduced monthly migraine days in adults with chronic migraine."),
    ("conclusions", "Nausea was not reported by any adult treated with erenumab during the trial weeks."),
)


def source(passages=ABSTRACT, title="Erenumab in chronic migraine"):
    return source_of(Row("r", "", title, tuple(passages), "silent"))


def judged(claim, **kwargs):
    [judgement] = overlap.load().judge([Pair(claim, source(**kwargs))])
    return judgement


def test_nearly_the_same_words_support():
    judgement = judged("Erenumab reduced migraine days in adults with chronic migraine.")
    assert judgement.label == "supports"
    assert judgement.quotes[0].text == ABSTRACT[2][1]
    assert judgement.quotes[0].where == "passages[2]"


def test_a_direction_turned_round_contradicts():
    assert judged("Erenumab increased migraine days in adults with chronic migraine.").label == "contradicts"


@pytest.mark.parametrize(
    "claim",
    [
        "Botulinum toxin relieves spasticity after stroke.",
        "Erenumab did not reduce migraine days in adults with chronic migraine.",
        "Erenumab reduced monthly migraine days in adults with chronic migraine by 37 days.",
        "Erenumab is superior to placebo in reducing monthly migraine days in adults with chronic migraine.",
        "",
    ],
)
def test_it_says_nothing_where_shared_words_do_not_tell(claim):
    assert judged(claim).label == ""


def test_a_source_without_sentences_is_no_fault():
    judgement = judged("Erenumab reduced migraine days.", passages=(), title="")
    assert (judgement.label, judgement.quotes) == ("", ())


@pytest.mark.parametrize("name", shelves.names("judges"))
def test_each_judge_has_a_manual_and_a_loader(name):
    module = shelves.load("judges", name)
    assert module.__doc__
    assert callable(module.load)


def test_stems_bring_forms_together():
    assert len({stem(word) for word in ("reduce", "reduces", "reduced", "reduction", "reducing")}) == 1
    assert stem("virus") == "virus"
    assert stem("p53") == "p53"


@pytest.mark.parametrize(
    ("written", "form"), [("1,234", "1234"), ("0.50", "0.5"), ("45%", "45"), ("10", "10"), ("3.0", "3")]
)
def test_numbers_have_one_form(written, form):
    assert number_form(written) == form


@pytest.mark.parametrize(
    ("claim", "lacking"),
    [
        ("Pain was lower at week 12.", 0.0),
        ("Pain was lower at week 36.", 1.0),
        ("Pain was lower at day 84.", 0.0),
        ("Pain was lower on day 85.", 1.0),
        ("Pain was lower by month 6.", 0.0),
        ("Pain was lower in 2019.", 0.0),
    ],
)
def test_a_moment_is_looked_for_in_its_own_and_in_other_units(claim, lacking):
    read = source((("results", "Pain was lower after 12 weeks and half a year (6 months) of treatment."),), "Pain")
    assert _numbers.unmet(claim, read) == (0.0, lacking)


def test_rare_words_weigh_more_than_common_ones():
    assert rarity(stem("patients")) < rarity(stem("erenumab"))


def test_a_negation_reaches_forward_to_the_end_of_its_clause():
    def cues(text):
        return [(cue.kind, cue.sign, cue.negated) for cue in _cues.read(text, analyse(text)).cues]

    assert cues("The drug did not reduce pain") == [("direction", -1, True)]
    assert cues("Pain was not measured, but the drug reduced stiffness") == [("direction", -1, False)]


@pytest.mark.parametrize(
    ("text", "null"),
    [
        ("There was no significant difference between groups.", True),
        ("The rate was significantly lower (p = 0.003).", False),
        ("Treatment failed to improve survival.", True),
        ("Survival was unchanged.", True),
        ("Not all patients were treated.", False),
    ],
)
def test_nulls_are_told_from_effects(text, null):
    assert _cues.read(text, analyse(text)).null is null


def test_p_values_are_told_apart():
    assert _cues.P_SMALL.compiled.search("p < 0.001")
    assert _cues.P_SMALL.compiled.search("(P=0.04)")
    assert not _cues.P_SMALL.compiled.search("p = 0.40")
    assert _cues.P_LARGE.compiled.search("P = 0.40")
    assert not _cues.P_LARGE.compiled.search("P = 0.04")
