"""Prompts as users and the plugin give them: boxes of all qualities, points, and masks of the neighbouring slice."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

import windows

MASK_LOGIT = 6.0
"""How rough masks are drawn, as the descriptor says."""
POINTS = 7
"""Rows of the prompt tensors: two for the box, five for points."""
FIRST = {'tight': 0.32, 'jittered': 0.2, 'loose': 0.05, 'points': 0.11, 'line': 0.16, 'neighbour': 0.16}
"""How the first slice of a chain is prompted, and how often. A line is what the plugin knows of an object in planes
across its slices."""
LINE_WINDOWS = (1, 2, 4)
"""How far the plugin looks across the slices, in lengths of the line."""
CORRECTED = 0.25
"""How often a box comes with points, as users click to correct what a box gave them."""


@dataclass
class Prompts:
    """coords [N, P, 2] and labels [N, P] on slices; mask [N, 1, H, W] (0 or 1) and has [N]; the windows [N, 3] to look
    through; single [N]: true for one point alone, which may mean several objects."""

    coords: Tensor
    labels: Tensor
    mask: Tensor
    has: Tensor
    windows: Tensor
    single: Tensor

    def in_windows(self, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor, int]:
        """The arguments that the decoder takes after the embedding."""
        rough = windows.crop(self.mask, self.windows, size, 'zeros')
        return (windows.to_window(self.coords, self.windows, size), self.labels, MASK_LOGIT * (2 * rough - 1), self.has,
                size)


def of_boxes(boxes: Tensor, factor: float | Tensor = windows.FACTOR, mask: Tensor | None = None,
             has: Tensor | None = None, shape: tuple[int, int] = (1, 1)) -> Prompts:
    """One box [N, 4] for each, with masks [N, 1, H, W] where has [N] is 1."""
    count = len(boxes)
    coords = torch.zeros(count, POINTS, 2, device=boxes.device)
    labels = torch.full((count, POINTS), -1.0, device=boxes.device)
    coords[:, 0], coords[:, 1] = boxes[:, :2], boxes[:, 2:]
    labels[:, 0], labels[:, 1] = 2, 3
    if mask is None:
        mask = torch.zeros(count, 1, *shape, device=boxes.device)
    if has is None:
        has = torch.zeros(count, device=boxes.device)
    return Prompts(coords, labels, mask, has, windows.around(boxes, factor),
                   torch.zeros(count, dtype=torch.bool, device=boxes.device))


def jittered(boxes: np.ndarray, amount: float | np.ndarray, rng: Generator) -> np.ndarray:
    """Boxes [N, 4] each of whose edges is off by a normal deviate of `amount` times the box's extent."""
    extent = np.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]] * 2, 1)
    moved = boxes + rng.normal(size=boxes.shape) * np.reshape(amount, (-1, 1)) * extent
    return _ordered(moved)


def loose(boxes: np.ndarray, rng: Generator) -> np.ndarray:
    """Boxes that are too large by up to half on any edge, and shifted by up to a fifth."""
    extent = np.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]], 1)
    grow = rng.uniform(0, 0.5, boxes.shape) * np.tile(extent, 2) * np.array([-1, -1, 1, 1])
    return _ordered(boxes + grow + np.tile(rng.uniform(-0.2, 0.2, (len(boxes), 2)) * extent, 2))


def _ordered(boxes: np.ndarray) -> np.ndarray:
    """At least two pixels wide and high."""
    low = np.minimum(boxes[:, :2], boxes[:, 2:])
    return np.concatenate([low, np.maximum(np.maximum(boxes[:, :2], boxes[:, 2:]), low + 2)], 1)


def within(mask: np.ndarray, count: int, rng: Generator) -> np.ndarray:
    """Centres [count, 2] as x, y of random pixels of a mask, which may be empty if none are wanted."""
    if not count:
        return np.zeros((0, 2))
    rows, columns = np.nonzero(mask)
    chosen = rng.integers(0, len(rows), count)
    return np.stack([columns[chosen], rows[chosen]], 1) + 0.5


def first(truth: Tensor, before: Tensor, rng: Generator) -> Prompts:
    """Prompts for the first slice of chains. truth and before: the object's sections [N, H, W] on that slice and on
    the slice before it; where the latter is empty, a box stands in for a neighbour's mask."""
    device, count = truth.device, len(truth)
    tight, _ = windows.boxes_of(truth)
    earlier, had = windows.boxes_of(before)
    kinds = rng.choice(list(FIRST), count, p=list(FIRST.values()))
    boxes = tight.cpu().numpy()
    exact, near = jittered(boxes, 0.02, rng), jittered(boxes, rng.uniform(0.03, 0.2, count), rng)
    large = loose(boxes, rng)
    following = jittered(earlier.cpu().numpy(), 0.02, rng)
    has = np.zeros(count, np.float32)
    had = had.cpu().numpy()
    for k, kind in enumerate(kinds):
        if kind == 'neighbour' and had[k]:
            boxes[k], has[k] = following[k], 1
        else:
            boxes[k] = {'jittered': near, 'loose': large}.get(kind, exact)[k]
    factor = torch.tensor(windows.FACTOR * np.exp(rng.normal(0, 0.08, count)), dtype=torch.float32, device=device)
    prompts = of_boxes(torch.tensor(boxes, dtype=torch.float32, device=device), factor, before[:, None].float(),
                       torch.tensor(has, device=device))
    for k in range(count):
        if kinds[k] == 'points':
            _give_points(prompts, k, truth[k].cpu().numpy(), rng)
        elif kinds[k] == 'line':
            _give_line(prompts, k, truth[k].cpu().numpy(), rng)
        elif not has[k] and rng.random() < CORRECTED:
            _add_points(prompts, k, truth[k].cpu().numpy(), rng)
    return prompts


def _give_points(prompts: Prompts, k: int, truth: np.ndarray, rng: Generator) -> None:
    """Replaces the box of prompt k by points; the window is then less certain, too."""
    inside = int(rng.integers(1, 4))
    outside = int(rng.integers(0, POINTS - 2 - inside)) if rng.random() < 0.5 else 0
    prompts.labels[k] = -1
    _set_points(prompts, k, within(truth, inside, rng), within(~truth, outside, rng))
    prompts.single[k] = inside + outside == 1
    prompts.windows[k, 2] *= float(np.exp(rng.normal(0.15, 0.35)))
    prompts.windows[k, :2] += torch.tensor(rng.normal(0, 0.08, 2), dtype=torch.float32).to(
        prompts.windows.device) * prompts.windows[k, 2]


def _give_line(prompts: Prompts, k: int, truth: np.ndarray, rng: Generator) -> None:
    """Replaces the box of prompt k by a line through the object, about as long as it is there."""
    y = int(rng.choice(np.flatnonzero(truth.any(1))))
    x0, x1 = longest_line(truth, y)
    x0, x1 = np.array([x0, x1]) + rng.normal(0, 0.03 * (x1 - x0), 2)
    set_line(prompts, k, y, x0, x1, float(rng.choice(LINE_WINDOWS)))


def set_line(prompts: Prompts, k: int, y: int, x0: float, x1: float, look: float) -> None:
    """Replaces the box of prompt k by points on a line in row y and beside its ends, as the plugin sets them, seen in a
    window that shows so many lengths of the line. The object may well be longer than that: a network that has not learned
    so draws the ends of a tube wherever it is asked for a part of it."""
    centre, length = (x0 + x1) / 2, x1 - x0
    beside = max(1.5, 0.12 * length)
    on, off = [centre, centre - 0.3 * length, centre + 0.3 * length], [x0 - beside, x1 + beside]
    prompts.labels[k] = -1
    _set_points(prompts, k, *(np.array([[x, y + 0.5] for x in row]) for row in (on, off)))
    side = max(windows.SMALLEST, windows.FACTOR * length * look)
    prompts.windows[k] = torch.tensor([centre, y + 0.5, min(side, *prompts.mask.shape[2:])])


def longest_line(mask: np.ndarray, y: int) -> tuple[int, int]:
    """The ends of the longest run of pixels in row y, where the mask must not be empty."""
    edges = np.flatnonzero(np.diff(mask[y].astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    x0, x1 = edges[np.diff(edges).argmax()]
    return int(x0), int(x1)


def _add_points(prompts: Prompts, k: int, truth: np.ndarray, rng: Generator) -> None:
    """Adds points to the box of prompt k, on the object and off it in the box, where it has to be told from others."""
    x0, y0, x1, y1 = np.clip(prompts.coords[k, :2].cpu().numpy().round().astype(int), 0, truth.shape[::-1]).ravel()
    off = np.zeros_like(truth)
    off[y0:y1, x0:x1] = ~truth[y0:y1, x0:x1]
    outside = int(rng.integers(0, 3)) if off.any() else 0
    inside = int(rng.integers(0 if outside else 1, 3))
    _set_points(prompts, k, within(truth, inside, rng), within(off, outside, rng))


def _set_points(prompts: Prompts, k: int, on: np.ndarray, off: np.ndarray) -> None:
    """The points [N, 2] of prompt k on the object and off it."""
    points = np.concatenate([on, off])
    prompts.coords[k, 2:2 + len(points)] = torch.tensor(points, dtype=torch.float32)
    prompts.labels[k, 2:2 + len(points)] = torch.tensor([1.0] * len(on) + [0.0] * len(off))


def following(masks: Tensor, fallback: Tensor, rng: Generator) -> tuple[Prompts, Tensor]:
    """Prompts for the next slice from masks [N, H, W] on this one: their boxes, half of them with the masks themselves.

    Where a mask is empty its object is asked for in the box `fallback` [N, 4]. Also returns the boxes used."""
    boxes, there = windows.boxes_of(masks)
    boxes = torch.where(there[:, None], boxes, fallback)
    count = len(masks)
    given = jittered(boxes.cpu().numpy(), rng.choice([0.01, 0.03, 0.06], count), rng)
    margin = rng.choice([0, 0, 0.05, 0.1], count)[:, None]
    extent = np.tile(given[:, 2:] - given[:, :2], 2) * np.array([-1, -1, 1, 1])
    given = torch.tensor(given + margin * extent, dtype=torch.float32, device=masks.device)
    has = torch.tensor(rng.random(count) < 0.5, dtype=torch.float32, device=masks.device) * there.float()
    return of_boxes(given, mask=masks[:, None].float(), has=has), boxes
