"""Claims written about recorded records: what is spoken is right, and never grossly wrong."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import score_claims


def test_rules_speak_rightly(shared):
    found = score_claims.verdicts(shared / "records", None)
    accuracy, spoken, of_spoken, severe = score_claims.figures(found)
    assert [(row["claim"], verdict.outcome) for row, verdict in severe] == []
    assert of_spoken >= 0.9
    assert spoken >= 0.6
    assert accuracy >= 0.6


def test_everyday_words_are_never_read_as_the_reverse(shared):
    found = score_claims.verdicts(shared / "records", None, "claims_lay.jsonl")
    accuracy, spoken, of_spoken, severe = score_claims.figures(found)
    assert [(row["claim"], verdict.outcome) for row, verdict in severe] == []
    assert of_spoken >= 0.8
    assert spoken >= 0.4
    assert accuracy >= 0.4


def test_claims_of_other_languages_are_never_read_as_the_reverse(shared):
    found = score_claims.verdicts(shared / "records", None, "claims_foreign.jsonl")
    accuracy, spoken, of_spoken, severe = score_claims.figures(found)
    assert [(row["claim"], verdict.outcome) for row, verdict in severe] == []
    assert of_spoken >= 0.9
    assert spoken >= 0.45
    assert accuracy >= 0.45


def test_the_language_of_a_claim_is_told_or_guessed():
    from verifier.model import Identifier
    from verifier.pipeline import _cited

    trial = Identifier("NCT", "NCT09999902")
    assert _cited("Die Studie wurde nach einem Jahr abgebrochen", trial).language == "de"
    assert _cited("A drug given to a man as a rule", trial).language == ""
    assert _cited("Ensayo interrumpido", trial, "es").language == "es"


def test_slow_recruitment_is_no_effect(tmp_path):
    """ "Was slow" once read as an effect that something slows, and a stop reason as proof from a registration."""
    from verifier.compare import read
    from verifier.model import Identifier
    from verifier.pipeline import _cited
    from verifier.wording.assertion import strength

    (reading,) = read(
        _cited("The trial was stopped early because recruitment was slow.", Identifier("NCT", "NCT09999902"))
    )
    assert strength(reading) == "describes"


def test_numbers_in_many_words():
    from verifier.wording.people import people

    for text, value in (
        ("Two hundred and fifty-eight people took part", 258),
        ("two thousand three hundred and five patients", 2305),
        ("Doscientos cincuenta alumnos entraron", 250),
        ("ciento cuarenta y cinco pacientes", 145),
        ("mil doscientos pacientes", 1200),
        ("deux cent cinquante patients", 250),
        ("one hundred adults", 100),
    ):
        assert [count.value for count in people(text)] == [value]
    assert 5 not in [count.value for count in people("two and three patients")]
