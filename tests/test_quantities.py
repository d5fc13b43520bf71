"""Numbers in four languages: value, unit, kind; and which number bears out which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.facets._borne_out import same
from verifier.facets._quantities import quantities


def read(text: str, language: str = "en"):
    return [(q.value, q.unit, q.kind) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("nineteen patients", "en", [(19, "people", "amount")]),
        ("Eighty-four adults", "en", [(84, "people", "amount")]),
        ("5 of 6 patients (83.3 %)", "en", [(5, "people", "fraction"), (83.3, "%", "amount")]),
        ("two of the 28 people", "en", [(2, "people", "fraction")]),
        ("1,961 adults", "en", [(1961, "people", "amount")]),
        ("1.961 Teilnehmer", "de", [(1961, "people", "amount")]),
        ("14,9 Prozent", "de", [(14.9, "%", "amount")]),
        ("plus de 4 500 participants", "fr", [(4500, "people", "amount")]),
        ("HR 0,95 ; IC 95 % 0,83–1,09", "fr", [(0.95, "", "estimate"), (95, "", "level"), (0.83, "", "interval"), (1.09, "", "amount")]),
        ("20 niños de 6 a 16 años", "es", [(20, "people", "amount"), (6, "year", "amount"), (16, "year", "amount")]),
        ("p<.001 and P = 0.12", "en", [(0.001, "", "p"), (0.12, "", "p")]),
        ("(95% CI, 1.2 to 5.8)", "en", [(95, "", "level"), (1.2, "", "interval"), (5.8, "", "interval")]),
        ("from 1.5 to 4.8 months", "en", [(1.5, "month", "amount"), (4.8, "month", "amount")]),
        ("four and a half times", "en", [(4.5, "", "amount")]),
        ("two-thirds improved", "en", [(0.6667, "", "ratio")]),
        ("phase 3, exon 20, at week 6, in 2018", "en", [(3, "", "label"), (20, "", "label"), (6, "week", "moment"), (2018, "", "year")]),
        ("SARS-CoV-2, CD34+ and CT-101", "en", []),
        ("0·45", "en", [(0.45, "", "amount")]),
        ("vierundachtzig Patienten", "de", [(84, "people", "amount")]),
    ],
)  # fmt: skip
def test_numbers_are_read(text, language, expected):
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("said", "shown", "verdict"),
    [
        ("about two points", "mean difference -2.04 points", True),
        ("3 g", "3000 mg", True),
        ("12 weeks", "84 days", True),
        ("two years", "24 months", True),
        ("15 percent", "14.9%", True),
        ("15.3 percent", "14.9%", False),
        ("15.3 percent", "15.3 kg", False),
        ("82 percent", "14 of 17 players", True),
        ("5 of 6", "10 of 12", False),
        ("more than 600 women", "641 women", True),
        ("more than 600 women", "60 women", False),
        ("0.05", "P = 0.05", False),
    ],
)
def test_a_number_bears_out_another(said, shown, verdict):
    (one,), others = quantities(said)[:1], quantities(shown)
    assert any(same(one, other) for other in others) is verdict


@given(st.text(max_size=300), st.sampled_from(["en", "de", "fr", "es", "", "xx"]))
def test_any_text_can_be_read(text, language):
    for quantity in quantities(text, language):
        assert 0 <= quantity.start < quantity.end <= len(text)


@given(st.integers(min_value=0, max_value=99_999))
def test_separators_change_nothing(number):
    for written, language in ((f"{number:,}", "en"), (f"{number:,}".replace(",", "."), "de"), (str(number), "fr")):
        values = [q.value for q in quantities(f"We counted {written} cells", language)]
        assert values == [number]


@pytest.mark.parametrize(
    ("text", "value"), [("two dozen people", 24), ("a dozen people", 12), ("two dozen and one", 25)]
)
def test_a_dozen_is_counted_in_dozens(text, value):
    assert quantities(text)[0].value == value


def test_nobody_is_no_number():
    assert not quantities("No one was ever enrolled")


@pytest.mark.parametrize("text", ["assigned to one of two groups", "one of the three arms"])
def test_which_of_some_groups_is_no_share(text):
    assert all(quantity.kind != "fraction" for quantity in quantities(text))
