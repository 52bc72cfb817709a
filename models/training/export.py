#!/usr/bin/env python3
"""Writes encoder.onnx, decoder.onnx and descriptor.json, the folder that 'volume-sam --model' takes.

Usage: python export.py CHECKPOINT.pt FOLDER [--id ID] [--name NAME]

Tensor names are SAM's. Weights are stored as fp16 and computed in fp32 (the casts are folded when the file is loaded).
"""
from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

import weights
from model import Decoder, Encoder

OPSET = 17
SIDE = 160
EMBEDDED = Path(__file__).resolve().parents[1] / "embedded"
METADATA = {"family": "volume-sam", "window": "object", "window_factor": "1.8", "window_size": "224",
            "coordinates": "window pixels", "input": "0..255, three equal channels"}
"""As in the files of version 0; the size that is used stands in the descriptor."""


class OneImage(nn.Module):
    """The decoder as exported: N prompts share the embedding of one window, whose size follows from it."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, image_embeddings: Tensor, point_coords: Tensor, point_labels: Tensor, mask_input: Tensor,
                has_mask_input: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        prompts = point_coords.shape[0]
        size = image_embeddings.shape[-1] * 4
        masks, ious, there = self.decoder(image_embeddings.expand(prompts, -1, -1, -1), point_coords, point_labels,
                                          mask_input, has_mask_input, size)
        return masks, ious, there.unsqueeze(1)


def export(encoder: Encoder, decoder: Decoder, folder: Path, id: str, name: str, version: str, licence: str) -> Path:
    """Writes the three files; returns the descriptor's path."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder, decoder = encoder.cpu().eval(), decoder.cpu().eval()
    image = torch.rand(1, 3, SIDE, SIDE) * 255
    with torch.no_grad():
        embedding = encoder(image)
        torch.onnx.export(
            encoder, (image,), str(folder / "encoder.onnx"), opset_version=OPSET, dynamo=False, input_names=["image"],
            output_names=["image_embeddings"], dynamic_axes={
                "image": {2: "height", 3: "width"}, "image_embeddings": {2: "grid_height", 3: "grid_width"}})
        prompt = (embedding, torch.tensor([[[30.0, 30.0], [90.0, 100.0]]]), torch.tensor([[2.0, 3.0]]),
                  torch.zeros(1, 1, SIDE, SIDE), torch.zeros(1))
        torch.onnx.export(
            OneImage(decoder), prompt, str(folder / "decoder.onnx"), opset_version=OPSET, dynamo=False,
            input_names=["image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input"],
            output_names=["low_res_masks", "iou_predictions", "object_score_logits"], dynamic_axes={
                "image_embeddings": {2: "grid_height", 3: "grid_width"},
                "point_coords": {0: "prompts", 1: "points"}, "point_labels": {0: "prompts", 1: "points"},
                "mask_input": {0: "prompts", 2: "mask_height", 3: "mask_width"}, "has_mask_input": {0: "prompts"},
                "low_res_masks": {0: "prompts", 2: "h", 3: "w"}, "iou_predictions": {0: "prompts"},
                "object_score_logits": {0: "prompts"}})
    metadata = {**METADATA, "version": version, "licence": licence}
    for file in ("encoder.onnx", "decoder.onnx"):
        store_as_half(folder / file, metadata)
    return describe(folder, id, name, version, licence)


def store_as_half(path: Path, metadata: dict[str, str]) -> None:
    """Stores weights as fp16, each cast to fp32 before it is used, and adds metadata."""
    model = onnx.load(str(path))
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 1024:
            half = tensor.name + "_h"
            graph.initializer.remove(tensor)
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), half))
            casts.append(helper.make_node("Cast", [half], [tensor.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    for key, value in metadata.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def describe(folder: Path, id: str, name: str, version: str, licence: str) -> Path:
    """Writes the descriptor of the exported files: the embedded model's, with what differs."""
    descriptor = json.loads((EMBEDDED / "descriptor.json").read_text())
    descriptor.update(id=id, displayName=name, version=version, licence=licence, citation=name, files=[])
    for role in ("encoder", "decoder"):
        content = (folder / f"{role}.onnx").read_bytes()
        descriptor["files"].append({"role": role, "path": f"{role}.onnx",
                                    "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)})
    path = folder / "descriptor.json"
    path.write_text(json.dumps(descriptor, indent=2) + "\n")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--id", default="volume-sam-1")
    parser.add_argument("--name", default="Volume SAM, retrained model")
    parser.add_argument("--version", default="1")
    parser.add_argument("--licence", default="CC-BY-4.0")
    arguments = parser.parse_args()
    encoder, decoder = weights.load(arguments.checkpoint)
    print(export(encoder, decoder, arguments.folder, arguments.id, arguments.name, arguments.version,
                 arguments.licence))


if __name__ == "__main__":
    main()
