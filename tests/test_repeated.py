"""A record or a claim that repeats itself, as a hostile one does, is compared in time that its length allows."""

from __future__ import annotations

import time

import pytest

from tests.casebook import case, paper, trial
from verifier.compare import read
from verifier.confirm import confirm

SECONDS = 3  # a tenth of a second on a quiet machine; tens of seconds where each number is held against each other
CLAIM = "The drug reduced pain by 13% in women twice a day, and half of the 60 patients improved."


@pytest.mark.parametrize("piece", ["1/2/", "13% in women and 19% ", "\n", "2019 "])
def test_a_record_that_repeats_itself(piece):
    text = f"We tried it. {(piece * 12_000)[:12_000]}. It did not reduce pain."
    begun = time.process_time()
    case(CLAIM, paper(text))
    case(CLAIM, trial(text))
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "piece", ["pain ", "5 to 7 ", "reduced pain ", "Ab-", "5 mg ", "AB (CD) ", "120 women and 80 men "]
)
def test_a_claim_and_a_record_that_repeat_the_same(piece):
    said = f"It reduced pain in {(piece * 12_000)[:12_000]}."
    text = f"We tried it. {said} It did not reduce pain. We saw it. And so on."
    begun = time.process_time()
    case(said, paper(text))
    case(said, trial(text))
    assert time.process_time() - begun < SECONDS


WORDS = " ".join(f"measure{number}" for number in range(400))
COUNTS = ", ".join(f"{number} mg" for number in range(3, 90))


@pytest.mark.parametrize(("more", "borne"), [("", True), (f" and {WORDS}", False), (f" at doses of {COUNTS}", False)])
def test_what_is_not_read_is_not_borne_out(more, borne):
    said = f"The drug reduced pain at rest in women with migraine{more}."
    asked = case(said, paper(f"We gave the drug to women. They rested. {said} They slept. They left."))
    assert any(c.facet == "statement" and c.relation == "same" for c in asked.comparisons) is borne
    assert any(finding.effect == "confirms" for finding in confirm(asked)) is borne


def test_what_is_read_of_a_clause_stands_in_it():
    asked = case(f"The drug reduced pain and {WORDS}.", paper("It did not."))
    (reading,) = read(asked.citation)
    assert reading.cut
    assert asked.citation.claim.startswith(reading.text)
