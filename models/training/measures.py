"""Figures: overlap, detection, calibration, and how sure they are."""
from __future__ import annotations

import numpy as np

BINS = 10


def dice(a: np.ndarray, b: np.ndarray) -> float:
    """Overlap of two masks, 0…1; two empty masks agree."""
    total = int(a.sum()) + int(b.sum())
    return 2 * int((a & b).sum()) / total if total else 1.0


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Probability that a positive case scores above a negative one; ties count half. NaN if there are none of either."""
    if not len(positive) or not len(negative):
        return float('nan')
    below = np.searchsorted(np.sort(negative), positive, 'left').sum()
    ties = np.searchsorted(np.sort(negative), positive, 'right').sum() - below
    return float((below + ties / 2) / (len(positive) * len(negative)))


def calibration_error(predicted: np.ndarray, actual: np.ndarray) -> float:
    """Mean difference of what was predicted (0…1) and what was found, over ten bins of the prediction."""
    if not len(predicted):
        return float('nan')
    bins = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return float(sum(abs(predicted[bins == b].sum() - actual[bins == b].sum()) for b in range(BINS)) / len(predicted))


def interval(by_object: list[list[float]], seed: int = 0, rounds: int = 1000) -> tuple[float, float, float]:
    """Mean of the objects' means, and its 95 % interval by drawing objects with replacement. NaN if there are none."""
    if not by_object:
        return (float('nan'),) * 3
    means = np.array([np.mean(values) for values in by_object])
    random = np.random.default_rng(seed)
    drawn = means[random.integers(0, len(means), (rounds, len(means)))].mean(1)
    return float(means.mean()), float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))
