"""Readings, sources and the laying side by side."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import casebook
from verifier import shelves
from verifier.compare import Sources, compare, prepare, read
from verifier.confirm import confirm
from verifier.facets._effects import effects, tells
from verifier.lexicon import pattern
from verifier.model import (
    Case,
    Citation,
    Comparison,
    Found,
    Identifier,
    PaperFacts,
    Passage,
    Place,
    Quote,
    Record,
    Sentence,
)

TODAY = dt.date(2026, 11, 20)
PMID = Identifier("PMID", "12345678")


def citation(claim: str, *parts: str) -> Citation:
    return Citation("k", "page.html", Place(1), PMID, "PMID 12345678", claim, parts, Place(1), "L01", language="en")


def found(*texts: str, digest: str = "d") -> Found:
    passages = tuple(Passage(f"Abstract/{n}", text) for n, text in enumerate(texts))
    return Found(Record(PMID, "paper", "A title", passages, PaperFacts()), digest, "2026", "2026", PMID)


def test_a_claim_without_parts_is_one_reading():
    (reading,) = read(citation("Aspirin helps."))
    assert (reading.text, reading.part, reading.whole) == ("Aspirin helps.", 0, "Aspirin helps.")


def test_a_facet_is_read_once_and_anew_when_it_was_let_go_of():
    (reading,), asked = read(citation("Aspirin helps.")), []

    def letters(own) -> int:
        asked.append(own)
        return len(own.text)

    assert [reading.facet(letters), reading.facet(letters)] == [14, 14]
    assert reading.known() == {letters: 14}
    reading.forget(letters)
    assert reading.facet(letters) == 14
    reading.remember(letters, 3)
    assert reading.facet(letters) == 3
    assert asked == [reading, reading]


def test_what_was_prepared_is_equal_to_itself_alone_and_never_empty():
    (one,), (other,) = read(citation("Aspirin helps.")), read(citation("Aspirin helps."))
    assert bool(one)
    assert len({one, other}) == 2
    first, second = prepare(found("One.")), prepare(found("One."))
    assert [first] != [second]
    assert "Aspirin" not in repr(one)


def test_parts_are_numbered():
    assert [(r.text, r.part) for r in read(citation("A and B", "A", "B"))] == [("A", 0), ("B", 1)]


def test_sentences_are_substrings_of_their_passages():
    source = prepare(found("  First one. Second (n = 5.5) one!  \n Third."))
    assert [s.text for s in source.sentences] == ["First one.", "Second (n = 5.5) one!", "Third."]
    assert {s.where for s in source.sentences} == {"Abstract/0"}


def test_sources_are_prepared_once_and_bounded():
    sources = Sources(limit=30_000, resting=10_000)
    first = sources(found("One.", digest="a"))
    assert sources(found("One.", digest="a")) is first
    for name in "bcd":
        sources(found("Other.", digest=name))
    assert sources(found("One.", digest="a")) is first  # what a window asks for stays awake
    sources.settle()
    assert sources(found("Other.", digest="b")) is not first
    assert (sources.prepared, sources.let_go) == (4, 0)  # put to rest, not let go
    for name in "efgh":
        sources(found("Other.", digest=name))
    sources.settle()
    assert (sources.prepared, sources.let_go) == (8, 4)
    assert sources(found("Other.", digest="b")).sentences[0].text == "Other."
    assert sources.prepared == 9


def test_comparisons_come_in_a_fixed_order():
    source = prepare(found("Pain fell by 20% (p=0.01)."))
    readings = read(citation("Pain fell by 20%"))
    assert compare(readings, source, TODAY) == compare(readings, source, TODAY)


RICH = (
    "The phase 2 trial NCT00000000, sponsored by Acme and approved by the FDA, enrolled 40 adults in Oslo in 2020, was "
    "stopped in 2021 for lack of funds, and 12% on the drug against 24% on placebo had serious side effects; retracted."
)


@pytest.mark.parametrize("kind", ["paper", "trial", "results"])
def test_a_facet_of_one_kind_of_record_says_nothing_of_another(kind):
    paper, trial = (
        prepare(found("Mice ran.", "Pain may fall.", "It was so.")),
        prepare(casebook.found(casebook.trial())),
    )
    others = [paper] if kind == "trial" else [trial] if kind == "paper" else [paper, trial]
    facets = [facet for facet in shelves.load_all("facets").values() if getattr(facet, "OF", None) == kind]
    assert facets
    for source in others:
        assert [list(f.compare(read(citation(RICH))[0], source, TODAY)) for f in facets] == [[]] * len(facets)


CLAIMS = (
    *RICH.replace(";", ",").split(", "),
    "Mice ran.",
    "Cells are better than drops.",
    "It is the only cure, and safe.",
    "Several trials agree.",
    "Women aged 20 to 30 took tablets twice a day.",
    "The trial lasted two years and ended with 40.",
    "It ran from 2018 to 2021.",
)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_facet_says_nothing_of_a_clause_without_its_signs(claim):
    (reading,) = read(citation(claim))
    silent = [
        facet
        for facet in shelves.load_all("facets").values()
        if hasattr(facet, "signs") and not facet.signs().may_match(claim)
    ]
    assert silent
    for source in (prepare(found("Mice ran.", "Pain may fall.", claim)), prepare(casebook.found(casebook.trial()))):
        assert [list(facet.compare(reading, source, TODAY)) for facet in silent] == [[]] * len(silent)


def case_of(claim: Citation, *comparisons: Comparison) -> Case:
    record = found("Pain fell.")
    return Case(claim, record, prepare(record), read(claim), comparisons, TODAY)


def stated(part: int, relation: str = "same", facet: str = "statement") -> Comparison:
    return Comparison(facet, relation, Quote("x", "claim"), Quote("Pain fell.", "Abstract/0"), part)


def test_a_claim_is_confirmed_when_every_clause_is():
    claim = citation("A and B", "A", "B")
    assert {f.effect for f in confirm(case_of(claim, stated(0), stated(1)))} == {"confirms"}
    assert {f.effect for f in confirm(case_of(claim, stated(0)))} == {"none"}
    assert list(confirm(case_of(claim))) == []


def test_nothing_is_confirmed_against_a_different_field():
    claim = citation("A")
    assert list(confirm(case_of(claim, stated(0), stated(0, "different", "status")))) == []


def test_lexicon_patterns_take_whole_words_and_endings(monkeypatch):
    from verifier import lexicon

    monkeypatch.setattr(lexicon, "load", lambda name: {"up": {"en": ["ris*", "go up"], "de": ["steig*"]}})
    pattern.cache_clear()
    assert pattern("any").search("pain is rising")
    assert pattern("any").search("they go\n up")
    assert pattern("any").search("Steigt an")
    assert not pattern("any").search("arisen")
    pattern.cache_clear()


def test_words_that_only_name_a_thing_state_no_effect():
    for text in (
        "people on glucose-lowering drugs took part",
        "cognitive stimulation therapy was given",
        "it was told in 20 patients and 20 controls.",
    ):
        assert not effects(text), text
    assert [effect.sense for effect in effects("the drug controls the disease")] == ["better"]


def test_a_p_value_on_the_edge_is_left_open():
    assert [effect.sense for effect in effects("pain was reduced (p = 0.05)")] == ["down"]
    assert [effect.sense for effect in effects("pain was reduced (p = 0.06)")] == ["null"]


class TestDrugsOfOneClass:
    STUDY = found("Trametinib, as compared with chemotherapy, improved survival among patients with melanoma.")

    def relation(self, claim: str, lookup: Found) -> list[str]:
        source = prepare(lookup)
        return [c.relation for c in compare(read(citation(claim)), source, TODAY) if c.facet == "intervention"]

    @pytest.mark.parametrize("drug", ["Vemurafenib", "dabrafenib", "Cobimetinib"])
    def test_one_is_not_the_other(self, drug):
        assert self.relation(f"{drug} improved survival in melanoma.", self.STUDY) == ["different"]

    @pytest.mark.parametrize("said", ["Trametinib", "A MEK inhibitor", "Trametinib tablets"])
    def test_the_drug_itself_and_its_class(self, said):
        assert self.relation(f"{said} improved survival in melanoma.", self.STUDY) == ["same"]

    def test_a_spelling_is_no_other_drug(self):
        study = found("Aciclovir shortened the rash of shingles.")
        assert self.relation("Acyclovir shortened the rash of shingles.", study) == ["same"]


def test_the_definition_of_a_posted_outcome_states_no_result():
    told = Sentence(
        "Relapse is defined as cancer that comes back after a lower stage.", "outcomeMeasures[0]", "posted results"
    )
    assert not tells(told, 0, 1)
    assert tells(Sentence("Result: relapse was lower with the drug.", "outcomeMeasures[0]", "posted results"), 0, 1)
