"""Last lesson: the smaller encoder, further from the labels alone, in a mix where no set drowns the others.

Of the lay claims, most of all that is taught, a part is read in one epoch; those written last, and claims about which
outcomes of a trial differed (outcomes.py), are met here for the first time.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import msgspec
import outcomes
import torch
from distil import LIKELY
from encoder import Encoded, Items, predict, tokenizer, wrong
from small_encoder import SmallEncoder, laid
from train_encoder import LONGEST, Recipe, asked, body, learn, lessons, material, spoken, taking, told

from verifier.measure import Row

SMOOTHING = 0.05
OUTCOMES = 8000  # pairs about outcomes that are drawn from
PARTS = {
    "lay": 0.28,
    "lay:8": 0.6,
    "lay:9": 0.6,
    "check_covid": 0.4,
    "citation_integrity": 0.25,
    "clinifact": 0.5,
    "evidence_inference": 0.6,
    "pubmedqa": 0.3,
    "scifact": 0.55,
}
RECIPE = Recipe(LIKELY, part=0.4, parts=PARTS, turns="more")


def about_outcomes(reports: Path | None, held: list[Row], rng: random.Random) -> list[tuple[str, str, str]]:
    """Claims about outcomes of reports that are no source of held-out rows."""
    exclude = {row.title.casefold() for row in held} | {w.casefold() for row in held for _, w in row.passages[:3]}
    made = outcomes.pairs(reports, 5, exclude) if reports else []
    return [(spoken(row.claim), body(row), row.label) for row in rng.sample(made, min(OUTCOMES, len(made)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("start", type=Path, help="state of the smaller network")
    arguments = taking(parser)
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    known, held = material(arguments.bench, arguments.reports, arguments.without, rng)
    known = msgspec.structs.replace(known, outcomes=about_outcomes(arguments.reports, held, rng))
    model, encode = SmallEncoder(), Encoded(tokenizer(), LONGEST)
    model.load_state_dict(torch.load(arguments.start, weights_only=True))

    def loss(items: Items, gold: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return wrong(model(*laid(items)).float(), gold, weight, SMOOTHING)

    learn(model, lessons(known, encode, rng, RECIPE), arguments, seed=9, loss=loss)
    told(held, predict(model, asked(encode, held), laid=laid).numpy())


if __name__ == "__main__":
    main()
