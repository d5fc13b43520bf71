"""Last lesson: the smaller encoder, which is shipped, learns from the labels and from the larger one alike.

What is to fall: how far its logits are from the labels and from those of the larger network, and how far what its layers
give is from what the larger network's give for the same pieces.

Method: Hinton et al., "Distilling the knowledge in a neural network" (2015); Jiao et al., "TinyBERT" (2020).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from encoder import CrossEncoder, Encoded, Items, Loss, collate, predict, tokenizer, wrong
from small_encoder import KEPT, WHOLE, SmallEncoder, laid, paired
from torch import nn
from train_encoder import LONGEST, Recipe, asked, learn, lessons, material, taking, told

FROM_LABELS, FROM_LARGER, FROM_LAYERS = 0.6, 0.4, 0.5  # shares of what is to fall
SMOOTHING = 0.04
LIKELY = {"number": 1.5, "direction": 3.0, "condition": 1.2, "intervention": 1.2}
RECIPE = Recipe(LIKELY, part=0.4, changed=0.6, turns="more")


@torch.no_grad()
def looked(larger: CrossEncoder, items: Items) -> tuple[torch.Tensor, list[torch.Tensor], torch.Tensor]:
    """The larger network's logits, what those of its layers give that the smaller one has, and its first piece."""
    ids, mask, types = collate(items)
    x = larger.norm(larger.words(ids) + larger.places.weight[: ids.shape[1]] + larger.types(types))
    weight, given = mask.to(x.dtype), []
    for number, layer in enumerate(larger.layers):
        x = layer(x, ((1 - weight) * -1e4)[:, None, None, :])
        if number in KEPT[WHOLE:-1]:
            given.append(x)
    mean = (x * weight.unsqueeze(-1)).sum(1) / weight.sum(1, keepdim=True)
    return larger.head(torch.cat([x[:, 0], mean], dim=-1)), given, x[:, 0]


def from_both(model: SmallEncoder, larger: CrossEncoder) -> Loss:
    """What is to fall while `model` learns from labels and from `larger`."""
    larger.to(torch.bfloat16).eval()

    def loss(items: Items, gold: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        batch = laid(items)
        soft, theirs, last = looked(larger, items)
        logits, ours, first = model.seen(*batch)
        logits = logits.float()
        shares = (torch.log_softmax(x.float(), -1) for x in (logits, soft))
        gap = nn.functional.kl_div(*shares, reduction="none", log_target=True).sum(-1)
        layers = ((first - last).float() ** 2).mean()
        for mine, their in zip(ours, theirs, strict=True):
            wanted, there = paired(their, *batch[3:])
            apart = ((mine - wanted).float() ** 2).mean(-1) * there.float()
            layers = layers + apart.sum() / there.sum() / len(ours)
        from_labels = wrong(logits, gold, weight, SMOOTHING)
        return FROM_LABELS * from_labels + FROM_LARGER * (gap * weight).sum() / weight.sum() + FROM_LAYERS * layers

    return loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("larger", type=Path, help="state of the larger network")
    arguments = taking(parser)
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    known, held = material(arguments.bench, arguments.reports, arguments.without, rng)
    encode = Encoded(tokenizer(), LONGEST)
    state = torch.load(arguments.larger, weights_only=True)
    larger, model = CrossEncoder(), SmallEncoder.begun(state)
    larger.load_state_dict(state)
    learn(model, lessons(known, encode, rng, RECIPE), arguments, seed=7, loss=from_both(model, larger))
    told(held, predict(model, asked(encode, held), laid=laid).numpy())


if __name__ == "__main__":
    main()
