"""Procedural volumes of real anatomy: sections of label maps of people's heads, to be rendered in contrasts of all
kinds. Shapes are real, and neighbouring structures often look alike, as in real images."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fields import Field, Random, numbered
from noise import Shape

ALIKE = 0.6
"""How often a structure looks as the first of its tissue does."""
WHOLE, BOTH = 0.15, 0.25
"""How often all of an organ is one object, and how often both sides of a structure are."""


@dataclass(frozen=True)
class LabelMap:
    """labels [Z, Y, X]; sides: (left, right) of each paired structure; tissues: structures that often look alike;
    organ: the structures of the organ, of which all others are surroundings."""

    labels: np.ndarray
    sides: list[tuple[int, int]]
    tissues: list[list[int]]
    organ: list[int]

    def sections(self, random: Random, shape: Shape, step: int) -> Field:
        """Every step-th section across a random axis, around a random voxel of a random structure."""
        turned = self.labels.transpose(random.permutation(3))
        extent = np.array([shape[0] * step, shape[1], shape[2]])
        missing = np.maximum(extent - turned.shape, 0)
        turned = np.pad(turned, [(m // 2, m - m // 2) for m in missing])
        where = np.argwhere(turned == random.choice(np.unique(turned)[1:]))
        corner = np.clip(where[random.integers(len(where))] - extent // 2, 0, turned.shape - extent)
        z, y, x = (slice(low, low + n) for low, n in zip(corner, extent))
        return turned[z, y, x][::step]

    def looks(self, random: Random, sections: Field) -> Field:
        """What is told apart by its looks: not the sides, and often not the structures of a tissue."""
        names = self._names(sections)
        for tissue in self.tissues:
            for structure in tissue:
                if random.random() < ALIKE:
                    names[names == structure] = tissue[0]
        return numbered(names[sections])

    def objects(self, random: Random, sections: Field) -> Field:
        """What is an object: each structure, or both sides of it, or the whole organ."""
        choice = random.random()
        if choice > WHOLE + BOTH:
            return numbered(sections)
        names = self._names(sections)
        if choice < WHOLE:
            names[np.isin(np.arange(len(names)), self.organ)] = self.organ[0]
        return numbered(names[sections])

    def _names(self, sections: Field) -> np.ndarray:
        """The left structure for both sides of each."""
        names = np.arange(max(int(sections.max()), *self.organ) + 1)
        for left, right in self.sides:
            names[names == right] = left
        return names
