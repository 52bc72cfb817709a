"""Fine-tunes a model on your own label images: pairs of TIFF stacks of the same size.

    python finetune.py FOLDER IMAGE.tif LABELS.tif [IMAGE.tif LABELS.tif ...] [--steps 300] [--check IMAGE.tif LABELS.tif]

Every object has a number of its own in LABELS, 0 is background; a few well-drawn slices per stack are enough if only those
are in it. FOLDER gets encoder.onnx, decoder.onnx and descriptor.json:

    volume-sam segment IMAGE --model FOLDER/descriptor.json ...

--check names a pair that is not learned from, which is measured before and after; only that tells whether it helped.
"""
from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable

import numpy as np
import torch

import evaluate
import learning
import volumes
import weights
from chains import Batches
from export import EMBEDDED, export
from model import Network
from volumes import Volume

OWN_MASKS = 0.5  # share of slices prompted with the model's own mask


def finetune(network: Network, pairs: list[Volume], window: int, steps: int, device: torch.device, rate: float = 1e-3,
             batch: int = 4, slices: int = 3, seed: int = 0, tell: Callable[[str], None] = print) -> Network:
    """The network, which is changed, after some steps on chains of the volumes' objects; always the same for one seed."""
    slices = min(slices, max(len(pair.labels) for pair in pairs))
    batches = Batches([], [pairs], 1.0, slices, lambda _: 2 * window, batch, steps, seed)
    network.to(device)
    learning.renew_norms(network, batches, window, seed)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=0.01)
    average = learning.Average(network, 0.95)
    for step in range(steps):
        network.train()
        weights.freeze_norms(network)
        for group in optimiser.param_groups:
            group['lr'] = learning.rate(step, steps, 10, rate)
        data = tuple(part.to(device) for part in batches[step])
        loss = learning.step(network, optimiser, data, window, OWN_MASKS, np.random.default_rng([seed, 1, step]))
        average.add(network, step)
        if (step + 1) % 20 == 0:
            tell(f'step {step + 1} of {steps}, loss {loss:.3f}')
    network.load_state_dict(average.network.state_dict())
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folder', type=Path)
    parser.add_argument('pairs', type=Path, nargs='+', metavar='IMAGE LABELS')
    parser.add_argument('--model', type=Path, default=EMBEDDED / 'descriptor.json', help='descriptor to start from')
    parser.add_argument('--check', type=Path, nargs=2, metavar=('IMAGE', 'LABELS'))
    parser.add_argument('--id', default='my-volume-sam')
    parser.add_argument('--steps', type=int, default=300)
    parser.add_argument('--rate', type=float, default=1e-3)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    arguments = parser.parse_args()
    if len(arguments.pairs) % 2:
        parser.error('images and labels come in pairs')
    device = torch.device(arguments.device)
    network, window = weights.load_described(arguments.model)
    pairs = [volumes.read_pair(*pair) for pair in zip(arguments.pairs[::2], arguments.pairs[1::2])]
    check = [volumes.read_pair(*arguments.check)] if arguments.check else []
    if check:
        print('Before\n' + evaluate.table(evaluate.report(network, check, window, device)), flush=True)
    finetune(network, pairs, window, arguments.steps, device, arguments.rate, seed=arguments.seed)
    if check:
        print('After\n' + evaluate.table(evaluate.report(network, check, window, device)), flush=True)
    print(export(network, arguments.folder, name=arguments.id, display=arguments.id, version='1', window=window,
                 citation='Volume SAM, embedded model, fine-tuned'))


if __name__ == '__main__':
    main()
