"""Procedural 3D label fields: whole numbers [Z, Y, X], 0 for the background, one number for each object.

Neighbouring slices are adjacent sections of the same objects, which are tilted, branch, split, merge, touch and end.
A slice is `step` pixels away from the next, so that fields are as anisotropic as stacks of a microscope.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy import ndimage
from scipy.spatial import cKDTree

Shape = tuple[int, int, int]


@dataclass
class Field:
    """Labels, and how they want to be drawn: with membranes between them, or told apart by texture only."""

    labels: np.ndarray
    kind: str
    step: float
    membranes: bool = False
    textured: bool = False


def smooth_noise(rng: Generator, shape: Shape, scale: float, step: float = 1.0) -> np.ndarray:
    """Noise of mean 0 and deviation 1 that varies over about `scale` pixels (and scale/step slices)."""
    coarse = [max(3, int(np.ceil(n / max(1.0, s / 2))) + 2) for n, s in zip(shape, (scale / step, scale, scale))]
    small = ndimage.gaussian_filter(rng.standard_normal(coarse).astype(np.float32), 1.0, mode="wrap")
    at = [np.linspace(0.5, c - 1.5, n).astype(np.float32) for c, n in zip(coarse, shape)]
    noise = small
    for axis, positions in enumerate(at):
        low = positions.astype(int)
        part = (positions - low).reshape([-1 if a == axis else 1 for a in range(3)])
        noise = np.take(noise, low, axis) * (1 - part) + np.take(noise, low + 1, axis) * part
    return (noise - noise.mean()) / (noise.std() + 1e-6)


def _positions(shape: Shape, step: float) -> np.ndarray:
    """Of every voxel in pixels [Z, Y, X, 3]."""
    grid = np.stack(np.meshgrid(*(np.arange(n, dtype=np.float32) for n in shape), indexing="ij"), -1)
    grid[..., 0] *= step
    return grid


def _warped(rng: Generator, shape: Shape, step: float, amplitude: float, scale: float) -> np.ndarray:
    """Positions displaced smoothly, by more the larger the amplitude."""
    at = _positions(shape, step)
    for axis in range(3):
        at[..., axis] += amplitude * smooth_noise(rng, shape, scale, step)
    return at


def cells(rng: Generator, shape: Shape, step: float) -> Field:
    """Touching cells that fill the tissue, or with gaps between them."""
    extent = np.array([shape[0] * step, shape[1], shape[2]])
    size = rng.uniform(14, 45)
    seeds = rng.uniform(-0.2, 1.2, (int(np.clip(2.7 * extent.prod() / size ** 3, 8, 600)), 3)) * extent
    at = _warped(rng, shape, step, rng.uniform(0.5, 0.15 * size), rng.uniform(0.4, 1.2) * size)
    at[..., 0] *= rng.uniform(0.6, 1.0)
    _, nearest = cKDTree(seeds).query(at.reshape(-1, 3))
    labels = (nearest.reshape(shape) + 1).astype(np.int32)
    if rng.random() < 0.35:
        labels[np.isin(labels, rng.choice(len(seeds), len(seeds) // 2, replace=False) + 1)] = 0
    return Field(labels, "cells", step, membranes=True)


def neurites(rng: Generator, shape: Shape, step: float) -> Field:
    """Touching processes that run through the slices at a slant, as in EM, with mitochondria and other organelles."""
    size = rng.uniform(10, 36)
    count = int(np.clip(2.2 * shape[1] * shape[2] / size ** 2, 8, 400))
    seeds = rng.uniform(-0.3, 1.3, (count, 2)) * np.array(shape[1:])
    at = _warped(rng, shape, step, rng.uniform(0.1, 0.35) * size, rng.uniform(0.8, 2) * size)
    slant = rng.normal(0, 0.5, 2)
    plane = at[..., 1:] + slant * at[..., :1]
    # A third coordinate that changes slowly lets processes end and begin between the others.
    depth = at[..., :1] * rng.uniform(0.05, 0.3)
    seeds = np.concatenate([rng.uniform(-0.2, 1.2, (count, 1)) * shape[0] * step * 0.2, seeds], 1)
    _, nearest = cKDTree(seeds).query(np.concatenate([depth, plane], -1).reshape(-1, 3))
    labels = (nearest.reshape(shape) + 1).astype(np.int32)
    if rng.random() < 0.6:
        _paint_blobs(rng, labels, step, int(rng.integers(4, 24)), size * 0.28, inside=True, flat=False)
    return Field(labels, "neurites", step, membranes=True)


def _paint_blobs(rng: Generator, labels: np.ndarray, step: float, count: int, radius: float, inside: bool,
                 flat: bool) -> None:
    """Adds rough ellipsoids as new objects: over others if inside, else only on the background; flat ones have nearly
    the same section on all slices and vanish within two."""
    shape = labels.shape
    number = int(labels.max())
    for _ in range(count):
        r = radius * rng.uniform(0.6, 1.5)
        axes = r * np.array([rng.uniform(0.6, 1.4), rng.uniform(0.55, 1.0), rng.uniform(0.7, 1.3)])
        centre = rng.uniform(-0.05, 1.05, 3) * np.array(shape)
        reach = np.array([axes[0] / step, 1.5 * axes[1:].max(), 1.5 * axes[1:].max()]) * 1.4 + 1
        low = np.maximum(0, np.floor(centre - reach)).astype(int)
        high = np.minimum(shape, np.ceil(centre + reach)).astype(int)
        if (high - low < 2).any():
            continue
        box = tuple(slice(a, b) for a, b in zip(low, high))
        at = _positions(tuple(high - low), 1.0) + (low - centre).astype(np.float32)
        z, y, x = at[..., 0] * step, at[..., 1], at[..., 2]
        tilt = rng.normal(0, 0.4, 2)
        y, x = y - tilt[0] * z, x - tilt[1] * z
        angle = rng.uniform(0, np.pi)
        u, v = np.cos(angle) * x + np.sin(angle) * y, -np.sin(angle) * x + np.cos(angle) * y
        power = rng.uniform(5, 10) if flat else 2.0
        distance = (np.abs(z / axes[0]) ** power + (u / axes[1]) ** 2 + (v / axes[2]) ** 2) ** 0.5
        rough = rng.uniform(0.02, 0.22) * smooth_noise(rng, distance.shape, max(3.0, r * rng.uniform(0.5, 1)), step)
        body = distance + rough < 1
        if not inside:
            body &= labels[box] == 0
        if body.any():
            number += 1
            labels[box][body] = number


def blobs(rng: Generator, shape: Shape, step: float) -> Field:
    """Nuclei, vesicles or lesions, apart or touching; some end abruptly."""
    labels = np.zeros(shape, np.int32)
    radius = rng.uniform(6, 32)
    volume = shape[0] * step * shape[1] * shape[2]
    count = int(np.clip(rng.uniform(0.05, 0.5) * volume / (4.2 * radius ** 3), 3, 120))
    _paint_blobs(rng, labels, step, count, radius, inside=False, flat=rng.random() < 0.35)
    return Field(labels, "blobs", step)


def _paint_tree(rng: Generator, labels: np.ndarray, step: float, number: int, radius: float) -> None:
    """Adds a tube that winds, tapers and branches."""
    shape = labels.shape
    extent = np.array([shape[0] * step, shape[1], shape[2]])
    direction = rng.normal(size=3) * np.array([rng.uniform(0.3, 1.5), 1, 1])
    branches = [(rng.uniform(0.1, 0.9, 3) * extent, direction, radius * rng.uniform(0.8, 1.3))]
    points: list[np.ndarray] = []
    radii: list[float] = []
    grown = 0
    while branches and grown < 7:
        at, direction, width = branches.pop(0)
        direction = direction / (np.linalg.norm(direction) + 1e-6)
        grown += 1
        for _ in range(int(rng.uniform(0.4, 1.4) * max(extent) / (0.5 * width))):
            direction = direction + rng.normal(0, 0.08, 3)
            direction /= np.linalg.norm(direction)
            at = at + 0.5 * width * direction
            if (at < -width).any() or (at > extent + width).any():
                break
            points.append(at)
            radii.append(width)
            width = max(1.5, width * rng.uniform(0.985, 1.008))
            if rng.random() < 0.02 and len(branches) < 4:
                branches.append((at, direction + rng.normal(0, 0.7, 3), width * rng.uniform(0.5, 0.9)))
    for centre, width in zip(points, radii):
        low = np.maximum(0, np.floor((centre - width) / [step, 1, 1])).astype(int)
        high = np.minimum(shape, np.ceil((centre + width) / [step, 1, 1]) + 1).astype(int)
        if (high <= low).any():
            continue
        z, y, x = np.ogrid[low[0]:high[0], low[1]:high[1], low[2]:high[2]]
        ball = (z * step - centre[0]) ** 2 + (y - centre[1]) ** 2 + (x - centre[2]) ** 2 < width ** 2
        region = labels[low[0]:high[0], low[1]:high[1], low[2]:high[2]]
        region[ball & (region == 0)] = number


def tubes(rng: Generator, shape: Shape, step: float) -> Field:
    """Vessels or neurites: thin, tilted and branching, whose sections split and merge."""
    labels = np.zeros(shape, np.int32)
    radius = rng.uniform(3, 11)
    for number in range(1, int(rng.integers(3, 12)) + 1):
        _paint_tree(rng, labels, step, number, radius * rng.uniform(0.6, 1.4))
    return Field(labels, "tubes", step)


def regions(rng: Generator, shape: Shape, step: float) -> Field:
    """Regions of any form, which split and merge from slice to slice; often told apart by their texture only."""
    count = int(rng.integers(3, 8))
    scale = rng.uniform(14, 50)
    fields = np.stack([smooth_noise(rng, shape, scale * rng.uniform(0.7, 1.4), step) for _ in range(count)])
    kinds = fields.argmax(0)
    labels, number = np.zeros(shape, np.int32), 0
    for kind in range(int(rng.integers(0, 2)), count):
        parts, found = ndimage.label(kinds == kind)
        labels[parts > 0] = parts[parts > 0] + number
        number += found
    return Field(labels, "regions", step, textured=rng.random() < 0.6)


def organs(rng: Generator, shape: Shape, step: float) -> Field:
    """A body with a wall, organs, vessels through them and lesions in them, as in CT and MR."""
    at = _warped(rng, shape, step, rng.uniform(2, 8), rng.uniform(20, 60))
    z, y, x = at[..., 0], at[..., 1] - shape[1] / 2, at[..., 2] - shape[2] / 2
    taper = 1 + rng.normal(0, 0.25) * (z / (shape[0] * step) - 0.5)
    distance = np.hypot(y / (0.46 * shape[1] * rng.uniform(0.7, 1)), x / (0.46 * shape[2])) * taper
    labels = np.zeros(shape, np.int32)
    labels[distance < 1] = 1
    wall = rng.uniform(0.04, 0.12)
    labels[(distance < 1 - wall) & (distance > 1 - wall * rng.uniform(1.5, 2.6))] = 2
    core = (distance < 1 - 2.6 * wall) & (labels == 1)
    free = np.where(core, 0, 1).astype(np.int32)
    _paint_blobs(rng, free, step, int(rng.integers(3, 9)), rng.uniform(14, 34), inside=False, flat=False)
    labels[free > 1] = free[free > 1] + 1
    for _ in range(int(rng.integers(0, 3))):
        tree = np.zeros(shape, np.int32)
        _paint_tree(rng, tree, step, 1, rng.uniform(2.5, 6))
        labels[(tree > 0) & core] = labels.max() + 1
    lesions = np.zeros(shape, np.int32)
    _paint_blobs(rng, lesions, step, int(rng.integers(1, 8)), rng.uniform(4, 10), inside=False, flat=False)
    within = (lesions > 0) & (free > 1)
    labels[within] = lesions[within] + labels.max()
    return Field(labels, "organs", step)


KINDS = {"cells": (cells, 0.17), "neurites": (neurites, 0.18), "blobs": (blobs, 0.22), "tubes": (tubes, 0.13),
         "regions": (regions, 0.13), "organs": (organs, 0.17)}


def make(rng: Generator, shape: Shape, kind: str | None = None) -> Field:
    """A field of one of the kinds, chosen at random if none is named. Objects are connected in 3D."""
    if kind is None:
        names = list(KINDS)
        weights = np.array([KINDS[name][1] for name in names])
        kind = names[rng.choice(len(names), p=weights / weights.sum())]
    field = KINDS[kind][0](rng, shape, float(rng.choice([1, 1.5, 2, 3, 4, 6])))
    field.labels = connected(field.labels)
    return field


def connected(labels: np.ndarray) -> np.ndarray:
    """Numbers anew so that each number is one connected object; the first of each keep their order."""
    result, number = np.zeros(labels.shape, np.int32), 0
    for label, box in enumerate(ndimage.find_objects(labels), start=1):
        if box is None:
            continue
        parts, found = ndimage.label(labels[box] == label, np.ones((3, 3, 3)))
        result[box][parts > 0] = parts[parts > 0] + number
        number += found
    return result
