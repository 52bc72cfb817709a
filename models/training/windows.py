"""Windows: the squares of a slice that the model looks at. All tensors are batched; a window is [cx, cy, side].

Pixel i of a slice covers i...i+1, as in the plugin, so a box is [x0, y0, x1, y1] with x1, y1 beyond the last pixel.
"""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

FACTOR = 1.8
SMALLEST = 8.0
OUTSIDE = -8.0
"""Logit of what lies outside the window."""


def around(boxes: Tensor, factor: float | Tensor = FACTOR) -> Tensor:
    """Windows [N, 3] centred on boxes [N, 4], larger by a factor than their longer side."""
    side = torch.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    return torch.stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2,
                        (side * factor).clamp(min=SMALLEST)], 1)


def boxes_of(masks: Tensor) -> tuple[Tensor, Tensor]:
    """Tight boxes [N, 4] of masks [N, H, W], and which masks are not empty [N]; the box of an empty one is 0."""
    rows, columns = masks.any(2), masks.any(1)
    height, width = rows.shape[1], columns.shape[1]
    there = rows.any(1)
    y0, x0 = rows.float().argmax(1), columns.float().argmax(1)
    y1 = height - rows.flip(1).float().argmax(1)
    x1 = width - columns.flip(1).float().argmax(1)
    return torch.stack([x0, y0, x1, y1], 1).float() * there[:, None], there


def to_window(points: Tensor, windows: Tensor, size: int) -> Tensor:
    """Points [N, P, 2] in slice pixels to window pixels 0...size."""
    corner = windows[:, None, :2] - windows[:, None, 2:] / 2
    return (points - corner) * (size / windows[:, None, 2:])


def crop(slices: Tensor, windows: Tensor, size: int, padding: str = 'border') -> Tensor:
    """What lies in the windows of slices [N, C, H, W], size pixels wide, bilinearly; averaged where it is reduced."""
    reduction = max(1, math.ceil(float(windows[:, 2].max()) / size - 0.5))
    grid = _grid(windows, slices.shape[2], slices.shape[3], size * reduction)
    values = F.grid_sample(slices, grid, mode='bilinear', padding_mode=padding, align_corners=False)
    return F.avg_pool2d(values, reduction) if reduction > 1 else values


def _grid(windows: Tensor, height: int, width: int, size: int) -> Tensor:
    steps = (torch.arange(size, device=windows.device, dtype=windows.dtype) + 0.5) / size - 0.5
    x = (windows[:, :1] + steps * windows[:, 2:]) * (2 / width) - 1
    y = (windows[:, 1:2] + steps * windows[:, 2:]) * (2 / height) - 1
    shape = (len(windows), size, size)
    return torch.stack([x[:, None, :].expand(shape), y[:, :, None].expand(shape)], -1)


def paste(logits: Tensor, windows: Tensor, height: int, width: int) -> Tensor:
    """Logits [N, 1, S, S] over windows, put back on slices [N, 1, height, width]."""
    x = (torch.arange(width, device=logits.device, dtype=logits.dtype) + 0.5 - windows[:, :1]) / windows[:, 2:] * 2
    y = (torch.arange(height, device=logits.device, dtype=logits.dtype) + 0.5 - windows[:, 1:2]) / windows[:, 2:] * 2
    shape = (len(logits), height, width)
    grid = torch.stack([x[:, None, :].expand(shape), y[:, :, None].expand(shape)], -1)
    inside = (grid.abs().amax(-1) <= 1)[:, None]
    values = F.grid_sample(logits, grid, mode='bilinear', padding_mode='border', align_corners=False)
    return torch.where(inside, values, torch.full_like(values, OUTSIDE))
