"""The sentences closest to a claim, in abstracts and in records of other shapes."""

from __future__ import annotations

import time

from verifier.evidence import closest
from verifier.judges import _prepared, _ranker
from verifier.measure import Row, source_of

ABSTRACT = (
    ("background", "Migraine is common in adults. Preventive drugs are often stopped because of harm."),
    ("methods", "We gave erenumab or placebo to 577 adults with chronic migraine for twelve weeks."),
    ("results", "Monthly migraine days fell by 6.6 with erenumab and by 4.2 with placebo (p < 0.001)."),
    ("results", "Constipation was reported by 4 % of those treated with erenumab."),
    ("conclusions", "Erenumab reduced the number of migraine days in adults with chronic migraine."),
)


def source(passages=ABSTRACT, title="Erenumab in chronic migraine", nct=""):
    return source_of(Row("r", "", title, tuple(passages), "silent", nct=nct))


def test_the_sentence_that_speaks_of_it_comes_first():
    assert {s.where for s in closest(source(), "Erenumab reduced migraine days.", 2)} == {"passages[2]", "passages[4]"}
    assert closest(source(), "Few people treated with erenumab had constipation.", 1)[0].where == "passages[3]"


def test_no_more_than_asked_for_and_no_fewer_than_there_are():
    assert len(closest(source(), "migraine")) == 3
    assert len(closest(source(passages=(), title="Only a title"), "migraine")) == 1
    assert closest(source(passages=(), title=""), "migraine") == ()


def test_an_empty_claim_or_one_in_another_script_is_no_fault():
    assert len(closest(source(), "")) == 3
    assert len(closest(source(), "片頭痛を減らした。")) == 3


def test_a_registry_record_is_ranked_by_what_it_says_not_by_where():
    fields = tuple(("", f"Secondary outcome {n}: change in score {n} at week {n}.") for n in range(60))
    record = source(passages=(*fields, ("", "The primary outcome is monthly migraine days.")), nct="NCT01234567")
    assert not _ranker.is_abstract(record)
    assert closest(record, "The primary outcome is the number of monthly migraine days.", 1)[0].where == "passages[60]"


def test_the_same_question_has_the_same_answer():
    record = source()
    assert closest(record, "Erenumab reduced migraine days.") == closest(record, "Erenumab reduced migraine days.")


def test_sections_are_told_by_label_or_by_words():
    (one,) = source((("AUTHORS' CONCLUSIONS", "It works."),), "").facet(_prepared.read)
    (two,) = source((("", "In conclusion, it works."),), "").facet(_prepared.read)
    assert (one.section, two.section) == ("conclusions", "conclusions")


def test_a_long_full_text_is_ranked_in_linear_time():
    body = tuple(("", f"Sentence {n} speaks of drug {n % 7} and of outcome {n % 11} in adults.") for n in range(3000))
    began = time.perf_counter()
    assert len(closest(source(body, "Long"), "Drug 3 improved outcome 5 in adults.")) == 3
    assert time.perf_counter() - began < 20
