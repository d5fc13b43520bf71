"""Gradient-boosted trees as flat arrays, read with numpy: what a booster learnt, without the booster.

Arrays of a forest (all trees laid end to end, node 0 of a tree its root): `feature` (int16, -1 at a leaf),
`threshold` (float32; a value goes left when it is <= threshold), `left` and `right` (int32, places in the same
arrays), `value` (float32, read at leaves), `roots` (int32, first node of each tree), `classes` (how many outputs;
tree number t adds to output t modulo classes).

A row is not walked down node by node: all questions of all trees are put at once, each that is answered with "right"
strikes out the leaves on its left, and the first leaf that is left is the one the row falls into (Lucchese et al.,
"QuickScorer", 2015).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MOST_LEAVES = 64  # of a tree: a bit for each
_AT_ONCE = 64  # rows: what is held of them is wide
_MOST_BITS = (1 << _MOST_LEAVES) - 1
_ALL, _ONE = np.uint64(_MOST_BITS), np.uint64(1)


class Forest:
    """Boosted trees; `arrays` as described above, `prefix` before each name.

    Raises:
        ValueError: a tree has more than 64 leaves.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]], prefix: str = "") -> None:
        named = {
            name: np.asarray(arrays[prefix + name])
            for name in ("feature", "threshold", "left", "right", "value", "roots")
        }
        self.classes = int(arrays[prefix + "classes"])
        trees = [_Tree(named, int(root)) for root in named["roots"]]
        if any(len(tree.leaves) > _MOST_LEAVES for tree in trees):
            raise ValueError(f"a tree has more than {_MOST_LEAVES} leaves")
        questions = max((len(tree.nodes) for tree in trees), default=0)
        leaves = max((len(tree.leaves) for tree in trees), default=0)
        # [questions, trees]: trees with fewer are filled up with questions that strike nothing out.
        self._feature = np.zeros((questions, len(trees)), dtype=np.int64)
        self._threshold = np.full((questions, len(trees)), np.inf, dtype=np.float32)
        self._kept = np.full((questions, len(trees)), _ALL, dtype=np.uint64)
        self._value = np.zeros((len(trees), leaves), dtype=np.float64)
        for number, tree in enumerate(trees):
            self._feature[: len(tree.nodes), number] = named["feature"][tree.nodes]
            self._threshold[: len(tree.nodes), number] = named["threshold"][tree.nodes]
            self._kept[: len(tree.nodes), number] = [np.uint64(_MOST_BITS ^ struck) for struck in tree.struck]
            self._value[number, : len(tree.leaves)] = named["value"][tree.leaves]

    def raw(self, rows: Floats) -> NDArray[np.float64]:
        """Sum the leaves that each row falls into.

        Args:
            rows: features, [rows, features].

        Returns:
            Raw scores, [rows, classes].
        """
        out = np.zeros((len(rows), self.classes))
        for start in range(0, len(rows), _AT_ONCE):
            out[start : start + _AT_ONCE] = self._summed(rows[start : start + _AT_ONCE])
        return out

    def _summed(self, rows: Floats) -> NDArray[np.float64]:
        goes_left = np.take(rows, self._feature, axis=1) <= self._threshold
        every = (-goes_left.view(np.int8)).astype(np.int64).view(np.uint64)  # all bits where it goes left, else none
        held = np.bitwise_and.reduce(self._kept | every, axis=1)
        first = np.frexp((held & (~held + _ONE)).astype(np.float64))[1] - 1  # the place of the lowest bit
        leaves = self._value[np.arange(len(self._value)), first]
        summed: NDArray[np.float64] = leaves.reshape(len(rows), -1, self.classes).sum(axis=1)
        return summed


class _Tree:
    """One tree: its inner nodes, its leaves from left to right, and the leaves on the left of each node as bits."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]], root: int) -> None:
        self._arrays = arrays
        self.nodes: list[int] = []
        self.struck: list[int] = []
        self.leaves: list[int] = []
        self._read(root)

    def _read(self, at: int) -> None:
        if int(self._arrays["feature"][at]) < 0:
            self.leaves.append(at)
            return
        number, before = len(self.nodes), len(self.leaves)
        self.nodes.append(at)
        self.struck.append(0)
        self._read(int(self._arrays["left"][at]))
        self.struck[number] = (1 << len(self.leaves)) - (1 << before)
        self._read(int(self._arrays["right"][at]))
