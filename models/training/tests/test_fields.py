"""Procedural volumes: what the curriculum of chains needs is in them."""
from dataclasses import replace

import numpy as np
import pytest

import config
import data
import fields
from render import render

SHAPE = (12, 64, 64)


@pytest.mark.parametrize('kind', fields.GENERATORS)
def test_neighbouring_slices_are_sections_of_the_same_objects(kind):
    labels = fields.field(np.random.default_rng(1), kind, SHAPE, 1.0)
    assert labels.shape == SHAPE and labels.max() >= 2
    both = (labels[:-1] > 0) & (labels[1:] > 0)
    assert (labels[:-1] == labels[1:])[both].mean() > 0.7


def test_an_object_of_thick_slices_vanishes_within_two():
    labels = fields.field(np.random.default_rng(1), 'nuclei', SHAPE, 6.0)
    depths = [len(np.flatnonzero((labels == label).any((1, 2)))) for label in range(1, labels.max() + 1)]
    assert min(depths) <= 4


def test_tubes_split_and_merge():
    labels = fields.field(np.random.default_rng(0), 'tubes', (24, 96, 96), 1.0)
    parts = [fields.ndimage.label(labels[z] == label)[1] for label in range(1, labels.max() + 1) for z in range(24)]
    assert max(parts) >= 2


def test_layers_are_rings_around_each_other():
    labels = fields.field(np.random.default_rng(2), 'layers', SHAPE, 1.0)
    rings = 0
    for z in range(len(labels)):
        for label in np.unique(labels[z])[1:]:
            section = labels[z] == label
            filled = fields.ndimage.binary_fill_holes(section)
            rings += filled.sum() > 1.2 * section.sum()
    assert rings >= 3


def test_labels_follow_shifted_slices():
    bright = np.zeros(SHAPE, np.uint16)
    bright[:, 20:40, 20:40] = 1
    shifted = 0
    for seed in range(30):
        image, labels = render(np.random.default_rng(seed), bright, 'nuclei', 1.0)
        assert image.dtype == np.uint8 and labels.shape == SHAPE
        shifted += not np.array_equal(labels, bright)
    assert 0 < shifted < 30


def test_a_volume_is_the_same_for_the_same_seed_and_another_when_held_out():
    settings = replace(config.load('small'), shape=SHAPE)
    one, again, held_out = (data.procedural(1, part, settings) for part in (data.TRAIN, data.TRAIN, data.HELD_OUT))
    assert np.array_equal(one.image, again.image) and np.array_equal(one.labels, again.labels)
    assert not np.array_equal(one.image, held_out.image)
