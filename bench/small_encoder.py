"""The cross-encoder that is shipped: the larger one (encoder.py) with less to do for each pair (torch; for training only).

Of its six layers five are left. Two of them read every piece; then the pieces of the source are taken two and two, by
their mean (those of the claim stay apart), which halves what the layers above have to read; and the last layer is worked
out for the first piece alone, since nothing else of it is looked at.

Method: Dai et al., "Funnel-Transformer" (2020); Goyal et al., "PoWER-BERT" (2020).
"""

from __future__ import annotations

import torch
from encoder import HEADS, WIDTH, Items, Layer, collate
from torch import nn

from verifier.judges._encoder import groups

KEPT = (0, 1, 2, 3, 5)  # of the larger network's layers: without the fifth it lost least before it learnt anew
WHOLE = 2  # layers that read every piece
State = dict[str, torch.Tensor]


class SmallEncoder(nn.Module):
    """Five layers of 384; the last one's first piece beside the mean of what stands below it, three logits."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in KEPT)
        self.head = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, 3))

    @classmethod
    def begun(cls, larger: State) -> SmallEncoder:
        """The network with the layers that it has in common with the larger one."""
        state = {name: value for name, value in larger.items() if not name.startswith("layers.")}
        for number, theirs in enumerate(KEPT):
            prefix = f"layers.{theirs}."
            state |= {
                f"layers.{number}.{name.removeprefix(prefix)}": value
                for name, value in larger.items()
                if name.startswith(prefix)
            }
        model = cls()
        model.load_state_dict(state)
        return model

    def forward(self, *batch: torch.Tensor) -> torch.Tensor:
        """Logits [batch, 3] of a batch as `laid` gives it."""
        return self.seen(*batch)[0]

    def seen(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor, left: torch.Tensor, right: torch.Tensor
    ) -> tuple[torch.Tensor, list[torch.Tensor], torch.Tensor]:
        """The logits, what each layer but the last gives once pieces are paired, and the first piece of the last."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.types(types))
        weight, given = mask.to(x.dtype), []
        for number, layer in enumerate(self.layers[:-1]):
            if number == WHOLE:
                x, weight = paired(x, left, right)
            x = layer(x, _hidden(weight))
            if number >= WHOLE:
                given.append(x)
        mean = (x * weight.unsqueeze(-1)).sum(1) / weight.sum(1, keepdim=True)
        first = of_the_first(self.layers[-1], x, _hidden(weight))
        return self.head(torch.cat([first, mean], -1)), given, first


def _hidden(weight: torch.Tensor) -> torch.Tensor:
    """What is added to the scores of attention, so that padding is not looked at."""
    return ((1 - weight) * -1e4)[:, None, None, :]


def paired(x: torch.Tensor, left: torch.Tensor, right: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The means of pieces two and two, and 1 where there is a pair; left, right: [batch, pairs], -1 for padding."""

    def at(places: torch.Tensor) -> torch.Tensor:
        return x.gather(1, places.clamp(min=0).unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    return (at(left) + at(right)) * 0.5, (left >= 0).to(x.dtype)


def of_the_first(layer: Layer, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """What a layer gives for the first piece alone: [batch, WIDTH]."""
    rows, length = x.shape[0], x.shape[1]
    weight, offset = layer.qkv.weight, layer.qkv.bias
    q = nn.functional.linear(x[:, :1], weight[:WIDTH], offset[:WIDTH]).view(rows, 1, HEADS, -1).transpose(1, 2)
    both = nn.functional.linear(x, weight[WIDTH:], offset[WIDTH:]).chunk(2, dim=-1)
    k, v = (y.view(rows, length, HEADS, -1).transpose(1, 2) for y in both)
    mixed = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, dim=-1) @ v
    y = layer.first(x[:, 0] + layer.out(mixed.transpose(1, 2).reshape(rows, WIDTH)))
    return layer.second(y + layer.down(nn.functional.gelu(layer.up(y))))


def laid(items: Items) -> tuple[torch.Tensor, ...]:
    """A batch: ids, mask and types, [batch, pieces], and the two pieces of each pair, [batch, pairs]."""
    made = [groups(len(pieces), first) for pieces, first in items]
    most = -(-max(len(left) for left, _ in made) // 8) * 8
    left, right = (torch.full((len(items), most), -1) for _ in range(2))
    for row, (lefts, rights) in enumerate(made):
        left[row, : len(lefts)], right[row, : len(rights)] = torch.tensor(lefts), torch.tensor(rights)
    return *collate(items), left, right
