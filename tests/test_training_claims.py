"""What the judge is taught with: our own lay claims are well formed, and rewordings keep what a claim says."""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"
sys.path.insert(0, str(BENCH))

import contrast  # noqa: E402
import lay  # noqa: E402

CLAIMS = [
    "Metformin did not reduce mortality by 12% in patients with type 2 diabetes.",
    "Erenumab significantly reduced migraine days compared with placebo in adults.",
    "There is no association between vitamin D and fractures in elderly people.",
]
NEGATION = re.compile(r"\b(?:not|no)\b")


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("seed", range(5))
def test_put_otherwise_a_claim_keeps_its_numbers_and_negations(claim, seed):
    rng = random.Random(seed)
    for told in (lay.plain(claim, rng), lay.led(claim, rng), lay.put(claim, rng)):
        assert re.findall(r"\d+", told) == re.findall(r"\d+", claim)
        assert len(NEGATION.findall(told)) == len(NEGATION.findall(claim))


def test_technical_words_are_put_plainly():
    assert "high blood pressure" in lay.plain("Salt worsens hypertension.", random.Random(1), share=1.0)
    assert lay.plain("", random.Random(1)) == lay.led("", random.Random(1)) == ""


def test_a_change_is_a_change_and_names_what_the_source_does_not():
    source = " ".join(CLAIMS)
    for claim in CLAIMS:
        made = contrast.changes(claim, source, random.Random(3))
        assert made
        for kind, told in made.items():
            assert told != claim
            assert kind in contrast.BECOMES
    swapped = contrast.topic("outcome", CLAIMS[0], source, random.Random(3))
    assert "mortality" not in swapped


def test_lay_claims_are_well_formed_and_quote_nobody():
    files = sorted((BENCH / "lay_claims").glob("*.jsonl"))
    assert files
    seen = set()
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            held = json.loads(line)
            assert held.keys() <= {"id", "claim", "label", "evidence_ix"}, (
                "the sources' own words stay with the sources"
            )
            assert held["label"] in {*lay.LABELS, "SUPPORTS_WEAK"}
            assert 10 < len(held["claim"]) < 600
            key = (held["id"], held["claim"])
            assert key not in seen
            seen.add(key)


def test_lay_claims_copy_no_stretch_of_their_sources(shared):
    """Eight words in a row may be a name with its trial; nine are the source's own sentence."""
    runs: dict[str, set[tuple[str, ...]]] = {}
    for path in sorted((shared / "bench").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            for text in (row["title"] or "", *(passage["text"] for passage in row["passages"])):
                runs.setdefault(row["id"], set()).update(nines(text))
    for path in sorted((BENCH / "lay_claims").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            held = json.loads(line)
            assert runs[held["id"]].isdisjoint(nines(held["claim"])), held["claim"]


def nines(text: str) -> set[tuple[str, ...]]:
    """Every nine words in a row of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 9]) for at in range(len(words) - 8)}


def test_direction_words_kept_out_of_training_are_in_no_list_that_teaches():
    held = set(contrast.HELD_TURNS.replace("/", " ").split())
    alone = held - set(contrast.TURNS.replace("/", " ").split())
    assert len(alone) > 40
    assert not alone & set(contrast.MORE_TURNS.replace("/", " ").split())
    turned = {
        contrast.direction("Sales of tea soared.", random.Random(seed), turns)
        for seed in range(3)
        for turns in ("taught", "held")
    }
    assert turned == {None}
    assert contrast.direction("Sales of tea soared.", random.Random(0), "more") == "Sales of tea plunged."
