"""Turn a trained LightGBM booster into the flat arrays that `verifier/judges/_trees.py` walks."""

from __future__ import annotations

import lightgbm
import numpy as np


def arrays(booster: lightgbm.Booster, classes: int) -> dict[str, np.ndarray]:
    """The trees of a booster, laid end to end."""
    feature, threshold, left, right, value, roots = [], [], [], [], [], []

    def add(node: dict) -> int:
        at = len(feature)
        feature.append(-1)
        threshold.append(0.0)
        left.append(at)
        right.append(at)
        value.append(0.0)
        if "leaf_value" in node:
            value[at] = node["leaf_value"]
            return at
        feature[at] = node["split_feature"]
        # A float32 just at or below the learnt bound, so that float32 features fall on the learnt side.
        bound = np.float32(node["threshold"])
        threshold[at] = bound if float(bound) <= node["threshold"] else np.nextafter(bound, np.float32(-np.inf))
        left[at] = add(node["left_child"])
        right[at] = add(node["right_child"])
        return at

    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(feature))
        add(tree["tree_structure"])
    return {
        "feature": np.array(feature, dtype=np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "left": np.array(left, dtype=np.int32),
        "right": np.array(right, dtype=np.int32),
        "value": np.array(value, dtype=np.float32),
        "roots": np.array(roots, dtype=np.int32),
        "classes": np.int32(classes),
    }
