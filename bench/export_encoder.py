"""Export the trained cross-encoder: an ONNX graph laid by hand, weights in eight bits; say how far it strays.

It is the smaller network (small_encoder.py). The graph reads one pair at a time, so it has no mask and no padding. Products of the layers are in eight bits (rows of
the source quantised as they come, weights by output), attention, sums and norms in 32. Word vectors are kept in eight
bits, each with its own scale. Laid by hand because the runtime's own fusions were slower here: its fused sum-and-norm
took four times as long as a sum and a norm, and a mask that hides nothing cost a tenth of the whole.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from encoder import HEADS, WIDTH
from onnx import TensorProto, helper, numpy_helper
from small_encoder import KEPT, WHOLE, SmallEncoder, laid

from verifier.judges._encoder import groups

CONTRIB = "com.microsoft"
PLACES = 256  # of the 512 that were trained: no pair is longer
Array = np.ndarray


class Graph:
    """A graph while it is laid: nodes, constants, and the state that they are made from."""

    def __init__(self, state: dict[str, torch.Tensor]) -> None:
        self.weights = {name: value.float().numpy() for name, value in state.items()}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: Array) -> str:
        """Put a constant in; its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def whole(self, *values: int) -> str:
        """A constant of whole numbers."""
        return self.constant(np.array(values, dtype=np.int64))

    def node(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **options: object) -> list[str]:
        """Put a node in; the names of its outputs."""
        name = f"{kind}_{len(self.nodes)}"
        made = [f"{name}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, made, name=name, domain=domain, **options))
        return made

    def one(self, kind: str, *inputs: str, **options: object) -> str:
        """Put a node with one output in; its name."""
        return self.node(kind, *inputs, **options)[0]

    def linear(self, x: str, name: str) -> str:
        """A linear step in eight bits."""
        return self.product(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def product(self, x: str, weight: Array, bias: Array) -> str:
        """A product with weights in eight bits."""
        values, scales = eight_bits(weight.T, axis=0)
        inputs = (x, self.constant(values), self.constant(scales), "", self.constant(bias))
        return self.one("DynamicQuantizeMatMul", *inputs, domain=CONTRIB)

    def attention(self, x: str, name: str) -> str:
        """Attention of all heads, its three products in eight bits."""
        values, scales = eight_bits(self.weights[f"{name}.weight"].T, axis=0)
        pieces, scale, zero = self.node("DynamicQuantizeLinear", x, outputs=3)
        bias, none = self.constant(self.weights[f"{name}.bias"]), self.constant(np.zeros(3 * WIDTH, dtype=np.int8))
        inputs = (pieces, self.constant(values), bias, scale, self.constant(scales), "", zero, none)
        return self.one("QAttention", *inputs, domain=CONTRIB, num_heads=HEADS)

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation."""
        held = (self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.one("LayerNormalization", x, *held, axis=-1, epsilon=1e-12)

    def full(self, x: str, name: str, **names: object) -> str:
        """A linear step in 32 bits."""
        held = (self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.one("Gemm", x, *held, transB=1, **names)

    def embedded(self) -> str:
        """Word vectors, segments and places together."""
        values, scales = eight_bits(self.weights["words.weight"].T, axis=0)
        rows = self.one("Cast", self.one("Gather", self.constant(values.T), "ids"), to=TensorProto.FLOAT)
        scale = self.one("Unsqueeze", self.one("Gather", self.constant(scales), "ids"), self.whole(-1))
        types = self.one("Gather", self.constant(self.weights["types.weight"]), "types")
        length = self.one("Shape", "ids", start=1, end=2)
        places = self.one("Slice", self.constant(self.weights["places.weight"][:PLACES]), self.whole(0), length)
        summed = self.one("Add", self.one("Add", self.one("Mul", rows, scale), types), places)
        return self.norm(summed, "norm")

    def layer(self, x: str, name: str) -> str:
        """One layer of the body."""
        return self.stepped(x, self.attention(x, f"{name}.qkv"), name)

    def stepped(self, x: str, attended: str, name: str) -> str:
        """What comes after attention: it is added, then the feed-forward step."""
        x = self.norm(self.one("Add", x, self.linear(attended, f"{name}.out")), f"{name}.first")
        up = self.one("Gelu", self.linear(x, f"{name}.up"), domain=CONTRIB)
        return self.norm(self.one("Add", x, self.linear(up, f"{name}.down")), f"{name}.second")

    def paired(self, x: str) -> str:
        """The means of pieces two and two."""
        left, right = (self.one("Gather", x, name, axis=1) for name in ("left", "right"))
        return self.one("Mul", self.one("Add", left, right), self.constant(np.float32(0.5)))

    def of_the_first(self, x: str, name: str) -> str:
        """What a layer gives for the first piece alone."""
        first = self.one("Slice", x, self.whole(0), self.whole(1), self.whole(1))
        weights, biases = (np.split(self.weights[f"{name}.qkv.{part}"], 3) for part in ("weight", "bias"))
        read = [self.product(y, weight, bias) for y, weight, bias in zip((first, x, x), weights, biases, strict=True)]
        attended = self.one("MultiHeadAttention", *read, domain=CONTRIB, num_heads=HEADS)
        return self.one("Squeeze", self.stepped(first, attended, name), self.whole(1))

    def model(self) -> onnx.ModelProto:
        """The whole network."""
        x = self.embedded()
        for number in range(len(KEPT) - 1):
            x = self.layer(self.paired(x) if number == WHOLE else x, f"layers.{number}")
        first = self.of_the_first(x, f"layers.{len(KEPT) - 1}")
        mean = self.one("ReduceMean", x, self.whole(1), keepdims=0)
        hidden = self.one("Gelu", self.full(self.one("Concat", first, mean, axis=-1), "head.0"), domain=CONTRIB)
        logits = self.full(hidden, "head.3")
        self.nodes[-1].output[0] = logits = "logits"
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [
                *(helper.make_tensor_value_info(x, TensorProto.INT64, [1, "pieces"]) for x in ("ids", "types")),
                *(helper.make_tensor_value_info(x, TensorProto.INT64, ["groups"]) for x in ("left", "right")),
            ],
            [helper.make_tensor_value_info(logits, TensorProto.FLOAT, [1, 3])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def eight_bits(weights: Array, axis: int) -> tuple[Array, Array]:
    """Whole numbers from -127 to 127 and their scales, one scale for all values along `axis`."""
    scales = np.maximum(np.abs(weights).max(axis), 1e-9) / 127
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)


def strays(model: SmallEncoder, path: Path) -> float:
    """The largest gap between the logits of the two networks, on noise."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rng, gaps = np.random.default_rng(1), []
    for length in (20, 61, 240):
        ids = rng.integers(1000, 20000, length)
        types = (np.arange(length) >= length // 3).astype(np.int64)
        left, right = map(np.array, groups(length, length // 3))
        exported = session.run(None, {"ids": ids[None], "types": types[None], "left": left, "right": right})[0]
        with torch.no_grad():
            trained = model(*laid([(ids.tolist(), length // 3)])).numpy()
        gaps.append(float(np.abs(exported - trained).max()))
    return max(gaps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("state", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = SmallEncoder()
    model.load_state_dict(torch.load(arguments.state, weights_only=True))
    model.eval()
    onnx.save(Graph(model.state_dict()).model(), arguments.output)
    size = arguments.output.stat().st_size / 1e6
    print(f"{arguments.output}: {size:.1f} MB, logits differ by at most {strays(model, arguments.output):.3f} on noise")


if __name__ == "__main__":
    main()
