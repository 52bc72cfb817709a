"""Reads the weights of an exported model back into the network, so that the files which the plugin runs are also what
fine-tuning and measuring start from.

The exporter merges each normalisation into the convolution before it. Read back, the merged numbers go into the
convolution and the normalisation only adds its bias: the network computes the same, but its normalisations no longer
know the statistics of the data. They have to stay frozen (freeze_norms) or be given new ones (renew_norms).
"""
from __future__ import annotations

import copy
import json
import math
from pathlib import Path
from typing import Callable

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from model import Network

FILTER_SIZE = 0.07
"""Root mean square of the weights of a filter that is followed by a normalisation, as training from nothing makes them."""


def load_onnx(encoder: Path, decoder: Path) -> Network:
    """The network with the weights of two exported files. ValueError if they are of another architecture."""
    network = Network()
    side = 64
    with torch.no_grad():
        image = torch.zeros(1, 3, side, side)
        _fill(network.encoder, encoder, lambda: network.encoder(image))
        embedding = torch.zeros(1, 256, side // 4, side // 4)
        prompt = (torch.zeros(1, 2, 2), torch.tensor([[2.0, 3.0]]), torch.zeros(1, 1, side, side), torch.zeros(1))
        _fill(network.decoder, decoder, lambda: network.decoder(embedding, *prompt, side))
    return network.eval()


def freeze_norms(network: nn.Module) -> None:
    """Keeps normalisations from using the statistics of batches. To be called after every network.train()."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


@torch.no_grad()
def renew_norms(network: nn.Module, run: Callable[[], object]) -> None:
    """Gives every normalisation the statistics of what reaches it while `run` uses the network, and every filter before
    one the same size. The network still computes the same, and can be trained again.

    Without that a network read from its files hardly learns: its filters differ in size by a factor of 1,000, and steps
    that are small for some wipe out what others have learned."""
    network.eval()
    sums: dict[nn.BatchNorm2d, Tensor] = {}

    def watch(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        x = inputs[0].double()
        count = torch.full_like(x[0, :, 0, 0], x[:, 0].numel())
        sums[norm] = sums.get(norm, 0) + torch.stack([count, x.sum((0, 2, 3)), (x * x).sum((0, 2, 3))])

    convolutions = {norm: convolution for layers in network.modules() if isinstance(layers, nn.Sequential)
                    for convolution, norm in zip(layers, layers[1:]) if isinstance(norm, nn.BatchNorm2d)}
    hooks = [norm.register_forward_pre_hook(watch) for norm in convolutions]
    run()
    for hook in hooks:
        hook.remove()
    for norm, (count, total, squares) in sums.items():
        filters = convolutions[norm].weight
        larger = FILTER_SIZE / (filters ** 2).mean((1, 2, 3)).sqrt().clamp(min=1e-9)
        mean = total / count
        variance = (squares / count - mean ** 2).clamp(min=0) * larger ** 2
        slope = norm.weight / (norm.running_var + norm.eps).sqrt()
        norm.bias.add_(slope * (mean - norm.running_mean))
        norm.weight.copy_(slope * (variance + norm.eps).sqrt() / larger)
        norm.running_mean.copy_(mean * larger)
        norm.running_var.copy_(variance)
        filters.mul_(larger[:, None, None, None])


@torch.no_grad()
def blended(start: Network, end: Network, share: float, run: Callable[[Network], object]) -> Network:
    """A network whose weights lie between those of the start of a run (this share of them) and of its end, with the
    normalisations' statistics taken anew while `run` uses it. It keeps what the end has forgotten, and most of what it
    has learned (Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022)."""
    network = copy.deepcopy(end)
    for mean, first, last in zip(network.state_dict().values(), start.state_dict().values(), end.state_dict().values()):
        if mean.dtype.is_floating_point:
            mean.copy_(share * first + (1 - share) * last)
    network.eval()
    for norm in network.modules():
        if isinstance(norm, nn.BatchNorm2d):
            norm.reset_running_stats()
            norm.momentum = None  # the mean over all that is seen
            norm.train()
    run(network)
    return network.eval()


def _fill(part: nn.Module, file: Path, run) -> None:
    """Copies weights in the order of computation, which is the order of the nodes in the file."""
    layers = _layers_in_order(part, run)
    graph = onnx.load(str(file)).graph
    values = _constants(graph)
    nodes = [n for n in graph.node if n.op_type in ('Conv', 'Gemm')]
    if len(nodes) != len(layers):
        raise ValueError(f'{file} has {len(nodes)} layers with weights, this network {len(layers)}: it is another model.')
    for node, (layer, norm) in zip(nodes, layers):
        weight, bias = values[node.input[1]], values[node.input[2]]
        if weight.shape != tuple(layer.weight.shape):
            raise ValueError(f'{file}: {node.name} is {weight.shape}, expected {tuple(layer.weight.shape)}: '
                             'it is another model.')
        layer.weight.copy_(torch.from_numpy(weight))
        if norm is None:
            layer.bias.copy_(torch.from_numpy(bias))
        else:
            nn.init.constant_(norm.weight, math.sqrt(1 + norm.eps))
            norm.bias.copy_(torch.from_numpy(bias))
            norm.running_mean.zero_()
            norm.running_var.fill_(1)


def _layers_in_order(part: nn.Module, run) -> list[tuple[nn.Module, nn.BatchNorm2d | None]]:
    """Every convolution and linear layer as it is computed, with the normalisation that follows it, if any."""
    calls: list[nn.Module] = []
    hooks = [m.register_forward_hook(lambda module, _, __: calls.append(module)) for m in part.modules()
             if isinstance(m, (nn.Conv2d, nn.Linear, nn.BatchNorm2d))]
    part.eval()
    run()
    for hook in hooks:
        hook.remove()
    following = calls[1:] + [None]
    return [(m, n if isinstance(n, nn.BatchNorm2d) else None) for m, n in zip(calls, following)
            if not isinstance(m, nn.BatchNorm2d)]


def _constants(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Weights by name in single precision, those that are stored in half precision under the name after the cast."""
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:
        if node.op_type == 'Cast' and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]].astype(np.float32)
        elif node.op_type == 'Identity' and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]
    return {name: np.array(value) for name, value in values.items()}


def load_described(descriptor: Path) -> tuple[Network, int]:
    """The network that a descriptor (MODEL.json) describes, and the side of its window."""
    described = json.loads(descriptor.read_text(encoding='utf-8'))
    files = {f['role']: descriptor.parent / f['path'] for f in described['files']}
    return load_onnx(files['encoder'], files['decoder']), int(described['encoder']['size'])
