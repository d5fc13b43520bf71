"""Second lesson of the cross-encoder: claims against papers and trials, their minimal changes, weak pairs, a replay."""

from __future__ import annotations

import argparse
import collections
import random
from collections.abc import Iterator
from pathlib import Path

import contrast
import lay
import msgspec
import numpy as np
import pairs
import pretrain
import torch
import weak
from encoder import LABELS, CrossEncoder, Encoded, Epoch, Items, Loss, predict, tokenizer, train
from torch import nn

from verifier.judges import _ranker, _window
from verifier.measure import Row, auc, source_of
from verifier.model import Source

LONGEST = 240  # word pieces
HELD = 0  # the fold that no part of the judge is trained on
WEAK = 4000  # weak pairs that are drawn from
WEAK_DRAWN, REPLAYED = 500, 1500  # of them in one epoch, and pairs of the first lesson again
UNTITLED = 0.12  # of the windows are read without the title
SHORT = {"lay": 0.7}  # of the claims are read beside the few sentences too; elsewhere half as many
# Of these sets so many are drawn.
THINNED = {"citation_integrity": 0.4, "clinifact": 0.9, "evidence_inference": 0.8, "pubmedqa": 0.6}
WEIGHTS = {"lay": 1.2, "check_covid": 1.3, "scifact": 1.3, "clinifact": 1.1}  # of a pair of these sets; 1 elsewhere
JOINED = 0.15  # of the claims whose source has another claim are read together with it too
BESIDE_ANOTHER = 0.12  # of the claims are laid beside another source too, which is silent on them
OUTCOMES_DRAWN = 2500  # pairs about outcomes in one epoch, where there are any
SHARES = {"changed": 0.6, "weak": 0.4, "outcomes": 0.5, "replay": 0.5, "real": 1.0}


class Recipe(msgspec.Struct, frozen=True):
    """What a lesson is made of."""

    likely: dict[str, float]  # how much likelier than others these changes are
    part: float = 1.0  # of all that is known is read in one epoch
    parts: dict[str, float] = {}  # of a set, where it is not that; "lay:8" are the lay claims of the files 8xx
    changed: float = 0.5  # of the claims that their source speaks to are read with a minimal change too
    turns: str = "taught"  # the direction words that changes are made with (see contrast.py)

    def reads(self, row: Row, rng: random.Random) -> bool:
        """Whether a row is read in this epoch."""
        if not self.parts:
            return rng.random() < self.part * THINNED.get(row.set, 1.0)
        file = f"lay:{row.id.split(':')[2][0]}" if row.set == "lay" else ""
        return rng.random() < self.parts.get(file, self.parts.get(row.set, self.part))


FROM_LABELS = Recipe({"number": 2.0, "condition": 1.5, "intervention": 1.2})


def body(row: Row) -> str:
    """What the encoder reads of a row's source."""
    source = source_of(row)
    order, _ = _ranker.ranked(_ranker.Asked(row.claim), source)
    return _window.text(source, order)


def spoken(claim: str) -> str:
    """A claim as the encoder reads it."""
    return _ranker.Asked(claim).text


def whole(row: Row) -> str:
    """All words of a row's source."""
    return " ".join([row.title, *(words for _, words in row.passages)])


class Taught(msgspec.Struct, frozen=True):
    """A row, and what the encoder reads of its source: a window, the window without the title, a few sentences.

    The few sentences are the gold ones, or the closest two where the source is silent; "" where neither is known.
    """

    row: Row
    text: str
    untitled: str
    short: str


def taught_of(row: Row) -> Taught:
    """A row with its windows: as the judge cuts it, without the title, and the gold sentences alone."""
    source = source_of(row)
    order, _ = _ranker.ranked(_ranker.Asked(row.claim), source)
    text = _window.text(source, order)
    short = ""
    if row.label == "silent":
        short = closest(source, order)
    elif row.evidence and max(row.evidence) < len(row.passages):
        short = " ".join(row.passages[at][1] for at in row.evidence)[:700]
    return Taught(row, text, text.removeprefix(source.record.title[:150]).lstrip(". ") or text, short)


def closest(source: Source, order: list[int]) -> str:
    """The closest two sentences of `order` alone, in the order of the source, without the title."""
    titles = {source.record.title[:150].strip(), source.record.title.strip()}
    found = [at for at in order if source.sentences[at].label != "title" and source.sentences[at].text not in titles]
    return " ".join(source.sentences[at].text[:425] for at in sorted(found[:2]))


def changed(row: Row, text: str, rng: random.Random, recipe: Recipe) -> tuple[str, str, str] | None:
    """A minimal change of a row's claim: (claim, source, label); None where none can be made or its label is open."""
    made = contrast.changes(row.claim, whole(row), rng, recipe.turns)
    if row.label == "contradicts":
        made = {kind: claim for kind, claim in made.items() if contrast.BECOMES[kind] == "silent"}
    if not made:
        return None
    [kind] = rng.choices(sorted(made), [recipe.likely.get(name, 1.0) for name in sorted(made)])
    return lay.put(spoken(made[kind]), rng), text, "silent" if row.label == "silent" else contrast.BECOMES[kind]


def neighbours(taught: list[Taught], rng: random.Random) -> list[list[int]]:
    """For each row the places of rows whose sources are alike but not the same."""
    bodies = [" ".join(words for _, words in item.row.passages) for item in taught]
    first = {body: place for place, body in reversed(list(enumerate(bodies)))}
    places = sorted(first.values())
    near = weak.similar([("", taught[at].row.title, [("", bodies[at][:1500])]) for at in places], rng)
    like = {bodies[at]: [places[other] for other in others] for at, others in zip(places, near, strict=True)}
    return [like[body] for body in bodies]


def _either(item: Taught, rng: random.Random) -> str:
    """The window of a row, or its few sentences."""
    return item.short if item.short and rng.random() < 0.3 else item.text


def joined(taught: list[Taught], rng: random.Random) -> Iterator[tuple[str, str, str, float]]:
    """Two claims about one source as one passage, as pages write them: the worse of the two decides."""
    mates: dict[str, list[int]] = collections.defaultdict(list)
    for place, item in enumerate(taught):
        mates[" ".join(words for _, words in item.row.passages)].append(place)
    for group in mates.values():
        if len(group) < 2:
            continue
        for place in group:
            if rng.random() > JOINED:
                continue
            pair = [taught[place], taught[rng.choice([other for other in group if other != place])]]
            label = max((item.row.label for item in pair), key=("supports", "silent", "contradicts").index)
            claim = " ".join(_ended(spoken(item.row.claim)) for item in pair)
            yield lay.put(claim, rng), item_text(claim, pair[0].row), label, SHARES["changed"]


def item_text(claim: str, row: Row) -> str:
    """What the encoder reads of a row's source beside another claim."""
    source = source_of(row)
    order, _ = _ranker.ranked(_ranker.Asked(claim), source)
    return _window.text(source, order)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


class Material(msgspec.Struct, frozen=True):
    """All that is taught, the rows whose sources are alike, pairs of whose labels we are less sure, and a replay."""

    taught: list[Taught]
    near: list[list[int]]
    weak: list[tuple[str, str, str]]
    replay: list[tuple[str, str, str]]
    outcomes: list[tuple[str, str, str]] = []  # see outcomes.py


def lesson(known: Material, rng: random.Random, recipe: Recipe = FROM_LABELS) -> list[tuple[str, str, str, float]]:
    """One epoch: (claim, source, label, weight)."""
    out = []
    read = [place for place, item in enumerate(known.taught) if recipe.reads(item.row, rng)]
    for place in read:
        item = known.taught[place]
        row = item.row
        weight = WEIGHTS.get(row.set, SHARES["real"])
        text = item.untitled if rng.random() < UNTITLED else item.text
        out.append((lay.put(spoken(row.claim), rng), text, row.label, weight))
        if item.short and rng.random() < SHORT.get(row.set, 0.35):
            out.append((lay.put(spoken(row.claim), rng), item.short, row.label, weight))
        share = 0.2 if row.label == "silent" else recipe.changed
        made = changed(row, _either(item, rng), rng, recipe) if rng.random() < share else None
        if made is not None:
            out.append((*made, SHARES["changed"]))
        if rng.random() < BESIDE_ANOTHER:
            other = known.taught[rng.choice(known.near[place] if rng.random() < 0.6 else range(len(known.taught)))]
            out.append((lay.put(spoken(row.claim), rng), _either(other, rng), "silent", SHARES["changed"]))
    out += joined([known.taught[place] for place in read], rng)
    out += [(*pair, SHARES["weak"]) for pair in _drawn(known.weak, WEAK_DRAWN * recipe.part, rng)]
    out += [(*pair, SHARES["outcomes"]) for pair in _drawn(known.outcomes, OUTCOMES_DRAWN, rng)]
    out += [(*pair, SHARES["replay"]) for pair in _drawn(known.replay, REPLAYED * recipe.part, rng)]
    return out


def _drawn(listed: list[tuple[str, str, str]], most: float, rng: random.Random) -> list[tuple[str, str, str]]:
    return rng.sample(listed, min(round(most), len(listed)))


def material(bench: Path, reports: Path | None, out: str | None, rng: random.Random) -> tuple[Material, list[Row]]:
    """What is taught, and the rows that are held back; out: a set left out of training, which is then held back."""
    everything = pairs.read(bench)
    folds = pairs.folds(everything)
    taught = [
        taught_of(r)
        for r, fold in zip(everything, folds, strict=True)
        if fold != HELD and out not in (r.set, lay.about(r))
    ]
    held = [r for r, fold in zip(everything, folds, strict=True) if r.set == out or (fold == HELD and out is None)]
    near = neighbours(taught, rng)
    # Reports that are sources of held-out rows must not come back as weak pairs.
    exclude = {row.title.casefold() for row in held} | {w.casefold() for row in held for _, w in row.passages[:3]}
    made = weak.pairs(reports, 5, exclude) if reports else []
    made = rng.sample(made, min(WEAK, len(made)))
    weak_pairs = [(spoken(row.claim), body(row), row.label) for row in made]
    general = pretrain.read(bench / "nli")
    chosen = pretrain.lesson(general, 1200, rng)
    replay = [(general[i]["claim"], pretrain.source_text(general[i]), general[i]["label"]) for i in chosen]
    counts = collections.Counter(label for *_, label in weak_pairs)
    print(len(taught), "taught,", len(held), "held,", len(weak_pairs), "weak", counts, flush=True)
    return Material(taught, near, weak_pairs, replay), held


def lessons(known: Material, encode: Encoded, rng: random.Random, recipe: Recipe = FROM_LABELS) -> Iterator[Epoch]:
    """One epoch after another, as numbers of word pieces."""
    while True:
        items = lesson(known, rng, recipe)
        yield (
            encode.pairs([(claim, source) for claim, source, _, _ in items]),
            [LABELS.index(label) for _, _, label, _ in items],
            [weight for *_, weight in items],
        )


def told(rows: list[Row], logits: np.ndarray) -> None:
    """Print accuracy and the two AUCs of each set."""

    share = torch.softmax(torch.tensor(logits), -1).numpy()
    for name in sorted({row.set for row in rows}):
        mine = [n for n, row in enumerate(rows) if row.set == name]
        right = sum(LABELS[share[n].argmax()] == rows[n].label for n in mine) / len(mine)
        stance = auc(
            [
                (float(share[n][0] / (share[n][0] + share[n][1])), rows[n].label == "supports")
                for n in mine
                if rows[n].label != "silent"
            ]
        )
        relevance = auc([(float(1 - share[n][2]), rows[n].label != "silent") for n in mine])
        print(
            f"{name:20} n {len(mine):4} accuracy {right:.3f} stance {stance or 0:.3f} relevance {relevance or 0:.3f}",
            flush=True,
        )


def asked(encode: Encoded, rows: list[Row]) -> Items:
    """Rows as the judge would read them."""
    return encode.pairs([(spoken(row.claim), body(row)) for row in rows])


def taking(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments that every lesson takes, beside those of the parser."""
    parser.add_argument("output", type=Path)
    parser.add_argument("--reports", type=Path, help="folder of full texts for the weak pairs")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--hold", type=float, default=0.0, help="share of the time before the rate begins to fall")
    parser.add_argument(
        "--marks", type=float, nargs="*", default=(), help="shares of the time after which to keep a state"
    )
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--without", help="leave this set out of training, to measure what carries over")
    return parser.parse_args()


def learn(
    model: nn.Module, epochs: Iterator[Epoch], arguments: argparse.Namespace, *, seed: int, loss: Loss | None = None
) -> None:
    """Train a network for as long and as fast as the arguments of `taking` say, and keep its state."""
    train(
        model,
        epochs,
        rate=arguments.rate,
        minutes=arguments.minutes,
        checkpoint=arguments.output,
        seed=seed,
        hold=arguments.hold,
        marks=arguments.marks,
        loss=loss,
    )
    torch.save(model.state_dict(), arguments.output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("start", type=Path, help="state of the first lesson")
    arguments = taking(parser)
    torch.set_num_threads(1)
    rng = random.Random(arguments.seed)
    known, held = material(arguments.bench, arguments.reports, arguments.without, rng)
    encode = Encoded(tokenizer(), LONGEST)
    model = CrossEncoder()
    model.load_state_dict(torch.load(arguments.start, weights_only=True))
    learn(model, lessons(known, encode, rng), arguments, seed=3)
    logits = predict(model, asked(encode, held)).numpy()
    np.savez(arguments.output.with_suffix(".npz"), logits=logits)
    told(held, logits)


if __name__ == "__main__":
    main()
