"""Export the trained cross-encoder: ONNX, weights in eight bits; say how far the small network strays from the large."""

from __future__ import annotations

import argparse
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from encoder import CrossEncoder
from onnxruntime.quantization import QuantType, quantize_dynamic


def export(model: CrossEncoder, path: Path) -> None:
    """Write the network in 32 bits, with free numbers of pairs and pieces."""
    ids = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "pairs", 1: "pieces"} for name in ("ids", "mask", "types")} | {"logits": {0: "pairs"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            str(path),
            input_names=["ids", "mask", "types"],
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def logits(path: Path, ids: np.ndarray, mask: np.ndarray, types: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {"ids": ids, "mask": mask, "types": types})[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = CrossEncoder()
    model.load_state_dict(torch.load(arguments.state, weights_only=True))
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.onnx"
        export(model, large)
        quantize_dynamic(
            large,
            arguments.output,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
        rng = np.random.default_rng(1)
        ids = rng.integers(1000, 20000, (8, 60))
        mask, types = np.ones_like(ids), np.zeros_like(ids)
        gap = np.abs(logits(large, ids, mask, types) - logits(arguments.output, ids, mask, types)).max()
    print(
        f"{arguments.output}: {arguments.output.stat().st_size / 1e6:.1f} MB, logits differ by at most {gap:.3f} on noise"
    )


if __name__ == "__main__":
    main()
