"""A plain judge of shared words: it speaks only where a sentence of the source says nearly what the claim says.

Each sentence is measured by how much of the claim's rare words it holds. Above a high overlap the judge compares
numbers, negations and direction words: all the same, and the source supports the claim; a direction turned round
or a negation more or less, and it contradicts. Everything else is left open: shared words show that two texts
speak of the same thing, and little more. It needs no model and is the yardstick for the trained ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.judges import _cues
from verifier.judges._words import Analysed, analyse
from verifier.model import Judgement, Sentence, Source
from verifier.model.case import Pair

_ENOUGH = 0.8
_FEWEST_WORDS = 4
_CONFIDENCE = 0.75
_QUOTES = 3


def load(**_options: object) -> Overlap:
    """The judge; it takes no options."""
    return Overlap()


class Overlap:
    """See the manual of the module."""

    name = "overlap"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        """Judge each pair: label "" unless one sentence holds nearly all of the claim's rare words."""
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Judgement:
        claim = analyse(pair.claim)
        order = ranked(pair.source, pair.claim)
        if not order:
            return Judgement(self.name, "", 0.0, 0.0, 0.5)
        recall, sentence = order[0]
        quotes = tuple(sentence.quote for _, sentence in order[:_QUOTES])
        if recall < _ENOUGH or len(claim.weights) < _FEWEST_WORDS:
            return Judgement(self.name, "", 0.0, recall, 0.5, quotes)
        words, cues = next((w, c) for s, w, c in pair.source.facet(read) if s is sentence)
        label = _label(pair.claim, claim, words, cues)
        stance = {"supports": 0.8, "contradicts": 0.2}.get(label, 0.5)
        return Judgement(self.name, label, _CONFIDENCE if label else 0.0, recall, stance, quotes)


def ranked(source: Source, claim: str) -> list[tuple[float, Sentence]]:
    """The sentences of a source with the share of the claim's rare words that each holds, best first."""
    wanted = analyse(claim)
    scored = [(_recall(wanted, words), sentence) for sentence, words, _ in source.facet(read)]
    return sorted(scored, key=lambda item: (-item[0], item[1].index))


def read(source: Source) -> tuple[tuple[Sentence, Analysed, _cues.Cues], ...]:
    """The sentences of a source, taken apart once."""
    out = []
    for sentence in source.sentences:
        words = analyse(sentence.text)
        out.append((sentence, words, _cues.read(sentence.text, words)))
    return tuple(out)


def _recall(claim: Analysed, sentence: Analysed) -> float:
    """The share of the claim's rarity that the sentence holds, 0 to 1."""
    shared = sum(weight for short, weight in claim.weights.items() if short in sentence.weights)
    return shared / claim.weight if claim.weight else 0.0


def _label(text: str, claim: Analysed, words: Analysed, cues: _cues.Cues) -> str:
    """What a sentence of high overlap says of the claim."""
    said = _cues.read(text, claim)
    same, other, null = _cues.aligned(claim, said, words, cues)
    alike = (said.negations > 0, said.null) == (cues.negations > 0, cues.null)
    if _cues.sides(text) is not None or not alike:
        return ""  # who was better than whom is more than shared words can tell
    directed = any(cue.kind == "direction" for cue in said.cues)
    if claim.numbers <= words.numbers and not other and not null and not cues.hedges and (same or not directed):
        return "supports"
    return "contradicts" if other > 2 * (same + null) else ""
