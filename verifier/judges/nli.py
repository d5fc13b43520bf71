"""A second opinion from a sequence-pair classifier that the user names (optional; nothing is bundled or chosen for you).

`model` is a folder with an ONNX network (`model.onnx` or `onnx/model.onnx`, run by onnxruntime) or with weights
in safetensors, or the name of such a model on a hub (run by transformers). Pickled weights are refused and code
that comes with a model is never run. The order of the labels is read from its configuration; where that says
only LABEL_0, name them with `labels="supports,silent,contradicts"`. Long sources are read in windows of whole
sentences and the window that says most decides.

Use: `verifier check PAGE --second nli --second-option model=FOLDER`.

Options: `model`, `labels`, `threshold` (below it the label is ""), `longest` (word pieces of one look), `threads`,
`offline` (nothing is looked up on a hub).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.errors import UsageError
from verifier.judges import _ranker
from verifier.model import Judgement, Sentence
from verifier.model.case import Pair

LABELS = ("supports", "contradicts", "silent")
_WORDS = {
    "supports": ("entail", "support", "true"),
    "contradicts": ("contradict", "refut", "false"),
    "silent": ("neutral", "not_ent", "not ent", "unknown", "enough", "unrelated"),
}
_LETTERS = 900  # characters of a window: about 220 word pieces
_SENTENCES = 60  # of a longer source only the closest are read
_BATCH = 8
_LARGEST_CONFIGURATION = 1 << 20  # bytes

# Logits of (claim, window) texts: [pairs, labels of the model].
Classify = Callable[[Sequence[tuple[str, str]]], NDArray[np.float64]]


def load(
    *,
    model: str = "",
    labels: str = "",
    threshold: float = 0.8,
    longest: int = 320,
    threads: int = 1,
    offline: bool = False,
    **_options: object,
) -> Nli:
    """The judge.

    Raises:
        UsageError: no model was named, it cannot be loaded safely, or its labels cannot be told.
    """
    if not model:
        raise UsageError("the judge nli needs a model: a folder with ONNX or safetensors weights, or a name on a hub")
    folder = Path(model)
    network = next((path for name in ("model.onnx", "onnx/model.onnx") if (path := folder / name).is_file()), None)
    if network is not None:
        names = _label_names(folder / "config.json")
        classify = _onnx(network, folder / "tokenizer.json", longest, threads)
    else:
        if folder.is_dir() and not any(folder.glob("*.safetensors")):
            raise UsageError(f"{model} holds neither model.onnx nor safetensors; pickled weights are not loaded")
        names, classify = _transformers(model, longest, offline=offline)
    return Nli(f"nli:{folder.name}", classify, label_order(names, labels), threshold)


def label_order(names: Sequence[str], told: str = "") -> tuple[str, ...]:
    """Our label for each output of a model.

    names: the model's own labels in the order of its outputs; told: ours, separated by commas, where its own do
    not tell.

    Raises:
        UsageError: they cannot be told, or none supports.
    """
    if told:
        order = tuple(word.strip() for word in told.split(","))
        if len(order) != len(names) or not set(order) <= set(LABELS):
            raise UsageError(
                f"labels must name {len(names)} of {', '.join(LABELS)}, in the order of the model's outputs"
            )
    else:
        order = tuple(_ours(name) for name in names)
    if "" in order or "supports" not in order:
        raise UsageError(f"the labels {list(names)} do not tell which output supports; name them with labels=...")
    return order


def _ours(name: str) -> str:
    lowered = name.lower()
    for label in ("silent", "contradicts", "supports"):  # "not_entailment" before "entailment"
        if any(word in lowered for word in _WORDS[label]):
            return label
    return ""


class Nli:
    """See the manual of the module."""

    def __init__(self, name: str, classify: Classify, order: tuple[str, ...], threshold: float) -> None:
        self.name = name
        self._classify, self._order, self._threshold = classify, order, threshold

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Judge each pair by the window of its source that says most."""
        windows = [(number, *window) for number, pair in enumerate(pairs) for window in _windows(pair)]
        texts = [(pairs[number].claim, text) for number, text, _ in windows]
        shares = self._shares(texts)
        best: dict[int, tuple[NDArray[np.float64], Sentence]] = {}
        for (number, _, sentence), share in zip(windows, shares, strict=True):
            if number not in best or share[2] < best[number][0][2]:
                best[number] = (share, sentence)
        return [self._judgement(*best[number]) if number in best else self._nothing() for number in range(len(pairs))]

    def _shares(self, texts: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Probabilities of our three labels for each text: [texts, 3]."""
        out = np.zeros((len(texts), 3))
        for start in range(0, len(texts), _BATCH):
            logits = np.asarray(self._classify(texts[start : start + _BATCH]), dtype=np.float64)
            raw = np.exp(logits - logits.max(axis=1, keepdims=True))
            raw /= raw.sum(axis=1, keepdims=True)
            for column, label in enumerate(self._order):
                out[start : start + len(raw), LABELS.index(label)] += raw[:, column]
        return out

    def _judgement(self, share: NDArray[np.float64], sentence: Sentence) -> Judgement:
        supports, contradicts, silent = (float(value) for value in share)
        best = int(share.argmax())
        label = LABELS[best] if share[best] >= self._threshold else ""
        stance = supports / (supports + contradicts) if supports + contradicts else 0.5
        return Judgement(self.name, label, float(share[best]), 1 - silent, stance, (sentence.quote,))

    def _nothing(self) -> Judgement:
        return Judgement(self.name, "", 0.0, 0.0, 0.5)


def _windows(pair: Pair) -> list[tuple[str, Sentence]]:
    """Windows of whole sentences in the order of the source, each with its sentence closest to the claim."""
    sentences = pair.source.sentences
    order, _ = _ranker.ranked(_ranker.Asked(pair.claim), pair.source)
    rank = {at: place for place, at in enumerate(order)}
    found: list[tuple[str, Sentence]] = []
    current: list[int] = []
    length = 0
    for at in sorted(order[:_SENTENCES]):
        if current and length + len(sentences[at].text) > _LETTERS:
            found.append(_window(sentences, current, rank))
            current, length = current[-1:], len(sentences[current[-1]].text)
        current.append(at)
        length += len(sentences[at].text) + 1
    if current:
        found.append(_window(sentences, current, rank))
    return found


def _window(sentences: Sequence[Sentence], chosen: Sequence[int], rank: dict[int, int]) -> tuple[str, Sentence]:
    text = " ".join(sentences[at].text[:_LETTERS] for at in chosen)
    return text, sentences[min(chosen, key=lambda at: rank[at])]


def _label_names(path: Path) -> list[str]:
    """The model's own labels, in the order of its outputs."""
    try:
        if path.stat().st_size > _LARGEST_CONFIGURATION:
            raise UsageError(f"{path} is too large for a configuration")
        held = json.loads(path.read_text("utf-8"))["id2label"]
        return [str(held[key]) for key in sorted(held, key=int)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path} does not tell the labels (id2label): {error!r}") from error


def _onnx(network: Path, tokenizer: Path, longest: int, threads: int) -> Classify:
    """A network in ONNX with a tokenizer in tokenizer.json."""
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise UsageError("a model in ONNX needs onnxruntime and tokenizers: pip install 'verifier[nli]'") from error
    if not tokenizer.is_file():
        raise UsageError(f"{tokenizer} is missing")
    pieces: Any = tokenizers.Tokenizer.from_file(str(tokenizer))
    pieces.enable_truncation(longest, strategy="only_first")
    pieces.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session: Any = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    inputs = {item.name for item in session.get_inputs()}

    def classify(texts: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        # The source is the premise, the claim the hypothesis; what is cut is the source.
        encoded = pieces.encode_batch([(window, claim[: 2 * longest]) for claim, window in texts])
        given = {
            "input_ids": [item.ids for item in encoded],
            "attention_mask": [item.attention_mask for item in encoded],
            "token_type_ids": [item.type_ids for item in encoded],
        }
        feed = {name: np.array(value, dtype=np.int64) for name, value in given.items() if name in inputs}
        logits: NDArray[np.float64] = session.run(None, feed)[0]
        return logits

    return classify


def _transformers(model: str, longest: int, *, offline: bool) -> tuple[list[str], Classify]:
    """A model with safetensors weights, run by transformers."""
    try:
        import torch
        import transformers
    except ImportError as error:
        raise UsageError(
            "a model in safetensors needs transformers and torch: pip install transformers torch"
        ) from error
    options = {"trust_remote_code": False, "local_files_only": offline or Path(model).is_dir()}
    try:
        tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model, **options)
        network: Any = transformers.AutoModelForSequenceClassification.from_pretrained(
            model, use_safetensors=True, **options
        )
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"the model {model} cannot be loaded: {error}") from error
    network.eval()

    def classify(texts: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        claims, windows = [claim for claim, _ in texts], [window for _, window in texts]
        encoded = tokenizer(
            windows, claims, truncation="only_first", max_length=longest, padding=True, return_tensors="pt"
        )
        with torch.no_grad():
            logits: NDArray[np.float64] = network(**encoded).logits.double().numpy()
        return logits

    held = network.config.id2label
    return [str(held[key]) for key in sorted(held)], classify
