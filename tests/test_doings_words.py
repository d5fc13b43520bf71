"""The words of a clause as readers take them: by plainer patterns where these do, and alike from the first clause on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from verifier.wording import doings as doing


@given(st.text(alphabet="ant Begun-_2é.", max_size=24))
def test_a_text_without_an_apostrophe_has_its_words_by_the_plain_pattern(text):
    assert doing._PLAIN_WORD.findall(text) == doing._WORD.findall(text)


def test_a_noun_of_two_sorts_is_of_the_first():
    for word, sort in doing._sorts().items():
        assert sort == next(name for name in doing._NOUNS if word in doing._listed(name))


FIRST_USE = """
from tests.casebook import NCT, cite
from verifier.compare import read
from verifier.facets import _states, _portions, _sizes, _terms, eligibility, phase, status

text = "The phase 2 trial is recruiting 180 adults aged 18 to 65 years, and most of them joined in May."
for reader in (_states.said, phase.said, eligibility._ages, _portions.portions, _sizes.claimed, _terms.numbers):
    first, again = (reader(*read(cite(text, NCT))) for _ in range(2))
    assert first == again != (), (reader, first, again)
"""


def test_what_is_read_of_the_first_clause_of_a_process_is_what_is_read_later():
    subprocess.run([sys.executable, "-c", FIRST_USE], check=True, cwd=Path(__file__).parent.parent)
