"""Numbers are looked for where they may begin: what is found is what the patterns alone would find in all of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.facets import _numerals, _portions, _quantities
from verifier.lexicon import LANGUAGES
from verifier.wording import people

PIECES = ["one", "Two", "twentyfive", "forty-two", "a hundred", "vierundachtzig", "quatre-vingt", "mil", "dozen", "5", "12", "1,000", "4 500", "1.5", ".5", "-", "–", "+", ".", ",", " ", " in ", " out of every ", " of ", " sur ", " de cada ", "²", "x", "_", "٣", "(", "=", "%", "mg", " people", " per cent", " week ", "CD34+/CD133", "\u2009", " and a half", "three", "ten"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_numbers_are_those_of_the_whole_pattern(text, language):
    pattern = (_numerals._either if _numerals._spells(text, language) else _numerals._digits)(language)
    plain = [(*(group or "" for group in match.groups()), *match.span()) for match in pattern.finditer(text)]
    found = [(*(part or "" for part in own[:5]), *own[5:]) for own in _numerals.written(text, language)]
    assert found == plain


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_counts_are_sought_where_a_number_stands(text):
    figures, spelled = list(people._figures(text)), list(people._spelled_numbers(text))
    assert figures == [match.span() for match in people._FIGURE.finditer(text)]
    assert spelled == [match.span() for match in people._number().finditer(text)]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_share_in_so_many_begins_where_its_first_number_stands(text, speech):
    share, _ = _portions._in(speech)
    assert [match.span() for match in _portions._so_many(text, speech)] == [m.span() for m in share.finditer(text)]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_every_share_in_so_many_is_found(data, speech):
    share, _ = _portions._in(speech)
    letters = st.characters(max_codepoint=0xFF, exclude_categories=("Cc", "Cs"))
    text = " ".join(data.draw(st.lists(st.from_regex(share, alphabet=letters), min_size=1, max_size=2)))
    assert [match.span() for match in _portions._so_many(text, speech)] == [m.span() for m in share.finditer(text)]


@pytest.mark.parametrize("unit", [unit.replace("?", "") for unit in people._UNITS.split()] + [*people._LONG_UNITS])
def test_a_number_with_a_unit_counts_nobody(unit):
    word = re.sub(r"\(\?:(\w+)\|.*\)", r"\1", unit)
    assert people.people(f"It took 12 {word} of people.") == ()
    assert people.people("It took 12 people.") != ()


@settings(max_examples=60, deadline=None)
@given(st.from_regex(_quantities._AGED), st.from_regex(people._ONE_IN), st.from_regex(people._NAMES_ONE))
def test_the_last_word_before_a_number_is_told_by_each_pattern_that_it_may_end(aged, one_in, one):
    last = aged.lower().rsplit(None, 1)[-1]
    assert _quantities._last_words()[last][1]
    assert people._last_word(one_in) in people._LEADS_A_WHOLE
    assert people._last_word(one) in people._COUNTED_UP


@pytest.mark.parametrize("leader", _quantities._leaders())
def test_the_last_word_of_a_leader_is_known(leader):
    assert _quantities._last_words()[leader.split()[-1]][0]


@pytest.mark.parametrize("space", ["", " ", "\u2009"])
def test_a_sign_before_a_number_is_seen_over_any_space(space):
    (number,) = _quantities.quantities(f"All of them (n{space}={space}16).")
    assert (number.unit, number.noun) == ("people", "n")


@pytest.mark.parametrize("sign", _quantities._BEFORE_A_FIGURE)
def test_every_sign_before_a_p_value_is_seen(sign):
    (number,) = _quantities.quantities(f"It differed (p {sign} 0.04).")
    assert number.kind == "p"
