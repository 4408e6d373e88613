"""Writes a learnt network as ONNX, makes it int8, and holds the two side by side."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import torch
from network import Network, head_names
from torch import Tensor, nn

from communique.annotate.relations.marking import Marking


class _Whole(nn.Module):
    """The network from piece numbers on, with the marks' vectors written into the table of words."""

    def __init__(self, network: Network, marks: tuple[int, ...]) -> None:
        super().__init__()
        self.network = network
        with torch.no_grad():
            for k, piece in enumerate(marks):
                network.words.weight[piece] += network.marks.weight[k + 1]

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, ...]:
        out = self.network(self.network.words(ids), mask, source, target)
        return out["kind"], out["status"], out["contexts"], out["points"]


def export(network: Network, marking: Marking, tokenizer: Path, folder: Path) -> None:
    """Write ``coder.onnx`` (int8, per channel), ``tokenizer.json`` and ``heads.json`` into ``folder``.

    The network is changed: its marks are folded into its words.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    whole = _Whole(network, marking.marks).eval()
    one = marking.mark(marking.pieces(["Chad thanked Niger for it."])[0], source=(0, 4), target=(13, 18))
    two = marking.mark(marking.pieces(["Fiji sent Tonga all of its rice."])[0], source=(0, 4), target=(10, 15))
    width = min(len(one.ids), len(two.ids))
    sample = (
        torch.tensor([one.ids[:width], two.ids[:width]]),
        torch.ones((2, width), dtype=torch.long),
        torch.tensor([one.source, two.source]),
        torch.tensor([one.target, two.target]),
    )
    full = folder / "full.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            whole,
            sample,
            str(full),
            input_names=["ids", "mask", "source", "target"],
            output_names=["kind", "status", "contexts", "points"],
            dynamic_axes={
                "ids": {0: "batch", 1: "length"},
                "mask": {0: "batch", 1: "length"},
                "source": {0: "batch"},
                "target": {0: "batch"},
                "kind": {0: "batch"},
                "status": {0: "batch"},
                "contexts": {0: "batch"},
                "points": {0: "batch", 1: "length"},
            },
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        str(full),
        str(folder / "coder.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    full.unlink()
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    (folder / "heads.json").write_text(head_names() + "\n", "utf-8")
