"""One step of learning: chains unrolled over several slices, on which the network is fed its own masks and boxes."""
from __future__ import annotations

import copy
import math
from typing import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

import losses
import prompts
import weights
import windows
from model import Network

RENEWED_BY, BLENDED_BY = 8, 12
"""Batches from which normalisations get their statistics, before a run goes on from files and after its end."""


def chain_losses(network: Network, batch: tuple[Tensor, Tensor, Tensor], window: int, own: float,
                 random: np.random.Generator, mixed: bool = False) -> Iterator[Tensor]:
    """
    The loss of one slice after the other, each to be propagated backwards before the next is asked for, so that only
    one slice is held in memory. Masks handed on carry no gradient: the network learns to follow the image from a
    flawed mask, not to draw masks that suit its later self.

    batch: images, truth [B, K+1, H, W] and known [B, K+1] as chains.Batches gives them, on the network's device; own:
    how often the next slice is prompted with the network's own mask and not with the true one.
    """
    images, truth, known = batch
    slices, device = truth.shape[1] - 1, truth.device
    look = Look(len(images), random, device)
    given = prompts.first(truth[:, 1], truth[:, 0], random)
    last, _ = windows.boxes_of(truth[:, 1])
    for k in range(1, slices + 1):
        seen = look(windows.crop(images[:, k:k + 1].float(), given.windows, window))
        target = (windows.crop(truth[:, k:k + 1].float(), given.windows, window, 'zeros') > 0.5).float()
        with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
            logits, predicted, there = network(seen.expand(-1, 3, -1, -1), *given.in_windows(window)[:4])
        logits, predicted, there = logits.float(), predicted.float(), there.float()
        yield losses.total(logits, predicted, there, target, given.single.float(), known[:, k].float())
        if k == slices:
            return
        with torch.no_grad():
            drawn = windows.paste(chosen(logits, predicted, given.single), given.windows, *truth.shape[2:])[:, 0] > 0
            use = torch.tensor(random.random(len(images)) < own, device=device) & resembles(drawn, truth[:, k])
            given, last = prompts.following(torch.where(use[:, None, None], drawn, truth[:, k]), last, random)


def resembles(drawn: Tensor, truth: Tensor) -> Tensor:
    """Which masks [N, H, W] have an IoU above a half with the truth. From others nobody could tell what is meant."""
    common, either = (drawn & truth).sum((1, 2)), (drawn | truth).sum((1, 2))
    return 2 * common > either


def chosen(logits: Tensor, predicted: Tensor, single: Tensor) -> Tensor:
    """Logits [N, 1, S, S] of the mask that counts: the first, for a single point the best of the others."""
    token = torch.where(single, predicted[:, 1:].argmax(1) + 1, 0)
    return logits[torch.arange(len(logits), device=logits.device), token][:, None]


class Look:
    """How the same specimen might have looked in another image: contrast, inversion, brightness and noise, the same
    for all slices of a chain but for the noise."""

    def __init__(self, count: int, random: np.random.Generator, device: torch.device):
        def column(values: np.ndarray) -> Tensor:
            return torch.tensor(values, dtype=torch.float32, device=device).reshape(-1, 1, 1, 1)
        self.gamma = column(np.exp(random.normal(0, 0.3, count)))
        self.inverted = column(random.random(count) < 0.12)
        self.gain = column(np.exp(random.normal(0, 0.3, count)))
        self.offset = column(random.normal(0, 0.1, count))
        self.noise = column(random.uniform(0, 0.1, count) * (random.random(count) < 0.3))
        self.generator = torch.Generator(device).manual_seed(int(random.integers(2 ** 31)))

    def __call__(self, image: Tensor) -> Tensor:
        """Grey values [N, 1, S, S] of 0…255 in another look."""
        u = (image / 255).clamp(0, 1) ** self.gamma
        u = torch.where(self.inverted > 0, 1 - u, u) * self.gain + self.offset
        u = u + self.noise * torch.randn(u.shape, generator=self.generator, device=u.device)
        return (u * 255).clamp(-60, 400)


def rate(step: int, steps: int, warm_up: int, highest: float) -> float:
    """The learning rate: rises over the warm-up, then falls to 0.02 of the highest along half a cosine."""
    rise = min(1.0, (step + 1) / max(1, warm_up))
    return highest * rise * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def step(network: nn.Module, optimiser: torch.optim.Optimizer, batch: tuple[Tensor, Tensor, Tensor], window: int,
         own: float, random: np.random.Generator, mixed: bool = False) -> float:
    """Learns from one batch of chains. Returns the mean loss; ValueError if it is no number."""
    optimiser.zero_grad(set_to_none=True)
    slices, mean = batch[1].shape[1] - 1, 0.0
    for loss in chain_losses(network, batch, window, own, random, mixed):
        (loss / slices).backward()
        mean += float(loss.detach()) / slices
    if not math.isfinite(mean):
        raise ValueError('The loss is not a number any more; lower the rate in config.toml.')
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimiser.step()
    return mean


def renew_norms(network: Network, batches: Sequence, window: int, seed: int) -> None:
    """Makes a network that was read from its files fit to learn, with the first of the batches it will learn from."""
    weights.renew_norms(network, lambda: look_at(network, batches, range(RENEWED_BY), window, 0.0, seed))


def blended(start: Network, end: Network, share: float, batches: Sequence, window: int, own: float,
            seed: int) -> Network:
    """A network between the start and the end of a run, with the statistics of the run's last batches."""
    last = range(len(batches) - BLENDED_BY, len(batches))
    return weights.blended(start, end, share, lambda network: look_at(network, batches, last, window, own, seed))


def look_at(network: Network, batches: Sequence, numbers: range, window: int, own: float, seed: int) -> None:
    """Shows the network some of the batches, from which it does not learn."""
    device = next(network.parameters()).device
    for number in numbers:
        if 0 <= number < len(batches):
            batch = tuple(part.to(device) for part in batches[number])
            with torch.no_grad():
                for _ in chain_losses(network, batch, window, own, np.random.default_rng([seed, 2, number])):
                    pass


class Average:
    """The weights averaged over the last steps, which are better than those of any one step."""

    def __init__(self, network: Network, smoothing: float):
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.smoothing = smoothing

    @torch.no_grad()
    def add(self, network: Network, step: int) -> None:
        """Young averages forget faster, so that the random weights of the start do not last."""
        keep = min(self.smoothing, (1 + step) / (10 + step))
        for mean, new in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.mul_(keep).add_(new, alpha=1 - keep)
            else:
                mean.copy_(new)
