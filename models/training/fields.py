"""Procedural label fields in 3D. Each generator returns labels [Z, Y, X] (0 is background) whose slices are truly
adjacent sections of the same objects.

`dz` is the distance of slices in pixels. Where it is large, objects are cut into few sections and may vanish from one
slice to the next, as in real stacks.
"""
from __future__ import annotations

from typing import Callable

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

from noise import Shape, grid, isotropic, rotation

Random = np.random.Generator
Field = np.ndarray
SMALLEST = 12  # voxels; smaller leftovers of overlapping objects become background


def cells(random: Random, shape: Shape, dz: float) -> Field:
    """Cells that touch each other, with curved walls; sometimes a part of them is missing."""
    size = random.uniform(12, 40)
    extent = np.array([shape[0] * dz, shape[1], shape[2]])
    count = int(np.clip(np.prod(extent + 2 * size) / size ** 3, 4, 3000))
    seeds = random.uniform(-size, extent + size, (count, 3))
    z, y, x = grid(shape, dz)
    bend = random.uniform(0, 0.35) * size
    at = [np.broadcast_to(c, shape) + bend * isotropic(random, shape, size * random.uniform(0.4, 1), dz)
          for c in (z, y, x)]
    stretch = random.uniform(0.6, 1.7, 3)
    _, nearest = cKDTree(seeds * stretch).query(np.stack(at, -1).reshape(-1, 3) * stretch)
    labels = nearest.reshape(shape).astype(np.int32) + 1
    if random.random() < 0.4:
        labels[np.isin(labels, random.permutation(count)[:int(count * random.uniform(0.2, 0.6))] + 1)] = 0
    return labels


def nuclei(random: Random, shape: Shape, dz: float) -> Field:
    """Round and elongated bodies with rough surfaces, apart or touching; some are cut flat, so that a large section
    has no neighbour."""
    labels = np.zeros(shape, np.int32)
    radius = random.uniform(5, 22)
    extent = np.array([shape[0] * dz, shape[1], shape[2]])
    density = random.uniform(0.05, 0.5)
    count = int(np.clip(density * np.prod(extent) / (4.2 * radius ** 3), 4, 400))
    rough = isotropic(random, shape, radius * random.uniform(0.4, 0.9), dz) * random.uniform(0, 0.18)
    for label in range(1, count + 1):
        body = Body(random, shape, dz, random.uniform(0, extent), radius * random.uniform(0.6, 1.4))
        inside = body.distance + rough[body.box] < 1
        if random.random() < 0.25:
            inside &= body.z < body.center[0] + body.radius * random.uniform(-0.3, 0.6)
        _paint(labels, body.box, inside, label, over=random.random() < 0.2)
    return labels


def tubes(random: Random, shape: Shape, dz: float) -> Field:
    """Tilted, winding tubes that branch and sometimes meet again: vessels, neurites, fibres."""
    labels = np.zeros(shape, np.int32)
    extent = np.array([shape[0] * dz, shape[1], shape[2]])
    label = 0
    for _ in range(int(random.integers(4, 28))):
        label += 1
        radius = random.uniform(2, 11)
        path = _walk(random, random.uniform(0, extent), random.standard_normal(3), extent, radius)
        _tube(labels, path, radius, label, dz)
        for _ in range(int(random.integers(0, 4))):
            start = path[int(random.integers(0, len(path)))]
            branch = _walk(random, start, random.standard_normal(3), extent, radius)
            if random.random() < 0.3:  # the branch returns to its tube
                end = path[int(random.integers(0, len(path)))]
                branch = start + (end - start) * np.linspace(0, 1, 40)[:, None]
                branch = branch + np.sin(np.linspace(0, np.pi, 40))[:, None] * random.standard_normal(3) * 4 * radius
            _tube(labels, branch, radius * random.uniform(0.4, 0.9), label, dz)
    return labels


def organs(random: Random, shape: Shape, dz: float) -> Field:
    """Large soft bodies with shells and with lesions inside, each an object of its own."""
    labels = np.zeros(shape, np.int32)
    extent = np.array([shape[0] * dz, shape[1], shape[2]])
    label = 0
    for _ in range(int(random.integers(3, 10))):
        label += 1
        radius = random.uniform(0.12, 0.38) * shape[1]
        body = Body(random, shape, dz, random.uniform(0, extent), radius)
        rough = isotropic(random, shape, radius * random.uniform(0.25, 0.7), dz)[body.box] * random.uniform(0.05, 0.3)
        depth = body.distance + rough
        _paint(labels, body.box, depth < 1, label)
        if random.random() < 0.25:  # bone or wall around it
            label += 1
            _paint(labels, body.box, (depth < 1) & (depth > 1 - random.uniform(2, 5) / radius), label)
        organ = label
        for _ in range(int(random.integers(0, 4)) if random.random() < 0.5 else 0):
            where = np.argwhere(labels == organ)
            if len(where):
                label += 1
                center = where[int(random.integers(0, len(where)))] * np.array([dz, 1, 1])
                lesion = Body(random, shape, dz, center, radius * random.uniform(0.1, 0.35))
                inside = (lesion.distance + rough.mean() < 1) & (labels[lesion.box] == organ)
                _paint(labels, lesion.box, inside, label)
    return labels


def layers(random: Random, shape: Shape, dz: float) -> Field:
    """Bodies of several layers, each an object of its own and a ring or a shell in a section: skull, walls of the heart
    and of vessels, cortex, the classes of a tumour. Walls are thin or thick, uneven, and some have openings."""
    labels = np.zeros(shape, np.int32)
    extent = np.array([shape[0] * dz, shape[1], shape[2]])
    label = 0
    for _ in range(int(random.integers(1, 7))):
        radius = float(np.exp(random.uniform(np.log(0.08), np.log(0.42)))) * shape[1]
        body = Body(random, shape, dz, random.uniform(0, extent), radius)
        rough = isotropic(random, shape, radius * random.uniform(0.2, 0.7), dz)[body.box] * random.uniform(0.02, 0.2)
        uneven = isotropic(random, shape, radius * random.uniform(0.2, 0.6), dz)[body.box]
        depth = body.distance + rough
        inside = depth < 1
        for _ in range(int(random.integers(2, 5))):
            label += 1
            _paint(labels, body.box, inside, label)
            thickness = max(2.5 / radius, random.uniform(0.04, 0.14) if random.random() < 0.5 else random.uniform(0.14, 0.5))
            depth = depth + thickness * np.clip(1 + random.uniform(0.1, 0.7) * uneven, 0.3, 2)
            if random.random() < 0.3:  # an opening, through which the layers touch
                depth = depth - thickness * (isotropic(random, shape, radius * 0.3, dz)[body.box] > 1.3)
            inside = depth < 1
        if random.random() < 0.3:
            _paint(labels, body.box, inside, 0)  # hollow
    return labels


def organelles(random: Random, shape: Shape, dz: float) -> Field:
    """Cells of an electron micrograph with mitochondria and vesicles inside."""
    labels = cells(random, shape, dz)
    label = int(labels.max())
    inner = np.argwhere(labels > 0)
    for _ in range(int(random.integers(5, 45))):
        label += 1
        center = inner[int(random.integers(0, len(inner)))] * np.array([dz, 1, 1])
        body = Body(random, shape, dz, center, random.uniform(3, 14))
        home = labels[tuple(np.minimum((center / [dz, 1, 1]).astype(int), np.array(shape) - 1))]
        _paint(labels, body.box, (body.distance < 1) & (labels[body.box] == home), label)
    return labels


def regions(random: Random, shape: Shape, dz: float) -> Field:
    """Regions that fill space, of any shape; often told apart by nothing but their texture."""
    count = int(random.integers(3, 8))
    scale = random.uniform(9, 30)
    field = np.stack([isotropic(random, shape, scale * random.uniform(0.7, 1.4), dz) for _ in range(count)])
    kinds = field.argmax(0)
    labels = np.zeros(shape, np.int32)
    label = 0
    for kind in range(count):
        parts, found = ndimage.label(kinds == kind)
        labels[parts > 0] = parts[parts > 0] + label
        label += found
    return labels


GENERATORS: dict[str, Callable[[Random, Shape, float], Field]] = {
    'cells': cells, 'nuclei': nuclei, 'tubes': tubes, 'organs': organs, 'organelles': organelles, 'regions': regions,
    'layers': layers}


class Body:
    """An ellipsoid in any orientation, evaluated only in its box."""

    def __init__(self, random: Random, shape: Shape, dz: float, center: np.ndarray, radius: float):
        self.center, self.radius = np.asarray(center, np.float32), radius
        reach = radius * 1.7
        low = np.floor((self.center - reach) / [dz, 1, 1]).astype(int)
        high = np.ceil((self.center + reach) / [dz, 1, 1]).astype(int) + 1
        self.box = tuple(slice(max(0, a), max(0, min(n, b))) for a, b, n in zip(low, high, shape))
        z, y, x = (c[tuple(s if c.shape[i] > 1 else slice(None) for i, s in enumerate(self.box))]
                   for c in grid(shape, dz))
        self.z = z
        turned = [row[0] * (z - self.center[0]) + row[1] * (y - self.center[1]) + row[2] * (x - self.center[2])
                  for row in rotation(random)]
        axes = radius * random.uniform(0.55, 1.3, 3)
        self.distance = np.sqrt(sum((t / a) ** 2 for t, a in zip(turned, axes)))  # 1 on the surface


def _paint(labels: Field, box: tuple, inside: np.ndarray, label: int, over: bool = True) -> None:
    part = labels[box]
    part[inside if over else inside & (part == 0)] = label


def _walk(random: Random, start: np.ndarray, direction: np.ndarray, extent: np.ndarray, radius: float) -> np.ndarray:
    """Points of a smooth random path, one about every half radius."""
    points, bend = [np.asarray(start, float)], random.uniform(0.02, 0.25)
    for _ in range(int(random.uniform(0.4, 1.6) * extent.max() / (0.5 * radius))):
        direction = direction / (np.linalg.norm(direction) + 1e-6) + bend * random.standard_normal(3)
        points.append(points[-1] + 0.5 * radius * direction / np.linalg.norm(direction))
        if np.any(points[-1] < -2 * radius) or np.any(points[-1] > extent + 2 * radius):
            break
    return np.array(points)


def _tube(labels: Field, path: np.ndarray, radius: float, label: int, dz: float) -> None:
    """Paints balls along a path over whatever is there."""
    shape = labels.shape
    z, y, x = grid(shape, dz)
    for center in path:
        low = np.floor((center - radius) / [dz, 1, 1]).astype(int)
        high = np.ceil((center + radius) / [dz, 1, 1]).astype(int) + 1
        a, b, c = (slice(max(0, p), max(0, min(n, q))) for p, q, n in zip(low, high, shape))
        near = (z[a] - center[0]) ** 2 + (y[:, b] - center[1]) ** 2 + (x[:, :, c] - center[2]) ** 2 < radius ** 2
        labels[a, b, c][near] = label


def field(random: Random, kind: str, shape: Shape, dz: float) -> Field:
    """Labels 1…n of one kind, without crumbs, as uint16."""
    labels = GENERATORS[kind](random, shape, dz)
    sizes = np.bincount(labels.ravel())
    keep = sizes >= SMALLEST
    keep[0] = False
    names = np.zeros(len(sizes), np.uint16)
    names[keep] = np.arange(1, keep.sum() + 1)
    return names[labels]
