"""Smooth random fields, from which shapes, textures and illumination are made."""
from __future__ import annotations

import numpy as np
from scipy import ndimage

Shape = tuple[int, int, int]


def smooth(random: np.random.Generator, shape: Shape, scale: tuple[float, float, float]) -> np.ndarray:
    """
    Gaussian noise of mean 0 and deviation 1 that varies over about `scale` voxels along z, y and x. It is made on a
    coarse grid and enlarged, so that large scales cost little.
    """
    steps = [max(1, int(s / 2.5)) for s in scale]
    coarse = [n // step + 4 for n, step in zip(shape, steps)]
    field = random.standard_normal(coarse, dtype=np.float32)
    field = ndimage.gaussian_filter(field, [s / step if s > 0.3 else 0 for s, step in zip(scale, steps)])
    if steps != [1, 1, 1]:
        field = ndimage.zoom(field, steps, order=1)
    starts = [int(random.integers(0, f - n + 1)) for f, n in zip(field.shape, shape)]
    field = field[tuple(slice(a, a + n) for a, n in zip(starts, shape))]
    return (field - field.mean()) / (field.std() + 1e-6)


def isotropic(random: np.random.Generator, shape: Shape, scale: float, dz: float) -> np.ndarray:
    """As smooth, for voxels that are dz times as deep as wide; scale is in voxel widths."""
    return smooth(random, shape, (scale / dz, scale, scale))


def grid(shape: Shape, dz: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates z, y, x of the voxels in voxel widths, to be broadcast against each other."""
    z, y, x = (np.arange(n, dtype=np.float32) for n in shape)
    return z[:, None, None] * dz, y[None, :, None], x[None, None, :]


def rotation(random: np.random.Generator) -> np.ndarray:
    """A random rotation in space, 3 × 3."""
    q, r = np.linalg.qr(random.standard_normal((3, 3)))
    return (q * np.sign(np.diag(r))).astype(np.float32)
