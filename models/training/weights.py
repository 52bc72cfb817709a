"""Reads and writes weights: checkpoints of the training, and exported ONNX files as a starting point.

An exported network holds no batch normalisation any more (the exporter folds it into the convolutions). It is read
back into layers that do nothing; settle_norms gives them the statistics of data, without changing what they compute.
"""
from __future__ import annotations

from pathlib import Path
from typing import Callable

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from model import Decoder, Encoder

Layer = nn.Conv2d | nn.Linear
SIDE = 64


def load(source: Path) -> tuple[Encoder, Decoder]:
    """Networks from a checkpoint (.pt) of train.py, or from a folder with encoder.onnx and decoder.onnx."""
    encoder, decoder = Encoder(), Decoder()
    if source.is_dir():
        read_onnx(source / "encoder.onnx", encoder, lambda: encoder(torch.zeros(1, 3, SIDE, SIDE)))
        read_onnx(source / "decoder.onnx", decoder, lambda: decoder(
            torch.zeros(1, 256, SIDE // 4, SIDE // 4), torch.zeros(1, 2, 2), torch.tensor([[2.0, 3.0]]),
            torch.zeros(1, 1, SIDE, SIDE), torch.zeros(1), SIDE))
    else:
        saved = torch.load(source, map_location="cpu", weights_only=True)
        encoder.load_state_dict(saved["smooth_encoder"])
        decoder.load_state_dict(saved["smooth_decoder"])
    return encoder.eval(), decoder.eval()


def layers_in_order(network: nn.Module, run: Callable[[], object]) -> list[tuple[Layer, nn.BatchNorm2d | None]]:
    """Convolutions and linear layers as run() calls them, each with the normalisation that follows it."""
    called: list[nn.Module] = []
    hooks = [m.register_forward_hook(lambda module, *_: called.append(module)) for m in network.modules()
             if isinstance(m, (nn.Conv2d, nn.Linear, nn.BatchNorm2d))]
    training = network.training
    network.eval()
    with torch.no_grad():
        run()
    network.train(training)
    for hook in hooks:
        hook.remove()
    pairs: list[tuple[Layer, nn.BatchNorm2d | None]] = []
    for module in called:
        if isinstance(module, nn.BatchNorm2d):
            pairs[-1] = (pairs[-1][0], module)
        else:
            pairs.append((module, None))
    return pairs


def read_onnx(path: Path, network: nn.Module, run: Callable[[], object]) -> None:
    """Copies the weights of an exported network into one of the same architecture. ValueError if it is another."""
    graph = onnx.load(str(path)).graph
    values = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:
        if node.op_type in ("Cast", "Identity") and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]
    nodes = [node for node in graph.node if node.op_type in ("Conv", "Gemm")]
    layers = layers_in_order(network, run)
    if len(nodes) != len(layers):
        raise ValueError(f"{path} has {len(nodes)} layers, but this architecture {len(layers)}; it was made by "
                         "another version of model.py.")
    with torch.no_grad():
        for node, (layer, norm) in zip(nodes, layers):
            weight, bias = (torch.tensor(values[name]).float() for name in node.input[1:3])
            if weight.shape != layer.weight.shape:
                raise ValueError(f"{path}: {node.name} has weights {tuple(weight.shape)} where this architecture has "
                                 f"{tuple(layer.weight.shape)}.")
            layer.weight.copy_(weight)
            if norm is None:
                layer.bias.copy_(bias)
            else:
                norm.running_mean.zero_()
                norm.running_var.fill_(1)
                norm.weight.fill_((1 + norm.eps) ** 0.5)
                norm.bias.copy_(bias)


def settle_norms(networks: list[nn.Module], run: Callable[[], object]) -> None:
    """Gives every normalisation the mean and variance of what run() sends through it, and scales to match.

    What the networks compute in evaluation mode stays the same; in training mode it becomes nearly the same.
    """
    norms = [m for network in networks for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
    seen: dict[nn.BatchNorm2d, list[Tensor]] = {norm: [] for norm in norms}
    hooks = [norm.register_forward_pre_hook(lambda module, args: seen[module].append(
        torch.stack([args[0].mean((0, 2, 3)), (args[0] ** 2).mean((0, 2, 3))]))) for norm in norms]
    training = [network.training for network in networks]
    for network in networks:
        network.eval()
    with torch.no_grad():
        run()
        for hook in hooks:
            hook.remove()
        for norm in norms:
            mean, square = torch.stack(seen[norm]).mean(0)
            variance = (square - mean ** 2).clamp(min=0)
            scale = norm.weight / (norm.running_var + norm.eps).sqrt()
            norm.bias.add_((mean - norm.running_mean) * scale)
            norm.weight.copy_(scale * (variance + norm.eps).sqrt())
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
    for network, mode in zip(networks, training):
        network.train(mode)
