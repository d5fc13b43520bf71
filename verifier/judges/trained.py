"""The shipped judge: what the prose of a source says about a claim, learnt from labelled pairs; nothing is downloaded.

Two halves look at each pair. Boosted trees read hand-made features of the claim beside the closest sentences
(shared rare words, directions and negations near them, significance, the order of a comparison). A small
cross-encoder reads the claim beside the title and the closest sentences themselves. Their words are added, with
guards for figures, times, topics and rare words of the claim that the source lacks and for claims of no difference,
calibrated on pairs that neither was trained on, and spoken only above the threshold of each label; below it the label
is "" and the figures still tell which way it leans. Where it leans to *supports* clearly enough it says so apart: that
is heard only behind rules that have compared claim and record and found nothing against. Without onnxruntime the trees judge alone, with thresholds of
their own.

It reads English prose, and claims of German, French and Spanish put into English word by word (verifier/gloss.py): of
these it may lean, but never speaks alone. It says nothing about a source that has no sentence beside its title, and of a registry
record it never says that a registration alone supports a claim. Numbers, p-values, non-inferiority and the
identity of drugs and trials belong to the rules, which are asked first.

Origins, licences and figures of the models stand in `data/CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

import msgspec
import numpy as np
from numpy.typing import NDArray

from verifier import gloss
from verifier.facets._quantities import SPELLS
from verifier.judges import _numbers, _pairs, _prepared, _ranker, _turns, _window
from verifier.judges._encoder import Encoder
from verifier.judges._trees import Forest
from verifier.model import Comparison, Judgement, Source
from verifier.model.case import Pair

LABELS = ("supports", "contradicts", "silent")
_QUOTES = 3
_LANGUAGES = ("", "en")
_WATCHED = ("number", "direction", "condition", "intervention", "population", "outcome")


class Calibration(msgspec.Struct, frozen=True):
    """How the halves are added: a weight for each, then for each label a bias, the pull of the guards, a threshold.

    leaning: the stance and the relevance from which it leans to *supports* clearly enough to be heard behind the rules.
    figured: the stance that is enough where the rules found a figure of the claim in a paper, and missed nothing: whose
        figures those of a trial's arms are is for the rules to say.
    """

    trees: float
    encoder: float
    bias: tuple[float, float, float]
    guards: tuple[tuple[float, float, float], ...]
    thresholds: tuple[float, float, float]
    leaning: tuple[float, float]
    figured: float


def load(*, encoder: bool = True, threads: int = 1, **_options: object) -> Trained:
    """The judge.

    Args:
        encoder: whether the cross-encoder is asked (where onnxruntime is installed).
        threads: how many threads the encoder may use.
    """
    return Trained(threads if encoder and available() else None)


class Trained:
    """See the manual of the module."""

    def __init__(self, threads: int | None) -> None:
        self._threads = threads  # None: the trees alone
        self._calibration = calibration("trees" if threads is None else "both")
        self.name = "trained-trees" if threads is None else "trained"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Judge each pair, in order; each by itself, so that no pair hangs on its neighbours."""
        looks = [_Look(pair) for pair in pairs]
        asked = [look for look in looks if look.order]
        if asked:
            shares = self._shares(asked)
            for look, share in zip(asked, shares, strict=True):
                look.share = share
        said = [self._judgement(look) for look in looks]
        for look in looks:  # heavy, quickly made again, and another claim on the same record is rare
            look.pair.source.forget(_prepared.read, _numbers.read)
        return said

    def _shares(self, looks: Sequence[_Look]) -> NDArray[np.float64]:
        """Calibrated probabilities of the three labels: [looks, 3]."""
        seen = np.vstack([look.features() for look in looks])
        logits = self._calibration.trees * _log_softmax(forest().raw(seen)) + np.array(self._calibration.bias)
        turned = np.array([look.turned() for look in looks], dtype=np.float32)
        logits = logits + _pairs.guards(seen, turned) @ np.array(self._calibration.guards)
        if self._threads is not None:
            texts = [look.texts() for look in looks]
            logits = logits + self._calibration.encoder * _log_softmax(network(self._threads).logits(texts))
        shares: NDArray[np.float64] = np.exp(_log_softmax(logits))
        return shares

    def _judgement(self, look: _Look) -> Judgement:
        quotes = tuple(look.pair.source.sentences[at].quote for at in look.order[:_QUOTES])
        if look.share is None:
            return Judgement(self.name, "", 0.0, 0.0, 0.5, quotes)
        supports, contradicts, silent = (float(value) for value in look.share)
        best = int(look.share.argmax())
        sure = not look.glossed and look.share[best] >= self._calibration.thresholds[best]
        speaks = sure and _may_say(LABELS[best], look.pair.source)
        relevance, stance = 1 - silent, supports / (supports + contradicts)
        clear, near = self._calibration.leaning
        if not look.glossed and look.pair.source.paper is not None and _figures_met(look.pair.comparisons):
            clear = min(clear, self._calibration.figured)
        leans = not speaks and stance >= clear and relevance >= near and _may_say("supports", look.pair.source)
        if look.glossed and not leans:  # what is read word by word is no ground to doubt a rule
            return Judgement(self.name, "", 0.0, 0.0, 0.5, quotes)
        return Judgement(
            self.name,
            LABELS[best] if speaks else "",
            float(look.share[best]),
            relevance,
            stance,
            quotes,
            "supports" if leans else "",
        )


class _Look:
    """One pair while it is judged; order is empty where the judge cannot read."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.glossed = pair.language in gloss.LANGUAGES
        claim = gloss.english(pair.claim, pair.language) if self.glossed else pair.claim
        self.asked = _ranker.Asked(claim)
        told = bool(claim) and (self.glossed or pair.language in _LANGUAGES)
        readable = told and any(s.label != "title" for s in pair.source.sentences)
        self.order: list[int] = []
        self._scores = np.zeros(0, dtype=np.float32)
        if readable:
            self.order, self._scores = _ranker.ranked(self.asked, pair.source)
        self.share: NDArray[np.float64] | None = None

    def texts(self) -> tuple[str, str]:
        """What the encoder reads."""
        return self.asked.text, _window.text(self.pair.source, _window.closest(self.order, self._scores))

    def features(self) -> NDArray[np.float32]:
        """What the trees see."""
        return _pairs.features(self.asked, self.pair.source, self.order, self._scores)

    def turned(self) -> _turns.Told:
        """What the closest sentences make of the turning words of the claim."""
        return _turns.told(self.asked, self.pair.source, self.order)


def _figures_met(seen: Sequence[Comparison]) -> bool:
    """Whether the rules found a figure of the claim in the record, a length of time apart, and nothing else or missing."""
    if any(c.facet in _WATCHED and c.relation in ("absent", "different", "broader") for c in seen):
        return False
    return any(c.facet == "number" and c.relation == "same" and c.detail not in SPELLS for c in seen)


def _may_say(label: str, source: Source) -> bool:
    """A registration tells what is planned: without posted results it supports no claim about what came out."""
    return label != "supports" or source.trial is None or bool(source.trial.has_results)


def _log_softmax(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithms of the shares, [pairs, 3]."""
    shifted = raw - raw.max(axis=1, keepdims=True)
    logs: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs


def available() -> bool:
    """Whether the encoder can be run here: its runtime is installed, and the network is part of the package."""
    return find_spec("onnxruntime") is not None and (files("verifier.judges") / "data" / "encoder.onnx").is_file()


@cache
def network(threads: int) -> Encoder:
    """The encoder, loaded when the first pair is judged."""
    return Encoder(threads)


@cache
def forest() -> Forest:
    """The trees of the package."""
    with (
        (files("verifier.judges") / "data" / "features.npz").open("rb") as handle,
        np.load(handle, allow_pickle=False) as held,
    ):
        return Forest(held)


@cache
def calibration(kind: str) -> Calibration:
    """How the halves are added; kind: both or trees."""
    held = json.loads((files("verifier.judges") / "data" / "calibration.json").read_text("utf-8"))
    return msgspec.convert(held[kind], Calibration)
