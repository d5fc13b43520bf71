"""Gradient-boosted trees as flat arrays, walked with numpy: what a booster learnt, without the booster.

Arrays of a forest (all trees laid end to end, node 0 of a tree its root): `feature` (int16, -1 at a leaf),
`threshold` (float32; a value goes left when it is <= threshold), `left` and `right` (int32, places in the same
arrays), `value` (float32, read at leaves), `roots` (int32, first node of each tree), `classes` (how many outputs;
tree number t adds to output t modulo classes).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Forest:
    """Boosted trees; `arrays` as described above, `prefix` before each name."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]], prefix: str = "") -> None:
        self._feature = np.asarray(arrays[prefix + "feature"], dtype=np.int64)
        self._threshold = np.asarray(arrays[prefix + "threshold"], dtype=np.float32)
        self._left = np.asarray(arrays[prefix + "left"], dtype=np.int64)
        self._right = np.asarray(arrays[prefix + "right"], dtype=np.int64)
        self._value = np.asarray(arrays[prefix + "value"], dtype=np.float64)
        self._roots = np.asarray(arrays[prefix + "roots"], dtype=np.int64)
        self.classes = int(arrays[prefix + "classes"])

    def raw(self, rows: Floats) -> NDArray[np.float64]:
        """Sum the leaves that each row falls into.

        Args:
            rows: features, [rows, features].

        Returns:
            Raw scores, [rows, classes].
        """
        count = len(rows)
        at = np.broadcast_to(self._roots, (count, len(self._roots))).copy()
        lines = np.arange(count)[:, None]
        while True:
            feature = self._feature[at]
            inner = feature >= 0
            if not inner.any():
                break
            goes_left = rows[lines, np.maximum(feature, 0)] <= self._threshold[at]
            at = np.where(inner, np.where(goes_left, self._left[at], self._right[at]), at)
        summed: NDArray[np.float64] = self._value[at].reshape(count, -1, self.classes).sum(axis=1)
        return summed
