"""A record or a claim that repeats itself, as a hostile one does, is compared in time that its length allows."""

from __future__ import annotations

import time

import pytest

from tests.casebook import case, paper, trial

SECONDS = 3  # a tenth of a second on a quiet machine; tens of seconds where each number is held against each other
CLAIM = "The drug reduced pain by 13% in women twice a day, and half of the 60 patients improved."


@pytest.mark.parametrize("piece", ["1/2/", "13% in women and 19% ", "\n", "2019 "])
def test_a_record_that_repeats_itself(piece):
    text = f"We tried it. {(piece * 12_000)[:12_000]}. It did not reduce pain."
    begun = time.process_time()
    case(CLAIM, paper(text))
    case(CLAIM, trial(text))
    assert time.process_time() - begun < SECONDS
