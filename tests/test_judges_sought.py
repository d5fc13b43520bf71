"""Expressions that are not tried where they plainly cannot match: they find what they find when they are tried."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.judges import _cues, _prepared
from verifier.judges._sought import Sought

EXPRESSIONS = {
    **{name: found for name, found in vars(_cues).items() if isinstance(found, Sought)},
    **dict(_prepared._BY_WORDS),
}
# Sentences that each expression finds, and what may be put among their words.
FOUND = (
    "We found no clinically relevant difference between the groups; n.s.",
    "In conclusion, these findings suggest that it works, and CI 2 to 3",
    "Patients were randomized to compare the two, but little is known",
    "It was not inferior (p-value of 0.03), equivalent (P > .5), p = 10 - 4, p: 1.0",
    "Results: the change was insignificant, NS) or nonsignificant, while unchanged",
    "PURPOSE The aim is to determine whether it is as effective as before",
    "METHODS we conducted it. Overall, a significant rise is unknown; collectively",
)
PIECES = sorted(
    {piece for text in FOUND for piece in re.findall(r"\w+|[^\w\s]|\s", text)} | set("\n\u0130\u017f\u212a\u200b·≥−")
)


@pytest.mark.parametrize("name", EXPRESSIONS)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_is_missed(name, text):
    agrees(EXPRESSIONS[name], text)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_what_is_written_is_found(name):
    expression = EXPRESSIONS[name]
    pieces = [text[at:] for text in FOUND for at in range(len(text))]
    for text in (*pieces, *map(str.upper, pieces)):
        agrees(expression, text)
    assert any(expression.is_in(text, text.lower()) for text in FOUND)
    assert not expression.is_in("A walk by the sea", "a walk by the sea")


def agrees(expression, text):
    lowered, there = text.lower(), expression.compiled.search(text) is not None
    assert expression.is_in(text, lowered) is there
    assert expression.may_be_in(text, lowered) >= there
