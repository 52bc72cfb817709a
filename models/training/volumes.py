"""Labelled volumes on disk: NAME_image.npy (uint8), NAME_labels.npy (whole numbers) and NAME.json, opened without
reading them whole, so that several workers share one copy in memory."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tifffile
from scipy import ndimage

SMALLEST = 30
"""Objects whose largest section has fewer pixels are left out."""


@dataclass(frozen=True)
class Volume:
    """image and labels [Z, Y, X]; objects: (label, first slice, slice after the last) of each."""

    name: str
    image: np.ndarray
    labels: np.ndarray
    objects: list[tuple[int, int, int]]

    @staticmethod
    def of(name: str, image: np.ndarray, labels: np.ndarray) -> 'Volume':
        """A volume with an index of its objects. ValueError if there is none, or sizes differ."""
        if image.shape != labels.shape:
            raise ValueError(f"{name}: the image is {image.shape}, but its labels are {labels.shape}.")
        objects = []
        for label, box in enumerate(ndimage.find_objects(labels), start=1):
            if box is not None and (labels[box] == label).sum((1, 2)).max() >= SMALLEST:
                objects.append((label, box[0].start, box[0].stop))
        if not objects:
            raise ValueError(f"{name}: no object has a section of at least {SMALLEST} pixels.")
        return Volume(name, image, labels, objects)

    def save(self, folder: Path, **facts: str) -> None:
        """Writes the volume; the JSON comes last, so that a volume with one is complete."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / f"{self.name}_image.npy", self.image)
        np.save(folder / f"{self.name}_labels.npy", self.labels)
        (folder / f"{self.name}.json").write_text(json.dumps({**facts, 'objects': self.objects}))


def load(folder: Path) -> list[Volume]:
    """All volumes of a folder, by name. FileNotFoundError if there is none."""
    found = []
    for path in sorted(folder.glob('*.json')):
        image, labels = (np.load(folder / f"{path.stem}_{part}.npy", mmap_mode='r') for part in ('image', 'labels'))
        objects = [tuple(one) for one in json.loads(path.read_text())['objects']]
        found.append(Volume(path.stem, image, labels, objects))
    if not found:
        raise FileNotFoundError(f"There are no volumes in {folder}; run data.py first.")
    return found


def grouped(loaded: list[Volume]) -> list[list[Volume]]:
    """Volumes by their source, which is what stands before the last hyphen of the name."""
    groups: dict[str, list[Volume]] = {}
    for volume in loaded:
        groups.setdefault(volume.name.rpartition('-')[0], []).append(volume)
    return list(groups.values())


def grey(stack: np.ndarray) -> np.ndarray:
    """The plugin's grey values: 0...255 between the percentiles 0.5 and 99.5 of the whole stack."""
    low, high = np.percentile(stack, [0.5, 99.5])
    return np.clip((stack.astype(np.float32) - low) / max(high - low, 1e-8) * 255, 0, 255).round().astype(np.uint8)


def read_pair(image: Path, labels: Path) -> Volume:
    """A volume from two TIFF stacks, named after the image. ValueError if they do not fit each other."""
    stacks = [tifffile.imread(path) for path in (image, labels)]
    stacks = [stack[None] if stack.ndim == 2 else stack for stack in stacks]
    for path, stack in zip((image, labels), stacks):
        if stack.ndim != 3:
            raise ValueError(f'{path} is {stack.ndim}-dimensional; a stack of grey slices is wanted.')
    if not np.array_equal(stacks[1], stacks[1].astype(np.int32)):
        raise ValueError(f'{labels} holds fractions; labels are whole numbers, one for each object.')
    return Volume.of(image.stem, grey(stacks[0]), stacks[1].astype(np.int32))
