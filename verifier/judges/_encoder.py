"""The small cross-encoder at run time: claim and window of the source in, three logits out (ONNX, int8)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.judges._wordpiece import WordPieces

LONGEST = 240  # word pieces
_SLOWER = ["SkipLayerNormFusion"]  # a sum and a norm as one step: four times as long as the two


class Encoder:
    """The network and its vocabulary.

    Args:
        threads: how many threads one look may use; 0 leaves it to the runtime.

    Raises:
        ImportError: onnxruntime is not installed.
    """

    def __init__(self, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        data = files("verifier.judges") / "data"
        network = (data / "encoder.onnx").read_bytes()
        self._session: Any = onnxruntime.InferenceSession(
            network, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
        self.pieces = WordPieces((data / "vocabulary.txt").read_text("utf-8").split("\n"))

    def logits(self, texts: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Logits of supports, contradicts, silent: [pairs, 3], for (claim, source) texts.

        One pair at a time: int8 activations are scaled by the largest of a batch, so in a batch the word on one pair
        would hang on its neighbours. It is the quicker way too: nothing is padded, and nothing has to be masked.
        """
        out = np.zeros((len(texts), 3))
        for row, (claim, source) in enumerate(texts):
            out[row] = self.look(*self.pieces.pair(self.pieces(claim), self.pieces(source), LONGEST))
        return out

    def look(self, pieces: list[int], first: int) -> NDArray[np.float32]:
        """Logits of one pair, [3]; the second text begins at piece number `first`."""
        logits: NDArray[np.float32] = self._session.run(None, _inputs(pieces, first))[0][0]
        return logits


def groups(length: int, first: int) -> tuple[list[int], list[int]]:
    """Which pieces the upper layers see as one: those of the second text, from `first` on, two and two.

    Returns:
        The left and the right piece of each group; both are the same piece where it stays alone.
    """
    left = [*range(first), *range(first, length, 2)]
    right = [*range(first), *range(first + 1, length, 2)]
    return left, right if len(right) == len(left) else [*right, length - 1]


def _inputs(pieces: list[int], first: int) -> dict[str, NDArray[np.int64]]:
    """Numbers and segments of one pair, each [1, pieces], and its groups; the second text begins at `first`."""
    types = np.zeros((1, len(pieces)), dtype=np.int64)
    types[:, first:] = 1
    left, right = groups(len(pieces), first)
    return {
        "ids": np.array([pieces], dtype=np.int64),
        "types": types,
        "left": np.array(left, dtype=np.int64),
        "right": np.array(right, dtype=np.int64),
    }
