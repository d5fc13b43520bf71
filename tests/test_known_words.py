"""Words are read piece by piece between two spaces, and what was read of a piece is remembered within bounds."""

import re

import pytest

from verifier.lexicon import Phrases
from verifier.lexicon._known import Known
from verifier.lexicon.tokens import tokens


@pytest.mark.parametrize(
    "text",
    [
        "Two  gaps\tand a\nline, then no­thing — “quoted”.",
        "A CD34+/CD133+ graft (n=12.5) at 1,000 sites; l'été de l’an 2",
        "",
        " ends with a space ",
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_words_stand_where_the_text_has_them_whatever_parts_them(text, language):
    found = tokens(text, language)
    assert found == tokens(text, language)  # read anew, and remembered
    apart = [token for word in re.finditer(r"\S+", text) for token in tokens(word[0], language)]
    assert [(own.word, own.stem) for own in found] == [(own.word, own.stem) for own in apart]
    assert [text[own.start : own.end] for own in found] == [
        word[0][own.start : own.end] for word in re.finditer(r"\S+", text) for own in tokens(word[0], language)
    ]


def test_lists_are_tried_at_words_that_something_else_than_a_space_parts():
    own = Phrases([r"grew\s+worse", "7 days"])
    for text in (
        "It grew\nworse.",
        "(grew worse)",
        "so,grew worse",
        "grew  worse at last",
        "after 7 days",
        "12;7 days",
    ):
        assert own.search(text).span() == own.compiled.search(text).span()


def test_numbers_and_long_runs_of_signs_are_not_remembered():
    asked = []
    known = Known(lambda word: asked.append(word) or len(word), limit=3)
    for word in ("one", "one", "12", "12", "x" * 40, "x" * 40, "two", "three", "four"):
        assert known[word] == len(word)
        assert len(known) <= 3
    assert asked == ["one", "12", "12", "x" * 40, "x" * 40, "two", "three", "four"]
