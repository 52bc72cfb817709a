"""Images of label fields: contrast, texture, membranes, blur, uneven light, noise and damaged slices."""
from __future__ import annotations

import numpy as np
from scipy import ndimage

from noise import Shape, isotropic, smooth

Random = np.random.Generator


def render(random: Random, labels: np.ndarray, kind: str, dz: float) -> tuple[np.ndarray, np.ndarray]:
    """
    An image of labels [Z, Y, X] as uint8, and the labels that belong to it: where slices are shifted, their labels are
    shifted along. The truth of a damaged slice stays what it would have been.
    """
    shape = labels.shape
    image = _contrast(random, int(labels.max()) + 1, kind)[labels]
    image = image + _textures(random, labels, kind, dz)
    wall = {'cells': 0.9, 'organelles': 0.95, 'regions': 0.15, 'nuclei': 0.1, 'tubes': 0.15, 'organs': 0.15,
            'layers': 0.1}[kind]
    if random.random() < wall:
        image = image + _membranes(random, labels, dz)
    if random.random() < 0.35 or kind == 'organelles':
        image = image + _clutter(random, shape, dz)
    image = ndimage.gaussian_filter(image, _blur(random, dz))
    image = _light(random, image, dz)
    image, labels = _shift(random, image, labels)
    image = _noise(random, image)
    image = _damage(random, image)
    low, high = np.percentile(image, [random.uniform(0, 1), random.uniform(98.5, 100)])
    return np.clip((image - low) / (high - low + 1e-6) * 255, 0, 255).astype(np.uint8), labels


def _contrast(random: Random, count: int, kind: str) -> np.ndarray:
    """Brightness by label: any, all brighter, all darker, or nearly the same as the background."""
    alike = 0.5 if kind == 'regions' else 0.12
    rest = (1 - alike) / 3
    mode = random.choice(4, p=[rest, rest, rest, alike])
    if mode == 0:
        level = random.uniform(0, 1, count)
    elif mode == 1:
        level = random.uniform(0, 0.5) + random.uniform(0.15, 0.6) * random.uniform(0.6, 1.4, count)
        level[0] = level.min() - random.uniform(0.1, 0.4)
    elif mode == 2:
        level = random.uniform(0.5, 1) - random.uniform(0.12, 0.4) * random.uniform(0.6, 1.4, count)
        level[0] = level.max() + random.uniform(0.1, 0.4)
    else:
        level = random.uniform(0.2, 0.8) + random.uniform(0, 0.08) * random.standard_normal(count)
    return level.astype(np.float32)


def _textures(random: Random, labels: np.ndarray, kind: str, dz: float) -> np.ndarray:
    """One or two grains, each of a strength of its own in every object."""
    total = np.zeros(labels.shape, np.float32)
    for _ in range(int(random.integers(1, 3)) if kind == 'regions' else int(random.integers(0, 3))):
        grain = isotropic(random, labels.shape, float(random.choice([0.5, 1, 2, 4, 7])), dz)
        count = int(labels.max()) + 1
        strength = random.uniform(0, 0.2 if kind == 'regions' else 0.14, count) * (random.random(count) < 0.7)
        total += strength.astype(np.float32)[labels] * grain
    return total


def _membranes(random: Random, labels: np.ndarray, dz: float) -> np.ndarray:
    """Lines where labels meet, darker or brighter, with gaps."""
    size = (1 if dz > 1.5 else 3, 3, 3)
    edge = (ndimage.maximum_filter(labels, size) != ndimage.minimum_filter(labels, size)).astype(np.float32)
    width = random.uniform(0.4, 2)
    edge = ndimage.gaussian_filter(edge, (width / dz, width, width))
    edge /= edge.max() + 1e-6
    if random.random() < 0.4:
        edge *= np.clip(isotropic(random, labels.shape, 12, dz) * 0.5 + 0.7, 0, 1)
    return random.choice([-1, 1]) * random.uniform(0.15, 0.8) * edge


def _clutter(random: Random, shape: Shape, dz: float) -> np.ndarray:
    """Vesicles, debris and speckles that belong to no object."""
    image = np.zeros(shape, np.float32)
    for _ in range(int(random.integers(3, 80))):
        z, y, x = random.uniform(0, shape)
        r = random.uniform(1, 5)
        a, b, c = (slice(max(0, int(p - q)), int(p + q) + 1) for p, q in ((z, r / dz), (y, r), (x, r)))
        image[a, b, c] += random.standard_normal() * 0.2
    return ndimage.gaussian_filter(image, (0.5 / dz, 0.7, 0.7))


def _blur(random: Random, dz: float) -> tuple[float, float, float]:
    """The width of the point-spread function in voxels: longer along z, as in a light microscope."""
    across = float(random.choice([0, 0.5, 0.8, 1.2, 2], p=[0.2, 0.3, 0.25, 0.15, 0.1]))
    return (across * random.uniform(0.3, 3) / dz, across, across)


def _light(random: Random, image: np.ndarray, dz: float) -> np.ndarray:
    """Illumination that is uneven, fades with depth or falls in stripes, and a background that varies."""
    if random.random() < 0.4:
        image = image * (1 + random.uniform(0.05, 0.3) * isotropic(random, image.shape, 50, dz))
    if random.random() < 0.25:
        axis = int(random.choice([0, 1, 2]))
        ramp = np.exp(-np.linspace(0, random.uniform(0.1, 1.2), image.shape[axis], dtype=np.float32))
        image = image * np.expand_dims(ramp, [i for i in range(3) if i != axis])
    if random.random() < 0.12:
        stripes = ndimage.gaussian_filter1d(random.standard_normal((image.shape[0], image.shape[1], 1)), 1.5, axis=1)
        image = image * (1 + 0.15 * stripes.astype(np.float32))
    if random.random() < 0.25:
        image = image + random.uniform(0.05, 0.25) * isotropic(random, image.shape, 40, dz)
    return image


def _shift(random: Random, image: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slices that are not aligned: all a little, or a jump at one slice."""
    if random.random() > 0.25:
        return image, labels
    shifts = np.zeros((len(image), 2), int)
    if random.random() < 0.5:
        shifts += random.integers(-1, 2, shifts.shape)
    else:
        shifts[int(random.integers(0, len(image))):] = random.integers(-4, 5, 2)
    image, labels = image.copy(), labels.copy()
    for z, (dy, dx) in enumerate(shifts):
        image[z] = ndimage.shift(image[z], (dy, dx), order=0, mode='nearest')
        labels[z] = ndimage.shift(labels[z], (dy, dx), order=0, mode='constant')
    return image, labels


def _noise(random: Random, image: np.ndarray) -> np.ndarray:
    """Noise of the camera in proportion to the contrast, sometimes of counted photons; each slice has its own brightness
    now and then."""
    strength = float(random.choice([0, 0.01, 0.03, 0.06, 0.12, 0.2], p=[0.12, 0.2, 0.25, 0.23, 0.13, 0.07]))
    grain = 0.0 if random.random() < 0.6 else random.uniform(0.4, 1)
    noise = smooth(random, image.shape, (0, grain, grain))
    if random.random() < 0.3:
        noise = noise * np.sqrt(np.clip(image - image.min(), 0, None) + 0.05)
    image = image + strength * 4 * image.std() * noise
    if random.random() < 0.2:
        image = image + random.uniform(0.01, 0.06) * random.standard_normal((len(image), 1, 1))
    return image


def _damage(random: Random, image: np.ndarray) -> np.ndarray:
    """Missing slices: empty, or the neighbour once more."""
    if random.random() > 0.12:
        return image
    image = image.copy()
    for _ in range(int(random.integers(1, 3))):
        z = int(random.integers(1, len(image)))
        image[z] = image[z - 1] if random.random() < 0.6 else image.mean()
    return image
