"""Draws a label field as a microscope or scanner would show it: 8-bit slices [Z, Y, X] with the faults of real stacks."""
from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy import ndimage

from fields import Field, smooth_noise


def render(rng: Generator, field: Field) -> tuple[np.ndarray, np.ndarray]:
    """The image (uint8) and the labels as they lie in it: shifted slices carry their labels along."""
    labels = field.labels
    image = _grey_values(rng, field)[labels]
    image = _textures(rng, image, field)
    if field.membranes and rng.random() < 0.9 or rng.random() < 0.15:
        image = _membranes(rng, image, field)
    if rng.random() < 0.4:
        image = _clutter(rng, image, field.step)
    image = _blur(rng, image, field.step)
    image = _illumination(rng, image, field.step)
    image = _noise(rng, image)
    low, high = np.percentile(image[:, ::2, ::2], [0.5, 99.5])
    image = np.clip((image - low) / max(high - low, 1e-6) * 255, 0, 255).astype(np.uint8)
    return _faulty_slices(rng, image, labels)


def _grey_values(rng: Generator, field: Field) -> np.ndarray:
    """One for each label: all different, all brighter or darker than the background, or all but equal."""
    count = int(field.labels.max()) + 1
    ground = rng.uniform(0, 0.6)
    mode = "equal" if field.textured else rng.choice(["any", "bright", "dark", "equal"], p=[0.4, 0.3, 0.12, 0.18])
    if mode == "any":
        values = rng.uniform(0, 1, count)
    elif mode == "bright":
        values = ground + rng.uniform(0.15, 0.6) * rng.uniform(0.5, 1.5, count)
    elif mode == "dark":
        ground = rng.uniform(0.4, 1)
        values = ground - rng.uniform(0.12, 0.4) * rng.uniform(0.6, 1.4, count)
    else:
        values = ground + rng.uniform(0.02, 0.1) * rng.normal(size=count)
    values[0] = ground
    return values.astype(np.float32)


def _textures(rng: Generator, image: np.ndarray, field: Field) -> np.ndarray:
    """Adds one to three grains, each stronger in some objects than in others."""
    count = int(field.labels.max()) + 1
    for _ in range(int(rng.integers(1, 3)) + (1 if field.textured else 0)):
        scale = float(rng.choice([1, 2, 4, 8]))
        grain = rng.standard_normal(image.shape).astype(np.float32) if scale == 1 else smooth_noise(
            rng, image.shape, scale, field.step)
        strength = rng.uniform(0, 0.28 if field.textured else 0.14, count) * (rng.random(count) < 0.7)
        image = image + strength[field.labels].astype(np.float32) * grain
    return image


def _membranes(rng: Generator, image: np.ndarray, field: Field) -> np.ndarray:
    """Lines where objects meet, bright (a dye) or dark (EM), of uneven strength. Membranes that lie flat in the slice
    are seen over several pixels, since the neighbours in z count too."""
    labels = field.labels
    size = (3, 3, 3) if field.step <= 2 else (1, 3, 3)
    edge = (ndimage.maximum_filter(labels, size) != ndimage.minimum_filter(labels, size)).astype(np.float32)
    width = rng.uniform(0.3, 1.6)
    edge = ndimage.gaussian_filter(edge, (width / field.step, width, width))
    edge /= edge.max() + 1e-6
    if rng.random() < 0.5:
        edge *= np.clip(0.7 + 0.5 * smooth_noise(rng, image.shape, 12, field.step), 0, 1)
    return image + rng.choice([-1, 1]) * rng.uniform(0.15, 0.9) * edge


def _clutter(rng: Generator, image: np.ndarray, step: float) -> np.ndarray:
    """Vesicles, grains and debris that are no objects."""
    image = image.copy()
    for _ in range(int(rng.integers(5, 80))):
        radius = rng.uniform(1.2, 6)
        centre = rng.uniform(0, 1, 3) * image.shape
        low = np.maximum(0, np.floor(centre - [radius / step, radius, radius])).astype(int)
        high = np.minimum(image.shape, np.ceil(centre + [radius / step, radius, radius]) + 1).astype(int)
        z, y, x = np.ogrid[low[0]:high[0], low[1]:high[1], low[2]:high[2]]
        distance = np.sqrt(((z - centre[0]) * step) ** 2 + (y - centre[1]) ** 2 + (x - centre[2]) ** 2)
        ring = distance < radius if rng.random() < 0.6 else np.abs(distance - radius) < 0.8
        image[low[0]:high[0], low[1]:high[1], low[2]:high[2]][ring] += rng.normal() * 0.2
    return image


def _blur(rng: Generator, image: np.ndarray, step: float) -> np.ndarray:
    """The point spread function, longer along z than across."""
    across = float(rng.choice([0, 0.5, 0.8, 1.2, 2], p=[0.2, 0.25, 0.25, 0.2, 0.1]))
    along = across * rng.uniform(1, 4) / step if rng.random() < 0.6 else 0.0
    return ndimage.gaussian_filter(image, (min(along, 2.0), across, across))


def _illumination(rng: Generator, image: np.ndarray, step: float) -> np.ndarray:
    """Uneven light, loss of light with depth, the stripes of a light sheet, and haze."""
    if rng.random() < 0.5:
        image = image * (1 + rng.uniform(0.05, 0.3) * smooth_noise(rng, image.shape, 80, step))
    if rng.random() < 0.3:
        image = image * np.exp(-rng.uniform(0, 1) * np.linspace(0, 1, image.shape[0]))[:, None, None]
    if rng.random() < 0.15:
        stripes = ndimage.gaussian_filter1d(rng.standard_normal(image.shape[:2]), rng.uniform(0.5, 3), axis=1)
        image = image * (1 + rng.uniform(0.05, 0.3) * stripes[:, :, None])
    if rng.random() < 0.25:
        image = image + rng.uniform(0.05, 0.25) * smooth_noise(rng, image.shape, 40, step)
    return image.astype(np.float32)


def _noise(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Read noise or photon noise, sometimes correlated between pixels."""
    strength = float(rng.choice([0, 0.01, 0.03, 0.06, 0.12, 0.2], p=[0.12, 0.2, 0.25, 0.23, 0.13, 0.07]))
    grain = rng.standard_normal(image.shape).astype(np.float32)
    if rng.random() < 0.3:
        grain = ndimage.gaussian_filter(grain, (0, 0.7, 0.7)) * 2.4
    if rng.random() < 0.4:
        grain *= np.sqrt(np.clip(image, 0.02, None)) * 1.4
    return image + strength * grain


def _faulty_slices(rng: Generator, image: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slices that are missing (black, or the one before again), shifted, or exposed differently."""
    image, labels = image.copy(), labels.copy()
    shifting, losing = rng.random() < 0.2, rng.random() < 0.2
    uneven = rng.uniform(0, 0.12) if rng.random() < 0.4 else 0.0
    for z in range(1, len(image)):
        if uneven:
            image[z] = np.clip(image[z] * (1 + rng.normal() * uneven), 0, 255).astype(np.uint8)
        if shifting and rng.random() < 0.25:
            shift = rng.integers(-4, 5, 2)
            image[z] = ndimage.shift(image[z], shift, order=0, mode="nearest")
            labels[z] = ndimage.shift(labels[z], shift, order=0, mode="nearest")
        if losing and rng.random() < 0.08:
            image[z] = 0 if rng.random() < 0.4 else image[z - 1]
    return image, labels
