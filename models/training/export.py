"""Writes a trained network as the files that Volume SAM runs: encoder.onnx, decoder.onnx and descriptor.json.

    python export.py CHECKPOINT.pt FOLDER [--id ID] [--display NAME] [--window 192]

Weights are stored in half precision and computed in single precision, which halves the files. The descriptor is that of
the embedded model with the new files' hashes: `volume-sam segment IMAGE --model FOLDER/descriptor.json ...` takes it.
"""
from __future__ import annotations

import argparse
import copy
import hashlib
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from model import Network

OPSET = 17
EMBEDDED = Path(__file__).resolve().parents[1] / 'embedded'
HALF_FROM = 1024  # smaller tensors (biases) stay in single precision
WINDOW_FACTOR = 1.8
DECODER_INPUTS = ['image_embeddings', 'point_coords', 'point_labels', 'mask_input', 'has_mask_input']
DECODER_OUTPUTS = ['low_res_masks', 'iou_predictions', 'object_score_logits']


class _SamDecoder(nn.Module):
    """The decoder with SAM's arguments: N prompts on one embedding."""

    def __init__(self, decoder: nn.Module):
        super().__init__()
        self.d = decoder

    def forward(self, image_embeddings: Tensor, point_coords: Tensor, point_labels: Tensor, mask_input: Tensor,
                has_mask_input: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        prompts, side = point_coords.shape[0], image_embeddings.shape[-1] * 4
        masks, iou, score = self.d(image_embeddings.expand(prompts, -1, -1, -1), point_coords, point_labels, mask_input,
                                   has_mask_input, side)
        return masks, iou, score.unsqueeze(1)


def export(network: Network, folder: Path, *, name: str, display: str, version: str, window: int = 192,
           licence: str = 'CC-BY-4.0', citation: str = '') -> Path:
    """Writes the three files into the folder and returns the descriptor's path."""
    folder.mkdir(parents=True, exist_ok=True)
    network = copy.deepcopy(network).to('cpu').float().eval()
    encoder, decoder = folder / 'encoder.onnx', folder / 'decoder.onnx'
    metadata = {'family': 'volume-sam', 'version': version, 'window': 'object', 'window_factor': str(WINDOW_FACTOR),
                'window_size': str(window), 'coordinates': 'window pixels', 'input': '0..255, three equal channels',
                'licence': licence}
    _export_encoder(network, encoder, metadata)
    _export_decoder(network, decoder, metadata)
    descriptor = json.loads((EMBEDDED / 'descriptor.json').read_text(encoding='utf-8'))
    descriptor.update(id=name, displayName=display, version=version, licence=licence, citation=citation or display)
    descriptor['files'] = [_described(role, file) for role, file in (('encoder', encoder), ('decoder', decoder))]
    descriptor['encoder']['size'] = window
    path = folder / 'descriptor.json'
    path.write_text(json.dumps(descriptor, indent=2) + '\n', encoding='utf-8')
    return path


def _export_encoder(network: Network, file: Path, metadata: dict[str, str]) -> None:
    axes = {'image': {2: 'height', 3: 'width'}, 'image_embeddings': {2: 'grid_height', 3: 'grid_width'}}
    _export(network.encoder, (torch.rand(1, 3, 160, 160) * 255,), file, ['image'], ['image_embeddings'], axes, metadata)


def _export_decoder(network: Network, file: Path, metadata: dict[str, str]) -> None:
    arguments = (torch.rand(1, 256, 40, 40), torch.tensor([[[30.0, 30.0], [90.0, 100.0]]]), torch.tensor([[2.0, 3.0]]),
                 torch.zeros(1, 1, 160, 160), torch.zeros(1))
    axes = {'image_embeddings': {2: 'grid_height', 3: 'grid_width'}, 'point_coords': {0: 'prompts', 1: 'points'},
            'point_labels': {0: 'prompts', 1: 'points'},
            'mask_input': {0: 'prompts', 2: 'mask_height', 3: 'mask_width'}, 'has_mask_input': {0: 'prompts'},
            'low_res_masks': {0: 'prompts', 2: 'h', 3: 'w'}, 'iou_predictions': {0: 'prompts'},
            'object_score_logits': {0: 'prompts'}}
    _export(_SamDecoder(network.decoder), arguments, file, DECODER_INPUTS, DECODER_OUTPUTS, axes, metadata)


def _export(module: nn.Module, arguments: tuple, file: Path, inputs: list[str], outputs: list[str], axes: dict,
            metadata: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder, torch.no_grad(), warnings.catch_warnings():
        # The tracer warns that shapes become constants and that it is the older of two exporters; the newer one
        # writes opset 18 and above, which the plugin's runtime need not know.
        warnings.simplefilter('ignore')
        raw = str(Path(folder) / 'raw.onnx')
        torch.onnx.export(module.eval(), arguments, raw, input_names=inputs, output_names=outputs, dynamic_axes=axes,
                          opset_version=OPSET, dynamo=False)
        model = onnx.load(raw)
    _halve(model.graph)
    for key, value in metadata.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def _halve(graph: onnx.GraphProto) -> None:
    """Stores large weights in half precision, followed by a cast that ONNX Runtime folds when it loads the file."""
    casts = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > HALF_FROM:
            half = tensor.name + '_h'
            graph.initializer.remove(tensor)
            graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), half))
            casts.append(helper.make_node('Cast', [half], [tensor.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)


def _described(role: str, file: Path) -> dict:
    content = file.read_bytes()
    return {'role': role, 'path': file.name, 'sha256': hashlib.sha256(content).hexdigest(), 'bytes': len(content)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('checkpoint', type=Path)
    parser.add_argument('folder', type=Path)
    parser.add_argument('--id', default='my-volume-sam')
    parser.add_argument('--display', help='what the plugin shows; otherwise the ID')
    parser.add_argument('--window', type=int, default=192)
    arguments = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(arguments.checkpoint, map_location='cpu', weights_only=True)['average'])
    print(export(network, arguments.folder, name=arguments.id, display=arguments.display or arguments.id, version='1',
                 window=arguments.window))


if __name__ == '__main__':
    main()
