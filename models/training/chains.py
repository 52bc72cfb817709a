"""Cuts chains out of labelled volumes: one object on several consecutive slices, as the plugin follows it."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable

import numpy as np
import torch
import torch.nn.functional as F
from numpy.random import Generator
from scipy import ndimage

from volumes import Volume

SMALLEST = 24
"""Pixels of the section that a chain starts from."""
TOUCHING = ndimage.generate_binary_structure(2, 2)
LENGTHENED, LENGTHENED_BY = 0.3, 4.0
"""How many chains are drawn longer than wide, and by how much at the most: tubes along an axis, and voxels that are not
cubes in planes across the slices. They still fit into the field."""


@dataclass(frozen=True)
class Chain:
    """image uint8 and truth bool [K+1, field, field], before: the slice before the first comes first; known [K+1]:
    false for slices beyond the end of the volume."""

    image: np.ndarray
    truth: np.ndarray
    known: np.ndarray


def follow(labels: np.ndarray, label: int, slices: list[int], start: np.ndarray) -> list[np.ndarray]:
    """The object's section on each of the slices, beginning with the part `start` on the first: what touches the
    section before. So a section that splits is followed into all its parts, and of a merged one all is taken."""
    sections = [start]
    for z in slices[1:]:
        here = labels[z] == label
        reached = ndimage.binary_dilation(sections[-1], TOUCHING, 2) & here
        if reached.any():
            parts, _ = ndimage.label(here, TOUCHING)
            here = np.isin(parts, np.unique(parts[reached]))
        else:
            here = np.zeros_like(here)
        sections.append(here)
    return sections


def starts(first: int, end: int, depth: int, slices: int, rng: Generator) -> tuple[int, int]:
    """Where a chain of an object on slices [first, end) starts, and its direction (1 or -1). Half of the chains see
    the object end (unless it is cut by the end of the volume), the others start anywhere."""
    direction = int(rng.choice([-1, 1]))
    last = end - 1 if direction > 0 else first
    open_end = (last < depth - 1) if direction > 0 else (last > 0)
    if open_end and rng.random() < 0.5:
        start = last - direction * int(rng.integers(0, max(1, slices - 1)))
        start = min(max(start, first), end - 1)
    else:
        start = int(rng.integers(first, end))
    return start, direction


def cut(volume: Volume, slices: int, field: int, rng: Generator) -> Chain | None:
    """A chain of a random object, turned, mirrored and stretched at random; None if the section is too small."""
    label, first, end = volume.objects[rng.integers(len(volume.objects))]
    depth = len(volume.labels)
    z, direction = starts(first, end, depth, slices, rng)
    section = volume.labels[z] == label
    if section.sum() < SMALLEST:
        return None
    parts, count = ndimage.label(section, TOUCHING)
    if count > 1:
        sizes = np.bincount(parts.ravel())[1:]
        chosen = int(rng.choice(np.flatnonzero(sizes >= min(SMALLEST, sizes.max())))) + 1
        section = parts == chosen
    wanted = [z + direction * k for k in range(slices)]
    inside = [k for k in wanted if 0 <= k < depth]
    sections = follow(volume.labels, label, inside, section)
    before = z - direction
    if 0 <= before < depth:
        earlier = follow(volume.labels, label, [z, before], section)[1]
    else:
        # Beyond the volume nothing is known, and then a box is asked; its own section would teach copying.
        before, earlier = z, np.zeros_like(section)
    picked = [before] + inside + [inside[-1]] * (slices - len(inside))
    truth = [earlier] + sections + [sections[-1]] * (slices - len(inside))
    known = np.array([True] * (1 + len(inside)) + [False] * (slices - len(inside)))
    return _resampled(volume.image, picked, truth, section, known, field, rng)


def _resampled(image: np.ndarray, picked: list[int], truth: list[np.ndarray], section: np.ndarray, known: np.ndarray,
               field: int, rng: Generator) -> Chain:
    """The neighbourhood of the section on all picked slices, field pixels wide."""
    rows, columns = np.flatnonzero(section.any(1)), np.flatnonzero(section.any(0))
    centre_y, centre_x = (rows[0] + rows[-1] + 1) / 2, (columns[0] + columns[-1] + 1) / 2
    side = max(8, rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) * rng.uniform(2.3, 3.6)
    angle = rng.uniform(0, 2 * math.pi) if rng.random() < 0.5 else rng.integers(4) * math.pi / 2
    stretch = np.exp(rng.normal(0, 0.12, 2)) * np.array([rng.choice([-1, 1]), 1])
    if rng.random() < LENGTHENED:
        longer = LENGTHENED_BY ** (rng.uniform(0, 1) / 2)
        stretch *= [longer, 1 / longer]
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) * stretch
    reach = int(math.ceil(side * 0.95)) + 2
    y0, y1 = max(0, int(centre_y) - reach), min(image.shape[1], int(centre_y) + reach)
    x0, x1 = max(0, int(centre_x) - reach), min(image.shape[2], int(centre_x) + reach)
    height, width = y1 - y0, x1 - x0
    grey = np.stack([image[z, y0:y1, x0:x1] for z in picked]).astype(np.float32)
    if side > 1.5 * field:
        grey = ndimage.gaussian_filter(grey, (0, 0.4 * side / field, 0.4 * side / field))
    masks = np.stack([t[y0:y1, x0:x1] for t in truth]).astype(np.float32)
    # Output pixel to input pixel, in the coordinates -1...1 of each that grid_sample takes.
    to_pixels = side / 2 * turn
    theta = np.array([[to_pixels[0, 0] * 2 / width, to_pixels[0, 1] * 2 / width, (centre_x - x0) * 2 / width - 1],
                      [to_pixels[1, 0] * 2 / height, to_pixels[1, 1] * 2 / height, (centre_y - y0) * 2 / height - 1]])
    grid = F.affine_grid(torch.tensor(theta, dtype=torch.float32)[None], (1, 1, field, field), align_corners=False)
    sampled = [F.grid_sample(torch.from_numpy(values)[None], grid, mode='bilinear', padding_mode=padding,
                             align_corners=False)[0].numpy() for values, padding in ((grey, 'border'), (masks, 'zeros'))]
    return Chain(sampled[0].round().astype(np.uint8), sampled[1] > 0.5, known)


class Batches(torch.utils.data.Dataset):
    """Batch number k is the same whenever and wherever it is made, so that a run can be resumed.

    Each is (image [B, K+1, field, field] uint8, truth the same in bool, known [B, K+1] bool); field gives the side for
    the number of a batch. Every source counts alike, however many volumes it has.
    """

    def __init__(self, procedural: list[Volume], sources: list[list[Volume]], source_share: float, slices: int,
                 field: Callable[[int], int], batch: int, batches: int, seed: int) -> None:
        self.procedural, self.sources = procedural, sources
        self.share = source_share if sources and procedural else float(bool(sources))
        self.slices, self.field, self.batch, self.batches, self.seed = slices, field, batch, batches, seed

    def __len__(self) -> int:
        return self.batches

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        rng = np.random.default_rng([self.seed, number])
        field, chains = self.field(number), []
        while len(chains) < self.batch:
            real = rng.random() < self.share
            pool = self.sources[rng.integers(len(self.sources))] if real else self.procedural
            chain = cut(pool[rng.integers(len(pool))], self.slices, field, rng)
            if chain is not None and chain.truth[1].any():
                chains.append(chain)
        return tuple(torch.from_numpy(np.stack([getattr(c, part) for c in chains]))
                     for part in ('image', 'truth', 'known'))
