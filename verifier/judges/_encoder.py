"""The small cross-encoder at run time: claim and window of the source in, three logits out (ONNX, int8)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.judges._wordpiece import WordPieces

LONGEST = 160  # word pieces
_BATCH = 16


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
        self._session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._pieces = WordPieces((data / "vocabulary.txt").read_text("utf-8").split("\n"))

    def logits(self, texts: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """Logits of supports, contradicts, silent: [pairs, 3], for (claim, source) texts."""
        encoded = [self._pieces.pair(self._pieces(claim), self._pieces(source), LONGEST) for claim, source in texts]
        out = np.zeros((len(encoded), 3))
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            out[rows] = self._session.run(None, _batch([encoded[i] for i in rows]))[0]
        return out


def _batch(items: Sequence[tuple[list[int], int]]) -> dict[str, NDArray[np.int64]]:
    """Numbers, mask and segments of a batch, padded to its longest: each [pairs, pieces]."""
    longest = max(len(pieces) for pieces, _ in items)
    ids, mask, types = (np.zeros((len(items), longest), dtype=np.int64) for _ in range(3))
    for row, (pieces, first) in enumerate(items):
        ids[row, : len(pieces)] = pieces
        mask[row, : len(pieces)] = 1
        types[row, first : len(pieces)] = 1
    return {"ids": ids, "mask": mask, "types": types}
