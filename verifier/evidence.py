"""Record + claim -> the few passages worth judging, best first.

The ranking itself is learnt and lives with the judges; this is the verb that the pipeline and `show` call.
"""

from __future__ import annotations

from verifier.judges import _ranker
from verifier.model import Sentence, Source

_FEW = 3


def closest(source: Source, claim: str, few: int = _FEW) -> tuple[Sentence, ...]:
    """The sentences of a source that speak most of what the claim speaks of, best first, at most `few`.

    They may come from any passage: abstract, registry fields, posted results, full text. A sentence that shares
    nothing with the claim can be among them where the source has no better.
    """
    order, _ = _ranker.ranked(_ranker.Asked(claim), source)
    return tuple(source.sentences[at] for at in order[:few])
