"""Trains the network on the volumes that data.py made, and exports it.

    python train.py PROFILE [--data FOLDER] [--out FOLDER] [--device cpu|cuda]

PROFILE is a table of config.toml, which says whether to start from nothing or from a finished model. The run continues
from OUT/checkpoint.pt if there is one, with the same batches as if it had never stopped. At the end OUT holds the model
(encoder.onnx, decoder.onnx, descriptor.json) and report.json, its figures on the held-out volumes.
"""
from __future__ import annotations

import argparse
import copy
import json
import os
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Subset

import config as configuration
import evaluate
import learning
import volumes
import weights
from chains import Batches
from config import Config
from export import export
from model import Network

HERE = Path(__file__).resolve().parent


class Run:
    """A training run and its state on disk."""

    def __init__(self, config: Config, out: Path, device: torch.device):
        torch.manual_seed(config.seed)
        self.config, self.out, self.device, self.step = config, out, device, 0
        network = weights.load_described(HERE / config.start)[0] if config.start else Network()
        self.network = network.to(device, memory_format=torch.channels_last)
        self.average = learning.Average(self.network, config.smoothing)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=config.rate, weight_decay=config.decay,
                                           betas=(0.9, 0.98))
        self.checkpoint = out / 'checkpoint.pt'
        self.begin = copy.deepcopy(self.network).eval()

    def resume(self) -> None:
        """Takes up the checkpoint if there is one. ValueError if it was made with other settings."""
        if not self.checkpoint.exists():
            return
        state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        if state['config'] != _plain(self.config):
            raise ValueError(f'{self.checkpoint} was made with other settings; remove it to start anew, or name another '
                             'folder with --out.')
        self.network.load_state_dict(state['network'])
        self.average.network.load_state_dict(state['average'])
        self.begin.load_state_dict(state['begin'])
        self.optimiser.load_state_dict(state['optimiser'])
        self.step = state['step']
        print(f'Continues at step {self.step}.', flush=True)

    def save(self) -> None:
        """Writes the checkpoint, whole or not at all."""
        self.out.mkdir(parents=True, exist_ok=True)
        part = self.checkpoint.with_suffix('.part')
        torch.save({'step': self.step, 'config': _plain(self.config), 'network': self.network.state_dict(),
                    'average': self.average.network.state_dict(), 'begin': self.begin.state_dict(),
                    'optimiser': self.optimiser.state_dict()}, part)
        os.replace(part, self.checkpoint)

    def learn(self, batches: Batches, until: int | None = None) -> None:
        """Learns to the last step, or to step `until`."""
        config, until = self.config, self.config.steps if until is None else until
        if config.start and self.step == 0:
            learning.renew_norms(self.network, batches, config.window_at(0), config.seed)
            self.average = learning.Average(self.network, config.smoothing)
            self.begin = copy.deepcopy(self.network).eval()
        loader = DataLoader(Subset(batches, range(self.step, until)), batch_size=None, num_workers=config.workers,
                            pin_memory=self.device.type == 'cuda')
        started, first, mean = time.time(), self.step, None
        for batch in loader:
            self.network.train()
            now = learning.rate(self.step, config.steps, config.warm_up, config.rate)
            for group in self.optimiser.param_groups:
                group['lr'] = now
            low, high = config.own_masks
            own = low + (high - low) * self.step / config.steps
            random = np.random.default_rng([config.seed, 1, self.step])
            batch = tuple(part.to(self.device, non_blocking=True) for part in batch)
            loss = learning.step(self.network, self.optimiser, batch, config.window_at(self.step), own, random,
                                 config.mixed)
            self.average.add(self.network, self.step)
            mean = loss if mean is None else 0.95 * mean + 0.05 * loss
            self.step += 1
            if self.step % 20 == 0:
                each = (time.time() - started) / (self.step - first)
                print(f'step {self.step} of {config.steps}, loss {mean:.3f}, {each:.2f} s each', flush=True)
            if self.step % config.checkpoint == 0 or self.step == until:
                self.save()

    def finished(self, batches: Batches) -> Network:
        """The averaged weights, blended with those of the start if the settings say so."""
        config = self.config
        if not config.kept:
            return self.average.network
        return learning.blended(self.begin, self.average.network, config.kept, batches, config.window,
                                config.own_masks[1], config.seed)


def _plain(config: Config) -> dict:
    """The settings that decide about the weights, as a checkpoint stores them; how many workers and how often to save
    may change on the way."""
    settings = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(config).items()}
    return {k: v for k, v in settings.items() if k not in ('workers', 'checkpoint')}


def train(profile: str, data: Path, out: Path, device: torch.device) -> dict:
    """The whole run; returns the report."""
    config = configuration.load(profile)
    procedural = volumes.load(data / profile / 'train')
    sources = volumes.grouped(volumes.load(data / 'sources')) if config.sources else []
    batches = Batches(procedural, sources, config.source_share, config.slices, config.field_at, config.batch,
                      config.steps, config.seed)
    run = Run(config, out, device)
    run.resume()
    run.learn(batches)
    network = run.finished(batches)
    name = f'volume-sam-{profile}'
    export(network, out, name=name, display=f'Volume SAM, {profile} training', version='1', window=config.window)
    report = evaluate.report(network, volumes.load(data / profile / 'held-out'), config.window, device)
    (out / 'report.json').write_text(json.dumps(report, indent=2) + '\n', encoding='utf-8')
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('profile')
    parser.add_argument('--data', type=Path, default=HERE / 'data')
    parser.add_argument('--out', type=Path)
    parser.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    parser.add_argument('--threads', type=int, help='CPU cores to use')
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    out = arguments.out or HERE / 'runs' / arguments.profile
    print(evaluate.table(train(arguments.profile, arguments.data, out, torch.device(arguments.device))))


if __name__ == '__main__':
    main()
