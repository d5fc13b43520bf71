"""Numbers that no one counts with, and digits that are none, end no run."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial

NUMBERS = ("9" * 400, "9" * 4500, "1" + ",000" * 200, "٣", "²", "hundred " * 200)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("shape", ["n = {}", "p = {}", "In {} patients pain fell by {}%.", "A 5 of {} mg dose"])
def test_they_are_read_on_both_sides(number, shape):
    claim = shape.replace("{}", number)
    text = f"{claim} We saw {number} of 10 patients. It was so."
    assert case(claim, paper(text)).comparisons is not None
    assert case(claim, trial(text, minimum_age=f"{number} Years", phases=("PHASE1",))).comparisons is not None
    assert case(claim, trial(text, enrollment=12, phases=(f"PHASE{number[:1]}",))).comparisons is not None
