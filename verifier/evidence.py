"""Record + claim -> the few passages worth judging, best first.

The ranking itself lives with the judges; this is the verb that the pipeline and `show` call.
"""

from __future__ import annotations

from verifier.judges.overlap import ranked
from verifier.model import Sentence, Source

_FEW = 3


def closest(source: Source, claim: str, few: int = _FEW) -> tuple[Sentence, ...]:
    """The sentences of a source that speak most of what the claim speaks of, best first, at most `few`."""
    return tuple(sentence for _, sentence in ranked(source, claim)[:few])
